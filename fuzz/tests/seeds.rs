//! The seeds and what bytes a few edits away from them do, on any compiler. For a longer hunt without a fuzzer:
//! `PROPTEST_CASES=100000 cargo test --release --no-default-features`.

#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

use std::path::Path;

use proptest::prelude::*;

type Target = (&'static str, fn(&[u8]));

const TARGETS: [Target; 7] = [
    ("form", intervision_fuzz::form),
    ("any", intervision_fuzz::any),
    ("readers", intervision_fuzz::readers),
    ("certificate", intervision_fuzz::certificate),
    ("ical", intervision_fuzz::ical),
    ("why_not", intervision_fuzz::why_not),
    ("documents", intervision_fuzz::documents),
];

/// What is put in the place of something else.
const PIECES: [&[u8]; 16] = [
    b"",
    b"0",
    b"1",
    b"-1",
    b"2.5",
    b"1e300",
    b"1e-320",
    b"18446744073709551615",
    b"null",
    b"\"\"",
    b"[]",
    b"\"x\"",
    b",",
    b"\n",
    b" ",
    b"\xff",
];

fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
    let mut seeds: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            (path.display().to_string(), std::fs::read(path).unwrap())
        })
        .collect();
    seeds.sort();
    seeds
}

#[test]
fn every_seed_is_taken() {
    for (name, run) in TARGETS {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "no seeds for {name}");
        seeds.iter().for_each(|(_, seed)| run(seed));
    }
}

#[test]
fn seeds_of_documents_are_documents() {
    for (path, seed) in seeds("form") {
        assert!(intervision_fuzz::is_case(&seed), "{path} is no case");
    }
    let documents = seeds("documents");
    let none = documents.iter().filter(|(_, seed)| !intervision_fuzz::is_document(seed));
    assert_eq!(none.map(|(path, _)| path).collect::<Vec<_>>(), [""; 0], "no documents");
    assert!(intervision_fuzz::sealed().iter().all(|sealed| intervision_fuzz::is_document(sealed)));
    let right = serde_json::to_vec_pretty(&intervision_fuzz::right()).unwrap();
    intervision_fuzz::certificate(&right);
    let right = serde_json::to_vec(&intervision_fuzz::certificate_of_a_season()).unwrap();
    intervision_fuzz::why_not(&right);
}

/// A place, how much goes there, and what comes instead.
type Edit = (prop::sample::Index, usize, usize);

fn edit(bytes: &mut Vec<u8>, edits: Vec<Edit>) {
    for (at, cut, piece) in edits {
        let at = at.index(bytes.len() + 1);
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, PIECES[piece].iter().copied());
    }
}

proptest! {
    #[test]
    fn bytes_near_a_seed(
        target in 0..TARGETS.len(),
        seed in any::<prop::sample::Index>(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0..8usize, 0..PIECES.len()), 0..6),
    ) {
        let (name, run) = TARGETS[target];
        let seeds = seeds(name);
        let mut bytes = seeds[seed.index(seeds.len())].1.clone();
        edit(&mut bytes, edits);
        run(&bytes);
    }

    #[test]
    fn any_bytes_make_a_problem(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        intervision_fuzz::any(&bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    /// What is sealed line by line as well, and what a reader makes of what is meant for another.
    #[test]
    fn documents_with_bytes_changed(
        which in any::<prop::sample::Index>(),
        other in any::<u8>(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0..8_usize, 0..PIECES.len()), 0..4),
    ) {
        let seeds = seeds("documents").into_iter().map(|(_, seed)| seed);
        let mut documents: Vec<Vec<u8>> = seeds.chain(intervision_fuzz::sealed()).collect();
        let mut bytes = documents.swap_remove(which.index(documents.len()));
        edit(&mut bytes, edits);
        intervision_fuzz::documents(&bytes);
        if let Some(reader) = bytes.first_mut() {
            *reader = other;
        }
        intervision_fuzz::documents(&bytes);
    }
}
