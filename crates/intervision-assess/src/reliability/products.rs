//! Sums of products of columns, the one hot loop of reliability.

/// Columns are taken together in tiles of this size.
const TILE: usize = 4;
/// Rows that stay in the cache while every pair of tiles is visited.
const BLOCK: usize = 128;

/// For rows of `columns` cells each: the sums over rows of a·b for every column of `left` and of `right`, row-major.
///
/// Both sides are asked for block by block: `fill(row, left, right)` writes one row. Only cells with a column of the left not
/// after that of the right are worked out when `symmetric`. Time O(rows x columns²).
pub(super) fn products(
    rows: usize,
    columns: usize,
    symmetric: bool,
    mut fill: impl FnMut(usize, &mut [f64], &mut [f64]),
) -> Vec<f64> {
    let padded = columns.div_ceil(TILE) * TILE;
    let (mut left, mut right) = (vec![0.0; padded * BLOCK], vec![0.0; padded * BLOCK]);
    let mut sums = vec![0.0; padded * padded];
    for start in (0..rows).step_by(BLOCK) {
        let count = BLOCK.min(rows - start);
        for (offset, (a, b)) in left
            .chunks_exact_mut(padded)
            .zip(right.chunks_exact_mut(padded))
            .take(count)
            .enumerate()
        {
            if let (Some(a), Some(b)) = (a.get_mut(..columns), b.get_mut(..columns)) {
                fill(start + offset, a, b);
            }
        }
        for i in (0..padded).step_by(TILE) {
            let from = if symmetric { i } else { 0 };
            for j in (from..padded).step_by(TILE) {
                let found = tile(&left, &right, padded, count, i, j);
                for (offset, row) in found.iter().enumerate() {
                    let place = sums.get_mut((i + offset) * padded + j..).unwrap_or_default();
                    for (sum, value) in place.iter_mut().zip(row) {
                        *sum += value;
                    }
                }
            }
        }
    }
    sums.chunks_exact(padded.max(1))
        .take(columns)
        .flat_map(|row| row.iter().take(columns))
        .copied()
        .collect()
}

/// One tile over one block, in registers.
fn tile(
    left: &[f64],
    right: &[f64],
    padded: usize,
    rows: usize,
    i: usize,
    j: usize,
) -> [[f64; TILE]; TILE] {
    let mut sums = [[0.0; TILE]; TILE];
    let pairs = left.chunks_exact(padded).zip(right.chunks_exact(padded)).take(rows);
    for (a, b) in pairs {
        let (Some(a), Some(b)) = (
            a.get(i..i + TILE).and_then(|a| a.first_chunk::<TILE>()),
            b.get(j..j + TILE).and_then(|b| b.first_chunk::<TILE>()),
        ) else {
            continue;
        };
        for (row, x) in sums.iter_mut().zip(a) {
            for (sum, y) in row.iter_mut().zip(b) {
                *sum += x * y;
            }
        }
    }
    sums
}
