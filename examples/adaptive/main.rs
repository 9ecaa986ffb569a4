//! An adaptive test: each item is chosen by what the answers before say, and the test ends when it knows enough.
//!
//! In the terminal it asks; with a state file it can be left at any time and taken up again:
//!
//! `cargo run --release --example adaptive -- --state mine.json`
//!
//! With `--simulate` it is tried on persons of known ability: how long, how precise, and how evenly the items are used.
//!
//! `cargo run --release --example adaptive -- --simulate 1000`

mod args;
mod questions;
mod simulation;
mod sitting;

use std::process::ExitCode;

use clap::Parser;
use intervision_examples::{Outcome, finish};

use args::Args;

fn main() -> ExitCode {
    finish(run(&Args::parse()))
}

fn run(args: &Args) -> Outcome {
    let (test, questions) = args.test()?;
    match args.simulate {
        Some(persons) => simulation::run(args, &test, persons),
        None => sitting::run(args, &test, &questions),
    }
}
