use intervision::adapters;
use intervision::documents::gatherings_table;
use intervision::schedule::calendar::DaysOff;
use intervision::schedule::gatherings::{AttendanceRates, GatheringPlan};
use intervision_examples::{Outcome, write};
use std::path::Path;

use crate::input::Input;

/// When everybody comes together, and who is expected.
pub struct Dates {
    pub plan: GatheringPlan,
    pub rates: AttendanceRates,
    /// The members of each day.
    pub present: Vec<Vec<usize>>,
}

/// A day in each quarter, by who came before and who is away.
pub fn date(
    input: &Input,
    days_off: &DaysOff,
    calendars: &dyn intervision::core::Availability,
) -> Outcome<Option<Dates>> {
    let Some(rules) = input.design.gatherings() else { return Ok(None) };
    let members = &input.members;
    let rates = AttendanceRates::of(&members.attendance)?;
    let chance = |member, day| if members.is_one(member, day) { rates.chance(member) } else { 0.0 };
    let count = members.attendance.len();
    let plan =
        adapters::gatherings(rules, input.design.season(), days_off, count, chance, calendars)?;
    let present = plan.days.iter().map(|chosen| members.on(chosen.day)).collect();
    Ok(Some(Dates { plan, rates, present }))
}

/// The season without the days of gatherings: nothing else is planned on them.
pub fn keep_free(input: &Input, days_off: &DaysOff, dates: Option<&Dates>) -> DaysOff {
    let reason = input.told.gatherings().map_or("", |rules| rules.title.as_str());
    let days = dates.iter().flat_map(|dates| &dates.plan.days);
    days.fold(days_off.clone(), |off, chosen| off.with_day(chosen.day, reason))
}

pub fn write_dates(dates: &Dates, out: &Path) -> Outcome {
    write(&out.join("gatherings.csv"), gatherings_table(&dates.plan)?)
}
