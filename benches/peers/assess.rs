//! Our side of `assess.py`: does one job with a table of numbers without header, and prints the seconds that it took, reading not
//! counted, and on a second line the numbers that came of it.
//!
//! `assess-peer calibrate|eap|map|wle|adaptive|alpha|icc TABLE [BANK]`; a bank has a row per item: a, b, c for tests of two categories,
//! a and thresholds for graded items.

use intervision::assess::DataTable;
use intervision::assess::adaptive::AdaptiveTest;
use intervision::assess::agreement::Intraclass;
use intervision::assess::irt::score::{AbilityEstimator, Eap, Map, Patterns, Warm};
use intervision::assess::irt::{
    AnyItem, Calibrator, Family, Graded, ItemBank, ItemViolation, Logistic, Tally,
};
use intervision::assess::reliability::{Alpha, MissingPairs};
use intervision_benches::simulated::seconds;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (job, table, bank) = match args.as_slice() {
        [job, table] => (job, read(table)?, Vec::new()),
        [job, table, bank] => (job, read(table)?, read(bank)?),
        _ => return Err("a job and a table are needed; see the head of this file".into()),
    };
    let (time, numbers) = match job.as_str() {
        "calibrate" => calibrate(&table)?,
        "eap" => score(&Eap::default(), &table, &bank)?,
        "map" => score(&Map, &table, &bank)?,
        "wle" => score(&Warm, &table, &bank)?,
        "adaptive" => adaptive(&table, &bank)?,
        "alpha" => {
            let table = DataTable::complete(&table)?;
            let (time, alpha) = seconds(|| Alpha::of(&table, MissingPairs::Listwise));
            (time, vec![alpha?.value])
        }
        "icc" => {
            let (time, found) = seconds(|| Intraclass::of(&table, 0.95));
            (time, found?.found().map(|icc| icc.value).collect())
        }
        other => return Err(format!("there is no job \"{other}\"").into()),
    };
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    println!("{time}\n{}", numbers.join(","));
    Ok(())
}

fn read(path: &str) -> Outcome<Vec<Vec<f64>>> {
    let row = |line: &str| line.split(',').map(str::parse).collect::<Result<Vec<f64>, _>>();
    Ok(std::fs::read_to_string(path)?.lines().map(row).collect::<Result<_, _>>()?)
}

fn calibrate(table: &[Vec<f64>]) -> Outcome<(f64, Vec<f64>)> {
    let items = table.first().map_or(0, Vec::len);
    let mut tally = Tally::builder((0..items).map(|item| format!("q{item}")));
    for row in table {
        let row: Vec<Option<u8>> = row.iter().map(|&answer| Some(answer as u8)).collect();
        tally = tally.with_row(&row);
    }
    let tally = tally.build()?;
    let (time, found) = seconds(|| Calibrator::new(Family::TwoPl).calibrate(&tally));
    Ok((time, found?.items().iter().map(|item| item.slopes[0].value).collect()))
}

fn items(rows: &[Vec<f64>]) -> Outcome<ItemBank> {
    let item = |row: &Vec<f64>| -> Result<AnyItem, ItemViolation> {
        Ok(match row[..] {
            [a, b, c] => Logistic::three_parameter(a, b, c)?.into(),
            _ => Graded::new(row[0], row[1..].to_vec())?.into(),
        })
    };
    let items: Vec<AnyItem> = rows.iter().map(item).collect::<Result<_, _>>()?;
    Ok(ItemBank::new(items.into_iter().enumerate().map(|(at, item)| (format!("q{at}"), item)))?)
}

fn score(
    estimator: &dyn AbilityEstimator,
    table: &[Vec<f64>],
    bank: &[Vec<f64>],
) -> Outcome<(f64, Vec<f64>)> {
    let bank = items(bank)?;
    let row = |row: &Vec<f64>| -> Vec<Option<usize>> {
        row.iter().map(|&answer| Some(answer as usize)).collect()
    };
    let patterns = Patterns::new(&bank, table.iter().map(row))?;
    let (time, found) = seconds(|| estimator.estimate_all(&bank, &patterns));
    Ok((time, found.iter().map(|ability| ability.theta().unwrap_or(f64::NAN)).collect()))
}

/// The table is one column, the persons' abilities.
fn adaptive(table: &[Vec<f64>], bank: &[Vec<f64>]) -> Outcome<(f64, Vec<f64>)> {
    let truths: Vec<f64> = table.iter().map(|row| row[0]).collect();
    let test = AdaptiveTest::new(items(bank)?).with_length(30, 30)?;
    let (time, found) = seconds(|| test.simulate(&truths, 1));
    let thetas = found.persons().iter().map(|it| it.outcome.ability.theta().unwrap_or(f64::NAN));
    Ok((time, thetas.collect()))
}
