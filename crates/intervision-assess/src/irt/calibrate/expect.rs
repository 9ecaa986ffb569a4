//! The E-step: what answers are expected at each point of θ, given what was answered.
//!
//! In: the patterns as a [`Sheet`] and the models as [`Tables`]. Out: the marginal log-likelihood and the expected counts of
//! every category at every point, from which the gradient follows (Fisher's identity).
//!
//! Most persons give the most frequent answer to most items. The log-likelihood of somebody who always does is summed
//! once; each pattern adds the differences of the items where it departs from that.

use super::kernel::Kernel;
use super::lanes::{Lanes, ZERO, add, dot, exp, most, sum};
use super::layout::{Entry, Layout, Tables};
use crate::irt::Tally;

/// Tally, ready to be summed over.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// Where the departures of each pattern begin in `departures`; one more entry than patterns.
    pub(super) starts: Vec<usize>,
    /// The rows in which patterns differ from the usual one, item by item in increasing order.
    pub(super) departures: Vec<u32>,
    /// How many persons each pattern stands for.
    pub(super) counts: Vec<f64>,
    /// The first row of each item: one per category, then one for a missing answer. One more entry than items.
    pub(super) first: Vec<usize>,
    /// The row of each item's most frequent answer.
    pub(super) usual: Vec<usize>,
    /// How many patterns are summed together before the sums are joined, in order.
    block: usize,
}

impl Sheet {
    /// Leaves out patterns without an answer: they say nothing.
    pub(super) fn new(tally: &Tally, categories: &[usize]) -> Self {
        let mut first = vec![0];
        for k in categories {
            first.push(first.last().copied().unwrap_or(0) + k + 1);
        }
        let row = |item: usize, answer: Option<u8>| {
            first[item] + answer.map_or(categories[item], usize::from)
        };
        let kept: Vec<usize> = (0..tally.len())
            .filter(|&it| tally.count(it) > 0 && tally.answers(it).any(|it| it.is_some()))
            .collect();
        let mut totals = vec![0; first.last().copied().unwrap_or(0)];
        for &pattern in &kept {
            for (item, answer) in tally.answers(pattern).enumerate() {
                totals[row(item, answer)] += tally.count(pattern);
            }
        }
        let usual: Vec<usize> = first
            .windows(2)
            .map(|ends| (ends[0]..ends[1]).rev().max_by_key(|&row| totals[row]).unwrap_or(ends[0]))
            .collect();
        let (mut starts, mut departures) = (vec![0], Vec::new());
        for &pattern in &kept {
            for (item, answer) in tally.answers(pattern).enumerate() {
                let row = row(item, answer);
                if row != usual[item] {
                    departures.push(row as u32);
                }
            }
            starts.push(departures.len());
        }
        let counts: Vec<f64> = kept.iter().map(|&it| tally.count(it) as f64).collect();
        let block = counts.len().div_ceil(64).max(256);
        Sheet { starts, departures, counts, first, usual, block }
    }

    pub(super) fn patterns(&self) -> usize {
        self.counts.len()
    }

    pub(super) fn rows(&self) -> usize {
        self.first.last().copied().unwrap_or(0)
    }

    pub(super) fn departures(&self, pattern: usize) -> &[u32] {
        &self.departures[self.starts[pattern]..self.starts[pattern + 1]]
    }
}

/// What one pass over the patterns yields.
#[derive(Debug, Clone)]
pub(super) struct Expected {
    pub(super) log_likelihood: f64,
    /// Expected persons per row of the sheet and point.
    pub(super) counts: Vec<Lanes>,
    /// Expected persons per point.
    pub(super) nodes: Lanes,
}

/// The rows of the sheet: what each adds to the log-likelihood where it takes the place of the usual answer, and the
/// log-likelihood of who always gives the usual one.
struct Rows {
    base: Lanes,
    differences: Vec<Lanes>,
}

impl Rows {
    fn new(sheet: &Sheet, tables: &Tables) -> Self {
        let mut base = tables.log_weights;
        let mut differences = Vec::with_capacity(sheet.rows());
        let mut at = 0;
        for (ends, &usual) in sheet.first.windows(2).zip(&sheet.usual) {
            let k = ends[1] - ends[0] - 1;
            let log_p = |row: usize| tables.log_p[at..at + k].get(row - ends[0]).unwrap_or(&ZERO);
            let usual = *log_p(usual);
            add(&mut base, &usual);
            for row in ends[0]..ends[1] {
                let mut difference = *log_p(row);
                for (value, usual) in difference.iter_mut().zip(&usual) {
                    *value -= usual;
                }
                differences.push(difference);
            }
            at += k;
        }
        Rows { base, differences }
    }

    /// The posterior of a pattern, and its log-likelihood.
    #[inline]
    fn posterior(&self, departures: &[u32]) -> (Lanes, f64) {
        let mut lanes = self.base;
        for &row in departures {
            add(&mut lanes, &self.differences[row as usize]);
        }
        let top = most(&lanes);
        for value in &mut lanes {
            *value -= top;
        }
        exp(&mut lanes);
        let total = sum(&lanes);
        let scale = 1.0 / total;
        for value in &mut lanes {
            *value *= scale;
        }
        (lanes, top + total.ln())
    }
}

/// One pass over all patterns.
pub(super) fn expect(sheet: &Sheet, tables: &Tables) -> Expected {
    let rows = Rows::new(sheet, tables);
    let block = |index: usize| {
        let end = ((index + 1) * sheet.block).min(sheet.patterns());
        let mut counts = vec![ZERO; sheet.rows()];
        let (mut nodes, mut log_likelihood) = (ZERO, 0.0);
        for pattern in index * sheet.block..end {
            let departures = sheet.departures(pattern);
            let persons = sheet.counts[pattern];
            let (mut posterior, log) = rows.posterior(departures);
            log_likelihood += persons * log;
            for value in &mut posterior {
                *value *= persons;
            }
            add(&mut nodes, &posterior);
            for &row in departures {
                add(&mut counts[row as usize], &posterior);
            }
        }
        Expected { log_likelihood, counts, nodes }
    };
    let mut all = Expected { log_likelihood: 0.0, counts: vec![ZERO; sheet.rows()], nodes: ZERO };
    let blocks = sheet.patterns().div_ceil(sheet.block);
    let mut join = |part: Expected| {
        all.log_likelihood += part.log_likelihood;
        add(&mut all.nodes, &part.nodes);
        for (sum, value) in all.counts.iter_mut().zip(&part.counts) {
            add(sum, value);
        }
    };
    // Sums are joined in the order of the blocks, so that threads change nothing.
    #[cfg(feature = "rayon")]
    {
        use rayon::prelude::*;
        let parts: Vec<Expected> = (0..blocks).into_par_iter().map(block).collect();
        parts.into_iter().for_each(&mut join);
    }
    #[cfg(not(feature = "rayon"))]
    (0..blocks).map(block).for_each(&mut join);
    // Who did not depart gave the usual answer.
    for (ends, &usual) in sheet.first.windows(2).zip(&sheet.usual) {
        let mut rest = all.nodes;
        for row in (ends[0]..ends[1]).filter(|&row| row != usual) {
            for (rest, count) in rest.iter_mut().zip(&all.counts[row]) {
                *rest -= count;
            }
        }
        all.counts[usual] = rest.map(|value| value.max(0.0));
    }
    all
}

/// The posterior of each pattern.
pub(super) fn posteriors(sheet: &Sheet, tables: &Tables) -> Vec<Lanes> {
    let rows = Rows::new(sheet, tables);
    (0..sheet.patterns()).map(|pattern| rows.posterior(sheet.departures(pattern)).0).collect()
}

/// The gradient of the marginal log-likelihood and the logarithm of the prior, for all parameters, free or not.
pub(super) fn gradient(
    layout: &Layout,
    sheet: &Sheet,
    tables: &Tables,
    expected: &Expected,
    x: &[f64],
) -> Vec<f64> {
    let mut gradient = vec![0.0; x.len()];
    let mut slope = 0;
    for (item, &first) in layout.items.iter().zip(&sheet.first) {
        let n = item.parameters();
        for category in 0..item.categories() {
            for parameter in 0..n {
                let lanes = &tables.slopes[slope + category * n + parameter];
                gradient[item.start() + parameter] +=
                    dot(lanes, &expected.counts[first + category]);
            }
        }
        slope += n * item.categories();
        if let Entry::Free { kernel, start } = item {
            each_prior(layout, *kernel, *start, x, |parameter, [_, first, _]| {
                gradient[parameter] += first;
            });
        }
    }
    for (place, lanes) in gradient[layout.item_parameters..].iter_mut().zip(&tables.weight_slopes) {
        *place = dot(lanes, &expected.nodes);
    }
    gradient
}

/// The logarithm of the prior of all items.
pub(super) fn log_prior(layout: &Layout, x: &[f64]) -> f64 {
    let mut total = 0.0;
    for item in &layout.items {
        if let Entry::Free { kernel, start } = item {
            each_prior(layout, *kernel, *start, x, |_, [value, _, _]| total += value);
        }
    }
    total
}

/// The prior of each free parameter of an item: its place, and the log-density with two derivatives.
pub(super) fn each_prior(
    layout: &Layout,
    kernel: Kernel,
    start: usize,
    x: &[f64],
    mut tell: impl FnMut(usize, [f64; 3]),
) {
    let slopes = if let Kernel::Nominal(k) = kernel { k - 1 } else { 1 };
    for (own, &value) in x[start..start + kernel.parameters()].iter().enumerate() {
        let parameter = start + own;
        if !layout.is_free(parameter) {
            continue;
        }
        let prior = match kernel {
            Kernel::Guessing if own == 2 => layout.priors.of_guess(value),
            Kernel::Nominal(_) if own < slopes => continue,
            // What items share, all answers determine.
            Kernel::RatingScale(_) if own > 1 => continue,
            _ if own == 0 => layout.priors.of_slope(value),
            _ => layout.priors.of_intercept(value),
        };
        tell(parameter, prior);
    }
}
