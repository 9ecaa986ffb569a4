//! Item parameters from answers: marginal maximum likelihood, in which abilities are summed out over a normal population
//! (Bock and Aitkin, 1981).
//!
//! In: [`Tally`] and a model per item. Out: a [`Calibration`], parameters with standard errors and the bank to score with;
//! or every reason why there is none.
//!
//! | part | for what |
//! |---|---|
//! | `problem`, `layout`, `priors` | what is free, where it stands, where to start |
//! | `kernel` | the models as functions of their parameters |
//! | `expect`, `maximise` | the two steps of EM |
//! | `climb` | extrapolation, and the last steps until the gradient is gone |
//! | `information`, `estimates` | standard errors |
//! | `item_fit` | whether an item behaves as its model says |
//! | `lanes`, `linear` | arithmetic |

mod climb;
mod estimates;
mod expect;
mod family;
mod information;
mod item_fit;
mod kernel;
mod lanes;
mod layout;
mod linear;
mod maximise;
mod priors;
mod problem;
mod violation;

use std::collections::BTreeMap;

use climb::{Climb, State};
use expect::Sheet;
use layout::{Entry, Grid};
use linear::{cholesky, inverse};
use problem::{Plan, Problem};

pub use estimates::{Estimate, ItemEstimate};
pub use family::{Family, UnknownFamily};
pub use item_fit::{ItemFit, NoItemFit};
pub use priors::Priors;
pub use violation::CalibrationViolation;

use super::{AnyItem, ItemBank, ItemModel, Population, Tally};
use crate::AssessError;

/// Estimates item parameters.
///
/// The population is standard normal. Where items set the unit of θ, its standard deviation is estimated (Rasch,
/// partial credit and rating scale items, whose a is 1), and with anchors its mean as well. Rating scale items of as many
/// categories share their steps. Missing answers are left out of the likelihood, which
/// is right if what is missing depends only on what was answered.
///
/// # Example
///
/// ```
/// use intervision_assess::irt::{Calibrator, Family, Tally};
///
/// // How often each pattern of three answers occurred.
/// let counts = [40, 12, 20, 18, 15, 22, 25, 98];
/// let mut answers = Tally::builder(["q1", "q2", "q3"]);
/// for (pattern, count) in counts.into_iter().enumerate() {
///     let row = [pattern & 1, pattern >> 1 & 1, pattern >> 2].map(|it| Some(it as u8));
///     answers = answers.with_rows(&row, count);
/// }
/// let calibration = Calibrator::new(Family::TwoPl).calibrate(&answers.build()?)?;
/// assert!(calibration.gradient() < 1e-5);
/// let q1 = &calibration.items()[0];
/// assert!(q1.slopes[0].value > 1.0 && q1.slopes[0].standard_error.is_some());
/// assert_eq!(calibration.bank().ids(), ["q1", "q2", "q3"]);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Calibrator {
    family: Family,
    families: BTreeMap<String, Family>,
    anchors: BTreeMap<String, AnyItem>,
    priors: Priors,
    tolerance: f64,
    limit: usize,
}

impl Calibrator {
    /// With this model for every item.
    pub fn new(family: Family) -> Self {
        Calibrator {
            family,
            families: BTreeMap::new(),
            anchors: BTreeMap::new(),
            priors: Priors::none(),
            tolerance: 1e-5,
            limit: 5000,
        }
    }

    /// Another model for one item.
    pub fn with_family(mut self, item: impl Into<String>, family: Family) -> Self {
        self.families.insert(item.into(), family);
        self
    }

    /// Holds an item at known parameters. The population's mean and standard deviation are then estimated on the scale of the
    /// anchors, and so are the other items.
    pub fn with_anchor(mut self, id: impl Into<String>, item: impl Into<AnyItem>) -> Self {
        self.anchors.insert(id.into(), item.into());
        self
    }

    /// What is known of the parameters beforehand.
    pub fn with_priors(mut self, priors: Priors) -> Self {
        self.priors = priors;
        self
    }

    /// When to stop: once no component of the gradient of the log-likelihood is larger than this; 1e-5 unless told.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] unless it is finite and above 0.
    pub fn with_tolerance(mut self, gradient: f64) -> Result<Self, AssessError> {
        if gradient.is_finite() && gradient > 0.0 {
            self.tolerance = gradient;
            return Ok(self);
        }
        let (setting, allowed) = ("the tolerance of the gradient", "finite and above 0");
        Err(AssessError::Setting { setting, value: gradient, allowed })
    }

    /// How many passes over the answers at most; 5000 unless told.
    pub fn with_limit(mut self, passes: usize) -> Self {
        self.limit = passes;
        self
    }

    /// Estimates the parameters.
    ///
    /// Each pass takes time proportional to patterns x items x 61 points; the information for standard errors to patterns x
    /// items² x 61 at most. The answer is the same for any order of the persons, and for any number of threads (feature
    /// `rayon`).
    ///
    /// # Errors
    ///
    /// [`AssessError::Calibration`] with every reason why it cannot be: too few persons or items for the model without priors
    /// or anchors, items that nobody or everybody answered alike, categories that nobody chose, slopes below 0.
    pub fn calibrate(&self, tally: &Tally) -> Result<Calibration, AssessError> {
        let plan = Plan {
            family: self.family,
            families: &self.families,
            anchors: &self.anchors,
            priors: self.priors,
        };
        let refuse = |violations| AssessError::Calibration { violations };
        let problem = plan.problem(tally).map_err(refuse)?;
        let categories: Vec<usize> = problem.layout.items.iter().map(Entry::categories).collect();
        let sheet = Sheet::new(tally, &categories);
        let (state, information, passes) = self.climb(&problem, &sheet);
        report(tally, &problem, &state, information, passes, self.tolerance).map_err(refuse)
    }

    /// Climbs, and lays the grid anew around a population that turns out to be another than the one it was laid for.
    fn climb(&self, problem: &Problem, sheet: &Sheet) -> (State, Vec<f64>, usize) {
        let mut grid = Grid::of(&Population::default());
        let (mut x, mut passes, mut rounds) = (problem.start.clone(), 0, 0);
        loop {
            let mut climb = Climb {
                layout: &problem.layout,
                sheet,
                grid: &grid,
                passes,
                limit: self.limit,
                tolerance: self.tolerance,
            };
            let state = climb.run(x);
            let (mean, sd) = problem.layout.population(&state.x);
            let population = Population::new(mean, sd);
            rounds += 1;
            match population {
                Ok(population) if !grid.fits(mean, sd) && rounds < 6 => {
                    (x, passes) = (state.x, climb.passes);
                    grid = Grid::of(&population);
                }
                _ => {
                    let information = climb.information(&state);
                    return (state, information, climb.passes);
                }
            }
        }
    }
}

fn report(
    tally: &Tally,
    problem: &Problem,
    state: &State,
    information: Vec<f64>,
    passes: usize,
    tolerance: f64,
) -> Result<Calibration, Vec<CalibrationViolation>> {
    let layout = &problem.layout;
    let n = layout.free.len();
    let covariance = cholesky(information, n).map(|l| inverse(&l, n));
    let solution = estimates::Solution {
        x: &state.x,
        covariance: covariance.as_deref(),
        places: &layout.places,
        free: n,
    };
    let (mut items, mut violations) = (Vec::new(), Vec::new());
    let common = problem.common_slope.then_some(layout.item_parameters + 1);
    for ((id, entry), family) in tally.ids().iter().zip(&layout.items).zip(&problem.families) {
        match (entry, family) {
            (Entry::Free { kernel, start }, Some(family)) => {
                match solution.item(id, *family, *kernel, *start, common) {
                    Ok(item) => items.push(item),
                    Err(violation) => violations.push(violation),
                }
            }
            (Entry::Fixed(item), _) => items.push(estimates::anchored(id, item)),
            (Entry::Free { .. }, None) => {}
        }
    }
    if !violations.is_empty() {
        return Err(violations);
    }
    let (mean, sd) = layout.population(&state.x);
    let (mean, sd) = if problem.common_slope { (0.0, 1.0) } else { (mean, sd) };
    let at = layout.item_parameters;
    let population = [
        solution.estimate(mean, &[(at, 1.0)]),
        if problem.common_slope {
            Estimate { value: 1.0, standard_error: Some(0.0) }
        } else {
            solution.estimate(sd, &[(at + 1, sd)])
        },
    ];
    let named = items.iter().map(|item| (item.id.clone(), item.item.clone()));
    let bank = ItemBank::new(named).map_err(|_| vec![CalibrationViolation::NothingFree])?;
    let bank = match Population::new(mean, sd) {
        Ok(population) => bank.with_population(population),
        Err(_) => bank,
    };
    Ok(Calibration {
        bank,
        items,
        population,
        log_likelihood: state.expected.log_likelihood,
        gradient: state.steepest(),
        converged: state.steepest() <= tolerance,
        passes,
        persons: problem.persons,
        parameters: n,
        free_population: layout.free_population.iter().filter(|free| **free).count(),
    })
}

/// Items with estimated parameters, and what these are worth.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    bank: ItemBank,
    items: Vec<ItemEstimate>,
    population: [Estimate; 2],
    log_likelihood: f64,
    gradient: f64,
    converged: bool,
    passes: usize,
    persons: u64,
    parameters: usize,
    /// How many of the population's two parameters were estimated.
    free_population: usize,
}

impl Calibration {
    /// The items with their estimated parameters and population, for scoring.
    #[must_use]
    pub fn bank(&self) -> &ItemBank {
        &self.bank
    }

    /// The parameters with standard errors, in the order of the answers.
    #[must_use]
    pub fn items(&self) -> &[ItemEstimate] {
        &self.items
    }

    /// The population's mean.
    #[must_use]
    pub fn mean(&self) -> Estimate {
        self.population[0]
    }

    /// The population's standard deviation.
    #[must_use]
    pub fn sd(&self) -> Estimate {
        self.population[1]
    }

    /// The marginal log-likelihood, without priors.
    #[must_use]
    pub fn log_likelihood(&self) -> f64 {
        self.log_likelihood
    }

    /// The largest component of the gradient at the estimates, of likelihood and priors together.
    #[must_use]
    pub fn gradient(&self) -> f64 {
        self.gradient
    }

    /// Whether the gradient is as small as was asked for; otherwise the passes ran out.
    #[must_use]
    pub fn has_converged(&self) -> bool {
        self.converged
    }

    /// How many passes over the answers were made.
    #[must_use]
    pub fn iterations(&self) -> usize {
        self.passes
    }

    /// How many persons answered at least one item.
    #[must_use]
    pub fn persons(&self) -> u64 {
        self.persons
    }

    /// How many parameters were estimated.
    #[must_use]
    pub fn parameters(&self) -> usize {
        self.parameters
    }

    /// How many estimated parameters an item's answers are compared with: its own and the population's.
    fn parameters_of(&self, item: usize) -> usize {
        let Some(estimate) = self.items.get(item) else { return 0 };
        let own = estimate.family.map_or(0, |family| {
            let all = family.kernel(estimate.item.categories()).parameters();
            all - usize::from(family.holds_slope())
        });
        own + self.free_population
    }

    /// Akaike's information criterion.
    #[must_use]
    pub fn aic(&self) -> f64 {
        2.0 * self.parameters as f64 - 2.0 * self.log_likelihood
    }

    /// Schwarz's Bayesian information criterion.
    #[must_use]
    pub fn bic(&self) -> f64 {
        self.parameters as f64 * (self.persons as f64).ln() - 2.0 * self.log_likelihood
    }
}
