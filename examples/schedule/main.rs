//! When everyone meets: a series of meetings for each group, with rooms and facilitators, in the weeks of a season.
//!
//! Without options it plans six meetings for the three groups of advisers that ship. With your own groups (the table
//! that `form-groups --out` and `programme` write):
//!
//! `cargo run --release --example schedule -- --groups groups.csv --resources rooms.csv --need room --out out/dates`
//!
//! When something changes afterwards (a room falls away, somebody joins), `--previous out/dates/issued.json` plans near what
//! was sent, and writes what changes and the notices of it.

mod args;
mod season;
mod show;
mod write;

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use intervision::core::Run;
use intervision::documents::changes_sentence;
use intervision::model::interchange::read_resources;
use intervision::schedule::change::Snapshot;
use intervision::schedule::ical::Tz;
use intervision::schedule::replan::{Affected, Replan};
use intervision::schedule::{Grid, Planner, check};
use intervision_examples::{AtPath, Bars, Outcome, Sent, finish, read, read_groups};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use args::Args;

const ZONE: Tz = Tz::Europe__Amsterdam;

/// What the ids in calendar files end in.
const DOMAIN: &str = "schedule.example";

fn main() -> ExitCode {
    finish(run(Args::parse()))
}

fn run(args: Args) -> Outcome {
    let start = Instant::now();
    let args = args.or_shipped();
    let (people, groups) = read_groups(&args.groups.clone().unwrap_or_default())?;
    let resources = match &args.resources {
        Some(path) => read_resources(&read(path)?).at(path)?,
        None => Vec::new(),
    };

    let days_off = args.days_off()?;
    let grid = Grid::half_days(args.start, args.end, &days_off)?;
    let calendars = args.calendars(&people, &resources, days_off)?;
    let demand = args.demand(&groups, resources);

    let mut rng = Xoshiro256PlusPlus::seed_from_u64(args.seed);
    let mut bars = Bars::new(args.json);
    let mut run = Run::new(&mut rng, &mut bars).with_seed(args.seed);
    if let Some(steps) = args.steps {
        run = run.with_steps(steps);
    }
    let planner = Planner::new(grid).with_roster(&people);
    let before = Sent::before(args.previous.as_deref(), DOMAIN)?;
    let (outcome, affected) = match &before {
        None => (planner.solve(&demand, &calendars, &mut run)?, Vec::new()),
        Some(before) => {
            let mut options = Replan::new().as_of(args.sent_on());
            if let Some(day) = args.frozen_until {
                options = options.frozen_until(day);
            }
            let stood = before.snapshot();
            let told = planner.replan(&demand, &calendars, &people, &stood, &options, &mut run)?;
            (told.outcome, told.affected)
        }
    };
    let timetable = outcome.timetable;
    bars.done();
    let sent = Sent::now(before, DOMAIN, &Snapshot::of(&demand, &people, &timetable));

    // The checker shares no code with the planner.
    let clashes: Vec<String> =
        check(&demand, &calendars, &timetable).iter().map(ToString::to_string).collect();
    if let Some(out) = &args.out {
        write::all(&args, out, &people, &groups, (&demand, &timetable), &sent)?;
    }
    let seconds = start.elapsed().as_secs_f64();
    let answer = if args.json {
        let mut answer = show::as_json(&demand, &timetable, &clashes, seconds);
        if let Some(changes) = &sent.changes {
            answer["changes"] = serde_json::to_value(changes)?;
            answer["touched"] = changes.touched().into();
            answer["affected"] = serde_json::to_value(&affected)?;
        }
        format!("{answer}\n")
    } else {
        let mut answer = show::as_text(&demand, &groups, &timetable, &clashes);
        if let Some(changes) = &sent.changes {
            let why = affected.iter().map(Affected::to_string);
            let lines = std::iter::once(changes_sentence(changes, args.lang)).chain(why);
            answer += &format!("\n{}\n", lines.collect::<Vec<_>>().join("\n"));
        }
        answer
    };
    Ok(std::io::stdout().write_all(answer.as_bytes())?)
}
