use intervision_assess::change::{Change, PairedEffect};
use intervision_assess::survey::{Cell, Participation, SurveyReport};

use super::markdown::plain;
use crate::adapters::{MeasuredChange, ProgrammeEvaluation, TieChange};
use crate::language::{Language, Texts, fill};

struct Words {
    title: &'static str,
    floor: &'static str,
    survey: &'static str,
    asked: &'static str,
    asked_few: &'static str,
    answer: &'static str,
    theme: &'static str,
    people: &'static str,
    silent: &'static str,
    withheld: &'static str,
    change: &'static str,
    measured: &'static str,
    measured_few: &'static str,
    competency: &'static str,
    n: &'static str,
    mean_change: &'static str,
    d_av: &'static str,
    interval: &'static str,
    note: &'static str,
    ties: &'static str,
    before: &'static str,
    after: &'static str,
    all_ties: &'static str,
    density: &'static str,
    across: &'static str,
    new_gone: &'static str,
    within: &'static str,
    too_few: &'static str,
}

impl Texts for Words {
    const ENGLISH: &'static Self = &Words {
        title: "Evaluation: {title}",
        floor: "No figure is of fewer than {floor} people. What is withheld would tell of fewer, by itself or beside the rest.",
        survey: "What people say",
        asked: "{answered} of the {invited} people who were asked answered ({share}).",
        asked_few: "Fewer than {floor} of the {invited} people who were asked answered.",
        answer: "answer",
        theme: "theme",
        people: "people",
        silent: "said nothing to it",
        withheld: "withheld",
        change: "Before and after",
        measured: "{answered} of {invited} people were measured both times ({share}).",
        measured_few: "Fewer than {floor} of {invited} people were measured both times.",
        competency: "competency",
        n: "people",
        mean_change: "mean change (95%)",
        d_av: "effect size d_av (95%)",
        interval: "{value} ({low} to {high})",
        note: "The change is in levels. The effect size divides it by the mean of the standard deviations before and after. Without people for \
               whom nothing was done one cannot tell what the programme did from what time did.",
        ties: "Who turns to whom",
        before: "before",
        after: "after",
        all_ties: "ties",
        density: "of all pairs",
        across: "across {attribute}",
        new_gone: "{new} ties are new and {gone} are gone.",
        within: "{within} of the new ties are between people of one group; {expected} would be by chance (p = {p}).",
        too_few: "Fewer than {floor} people.",
    };

    const DUTCH: &'static Self = &Words {
        title: "Evaluatie: {title}",
        floor: "Geen cijfer gaat over minder dan {floor} mensen. Wat niet getoond wordt, zou over minder mensen gaan, alleen of naast de rest.",
        survey: "Wat mensen zeggen",
        asked: "{answered} van de {invited} mensen aan wie het is gevraagd antwoordden ({share}).",
        asked_few: "Minder dan {floor} van de {invited} mensen aan wie het is gevraagd antwoordden.",
        answer: "antwoord",
        theme: "thema",
        people: "mensen",
        silent: "zei er niets over",
        withheld: "niet getoond",
        change: "Ervoor en erna",
        measured: "{answered} van {invited} mensen zijn beide keren gemeten ({share}).",
        measured_few: "Minder dan {floor} van {invited} mensen zijn beide keren gemeten.",
        competency: "competentie",
        n: "mensen",
        mean_change: "gemiddelde verandering (95%)",
        d_av: "effectgrootte d_av (95%)",
        interval: "{value} ({low} tot {high})",
        note: "De verandering is in niveaus. De effectgrootte deelt haar door het gemiddelde van de standaardafwijkingen ervoor en erna. Zonder \
               mensen voor wie niets is gedaan is niet te zeggen wat het programma deed en wat de tijd.",
        ties: "Wie bij wie terechtkan",
        before: "ervoor",
        after: "erna",
        all_ties: "banden",
        density: "van alle paren",
        across: "tussen verschillende waarden van {attribute}",
        new_gone: "{new} banden zijn nieuw en {gone} zijn weg.",
        within: "{within} van de nieuwe banden zijn tussen mensen van één groep; door toeval zouden dat er {expected} zijn (p = {p}).",
        too_few: "Minder dan {floor} mensen.",
    };
}

/// An evaluation as a page of Markdown: the survey, levels before and after, and ties, as far as they are there.
#[must_use]
pub fn evaluation_markdown(evaluation: &ProgrammeEvaluation, language: Language) -> String {
    let words = Words::of(language);
    let floor = evaluation.floor.get().to_string();
    let mut page = vec![format!(
        "# {}\n\n{}\n",
        fill(words.title, &[("title", &plain(&evaluation.title))]),
        fill(words.floor, &[("floor", &floor)])
    )];
    if let Some(report) = &evaluation.survey {
        page.push(survey(report, &floor, language));
    }
    if let Some(change) = &evaluation.change {
        page.push(before_and_after(change, &floor, language));
    }
    if let Some(change) = &evaluation.ties {
        page.push(ties(change, &floor, language));
    }
    page.concat()
}

fn took_part(
    patterns: [&str; 2],
    participation: &Participation,
    floor: &str,
    language: Language,
) -> String {
    let invited = language.number(participation.invited as f64, 0);
    match (participation.answered.count(), participation.rate) {
        (Some(answered), Some(rate)) => {
            let answered = language.number(answered as f64, 0);
            // The rate of the field: 81.5 %, and not a rounded one.
            let share = format!("{}%", language.number(100.0 * rate, 1));
            fill(patterns[0], &[("answered", &answered), ("invited", &invited), ("share", &share)])
        }
        _ => fill(patterns[1], &[("floor", floor), ("invited", &invited)]),
    }
}

fn cell(cell: Cell, language: Language) -> String {
    match cell {
        Cell::Shown(count) => language.number(count as f64, 0),
        Cell::Below(floor) => format!("\\<{floor}"),
        Cell::Withheld => Words::of(language).withheld.to_owned(),
    }
}

fn survey(report: &SurveyReport, floor: &str, language: Language) -> String {
    let words = Words::of(language);
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

fn before_and_after(change: &MeasuredChange, floor: &str, language: Language) -> String {
    let words = Words::of(language);
    let took =
        took_part([words.measured, words.measured_few], &change.participation, floor, language);
    let mut text = vec![format!("\n## {}\n\n{took}\n\n", words.change)];
    text.push(format!(
        "| {} | {} | {} | {} |\n|---|--:|---|---|\n",
        words.competency, words.n, words.mean_change, words.d_av
    ));
    for (title, own) in &change.competencies {
        let (mean, effect) = match &own.change {
            Change::Shown(effect) => told(effect, language),
            Change::CannotTell(reason) => (plain(&reason.to_string()), String::new()),
            _ => (words.withheld.to_owned(), words.withheld.to_owned()),
        };
        let people = cell(own.pairs, language);
        text.push(format!("| {} | {people} | {mean} | {effect} |\n", plain(title)));
    }
    text.concat() + &format!("\n{}\n", words.note)
}

fn told(effect: &PairedEffect, language: Language) -> (String, String) {
    let pattern = Words::of(language).interval;
    let told = |value: f64, low: f64, high: f64| {
        let number = |value| language.number(value, 2);
        fill(pattern, &[("value", &number(value)), ("low", &number(low)), ("high", &number(high))])
    };
    let (mean, d_av) = (effect.mean_change_interval, effect.d_av_interval);
    (told(effect.mean_change, mean.low, mean.high), told(effect.d_av, d_av.low, d_av.high))
}

fn ties(change: &TieChange, floor: &str, language: Language) -> String {
    let words = Words::of(language);
    let mut text = vec![format!("\n## {}\n\n*{}*\n\n", words.ties, plain(&change.text))];
    let Some(figures) = &change.figures else {
        return text.concat() + &fill(words.too_few, &[("floor", floor)]) + "\n";
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
    let (new, gone) = figures.new_and_gone;
    let (within, expected, p) = figures.within_groups;
    let new_gone = fill(words.new_gone, &[("new", &count(new)), ("gone", &count(gone))]);
    let within = fill(
        words.within,
        &[
            ("within", &count(within)),
            ("expected", &language.number(expected, 1)),
            ("p", &language.number(p, 3)),
        ],
    );
    text.concat() + &format!("\n{new_gone} {within}\n")
}
