//! Small instruments and answers for the crate's own tests.

use std::borrow::Cow;

use intervision_core::{Rating, Ratings, Table};

use crate::{
    Answer, Instrument, Item, Key, MissingRule, ResponseFormat, Responses, Scale, Scorer, Scores,
};

/// One scale `s` of items `q1`, `q2`, ... on 1 to 5, keyed as told, measuring the competency `s`.
pub(crate) fn instrument(keys: &[Key], missing: MissingRule) -> Instrument {
    weighted(&keys.iter().map(|&key| (key, 1.0)).collect::<Vec<_>>(), missing)
}

pub(crate) fn weighted(keys: &[(Key, f64)], missing: MissingRule) -> Instrument {
    let mut scale = Scale::new("s").with_competency("s").with_missing(missing);
    for (index, &(key, weight)) in keys.iter().enumerate() {
        scale = scale.with_keyed(name(index), key, weight);
    }
    Instrument::builder("test")
        .with_format("agreement", ResponseFormat::new(1, 5))
        .with_items((0..keys.len()).map(|index| Item::new(name(index), "agreement")))
        .with_scale(scale)
        .build()
        .unwrap()
}

pub(crate) fn name(index: usize) -> String {
    format!("q{}", index + 1)
}

/// Person `p001`, `p002`, ... row by row; 0 is a missing answer.
pub(crate) fn responses(instrument: &Instrument, rows: &[Vec<i32>]) -> Responses {
    let mut builder = Responses::builder(instrument);
    for (row, id) in rows.iter().zip(ids(rows.len())) {
        let names: Vec<String> = (0..row.len()).map(name).collect();
        let answers =
            row.iter().map(|&it| if it == 0 { Answer::Missing } else { Answer::Given(it) });
        builder = builder.with_row(&id, names.iter().map(String::as_str).zip(answers));
    }
    builder.build().unwrap()
}

pub(crate) fn ids(n: usize) -> Vec<String> {
    (1..=n).map(|number| format!("p{number:03}")).collect()
}

pub(crate) fn scorer(instrument: &Instrument, rows: &[Vec<i32>]) -> Scorer {
    Scorer::new(instrument.clone(), responses(instrument, rows)).unwrap()
}

pub(crate) fn scores(instrument: &Instrument, rows: &[Vec<i32>]) -> Scores {
    scorer(instrument, rows).scores(&Table::new(ids(rows.len())).unwrap()).unwrap()
}

pub(crate) const PLUS: Key = Key::Positive;
pub(crate) const MINUS: Key = Key::Negative;

pub(crate) fn close(a: f64, b: f64, tolerance: f64) {
    assert!((a - b).abs() <= tolerance, "{a} is not {b} within {tolerance}");
}

/// Six persons rated by four judges (Shrout and Fleiss, 1979, table 2).
pub(crate) const SHROUT_FLEISS: [[f64; 4]; 6] = [
    [9.0, 2.0, 5.0, 8.0],
    [6.0, 1.0, 3.0, 2.0],
    [8.0, 4.0, 6.0, 8.0],
    [7.0, 1.0, 2.0, 6.0],
    [10.0, 5.0, 6.0, 9.0],
    [6.0, 2.0, 4.0, 7.0],
];

/// Ratings on one competency, as told.
pub(crate) struct ScriptedRatings {
    competency: &'static str,
    ratings: Vec<Option<Rating>>,
}

impl ScriptedRatings {
    pub(crate) fn new(competency: &'static str, ratings: Vec<Option<Rating>>) -> Self {
        ScriptedRatings { competency, ratings }
    }
}

impl Ratings for ScriptedRatings {
    fn len(&self) -> usize {
        self.ratings.len()
    }

    fn competencies(&self) -> Vec<Cow<'_, str>> {
        vec![self.competency.into()]
    }

    fn rating(&self, member: usize, competency: &str) -> Option<Rating> {
        self.ratings.get(member).copied().flatten().filter(|_| competency == self.competency)
    }
}
