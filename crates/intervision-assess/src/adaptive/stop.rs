use super::{SoFar, TestViolation};
use crate::AssessError;

/// Why a test ended.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum StopReason {
    /// The standard error is as small as was asked for.
    StandardError,
    /// The test is as long as it may be.
    Length,
    /// It is clear enough on which side of a target the ability lies.
    Classified {
        /// Whether it lies above.
        above: bool,
        /// How probable that is.
        probability: f64,
    },
    /// No item may be asked any more: the bank is used up, or quotas close the rest.
    NoItemLeft,
    /// A rule of a host's own.
    Other(String),
}

impl std::fmt::Display for StopReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StopReason::StandardError => f.write_str("precise enough"),
            StopReason::Length => f.write_str("longest test"),
            StopReason::Classified { above: true, .. } => f.write_str("above the target"),
            StopReason::Classified { above: false, .. } => f.write_str("below the target"),
            StopReason::NoItemLeft => f.write_str("no item left"),
            StopReason::Other(reason) => f.write_str(reason),
        }
    }
}

/// Says when a test has told enough. It is asked after every answer from the shortest length on, once all quotas are met.
///
/// ```
/// use intervision_assess::adaptive::{SoFar, StopReason, StopRule};
///
/// /// Stops when five answers in a row were the lowest ones.
/// struct Overtaxed;
///
/// impl StopRule for Overtaxed {
///     fn stop(&self, so_far: &SoFar<'_>) -> Option<StopReason> {
///         let last = so_far.given().iter().rev().take(5);
///         let lowest = last.filter(|(_, category)| *category == 0).count();
///         (lowest == 5).then(|| StopReason::Other("overtaxed".into()))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no stop rule",
    note = "implement `intervision_assess::adaptive::StopRule` (stop)"
)]
pub trait StopRule: Send + Sync {
    /// Why to stop now, if so.
    fn stop(&self, so_far: &SoFar<'_>) -> Option<StopReason>;
}

/// Stops when the standard error of the ability is at most this.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StandardErrorBelow(f64);

impl StandardErrorBelow {
    /// A standard error in units of θ.
    ///
    /// # Errors
    ///
    /// [`AssessError::AdaptiveTest`] unless it is a positive number.
    pub fn new(standard_error: f64) -> Result<Self, AssessError> {
        if standard_error.is_finite() && standard_error > 0.0 {
            return Ok(StandardErrorBelow(standard_error));
        }
        Err(setting("standard error to stop at", standard_error, "a positive number"))
    }
}

impl StopRule for StandardErrorBelow {
    fn stop(&self, so_far: &SoFar<'_>) -> Option<StopReason> {
        let small = so_far.ability().standard_error().is_some_and(|se| se <= self.0);
        small.then_some(StopReason::StandardError)
    }
}

/// Stops when it is probable enough that the ability lies above a target, or that it lies below, whatever the estimator: the
/// share of the posterior on that side (Weiss and Kingsbury, 1984, with an interval).
///
/// ```
/// use intervision_assess::adaptive::Classified;
///
/// assert!(Classified::new(0.5, 0.95).is_ok());
/// assert!(Classified::new(0.5, 0.4).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Classified {
    target: f64,
    confidence: f64,
}

impl Classified {
    /// A target in units of θ, and how probable one side must be.
    ///
    /// # Errors
    ///
    /// [`AssessError::AdaptiveTest`] unless the target is a number and the probability between 0.5 and 1.
    pub fn new(target: f64, confidence: f64) -> Result<Self, AssessError> {
        if !target.is_finite() {
            return Err(setting("target", target, "a number"));
        }
        if confidence > 0.5 && confidence < 1.0 {
            return Ok(Classified { target, confidence });
        }
        Err(setting("confidence to stop at", confidence, "above 0.5 and below 1"))
    }
}

impl StopRule for Classified {
    fn stop(&self, so_far: &SoFar<'_>) -> Option<StopReason> {
        let above = so_far.posterior().probability_above(self.target);
        let probability = above.max(1.0 - above);
        let clear = probability >= self.confidence;
        clear.then_some(StopReason::Classified { above: above > 0.5, probability })
    }
}

pub(super) fn setting(setting: &'static str, value: f64, allowed: &'static str) -> AssessError {
    AssessError::AdaptiveTest {
        violations: vec![TestViolation::Setting { setting, value, allowed }],
    }
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: StopRule + ?Sized> StopRule for $pointer {
            fn stop(&self, so_far: &SoFar<'_>) -> Option<StopReason> {
                (**self).stop(so_far)
            }
        }
    )*};
}

forward!(&T, Box<T>);
