//! Very many people: whole calls of `Former::form` (reading, bounds, search, comparison, certificate), timed once each, as a
//! table with what is published of others.
//!
//! For numbers the residual is the sum of squares between groups over all numbers, each standardised to unit variance: of `n`
//! people and `d` numbers the sum of squares of all is `n d`, and random groups leave about `(k - 1) d` of it between them.
//!
//! `cargo bench -p intervision-benches --bench large [-- part of a name]`

#![allow(clippy::disallowed_methods, reason = "a bench looks at the clock")]

use std::time::Instant;

use intervision::core::{Run, Table, Value, Worth};
use intervision::groups::{Former, Outcome, RulesBuilder, Sizes};
use intervision_benches::rng;
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

/// A row of the table: what is asked, and what is known of others.
struct Case {
    name: &'static str,
    people: usize,
    groups: usize,
    column: fn(&mut Xoshiro256PlusPlus, usize) -> Value<'static>,
    peers: &'static str,
}

/// Attributes of a case.
const ATTRIBUTES: usize = 5;

/// Five categorical attributes of 3 to 11 categories with uneven shares.
fn uneven(rng: &mut Xoshiro256PlusPlus, attribute: usize) -> Value<'static> {
    let draw: f64 = rng.random();
    Value::category(NAMES[(draw * draw * [4, 5, 7, 11, 3][attribute] as f64) as usize])
}

/// The same with even shares: with groups of 8, two and four categories leave next to no freedom.
fn even(rng: &mut Xoshiro256PlusPlus, attribute: usize) -> Value<'static> {
    Value::category(NAMES[rng.random_range(0..[4, 5, 6, 8, 2][attribute])])
}

/// A draw from the standard normal distribution (Box and Muller 1958).
fn normal(rng: &mut Xoshiro256PlusPlus, _attribute: usize) -> Value<'static> {
    let (u, v): (f64, f64) = (rng.random(), rng.random());
    Value::Number((-2.0 * (1.0 - u).ln()).sqrt() * (std::f64::consts::TAU * v).cos())
}

const NAMES: [&str; 11] = [
    "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath", "islet", "knoll",
    "lagoon",
];

const CASES: [Case; 8] = [
    Case {
        name: "10k uneven categories",
        people: 10_000,
        groups: 1_250,
        column: uneven,
        peers: "",
    },
    Case { name: "10k even categories", people: 10_000, groups: 1_250, column: even, peers: "" },
    Case {
        name: "100k uneven categories",
        people: 100_000,
        groups: 12_500,
        column: uneven,
        peers: "",
    },
    Case { name: "100k even categories", people: 100_000, groups: 12_500, column: even, peers: "" },
    Case {
        name: "1m uneven categories",
        people: 1_000_000,
        groups: 125_000,
        column: uneven,
        peers: "",
    },
    Case {
        name: "1m even categories",
        people: 1_000_000,
        groups: 125_000,
        column: even,
        peers: "",
    },
    Case {
        name: "100k numbers",
        people: 100_000,
        groups: 100,
        column: normal,
        peers: "anticlust (R): 0.00074 in 7.7 s; ABA: 0.0045 in 0.54 s",
    },
    Case {
        name: "100k numbers in eights",
        people: 100_000,
        groups: 12_500,
        column: normal,
        peers: "",
    },
];

fn roster(case: &Case) -> Table {
    let mut rng = rng(1);
    let fine = "made of unique ids and columns of equal length";
    let mut table = Table::new((0..case.people).map(|number| format!("p{number:07}"))).expect(fine);
    for attribute in 0..ATTRIBUTES {
        let column: Vec<_> = (0..case.people).map(|_| (case.column)(&mut rng, attribute)).collect();
        table = table.with_column(format!("a{attribute}"), column).expect(fine);
    }
    table
}

/// The sum of squares between groups; nothing for categories.
fn residual(case: &Case, worth: &Worth) -> String {
    if !case.name.contains("numbers") {
        return String::new();
    }
    let shares: f64 = worth.terms.iter().map(|term| term.value).sum();
    format!("{:.6}", shares * case.people as f64)
}

fn main() {
    let wanted = std::env::args().skip(1).find(|arg| !arg.starts_with("--")).unwrap_or_default();
    println!(
        "{:<26} {:>8} {:>14} {:>14} {:>10} {:>12}",
        "case", "seconds", "value", "bound", "gap", "steps"
    );
    for case in CASES.iter().filter(|case| case.name.contains(&wanted)) {
        let table = roster(case);
        let mut rules = RulesBuilder::new(Sizes::count(case.groups));
        for attribute in 0..ATTRIBUTES {
            rules = rules.mix(format!("a{attribute}"), 1.0);
        }
        let former = Former::new(rules.build().expect("weights are positive"));
        let (mut rng, mut nobody) = (rng(7), ());
        let start = Instant::now();
        let outcome: Outcome =
            former.form(&table, &mut Run::new(&mut rng, &mut nobody)).expect("the rules can hold");
        let seconds = start.elapsed().as_secs_f64();
        let worth = outcome.worth();
        println!(
            "{:<26} {:>8.3} {:>14.6} {:>14.6} {:>10.6} {:>10} {:>12} {:?} {}",
            case.name,
            seconds,
            worth.value,
            worth.bound.unwrap_or(f64::NAN),
            worth.gap().unwrap_or(f64::NAN),
            residual(case, worth),
            worth.steps,
            worth.status,
            case.peers
        );
    }
}
