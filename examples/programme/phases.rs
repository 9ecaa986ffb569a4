//! How far everybody came: what people handed in and the timetable come in; when phases opened for each, what each phase holds, and
//! how far groups are with what they do together go out.

use std::path::Path;

use chrono::NaiveDate;
use intervision::adapters::{Done, joint_assignments, openings};
use intervision::core::{Grouping, Roster};
use intervision::model::design::PhasePartition;
use intervision::model::journey::AssignmentStatus;
use intervision_examples::{AtPath, Outcome, read_rows, table, write};
use serde::Deserialize;

use crate::Results;
use crate::input::Input;

#[derive(Deserialize)]
struct DoneRow {
    id: String,
    item: String,
    on: NaiveDate,
}

/// What everybody did.
pub fn done(input: &Input, results: &Results) -> Outcome<Done> {
    let mut done = Done::new(&input.design);
    if let Some((path, bytes)) = input.personal("done.csv")? {
        let ids: Vec<_> = (0..input.cohort.len()).map(|member| input.cohort.id(member)).collect();
        for (place, DoneRow { id, item, on }) in
            read_rows(&bytes).at(&path)?.into_iter().enumerate()
        {
            let member = ids.iter().position(|other| *other == id);
            let unknown = || format!("row {}: \"{id}\" is not on the roster", place + 2);
            done.record(member.ok_or_else(unknown).at(&path)?, item, on);
        }
    }
    done.record_sessions(&input.design, &results.season.demand, &results.season.timetable);
    Ok(done)
}

/// Writes phases.csv, content.csv and assignments.csv, as far as the design has them.
pub fn write_all(input: &Input, results: &Results, done: &Done, out: &Path) -> Outcome {
    let (design, cohort) = (&input.design, &input.cohort);
    if design.phases().iter().any(|phase| !phase.gate.is_free()) {
        let days = PhasePartition::of(design)?;
        let mut rows = Vec::new();
        for member in 0..cohort.len() {
            let id = cohort.id(member).into_owned();
            for (phase, day) in days.phases().zip(openings(design, done, member)) {
                let (phase, first, last) = phase;
                let opened = day.map(|day| done.date(day).to_string()).unwrap_or_default();
                let (first, last) = (first.to_string(), last.to_string());
                rows.push(vec![id.clone(), phase.to_owned(), first, last, opened]);
            }
        }
        let header = ["participant", "phase", "first", "last", "opened"];
        write(&out.join("phases.csv"), table(&header, rows)?)?;
    }
    let Some(content) = design.content() else { return Ok(()) };
    let rows = content.items.iter().map(|item| {
        let did = (0..cohort.len()).filter(|&member| done.day(member, &item.id).is_some());
        vec![
            item.phase.clone(),
            item.id.clone(),
            item.title.clone(),
            item.kind.to_string(),
            item.mode.to_string(),
            item.company.to_string(),
            did.count().to_string(),
        ]
    });
    let header = ["phase", "item", "title", "kind", "mode", "company", "done_by"];
    write(&out.join("content.csv"), table(&header, rows.collect())?)?;

    let groups = results.season.decision.groups();
    let rows = joint_assignments(design, cohort, &**groups, done)?.into_iter().map(|outcome| {
        let (complete, missing) = match outcome.status {
            AssignmentStatus::Complete { on } => (on.to_string(), String::new()),
            AssignmentStatus::Open { missing, .. } => {
                let ids: Vec<&str> = missing.iter().map(|id| id.as_str()).collect();
                (String::new(), ids.join("|"))
            }
        };
        vec![outcome.item, groups.label(outcome.group).into_owned(), complete, missing]
    });
    let header = ["item", "group", "complete_on", "missing"];
    write(&out.join("assignments.csv"), table(&header, rows.collect())?)
}
