//! The way up the likelihood: EM with extrapolation while it gains, then Newton-like steps until the gradient is gone.
//!
//! EM alone is safe but may creep: close to the top its steps shrink long before the parameters are right. Three passes of EM
//! give an extrapolation (SQUAREM, Varadhan and Roland, 2008), which is kept only if the likelihood does not fall below that of
//! the plain steps. Near the top the observed information gives the direction and BFGS updates keep it current.

use super::expect::{Expected, Sheet, expect, gradient, log_prior};
use super::information::observed;
use super::layout::{Grid, Layout, Tables};
use super::linear::{cholesky, dot, inverse};
use super::maximise::maximise;

/// What one pass over the data says about a vector of parameters.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) x: Vec<f64>,
    pub(super) tables: Tables,
    pub(super) expected: Expected,
    /// The log-likelihood with the log-prior.
    pub(super) value: f64,
    /// Of the free parameters.
    pub(super) gradient: Vec<f64>,
}

impl State {
    /// The largest component of the gradient.
    pub(super) fn steepest(&self) -> f64 {
        self.gradient.iter().fold(0.0, |most, value| value.abs().max(most))
    }

    fn is_finite(&self) -> bool {
        self.value.is_finite() && self.gradient.iter().all(|value| value.is_finite())
    }
}

/// The problem, and how often it has been asked for a value.
pub(super) struct Climb<'a> {
    pub(super) layout: &'a Layout,
    pub(super) sheet: &'a Sheet,
    pub(super) grid: &'a Grid,
    pub(super) passes: usize,
    pub(super) limit: usize,
    pub(super) tolerance: f64,
}

impl Climb<'_> {
    pub(super) fn at(&mut self, x: Vec<f64>) -> State {
        self.passes += 1;
        let tables = Tables::new(self.layout, self.grid, &x);
        let expected = expect(self.sheet, &tables);
        let value = expected.log_likelihood + log_prior(self.layout, &x);
        let all = gradient(self.layout, self.sheet, &tables, &expected, &x);
        let gradient = self.layout.gather(&all);
        State { x, tables, expected, value, gradient }
    }

    fn em(&self, from: &State) -> Vec<f64> {
        maximise(self.layout, self.sheet, self.grid, &from.expected, &from.x)
    }

    fn done(&self, state: &State) -> bool {
        state.steepest() <= self.tolerance || self.passes >= self.limit
    }

    pub(super) fn information(&self, state: &State) -> Vec<f64> {
        observed(self.layout, self.sheet, self.grid, &state.tables, &state.expected, &state.x)
    }

    /// Climbs from these parameters.
    pub(super) fn run(&mut self, x: Vec<f64>) -> State {
        let mut here = self.at(x);
        // Once a cycle gains less than this, the top is near enough for Newton's direction to be right.
        let mut near = 0.5;
        while !self.done(&here) {
            let before = here.value;
            here = self.cycle(&here);
            if here.value - before < near {
                here = self.polish(here);
                near *= 0.01;
            }
        }
        here
    }

    /// Two steps of EM and one beyond them.
    fn cycle(&mut self, start: &State) -> State {
        let first = self.at(self.em(start));
        if self.done(&first) {
            return first;
        }
        let second = self.em(&first);
        if let Some(x) = extrapolate(&start.x, &first.x, &second) {
            let beyond = self.at(x);
            if beyond.is_finite() && beyond.value >= first.value {
                return beyond;
            }
        }
        self.at(second)
    }

    /// Quasi-Newton steps for as long as they help.
    fn polish(&mut self, mut here: State) -> State {
        let n = here.gradient.len();
        let Some(l) = cholesky(self.information(&here), n) else { return here };
        let mut metric = inverse(&l, n);
        while !self.done(&here) {
            let step: Vec<f64> =
                metric.chunks_exact(n).map(|row| dot(row, &here.gradient)).collect();
            let promise = dot(&step, &here.gradient);
            if promise.is_nan() || promise <= 0.0 {
                return here;
            }
            let Some(next) = self.search(&here, &step, promise) else { return here };
            update(&mut metric, &here, &next, &self.layout.free);
            here = next;
        }
        here
    }

    /// Goes along a step, or half of it, and so on, until the value does not fall.
    fn search(&mut self, here: &State, step: &[f64], promise: f64) -> Option<State> {
        // Differences below this are rounding.
        let noise = 1e-12 * here.value.abs();
        let mut scale = 1.0;
        while scale > 1e-4 && self.passes < self.limit {
            let mut x = here.x.clone();
            self.layout.go(&mut x, step, scale);
            let next = self.at(x);
            let gained = next.value - here.value;
            let flat = gained.abs() <= noise && next.steepest() < here.steepest();
            if next.is_finite() && (gained >= 1e-4 * scale * promise || flat) {
                return Some(next);
            }
            scale *= 0.25;
        }
        None
    }
}

/// The point that SQUAREM's third scheme reaches from three points of EM; `None` where they no longer move.
fn extrapolate(start: &[f64], first: &[f64], second: &[f64]) -> Option<Vec<f64>> {
    let r: Vec<f64> = first.iter().zip(start).map(|(b, a)| b - a).collect();
    let v: Vec<f64> = second.iter().zip(first).zip(&r).map(|((c, b), r)| c - b - r).collect();
    let (r_size, v_size) = (dot(&r, &r).sqrt(), dot(&v, &v).sqrt());
    let length = r_size / v_size;
    if !length.is_finite() || length <= 1.0 {
        return None;
    }
    let at = |((start, r), v): ((&f64, &f64), &f64)| start + 2.0 * length * r + length * length * v;
    Some(start.iter().zip(&r).zip(&v).map(at).collect())
}

/// The BFGS update of the inverse of the negative second derivatives.
fn update(metric: &mut [f64], here: &State, next: &State, free: &[usize]) {
    let n = free.len();
    let s: Vec<f64> = free.iter().map(|&place| next.x[place] - here.x[place]).collect();
    let y: Vec<f64> = here.gradient.iter().zip(&next.gradient).map(|(a, b)| a - b).collect();
    let sy = dot(&s, &y);
    let hy: Vec<f64> = metric.chunks_exact(n).map(|row| dot(row, &y)).collect();
    let yhy = dot(&y, &hy);
    // Without curvature along the step there is nothing to learn.
    if !(sy > 1e-10 * yhy && sy > 0.0) {
        return;
    }
    for (i, row) in metric.chunks_exact_mut(n).enumerate() {
        for (j, value) in row.iter_mut().enumerate() {
            *value += ((1.0 + yhy / sy) * s[i] * s[j] - hy[i] * s[j] - s[i] * hy[j]) / sy;
        }
    }
}
