//! The M-step: each item on its own, or with those that it shares parameters with, by Newton's method with halving, given the expected
//! counts.

use super::expect::{Expected, Sheet, each_prior};
use super::kernel::Kernel;
use super::lanes::{Lanes, POINTS};
use super::layout::{Entry, Grid, Layout};
use super::linear::{cholesky, dot, solve};

/// The parameters that the expected counts ask for, from `x` on.
pub(super) fn maximise(
    layout: &Layout,
    sheet: &Sheet,
    grid: &Grid,
    expected: &Expected,
    x: &[f64],
) -> Vec<f64> {
    let mut next = x.to_vec();
    let mut newton = Newton::default();
    let of_item = |&index: &usize| match layout.items.get(index)? {
        Entry::Free { kernel, start } => {
            let first = *sheet.first.get(index)?;
            let counts = expected.counts.get(first..first + kernel.categories())?;
            Some(Part { kernel: *kernel, start: *start, counts })
        }
        Entry::Fixed(_) => None,
    };
    for block in &layout.blocks {
        let parts: Vec<Part<'_>> = block.iter().filter_map(of_item).collect();
        newton.maximise(layout, grid, &parts, &mut next);
    }
    population(layout, grid, &expected.nodes, &mut next);
    next
}

/// An item, with the persons expected per category and point.
struct Part<'a> {
    kernel: Kernel,
    start: usize,
    counts: &'a [Lanes],
}

impl Part<'_> {
    fn parameters(&self) -> std::ops::Range<usize> {
        self.start..self.start + self.kernel.parameters()
    }
}

/// The normal distribution that is closest to the expected counts per point.
fn population(layout: &Layout, grid: &Grid, nodes: &Lanes, x: &mut [f64]) {
    let at = layout.item_parameters;
    let total: f64 = nodes.iter().sum();
    let [free_mean, free_sd] = layout.free_population;
    if free_mean {
        x[at] = dot(nodes, &grid.theta) / total;
    }
    if free_sd {
        let mean = x[at];
        let squares = nodes.iter().zip(&grid.theta).map(|(n, theta)| n * (theta - mean).powi(2));
        x[at + 1] = 0.5 * (squares.sum::<f64>() / total).ln();
    }
}

/// Newton's method for items that share parameters, most often one alone; the buffers are kept for the next ones.
#[derive(Default)]
struct Newton {
    log_p: Vec<f64>,
    slopes: Vec<f64>,
    counts: Vec<f64>,
    /// Of one item's parameters.
    own_gradient: Vec<f64>,
    own_hessian: Vec<f64>,
    /// Of the free parameters of all items; places on and below the diagonal.
    gradient: Vec<f64>,
    hessian: Vec<f64>,
}

/// An M-step need not end exactly at its maximum; the gradient of the marginal likelihood decides in the end.
const STEPS: usize = 12;

impl Newton {
    fn maximise(&mut self, layout: &Layout, grid: &Grid, parts: &[Part<'_>], x: &mut [f64]) {
        let mut free: Vec<usize> = parts
            .iter()
            .flat_map(|part| layout.places[part.parameters()].iter().copied().flatten())
            .collect();
        free.sort_unstable();
        free.dedup();
        let mut value = self.derive(layout, grid, parts, &free, x);
        for _ in 0..STEPS {
            let Some(step) = self.step(free.len()) else { return };
            if dot(&step, &self.gradient) < 1e-10 {
                return;
            }
            let old: Vec<Vec<f64>> =
                parts.iter().map(|part| x[part.parameters()].to_vec()).collect();
            let mut scale = 1.0;
            loop {
                for (part, old) in parts.iter().zip(&old) {
                    for (parameter, old) in part.parameters().zip(old) {
                        let place =
                            layout.places[parameter].and_then(|it| free.binary_search(&it).ok());
                        x[parameter] = old + place.map_or(0.0, |place| scale * step[place]);
                    }
                }
                let next = self.derive(layout, grid, parts, &free, x);
                if next >= value {
                    value = next;
                    break;
                }
                scale *= 0.5;
                if scale < 1e-6 {
                    for (part, old) in parts.iter().zip(&old) {
                        x[part.parameters()].copy_from_slice(old);
                    }
                    return;
                }
            }
        }
    }

    /// The expected log-likelihood of the items with its prior, and in the buffers its derivatives.
    fn derive(
        &mut self,
        layout: &Layout,
        grid: &Grid,
        parts: &[Part<'_>],
        free: &[usize],
        x: &[f64],
    ) -> f64 {
        let m = free.len();
        fill(&mut self.gradient, m);
        fill(&mut self.hessian, m * m);
        let mut value = 0.0;
        for part in parts {
            value += self.derive_one(layout, grid, part, x);
            let n = part.kernel.parameters();
            let places: Vec<Option<usize>> = layout.places[part.parameters()]
                .iter()
                .map(|place| place.and_then(|place| free.binary_search(&place).ok()))
                .collect();
            for (row, i) in places.iter().enumerate() {
                let Some(i) = i else { continue };
                self.gradient[*i] += self.own_gradient[row];
                for (column, j) in places[..=row].iter().enumerate() {
                    let Some(j) = j else { continue };
                    self.hessian[i.max(j) * m + i.min(j)] += self.own_hessian[row * n + column];
                }
            }
        }
        value
    }

    /// The same of one item, with derivatives with respect to its own parameters, free or held.
    fn derive_one(&mut self, layout: &Layout, grid: &Grid, part: &Part<'_>, x: &[f64]) -> f64 {
        let Part { kernel, start, counts } = *part;
        let (k, n) = (kernel.categories(), kernel.parameters());
        let own = &x[part.parameters()];
        fill(&mut self.log_p, k);
        fill(&mut self.slopes, k * n);
        fill(&mut self.counts, k);
        fill(&mut self.own_gradient, n);
        fill(&mut self.own_hessian, n * n);
        let mut value = 0.0;
        for point in 0..POINTS {
            let theta = grid.theta[point];
            for (place, lanes) in self.counts.iter_mut().zip(counts) {
                *place = lanes[point];
            }
            kernel.evaluate(own, theta, &mut self.log_p, &mut self.slopes);
            kernel.curvature(own, theta, &self.log_p, &self.counts, &mut self.own_hessian);
            for (category, count) in self.counts.iter().enumerate() {
                value += count * self.log_p[category];
                let slopes = &self.slopes[category * n..(category + 1) * n];
                for (sum, slope) in self.own_gradient.iter_mut().zip(slopes) {
                    *sum += count * slope;
                }
            }
        }
        each_prior(layout, kernel, start, x, |parameter, [prior, first, second]| {
            let own = parameter - start;
            value += prior;
            self.own_gradient[own] += first;
            self.own_hessian[own * n + own] += second;
        });
        value
    }

    /// Newton's step for the free parameters; where the function is not concave, one towards the gradient.
    fn step(&self, m: usize) -> Option<Vec<f64>> {
        let mut ridge = 0.0;
        for _ in 0..40 {
            let mut curvature: Vec<f64> = self.hessian.iter().map(|value| -value).collect();
            for i in 0..m {
                curvature[i * m + i] += ridge;
            }
            if let Some(l) = cholesky(curvature, m) {
                let mut step = self.gradient.clone();
                solve(&l, m, &mut step);
                return step.iter().all(|value| value.is_finite()).then_some(step);
            }
            let size = (0..m).map(|i| self.hessian[i * m + i].abs()).fold(1e-3, f64::max);
            ridge = if ridge > 0.0 { ridge * 10.0 } else { 1e-4 * size };
        }
        None
    }
}

/// So many zeros.
fn fill(buffer: &mut Vec<f64>, length: usize) {
    buffer.clear();
    buffer.resize(length, 0.0);
}
