//! Likelihood equations with a correction for bias.

use super::estimator::{BLOCK, in_blocks};
use super::mode::summit;
use super::root::passage;
use super::{Ability, AbilityEstimator, Evidence, Patterns};
use crate::irt::{AnyItem, Fisher, ItemBank, ItemModel, LogTable, ThetaGrid};

/// Below it, nothing can be divided by the information any more.
const NO_INFORMATION: f64 = 1e-280;

/// Warm's weighted likelihood estimate: the root of l' + J/(2I), which takes out the first-order bias of maximum
/// likelihood (Warm, 1989; Samejima, 1993, for more than two categories).
///
/// It is finite for all-right and all-wrong patterns too. The standard error is 1/√I. Where there are several roots, as
/// few or very different items can have, it is the one at which the weighted likelihood, whose logarithm is the integral of
/// the equation, is highest.
///
/// ```
/// use intervision_assess::irt::score::{AbilityEstimator, Answered, Evidence, Warm};
/// use intervision_assess::irt::{Logistic, Population};
///
/// // One Rasch item, answered right: with P = σ(θ) the equation is (1 - P) + (1 - 2P)/2 = 0, so P is 3/4.
/// let item = Logistic::rasch(0.0)?;
/// let answers = [Answered::new(&item, 1)?];
/// let ability = Warm.estimate(&Evidence::new(Population::default(), &answers));
/// assert!((ability.theta().unwrap() - 3.0_f64.ln()).abs() < 1e-10);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Warm;

/// The mode of the likelihood times Jeffreys' prior √I: the root of l' + I'/(2I) (Jeffreys, 1946; Magis and Raîche, 2012).
///
/// For the 2PL and the partial credit models it is Warm's estimate. For other models it is not, although some programs
/// print it under that name. The standard error is 1/√I.
///
/// ```
/// use intervision_assess::irt::score::{AbilityEstimator, Answered, Evidence, Jeffreys, Warm};
/// use intervision_assess::irt::{Logistic, Population};
///
/// let guessed = Logistic::three_parameter(1.2, 0.0, 0.25)?;
/// let answers = [Answered::new(&guessed, 1)?];
/// let evidence = Evidence::new(Population::default(), &answers);
/// assert_ne!(Jeffreys.estimate(&evidence).theta(), Warm.estimate(&evidence).theta());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Jeffreys;

impl AbilityEstimator for Warm {
    fn name(&self) -> &'static str {
        "WLE"
    }

    fn estimate(&self, evidence: &Evidence<'_>) -> Ability {
        estimate_one(evidence, |fisher| fisher.warm)
    }

    fn estimate_all(&self, bank: &ItemBank, patterns: &Patterns) -> Vec<Ability> {
        estimate_all(bank, patterns, |fisher| fisher.warm)
    }
}

impl AbilityEstimator for Jeffreys {
    fn name(&self) -> &'static str {
        "Jeffreys"
    }

    fn estimate(&self, evidence: &Evidence<'_>) -> Ability {
        estimate_one(evidence, |fisher| fisher.slope)
    }

    fn estimate_all(&self, bank: &ItemBank, patterns: &Patterns) -> Vec<Ability> {
        estimate_all(bank, patterns, |fisher| fisher.slope)
    }
}

/// The equation of one person, with the numerator of its correction.
struct Equation<'a, C> {
    evidence: &'a Evidence<'a>,
    numerator: C,
}

impl<C: Fn(Fisher) -> f64> Equation<'_, C> {
    /// The left side, its correction alone, and the slope of the rest; `None` where there is no information.
    fn at(&self, theta: f64) -> Option<(f64, f64, f64)> {
        let fisher = self.evidence.fisher(theta);
        if fisher.information < NO_INFORMATION {
            return None;
        }
        let curve = self.evidence.log_likelihood(theta);
        let correction = (self.numerator)(fisher) / (2.0 * fisher.information);
        Some((curve.first + correction, correction, curve.second))
    }

    /// The left side; where there is no information, what pulls it back to where there is.
    fn left(&self, theta: f64) -> f64 {
        let back = self.evidence.population().mean() - theta;
        self.at(theta).map_or(back, |(left, ..)| left)
    }

    /// The root between two places, by Newton's method; the slope of the correction is taken from the last two rounds.
    fn root(&self, ends: (f64, f64), start: f64) -> f64 {
        let mut before: Option<(f64, f64)> = None;
        passage(ends, start, self.evidence.population().sd(), |theta| {
            let Some((left, correction, second)) = self.at(theta) else {
                return (self.left(theta), 0.0);
            };
            let bend = match before {
                Some((x, y)) if (theta - x).abs() > 1e-9 => (correction - y) / (theta - x),
                _ => 0.0,
            };
            before = Some((theta, correction));
            (left, second + bend)
        })
    }

    /// The integral of the left side, by Simpson's rule: how much higher the weighted log-likelihood is at `to`.
    fn rise(&self, from: f64, to: f64) -> f64 {
        const HALVES: i32 = 64;
        let step = (to - from) / f64::from(2 * HALVES);
        let inner = (1..2 * HALVES).map(|k| {
            let weight = if k % 2 == 1 { 4.0 } else { 2.0 };
            weight * self.left(from + step * f64::from(k))
        });
        (self.left(from) + inner.sum::<f64>() + self.left(to)) * step / 3.0
    }

    /// The root at which the weighted likelihood is highest: each place of the grid that is higher than its neighbours leads
    /// to one, and so does an end that is.
    fn highest(&self, points: &[f64], heights: &[f64]) -> f64 {
        let height = |point: Option<usize>| {
            point.and_then(|point| heights.get(point)).copied().unwrap_or(f64::NEG_INFINITY)
        };
        let place = |point: Option<usize>, end: f64| {
            point.and_then(|point| points.get(point)).copied().unwrap_or(end)
        };
        let mut best: Option<f64> = None;
        let (mut last, mut above) = (None, 0.0);
        for (point, &start) in points.iter().enumerate() {
            let (left, right) = (point.checked_sub(1), Some(point + 1));
            let here = height(Some(point));
            if height(left) >= here || here < height(right) {
                continue;
            }
            let ends = (place(left, f64::NEG_INFINITY), place(right, f64::INFINITY));
            let start = summit(point, points, heights).unwrap_or(start);
            let root = self.root(ends, start);
            // `above` is how much higher this root is than the best one.
            above += last.map_or(0.0, |last| self.rise(last, root));
            if best.is_none() || above > 0.0 {
                (best, above) = (Some(root), 0.0);
            }
            last = Some(root);
        }
        best.unwrap_or(self.evidence.population().mean())
    }
}

/// Estimates from the log-likelihood at the points of the population's grid, and what is known of the items there.
fn estimate(
    evidence: &Evidence<'_>,
    (points, fisher): (&[f64], &[Fisher]),
    numerator: impl Fn(Fisher) -> f64,
) -> Ability {
    if evidence.answers().is_empty() {
        return Ability::NoResponses;
    }
    let mut heights: Vec<f64> = match evidence.sums() {
        Some(sums) => sums.collect(),
        None => points.iter().map(|&theta| evidence.log_likelihood(theta).log_p).collect(),
    };
    let middle = evidence.population().mean();
    let correction = |fisher: Fisher, theta: f64| {
        if fisher.information < NO_INFORMATION {
            middle - theta
        } else {
            numerator(fisher) / (2.0 * fisher.information)
        }
    };
    // The logarithm of the weight is the integral of the correction; trapezoids are enough to tell hills apart.
    let (mut weight, mut before) = (0.0, None);
    for ((height, &theta), &fisher) in heights.iter_mut().zip(points).zip(fisher) {
        let here = correction(fisher, theta);
        if let Some((there, old)) = before {
            weight += 0.5 * (here + old) * (theta - there);
        }
        before = Some((theta, here));
        *height += weight;
    }
    let theta = Equation { evidence, numerator }.highest(points, &heights);
    let information = evidence.fisher(theta).information;
    if information >= NO_INFORMATION && theta.is_finite() {
        return Ability::Finite { theta, se: information.sqrt().recip() };
    }
    if theta < middle { Ability::AtMinusInfinity } else { Ability::AtPlusInfinity }
}

/// One person alone.
fn estimate_one(evidence: &Evidence<'_>, numerator: impl Fn(Fisher) -> f64) -> Ability {
    let grid = ThetaGrid::of(&evidence.population());
    let fisher: Vec<Fisher> = grid.points().iter().map(|&theta| evidence.fisher(theta)).collect();
    estimate(evidence, (grid.points(), &fisher), numerator)
}

/// Many persons: log-probabilities and information of every item at every point of the grid are worked out once.
fn estimate_all(
    bank: &ItemBank,
    patterns: &Patterns,
    numerator: impl Fn(Fisher) -> f64 + Sync,
) -> Vec<Ability> {
    let population = bank.population();
    let grid = ThetaGrid::of(&population);
    let table = LogTable::new(bank.items(), &grid);
    let row = |item: &AnyItem| grid.points().iter().map(|&theta| item.fisher(theta)).collect();
    let rows: Vec<Vec<Fisher>> = bank.items().iter().map(row).collect();
    in_blocks(patterns.len(), BLOCK, |persons| {
        let mut answers = Vec::new();
        let (mut sums, mut fisher) = (vec![0.0; grid.len()], vec![Fisher::default(); grid.len()]);
        let one = |person| {
            patterns.answered(bank, person, &mut answers);
            sums.fill(0.0);
            fisher.fill(Fisher::default());
            for (item, category) in patterns.given(person) {
                table.add(item, category, &mut sums);
                for (sum, &value) in fisher.iter_mut().zip(rows.get(item).into_iter().flatten()) {
                    *sum += value;
                }
            }
            let evidence = Evidence::new(population, &answers).with_sums(0, &sums);
            estimate(&evidence, (grid.points(), &fisher), &numerator)
        };
        persons.map(one).collect()
    })
}
