//! Rounds and pairs at the size of an organisation.

use std::hint::black_box;

use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};
use intervision::core::{Groups, Run};
use intervision::groups::pairing::{Coach, Coachee, Coaching, Mode, one_to_one};
use intervision::groups::rounds::Rounds;
use intervision::groups::{RulesBuilder, Sizes, met_before};
use intervision_benches::{people, rng};
use rand::RngExt;

/// Each of 20,000 lists twenty of 1,000 coaches, who have 20 seats: not one too many.
fn coaches(c: &mut Criterion) {
    let mut rng = rng(1);
    let coaches: Vec<Coach> = (0..1000).map(|at| Coach::new(format!("k{at:03}"), 20)).collect();
    let coachees: Vec<Coachee> = (0..20_000)
        .map(|at| {
            let mut own: Vec<usize> = (0..20).map(|_| rng.random_range(0..1000)).collect();
            let mut seen = std::collections::BTreeSet::new();
            own.retain(|coach| seen.insert(*coach));
            Coachee::new(format!("c{at:05}"))
                .prefers(own.into_iter().map(|coach| format!("k{coach:03}")))
        })
        .collect();
    let date = NaiveDate::from_ymd_opt(2027, 3, 1).expect("a day of March");
    let mut group = c.benchmark_group("pairs: 20,000 coachees, 1,000 coaches, 20 offers each");
    group.sample_size(10);
    for (name, mode) in [("total", Mode::Total), ("served", Mode::Served), ("stable", Mode::Stable)]
    {
        let coaching = Coaching::new(date, mode).only_listed();
        group.bench_function(name, |b| {
            b.iter(|| {
                black_box(
                    coaching.make(&coachees, &coaches).expect("names of people who are there"),
                )
            });
        });
    }
    group.finish();
}

fn talks(c: &mut Criterion) {
    let mut group = c.benchmark_group("pairs: one-to-one rounds of 1,000 people");
    group.sample_size(10);
    let all: Vec<(usize, usize)> = (0..1000).flat_map(|b| (0..b).map(move |a| (a, b))).collect();
    let some: Vec<(usize, usize)> =
        all.iter().copied().filter(|(a, b)| (a * 7 + b * 13) % 50 == 0).collect();
    for (name, pairs) in [("all pairs", &all), ("one pair in 50", &some)] {
        group.bench_function(name, |b| {
            b.iter(|| black_box(one_to_one(1000, pairs).expect("pairs of two")))
        });
    }
    group.finish();
}

/// 25 tables of 8 in 3 rounds, functions mixed, after learning groups of 8.
fn tables(c: &mut Criterion) {
    let roster = people(200);
    let groups = (0..25).map(|group| (group * 8..group * 8 + 8).collect()).collect();
    let groups = Groups::new(200, groups).expect("200 people");
    let met = met_before(200, &[(&groups, 0.0)], None).expect("ages are given");
    let rules = RulesBuilder::new(Sizes::count(25)).mix("function", 1.0).build().expect("a weight");
    let rounds = Rounds::new(rules, 3).with_history(&met);
    let mut group = c.benchmark_group("rounds: 200 people at 25 tables in 3 rounds");
    group.sample_size(10);
    group.bench_function("to the proven best", |b| {
        b.iter(|| {
            let (mut rng, mut nobody) = (intervision_benches::rng(1), ());
            let made =
                rounds.make(&roster, &mut Run::new(&mut rng, &mut nobody)).expect("200 people");
            assert_eq!(made.repeats(), 0);
            black_box(made)
        });
    });
    group.finish();
}

criterion_group!(benches, coaches, talks, tables);
criterion_main!(benches);
