/// A column for each row, no column twice, so that the costs add up to the least: shortest augmenting paths with potentials
/// (Kuhn 1955; Jonker and Volgenant 1987). O(rows² · columns).
///
/// `cost` holds row after row of `columns` finite numbers each; there are no more rows than columns.
pub(crate) fn assign(cost: &[f64], columns: usize) -> Vec<usize> {
    let rows = cost.len() / columns.max(1);
    // Place 0 stands for the row that is being assigned; columns count from 1.
    let mut row_of: Vec<Option<usize>> = vec![None; columns + 1];
    let (mut of_row, mut of_column) = (vec![0.0; rows], vec![0.0; columns + 1]);
    for row in 0..rows {
        row_of[0] = Some(row);
        let mut reach = vec![f64::INFINITY; columns + 1];
        let mut before = vec![0; columns + 1];
        let mut done = vec![false; columns + 1];
        let mut at = 0;
        while let Some(here) = row_of[at] {
            done[at] = true;
            let (mut least, mut next) = (f64::INFINITY, 0);
            for column in (1..=columns).filter(|&column| !done[column]) {
                let reduced = cost[here * columns + column - 1] - of_row[here] - of_column[column];
                if reduced < reach[column] {
                    reach[column] = reduced;
                    before[column] = at;
                }
                if reach[column] < least {
                    (least, next) = (reach[column], column);
                }
            }
            if next == 0 {
                break;
            }
            for column in 0..=columns {
                match row_of[column] {
                    Some(row) if done[column] => {
                        of_row[row] += least;
                        of_column[column] -= least;
                    }
                    _ => reach[column] -= least,
                }
            }
            at = next;
        }
        while at != 0 {
            row_of[at] = row_of[before[at]];
            at = before[at];
        }
    }
    let mut column_of = vec![0; rows];
    for (column, row) in row_of.iter().enumerate().skip(1) {
        if let Some(row) = row {
            column_of[*row] = column - 1;
        }
    }
    column_of
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn least(cost: &[f64], columns: usize, row: usize, taken: &mut Vec<bool>) -> f64 {
        if row == cost.len() / columns {
            return 0.0;
        }
        let mut best = f64::INFINITY;
        for column in 0..columns {
            if !taken[column] {
                taken[column] = true;
                let rest = least(cost, columns, row + 1, taken);
                best = best.min(cost[row * columns + column] + rest);
                taken[column] = false;
            }
        }
        best
    }

    proptest! {
        #[test]
        fn no_assignment_costs_less(
            (columns, cost) in (1usize..6).prop_flat_map(|columns| (1..=columns).prop_flat_map(
                move |rows| (Just(columns), proptest::collection::vec(-5i32..9, rows * columns))
            ))
        ) {
            let cost: Vec<f64> = cost.into_iter().map(f64::from).collect();
            let columns_of = assign(&cost, columns);
            let mut distinct = columns_of.clone();
            distinct.sort_unstable();
            distinct.dedup();
            prop_assert_eq!(distinct.len(), cost.len() / columns);
            let sum: f64 = columns_of.iter().enumerate().map(|(row, &column)| cost[row * columns + column]).sum();
            let least = least(&cost, columns, 0, &mut vec![false; columns]);
            prop_assert!((sum - least).abs() < 1e-9, "{} is not {}", sum, least);
        }
    }
}
