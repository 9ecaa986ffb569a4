//! Plans a list of meetings: who must come is never in two places, who is welcome should be able to, and days are kept short.
//!
//! `cargo run --release --example meetings -- meetings.txt --seconds 60 --seed 1 --solution out.txt --json`
//!
//! A file of problem 46 of CSPLib, with ways between the places of meetings, is decided: a plan that ends first, or why there is none.
//!
//! Four of the six rules are written here, on the trait that every rule of the planner implements.

mod case;
mod rules;
mod travel;

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
    /// Of a file with several instances of meetings with ways between them, only this one, counted from 1
    #[arg(long, value_name = "N")]
    instance: Option<usize>,
    /// Where to write the plan: a line "meeting grain room" for each meeting, or "instance meeting slot"
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
    let text = read_text(&args.file)?;
    if text.contains(travel::SIGN) {
        return decide(args, &text);
    }
    let file = text.parse::<case::File>().at(&args.file)?;
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

/// Decides every instance of a file, or the one that is asked for.
fn decide(args: &Args, text: &str) -> Outcome {
    let instances = travel::read(text).at(&args.file)?;
    if let Some(number) = args.instance
        && !(1..=instances.len()).contains(&number)
    {
        return Err(format!("instance {number}; the file has 1 to {}", instances.len()).into());
    }
    let mut bars = Bars::new(args.json);
    let mut plan = String::new();
    for (index, instance) in instances.iter().enumerate() {
        let number = index + 1;
        if args.instance.is_some_and(|asked| asked != number) {
            continue;
        }
        let (decided, seconds) = travel::decide(instance, &args.search, &mut bars)?;
        bars.done();
        let answer = if args.json {
            format!("{}\n", decided.json(number, seconds))
        } else {
            decided.text(number, seconds)
        };
        std::io::stdout().write_all(answer.as_bytes())?;
        for (meeting, slot) in decided.slots.iter().enumerate() {
            plan.push_str(&format!("{number} {meeting} {slot}\n"));
        }
    }
    match &args.solution {
        Some(solution) => write(solution, plan),
        None => Ok(()),
    }
}
