//! Compares solvers over a folder of instances and several seeds: a row per run, a summary, and plots.
//!
//! `cargo run --release --example experiment -- FOLDER --solvers annealing,population,own --seeds 1..5 --seconds 2 --out OUT`
//!
//! Without a folder it runs on three small instances that ship. What stands in OUT/runs.csv is not run again, so an experiment that was
//! stopped goes on where it was. `own.rs` is a solver written on the public interface alone: put yours in its place.

mod args;
mod instances;
mod own;
mod plots;
mod published;
mod rows;
mod runs;
mod solvers;
mod statistics;
mod summary;
mod trace;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use intervision_examples::{Outcome, finish};

use args::Args;
use published::Published;
use rows::Rows;

fn main() -> ExitCode {
    finish(run(&Args::parse()))
}

fn run(args: &Args) -> Outcome {
    let solvers = solvers::named(&args.solvers)?;
    let published = Published::read(args.published.as_deref())?;
    let instances = instances::read(args)?;
    let mut rows = Rows::open(&args.out, &args.budget())?;
    if let Some(repaired) = rows.repaired() {
        eprintln!("{repaired}");
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads.max(1)).build()?;
    pool.install(|| runs::all(args, &instances, &solvers, &mut rows))?;

    let names: Vec<&str> = solvers.iter().map(|(name, _)| name.as_str()).collect();
    let seeds = args.seeds.list();
    let asked: Vec<_> = rows
        .all()
        .iter()
        .filter(|row| {
            instances.iter().any(|instance| instance.name == row.instance)
                && names.contains(&row.solver.as_str())
                && seeds.contains(&row.seed)
        })
        .collect();
    let told = summary::of(&asked, &names, &published, args.least);
    let drawn = plots::draw(&args.out, &asked, &names, &published, args.least)?;
    let out = args.out.display();
    let answer =
        format!("{told}\n{} runs in {out}/runs.csv, {drawn} plots in {out}/plots\n", asked.len());
    Ok(std::io::stdout().write_all(answer.as_bytes())?)
}
