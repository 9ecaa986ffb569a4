//! The M-step: each item on its own, by Newton's method with halving, given the expected counts.

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
    for (item, &first) in layout.items.iter().zip(&sheet.first) {
        if let Entry::Free { kernel, start } = item {
            let counts = &expected.counts[first..first + kernel.categories()];
            newton.maximise(layout, grid, *kernel, *start, counts, &mut next);
        }
    }
    population(layout, grid, &expected.nodes, &mut next);
    next
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

/// Newton's method for one item; the buffers are kept for the next one.
#[derive(Default)]
struct Newton {
    log_p: Vec<f64>,
    slopes: Vec<f64>,
    counts: Vec<f64>,
    gradient: Vec<f64>,
    hessian: Vec<f64>,
}

/// An M-step need not end exactly at its maximum; the gradient of the marginal likelihood decides in the end.
const STEPS: usize = 12;

impl Newton {
    fn maximise(
        &mut self,
        layout: &Layout,
        grid: &Grid,
        kernel: Kernel,
        start: usize,
        counts: &[Lanes],
        x: &mut [f64],
    ) {
        let free: Vec<usize> =
            (0..kernel.parameters()).filter(|own| layout.is_free(start + own)).collect();
        let mut value = self.derive(layout, grid, kernel, start, counts, x);
        for _ in 0..STEPS {
            let Some(step) = self.step(kernel.parameters(), &free) else { return };
            let gain: f64 =
                step.iter().zip(&free).map(|(step, &own)| step * self.gradient[own]).sum();
            if gain < 1e-10 {
                return;
            }
            let old = x[start..start + kernel.parameters()].to_vec();
            let mut scale = 1.0;
            loop {
                for (step, own) in step.iter().zip(&free) {
                    x[start + own] = old[*own] + scale * step;
                }
                let next = self.derive(layout, grid, kernel, start, counts, x);
                if next >= value {
                    value = next;
                    break;
                }
                scale *= 0.5;
                if scale < 1e-6 {
                    x[start..start + old.len()].copy_from_slice(&old);
                    return;
                }
            }
        }
    }

    /// The expected log-likelihood of the item with its prior, and in the buffers its derivatives.
    fn derive(
        &mut self,
        layout: &Layout,
        grid: &Grid,
        kernel: Kernel,
        start: usize,
        counts: &[Lanes],
        x: &[f64],
    ) -> f64 {
        let (k, n) = (kernel.categories(), kernel.parameters());
        let own = &x[start..start + n];
        for (buffer, length) in [
            (&mut self.log_p, k),
            (&mut self.slopes, k * n),
            (&mut self.counts, k),
            (&mut self.gradient, n),
            (&mut self.hessian, n * n),
        ] {
            buffer.clear();
            buffer.resize(length, 0.0);
        }
        let mut value = 0.0;
        for point in 0..POINTS {
            let theta = grid.theta[point];
            for (place, lanes) in self.counts.iter_mut().zip(counts) {
                *place = lanes[point];
            }
            kernel.evaluate(own, theta, &mut self.log_p, &mut self.slopes);
            kernel.curvature(own, theta, &self.log_p, &self.counts, &mut self.hessian);
            for (category, count) in self.counts.iter().enumerate() {
                value += count * self.log_p[category];
                let slopes = &self.slopes[category * n..(category + 1) * n];
                for (sum, slope) in self.gradient.iter_mut().zip(slopes) {
                    *sum += count * slope;
                }
            }
        }
        each_prior(layout, kernel, start, x, |parameter, [prior, first, second]| {
            let own = parameter - start;
            value += prior;
            self.gradient[own] += first;
            self.hessian[own * n + own] += second;
        });
        value
    }

    /// Newton's step for the free parameters; where the function is not concave, one towards the gradient.
    fn step(&self, n: usize, free: &[usize]) -> Option<Vec<f64>> {
        let m = free.len();
        let gradient: Vec<f64> = free.iter().map(|&own| self.gradient[own]).collect();
        let mut ridge = 0.0;
        for _ in 0..40 {
            let mut curvature = vec![0.0; m * m];
            for (i, &row) in free.iter().enumerate() {
                for (j, &column) in free[..=i].iter().enumerate() {
                    curvature[i * m + j] = -self.hessian[row * n + column];
                }
                curvature[i * m + i] += ridge;
            }
            if let Some(l) = cholesky(curvature, m) {
                let mut step = gradient;
                solve(&l, m, &mut step);
                return step.iter().all(|value| value.is_finite()).then_some(step);
            }
            let size = (0..n).map(|own| self.hessian[own * n + own].abs()).fold(1e-3, f64::max);
            ridge = if ridge > 0.0 { ridge * 10.0 } else { 1e-4 * size };
        }
        None
    }
}
