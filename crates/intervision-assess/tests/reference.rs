//! Values of other packages, computed from teaching data that this repository does not ship.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it skips"
)]

use std::path::PathBuf;

use intervision_assess::classical::MissingPairs;
use intervision_assess::{
    Answer, Instrument, Item, Key, MissingRule, ResponseFormat, Responses, Scale, Scorer,
};
use intervision_core::Table;

/// The five scales of `psych::bfi`, with their keys.
const SCALES: [(&str, [i8; 5]); 5] = [
    ("A", [-1, 1, 1, 1, 1]),
    ("C", [1, 1, 1, -1, -1]),
    ("E", [-1, -1, 1, 1, 1]),
    ("N", [1; 5]),
    ("O", [1, -1, 1, 1, -1]),
];

/// The folder with reference data: `INTERVISION_DATA`, or `../shared` beside the repository.
fn shared(file: &str) -> Option<String> {
    let folder = std::env::var_os("INTERVISION_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(folder.join(file)).ok();
    if text.is_none() {
        println!("SKIPPED: no {file}; set INTERVISION_DATA to the folder that holds it");
    }
    text
}

fn bfi() -> Instrument {
    let mut builder = Instrument::builder("bfi").with_format("six", ResponseFormat::new(1, 6));
    for (name, keys) in SCALES {
        let mut scale = Scale::new(name).with_missing(MissingRule::MinAnswered(1));
        for (index, key) in keys.into_iter().enumerate() {
            let item = format!("{name}{}", index + 1);
            let key = if key == 1 { Key::Positive } else { Key::Negative };
            scale = scale.with_keyed(item.as_str(), key, 1.0);
            builder = builder.with_item(Item::new(item, "six"));
        }
        builder = builder.with_scale(scale);
    }
    builder.build().unwrap()
}

#[test]
fn alpha_of_the_big_five_inventory() {
    // R psych 2.2.9, bfi, n = 2800: raw alpha pairwise (published with the package), and on complete rows.
    let published = [
        (0.703_018_446_057_304, 0.703_755_894_374_836),
        (0.726_734_972_926_683, 0.729_277_203_170_442),
        (0.761_732_820_297_786, 0.760_932_639_469_552),
        (0.813_962_949_917_476, 0.813_303_143_161_439),
        (0.600_172_514_820_215, 0.602_546_428_577_184),
    ];
    let Some(text) = shared("data/assess/psych_bfi.csv") else { return };
    let instrument = bfi();
    let mut builder = Responses::builder(&instrument);
    let mut lines = text.lines();
    let header: Vec<String> =
        lines.next().unwrap().split(',').map(|name| name.trim_matches('"').to_owned()).collect();
    let mut ids = Vec::new();
    for (row, line) in lines.enumerate() {
        let answers =
            header.iter().zip(line.split(',')).filter(|(name, _)| instrument.item(name).is_some());
        let answers = answers.map(|(name, cell)| {
            (name.as_str(), cell.parse().map_or(Answer::Missing, Answer::Given))
        });
        let id = format!("{row:04}");
        builder = builder.with_row(&id, answers);
        ids.push(id);
    }
    let responses = builder.build().unwrap();
    assert_eq!(responses.len(), 2800);
    let scores =
        Scorer::new(instrument, responses).unwrap().scores(&Table::new(ids).unwrap()).unwrap();
    for (scale, (pairwise, listwise)) in scores.scales().iter().zip(published) {
        let alpha = |missing| scale.alpha(missing).unwrap().value;
        assert!((alpha(MissingPairs::Pairwise) - pairwise).abs() < 1e-10, "{}", scale.id());
        assert!((alpha(MissingPairs::Listwise) - listwise).abs() < 1e-10, "{}", scale.id());
    }
}
