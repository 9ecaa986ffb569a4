//! Partitions the elements of an instance file into groups: maximally diverse grouping, anticlustering, balanced graph partition.
//!
//! `cargo run --release --example partition -- FILE --seconds 20 --seed 1 --json`
//!
//! Instances of MDGPLIB bring their sizes with them; for METIS graphs, lists of edges and matrices say how many groups there are.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use intervision::core::Grouping;
use intervision::groups::read::Instance;
use intervision::groups::{Former, Outcome as Formed, Pairs, Sizes, read::WEIGHTS};
use intervision_examples::{Bars, Format, Outcome, Preset, Search, finish, read_instance, write};
use serde_json::json;

/// Partitions the elements of an instance file into groups.
#[derive(Parser, Debug)]
#[command(name = "partition", version)]
struct Args {
    /// The instance
    file: PathBuf,
    /// How to read it; without, the ending tells: .graph or .metis, .csv, .edges, and MDGPLIB for all others
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// This many groups, as equal in size as can be, instead of the sizes in the file
    #[arg(long, value_name = "K")]
    groups: Option<usize>,
    /// As little weight inside groups as can be (a small cut is then a large value), instead of as much
    #[arg(long)]
    least: bool,
    #[command(flatten)]
    search: Search,
    /// How much to spend when nothing else says so
    #[arg(long, value_enum, value_name = "PRESET")]
    effort: Option<Preset>,
    /// How many threads to use; the groups do not depend on it when steps are given
    #[arg(long, default_value_t = 1, value_name = "T")]
    threads: usize,
    /// Where to write the groups: a line "element group" for each element, both counted from 0
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
    let instance = read_instance(&args.file, args.format)?;
    let sizes = match (args.groups, instance.sizes()) {
        (Some(groups), _) => Sizes::count(groups),
        (None, Some(sizes)) => sizes.clone(),
        (None, None) => {
            return Err("the file tells no sizes; say how many groups (--groups 4)".into());
        }
    };
    // The engine takes its threads from the pool that it runs in.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads.max(1)).build()?;
    let (formed, seconds) = pool.install(|| form(args, &instance, sizes.clone()))?;

    if let Some(out) = &args.out {
        write(out, lines(instance.elements(), formed.groups()))?;
    }
    let fits = fits(&sizes, instance.elements(), &formed)?;
    let answer = answer(args, &formed, seconds, fits);
    Ok(std::io::stdout().write_all(answer.as_bytes())?)
}

/// The groups, and how long they took.
fn form(args: &Args, instance: &Instance, sizes: Sizes) -> Outcome<(Formed, f64)> {
    let rules = if args.least { instance.avoid(sizes) } else { instance.seek(sizes) }?;
    let former = Former::new(rules).with_pairs(Pairs::new().with(WEIGHTS, instance.weights()));
    let (roster, solver) = (instance.roster()?, Preset::solver(args.effort));
    let mut bars = Bars::new(args.json);
    let formed = args.search.run(&mut bars, |run| Ok(former.form_with(&solver, &roster, run)?))?;
    bars.done();
    Ok(formed)
}

fn lines(elements: usize, groups: &dyn Grouping) -> String {
    let mut group_of = vec![0; elements];
    for group in 0..groups.len() {
        for &element in groups.members(group) {
            group_of[element] = group;
        }
    }
    group_of.iter().enumerate().map(|(element, group)| format!("{element} {group}\n")).collect()
}

/// Whether groups and limits can be matched: sorted by size, group by group. Limits that nest otherwise keep the groups' order.
fn fits(sizes: &Sizes, elements: usize, formed: &Formed) -> Outcome<bool> {
    let limits = sizes.bounds(elements)?;
    let found = formed.groups().sizes();
    let within = |(size, limits): (&usize, &(usize, usize))| (limits.0..=limits.1).contains(size);
    let mut sorted = (found.clone(), limits.clone());
    sorted.0.sort_unstable();
    sorted.1.sort_unstable();
    Ok(found.len() == limits.len()
        && (found.iter().zip(&limits).all(within) || sorted.0.iter().zip(&sorted.1).all(within)))
}

fn answer(args: &Args, formed: &Formed, seconds: f64, fits: bool) -> String {
    let worth = formed.worth();
    // Inside, smaller is better; weight that is wanted is told as the literature does.
    let sign = if args.least { 1.0 } else { -1.0 };
    let told = |value: f64| sign * value + 0.0;
    let instance = args.file.file_stem().unwrap_or_default().to_string_lossy();
    let (value, bound) = (told(worth.value), worth.bound.map(told));
    if args.json {
        let object = json!({
            "instance": instance,
            "value": value,
            "bound": bound,
            "seconds": seconds,
            "steps": worth.steps,
            "seed": args.search.seed,
            "status": worth.status,
            "stopped": worth.stopped,
            "sizes_ok": fits,
            "solver": formed.solver(),
        });
        return format!("{object}\n");
    }
    let bound = bound.map_or("none".to_owned(), |bound| format!("{bound:.3}"));
    let sizes = if fits { "as asked for" } else { "NOT as asked for" };
    format!(
        "{instance}: {value:.3} (bound {bound}), {} steps in {seconds:.1} s, sizes {sizes}\n{}\n",
        worth.steps,
        formed.solver()
    )
}
