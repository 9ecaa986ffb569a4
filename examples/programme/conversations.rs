use intervision::adapters::{self, Engaged, Talks};
use intervision::core::{Availability, Roster};
use intervision::model::design::Demand;
use intervision::programme::Season;
use intervision::schedule::calendar::DaysOff;
use intervision_examples::Outcome;

use crate::input::Input;

/// A conversation with everybody, beside what is planned for their groups.
pub fn book(
    input: &Input,
    days_off: &DaysOff,
    calendars: &dyn Availability,
    season: &Season<Demand>,
) -> Outcome<Option<Talks>> {
    let Some(rules) = input.told.conversations() else { return Ok(None) };
    let everyone = &input.members.everyone;
    let number = |member| everyone.number(&input.cohort.id(member));
    let engaged = Engaged::new(calendars).with_timetable(&season.demand, &season.timetable, number);
    let joins = |member| input.members.joins(member, days_off.first(), days_off.last());
    let booked =
        adapters::conversations(rules, days_off, everyone, joins, &input.resources, &engaged)?;
    Ok(Some(booked))
}
