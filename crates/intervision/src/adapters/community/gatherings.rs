use chrono::{Datelike, NaiveDate};
use intervision_core::{Availability, Demands, Placement, Session, Span, Timetable};
use intervision_model::design::{GatheringRules, Season};
use intervision_schedule::calendar::DaysOff;
use intervision_schedule::gatherings::{GatheringPlan, Gatherings, gathering_days};

use crate::adapters::AdapterError;

/// A day in each quarter of the season on which most of `members` people are expected, with what every other day would lose.
///
/// `chance` says how likely somebody comes on a day if nothing is in the way: 0 for whoever is no member then.
///
/// # Errors
///
/// [`AdapterError::Gatherings`] where a quarter has no day that fits, and for a chance outside 0 to 1.
pub fn gatherings(
    rules: &GatheringRules,
    season: &Season,
    days_off: &DaysOff,
    members: usize,
    chance: impl Fn(usize, NaiveDate) -> f64,
    availability: &dyn Availability,
) -> Result<GatheringPlan, AdapterError> {
    let mut days = gathering_days(days_off, (rules.from, rules.to), members, chance, availability)?;
    if !rules.weekdays.is_empty() {
        days.retain(|day| rules.weekdays.contains(&day.day.weekday()));
    }
    let year = Gatherings::quarters_between(season.start, season.end)?;
    Ok(year.apart(rules.min_days, rules.max_days)?.plan(&days)?)
}

/// Puts the gatherings beside what is planned already, as sessions that calendars can be written from: the number of the
/// gathering, and who is expected, by gathering.
pub fn add_gatherings(
    rules: &GatheringRules,
    plan: &GatheringPlan,
    present: &[Vec<usize>],
    demand: &mut Demands,
    timetable: &mut Timetable,
) {
    let minutes = u32::try_from((rules.to - rules.from).num_minutes()).unwrap_or_default();
    for (number, (chosen, members)) in (1..).zip(plan.days.iter().zip(present)) {
        let times = (chosen.day.and_time(rules.from), chosen.day.and_time(rules.to));
        let Ok(span) = Span::new(times.0, times.1) else { continue };
        let id = format!("gathering/{number}");
        let title = format!("{} {number}", rules.title);
        let session = demand.sessions.len();
        demand.sessions.push(Session::new(id, title, minutes, members.clone()));
        timetable.placements.push(Placement { session, span, resources: Vec::new() });
    }
}
