//! The domain model: reading a roster with every check, at three sizes.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use intervision::core::Roster;
use intervision::model::RosterColumns;
use intervision::model::interchange::read_roster;
use intervision_benches::{SIZES, people};

fn table(n: usize) -> String {
    let roster = people(n);
    let keys = roster.keys();
    let mut text = format!("id,{},manager\n", keys.join(","));
    for member in 0..n {
        text.push_str(&roster.id(member));
        for key in &keys {
            let _ = write!(text, ",{}", roster.attribute(member, key));
        }
        let manager = roster.manager(member).map(|manager| roster.id(manager)).unwrap_or_default();
        let _ = writeln!(text, ",{manager}");
    }
    text
}

fn model(c: &mut Criterion) {
    let columns = RosterColumns::default().with_manager("manager");
    let mut group = c.benchmark_group("model: read a roster");
    for n in SIZES {
        let text = table(n);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(n), |b| {
            b.iter(|| black_box(read_roster(text.as_bytes(), &columns).expect("a sound roster")));
        });
    }
    group.finish();
}

criterion_group!(benches, model);
criterion_main!(benches);
