//! Maximally diverse grouping on instances of the literature (MDGPLIB), beside what others published, as a table.
//!
//! `cargo bench -p intervision-benches --bench mdg [-- --full] [part of a name]`
//!
//! Instances and published values are read from `data/groups/mdgplib` in `../shared`, or in the folder that `INTERVISION_DATA` names.
//! Without `--full`: one seed, three families, up to 240 elements, a tenth of the time that the published runs had. With it: all of
//! 120 elements and more, five seeds, a tenth of that time and all of it.

#![allow(clippy::disallowed_methods, reason = "a benchmark looks at the clock")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use intervision::core::Run;
use intervision::groups::{Former, Pairs, Population, read};
use intervision_benches::rng;

/// Figures of others on other machines that the table cannot measure, with where they stand.
const ELSEWHERE: &str = "\
TPSDP: best, mean of 20 runs, Yang et al. 2022 (European Journal of Operational Research), limits of 3, 20 and 120 s for n = 120, 240, 480.
R anticlust 0.8 (Papenberg and Klau 2021), three-phase search: below TPSDP on every one of these instances.
ABA (arXiv 2601.06351, 2026) needs coordinates, which these instances do not have; see the bench `large`.";

/// A line of the table of published values.
struct Published {
    name: String,
    elements: usize,
    best: f64,
    mean: f64,
    seconds: f64,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let full = args.iter().any(|arg| arg == "--full");
    let wanted = args.iter().find(|arg| !arg.starts_with('-'));
    let base = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared")).to_path_buf();
    let base = std::env::var_os("INTERVISION_DATA").map_or(base, PathBuf::from);
    let folder = base.join("data/groups/mdgplib");
    let Ok(table) = std::fs::read_to_string(folder.join("published-best-of-20.csv")) else {
        println!(
            "SKIPPED: no data/groups/mdgplib/published-best-of-20.csv; set INTERVISION_DATA to the folder that holds it"
        );
        return;
    };
    let chosen = |known: &Published| match wanted {
        Some(part) => known.name.contains(part.as_str()),
        None if full => known.elements >= 120,
        None => (120..=240).contains(&known.elements) && known.name.ends_with("_ss_01"),
    };
    let (seeds, parts): (u64, &[f64]) = if full { (5, &[0.1, 1.0]) } else { (1, &[0.1]) };
    println!(
        "{:<22} {:>7} {:>14} {:>14} {:>14} {:>14} {:>9} {:>9}",
        "instance", "seconds", "mean", "best", "TPSDP mean", "TPSDP best", "to mean", "to best"
    );
    let mut reached = [[0usize; 3]; 2];
    for known in table.lines().skip(1).filter_map(published).filter(chosen) {
        for (at, part) in parts.iter().enumerate() {
            let seconds = known.seconds * part;
            let values: Option<Vec<f64>> =
                (1..=seeds).map(|seed| solve(&folder, &known.name, seconds, seed)).collect();
            let Some(values) = values else {
                println!("{:<22} SKIPPED: its file is not there, or no instance", known.name);
                continue;
            };
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            let best = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            println!(
                "{:<22} {seconds:>7.1} {mean:>14.3} {best:>14.3} {:>14.3} {:>14.3} {:>+9.2} {:>+9.2}",
                known.name,
                known.mean,
                known.best,
                mean - known.mean,
                best - known.best
            );
            let at_least =
                |ours: f64, theirs: f64| usize::from(ours >= theirs - 1e-6 * theirs.abs());
            reached[at][0] += 1;
            reached[at][1] += at_least(mean, known.mean);
            reached[at][2] += at_least(best, known.best);
        }
    }
    for (part, [runs, means, bests]) in parts.iter().zip(reached) {
        println!(
            "at {part} of the published time: mean at the published mean on {means} of {runs}, best at the published best on {bests}"
        );
    }
    println!("{ELSEWHERE}");
}

/// `None` for a line that has no time limit, as the small instances have.
fn published(line: &str) -> Option<Published> {
    let cells: Vec<&str> = line.split(',').collect();
    let number = |at: usize| cells.get(at)?.parse::<f64>().ok();
    Some(Published {
        name: (*cells.first()?).to_owned(),
        elements: number(1)? as usize,
        best: number(6)?,
        mean: number(7)?,
        seconds: number(9)?,
    })
}

fn solve(folder: &Path, name: &str, seconds: f64, seed: u64) -> Option<f64> {
    let family = name.split('_').next()?;
    let text = std::fs::read_to_string(folder.join(family).join(format!("{name}.txt"))).ok()?;
    let instance = read::mdgplib(&text).ok()?;
    let roster = instance.roster().ok()?;
    let rules = instance.seek(instance.sizes()?.clone()).ok()?;
    let pairs = Pairs::new().with(read::WEIGHTS, instance.weights());
    let start = Instant::now();
    let clock = move || start.elapsed();
    let (mut rng, mut nobody) = (rng(seed), ());
    let mut run = Run::new(&mut rng, &mut nobody).with_seed(seed);
    run = run.with_time(Duration::from_secs_f64(seconds), &clock);
    let former = Former::new(rules).with_pairs(pairs);
    let outcome = former.form_with(&Population::default(), &roster, &mut run).ok()?;
    Some(-outcome.worth().value)
}
