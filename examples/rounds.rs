//! Who meets whom over several rounds: tables of a theme day, groups of a season, the social golfer problem.
//!
//! `cargo run --release --example rounds -- --groups 8 --size 4 --rounds 9 --seconds 60 --seed 1 --json`
//!
//! Without options it seats the 200 people of the pit-stop that ships at 25 tables in 3 rounds, functions mixed, nobody with somebody they met.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use intervision::core::{Grouping, Roster, Table};
use intervision::groups::rounds::{Rounds, RoundsOutcome, rotate_tables};
use intervision::groups::{RulesBuilder, Sizes};
use intervision::model::interchange::{read_met, read_roster};
use intervision::model::{Cohort, MeetingHistory, RosterColumns};
use intervision_examples::{AtPath, Bars, Outcome, Search, finish, read};
use serde_json::json;

/// Plans several rounds of groups in which people meet as many others as can be.
#[derive(Parser, Debug)]
#[command(name = "rounds", version)]
struct Args {
    /// How many groups there are in each round
    #[arg(long, value_name = "N")]
    groups: Option<usize>,
    /// How many people are in a group; with a roster it follows from the groups
    #[arg(long, value_name = "N")]
    size: Option<usize>,
    /// How many rounds
    #[arg(long, default_value_t = 3, value_name = "N")]
    rounds: usize,
    /// The people: column 1 is an opaque id, every other column an attribute; without, groups times size of them
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    /// People in a group differ in this column, in every round
    #[arg(long, value_name = "COLUMN")]
    mix: Vec<String>,
    /// Who met before, and how often: a,b,times; meeting again counts as a repeat
    #[arg(long, value_name = "FILE", requires = "roster")]
    history: Option<PathBuf>,
    /// A repeat counts half as much with every so many rounds that lie between
    #[arg(long, value_name = "ROUNDS")]
    half_life: Option<f64>,
    #[command(flatten)]
    search: Search,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    finish(run(Args::parse()))
}

fn run(args: Args) -> Outcome {
    let args = args.or_shipped();
    match &args.roster {
        None => {
            let (groups, size) = args
                .groups
                .zip(args.size)
                .ok_or("say how many groups and their size (--groups 8 --size 4)")?;
            let people = groups.checked_mul(size).filter(|people| *people <= 100_000);
            let people = people.ok_or_else(|| {
                format!("{groups} groups of {size} are too many people; ask for 100000 or fewer")
            })?;
            let width = people.max(1).ilog10() as usize + 1;
            let roster = Table::new((1..=people).map(|number| format!("p{number:0width$}")))?;
            plan(&args, &roster, None)
        }
        Some(path) => {
            let cohort: Cohort = read_roster(&read(path)?, &RosterColumns::default()).at(path)?;
            let met = match &args.history {
                Some(path) => Some(read_met(&read(path)?, &cohort).at(path)?),
                None => None,
            };
            plan(&args, &cohort, met.as_ref())
        }
    }
}

impl Args {
    /// Without people or sizes: those that ship.
    fn or_shipped(mut self) -> Self {
        if self.roster.is_some() || self.groups.is_some() || self.size.is_some() {
            return self;
        }
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/pit-stop"));
        self.roster = Some(folder.join("roster.csv"));
        self.history = Some(folder.join("met.csv"));
        self.groups = Some(25);
        if self.mix.is_empty() {
            self.mix = vec!["function".to_owned()];
        }
        if self.search.seconds.is_none() && self.search.steps.is_none() {
            self.search.steps = Some(2_000_000);
        }
        self
    }
}

fn plan(args: &Args, roster: &dyn Roster, met: Option<&MeetingHistory>) -> Outcome {
    let sizes = match (args.groups, args.size) {
        (Some(groups), _) => Sizes::count(groups),
        (None, Some(size)) => Sizes::of(size, intervision::groups::Remainder::AllowLarger),
        (None, None) => {
            return Err(
                "say how many groups there are (--groups 8), or their size (--size 4)".into()
            );
        }
    };
    let rules = args
        .mix
        .iter()
        .fold(RulesBuilder::new(sizes), |rules, column| rules.mix(column, 1.0))
        .build()?;
    let mut asked = Rounds::new(rules, args.rounds);
    if let Some(met) = met {
        asked = asked.with_history(met);
    }
    if let Some(rounds) = args.half_life {
        asked = asked.half_life(rounds);
    }
    let mut bars = Bars::new(args.json);
    let (made, seconds) = args.search.run(&mut bars, |run| Ok(asked.make(roster, run)?))?;
    bars.done();
    let told = if args.json { as_json(roster, &made, seconds) } else { as_text(roster, &made) };
    Ok(std::io::stdout().write_all(told.as_bytes())?)
}

fn ids(roster: &dyn Roster, group: &[usize]) -> Vec<String> {
    group.iter().map(|&member| roster.id(member).into_owned()).collect()
}

fn as_json(roster: &dyn Roster, made: &RoundsOutcome, seconds: f64) -> String {
    let schedule: Vec<Vec<Vec<String>>> = made
        .rounds()
        .iter()
        .map(|round| round.iter().map(|group| ids(roster, group)).collect())
        .collect();
    let object = json!({
        "repeats": made.repeats(),
        "met_before": made.met_before(),
        "distinct_pairs": made.meetings().distinct_pairs(),
        "bound": made.repeats_bound(),
        "value": made.worth().value,
        "status": made.worth().status,
        "stopped": made.worth().stopped,
        "steps": made.worth().steps,
        "way": made.way(),
        "met_after": made.meetings().met_after(),
        "met_after_bound": made.coverage_bound(),
        "violated": made.violated(),
        "schedule": schedule,
        "seconds": seconds,
    });
    format!("{object}\n")
}

fn as_text(roster: &dyn Roster, made: &RoundsOutcome) -> String {
    let mut text = made.reasons().join("\n") + "\n";
    text += &format!("Made by {}.\n\nPairs met, and the most there could be:", made.way());
    for (met, bound) in made.meetings().met_after().iter().zip(made.coverage_bound()) {
        text += &format!(" {met}/{bound}");
    }
    let rounds: Vec<&dyn Grouping> =
        made.rounds().iter().map(|round| round as &dyn Grouping).collect();
    for ((at, round), tables) in made.rounds().iter().enumerate().zip(rotate_tables(&rounds)) {
        text += &format!("\n\nRound {}", at + 1);
        for term in made.terms(at) {
            text +=
                &format!(", {} {} (least {})", term.name, term.value, term.bound.unwrap_or(0.0));
        }
        let mut lines: Vec<(usize, String)> = round
            .iter()
            .zip(tables)
            .map(|(group, table)| (table + 1, ids(roster, group).join(" ")))
            .collect();
        lines.sort();
        for (table, people) in lines {
            text += &format!("\n  table {table}: {people}");
        }
    }
    text + "\n"
}
