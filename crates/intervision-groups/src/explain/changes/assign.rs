//! In: how many people two numbered lists of groups share. Out: which group lives on as which, so that fewest people move.

use std::collections::{BTreeMap, BTreeSet};

/// Beyond this many groups that hang together by shared people, the largest overlaps are matched first.
const EXACT: usize = 400;

/// Pairs of groups (one of each list), nobody's group twice, with the greatest number of shared people in all.
///
/// Groups that share nobody are left out. Groups fall into parts that share nobody with each other; each part is an
/// assignment problem, solved by the Hungarian method (Kuhn 1955) in O(groups³). Parts of more than 400 groups are matched
/// greedily. Among equal sums smaller numbers are matched first.
pub(super) fn matched(shared: &BTreeMap<(usize, usize), usize>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for part in parts(shared) {
        let of = |side: fn(&(usize, usize)) -> usize| -> Vec<usize> {
            part.iter().map(side).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let (before, now) = (of(|pair| pair.0), of(|pair| pair.1));
        if before.len().max(now.len()) > EXACT {
            greedy(&part, shared, &mut found);
            continue;
        }
        let gain = |row: usize, column: usize| {
            let pair = before.get(row).zip(now.get(column)).map(|(&b, &n)| (b, n));
            pair.and_then(|pair| shared.get(&pair)).copied().unwrap_or(0) as i64
        };
        let columns = hungarian(before.len().max(now.len()), |row, column| -gain(row, column));
        for (row, column) in columns.into_iter().enumerate() {
            if gain(row, column) > 0 {
                found.push((before[row], now[column]));
            }
        }
    }
    found.sort_unstable();
    found
}

/// The pairs that share people, split so that no group stands in two parts.
fn parts(shared: &BTreeMap<(usize, usize), usize>) -> Vec<Vec<(usize, usize)>> {
    let rows = shared.keys().map(|pair| pair.0 + 1).max().unwrap_or(0);
    let columns = shared.keys().map(|pair| pair.1 + 1).max().unwrap_or(0);
    let mut joined = petgraph::unionfind::UnionFind::<usize>::new(rows + columns);
    for &(row, column) in shared.keys() {
        joined.union(row, rows + column);
    }
    let mut parts: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for &pair in shared.keys() {
        parts.entry(joined.find(pair.0)).or_default().push(pair);
    }
    parts.into_values().collect()
}

fn greedy(
    part: &[(usize, usize)],
    shared: &BTreeMap<(usize, usize), usize>,
    found: &mut Vec<(usize, usize)>,
) {
    let mut order = part.to_vec();
    order.sort_by_key(|pair| (std::cmp::Reverse(shared[pair]), *pair));
    let (mut rows, mut columns) = (BTreeSet::new(), BTreeSet::new());
    for (row, column) in order {
        if !rows.contains(&row) && columns.insert(column) {
            rows.insert(row);
            found.push((row, column));
        }
    }
}

/// The column of each row in an assignment of least cost; rows are added one by one along shortest augmenting paths, with
/// prices that keep all reduced costs at 0 or above.
fn hungarian(size: usize, cost: impl Fn(usize, usize) -> i64) -> Vec<usize> {
    // Row and column `size` stand for none; the row that is being placed sits there.
    let mut row_price = vec![0i64; size + 1];
    let mut column_price = vec![0i64; size + 1];
    let mut row_of = vec![size; size + 1];
    for row in 0..size {
        row_of[size] = row;
        let mut column = size;
        let mut least = vec![i64::MAX; size];
        let mut from = vec![size; size];
        let mut done = vec![false; size + 1];
        while row_of[column] != size {
            done[column] = true;
            let row = row_of[column];
            let mut next = (i64::MAX, size);
            for other in (0..size).filter(|&other| !done[other]) {
                let reduced = cost(row, other) - row_price[row] - column_price[other];
                if reduced < least[other] {
                    (least[other], from[other]) = (reduced, column);
                }
                next = next.min((least[other], other));
            }
            let (step, nearest) = next;
            for other in 0..=size {
                if done[other] {
                    row_price[row_of[other]] += step;
                    column_price[other] -= step;
                } else if other < size {
                    least[other] -= step;
                }
            }
            column = nearest;
        }
        while column != size {
            row_of[column] = row_of[from[column]];
            column = from[column];
        }
    }
    let mut columns = vec![size; size];
    for (column, &row) in row_of[..size].iter().enumerate() {
        if row < size {
            columns[row] = column;
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The greatest sum over all ways to match, one row after the other.
    fn best(table: &[Vec<usize>], row: usize, taken: u32) -> usize {
        let Some(overlaps) = table.get(row) else { return 0 };
        let free = (0..overlaps.len()).filter(|column| taken & (1 << column) == 0);
        free.map(|column| overlaps[column] + best(table, row + 1, taken | (1 << column)))
            .chain([best(table, row + 1, taken)])
            .max()
            .unwrap_or(0)
    }

    proptest! {
        #[test]
        fn no_other_matching_shares_more(
            table in (1..6usize, 1..6usize).prop_flat_map(|(rows, columns)| {
                proptest::collection::vec(proptest::collection::vec(0..5usize, columns), rows)
            }),
        ) {
            let cells = table.iter().enumerate().flat_map(|(row, cells)| {
                cells.iter().enumerate().map(move |(column, &count)| ((row, column), count))
            });
            let shared: BTreeMap<_, _> = cells.filter(|(_, count)| *count > 0).collect();
            let found = matched(&shared);
            let sum: usize = found.iter().map(|pair| shared[pair]).sum();
            prop_assert_eq!(sum, best(&table, 0, 0));
            let rows: BTreeSet<_> = found.iter().map(|pair| pair.0).collect();
            let columns: BTreeSet<_> = found.iter().map(|pair| pair.1).collect();
            prop_assert!(rows.len() == found.len() && columns.len() == found.len());
        }
    }

    #[test]
    fn very_many_groups_are_matched_as_well() {
        // Every group shares 3 people with its own successor and 1 with the next one, so that all hang together.
        let groups = EXACT + 1;
        let shared = (0..groups).flat_map(|g| [((g, g), 3), ((g, (g + 1) % groups), 1)]).collect();
        assert_eq!(matched(&shared), (0..groups).map(|g| (g, g)).collect::<Vec<_>>());
    }
}
