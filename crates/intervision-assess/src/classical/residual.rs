//! Persons x items analysis of variance without interaction: what neither the person nor the item explains.

use crate::responses::Keyed;

/// Residual variance of one answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Residual {
    pub(super) variance: f64,
    pub(super) degrees_of_freedom: usize,
    pub(super) persons: usize,
}

/// Fits answer = person + item by least squares over those with at least two answers (Hoyt, 1941; with missing answers
/// by alternating projections), and divides the residual sum of squares by cells - persons - items + 1.
///
/// Time is O(sweeps x cells); complete data need one sweep.
pub(super) fn residual(keyed: &Keyed) -> Residual {
    let rows: Vec<&[Option<f64>]> =
        keyed.rows().filter(|row| row.iter().flatten().count() >= 2).collect();
    let mut count = vec![0_usize; keyed.items()];
    for row in &rows {
        for (count, cell) in count.iter_mut().zip(*row) {
            *count += usize::from(cell.is_some());
        }
    }
    let cells: usize = count.iter().sum();
    let used = count.iter().filter(|&&n| n > 0).count();
    let degrees_of_freedom = (cells + 1).saturating_sub(rows.len() + used);
    let mut item = vec![0.0; keyed.items()];
    let mut person = vec![0.0; rows.len()];
    let mut before = f64::INFINITY;
    let mut squares = 0.0;
    for _ in 0..500 {
        for (effect, row) in person.iter_mut().zip(&rows) {
            *effect = mean(row.iter().zip(&item).filter_map(|(cell, item)| Some((*cell)? - item)));
        }
        let mut total = vec![0.0; item.len()];
        for (effect, row) in person.iter().zip(&rows) {
            for (total, cell) in total.iter_mut().zip(*row) {
                *total += cell.map_or(0.0, |cell| cell - effect);
            }
        }
        for ((effect, total), &n) in item.iter_mut().zip(&total).zip(&count) {
            *effect = if n > 0 { total / n as f64 } else { 0.0 };
        }
        squares = 0.0;
        for (effect, row) in person.iter().zip(&rows) {
            for (cell, item) in row.iter().zip(&item) {
                squares += cell.map_or(0.0, |cell| (cell - effect - item).powi(2));
            }
        }
        if before - squares <= 1e-13 * (1.0 + squares) {
            break;
        }
        before = squares;
    }
    // What is left of rounding is no variance.
    if squares < 1e-10 * (1 + cells) as f64 {
        squares = 0.0;
    }
    let variance = squares / degrees_of_freedom.max(1) as f64;
    Residual { variance, degrees_of_freedom, persons: rows.len() }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = values.fold((0.0, 0_usize), |(sum, n), value| (sum + value, n + 1));
    if n == 0 { 0.0 } else { sum / n as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MissingRule;
    use crate::responses::Keyed;
    use crate::testing::{PLUS, close, instrument, responses};

    fn of(rows: &[Vec<i32>]) -> Residual {
        let instrument = instrument(&vec![PLUS; rows[0].len()], MissingRule::default());
        let responses = responses(&instrument, rows);
        let lines: Vec<_> = (0..rows.len()).map(Some).collect();
        let scale = instrument.scale("s").unwrap();
        residual(&Keyed::new(&instrument, scale, &responses, &lines))
    }

    #[test]
    fn a_two_by_two_table_by_hand() {
        // Rows 1 2 and 2 5: the interaction is (1 - 2 - 2 + 5)/2 = 1 split over four cells, 4 · 0.5², one degree.
        let found = of(&[vec![1, 2], vec![2, 5]]);
        assert_eq!((found.degrees_of_freedom, found.persons), (1, 2));
        close(found.variance, 1.0, 1e-12);
    }

    #[test]
    fn additive_answers_leave_nothing_even_with_holes() {
        let found = of(&[vec![1, 2, 0], vec![2, 3, 4], vec![3, 0, 5], vec![0, 2, 3]]);
        assert_eq!(found.degrees_of_freedom, 9 - 4 - 3 + 1);
        close(found.variance, 0.0, 1e-9);
    }

    #[test]
    fn a_single_answer_tells_nothing_and_counts_for_nothing() {
        let without = of(&[vec![1, 2], vec![2, 5]]);
        assert_eq!(of(&[vec![1, 2], vec![2, 5], vec![4, 0]]), without);
    }

    #[test]
    fn one_sweep_is_not_enough_with_holes_but_it_converges() {
        // Six cells in one cycle, signs alternating: one degree of freedom, residuals ±(1 - 3 + 5 - 4 + 2 - 2)/6.
        let found = of(&[vec![1, 3, 0], vec![0, 5, 4], vec![2, 0, 2]]);
        assert_eq!(found.degrees_of_freedom, 1);
        close(found.variance, 6.0 / 36.0, 1e-9);
    }
}
