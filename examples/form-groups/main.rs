//! Who learns with whom: groups from a roster, and what they are worth.
//!
//! Without options it puts the 24 advisers that ship into three groups. On your own people:
//!
//! `cargo run --release --example form-groups -- --roster my-staff.csv --size 8 --mix function:3 --balance years`
//!
//! Everything that the engine can be asked goes into a rules document: `--rules rules.json`.

mod answer;
mod args;
mod front;
mod questions;
mod rules;

use std::io::Write;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;
use intervision::core::Run;
use intervision::documents::groups_table;
use intervision::groups::{Former, Pairs};
use intervision::model::interchange::{read_met, read_roster};
use intervision::model::{MeetingHistory, RosterColumns};
use intervision_examples::{AtPath, Bars, Outcome, Preset, finish, read, write};

use args::Args;
use questions::{Earlier, Told};

fn main() -> ExitCode {
    finish(run(Args::parse()))
}

fn run(args: Args) -> Outcome {
    let start = Instant::now();
    let args = args.or_shipped();
    let path = args.roster.clone().ok_or("say who takes part (--roster staff.csv)")?;
    let columns = match &args.manager_column {
        Some(column) => RosterColumns::default().with_manager(column),
        None => RosterColumns::default(),
    };
    let cohort = read_roster(&read(&path)?, &columns).at(&path)?;
    let met = match &args.met {
        Some(path) => Some(read_met(&read(path)?, &cohort).at(path)?),
        None => None,
    };
    let earlier = args.earlier.as_deref().map(|path| Earlier::read(path, &cohort)).transpose()?;

    let rules = args.rules(&cohort)?;
    let pairs = met.iter().fold(Pairs::new(), |pairs, met: &MeetingHistory| pairs.with("met", met));
    let mut former = Former::new(rules).with_pairs(pairs);
    if let Some(earlier) = &earlier {
        former = former.with_earlier(earlier.here());
    }

    let mut bars = Bars::new(args.json);
    if !args.front.is_empty() {
        let draw = |run: &mut Run<'_>| front::draw(&args, &former, &cohort, run).at(&path);
        let (found, _) = args.search.run(&mut bars, draw)?;
        bars.done();
        if let Some(path) = &args.svg {
            front::plot(path, &found)?;
        }
        let seconds = start.elapsed().as_secs_f64();
        let answer = if args.json {
            format!("{}\n", front::as_json(&cohort, &found, seconds))
        } else {
            front::as_text(&found)
        };
        return Ok(std::io::stdout().write_all(answer.as_bytes())?);
    }
    let form = |run: &mut Run<'_>| {
        let formed = former.form_with(&Preset::solver(args.effort), &cohort, run).at(&path)?;
        let told = Told::new(&args, &former, &cohort, &formed, earlier.as_ref(), run)?;
        Ok((formed, told))
    };
    let ((formed, told), _) = args.search.run(&mut bars, form)?;
    bars.done();

    if let Some(path) = &args.out {
        write(path, groups_table(&cohort, formed.groups())?)?;
    }
    let seconds = start.elapsed().as_secs_f64();
    let answer = if args.json {
        let mut object = answer::as_json(&cohort, &formed, seconds);
        told.add_to(&mut object)?;
        format!("{object}\n")
    } else {
        answer::as_text(&cohort, former.rules(), &formed) + &told.to_text()
    };
    Ok(std::io::stdout().write_all(answer.as_bytes())?)
}
