use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use intervision::core::Run;
use intervision::groups::{Former, Pairs, Solver, read::WEIGHTS};
use intervision_examples::{AtPath, Outcome};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use crate::args::Args;
use crate::instances::Case;
use crate::rows::{Row, Rows};
use crate::solvers::Shared;
use crate::trace::{self, Trace};

/// Makes every run that the table does not have yet.
pub fn all(args: &Args, cases: &[Case], solvers: &[(String, Shared)], rows: &mut Rows) -> Outcome {
    let seeds = args.seeds.list();
    let bar = if args.quiet {
        ProgressBar::hidden()
    } else {
        ProgressBar::new((cases.len() * solvers.len() * seeds.len()) as u64)
    };
    let style = ProgressStyle::with_template("{pos}/{len} {bar:32} {eta_precise} left  {msg}");
    let bar = bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    for case in cases {
        for &seed in seeds {
            for (name, solver) in solvers {
                if !rows.has(&case.name, name, seed) {
                    bar.set_message(format!("{} {name} {seed}", case.name));
                    rows.add(one(args, case, name, solver.as_ref(), seed)?)?;
                }
                bar.inc(1);
            }
        }
    }
    bar.finish_and_clear();
    Ok(())
}

fn one(args: &Args, case: &Case, name: &str, solver: &dyn Solver, seed: u64) -> Outcome<Row> {
    let pairs = Pairs::new().with(WEIGHTS, case.instance.weights());
    let former = Former::new(case.rules.clone()).with_pairs(pairs);
    let roster = case.instance.roster()?;
    let sign = if args.least { 1.0 } else { -1.0 };
    let mut trace = Trace::new(sign);
    let start = Instant::now();
    let clock = move || start.elapsed();
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut run = Run::new(&mut rng, &mut trace).with_seed(seed);
    run = match args.steps {
        Some(steps) => run.with_steps(steps),
        None => run.with_time(Duration::try_from_secs_f64(args.seconds)?, &clock),
    };
    let formed = former.form_with(solver, &roster, &mut run).at(case.name.as_ref())?;
    let seconds = start.elapsed().as_secs_f64();
    let worth = formed.worth();
    let best_after = trace.end(worth.value, worth.steps);
    trace.write(&trace::path(&args.out, &case.name, name, seed))?;
    Ok(Row {
        instance: case.name.clone(),
        solver: name.to_owned(),
        seed,
        budget: args.budget(),
        value: sign * worth.value + 0.0,
        bound: worth.bound.map_or(f64::NAN, |bound| sign * bound + 0.0),
        seconds,
        steps: worth.steps,
        status: format!("{:?}", worth.status).to_lowercase(),
        best_after: best_after.min(seconds),
        ran: formed.solver().to_owned(),
    })
}
