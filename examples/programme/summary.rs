use std::fmt::Write;
use std::path::Path;

use chrono::Datelike;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use intervision::core::{Groups, Roster, SessionDemand, Status, TermWorth};
use intervision_examples::Outcome;
use serde_json::{Value, json};

use crate::Results;
use crate::input::Input;

/// One JSON object with the figures of a run.
pub fn json(input: &Input, results: &Results) -> Outcome<String> {
    let season = &results.season;
    let groups: &Groups = season.decision.groups();
    let worth = season.decision.worth();
    let terms: Vec<Value> = worth
        .terms
        .iter()
        .map(|TermWorth { name, value, bound, weight }| {
            json!({ "name": name, "value": value, "bound": bound, "weight": weight })
        })
        .collect();
    let object = json!({
        "design": input.design.id(),
        "participants": input.cohort.len(),
        "groups": groups.sizes().len(),
        "sizes": groups.sizes(),
        "sessions": season.demand.len(),
        "placed": season.timetable.placements.len(),
        "unplaced": season.timetable.unplaced.len(),
        "clashes": results.clashes.len(),
        "terms": terms,
        "value": worth.value,
        "bound": worth.bound,
        "gap": worth.gap(),
        "status": worth.status,
        "stopped": worth.stopped,
        "steps": worth.steps,
        "seed": worth.seed,
        "season": {
            "value": season.timetable.worth.value,
            "bound": season.timetable.worth.bound,
            "status": season.timetable.worth.status,
            "steps": season.timetable.worth.steps,
        },
        "seconds": results.seconds,
    });
    Ok(serde_json::to_string(&object)?)
}

/// What a programme manager wants to know first.
pub fn text(input: &Input, results: &Results, out: &Path) -> String {
    let mut text = String::new();
    let design = &input.design;
    let season = &results.season;
    let groups: &Groups = season.decision.groups();
    let _ = writeln!(text, "\n{}", design.title());
    if let Some(question) = design.guiding_question() {
        let _ = writeln!(text, "{question}");
    }
    let _ = writeln!(
        text,
        "{} participants, {} groups, {} sessions from {} to {}",
        input.cohort.len(),
        groups.sizes().len(),
        season.demand.len(),
        design.season().start,
        design.season().end,
    );
    mix(&mut text, results, groups);
    needs(&mut text, input, results);
    calendar(&mut text, results);
    attention(&mut text, input, results);
    let _ = writeln!(
        text,
        "\nWritten to {} in {:.2} s; open report.html first.",
        out.display(),
        results.seconds
    );
    text
}

fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(header.to_vec());
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn figure(value: f64) -> String {
    if (value - value.round()).abs() < 1e-9 { format!("{value:.0}") } else { format!("{value:.3}") }
}

/// How good the mix is, against the bound, the dealt list and random groups.
fn mix(text: &mut String, results: &Results, groups: &Groups) {
    let Some((_, outcome)) = &results.groups else { return };
    let worth = outcome.worth();
    let comparison = outcome.comparison();
    let _ = writeln!(text, "\nThe mix (less is better)");
    let random = format!("random (mean of {})", comparison.random_draws);
    let mut table = table(&["term", "ours", "at least", "dealt list", &random]);
    let cell =
        |figures: &[f64], index: usize| figures.get(index).map(|f| figure(*f)).unwrap_or_default();
    for (index, term) in worth.terms.iter().enumerate() {
        table.add_row([
            term.name.clone(),
            figure(term.value),
            term.bound.map(figure).unwrap_or_default(),
            cell(&comparison.dealt.terms, index),
            cell(&comparison.random.terms, index),
        ]);
    }
    table.add_row([
        "all, weighted".to_owned(),
        figure(worth.value),
        worth.bound.map(figure).unwrap_or_default(),
        figure(comparison.dealt.value),
        figure(comparison.random.value),
    ]);
    let _ = writeln!(text, "{table}");
    let mut sizes = groups.sizes();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let sizes: Vec<String> = sizes
        .chunk_by(|a, b| a == b)
        .map(|same| format!("{} of {}", same.len(), same[0]))
        .collect();
    let status = match worth.status {
        Status::Optimal => "proven optimal".to_owned(),
        Status::Feasible => format!(
            "all rules hold; at most {:.1} % from the best possible",
            100.0 * worth.gap().unwrap_or(1.0)
        ),
        Status::Infeasible => "the rules cannot all hold".to_owned(),
        Status::Unknown => "not every rule holds".to_owned(),
    };
    let _ = writeln!(text, "groups: {}; {status}; certificate verified", sizes.join(", "));
    for reason in outcome.reasons().iter().chain(outcome.violated()) {
        let _ = writeln!(text, "  {reason}");
    }
}

/// What the cohort needs.
fn needs(text: &mut String, input: &Input, results: &Results) {
    let (Some(people), Some(assessment)) = (&results.people, &input.assessment) else { return };
    let report = &people.report;
    let rate = report
        .participation
        .rate
        .map(|rate| format!(" ({:.1} %)", 100.0 * rate))
        .unwrap_or_default();
    let _ = writeln!(
        text,
        "\nNeeds ({} of {} answered{rate})",
        report.participation.answered, report.participation.invited
    );
    let mut table = table(&["competency", "level", "target", "gap", "surely below", "cannot tell"]);
    let shown = |figure: &intervision::assess::survey::Figure| {
        figure.value().map_or("withheld".to_owned(), |value| format!("{value:.2}"))
    };
    for competency in &report.competencies {
        let title = assessment
            .framework
            .competency(&competency.competency)
            .map_or(competency.competency.clone(), |known| known.title.clone());
        table.add_row([
            title,
            shown(&competency.level),
            shown(&competency.target),
            shown(&competency.gap),
            competency.verdicts.below.to_string(),
            competency.verdicts.cannot_tell.to_string(),
        ]);
    }
    let _ = writeln!(text, "{table}");
}

/// The season at a glance: sessions per week, a row a month.
fn calendar(text: &mut String, results: &Results) {
    let timetable = &results.season.timetable;
    let _ = writeln!(
        text,
        "\nThe season: {} of {} sessions placed, {} clashes",
        timetable.placements.len(),
        results.season.demand.len(),
        results.clashes.len()
    );
    for clash in results.clashes.iter().take(5) {
        let _ = writeln!(text, "  {clash}");
    }
    let mut weeks = std::collections::BTreeMap::<_, usize>::new();
    for placement in &timetable.placements {
        let day = placement.span.date();
        let monday = day - chrono::TimeDelta::days(i64::from(day.weekday().num_days_from_monday()));
        *weeks.entry(monday).or_default() += 1;
    }
    let (Some(first), Some(last)) = (weeks.keys().next(), weeks.keys().next_back()) else { return };
    let (mut monday, last) = (*first, *last);
    let mut month = 0;
    while monday <= last {
        if monday.month() != month {
            month = monday.month();
            let _ = write!(text, "\n  {} ", monday.format("%Y %b"));
        }
        let count = weeks.get(&monday).map_or("·".to_owned(), ToString::to_string);
        let _ = write!(text, " {count:>3}");
        monday += chrono::TimeDelta::weeks(1);
    }
    let _ = writeln!(text, "\n  (sessions in the weeks that begin in the month)");
    for term in &timetable.worth.terms {
        let _ = writeln!(text, "  {}: {}", term.name, figure(term.value));
    }
}

/// What could not be done, and why.
fn attention(text: &mut String, input: &Input, results: &Results) {
    let season = &results.season;
    let mut lines = Vec::new();
    for unplaced in season.timetable.unplaced.iter().take(10) {
        let id =
            season.demand.session(unplaced.session).map(|session| session.id).unwrap_or_default();
        lines.push(format!("{id} has no place: {}", unplaced.reasons.join("; ")));
    }
    let more = season.timetable.unplaced.len().saturating_sub(10);
    if more > 0 {
        lines.push(format!("and {more} more without a place, see unplaced.csv"));
    }
    for waiting in &results.seating.waiting {
        let id = input.cohort.id(waiting.member);
        lines.push(format!(
            "{id} waits for {}, number {} in line: {}",
            waiting.session, waiting.place, waiting.reason
        ));
    }
    if let Some(people) = results.people.as_ref().filter(|people| !people.unscored.is_empty()) {
        lines.push(format!("{} participants have no score", people.unscored.len()));
    }
    if !lines.is_empty() {
        let _ = writeln!(text, "\nTo look at");
        for line in lines {
            let _ = writeln!(text, "  {line}");
        }
    }
}
