//! What is printed.

use chrono::Timelike;
use comfy_table::{Table, presets};
use intervision::core::{Demands, Grouping, Placement, Timetable};
use intervision::model::GroupList;
use serde_json::{Value, json};

pub fn as_json(demand: &Demands, timetable: &Timetable, clashes: &[String], seconds: f64) -> Value {
    let worth = &timetable.worth;
    let names = |placement: &Placement| -> Vec<&str> {
        let resources = placement.resources.iter().filter_map(|&index| demand.resources.get(index));
        resources.map(|resource| resource.id.as_str()).collect()
    };
    let id = |session: usize| demand.sessions.get(session).map(|session| &session.id);
    let placed = timetable.placements.iter().map(|placement| {
        json!({
            "session": id(placement.session),
            "start": placement.span.start(),
            "end": placement.span.end(),
            "resources": names(placement),
        })
    });
    let unplaced = timetable
        .unplaced
        .iter()
        .map(|unplaced| json!({ "session": id(unplaced.session), "reasons": unplaced.reasons }));
    json!({
        "sessions": demand.sessions.len(),
        "placed": timetable.placements.len(),
        "clashes": clashes,
        "timetable": placed.collect::<Vec<_>>(),
        "unplaced": unplaced.collect::<Vec<_>>(),
        "value": worth.value,
        "bound": worth.bound,
        "gap": worth.gap(),
        "status": worth.status,
        "stopped": worth.stopped,
        "steps": worth.steps,
        "seed": worth.seed,
        "seconds": seconds,
    })
}

/// A row per group, a column per meeting, and what has no place.
pub fn as_text(
    demand: &Demands,
    groups: &GroupList,
    timetable: &Timetable,
    clashes: &[String],
) -> String {
    let mut text = format!(
        "{} of {} meetings placed, {} clashes\n",
        timetable.placements.len(),
        demand.sessions.len(),
        clashes.len()
    );
    for clash in clashes {
        text += &format!("  {clash}\n");
    }
    let meetings = demand.sessions.len() / groups.len().max(1);
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    let numbers = (1..=meetings).map(|number| format!("meeting {number}"));
    table.set_header(std::iter::once("group".to_owned()).chain(numbers));
    for group in 0..groups.len() {
        let cells = (0..meetings).map(|number| {
            let placement = timetable.placement(group * meetings + number);
            placement.map_or("no place".to_owned(), |placement| cell(placement, demand))
        });
        table.add_row(std::iter::once(groups.label(group).into_owned()).chain(cells));
    }
    text += &format!("\n{table}\n");
    for unplaced in &timetable.unplaced {
        let session = demand.sessions.get(unplaced.session);
        let title = session.map_or("", |session| session.title.as_str());
        text += &format!("\n{title} has no place: {}\n", unplaced.reasons.join("; "));
    }
    let worth = &timetable.worth;
    let bound = worth.bound.map_or("unknown".to_owned(), |bound| bound.to_string());
    text += &format!("\nvalue {} (less is better), at least {bound}\n", worth.value);
    for term in &worth.terms {
        text += &format!("  {}: {}\n", term.name, term.value);
    }
    text
}

/// `Mon 18 Jan am`, and what serves it.
fn cell(placement: &Placement, demand: &Demands) -> String {
    let half = if placement.span.start().hour() < 12 { "am" } else { "pm" };
    let mut cell = format!("{} {half}", placement.span.start().format("%a %-d %b"));
    for resource in placement.resources.iter().filter_map(|&index| demand.resources.get(index)) {
        cell += &format!("\n{}", resource.id);
    }
    cell
}
