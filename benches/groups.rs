//! Forming groups: lowering and bounds, and a fixed number of evaluated moves, at three sizes.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use intervision::core::Run;
use intervision::groups::{Former, Remainder, RulesBuilder, Sizes, verify};
use intervision_benches::{SIZES, people, rng};

const STEPS: u64 = 200_000;

fn former() -> Former<'static> {
    let rules = RulesBuilder::new(Sizes::of(8, Remainder::AllowLarger))
        .mix("directorate", 3.0)
        .mix("function", 2.0)
        .match_on("preference", 4.0)
        .balance("years", 1.0)
        .not_with_manager()
        .build();
    Former::new(rules.expect("weights are positive"))
}

fn groups(c: &mut Criterion) {
    let former = former();
    for (name, steps) in [("lower and bound", 0), ("200,000 moves", STEPS)] {
        let mut group = c.benchmark_group(format!("groups: {name}"));
        group.sample_size(10);
        if steps > 0 {
            group.throughput(Throughput::Elements(steps));
        }
        for n in SIZES {
            let roster = people(n);
            group.bench_function(BenchmarkId::from_parameter(n), |b| {
                b.iter(|| {
                    let (mut rng, mut nobody) = (rng(1), ());
                    let mut run = Run::new(&mut rng, &mut nobody).with_steps(steps);
                    black_box(former.form(&roster, &mut run).expect("the rules can hold"))
                });
            });
        }
        group.finish();
    }

    let mut group = c.benchmark_group("groups: verify a certificate");
    for n in SIZES {
        let roster = people(n);
        let (mut rng, mut nobody) = (rng(1), ());
        let mut run = Run::new(&mut rng, &mut nobody).with_steps(STEPS);
        let outcome = former.form(&roster, &mut run).expect("the rules can hold");
        group.bench_function(BenchmarkId::from_parameter(n), |b| {
            b.iter(|| {
                black_box(verify(outcome.certificate(), former.rules(), &roster, former.pairs()))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, groups);
criterion_main!(benches);
