//! In: a population, and a function that sums a person's log-likelihood over points. Out: mean and standard deviation of
//! the posterior, over as many points as it needs.

use crate::irt::Population;

/// The points of the first level, from the middle to either end.
const REACH: i64 = 30;
/// A share of the posterior at an end of the window that is too much to leave out what lies beyond. The standard normal
/// itself has 1.2e-9 at six standard deviations.
const TAIL: f64 = 2e-9;
/// How far a window reaches, in standard deviations of the posterior.
const WIDTH: f64 = 9.0;
/// How far below the highest point, in logarithms, a first look takes points for part of a posterior: a share of 4e-11.
const PART: f64 = 24.0;
/// How far sums over every second point may be off those over all points, in standard deviations and as a share. The sum
/// over equal steps of a smooth density is off by about the square of that.
const COARSE: f64 = 1e-4;
/// Points per standard deviation that a normal posterior needs for it.
pub(super) const PER_SD: f64 = 1.45;
/// Logarithm of a share that adds nothing to a sum of doubles.
const NOTHING: f64 = -38.0;
/// Levels, and rounds, after which the posterior is taken as it is; reached only by items far outside anything meant.
const MOST_LEVELS: u32 = 40;
const MOST_ROUNDS: usize = 60;
const MOST_POINTS: i64 = 20_000;

/// Points of θ at every halving of a step: level 0 has the points of the population's grid, 0.2 standard deviations
/// apart, and each level has the points of the one before and those between.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lattice {
    middle: f64,
    sd: f64,
}

/// Neighbouring points of one level: `first`, `first + 1`, ..., counted from the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) level: u32,
    pub(super) first: i64,
    pub(super) points: usize,
}

impl Window {
    /// The whole grid at a level.
    pub(super) fn whole(level: u32) -> Self {
        let reach = REACH << level.min(MOST_LEVELS);
        Window { level, first: -reach, points: 2 * reach as usize + 1 }
    }

    /// Where it begins inside another one of the same level that holds all of it.
    pub(super) fn within(&self, whole: &Window) -> Option<usize> {
        let offset = usize::try_from(self.first - whole.first).ok()?;
        (offset + self.points <= whole.points).then_some(offset)
    }
}

/// The first two moments of a posterior, and where it was summed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moments {
    pub(super) mean: f64,
    pub(super) sd: f64,
    pub(super) window: Window,
}

/// What one pass over a window tells; lengths in steps.
struct Pass {
    mode: usize,
    total: f64,
    /// Of the mean, from the mode.
    shift: f64,
    sd: f64,
    /// How far the sums over every second point are off.
    off: f64,
}

impl Lattice {
    pub(super) fn new(population: Population) -> Self {
        Lattice { middle: population.mean(), sd: population.sd() }
    }

    /// The distance of neighbours.
    pub(super) fn step(self, level: u32) -> f64 {
        self.sd * 0.2 / 2.0_f64.powi(level as i32)
    }

    pub(super) fn at(self, level: u32, index: i64) -> f64 {
        self.middle + self.step(level) * index as f64
    }

    /// Sums the posterior: `add` adds the log-likelihood at the points of a window to a slice of zeros, or writes it. Afterwards
    /// `weights` has the posterior at the points of the window that is given back, not normalised.
    ///
    /// A window that is narrower than the posterior grows; one whose points are too far apart is replaced by one of
    /// a finer level around the posterior.
    pub(super) fn posterior(
        self,
        weights: &mut Vec<f64>,
        mut add: impl FnMut(Window, &mut [f64]),
    ) -> Moments {
        let mut window = Window::whole(0);
        let mut round = 0;
        loop {
            round += 1;
            let (mode, most) = self.heights(window, weights, &mut add);
            if let Some(finer) =
                closer(window, weights, (mode, most)).filter(|_| round < MOST_ROUNDS)
            {
                window = finer;
                continue;
            }
            let pass = pass(weights, (mode, most));
            let mean_at = window.first as f64 + pass.mode as f64 + pass.shift;
            let moments = Moments {
                mean: self.middle + self.step(window.level) * mean_at,
                sd: self.step(window.level) * pass.sd,
                window,
            };
            if round == MOST_ROUNDS {
                return moments;
            }
            let heavy = |end: Option<&f64>| end.is_some_and(|end| end / pass.total > TAIL);
            let (low, high) = (heavy(weights.first()), heavy(weights.last()));
            let points = window.points as i64;
            if (low || high) && points < MOST_POINTS {
                let more = points / 2;
                window.first -= if low { more } else { 0 };
                window.points += if low && high { 2 * more as usize } else { more as usize };
                continue;
            }
            if pass.off <= COARSE || window.level >= MOST_LEVELS {
                return moments;
            }
            let up = levels_up(pass.sd);
            let scale = 2.0_f64.powi(up as i32);
            let reach = ((WIDTH * pass.sd + pass.shift.abs() + 1.0) * scale).ceil() as i64;
            let reach = reach.min(MOST_POINTS / 2);
            let level = window.level + up;
            window = Window {
                level,
                first: (mean_at * scale).round() as i64 - reach,
                points: 2 * reach as usize + 1,
            };
        }
    }

    /// Fills in the logarithm of the posterior, and tells where it is highest.
    fn heights(
        self,
        window: Window,
        weights: &mut Vec<f64>,
        add: &mut impl FnMut(Window, &mut [f64]),
    ) -> (usize, f64) {
        weights.clear();
        weights.resize(window.points, 0.0);
        add(window, weights);
        let per_sd = self.step(window.level) / self.sd;
        let (mut mode, mut most) = (0, f64::NEG_INFINITY);
        for (point, weight) in weights.iter_mut().enumerate() {
            let z = (window.first + point as i64) as f64 * per_sd;
            *weight -= 0.5 * z * z;
            if *weight > most {
                (mode, most) = (point, *weight);
            }
        }
        (mode, most)
    }
}

/// A finer window where the bend at the mode says that the posterior is too narrow for these points: around all points that are
/// part of it, so that a second mode is not lost. It saves the exponentials of a sum that would be discarded.
fn closer(window: Window, heights: &[f64], (mode, most): (usize, f64)) -> Option<Window> {
    let around = heights.get(mode.checked_sub(1)?..mode + 2)?;
    let [left, here, right] = around else { return None };
    let sd = (2.0 * here - left - right).sqrt().recip();
    // Only where it is clear; the moments decide about the others.
    if !(sd < 0.85 * PER_SD && window.level < MOST_LEVELS) {
        return None;
    }
    let part = |height: &f64| *height > most - PART;
    let (low, high) = (heights.iter().position(part)?, heights.iter().rposition(part)?);
    // What lies beyond an end may be part of it too.
    if low == 0 || high + 1 == heights.len() {
        return None;
    }
    let up = levels_up(sd);
    let (first, last) = (window.first + low as i64 - 1, window.first + high as i64 + 1);
    let points = ((last - first) << up) + 1;
    (points < MOST_POINTS).then(|| Window {
        level: window.level + up,
        first: first << up,
        points: points as usize,
    })
}

/// How many levels finer a posterior needs, of so many steps per standard deviation: three at once where all of it sits on a point or
/// two and says little about its width.
fn levels_up(sd: f64) -> u32 {
    (PER_SD / sd).log2().ceil().clamp(1.0, 3.0) as u32
}

/// Turns logarithms into the posterior and takes its moments.
fn pass(weights: &mut [f64], (mode, most): (usize, f64)) -> Pass {
    // Points with the parity of the mode, and the others.
    let mut sums = [[0.0; 3]; 2];
    for (point, weight) in weights.iter_mut().enumerate() {
        let below = *weight - most;
        if below <= NOTHING {
            *weight = 0.0;
            continue;
        }
        *weight = below.exp();
        let x = point as f64 - mode as f64;
        let [total, first, second] = &mut sums[(point ^ mode) & 1];
        *total += *weight;
        *first += *weight * x;
        *second += *weight * x * x;
    }
    let [same, other] = sums;
    let total = same[0] + other[0];
    let shift = (same[1] + other[1]) / total;
    let sd = ((same[2] + other[2]) / total - shift * shift).max(0.0).sqrt();
    let off_total = (2.0 * same[0] / total - 1.0).abs();
    let off_mean = (same[1] / same[0] - shift).abs() / sd.max(f64::MIN_POSITIVE);
    Pass { mode, total, shift, sd, off: off_total.max(off_mean) }
}
