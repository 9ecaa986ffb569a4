use super::PatternViolation;
use crate::irt::{Curve, Fisher, ItemModel, Population};

/// One answer: an item and the category that was chosen.
#[derive(Clone, Copy)]
pub struct Answered<'a> {
    pub(super) item: &'a dyn ItemModel,
    pub(super) category: usize,
}

impl std::fmt::Debug for Answered<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answered").finish_non_exhaustive()
    }
}

impl<'a> Answered<'a> {
    /// This category of this item.
    ///
    /// # Errors
    ///
    /// [`PatternViolation::NoCategory`] if the item has no such category.
    pub fn new(item: &'a dyn ItemModel, category: usize) -> Result<Self, PatternViolation> {
        let categories = item.categories();
        if category < categories {
            return Ok(Answered { item, category });
        }
        Err(PatternViolation::NoCategory { category, categories })
    }

    /// The item.
    #[must_use]
    pub fn item(&self) -> &'a dyn ItemModel {
        self.item
    }

    /// The category.
    #[must_use]
    pub fn category(&self) -> usize {
        self.category
    }

    fn curve(&self, theta: f64) -> Curve {
        self.item.curve(self.category, theta).unwrap_or_default()
    }
}

/// All that is known of one person: the population they come from and what they answered.
///
/// ```
/// use intervision_assess::irt::score::{AbilityEstimator, Answered, Eap, Evidence};
/// use intervision_assess::irt::{Logistic, Population};
///
/// let (easy, hard) = (Logistic::rasch(-1.0)?, Logistic::rasch(1.0)?);
/// let answers = [Answered::new(&easy, 1)?, Answered::new(&hard, 0)?];
/// let evidence = Evidence::new(Population::default(), &answers);
/// let ability = Eap::default().estimate(&evidence);
/// assert!(ability.theta().unwrap().abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    population: Population,
    answers: &'a [Answered<'a>],
    /// The log-likelihood at all points of a level of the lattice, where somebody has summed it already.
    summed: Option<(u32, &'a [f64])>,
}

impl<'a> Evidence<'a> {
    /// What a person of this population answered.
    #[must_use]
    pub fn new(population: Population, answers: &'a [Answered<'a>]) -> Self {
        Evidence { population, answers, summed: None }
    }

    /// With the log-likelihood at the points of [`ThetaGrid::of`](crate::irt::ThetaGrid::of) this population, or, at the next
    /// levels, at so many times as many points.
    pub(crate) fn with_sums(self, level: u32, sums: &'a [f64]) -> Self {
        Evidence { summed: Some((level, sums)), ..self }
    }

    /// The log-likelihood at the points of the population's grid, if it is there.
    pub(super) fn sums(&self) -> Option<impl Iterator<Item = f64> + Clone + 'a> {
        let (level, sums) = self.summed?;
        Some(sums.iter().step_by(1 << level).copied())
    }

    /// The sums that are there, with their level.
    pub(super) fn summed(&self) -> Option<(u32, &'a [f64])> {
        self.summed
    }

    /// The population: the prior of estimators that have one.
    #[must_use]
    pub fn population(&self) -> Population {
        self.population
    }

    /// The answers.
    #[must_use]
    pub fn answers(&self) -> &'a [Answered<'a>] {
        self.answers
    }

    /// The logarithm of the likelihood at θ, with its first two derivatives.
    #[must_use]
    pub fn log_likelihood(&self, theta: f64) -> Curve {
        let mut sum = Curve::default();
        for answer in self.answers {
            let curve = answer.curve(theta);
            sum.log_p += curve.log_p;
            sum.first += curve.first;
            sum.second += curve.second;
        }
        sum
    }

    /// Fisher's information of the items that were answered, at θ.
    #[must_use]
    pub fn fisher(&self, theta: f64) -> Fisher {
        let mut sum = Fisher::default();
        for answer in self.answers {
            sum += answer.item.fisher(theta);
        }
        sum
    }

    /// The logarithm of the population's density at θ, up to a constant.
    pub(super) fn log_prior(&self, theta: f64) -> f64 {
        let z = (theta - self.population.mean()) / self.population.sd();
        -0.5 * z * z
    }

    /// Whether the likelihood can have only one maximum.
    pub(super) fn log_concave(&self) -> bool {
        self.answers.iter().all(|answer| answer.item.log_concave())
    }
}
