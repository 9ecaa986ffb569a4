use super::Evidence;
use super::lattice::{Lattice, Moments, PER_SD, Window};
use crate::irt::{LogTable, ThetaGrid};

/// What is believed of a person's θ after their answers: the population's density times the likelihood.
///
/// ```
/// use intervision_assess::irt::score::{Answered, Evidence, Posterior};
/// use intervision_assess::irt::{Logistic, Population};
///
/// let item = Logistic::rasch(0.0)?;
/// let answers = [Answered::new(&item, 1)?];
/// let posterior = Posterior::of(&Evidence::new(Population::default(), &answers));
/// assert!(posterior.mean() > 0.0 && posterior.sd() < 1.0);
/// assert!(posterior.probability_above(0.0) > 0.6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Posterior<'a> {
    evidence: Evidence<'a>,
    moments: Moments,
    points: Vec<f64>,
    weights: Vec<f64>,
}

impl<'a> Posterior<'a> {
    /// Sums the posterior over 61 points, and over more where it is narrower than their distance or reaches beyond them.
    /// Without answers it is the population.
    ///
    /// Good to about 1e-7. Complexity: points times answers.
    #[must_use]
    pub fn of(evidence: &Evidence<'a>) -> Self {
        let lattice = Lattice::new(evidence.population());
        let mut weights = Vec::new();
        let moments =
            lattice.posterior(&mut weights, |window, sums| add(lattice, evidence, window, sums));
        let Window { level, first, .. } = moments.window;
        let points = (first..).take(weights.len()).map(|index| lattice.at(level, index)).collect();
        let total: f64 = weights.iter().sum();
        for weight in &mut weights {
            *weight /= total;
        }
        Posterior { evidence: *evidence, moments, points, weights }
    }

    /// Its mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.moments.mean
    }

    /// Its standard deviation.
    #[must_use]
    pub fn sd(&self) -> f64 {
        self.moments.sd
    }

    /// Equally spaced points of θ, lowest first.
    #[must_use]
    pub fn points(&self) -> &[f64] {
        &self.points
    }

    /// The share at each point; they sum to one.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The probability that θ is above a cut: trapezoids on either side of it, with the first term of Euler and Maclaurin
    /// at the cut. Good to about 1e-6.
    #[must_use]
    pub fn probability_above(&self, cut: f64) -> f64 {
        const STEPS: f64 = 6.0;
        let (step, steps) = (self.sd() / STEPS, 10.0 * STEPS);
        let far = (cut - self.mean()) / self.sd();
        if far.abs() > 9.0 {
            return if far > 0.0 { 0.0 } else { 1.0 };
        }
        let log =
            |theta: f64| self.evidence.log_prior(theta) + self.evidence.log_likelihood(theta).log_p;
        let most = log(self.mean());
        let density = |theta: f64| (log(theta) - most).exp();
        let count = |sds: f64| (steps + sds * STEPS).max(1.0) as i32;
        let side = |direction: f64, count: i32| -> f64 {
            (1..=count).map(|k| density(cut + direction * step * f64::from(k))).sum()
        };
        let (above, below) = (side(1.0, count(-far)), side(-1.0, count(far)));
        let at = density(cut);
        let sd = self.evidence.population().sd();
        let pull = (cut - self.evidence.population().mean()) / (sd * sd);
        let slope = at * (self.evidence.log_likelihood(cut).first - pull);
        let correction = step * slope / 12.0;
        let above = above + 0.5 * at + correction;
        let below = below + 0.5 * at - correction;
        (above / (above + below)).clamp(0.0, 1.0)
    }
}

/// Adds the log-likelihood at the points of a window, from sums that are there or item by item.
pub(super) fn add(lattice: Lattice, evidence: &Evidence<'_>, window: Window, sums: &mut [f64]) {
    let known = evidence.summed().filter(|(level, _)| *level >= window.level);
    for (point, sum) in sums.iter_mut().enumerate() {
        let index = window.first + point as i64;
        let there = known.and_then(|(level, known)| {
            let place = (index << (level - window.level)) - Window::whole(level).first;
            usize::try_from(place).ok().and_then(|place| known.get(place))
        });
        *sum += match there {
            Some(there) => *there,
            None => evidence.log_likelihood(lattice.at(window.level, index)).log_p,
        };
    }
}

/// Log-probabilities of a bank at several levels, for many persons.
#[derive(Debug)]
pub(super) struct Ladder {
    lattice: Lattice,
    tables: Vec<LogTable>,
}

impl Ladder {
    /// Tables down to the level that the narrowest posterior needs, but no more than `most`.
    pub(super) fn new(bank: &crate::irt::ItemBank, most: u32) -> Self {
        let population = bank.population();
        let lattice = Lattice::new(population);
        let grid = ThetaGrid::of(&population);
        let information =
            grid.points().iter().map(|&theta| bank.fisher(theta).information).fold(0.0, f64::max);
        let narrowest = (information + population.sd().powi(-2)).sqrt().recip();
        let deepest =
            (PER_SD * lattice.step(0) / narrowest).log2().ceil().clamp(0.0, f64::from(most));
        // And one more, for whose posterior is not quite normal.
        let deepest = (deepest as u32 + 1).min(most);
        let grids = (0..=deepest).map(|level| ThetaGrid::halved(&population, level));
        let tables = grids.map(|grid| LogTable::new(bank.items(), &grid)).collect();
        Ladder { lattice, tables }
    }

    pub(super) fn lattice(&self) -> Lattice {
        self.lattice
    }

    /// Writes the log-likelihood of these answers at the points of a window; says whether the tables reach that far. `places` is
    /// room for where rows begin.
    pub(super) fn total(
        &self,
        given: impl Iterator<Item = (usize, usize)>,
        window: Window,
        places: &mut Vec<usize>,
        sums: &mut [f64],
    ) -> bool {
        let Some(table) = self.tables.get(window.level as usize) else { return false };
        let Some(offset) = window.within(&Window::whole(window.level)) else { return false };
        places.clear();
        places.extend(given.filter_map(|(item, category)| table.place(item, category)));
        table.total(places, offset, sums);
        true
    }
}
