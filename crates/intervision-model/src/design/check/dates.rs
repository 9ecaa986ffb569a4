//! Days: the season, the phases inside it, and room for every session.

use chrono::NaiveDate;
use intervision_core::{DateWindow, Lag};

use super::part;
use crate::design::{DesignDraft, Grid, Season, SessionRule};
use crate::{Place, Problem};

pub(super) fn season(season: &Season, found: &mut Vec<Problem>) {
    let Season { start, end, .. } = *season;
    if end < start {
        found.push(Problem::Backwards { at: Place::part("season"), start, end });
    }
    if let Some(country) = season.holidays.country.as_deref().filter(|country| *country != "nl") {
        found.push(Problem::UnknownReference {
            at: Place::part("season.holidays.country"),
            what: "calendar for country",
            id: country.to_owned(),
            known: vec!["nl".to_owned(), "none".to_owned()],
        });
    }
    if let Grid::Minutes(grid) = season.grid {
        let hours = (grid.to - grid.from).num_minutes();
        if grid.grain == 0 || i64::from(grid.grain) > hours {
            found.push(Problem::OutOfRange {
                at: Place::part("season.grid.minutes.grain"),
                value: f64::from(grid.grain),
                expected: format!(
                    "between 1 and the {hours} minutes from {} to {}",
                    grid.from.format("%H:%M"),
                    grid.to.format("%H:%M")
                ),
            });
        }
    }
}

pub(super) fn phases(draft: &DesignDraft, found: &mut Vec<Problem>) {
    if draft.phases.is_empty() {
        found.push(Problem::Missing {
            at: Place::part("phases"),
            what: "a phase",
            fix: "give the programme at least one".to_owned(),
        });
    }
    let mut previous: Option<(&str, NaiveDate)> = None;
    for phase in &draft.phases {
        let at = || Place::part(format!("phases.{}", phase.id));
        crate::names::slug(&phase.id, at(), found);
        if let (Some(start), Some(end)) = (phase.start, phase.end)
            && end < start
        {
            found.push(Problem::Backwards { at: at(), start, end });
        }
        for day in [phase.start, phase.end].into_iter().flatten() {
            outside(&at(), day, "the season", draft.season.start, draft.season.end, found);
        }
        if let (Some((earlier, earlier_start)), Some(start)) = (previous, phase.start)
            && start < earlier_start
        {
            found.push(Problem::PhaseOrder {
                earlier: earlier.to_owned(),
                earlier_start,
                later: phase.id.clone(),
                start,
            });
        }
        previous = phase.start.map(|start| (phase.id.as_str(), start)).or(previous);
    }
}

pub(super) fn session(draft: &DesignDraft, session: &SessionRule, found: &mut Vec<Problem>) {
    let at = part(&session.id, "window");
    let DateWindow { earliest, latest } = session.window;
    if let (Some(start), Some(end)) = (earliest, latest)
        && end < start
    {
        found.push(Problem::Backwards { at, start, end });
        return;
    }
    let before = found.len();
    let (mut start, mut end) = (draft.season.start, draft.season.end);
    let mut frame = "the season";
    if let Some(phase) = draft.phases.iter().find(|phase| phase.id == session.phase) {
        start = phase.start.unwrap_or(start).max(start);
        end = phase.end.unwrap_or(end).min(end);
        frame = if phase.start.is_some() || phase.end.is_some() { "its phase" } else { frame };
    }
    if end < start {
        return;
    }
    for day in [earliest, latest].into_iter().flatten() {
        outside(&at, day, frame, start, end, found);
    }
    lags(session, found);
    if found.len() == before {
        let start = earliest.unwrap_or(start);
        room(session, start, latest.unwrap_or(end), found);
    }
}

fn lags(session: &SessionRule, found: &mut Vec<Problem>) {
    for after in &session.after {
        lag(part(&session.id, &format!("after.{}", after.session)), after.lag(), found);
    }
    if let Some(spacing) = session.spacing {
        lag(part(&session.id, "spacing"), spacing, found);
    } else if session.count > 1 {
        found.push(Problem::Missing {
            at: part(&session.id, "spacing"),
            what: "the spacing",
            fix: format!("say how many days lie between the {} sessions", session.count),
        });
    }
}

fn lag(at: Place, lag: Lag, found: &mut Vec<Problem>) {
    let min = lag.min_days;
    let target = lag.target_days.unwrap_or(min);
    let max = lag.max_days.unwrap_or(target.max(min));
    if min > target || target > max {
        found.push(Problem::LagOrder { at, min, target, max });
    }
}

/// A series needs at least its spacing, whatever the calendars say.
fn room(session: &SessionRule, start: NaiveDate, end: NaiveDate, found: &mut Vec<Problem>) {
    let min = session.spacing.map_or(0, |spacing| spacing.min_days);
    let needed = i64::from(min) * i64::from(session.count.saturating_sub(1)) + 1;
    let available = (end - start).num_days() + 1;
    if needed > available {
        found.push(Problem::LagTooLong {
            at: part(&session.id, "spacing"),
            count: session.count,
            min,
            needed,
            available,
            start,
            end,
        });
    }
}

fn outside(
    at: &Place,
    day: NaiveDate,
    frame: &'static str,
    start: NaiveDate,
    end: NaiveDate,
    found: &mut Vec<Problem>,
) {
    if day < start || end < day {
        found.push(Problem::Outside { at: at.clone(), day, frame, start, end });
    }
}
