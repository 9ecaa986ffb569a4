use super::Responses;
use crate::DataTable;
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

    /// The same as a table of numbers.
    pub(crate) fn table(&self) -> DataTable {
        DataTable::trusted(self.rows(), self.items)
    }

    /// The rows in order, each with one cell per item.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &[Option<f64>]> {
        self.cells.chunks_exact(self.items.max(1))
    }
}

/// The sign with which an answer as given counts on a scale: what [`Keyed`] does to it, apart from a constant.
pub(crate) fn sign(key: Key) -> i64 {
    match key {
        Key::Positive => 1,
        Key::Negative => -1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MissingRule;
    use crate::testing::{MINUS, PLUS, instrument, responses};

    #[test]
    fn a_reversed_item_is_turned_around_in_its_range() {
        let instrument = instrument(&[PLUS, MINUS], MissingRule::default());
        let responses = responses(&instrument, &[vec![2, 2], vec![5, 1], vec![0, 3]]);
        let scale = instrument.scale("s").unwrap();
        let keyed = Keyed::new(&instrument, scale, &responses, &[Some(0), None, Some(1), Some(2)]);
        let rows: Vec<_> = keyed.rows().map(<[_]>::to_vec).collect();
        assert_eq!(rows[0], [Some(2.0), Some(4.0)]);
        assert_eq!(rows[1], [None, None]);
        assert_eq!(rows[2], [Some(5.0), Some(5.0)]);
        assert_eq!(rows[3], [None, Some(3.0)]);
    }
}
