use chrono::{DateTime, Utc};
use intervision_core::{Grouping, Span};
use intervision_schedule::day_plan::{Part, Scheduled};
use intervision_schedule::ical::{Event, Feed, IcalError, Tz};

use crate::adapters::Presentation;
use crate::documents::DocumentError;
use crate::documents::tables::{TIME, write};
use crate::language::Language;

/// The hours of a retreat as a table: a row per block with start, end, title and method, and below it a row per team that presents in
/// it.
///
/// # Errors
///
/// [`DocumentError::Csv`] when the table cannot be written, which takes a lack of memory.
pub fn day_plan_table(
    plan: &Scheduled,
    presentations: &[Presentation],
    teams: &dyn Grouping,
) -> Result<String, DocumentError> {
    let row = |span: Span, what: &str, method: &str, team: &str| {
        let (start, end) = (span.start().format(TIME), span.end().format(TIME));
        vec![
            start.to_string(),
            end.to_string(),
            what.to_owned(),
            method.to_owned(),
            team.to_owned(),
        ]
    };
    let rows = plan.parts.iter().flat_map(|part| {
        let method = part.method.as_deref().unwrap_or_default();
        let block = row(part.span, &part.title, method, "");
        let turns = inside(part, presentations)
            .map(|turn| row(turn.span, &part.title, method, &teams.label(turn.team)));
        [block].into_iter().chain(turns.collect::<Vec<_>>())
    });
    write(&["start", "end", "what", "method", "team"].map(Into::into), rows)
}

/// The hours of a retreat as a calendar: an event per block, with who presents when. `uid` begins the ids of the events, `stamp` is
/// when it was made.
///
/// # Errors
///
/// [`IcalError`] when a block begins or ends at a local time that does not exist or exists twice.
pub fn day_plan_calendar(
    plan: &Scheduled,
    presentations: &[Presentation],
    teams: &dyn Grouping,
    (uid, domain): (&str, &str),
    (zone, stamp): (Tz, DateTime<Utc>),
    language: Language,
) -> Result<String, IcalError> {
    let mut feed = Feed::new(zone, stamp).with_name(uid);
    for (place, part) in plan.parts.iter().enumerate() {
        let id = format!("{uid}/{}@{domain}", place + 1);
        let mut event = Event::new(id, &part.title, part.span);
        let said: Vec<String> = part
            .method
            .iter()
            .cloned()
            .chain(inside(part, presentations).map(|turn| {
                let from = language.clock(turn.span.start().time());
                format!("{from} {}", language.group_name(&teams.label(turn.team)))
            }))
            .collect();
        if !said.is_empty() {
            event = event.with_description(said.join("\n"));
        }
        feed = feed.with_event(event);
    }
    feed.write()
}

fn inside<'p>(
    part: &'p Part,
    presentations: &'p [Presentation],
) -> impl Iterator<Item = &'p Presentation> {
    let within = |turn: &&Presentation| {
        part.span.start() <= turn.span.start() && turn.span.end() <= part.span.end()
    };
    presentations.iter().filter(within)
}
