//! A retreat hour by hour: the plan, who presents when, and who has something else in that time.

use std::path::Path;

use intervision::adapters::{self, Presentation};
use intervision::core::{Availability, Grouping, Party, Roster};
use intervision::documents::{clashes_table, day_plan_calendar, day_plan_table};
use intervision::schedule::day_plan::{Clash, Scheduled, clashes};
use intervision_examples::{Outcome, write};

use crate::args::Args;
use crate::input::{Input, ZONE};

/// Calendars are asked in pieces of so many minutes.
const GRAIN: u32 = 15;

/// What came out.
pub struct Retreat {
    pub plan: Scheduled,
    /// The same hours in the language of what people read.
    pub told: Scheduled,
    pub presentations: Vec<Presentation>,
    pub clashes: Vec<Clash>,
}

/// The plan of a design that has one.
pub fn retreat(
    input: &Input,
    teams: usize,
    calendar: &dyn Availability,
) -> Outcome<Option<Retreat>> {
    let Some(rules) = input.design.day_plan() else { return Ok(None) };
    let plan = adapters::day_plan(rules)?;
    let told = input.told.day_plan().map(adapters::day_plan).transpose()?;
    let presentations = adapters::presentations(&input.design, &plan, teams, 0)?;
    let everyone = (0..input.cohort.len()).map(Party::Member);
    let clashes = clashes(calendar, everyone, plan.span, GRAIN);
    let told = told.unwrap_or_else(|| plan.clone());
    Ok(Some(Retreat { plan, told, presentations, clashes }))
}

/// Writes the plan as a table and a calendar, and who has to clear something.
pub fn documents(
    args: &Args,
    input: &Input,
    retreat: &Retreat,
    (teams, told_teams): (&dyn Grouping, &dyn Grouping),
    out: &Path,
) -> Outcome {
    let Retreat { plan, told, presentations, clashes } = retreat;
    write(&out.join("day-plan.csv"), day_plan_table(plan, presentations, teams)?)?;
    let ids = (input.design.id(), args.domain.as_str());
    let stamp = args.stamp(&input.design)?;
    let zone = (ZONE, stamp);
    let calendar = day_plan_calendar(told, presentations, told_teams, ids, zone, args.lang)?;
    write(&out.join("calendars").join("day-plan.ics"), calendar)?;
    write(&out.join("clashes.csv"), clashes_table(&input.cohort, clashes)?)
}
