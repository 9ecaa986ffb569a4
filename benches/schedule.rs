//! Planning: groups of eight with six half-days each in a year, at three sizes; and where else one session could be.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use intervision::core::{Run, SessionDemand, Table};
use intervision::schedule::change::Snapshot;
use intervision::schedule::replan::Replan;
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

/// The five best slots of one session of a season, all others staying.
fn best_slots(c: &mut Criterion) {
    let mut group = c.benchmark_group("schedule: best slots of a session");
    group.sample_size(10);
    let planner = Planner::new(year()).with_effort(Effort::Instant);
    for n in SIZES {
        let demands = season(n);
        let people = Table::new((0..n).map(|member| format!("p{member:06}"))).expect("ids differ");
        let (mut rng, mut nobody) = (rng(1), ());
        let mut run = Run::new(&mut rng, &mut nobody);
        let outcome = planner.solve(&demands, &PartTime, &mut run).expect("the demand is sound");
        let standing = Snapshot::of(&demands, &people, &outcome.timetable);
        let session = demands.session(demands.len() / 2).expect("there are sessions").id;
        let ask = || {
            let options = Replan::new();
            planner.best_slots(&session, 5, &demands, &PartTime, &people, &standing, &options)
        };
        group.bench_function(BenchmarkId::from_parameter(n), |b| {
            b.iter(|| black_box(ask().expect("the session is there")));
        });
    }
    group.finish();
}

criterion_group!(benches, schedule, best_slots);
criterion_main!(benches);
