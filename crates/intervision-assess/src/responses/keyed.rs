use super::Responses;
use crate::instrument::{Instrument, Key, Scale};

/// The answers to one scale with reversed items turned around: persons x items, `None` where there is no answer.
///
/// The only place in the crate that looks at a key. It does not serialise.
#[derive(Clone)]
pub(crate) struct Keyed {
    /// Row-major: person by person.
    cells: Vec<Option<f64>>,
    items: usize,
}

impl Keyed {
    /// Lowers the rows that are asked for, one per person; `None` is a person without a row.
    pub(crate) fn new(
        instrument: &Instrument,
        scale: &Scale,
        responses: &Responses,
        rows: &[Option<usize>],
    ) -> Self {
        let (min, max) = instrument.range_of(scale);
        let turn = f64::from(min) + f64::from(max);
        let places: Vec<_> = scale
            .items()
            .iter()
            .map(|place| (instrument.column(place.item()), place.key()))
            .collect();
        let mut cells = Vec::with_capacity(rows.len() * places.len());
        for row in rows {
            let answers = row.and_then(|row| responses.rows.get(row)).map(|row| &row.answers);
            for &(column, key) in &places {
                let answer = column.and_then(|column| answers?.get(column)?.given());
                cells.push(answer.map(|value| match key {
                    Key::Positive => f64::from(value),
                    Key::Negative => turn - f64::from(value),
                }));
            }
        }
        Keyed { cells, items: places.len() }
    }

    pub(crate) fn items(&self) -> usize {
        self.items
    }

    /// The rows in order, each with one cell per item.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[Option<f64>]> {
        self.cells.chunks_exact(self.items.max(1))
    }
}
