//! Makes a week's timetable for a university: curriculum-based course timetabling, on the planner's public model.
//!
//! `cargo run --release --example timetable -- comp01.ctt --seconds 60 --seed 1 --solution out.txt --json`
//!
//! Lectures are sessions; courses, teachers and curricula attend them and cannot be in two places; what a good week is, is said
//! by four rules of `schedule::rules`. The cost is counted again from the solution's lines, by code of its own.

mod ctt;
mod demand;
mod score;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::Timelike;
use clap::Parser;
use intervision_examples::{AtPath, Bars, Outcome, Search, finish, read_text, write};
use serde_json::json;

use ctt::Instance;
use score::{Lecture, score};

/// Makes a week's timetable for a university.
#[derive(Parser, Debug)]
#[command(name = "timetable", version)]
struct Args {
    /// The instance, a .ctt file
    file: PathBuf,
    #[command(flatten)]
    search: Search,
    /// Where to write the timetable: a line "course room day period" for each lecture
    #[arg(long, value_name = "FILE")]
    solution: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    finish(run(&Args::parse()))
}

fn run(args: &Args) -> Outcome {
    let instance = read_text(&args.file)?.parse::<Instance>().at(&args.file)?;
    let case = demand::case(&instance)?;
    let mut bars = Bars::new(args.json);
    let (outcome, seconds) = args
        .search
        .run(&mut bars, |run| Ok(case.planner.solve(&case.demand, &case.calendars, run)?))?;
    bars.done();

    let first = case.planner.grid().days()[0];
    let mut lectures: Vec<Lecture> = outcome
        .timetable
        .placements
        .iter()
        .map(|placement| Lecture {
            course: case.course_of[placement.session],
            room: placement.resources[0],
            day: (placement.span.date() - first).num_days() as usize,
            period: placement.span.start().hour() as usize,
        })
        .collect();
    lectures.sort_unstable();
    if let Some(file) = &args.solution {
        write(file, lines(&instance, &lectures))?;
    }
    let cost = score(&instance, &lectures);
    let worth = &outcome.timetable.worth;
    let answer = if args.json {
        let object = json!({
            "instance": instance.name,
            "cost": cost.total(),
            "hard": cost.hard,
            "by_rule": cost,
            "value": worth.value,
            "bound": worth.bound,
            "seconds": seconds,
            "steps": worth.steps,
            "seed": args.search.seed,
            "stopped": worth.stopped,
        });
        format!("{object}\n")
    } else {
        report(&instance, &cost, worth.steps, seconds)
    };
    Ok(std::io::stdout().write_all(answer.as_bytes())?)
}

fn lines(instance: &Instance, lectures: &[Lecture]) -> String {
    let line = |l: &Lecture| {
        let (course, room) = (&instance.courses[l.course].id, &instance.rooms[l.room].id);
        format!("{course} {room} {} {}\n", l.day, l.period)
    };
    lectures.iter().map(line).collect()
}

fn report(instance: &Instance, cost: &score::Cost, steps: u64, seconds: f64) -> String {
    let hard = match cost.hard {
        0 => "every hard rule holds".to_owned(),
        broken => format!("{broken} hard rules are BROKEN"),
    };
    format!(
        "{}: cost {}, {hard}; {steps} steps in {seconds:.1} s\n  \
         seats {}, working days {}, compactness {}, room stability {}\n",
        instance.name,
        cost.total(),
        cost.room_capacity,
        cost.min_working_days,
        cost.curriculum_compactness,
        cost.room_stability,
    )
}
