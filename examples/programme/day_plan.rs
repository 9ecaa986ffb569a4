//! A retreat hour by hour: the plan, who presents when, and who has something else in that time.

use std::path::Path;

use intervision::adapters::{self, Presentation};
use intervision::core::{Availability, Grouping, Party, Roster};
use intervision::documents::{day_plan_calendar, day_plan_table};
use intervision::schedule::day_plan::{Clash, Scheduled, clashes};
use intervision_examples::{Outcome, write};

use crate::args::Args;
use crate::input::{Input, ZONE};

/// Calendars are asked in pieces of so many minutes.
const GRAIN: u32 = 15;

/// What came out.
pub struct Retreat {
    pub plan: Scheduled,
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
    let presentations = adapters::presentations(&input.design, &plan, teams, 0)?;
    let everyone = (0..input.cohort.len()).map(Party::Member);
    let clashes = clashes(calendar, everyone, plan.span, GRAIN);
    Ok(Some(Retreat { plan, presentations, clashes }))
}

/// Writes the plan as a table and a calendar, and who has to clear something.
pub fn documents(
    args: &Args,
    input: &Input,
    retreat: &Retreat,
    teams: &dyn Grouping,
    out: &Path,
) -> Outcome {
    let Retreat { plan, presentations, clashes } = retreat;
    write(&out.join("day-plan.csv"), day_plan_table(plan, presentations, teams)?)?;
    let ids = (input.design.id(), args.domain.as_str());
    let stamp = args.stamp(&input.design)?;
    let calendar = day_plan_calendar(plan, presentations, teams, ids, (ZONE, stamp), args.lang)?;
    write(&out.join("calendars").join("day-plan.ics"), calendar)?;
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["id", "start", "end", "reason"])?;
    for clash in clashes {
        let Party::Member(member) = clash.party else { continue };
        let time = |time: chrono::NaiveDateTime| time.format("%Y-%m-%dT%H:%M").to_string();
        let (start, end) = (time(clash.span.start()), time(clash.span.end()));
        table.write_record([&*input.cohort.id(member), &start, &end, &clash.reason])?;
    }
    write(&out.join("clashes.csv"), table.into_inner()?)
}
