//! Rosters and runs for the tests.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot build its input has failed")]

pub(crate) mod fields;
pub(crate) mod mixture;

use intervision_core::{PairMatrix, Roster, Run, Table, Value};
use intervision_groups::{Error, Former, Outcome, Pairs, Rules};
use proptest::prelude::*;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

pub(crate) const SEED: u64 = 7;

pub(crate) fn form(
    rules: &Rules,
    roster: &dyn Roster,
    pairs: &Pairs<'_>,
) -> Result<Outcome, Error> {
    form_in(rules, roster, pairs, None)
}

pub(crate) fn form_in(
    rules: &Rules,
    roster: &dyn Roster,
    pairs: &Pairs<'_>,
    steps: Option<u64>,
) -> Result<Outcome, Error> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut observer = ();
    let mut run = Run::new(&mut rng, &mut observer).with_seed(SEED);
    if let Some(steps) = steps {
        run = run.with_steps(steps);
    }
    Former::new(rules.clone()).with_pairs(pairs.clone()).form(roster, &mut run)
}

/// `m001`, `m002`, ...
pub(crate) fn ids(people: usize) -> Vec<String> {
    (1..=people).map(|number| format!("m{number:03}")).collect()
}

pub(crate) fn plain(people: usize) -> Table {
    Table::new(ids(people)).unwrap()
}

/// Who reports to whom; (0, 1) says that m002 is the manager of m001.
pub(crate) fn with_managers(mut table: Table, lines: &[(usize, usize)]) -> Table {
    let ids = ids(table.len());
    for &(report, boss) in lines {
        table = table.with_manager(&ids[report], &ids[boss]).unwrap();
    }
    table
}

/// The 24 advisers of three functions.
pub(crate) fn advisers() -> Table {
    let functions = ["strategic adviser"; 10]
        .into_iter()
        .chain(["project manager"; 8])
        .chain(["board adviser"; 6]);
    plain(24).with_column("function", functions.map(Value::category)).unwrap()
}

/// A roster with a column of every kind, some values unknown, and pair weights.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) table: Table,
    pub(crate) met: PairMatrix,
}

pub(crate) fn case(people: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = Case> {
    people.prop_flat_map(|people| {
        let row = (0..4u8, 0..6u32, 0..4u32, proptest::collection::vec(0..4u8, 0..3), 0..8u8);
        let rows = proptest::collection::vec(row, people);
        let weights = proptest::collection::vec(-2..4i8, people * (people - 1) / 2);
        (rows, weights).prop_map(move |(rows, weights)| {
            let unit = rows.iter().map(|row| match row.0 {
                3 => Value::Unknown,
                unit => Value::category(format!("u{unit}")),
            });
            let years = rows.iter().map(|row| match row.1 {
                5 => Value::Unknown,
                years => Value::Number(f64::from(years) * 1.5),
            });
            let level = rows.iter().map(|row| Value::Level(row.2));
            let skills = rows.iter().map(|row| match row.4 {
                0 => Value::Unknown,
                _ => Value::Tags(row.3.iter().map(|tag| format!("t{tag}").into()).collect()),
            });
            let table = plain(people)
                .with_column("unit", unit)
                .unwrap()
                .with_column("years", years)
                .unwrap()
                .with_column("level", level)
                .unwrap()
                .with_column("skills", skills)
                .unwrap();
            let pairs = (0..people).flat_map(|b| (0..b).map(move |a| (a, b)));
            let pairs = pairs.zip(weights).map(|((a, b), weight)| (a, b, f64::from(weight)));
            Case { table, met: PairMatrix::from_pairs(people, pairs).unwrap() }
        })
    })
}
