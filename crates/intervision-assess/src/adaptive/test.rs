use super::index::InformationIndex;
use super::quotas::Quotas;
use super::sitting::Sitting;
use super::stop::setting;
use super::{
    ContentQuotas, Exposure, ItemSelector, MaximumInformation, StopRule, TestState, TestViolation,
};
use crate::AssessError;
use crate::irt::score::{AbilityEstimator, Eap};
use crate::irt::{ItemBank, LogTable, ThetaGrid};

/// How often the distance of the grid's points is halved for the table: after some twenty informative items a posterior is too
/// narrow for the grid itself.
pub(super) const LEVEL: u32 = 2;

/// An adaptive test: a bank, and the rules by which items are chosen and tests end.
///
/// Without further words it takes the most informative item, estimates by [`Eap`], and ends when the bank is used up.
///
/// ```
/// use intervision_assess::adaptive::{AdaptiveTest, Next, StandardErrorBelow};
/// use intervision_assess::irt::{ItemBank, Logistic};
///
/// let mut items = Vec::new();
/// for k in 0..40 {
///     items.push((format!("q{k:02}"), Logistic::two_parameter(1.6, f64::from(k) / 8.0 - 2.5)?.into()));
/// }
/// let test = AdaptiveTest::new(ItemBank::new(items)?)
///     .with_length(3, 25)?
///     .with_stop(StandardErrorBelow::new(0.4)?);
///
/// let mut sitting = test.begin(7);
/// let outcome = loop {
///     match sitting.proceed() {
///         // Here somebody looks at the item and answers; this one gets every item up to q24 right.
///         Next::Ask(item) => {
///             let right = test.bank().ids()[item].as_str() <= "q24";
///             sitting.answer(right.into())?;
///         }
///         Next::Done(outcome) => break outcome,
///     }
/// };
/// assert!(outcome.length < 25 && outcome.ability.standard_error().unwrap() <= 0.4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct AdaptiveTest {
    pub(super) bank: ItemBank,
    /// Of the bank.
    pub(super) fingerprint: String,
    pub(super) index: InformationIndex,
    pub(super) table: LogTable,
    pub(super) selector: Box<dyn ItemSelector>,
    pub(super) estimator: Box<dyn AbilityEstimator>,
    pub(super) stops: Vec<Box<dyn StopRule>>,
    pub(super) start: f64,
    pub(super) shortest: usize,
    pub(super) longest: usize,
    pub(super) exposure: Exposure,
    pub(super) quotas: Quotas,
    wanted: ContentQuotas,
}

impl std::fmt::Debug for AdaptiveTest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AdaptiveTest")
            .field("items", &self.bank.len())
            .field("selector", &self.selector.name())
            .field("estimator", &self.estimator.name())
            .finish_non_exhaustive()
    }
}

impl AdaptiveTest {
    /// A test of the items of this bank, whose population is the prior.
    #[must_use]
    pub fn new(bank: ItemBank) -> Self {
        let grid = ThetaGrid::halved(&bank.population(), LEVEL);
        AdaptiveTest {
            index: InformationIndex::new(&bank),
            table: LogTable::new(bank.items(), &grid),
            selector: Box::new(MaximumInformation),
            estimator: Box::new(Eap::default()),
            stops: Vec::new(),
            start: bank.population().mean(),
            shortest: 1,
            longest: bank.len(),
            exposure: Exposure::default(),
            quotas: Quotas::default(),
            wanted: ContentQuotas::default(),
            fingerprint: bank.fingerprint(),
            bank,
        }
    }

    /// Another way to choose items.
    #[must_use]
    pub fn with_selector(mut self, selector: impl ItemSelector + 'static) -> Self {
        self.selector = Box::new(selector);
        self
    }

    /// Another estimator, in the course of the test and at its end.
    #[must_use]
    pub fn with_estimator(mut self, estimator: impl AbilityEstimator + 'static) -> Self {
        self.estimator = Box::new(estimator);
        self
    }

    /// One more rule by which a test may end; the first that says so counts.
    #[must_use]
    pub fn with_stop(mut self, rule: impl StopRule + 'static) -> Self {
        self.stops.push(Box::new(rule));
        self
    }

    /// The θ for which the first item is chosen, instead of the population's mean.
    ///
    /// # Errors
    ///
    /// [`AssessError::AdaptiveTest`] if it is no number.
    pub fn with_start(mut self, theta: f64) -> Result<Self, AssessError> {
        if !theta.is_finite() {
            return Err(setting("start", theta, "a number"));
        }
        self.start = theta;
        Ok(self)
    }

    /// How many items a test has at least and at most.
    ///
    /// # Errors
    ///
    /// [`AssessError::AdaptiveTest`] if they contradict each other, the bank or quotas.
    pub fn with_length(mut self, shortest: usize, longest: usize) -> Result<Self, AssessError> {
        let items = self.bank.len();
        if shortest < 1 || shortest > longest || longest > items {
            let violations = vec![TestViolation::Length { shortest, longest, items }];
            return Err(AssessError::AdaptiveTest { violations });
        }
        (self.shortest, self.longest) = (shortest, longest);
        let quotas = self.wanted.lower(&self.bank, longest);
        self.quotas = quotas.map_err(|violations| AssessError::AdaptiveTest { violations })?;
        Ok(self)
    }

    /// How often items may be shown.
    ///
    /// # Errors
    ///
    /// [`AssessError::AdaptiveTest`] lists every item that is not in the bank and every probability that is none.
    pub fn with_exposure(mut self, exposure: Exposure) -> Result<Self, AssessError> {
        let violations: Vec<TestViolation> = match &exposure {
            Exposure::Unlimited | Exposure::Randomesque { among: 1.. } => Vec::new(),
            Exposure::Randomesque { among } => vec![TestViolation::Among { among: *among }],
            Exposure::SympsonHetter { pass } => pass
                .iter()
                .filter(|(item, p)| self.bank.index(item).is_none() || !(**p > 0.0 && **p <= 1.0))
                .map(|(item, &probability)| TestViolation::Pass { item: item.clone(), probability })
                .collect(),
        };
        if !violations.is_empty() {
            return Err(AssessError::AdaptiveTest { violations });
        }
        self.exposure = exposure;
        Ok(self)
    }

    /// How many items of each area a test has.
    ///
    /// # Errors
    ///
    /// [`AssessError::AdaptiveTest`] lists every item that is not in the bank or in two areas, and every quota that no test
    /// can keep.
    pub fn with_quotas(mut self, quotas: ContentQuotas) -> Result<Self, AssessError> {
        let lowered = quotas.lower(&self.bank, self.longest);
        self.quotas = lowered.map_err(|violations| AssessError::AdaptiveTest { violations })?;
        self.wanted = quotas;
        Ok(self)
    }

    /// The bank.
    #[must_use]
    pub fn bank(&self) -> &ItemBank {
        &self.bank
    }

    /// The shortest and the longest test.
    #[must_use]
    pub fn length(&self) -> (usize, usize) {
        (self.shortest, self.longest)
    }

    /// Begins a test for one person. The seed decides what is drawn, if anything is.
    #[must_use]
    pub fn begin(&self, seed: u64) -> Sitting<'_> {
        Sitting::new(self, seed)
    }

    /// Takes a test up again: it goes on as if it had not been interrupted.
    ///
    /// # Errors
    ///
    /// [`AssessError::Sitting`] if the state was written with another bank; otherwise it lists every item that the bank does not have or
    /// that is there twice, and every category that an item does not have.
    pub fn resume(&self, state: &TestState) -> Result<Sitting<'_>, AssessError> {
        Sitting::resume(self, state)
    }
}
