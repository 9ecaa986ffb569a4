//! What others say about one person, and what of it may be shown.

use std::path::Path;

use intervision::assess::multirater::{
    Disclosure, Feedback, FeedbackReport, History, RatedFigure, RaterGroup,
};
use intervision::assess::{Instrument, Responses};
use intervision_examples::{AtPath, Outcome, read_text};

use crate::table;

/// The feedback about a person: groups come from a table with the columns subject, rater and group.
pub fn feedback(
    instrument: &Instrument,
    answers: &Responses,
    person: &str,
    groups: &Path,
) -> Outcome<FeedbackReport> {
    let text = read_text(groups)?;
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().at(groups)?.clone();
    if header.iter().collect::<Vec<_>>() != ["subject", "rater", "group"] {
        return Err(format!(
            "{}: the columns are {}; they must be subject, rater, group",
            groups.display(),
            header.iter().collect::<Vec<_>>().join(", ")
        )
        .into());
    }
    let mut raters = vec![(person.to_owned(), RaterGroup::Own)];
    for record in reader.records() {
        let record = record.at(groups)?;
        if let (Some(subject), Some(rater), Some(group)) =
            (record.get(0), record.get(1), record.get(2))
            && subject == person
            && rater != person
        {
            raters.push((rater.to_owned(), RaterGroup::named(group)));
        }
    }
    let feedback = Feedback::new(instrument, &answers.about(person), person, raters).at(groups)?;
    Ok(Disclosure::new().report(&feedback, &History::new(person))?.report)
}

pub fn as_text(report: &FeedbackReport) -> String {
    let names = report.groups.iter().map(|part| part.name.as_str());
    let mut rows = table(["scale"].into_iter().chain(names).chain(["all others"]));
    for scale in &report.scales {
        let figures = scale.groups.iter().chain([&scale.overall]).map(figure);
        rows.add_row([scale.id.clone()].into_iter().chain(figures));
    }
    let answered: Vec<String> = report
        .groups
        .iter()
        .map(|part| format!("{} {} of {}", part.name, part.answered, part.invited))
        .collect();
    format!("\nWhat others see, means ± standard error ({})\n{}\n", answered.join(", "), rows)
}

fn figure(figure: &RatedFigure) -> String {
    match figure {
        RatedFigure::Shown { mean, standard_error: Some(error), .. } => {
            format!("{mean:.2} ± {error:.2}")
        }
        RatedFigure::Shown { mean, .. } => format!("{mean:.2}"),
        RatedFigure::NoAnswers => "-".to_owned(),
        RatedFigure::BelowFloor { floor } => format!("fewer than {floor}"),
        _ => "withheld: it would give others away".to_owned(),
    }
}
