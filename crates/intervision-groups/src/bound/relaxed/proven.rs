//! In: a model and a price for each pair. Out: what no grouping falls below, whatever the prices are.
//!
//! A grouping is a table X with 1 where two share a group and 0 elsewhere. For any symmetric prices Z its cost is
//! ⟨C - Z, X⟩ + ⟨Z, X⟩. The first part is no less than with each pair at whichever of its limits is cheaper. For the second, with k
//! groups of s places, X = (s/n)·J + R, where J is all ones and R has, at right angles to (1, ..., 1), k - 1 eigenvalues s and
//! otherwise 0: it is no less than (s/n)·ΣZ and s times the k - 1 least eigenvalues of Z in the frame (Donath and Hoffman 1973).
//! The same holds for the mean of several such tables, which is what blanks stand for.
//!
//! Rounding: eigenvalues are not trusted. With found values Λ and vectors W the difference E = Z - Wᵀ·Λ·W is multiplied out. The eigenvalues
//! of Wᵀ·Λ·W are Λ up to the part by which W·Wᵀ differs from 1 (Ostrowski 1959), and those of Z differ from them by |E| at most
//! (Weyl 1912). What is lost in these sums themselves is at most their number times the precision times their sizes, and is taken
//! off as well.

use super::eigen::{Eigen, dot};
use super::frame::Frame;
use super::model::Model;

/// The bound that prices prove, one for each pair of places in each direction, in the unit of the model; rounded down.
pub(super) fn bound(model: &Model, prices: &[f64]) -> f64 {
    let (places, size) = (model.places, model.size as f64);
    let (mut free, mut sizes, mut paid) = (0.0, 0.0, 0.0);
    let rows = model.cost.chunks_exact(places).zip(model.limits.chunks_exact(places));
    for ((cost, limits), prices) in rows.zip(prices.chunks_exact(places)) {
        let cells = cost.iter().zip(limits).zip(prices);
        // Row by row, so that rounding stays small.
        let row = cells.map(|((cost, limits), price)| {
            let left = cost - price;
            ((limits.0 * left).min(limits.1 * left), cost.abs() + price.abs())
        });
        let (own, most) = row.fold((0.0, 0.0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1));
        free += own;
        sizes += most;
        paid += prices.iter().sum::<f64>();
    }
    let least = least_eigenvalues(places, model.groups - 1, prices);
    let lost = 8.0 * places as f64 * f64::EPSILON * sizes + model.rounding;
    model.constant + free + size / places as f64 * paid + size * least - lost
}

/// No more than the sum of so many least eigenvalues of a symmetric matrix in the frame.
fn least_eigenvalues(places: usize, number: usize, matrix: &[f64]) -> f64 {
    let order = places - 1;
    let mut reduced = Vec::with_capacity(order * order);
    Frame::new(places).reduce(matrix, &mut reduced);
    let mut eigen = Eigen::new(order);
    eigen.decompose(&mut reduced.clone());
    let mut columns = vec![0.0; order * order];
    for (at, row) in eigen.vectors.chunks_exact(order).enumerate() {
        row.iter().enumerate().for_each(|(column, part)| columns[column * order + at] = *part);
    }
    let weighed: Vec<f64> = columns
        .chunks_exact(order)
        .flat_map(|row| row.iter().zip(&eigen.values).map(|(part, value)| part * value))
        .collect();
    // How far Wᵀ·Λ·W is from the matrix, and W·Wᵀ from 1.
    let (mut off, mut skew) = (0.0, 0.0);
    for a in 0..order {
        let of = |table: &[f64], row: usize| table[row * order..(row + 1) * order].to_vec();
        let (one, vector) = (of(&weighed, a), of(&eigen.vectors, a));
        for b in 0..order {
            let made = dot(&one, &columns[b * order..(b + 1) * order]);
            let error = reduced[a * order + b] - made;
            off += error * error;
            let product = dot(&vector, &eigen.vectors[b * order..(b + 1) * order]);
            let error = product - f64::from(u8::from(a == b));
            skew += error * error;
        }
    }
    let largest = eigen.values.iter().fold(0.0f64, |most, value| most.max(value.abs()));
    let size = dot(matrix, matrix).sqrt().max(largest);
    let unit = 4.0 * (order * order) as f64 * f64::EPSILON;
    let (off, skew) = (off.sqrt() + unit * size, skew.sqrt() + unit);
    let mut lowest: Vec<f64> =
        eigen.values.iter().map(|value| value - skew * value.abs()).collect();
    lowest.sort_unstable_by(f64::total_cmp);
    lowest.iter().take(number).map(|value| value - off).sum()
}
