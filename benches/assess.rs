//! Scoring: eight scales of six items, needs against a profile, and a disclosed summary, at three sizes; alpha of a table of 100,000 by 50,
//! complete and with holes (pingouin 0.7 takes .094 s and R psych 2.2 14 s for the complete one on the machine of the notes).

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use intervision::assess::reliability::{Alpha, MissingPairs};
use intervision::assess::{CohortSummary, DataTable, Floor, NeedsAnalysis, Scorer, TargetProfile};
use intervision_benches::{SIZES, instrument, people, responses};
use rand::RngExt;
use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};

const SCALES: usize = 8;

fn assess(c: &mut Criterion) {
    let instrument = instrument(SCALES);
    let mut group = c.benchmark_group("assess: score");
    for n in SIZES {
        let roster = people(n);
        let scorer = Scorer::new(instrument.clone(), responses(&instrument, &roster));
        let scorer = scorer.expect("the answers fit the instrument");
        group.throughput(Throughput::Elements(n as u64));
        group.bench_function(BenchmarkId::from_parameter(n), |b| {
            b.iter(|| black_box(scorer.scores(&roster).expect("everyone is on the roster")));
        });
    }
    group.finish();

    let mut group = c.benchmark_group("assess: needs and summary");
    for n in SIZES {
        let roster = people(n);
        let scorer = Scorer::new(instrument.clone(), responses(&instrument, &roster));
        let scores = scorer.and_then(|scorer| scorer.scores(&roster));
        let scores = scores.expect("the answers fit the instrument");
        let target = TargetProfile::new(n, (0..SCALES).map(|scale| (format!("c{scale}"), 3.5)));
        let answered = vec![true; n];
        group.throughput(Throughput::Elements(n as u64));
        group.bench_function(BenchmarkId::from_parameter(n), |b| {
            b.iter(|| {
                let needs = NeedsAnalysis::new().find(&scores, &target).expect("same members");
                let summary = CohortSummary::new(&needs, &answered).expect("same members");
                black_box(summary.disclose(Floor::default()))
            });
        });
    }
    group.finish();
}

/// Answers 1 to 5 that share a person's part, each empty with this chance.
fn table(persons: usize, items: usize, empty: f64) -> DataTable {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(50);
    let mut row = || -> Vec<Option<f64>> {
        let person: f64 = rng.random_range(0.0..3.0);
        let mut cell = || {
            let answer = (1.0 + person + rng.random_range(0.0..2.0)).floor();
            (rng.random::<f64>() >= empty).then_some(answer)
        };
        (0..items).map(|_| cell()).collect()
    };
    let rows: Vec<Vec<Option<f64>>> = (0..persons).map(|_| row()).collect();
    DataTable::with_missing(&rows).expect("rows are of one length")
}

fn alpha(c: &mut Criterion) {
    let mut group = c.benchmark_group("assess: alpha, 100,000 by 50");
    group.sample_size(10);
    for (name, empty) in [("complete", 0.0), ("one in twenty empty, pairwise", 0.05)] {
        let table = table(100_000, 50, empty);
        group.bench_function(name, |b| {
            b.iter(|| black_box(Alpha::of(&table, MissingPairs::Pairwise)).expect("answers vary"));
        });
    }
    group.finish();
}

criterion_group!(benches, assess, alpha);
criterion_main!(benches);
