//! Plans a season of group meetings from a programme file, and says how long the first plan took and how good the last one is.
//!
//! `cargo run --release --example plan-programme -- programme.json --seconds 3 --seed 1 --json`

mod case;

use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use intervision::core::Progress;
use intervision::schedule::{Checker, Level};
use intervision_examples::{AtPath, Outcome, Search, finish, read_text, write};
use serde_json::json;

/// Plans a season of group meetings from a programme file.
#[derive(Parser, Debug)]
#[command(name = "plan-programme", version)]
struct Args {
    /// The programme, a JSON file
    file: PathBuf,
    #[command(flatten)]
    search: Search,
    /// Where to write the plan: a line "session start facilitator-and-room" for each session
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    finish(run(&Args::parse()))
}

fn run(args: &Args) -> Outcome {
    let file: case::File = serde_json::from_str(&read_text(&args.file)?).at(&args.file)?;
    let case = file.case().at(&args.file)?;
    let start = Instant::now();
    let mut first_plan = None;
    let mut watch = |_: &Progress<'_>| {
        // The planner tells of its first plan first.
        first_plan.get_or_insert_with(|| start.elapsed());
        ControlFlow::Continue(())
    };
    let (outcome, seconds) = args
        .search
        .run(&mut watch, |run| Ok(case.planner.solve(&case.demand, &case.calendars, run)?))?;
    let total = Duration::from_secs_f64(seconds);
    let first_plan = first_plan.unwrap_or(total);

    let checker = Checker::new().allowing_absences(case.may_miss);
    let broken = checker.check(&case.demand, &case.calendars, &outcome.timetable);
    let timetable = &outcome.timetable;
    let absences: usize = outcome.sessions.iter().map(|session| session.absent.len()).sum();
    if let Some(out) = &args.out {
        let resource = |index: &usize| case.demand.resources[*index].id.as_str();
        let lines = timetable.placements.iter().map(|placement| {
            let resources: Vec<&str> = placement.resources.iter().map(resource).collect();
            let id = &case.demand.sessions[placement.session].id;
            format!("{id} {} {}\n", placement.span.start(), resources.join(" "))
        });
        write(out, lines.collect::<String>())?;
    }
    let soft = outcome.contributions.iter().filter(|told| told.level == Level::Soft);
    let days: i64 = soft.map(|told| told.points).sum();
    let ms = |time: Duration| (time.as_secs_f64() * 10_000.0).round() / 10.0;
    let worth = &timetable.worth;
    let answer = if args.json {
        let object = json!({
            "first_plan_ms": ms(first_plan),
            "total_ms": ms(total),
            "sessions": timetable.placements.len(),
            "unplaced": timetable.unplaced.len(),
            "hard": broken.len(),
            "absences": absences,
            "days_off_target": days,
            "value": worth.value,
            "bound": worth.bound,
            "status": worth.status,
            "steps": worth.steps,
            "seed": args.search.seed,
        });
        format!("{object}\n")
    } else {
        let broken: String = broken.iter().map(|rule| format!("  BROKEN: {rule}\n")).collect();
        format!(
            "{} of {} sessions placed, {absences} absences, {days} days off the target distance\n\
             first plan after {} ms, this one after {} ms and {} steps\n{broken}",
            timetable.placements.len(),
            case.demand.sessions.len(),
            ms(first_plan),
            ms(total),
            worth.steps,
        )
    };
    Ok(std::io::stdout().write_all(answer.as_bytes())?)
}
