//! Restricted maximum likelihood for ratings = mean + row + column + error, whatever cells are empty.
//!
//! With the variances of rows and columns in units of the error's, V = I + a ZZ' + b WW'. Rows are eliminated one by one, which leaves
//! one small system in the columns.

use crate::DataTable;
use crate::linear::cholesky;

/// Variances of rows, of columns, and of the error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Components {
    pub(super) rows: f64,
    pub(super) columns: f64,
    pub(super) error: f64,
}

/// The estimates that maximise the restricted likelihood; `with_columns` or not. `None` where the ratings leave no error to compare with.
pub(super) fn components(table: &DataTable, with_columns: bool) -> Option<Components> {
    let likelihood = |at: [f64; 2]| {
        let b = if with_columns { at[1] * at[1] } else { 0.0 };
        profile(table, at[0] * at[0], b).map_or(f64::INFINITY, |(deviance, _)| deviance)
    };
    // Square roots of the ratios, so that 0 is not an end. From two starts, lest one settle where a variance is 0.
    let found = [[1.0, 0.5], [0.3, 2.0]]
        .map(|start| lowest(start, likelihood))
        .into_iter()
        .min_by(|a, b| a.1.total_cmp(&b.1))?;
    let (a, b) = (found.0[0].powi(2), if with_columns { found.0[1].powi(2) } else { 0.0 });
    let (_, error) = profile(table, a, b)?;
    // A ratio without end: nothing is left that rows do not explain.
    (a < 1e10 && error > 0.0).then_some(Components { rows: a * error, columns: b * error, error })
}

/// Minus twice the restricted log-likelihood at its best error variance, up to a constant, for variances in units of the error's.
pub(super) fn deviance(table: &DataTable, rows: f64, columns: f64) -> Option<f64> {
    profile(table, rows, columns).map(|(deviance, _)| deviance)
}

/// The same, and that variance.
fn profile(table: &DataTable, a: f64, b: f64) -> Option<(f64, f64)> {
    let k = table.columns();
    let (mut n, mut log_determinant) = (0.0, 0.0);
    // 1'A⁻¹1, 1'A⁻¹y, y'A⁻¹y for A = I + a ZZ', and the same against the columns.
    let (mut ones, mut both, mut squares) = (0.0, 0.0, 0.0);
    let (mut of_one, mut of_y, mut system) = (vec![0.0; k], vec![0.0; k], vec![0.0; k * k]);
    for row in table.raw() {
        let filled = || row.iter().enumerate().filter(|(_, value)| !value.is_nan());
        let count = filled().count() as f64;
        if count < 1.0 {
            continue;
        }
        let sum: f64 = filled().map(|(_, value)| value).sum();
        let shrink = a / (1.0 + a * count);
        n += count;
        log_determinant += (a * count).ln_1p();
        ones += count - shrink * count * count;
        both += sum - shrink * count * sum;
        squares += filled().map(|(_, value)| value * value).sum::<f64>() - shrink * sum * sum;
        for (i, value) in filled() {
            *of_one.get_mut(i)? += 1.0 - shrink * count;
            *of_y.get_mut(i)? += value - shrink * sum;
            *system.get_mut(i * k + i)? += 1.0;
            for (j, _) in filled() {
                *system.get_mut(i * k + j)? -= shrink;
            }
        }
    }
    if b > 0.0 {
        let scaled: Vec<f64> = system
            .iter()
            .enumerate()
            .map(|(cell, value)| b * value + f64::from(u8::from(cell % (k + 1) == 0)))
            .collect();
        let lower = cholesky(&scaled, k)?;
        log_determinant +=
            (0..k).filter_map(|i| lower.get(i * k + i)).map(|d| 2.0 * d.ln()).sum::<f64>();
        let (u, v) = (forward(&lower, &of_one, k)?, forward(&lower, &of_y, k)?);
        let dot = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
        ones -= b * dot(&u, &u);
        both -= b * dot(&u, &v);
        squares -= b * dot(&v, &v);
    }
    let residual = squares - both * both / ones;
    let error = residual / (n - 1.0);
    (error > 0.0 && ones > 0.0)
        .then(|| ((n - 1.0) * error.ln() + log_determinant + ones.ln(), error))
}

fn forward(lower: &[f64], right: &[f64], n: usize) -> Option<Vec<f64>> {
    let mut solved: Vec<f64> = Vec::with_capacity(n);
    for i in 0..n {
        let row = lower.get(i * n..i * n + i)?;
        let known: f64 = row.iter().zip(&solved).map(|(l, x)| l * x).sum();
        solved.push((right.get(i)? - known) / lower.get(i * n + i)?);
    }
    Some(solved)
}

/// The lowest point of a function of two numbers, by the simplex of Nelder and Mead (1965), started again where it settled.
fn lowest(start: [f64; 2], of: impl Fn([f64; 2]) -> f64) -> ([f64; 2], f64) {
    let mut best = (start, of(start));
    for size in [0.5, 0.1, 0.01, 1e-3] {
        let [x, y] = best.0;
        let corner = |at: [f64; 2]| (at, of(at));
        let mut simplex = [best, corner([x + size, y]), corner([x, y + size])];
        for _ in 0..400 {
            simplex.sort_by(|a, b| a.1.total_cmp(&b.1));
            let [low, middle, high] = simplex;
            if (high.0[0] - low.0[0]).abs() + (high.0[1] - low.0[1]).abs() < 1e-12 {
                break;
            }
            let centre =
                [f64::midpoint(low.0[0], middle.0[0]), f64::midpoint(low.0[1], middle.0[1])];
            let along = |reach: f64| {
                corner([
                    centre[0] + reach * (centre[0] - high.0[0]),
                    centre[1] + reach * (centre[1] - high.0[1]),
                ])
            };
            let turned = along(1.0);
            let last = if turned.1 < low.1 {
                let far = along(2.0);
                if far.1 < turned.1 { far } else { turned }
            } else if turned.1 < middle.1 {
                turned
            } else {
                along(if turned.1 < high.1 { 0.5 } else { -0.5 })
            };
            simplex = if last.1 < high.1 {
                [low, middle, last]
            } else {
                let half = |it: [f64; 2]| {
                    corner([f64::midpoint(it[0], low.0[0]), f64::midpoint(it[1], low.0[1])])
                };
                [low, half(middle.0), half(high.0)]
            };
        }
        best = simplex.into_iter().fold(best, |best, it| if it.1 < best.1 { it } else { best });
    }
    best
}
