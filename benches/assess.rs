//! Scoring: eight scales of six items, needs against a profile, and a disclosed summary, at three sizes.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use intervision::assess::{CohortSummary, Floor, NeedsAnalysis, Scorer, TargetProfile};
use intervision_benches::{SIZES, instrument, people, responses};

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

criterion_group!(benches, assess);
criterion_main!(benches);
