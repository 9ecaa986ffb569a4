//! The groups and what they are worth, as a JSON object and as text.

use std::collections::BTreeMap;

use comfy_table::{CellAlignment, ContentArrangement, Table, TableStyle, presets};
use intervision::core::{Grouping, Roster, TermWorth};
use intervision::groups::{Outcome as Formed, Rules};
use intervision::model::Cohort;
use serde_json::json;

pub fn ids(cohort: &Cohort, members: &[usize]) -> Vec<String> {
    members.iter().map(|&member| cohort.id(member).into_owned()).collect()
}

pub fn as_json(cohort: &Cohort, formed: &Formed, seconds: f64) -> serde_json::Value {
    let worth = formed.worth();
    let groups: Vec<_> = formed.groups().iter().map(|members| ids(cohort, members)).collect();
    let term = |term: &TermWorth| json!({ "name": term.name, "value": term.value + 0.0, "bound": term.bound });
    let mut object = json!({
        "groups": groups,
        "terms": worth.terms.iter().map(term).collect::<Vec<_>>(),
        "value": worth.value,
        "bound": worth.bound,
        "gap": worth.gap(),
        "status": worth.status,
        "stopped": worth.stopped,
        "solver": formed.solver(),
        "steps": worth.steps,
        "seed": worth.seed,
        "seconds": seconds,
    });
    if !formed.waiting().is_empty() {
        object["waiting"] = json!(ids(cohort, formed.waiting()));
    }
    object
}

pub fn as_text(cohort: &Cohort, rules: &Rules, formed: &Formed) -> String {
    let mut text = String::new();
    for reason in formed.reasons().iter().chain(formed.violated()) {
        text += &format!("{reason}\n");
    }
    let (terms, groups) = (terms(formed), groups(cohort, rules, formed.groups()));
    text += &format!("Found by: {}.\n\n{terms}\n\n{groups}\n", formed.solver());
    if !formed.waiting().is_empty() {
        text += &format!("\nWaiting for a seat: {}\n", ids(cohort, formed.waiting()).join(" "));
    }
    text
}

/// What was counted, beside what no grouping can beat and what simpler ways give.
fn terms(formed: &Formed) -> Table {
    let (worth, comparison) = (formed.worth(), formed.comparison());
    let random = format!("random (mean of {})", comparison.random_draws);
    let header = ["less is better", "ours", "at least", "dealt list", &random];
    let mut table = table(presets::UTF8_BORDERS_ONLY, header);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let others = comparison.dealt.terms.iter().zip(&comparison.random.terms);
    for (term, (dealt, random)) in worth.terms.iter().zip(others) {
        let bound = term.bound.map(figure).unwrap_or_default();
        let [dealt, random] = [*dealt, *random].map(figure);
        table.add_row([term.name.clone(), figure(term.value), bound, dealt, random]);
    }
    let bound = worth.bound.map(figure).unwrap_or_default();
    let [dealt, random] = [comparison.dealt.value, comparison.random.value].map(figure);
    table.add_row(["all, weighted".to_owned(), figure(worth.value), bound, dealt, random]);
    table
}

/// A row per group: who, and how it is made up of what the wishes look at.
fn groups(cohort: &Cohort, rules: &Rules, groups: &dyn Grouping) -> Table {
    let wished: Vec<&str> = rules.wishes().iter().map(|wish| wish.attribute.as_str()).collect();
    let header = [&["group", "people", "ids"], &wished[..]].concat();
    let mut table = table(presets::UTF8_HORIZONTAL_ONLY, header);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(120);
    for group in 0..groups.len() {
        let members = groups.members(group);
        let mut row = vec![groups.label(group).into_owned(), members.len().to_string()];
        row.push(ids(cohort, members).join(" "));
        row.extend(wished.iter().map(|key| make_up(cohort, members, key)));
        table.add_row(row);
    }
    table
}

/// `4 planner, 2 adviser` for names, the mean and the range for numbers.
fn make_up(cohort: &Cohort, members: &[usize], key: &str) -> String {
    let values = || members.iter().map(|&member| cohort.attribute(member, key));
    let numbers: Vec<f64> = values().filter_map(|value| value.as_number()).collect();
    if !numbers.is_empty() {
        let mean = numbers.iter().sum::<f64>() / numbers.len() as f64;
        let (low, high) = numbers
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(*x), high.max(*x)));
        return format!("mean {mean:.1}, {low} to {high}");
    }
    let mut counts = BTreeMap::<String, usize>::new();
    for value in values() {
        *counts.entry(value.to_string()).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.iter().map(|(name, count)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
}

pub fn table<'a>(style: TableStyle, header: impl IntoIterator<Item = &'a str>) -> Table {
    let mut table = Table::new();
    table.load_style(style);
    table.set_header(header.into_iter().collect::<Vec<_>>());
    table
}

pub fn figure(value: f64) -> String {
    let value = value + 0.0; // no minus before a zero
    if value.fract().abs() < 1e-9 { format!("{value:.0}") } else { format!("{value:.3}") }
}
