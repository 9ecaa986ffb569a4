use std::borrow::Cow;

use intervision_core::{Grouping, Roster};
use intervision_groups::pairing::Introduction;
use intervision_groups::rounds::{RoundsOutcome, rotate_tables};
use intervision_schedule::gatherings::GatheringPlan;

use crate::adapters::YearAgenda;
use crate::documents::tables::{DocumentError, write};

/// The days of gatherings as a table: a row per candidate day in order, with how many are expected, whether it was chosen (the number of
/// the gathering), and how many fewer people there would be over the year with it; an empty cell where no plan has it.
///
/// # Errors
///
/// [`DocumentError::Csv`] when the table cannot be written, which takes a lack of memory.
pub fn gatherings_table(plan: &GatheringPlan) -> Result<String, DocumentError> {
    let people = |number: f64| format!("{number:.1}");
    let chosen = plan.days.iter().enumerate().map(|(at, own)| {
        let number = (at + 1).to_string();
        (
            own.day,
            vec![own.day.to_string(), number.clone(), people(own.expected), number, people(0.0)],
        )
    });
    let others = plan.others.iter().map(|other| {
        let loses = other.loses.map(people).unwrap_or_default();
        let quarter = (other.period + 1).to_string();
        (
            other.day,
            vec![other.day.to_string(), quarter, people(other.expected), String::new(), loses],
        )
    });
    let mut rows: Vec<_> = chosen.chain(others).collect();
    rows.sort_by_key(|(day, _)| *day);
    let header = ["date", "period", "expected", "gathering", "loses"].map(Cow::from);
    write(&header, rows.into_iter().map(|(_, row)| row))
}

/// The agenda of a year as a table: a row per topic of a gathering, then the topics that wait, with their words left out.
///
/// # Errors
///
/// As [`gatherings_table`].
pub fn agenda_table(agenda: &YearAgenda, plan: &GatheringPlan) -> Result<String, DocumentError> {
    let title = |id: &str| {
        let topic = agenda.backlog.topic(id).ok();
        topic.map(|topic| topic.title().to_owned()).unwrap_or_default()
    };
    let mut rows = Vec::new();
    for (at, topics) in agenda.gatherings.iter().enumerate() {
        let date = plan.days.get(at).map(|own| own.day.to_string()).unwrap_or_default();
        for topic in topics {
            rows.push(vec![
                (at + 1).to_string(),
                date.clone(),
                topic.clone(),
                title(topic),
                "scheduled".to_owned(),
            ]);
        }
    }
    for (id, topic) in agenda.backlog.iter() {
        if !agenda.gatherings.iter().flatten().any(|chosen| chosen == id) {
            let stage = topic.stage().to_string();
            rows.push(vec![String::new(), String::new(), id.to_owned(), title(id), stage]);
        }
    }
    write(&["gathering", "date", "topic", "title", "state"].map(Cow::from), rows)
}

/// The tables of all gatherings: a row per person and round, by gathering, round, table and id. People change tables between rounds as
/// often as can be. `each` is how many rounds a gathering has.
///
/// # Errors
///
/// As [`gatherings_table`].
pub fn tables_table(
    roster: &dyn Roster,
    made: &RoundsOutcome,
    each: usize,
) -> Result<String, DocumentError> {
    let each = each.max(1);
    let mut rows = Vec::new();
    for (gathering, rounds) in made.rounds().chunks(each).enumerate() {
        let seen: Vec<&dyn Grouping> = rounds.iter().map(|round| round as &dyn Grouping).collect();
        for (round, (groups, tables)) in rounds.iter().zip(rotate_tables(&seen)).enumerate() {
            for (group, table) in groups.iter().zip(tables) {
                for &member in group {
                    rows.push((
                        gathering + 1,
                        round + 1,
                        table + 1,
                        roster.id(member).into_owned(),
                    ));
                }
            }
        }
    }
    rows.sort();
    let rows = rows.into_iter().map(|(gathering, round, table, id)| {
        vec![gathering.to_string(), round.to_string(), table.to_string(), id]
    });
    write(&["gathering", "round", "table", "id"].map(Cow::from), rows)
}

/// Introductions as a table: a row per person and introduction, by id, the best first, with what the two share.
///
/// # Errors
///
/// As [`gatherings_table`].
pub fn introductions_table(
    roster: &dyn Roster,
    found: &[Introduction],
) -> Result<String, DocumentError> {
    let mut rows = Vec::new();
    for (place, one) in found.iter().enumerate() {
        for (own, other) in [(one.a, one.b), (one.b, one.a)] {
            let id = roster.id(own).into_owned();
            rows.push((id, place, roster.id(other).into_owned(), one.shared.join("|")));
        }
    }
    rows.sort();
    let rows = rows.into_iter().map(|(id, _, other, shared)| vec![id, other, shared]);
    write(&["id", "meets", "shares"].map(Cow::from), rows)
}
