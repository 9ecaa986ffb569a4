//! Groups of everyday size: whole calls of `Former::form` (reading, bounds, search, comparison, certificate) for a team and for a
//! programme, as a table of times and of how far from the bound the answers are.
//!
//! Five attributes, reporting lines and an earlier season for 200 people: once all attributes are mixed, and once groups are alike in
//! one of them, where the bound is weaker.
//!
//! `cargo bench -p intervision-benches --bench small`

#![allow(clippy::disallowed_methods, reason = "a bench looks at the clock")]

use std::time::{Duration, Instant};

use intervision::core::{Run, Status, Table, Value};
use intervision::groups::{Former, PairList, Pairs, Portfolio, RulesBuilder, Sizes};
use intervision_benches::{people, rng};
use rand::seq::SliceRandom;

const ELSEWHERE: &str = "elsewhere, 200 people: gruepr's genetic search takes minutes; CP-SAT finds an answer in seconds, \
     without a bound";

/// Calls for one row.
const CALLS: u64 = 21;

fn main() {
    println!(
        "{:<44} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "case", "median ms", "worst ms", "mean gap", "worst gap", "optimal"
    );
    let functions = ["advice", "policy", "operations"];
    let functions = [10, 8, 6].iter().zip(functions).flat_map(|(&n, name)| vec![name; n]);
    let team = Table::new((0..24).map(|member| format!("p{member:02}")))
        .and_then(|table| table.with_column("function", functions.map(Value::category)))
        .expect("made of unique ids and a column of equal length");
    let rules = RulesBuilder::new(Sizes::count(3)).mix("function", 1.0).build();
    let former = Former::new(rules.expect("the weight is positive"));
    row("24 people, 3 groups, one attribute", |seed| call(&former, &team, seed, None, None));

    let programme = people(200);
    let met = history(200, 8);
    let mixed = RulesBuilder::new(Sizes::count(25))
        .mix("directorate", 3.0)
        .mix("function", 2.0)
        .mix("location", 1.0)
        .balance("years", 1.0)
        .avoid_pairs("met", 2.0)
        .not_with_manager();
    for (name, rules) in [
        ("200 people, 25 groups, all mixed", mixed.clone().mix("preference", 1.0)),
        ("200 people, 25 groups, one alike", mixed.match_on("preference", 4.0)),
    ] {
        let rules = rules.build().expect("weights are positive");
        let former = Former::new(rules).with_pairs(Pairs::new().with("met", &met));
        row(&format!("{name}: instant"), |seed| {
            call(&former, &programme, seed, Some(Portfolio::instant()), None)
        });
        row(&format!("{name}: 45 ms"), |seed| {
            call(&former, &programme, seed, None, Some(Duration::from_millis(45)))
        });
    }
    println!("{ELSEWHERE}");
}

/// Groups of an earlier season: who was together.
fn history(people: usize, size: usize) -> PairList {
    let mut order: Vec<usize> = (0..people).collect();
    order.shuffle(&mut rng(3));
    let mut met = Vec::new();
    for group in order.chunks(size) {
        for (at, &a) in group.iter().enumerate() {
            met.extend(group[at + 1..].iter().map(|&b| (a, b, 1.0)));
        }
    }
    PairList::new(people, met).expect("everyone was in one group")
}

/// Seconds, gap, and whether the answer is proven optimal.
fn call(
    former: &Former<'_>,
    table: &Table,
    seed: u64,
    solver: Option<Portfolio>,
    time: Option<Duration>,
) -> (f64, f64, bool) {
    let (mut rng, mut nobody) = (rng(seed), ());
    let start = Instant::now();
    let clock = || start.elapsed();
    let mut run = Run::new(&mut rng, &mut nobody);
    if let Some(time) = time {
        run = run.with_time(time, &clock);
    }
    let outcome =
        former.form_with(&solver.unwrap_or_default(), table, &mut run).expect("the rules can hold");
    let seconds = start.elapsed().as_secs_f64();
    let worth = outcome.worth();
    (seconds, worth.gap().unwrap_or(f64::NAN), worth.status == Status::Optimal)
}

fn row(name: &str, call: impl Fn(u64) -> (f64, f64, bool)) {
    let answers: Vec<_> = (1..=CALLS).map(call).collect();
    let mut times: Vec<f64> = answers.iter().map(|answer| answer.0 * 1e3).collect();
    times.sort_by(f64::total_cmp);
    let gaps: Vec<f64> = answers.iter().map(|answer| answer.1 * 100.0).collect();
    println!(
        "{name:<44} {:>9.3} {:>9.3} {:>7.2} % {:>7.2} % {:>6}/{}",
        times[times.len() / 2],
        times[times.len() - 1],
        gaps.iter().sum::<f64>() / gaps.len() as f64,
        gaps.iter().copied().fold(0.0, f64::max),
        answers.iter().filter(|answer| answer.2).count(),
        CALLS
    );
}
