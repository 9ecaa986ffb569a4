//! What happens around and inside sessions: conversations of two, roles that rotate, a retreat hour by hour, the agenda of a
//! meeting, and a poll of dates.
//!
//! Each command runs on data that ships, and on your own with options:
//!
//! `cargo run --release --example sessions -- conversations --guests 100 --hosts 3 --per-day 4`
//! `cargo run --release --example sessions -- roles --members 8 --meetings 8 --away 2:0,5:4`
//! `cargo run --release --example sessions -- retreat --blocks my-retreat.csv`
//! `cargo run --release --example sessions -- agenda --method incident --minutes 90`
//! `cargo run --release --example sessions -- poll --answers my-poll.csv --quorum 8`

mod agenda;
mod conversations;
mod poll;
mod retreat;
mod roles;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use intervision_examples::{Outcome, finish};

#[derive(Parser, Debug)]
#[command(name = "sessions", version, about = "What happens around and inside sessions")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Who is received by which host on which day; or rounds in which everyone speaks with everyone
    Conversations(conversations::Args),
    /// Case owner, facilitator and time-keeper of each meeting
    Roles(roles::Args),
    /// A day and a night as blocks without gap or overlap
    Retreat(retreat::Args),
    /// The steps of a method in the time at hand
    Agenda(agenda::Args),
    /// Dates in order of merit, and how likely they are to hold
    Poll(poll::Args),
}

fn main() -> ExitCode {
    finish(run(Args::parse()))
}

fn run(args: Args) -> Outcome {
    let answer = match args.command {
        Command::Conversations(args) => conversations::run(&args)?,
        Command::Roles(args) => roles::run(&args)?,
        Command::Retreat(args) => retreat::run(&args)?,
        Command::Agenda(args) => agenda::run(&args)?,
        Command::Poll(args) => poll::run(&args)?,
    };
    Ok(std::io::stdout().write_all(answer.as_bytes())?)
}

/// A plain table.
fn table(header: &[&str]) -> comfy_table::Table {
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::UTF8_HORIZONTAL_ONLY);
    table.set_header(header);
    table
}

/// `1:05`.
fn clock(minutes: u32) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}
