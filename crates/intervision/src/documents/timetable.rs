use std::borrow::Cow;

use intervision_core::{Grouping, Placement, Roster, SessionDemand, Timetable};
use intervision_schedule::change::Issued;

use super::tables::{DocumentError, TIME, write};

/// The timetable as a table: a row per placed session by time, with who attends and what serves it.
///
/// `attendees` and `resources` are ids, separated by `|`; times are local. `sequence` counts the changes of a session
/// since it was first sent, as [`Issued`] knows it.
///
/// # Errors
///
/// [`DocumentError::Csv`] when the table cannot be written, which takes a lack of memory.
pub fn timetable_table(
    roster: &dyn Roster,
    grouping: &dyn Grouping,
    demand: &dyn SessionDemand,
    timetable: &Timetable,
    issued: &Issued,
) -> Result<String, DocumentError> {
    let resources: Vec<String> = demand.resources().into_iter().map(|r| r.id).collect();
    let mut placements: Vec<&Placement> = timetable.placements.iter().collect();
    placements.sort_by_key(|placement| (placement.span, placement.session));
    let header = [
        "session",
        "title",
        "series",
        "group",
        "start",
        "end",
        "resources",
        "attendees",
        "sequence",
    ];
    let rows = placements.into_iter().filter_map(|placement| {
        let session = demand.session(placement.session)?;
        let serving = placement.resources.iter().filter_map(|&index| resources.get(index));
        let serving: Vec<&str> = serving.map(String::as_str).collect();
        let mut attendees: Vec<_> = session.attendees.iter().map(|&m| roster.id(m)).collect();
        attendees.sort();
        let sequence = issued.sequence(&session.id).unwrap_or(0);
        Some(vec![
            session.id,
            session.title,
            session.series.unwrap_or_default(),
            session.group.map(|group| grouping.label(group).into_owned()).unwrap_or_default(),
            placement.span.start().format(TIME).to_string(),
            placement.span.end().format(TIME).to_string(),
            serving.join("|"),
            attendees.join("|"),
            sequence.to_string(),
        ])
    });
    write(&header.map(Cow::from), rows)
}
