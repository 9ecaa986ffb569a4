//! Plans a list of meetings: who must come is never in two places, who is welcome should be able to, and days are kept short.
//!
//! `cargo run --release --example meetings -- meetings.txt --seconds 60 --seed 1 --solution out.txt --json`
//!
//! Four of the six rules are written here, on the trait that every rule of the planner implements.

mod case;
mod rules;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use intervision::core::AlwaysFree;
use intervision::schedule::check;
use intervision_examples::{AtPath, Bars, Outcome, Search, finish, read_text, write};
use serde_json::json;

/// Plans a list of meetings.
#[derive(Parser, Debug)]
#[command(name = "meetings", version)]
struct Args {
    /// The meetings, a text file
    file: PathBuf,
    #[command(flatten)]
    search: Search,
    /// Where to write the plan: a line "meeting grain room" for each meeting
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
    let file = read_text(&args.file)?.parse::<case::File>().at(&args.file)?;
    let (planner, demand) = file.case().at(&args.file)?;
    let mut bars = Bars::new(args.json);
    let (outcome, seconds) =
        args.search.run(&mut bars, |run| Ok(planner.solve(&demand, &AlwaysFree, run)?))?;
    bars.done();

    let timetable = &outcome.timetable;
    let slots = planner.grid().slots();
    if let Some(solution) = &args.solution {
        let lines = timetable.placements.iter().map(|placement| {
            let grain = slots.partition_point(|slot| slot.start() < placement.span.start());
            let room = placement.resources.first().copied().unwrap_or(0);
            format!("{} {grain} {room}\n", placement.session)
        });
        write(solution, lines.collect::<String>())?;
    }
    let broken = check(&demand, &AlwaysFree, timetable);
    let told = outcome.contributions.iter().filter(|told| told.points != 0);
    let answer = if args.json {
        let by_rule: serde_json::Map<String, serde_json::Value> =
            told.map(|told| (told.rule.to_owned(), told.points.into())).collect();
        let object = json!({
            "hard": broken.len(),
            "unplaced": timetable.unplaced.len(),
            "medium": outcome.score.medium,
            "soft": outcome.score.soft,
            "by_rule": by_rule,
            "seconds": seconds,
            "steps": timetable.worth.steps,
            "seed": args.search.seed,
        });
        format!("{object}\n")
    } else {
        let rules: String =
            told.map(|told| format!("  {:>8}  {}\n", told.points, told.rule)).collect();
        let broken: String = broken.iter().map(|rule| format!("  BROKEN: {rule}\n")).collect();
        format!(
            "{} of {} meetings placed; medium {}, soft {}; {} steps in {seconds:.1} s\n{rules}{broken}",
            timetable.placements.len(),
            demand.sessions.len(),
            outcome.score.medium,
            outcome.score.soft,
            timetable.worth.steps,
        )
    };
    Ok(std::io::stdout().write_all(answer.as_bytes())?)
}
