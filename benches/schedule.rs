//! Planning: groups of eight with six half-days each in a year, at three sizes.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use intervision::core::{Run, SessionDemand};
use intervision::schedule::{Effort, Planner, check};
use intervision_benches::{PartTime, SIZES, rng, season, year};

fn schedule(c: &mut Criterion) {
    let mut group = c.benchmark_group("schedule: first full plan");
    group.sample_size(10);
    let planner = Planner::new(year()).with_effort(Effort::Instant);
    for n in SIZES {
        let demands = season(n);
        group.throughput(Throughput::Elements(demands.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(n), |b| {
            b.iter(|| {
                let (mut rng, mut nobody) = (rng(1), ());
                let mut run = Run::new(&mut rng, &mut nobody);
                black_box(
                    planner.solve(&demands, &PartTime, &mut run).expect("the demand is sound"),
                )
            });
        });
    }
    group.finish();

    let mut group = c.benchmark_group("schedule: check a timetable");
    group.sample_size(10);
    for n in SIZES {
        let demands = season(n);
        let (mut rng, mut nobody) = (rng(1), ());
        let mut run = Run::new(&mut rng, &mut nobody);
        let outcome = planner.solve(&demands, &PartTime, &mut run).expect("the demand is sound");
        group.bench_function(BenchmarkId::from_parameter(n), |b| {
            b.iter(|| black_box(check(&demands, &PartTime, &outcome.timetable)));
        });
    }
    group.finish();
}

criterion_group!(benches, schedule);
criterion_main!(benches);
