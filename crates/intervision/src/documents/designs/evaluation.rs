use intervision_assess::change::{Change, NoEffect, PairedEffect};
use intervision_assess::survey::{Cell, Participation, SurveyReport};

use crate::adapters::{MeasuredChange, ProgrammeEvaluation, TieChange};
use crate::documents::markdown::plain;
use crate::language::{Language, Texts, fill};
use crate::wording::EvaluationWords;

/// An evaluation as a page of Markdown: the survey, levels before and after, and ties, as far as they are there.
#[must_use]
pub fn evaluation_markdown(evaluation: &ProgrammeEvaluation, language: Language) -> String {
    let words = EvaluationWords::of(language);
    let floor = evaluation.floor.get();
    let mut page = vec![format!(
        "# {}: {}\n\n{}\n",
        words.title,
        plain(&evaluation.title),
        fill(words.floor, &[("floor", &floor.to_string())])
    )];
    if let Some(report) = &evaluation.survey {
        page.push(survey(report, floor, language));
    }
    if let Some(change) = &evaluation.change {
        page.push(before_and_after(change, floor, language));
    }
    if let Some(change) = &evaluation.ties {
        page.push(ties(change, floor, language));
    }
    page.concat()
}

fn took_part(
    patterns: [&str; 2],
    Participation { invited, answered, .. }: &Participation,
    floor: usize,
    language: Language,
) -> String {
    EvaluationWords::took_part(patterns, (*invited, answered.count()), floor, language)
}

fn cell(cell: Cell, language: Language) -> String {
    match cell {
        Cell::Shown(count) => language.number(count as f64, 0),
        Cell::Below(floor) => format!("\\<{floor}"),
        Cell::Withheld => EvaluationWords::of(language).withheld.to_owned(),
    }
}

fn survey(report: &SurveyReport, floor: usize, language: Language) -> String {
    let words = EvaluationWords::of(language);
    let asked = took_part([words.asked, words.asked_few], &report.participation, floor, language);
    let mut text = vec![format!("\n## {}\n\n{asked}\n", words.survey)];
    for question in &report.questions {
        let head = if question.open { words.theme } else { words.answer };
        text.push(format!("\n### {}\n\n", plain(&question.text)));
        text.push(format!("| {head} | {} |\n|---|--:|\n", words.people));
        for (name, count) in &question.counts {
            text.push(format!("| {} | {} |\n", plain(name), cell(*count, language)));
        }
        text.push(format!("| *{}* | {} |\n", words.silent, cell(question.silent, language)));
    }
    text.concat()
}

fn before_and_after(change: &MeasuredChange, floor: usize, language: Language) -> String {
    let words = EvaluationWords::of(language);
    let took =
        took_part([words.measured, words.measured_few], &change.participation, floor, language);
    let mut text = vec![format!("\n## {}\n\n{took}\n\n", words.change)];
    text.push(format!(
        "| {} | {} | {} | {} |\n|---|--:|---|---|\n",
        words.competency, words.people, words.mean_change, words.d_av
    ));
    for (title, own) in &change.competencies {
        let (mean, effect) = match &own.change {
            Change::Shown(effect) => told(effect, language),
            Change::CannotTell(reason) => (why(reason, words).to_owned(), String::new()),
            _ => (words.withheld.to_owned(), words.withheld.to_owned()),
        };
        let people = cell(own.pairs, language);
        text.push(format!("| {} | {people} | {mean} | {effect} |\n", plain(title)));
    }
    text.concat() + &format!("\n{}\n", words.note)
}

fn told(effect: &PairedEffect, language: Language) -> (String, String) {
    let (mean, d_av) = (effect.mean_change_interval, effect.d_av_interval);
    let told = |value, low, high| EvaluationWords::interval([value, low, high], language);
    (told(effect.mean_change, mean.low, mean.high), told(effect.d_av, d_av.low, d_av.high))
}

/// Why a change cannot be told.
fn why(reason: &NoEffect, words: &EvaluationWords) -> &'static str {
    match reason {
        NoEffect::TooFew { .. } => words.too_few_pairs,
        NoEffect::NoVariance => words.no_variance,
        NoEffect::SameChange => words.same_change,
        _ => words.no_number,
    }
}

fn ties(change: &TieChange, floor: usize, language: Language) -> String {
    let words = EvaluationWords::of(language);
    let mut text = vec![format!("\n## {}\n\n*{}*\n\n", words.ties, plain(&change.text))];
    let Some(figures) = &change.figures else {
        return text.concat() + &fill(words.too_few, &[("floor", &floor.to_string())]) + "\n";
    };
    let count = |value: usize| language.number(value as f64, 0);
    let across = fill(words.across, &[("attribute", &plain(&change.across))]);
    text.push(format!("| | {} | {} |\n|---|--:|--:|\n", words.before, words.after));
    for (name, then, now) in [
        (words.all_ties, count(figures.ties.0), count(figures.ties.1)),
        (words.density, language.percent(figures.density.0), language.percent(figures.density.1)),
        (&across, language.percent(figures.across.0), language.percent(figures.across.1)),
    ] {
        text.push(format!("| {name} | {then} | {now} |\n"));
    }
    let (ties, groups) = (figures.new_and_gone, figures.within_groups);
    text.concat() + &format!("\n{}\n", EvaluationWords::new_and_gone(ties, groups, language))
}
