//! Instance files with pieces cut out, doubled and replaced.

#![cfg(feature = "read")]

use intervision_core::{PairWeight, contract};
use intervision_groups::read::{Instance, ReadError, csv_matrix, edge_list, mdgplib, metis};
use proptest::prelude::*;

/// A reader and a file that it reads.
type Reader = (fn(&str) -> Result<Instance, ReadError>, &'static str);

const READERS: [Reader; 4] = [
    (mdgplib, "4 2 ds 1 3 1 3\n0 1 1.5\n0 2 5\n0 3 2\n1 2 -1\n1 3 4\n2 3 1e3\n"),
    (metis, "% a graph\n4 3 001\n2 1 3 2\n1 1\n1 2 4 3\n3 3\n"),
    (edge_list, "# edges\n0 1 2.5\n1 2\n2,3,4\n"),
    (csv_matrix, "0,2,3\n2,0,4\n3,4,0\n"),
];

/// What is put in the place of something else.
const PIECES: [&str; 20] = [
    "",
    " ",
    "\n",
    "\t",
    ",",
    ";",
    "-1",
    "0",
    "1",
    "2",
    "9",
    "1e308",
    "-1e308",
    "NaN",
    "inf",
    "99999999999",
    "18446744073709551616",
    "ss",
    "%",
    "\u{feff}é",
];

proptest! {
    #[test]
    fn broken_files(
        which in 0..READERS.len(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0..6usize, 0..PIECES.len()), 0..5),
    ) {
        let (read, text) = READERS[which];
        let mut text: Vec<char> = text.chars().collect();
        for (at, cut, piece) in edits {
            let at = at.index(text.len() + 1);
            let end = (at + cut).min(text.len());
            text.splice(at..end, PIECES[piece].chars());
        }
        let text: String = text.into_iter().collect();
        match read(&text) {
            Err(error) => prop_assert!(!error.to_string().is_empty()),
            Ok(instance) => {
                prop_assert!(instance.elements() == instance.weights().len());
                if instance.elements() < 50 {
                    contract::pair_weight(instance.weights()).unwrap();
                }
                if let Some(sizes) = instance.sizes() {
                    // Sizes may be none for these elements, and say so.
                    drop(sizes.bounds(instance.elements()));
                }
            }
        }
    }

    #[test]
    fn any_text(which in 0..READERS.len(), text in "[-0-9 .,;%#\ne+nas]{0,40}") {
        if let Err(error) = READERS[which].0(&text) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}

#[test]
fn the_files_themselves_are_read() {
    for (read, text) in READERS {
        read(text).unwrap();
    }
}
