use std::collections::BTreeMap;
use std::path::Path;

use chrono::{Datelike, TimeDelta};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use intervision::assess::survey::Figure;
use intervision::core::{Groups, Roster, SessionDemand, Status, TermWorth};
use intervision::documents::changes_sentence;
use intervision::language::{Language, Texts, fill};
use intervision_examples::Outcome;
use serde_json::{Value, json};

use crate::Results;
use crate::input::Input;
use crate::words::Words;

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
        "year": results.year.json(),
        "changes": results.sent.changes,
        "seconds": results.seconds,
    });
    Ok(serde_json::to_string(&object)?)
}

/// What a programme manager wants to know first.
pub fn text(input: &Input, results: &Results, out: &Path, language: Language) -> String {
    let words = Words::of(language);
    let mut text = String::new();
    let design = &input.told;
    let season = &results.season;
    let groups: &Groups = season.decision.groups();
    line(&mut text, &format!("\n{}", design.title()), &[]);
    if let Some(question) = design.guiding_question() {
        line(&mut text, "{question}", &[("question", question)]);
    }
    line(
        &mut text,
        words.overview,
        &[
            ("people", &words.people.of(input.cohort.len(), language)),
            ("groups", &words.groups.of(groups.sizes().len(), language)),
            ("sessions", &words.sessions.of(season.demand.len(), language)),
            ("first", &language.long_day(design.season().start)),
            ("last", &language.long_day(design.season().end)),
        ],
    );
    mix(&mut text, results, groups, language);
    needs(&mut text, input, results, language);
    calendar(&mut text, results, language);
    text += &results.year.text(language);
    if let Some(changes) = &results.sent.changes {
        text += &format!("\n{}\n", changes_sentence(changes, language));
    }
    attention(&mut text, input, results, language);
    let (folder, seconds) = (out.display().to_string(), language.number(results.seconds, 2));
    line(&mut text, &format!("\n{}", words.written), &[("folder", &folder), ("seconds", &seconds)]);
    text
}

/// One more line, from a pattern.
fn line(text: &mut String, pattern: &str, values: &[(&str, &str)]) {
    *text += &fill(pattern, values);
    text.push('\n');
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

fn figure(value: f64, language: Language) -> String {
    language.number(value, if (value - value.round()).abs() < 1e-9 { 0 } else { 3 })
}

/// How good the mix is, against the bound, the dealt list and random groups.
fn mix(text: &mut String, results: &Results, groups: &Groups, language: Language) {
    let Some((_, outcome)) = &results.groups else { return };
    let words = Words::of(language);
    let worth = outcome.worth();
    let comparison = outcome.comparison();
    line(text, &format!("\n{}", words.mix), &[]);
    let random = fill(words.random, &[("n", &comparison.random_draws.to_string())]);
    let mut table = table(&[words.term, words.ours, words.at_least, words.dealt, &random]);
    let shown = |value: f64| figure(value, language);
    let cell =
        |figures: &[f64], index: usize| figures.get(index).map(|f| shown(*f)).unwrap_or_default();
    for (index, term) in worth.terms.iter().enumerate() {
        table.add_row([
            term.name.clone(),
            shown(term.value),
            term.bound.map(shown).unwrap_or_default(),
            cell(&comparison.dealt.terms, index),
            cell(&comparison.random.terms, index),
        ]);
    }
    table.add_row([
        words.whole.to_owned(),
        shown(worth.value),
        worth.bound.map(shown).unwrap_or_default(),
        shown(comparison.dealt.value),
        shown(comparison.random.value),
    ]);
    line(text, &table.to_string(), &[]);
    let mut sizes = groups.sizes();
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    let sizes: Vec<String> = sizes
        .chunk_by(|a, b| a == b)
        .map(|same| {
            let (n, size) = (same.len().to_string(), same[0].to_string());
            fill(words.sizes, &[("n", &n), ("size", &size)])
        })
        .collect();
    let status = match worth.status {
        Status::Optimal => words.optimal.to_owned(),
        Status::Feasible => {
            let gap = language.percent(worth.gap().unwrap_or(1.0));
            fill(words.feasible, &[("gap", &gap)])
        }
        Status::Infeasible => words.infeasible.to_owned(),
        Status::Unknown => words.unknown.to_owned(),
    };
    line(text, words.groups_are, &[("sizes", &sizes.join(", ")), ("status", &status)]);
    for reason in outcome.reasons().iter().chain(outcome.violated()) {
        line(text, "  {reason}", &[("reason", reason)]);
    }
}

/// What the cohort needs.
fn needs(text: &mut String, input: &Input, results: &Results, language: Language) {
    let (Some(people), Some(assessment)) = (&results.people, &input.assessment) else { return };
    let words = Words::of(language);
    let report = &people.report;
    let rate = report.participation.rate.map(|rate| language.percent(rate));
    let rate = rate.map(|share| fill(words.rate, &[("share", &share)])).unwrap_or_default();
    let participation = &report.participation;
    line(
        text,
        &format!("\n{}", words.needs),
        &[
            ("answered", &participation.answered.to_string()),
            ("invited", &participation.invited.to_string()),
            ("rate", &rate),
        ],
    );
    let header =
        [words.competency, words.level, words.target, words.gap, words.below, words.cannot_tell];
    let mut table = table(&header);
    let shown = |figure: &Figure| match figure {
        Figure::Nobody => "–".to_owned(),
        figure => {
            figure.value().map_or(words.withheld.to_owned(), |value| language.number(value, 2))
        }
    };
    let framework = assessment.framework.in_language(language.code());
    for competency in &report.competencies {
        let title = framework
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
    line(text, &table.to_string(), &[]);
}

/// The season at a glance: sessions per week, a row a month.
fn calendar(text: &mut String, results: &Results, language: Language) {
    let words = Words::of(language);
    let timetable = &results.season.timetable;
    line(
        text,
        &format!("\n{}", words.season),
        &[
            ("placed", &timetable.placements.len().to_string()),
            ("sessions", &words.sessions.of(results.season.demand.len(), language)),
            ("clashes", &words.clashes.of(results.clashes.len(), language)),
        ],
    );
    for clash in results.clashes.iter().take(5) {
        line(text, "  {clash}", &[("clash", &clash.to_string())]);
    }
    let mut weeks = BTreeMap::<_, usize>::new();
    for placement in &timetable.placements {
        let day = placement.span.date();
        let monday = day - TimeDelta::days(i64::from(day.weekday().num_days_from_monday()));
        *weeks.entry(monday).or_default() += 1;
    }
    let (Some(first), Some(last)) = (weeks.keys().next(), weeks.keys().next_back()) else { return };
    let (mut monday, last) = (*first, *last);
    let mut month = 0;
    while monday <= last {
        if monday.month() != month {
            month = monday.month();
            *text += &format!("\n  {:<15}", language.month(monday));
        }
        let count = weeks.get(&monday).map_or("·".to_owned(), ToString::to_string);
        *text += &format!(" {count:>3}");
        monday += TimeDelta::weeks(1);
    }
    line(text, &format!("\n  {}", words.weeks), &[]);
    for term in &timetable.worth.terms {
        let value = figure(term.value, language);
        line(text, "  {name}: {value}", &[("name", &term.name), ("value", &value)]);
    }
}

/// What could not be done, and why.
fn attention(text: &mut String, input: &Input, results: &Results, language: Language) {
    let words = Words::of(language);
    let season = &results.season;
    let mut lines = Vec::new();
    for unplaced in season.timetable.unplaced.iter().take(10) {
        let id =
            season.demand.session(unplaced.session).map(|session| session.id).unwrap_or_default();
        let reasons = unplaced.reasons.join("; ");
        lines.push(fill(words.no_place, &[("id", &id), ("reasons", &reasons)]));
    }
    let more = season.timetable.unplaced.len().saturating_sub(10);
    if more > 0 {
        lines.push(fill(words.more, &[("n", &more.to_string())]));
    }
    for waiting in &results.seating.waiting {
        let holes = [
            ("id", &*input.cohort.id(waiting.member)),
            ("session", &waiting.session),
            ("place", &waiting.place.to_string()),
            ("reason", &waiting.reason.words(language)),
        ];
        lines.push(fill(words.waits, &holes));
    }
    if let Some(people) = results.people.as_ref().filter(|people| !people.unscored.is_empty()) {
        lines.push(words.unscored.of(people.unscored.len(), language));
    }
    if !lines.is_empty() {
        line(text, &format!("\n{}", words.look), &[]);
        for found in lines {
            line(text, "  {found}", &[("found", &found)]);
        }
    }
}
