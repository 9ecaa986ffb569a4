//! Where each parameter stands in the one vector that is optimised, and which of them are free.

use std::collections::BTreeMap;

use super::kernel::Kernel;
use super::lanes::{Lanes, POINTS, WIDTH, ZERO};
use super::priors::Priors;
use crate::irt::{AnyItem, ItemModel, Population, ThetaGrid};

/// An item: its model with its first parameter's place, or what it is fixed to.
#[derive(Debug, Clone)]
pub(super) enum Entry {
    Free { kernel: Kernel, start: usize },
    Fixed(AnyItem),
}

impl Entry {
    pub(super) fn categories(&self) -> usize {
        match self {
            Entry::Free { kernel, .. } => kernel.categories(),
            Entry::Fixed(item) => item.categories(),
        }
    }

    /// How many parameters it has, free or held.
    pub(super) fn parameters(&self) -> usize {
        match self {
            Entry::Free { kernel, .. } => kernel.parameters(),
            Entry::Fixed(_) => 0,
        }
    }

    pub(super) fn start(&self) -> usize {
        match self {
            Entry::Free { start, .. } => *start,
            Entry::Fixed(_) => 0,
        }
    }
}

/// All items, and the population's mean and the logarithm of its standard deviation as the last two parameters.
///
/// Items that share parameters have copies of their own, which are moved together: a free parameter has all its copies' places.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) items: Vec<Entry>,
    /// How many parameters items have together; the population's stand after them.
    pub(super) item_parameters: usize,
    /// The first copy of each parameter that is estimated, in increasing order.
    pub(super) free: Vec<usize>,
    /// For each parameter its number among the free ones; `None` where it is held.
    pub(super) places: Vec<Option<usize>>,
    /// Items that are maximised together, as they share parameters.
    pub(super) blocks: Vec<Vec<usize>>,
    /// Whether mean and standard deviation are estimated.
    pub(super) free_population: [bool; 2],
    pub(super) priors: Priors,
}

impl Layout {
    /// With these parameters of items held.
    pub(super) fn new(
        items: Vec<Entry>,
        held: &[usize],
        free_population: [bool; 2],
        priors: Priors,
    ) -> Self {
        let item_parameters: usize = items.iter().map(Entry::parameters).sum();
        let mut first_copies: Vec<usize> = (0..item_parameters + 2).collect();
        let mut blocks: Vec<Vec<usize>> = Vec::new();
        // Rating scales by their number of categories: block, and first parameter of the first item.
        let mut scales: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (index, item) in items.iter().enumerate() {
            let Entry::Free { kernel, start } = item else { continue };
            let Kernel::RatingScale(k) = *kernel else {
                blocks.push(vec![index]);
                continue;
            };
            let (block, first) = *scales.entry(k).or_insert((blocks.len(), *start));
            if block == blocks.len() {
                blocks.push(Vec::new());
            }
            blocks[block].push(index);
            for own in 2..k {
                first_copies[start + own] = first + own;
            }
        }
        let is_free = |&parameter: &usize| match parameter.checked_sub(item_parameters) {
            Some(of_population) => free_population[of_population],
            None => first_copies[parameter] == parameter && !held.contains(&parameter),
        };
        let free: Vec<usize> = (0..item_parameters + 2).filter(is_free).collect();
        let places = first_copies.iter().map(|first| free.binary_search(first).ok()).collect();
        Layout { items, item_parameters, free, places, blocks, free_population, priors }
    }

    pub(super) fn population(&self, x: &[f64]) -> (f64, f64) {
        let at = self.item_parameters;
        (x[at], x[at + 1].exp())
    }

    pub(super) fn is_free(&self, parameter: usize) -> bool {
        self.places[parameter].is_some()
    }

    /// Sums what belongs to each parameter over the copies of each free one.
    pub(super) fn gather(&self, all: &[f64]) -> Vec<f64> {
        let mut free = vec![0.0; self.free.len()];
        for (value, place) in all.iter().zip(&self.places) {
            if let Some(place) = place {
                free[*place] += value;
            }
        }
        free
    }

    /// The same for a symmetric matrix, of which places on and below the diagonal are given; both halves are filled.
    pub(super) fn gather_square(&self, all: &[f64]) -> Vec<f64> {
        let (n, m) = (self.places.len(), self.free.len());
        let mut free = vec![0.0; m * m];
        for (row, i) in self.places.iter().enumerate() {
            let Some(i) = i else { continue };
            for (column, j) in self.places[..=row].iter().enumerate() {
                let Some(j) = j else { continue };
                free[i * m + j] += all[row * n + column];
                if row != column {
                    free[j * m + i] += all[row * n + column];
                }
            }
        }
        free
    }

    /// Moves all copies of the free parameters by parts of a step.
    pub(super) fn go(&self, x: &mut [f64], step: &[f64], part: f64) {
        for (value, place) in x.iter_mut().zip(&self.places) {
            if let Some(place) = place {
                *value += part * step[*place];
            }
        }
    }
}

/// The points of θ and which of the parameters' functions are needed there.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    pub(super) theta: Lanes,
}

impl Grid {
    /// Six standard deviations to both sides of the mean.
    pub(super) fn of(population: &Population) -> Self {
        let grid = ThetaGrid::of(population);
        let mut theta = ZERO;
        theta[..POINTS].copy_from_slice(grid.points());
        Grid { theta }
    }

    /// Whether this population would be summed well over the grid: of a wider one, what lies beyond it would show in the likelihood of some
    /// hundred persons.
    pub(super) fn fits(&self, mean: f64, sd: f64) -> bool {
        let (low, high) = (self.theta[0], self.theta[POINTS - 1]);
        let (middle, spread) = (0.5 * (low + high), (high - low) / 12.0);
        (0.8..1.1).contains(&(sd / spread)) && (mean - middle).abs() < 0.5 * spread
    }
}

/// Everything that depends on the parameters, at every point.
#[derive(Debug, Clone)]
pub(super) struct Tables {
    /// ln P, item by item, category by category.
    pub(super) log_p: Vec<Lanes>,
    /// The gradient of ln P, item by item, category by category, parameter by parameter.
    pub(super) slopes: Vec<Lanes>,
    /// The logarithm of the population's weights; -∞ in the places that hold no point.
    pub(super) log_weights: Lanes,
    /// The derivatives of those with respect to the mean and the logarithm of the standard deviation.
    pub(super) weight_slopes: [Lanes; 2],
}

impl Tables {
    pub(super) fn new(layout: &Layout, grid: &Grid, x: &[f64]) -> Self {
        let (mut log_p, mut slopes) = (Vec::new(), Vec::new());
        let (mut ln, mut slope) = (Vec::new(), Vec::new());
        for item in &layout.items {
            let (k, n) = (item.categories(), item.parameters());
            let (row, first) = (log_p.len(), slopes.len());
            log_p.resize(row + k, ZERO);
            slopes.resize(first + k * n, ZERO);
            ln.resize(k, 0.0);
            slope.resize(k * n, 0.0);
            for point in 0..POINTS {
                let theta = grid.theta[point];
                match item {
                    Entry::Free { kernel, start } => {
                        kernel.evaluate(&x[*start..start + n], theta, &mut ln, &mut slope);
                    }
                    Entry::Fixed(item) => item.log_probabilities(theta, &mut ln),
                }
                for (lanes, value) in log_p[row..].iter_mut().zip(&ln) {
                    lanes[point] = *value;
                }
                for (lanes, value) in slopes[first..].iter_mut().zip(&slope) {
                    lanes[point] = *value;
                }
            }
        }
        let (log_weights, weight_slopes) = weights(grid, layout.population(x));
        Tables { log_p, slopes, log_weights, weight_slopes }
    }
}

/// The weights of a normal population that sum to one over the grid, and their derivatives.
fn weights(grid: &Grid, (mean, sd): (f64, f64)) -> (Lanes, [Lanes; 2]) {
    let mut log = [f64::NEG_INFINITY; WIDTH];
    let mut slopes = [ZERO; 2];
    for point in 0..POINTS {
        let z = (grid.theta[point] - mean) / sd;
        log[point] = -0.5 * z * z;
        slopes[0][point] = z / sd;
        slopes[1][point] = z * z;
    }
    let most = log.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total = log[..POINTS].iter().map(|value| (value - most).exp()).sum::<f64>().ln() + most;
    for value in &mut log[..POINTS] {
        *value -= total;
    }
    for lanes in &mut slopes {
        let mean: f64 = lanes.iter().zip(&log).map(|(slope, log)| slope * log.exp()).sum();
        for value in &mut lanes[..POINTS] {
            *value -= mean;
        }
    }
    (log, slopes)
}
