//! Who may depend on whom: the arrows of `docs/architecture.md`, read from the packages themselves.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::MetadataCommand;

/// Every edge that may exist between our own packages, dev- and build-dependencies included.
fn allowed() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let engines =
        ["intervision-model", "intervision-groups", "intervision-assess", "intervision-schedule"];
    let mut edges = BTreeMap::from([("intervision-core", BTreeSet::new())]);
    for engine in engines {
        edges.insert(engine, BTreeSet::from(["intervision-core"]));
    }
    edges.insert("intervision", engines.into_iter().chain(["intervision-core"]).collect());
    edges.insert("intervision-examples", BTreeSet::from(["intervision"]));
    edges.insert("intervision-benches", BTreeSet::from(["intervision"]));
    edges
}

#[test]
fn no_arrow_between_the_engines() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    let ours: BTreeSet<String> = metadata.packages.iter().map(|p| p.name.to_string()).collect();
    let allowed = allowed();
    assert_eq!(
        ours,
        allowed.keys().map(|&name| name.to_owned()).collect(),
        "the workspace's packages; a new one needs its place in the house"
    );
    for package in &metadata.packages {
        let may = &allowed[package.name.as_str()];
        for dependency in package.dependencies.iter().filter(|d| ours.contains(&d.name)) {
            assert!(
                may.contains(dependency.name.as_str()),
                "{} depends on {} ({:?}), and may only depend on {may:?}",
                package.name,
                dependency.name,
                dependency.kind
            );
        }
    }
}

#[test]
fn core_stays_small() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    let core = metadata.packages.iter().find(|p| p.name == "intervision-core").unwrap();
    let needed: BTreeSet<&str> = core
        .dependencies
        .iter()
        .filter(|d| d.kind == cargo_metadata::DependencyKind::Normal && !d.optional)
        .map(|d| d.name.as_str())
        .collect();
    assert_eq!(needed, BTreeSet::from(["chrono", "rand_core", "thiserror"]));
}
