//! The observed information: what all answers together say about the parameters, and how much the unknown abilities hide.
//!
//! By Louis (1982) it is the information that there would be if abilities were known, less the expected squares of the scores,
//! plus the squares of the expected scores. Nothing is differenced. Squares over two items need the expected counts of pairs
//! of answers; those of the usual answers follow from the others, as in the E-step.

use super::expect::{Expected, Sheet, each_prior, posteriors};
use super::lanes::{Lanes, POINTS, ZERO, add, dot};
use super::layout::{Entry, Grid, Layout, Tables};

/// On and below the diagonal of the population's two parameters.
const BELOW: [(usize, usize); 3] = [(0, 0), (1, 0), (1, 1)];

/// The negative second derivatives of the marginal log-likelihood and the log-prior with respect to the free parameters.
pub(super) fn observed(
    layout: &Layout,
    sheet: &Sheet,
    grid: &Grid,
    tables: &Tables,
    expected: &Expected,
    x: &[f64],
) -> Vec<f64> {
    let scores = Scores::new(layout, tables);
    let posteriors = posteriors(sheet, tables);
    let n = x.len();
    let mut all = complete(layout, sheet, grid, expected, x);
    subtract_squares(&scores, sheet, expected, &posteriors, &mut all, n);
    add_means(&scores, sheet, &posteriors, &mut all, n);
    layout.gather_square(&all)
}

/// The scores, d ln P / d parameter, per row of the sheet.
struct Scores {
    /// Per row, the scores of its item's parameters; 0 in the rows of missing answers.
    rows: Vec<Vec<Lanes>>,
    /// The first parameter of each row's item.
    starts: Vec<usize>,
    /// The item of each row.
    items: Vec<usize>,
    /// The scores of the population's two parameters.
    population: [Lanes; 2],
    /// Where these stand.
    at: usize,
}

impl Scores {
    fn new(layout: &Layout, tables: &Tables) -> Self {
        let (mut rows, mut starts, mut items) = (Vec::new(), Vec::new(), Vec::new());
        let mut slope = 0;
        for (index, item) in layout.items.iter().enumerate() {
            let (k, n) = (item.categories(), item.parameters());
            for category in 0..k {
                rows.push(tables.slopes[slope + category * n..slope + (category + 1) * n].to_vec());
            }
            rows.push(vec![ZERO; n]);
            slope += k * n;
            starts.resize(rows.len(), item.start());
            items.resize(rows.len(), index);
        }
        Scores { rows, starts, items, population: tables.weight_slopes, at: layout.item_parameters }
    }
}

/// What the information would be if abilities were known.
fn complete(
    layout: &Layout,
    sheet: &Sheet,
    grid: &Grid,
    expected: &Expected,
    x: &[f64],
) -> Vec<f64> {
    let n = x.len();
    let mut all = vec![0.0; n * n];
    for (item, &first) in layout.items.iter().zip(&sheet.first) {
        let Entry::Free { kernel, start } = item else { continue };
        let (k, own) = (kernel.categories(), kernel.parameters());
        let mut hessian = vec![0.0; own * own];
        let (mut log_p, mut slopes, mut counts) = (vec![0.0; k], vec![0.0; k * own], vec![0.0; k]);
        for point in 0..POINTS {
            let theta = grid.theta[point];
            for (place, lanes) in counts.iter_mut().zip(&expected.counts[first..]) {
                *place = lanes[point];
            }
            let parameters = &x[*start..start + own];
            kernel.evaluate(parameters, theta, &mut log_p, &mut slopes);
            kernel.curvature(parameters, theta, &log_p, &counts, &mut hessian);
        }
        for i in 0..own {
            for j in 0..=i {
                all[(start + i) * n + start + j] -= hessian[i * own + j];
            }
        }
        each_prior(layout, *kernel, *start, x, |parameter, [_, _, second]| {
            all[parameter * n + parameter] -= second;
        });
    }
    population(layout, grid, expected, x, &mut all);
    all
}

/// The part of the population's two parameters: the weights sum to one over the grid, which gives each second derivative
/// three terms.
fn population(layout: &Layout, grid: &Grid, expected: &Expected, x: &[f64], all: &mut [f64]) {
    let (mean, sd) = layout.population(x);
    let (at, n) = (layout.item_parameters, x.len());
    let persons: f64 = expected.nodes.iter().sum();
    let (mut weights, mut total) = (ZERO, 0.0);
    for (weight, theta) in weights.iter_mut().zip(&grid.theta).take(POINTS) {
        *weight = (-0.5 * ((theta - mean) / sd).powi(2)).exp();
        total += *weight;
    }
    // Of -z²/2: first derivatives, then the second ones.
    let parts = |theta: f64| {
        let z = (theta - mean) / sd;
        ([z / sd, z * z], [-1.0 / (sd * sd), -2.0 * z / sd, -2.0 * z * z])
    };
    let (mut firsts, mut seconds, mut squares) = ([0.0; 2], [0.0; 3], [0.0; 3]);
    let mut observed = [0.0; 3];
    for (point, weight) in weights.iter().enumerate().take(POINTS) {
        let (first, second) = parts(grid.theta[point]);
        let weight = weight / total;
        for i in 0..3 {
            observed[i] += expected.nodes[point] * second[i];
            seconds[i] += weight * second[i];
            squares[i] += weight * first[BELOW[i].0] * first[BELOW[i].1];
        }
        for i in 0..2 {
            firsts[i] += weight * first[i];
        }
    }
    for (i, (row, column)) in BELOW.into_iter().enumerate() {
        let covariance = squares[i] - firsts[row] * firsts[column];
        all[(at + row) * n + at + column] -= observed[i] - persons * (seconds[i] + covariance);
    }
}

/// Takes off Σ persons · E[s sᵀ], for one item after the other.
fn subtract_squares(
    scores: &Scores,
    sheet: &Sheet,
    expected: &Expected,
    posteriors: &[Lanes],
    all: &mut [f64],
    n: usize,
) {
    let mut patterns_of = vec![Vec::new(); sheet.rows()];
    for pattern in 0..sheet.patterns() {
        for (place, &row) in sheet.departures(pattern).iter().enumerate() {
            patterns_of[row as usize].push((pattern, place));
        }
    }
    let mut pairs = vec![ZERO; sheet.rows()];
    for (item, ends) in sheet.first.windows(2).enumerate() {
        for row in ends[0]..ends[1] {
            // The answer with itself.
            square(scores, row, row, &expected.counts[row], all, n);
            for (parameter, lanes) in scores.rows[row].iter().enumerate() {
                for (place, score) in scores.population.iter().enumerate() {
                    let mut product = *lanes;
                    times(&mut product, score);
                    let value = dot(&product, &expected.counts[row]);
                    all[(scores.at + place) * n + scores.starts[row] + parameter] -= value;
                }
            }
            if row == sheet.usual[item] {
                continue;
            }
            // With each departure on a later item, and by difference with the usual answer there.
            pairs[ends[1]..].fill(ZERO);
            for &(pattern, place) in &patterns_of[row] {
                let mut posterior = posteriors[pattern];
                for value in &mut posterior {
                    *value *= sheet.counts[pattern];
                }
                for &later in &sheet.departures(pattern)[place + 1..] {
                    add(&mut pairs[later as usize], &posterior);
                }
            }
            for (other, weight) in pairs.iter().enumerate().skip(ends[1]) {
                let usual = sheet.usual[scores.items[other]];
                if other != usual {
                    let (a, b) = ((row, sheet.usual[item]), (other, usual));
                    square_difference(scores, a, b, weight, all, n);
                }
            }
        }
    }
    // What two items have in common apart from joint departures: usual with usual, and departures of one alone.
    for (item, ends) in sheet.first.windows(2).enumerate() {
        for (later, others) in sheet.first.windows(2).enumerate().skip(item + 1) {
            square(scores, sheet.usual[item], sheet.usual[later], &expected.nodes, all, n);
            for row in (ends[0]..ends[1]).filter(|&row| row != sheet.usual[item]) {
                half(
                    scores,
                    (row, sheet.usual[item]),
                    sheet.usual[later],
                    &expected.counts[row],
                    all,
                    n,
                );
            }
            for row in (others[0]..others[1]).filter(|&row| row != sheet.usual[later]) {
                half(
                    scores,
                    (row, sheet.usual[later]),
                    sheet.usual[item],
                    &expected.counts[row],
                    all,
                    n,
                );
            }
        }
    }
    for (row, column) in BELOW {
        let mut product = scores.population[row];
        times(&mut product, &scores.population[column]);
        all[(scores.at + row) * n + scores.at + column] -= dot(&product, &expected.nodes);
    }
}

fn times(product: &mut Lanes, other: &Lanes) {
    for (value, other) in product.iter_mut().zip(other) {
        *value *= other;
    }
}

fn minus(scores: &Scores, (row, usual): (usize, usize)) -> Vec<Lanes> {
    let mut difference = scores.rows[row].clone();
    for (lanes, usual) in difference.iter_mut().zip(&scores.rows[usual]) {
        for (value, usual) in lanes.iter_mut().zip(usual) {
            *value -= usual;
        }
    }
    difference
}

/// Takes Σ weight · a bᵀ off the block of two rows' items, below the diagonal.
fn block(
    (a, a_start): (&[Lanes], usize),
    (b, b_start): (&[Lanes], usize),
    weight: &Lanes,
    all: &mut [f64],
    n: usize,
) {
    for (i, a) in a.iter().enumerate() {
        let mut weighted = *a;
        times(&mut weighted, weight);
        for (j, b) in b.iter().enumerate() {
            let (row, column) = (a_start + i, b_start + j);
            if column <= row {
                all[row * n + column] -= dot(&weighted, b);
            } else if a_start != b_start {
                all[column * n + row] -= dot(&weighted, b);
            }
        }
    }
}

fn square(scores: &Scores, a: usize, b: usize, weight: &Lanes, all: &mut [f64], n: usize) {
    let (first, second) = (&scores.rows[a], &scores.rows[b]);
    block((first, scores.starts[a]), (second, scores.starts[b]), weight, all, n);
}

fn square_difference(
    scores: &Scores,
    a: (usize, usize),
    b: (usize, usize),
    weight: &Lanes,
    all: &mut [f64],
    n: usize,
) {
    let (first, second) = (minus(scores, a), minus(scores, b));
    block((&first, scores.starts[a.0]), (&second, scores.starts[b.0]), weight, all, n);
}

fn half(scores: &Scores, a: (usize, usize), b: usize, weight: &Lanes, all: &mut [f64], n: usize) {
    let first = minus(scores, a);
    block((&first, scores.starts[a.0]), (&scores.rows[b], scores.starts[b]), weight, all, n);
}

/// Adds Σ persons · E[s] E[s]ᵀ.
fn add_means(scores: &Scores, sheet: &Sheet, posteriors: &[Lanes], all: &mut [f64], n: usize) {
    let mut mean = vec![0.0; n];
    let mut answers = sheet.usual.clone();
    for (pattern, posterior) in posteriors.iter().enumerate() {
        let departures = sheet.departures(pattern);
        for &row in departures {
            answers[scores.items[row as usize]] = row as usize;
        }
        for &row in &answers {
            for (parameter, lanes) in scores.rows[row].iter().enumerate() {
                mean[scores.starts[row] + parameter] = dot(lanes, posterior);
            }
        }
        for (place, lanes) in scores.population.iter().enumerate() {
            mean[scores.at + place] = dot(lanes, posterior);
        }
        for &row in departures {
            let item = scores.items[row as usize];
            answers[item] = sheet.usual[item];
        }
        for (row, value) in mean.iter().enumerate() {
            let scaled = value * sheet.counts[pattern];
            for (place, other) in all[row * n..=row * n + row].iter_mut().zip(&mean) {
                *place += scaled * other;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::climb::Climb;
    use super::super::expect::gradient;
    use super::super::kernel::Kernel;
    use super::super::priors::Priors;
    use super::*;
    use crate::irt::{Logistic, Population, Tally};
    use crate::testing::close;

    /// Every model at once, an anchor, a free population, missing answers, and patterns that occur several times.
    fn problem() -> (Layout, Sheet, Vec<f64>) {
        let kernels = [
            (Kernel::Logistic, vec![1.2, 0.4]),
            (Kernel::Guessing, vec![1.4, -0.3, -1.5]),
            (Kernel::Graded(3), vec![0.9, 1.1, -0.6]),
            (Kernel::Partial(4), vec![0.8, 0.5, 0.2, -0.7]),
            (Kernel::Nominal(3), vec![0.6, 1.3, 0.3, -0.2]),
            (Kernel::RatingScale(4), vec![1.0, 0.2, 0.4, -0.3]),
            (Kernel::RatingScale(4), vec![1.0, -0.5, 0.4, -0.3]),
        ];
        let mut x = Vec::new();
        let mut items = vec![Entry::Fixed(Logistic::two_parameter(1.1, 0.2).unwrap().into())];
        for (kernel, start) in kernels {
            items.push(Entry::Free { kernel, start: x.len() });
            x.extend(start);
        }
        x.extend([0.3, -0.2]);
        let priors = Priors::none().with_slopes(0.0, 0.7).unwrap();
        let categories: Vec<usize> = items.iter().map(Entry::categories).collect();
        let mut builder = Tally::builder(["a", "b", "c", "d", "e", "f", "g", "h"]);
        let mut state = 7_u64;
        for _ in 0..120 {
            let row: Vec<Option<u8>> = categories
                .iter()
                .map(|&k| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    let drawn = (state >> 33) as usize % (k + 1);
                    (drawn < k).then_some(drawn as u8)
                })
                .collect();
            builder = builder.with_rows(&row, 1 + (state >> 61) as u32);
        }
        let sheet = Sheet::new(&builder.build().unwrap(), &categories);
        // The slopes of the partial credit item and of the rating scale are held.
        (Layout::new(items, &[8, 16, 20], [true, true], priors), sheet, x)
    }

    #[test]
    fn it_is_the_derivative_of_the_gradient_and_that_of_the_value() {
        let (layout, sheet, x) = problem();
        let grid = Grid::of(&Population::default());
        let mut climb = Climb {
            layout: &layout,
            sheet: &sheet,
            grid: &grid,
            passes: 0,
            limit: usize::MAX,
            tolerance: 1e-5,
        };
        let here = climb.at(x.clone());
        let information = climb.information(&here);
        let h = 1e-5;
        let n = layout.free.len();
        for column in 0..n {
            let step: Vec<f64> = (0..n).map(|place| f64::from(u8::from(place == column))).collect();
            let mut moved = x.clone();
            layout.go(&mut moved, &step, h);
            let above = climb.at(moved.clone());
            layout.go(&mut moved, &step, -2.0 * h);
            let below = climb.at(moved);
            close(here.gradient[column], (above.value - below.value) / (2.0 * h), 2e-5);
            for row in 0..n {
                let second = (below.gradient[row] - above.gradient[row]) / (2.0 * h);
                close(information[row * n + column], second, 2e-5);
            }
        }
        let all = gradient(&layout, &sheet, &here.tables, &here.expected, &x);
        assert!(
            all[8].abs() > 0.0,
            "a held parameter has a gradient, but no place among the free ones"
        );
    }
}
