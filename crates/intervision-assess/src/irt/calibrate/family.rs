use std::fmt;
use std::str::FromStr;

use super::kernel::Kernel;

/// The model that an item is calibrated with.
///
/// ```
/// use intervision_assess::irt::Family;
///
/// assert_eq!("grm".parse(), Ok(Family::Graded));
/// assert_eq!(Family::TwoPl.to_string(), "2pl");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Family {
    /// Two categories, a = 1; the population's standard deviation is estimated.
    Rasch,
    /// Two categories, one a for all items, a standard normal population. The same model as [`Rasch`](Family::Rasch) in
    /// other units.
    OnePl,
    /// Two categories.
    TwoPl,
    /// Two categories and a lower asymptote, which has a prior.
    ThreePl,
    /// Graded response.
    Graded,
    /// Partial credit, a = 1; the population's standard deviation is estimated.
    PartialCredit,
    /// Rating scale, a = 1: a location per item, and steps that all items of as many categories share (Andrich, 1978); the
    /// population's standard deviation is estimated.
    RatingScale,
    /// Generalised partial credit.
    GeneralizedPartialCredit,
    /// Nominal response; the lowest category has slope and intercept 0.
    Nominal,
}

const NAMES: [(Family, &str); 9] = [
    (Family::Rasch, "rasch"),
    (Family::OnePl, "1pl"),
    (Family::TwoPl, "2pl"),
    (Family::ThreePl, "3pl"),
    (Family::Graded, "grm"),
    (Family::PartialCredit, "pcm"),
    (Family::RatingScale, "rsm"),
    (Family::GeneralizedPartialCredit, "gpcm"),
    (Family::Nominal, "nrm"),
];

impl Family {
    /// Whether it is for items of two categories only.
    #[must_use]
    pub fn is_binary(self) -> bool {
        matches!(self, Family::Rasch | Family::OnePl | Family::TwoPl | Family::ThreePl)
    }

    /// The smallest sample that is calibrated without priors or anchors.
    ///
    /// Below it, standard errors of difficulties and slopes are so large, and estimates at infinity so common, that scores
    /// would rest on noise: 100 where only difficulties are estimated (Linacre, 1994, for ±½ logit), 250 for slopes as well
    /// (Drasgow, 1989; Reise and Yu, 1990), 1000 for asymptotes (Hulin, Lissak and Drasgow, 1982).
    #[must_use]
    pub fn needed_persons(self) -> u64 {
        match self {
            Family::Rasch | Family::OnePl | Family::PartialCredit | Family::RatingScale => 100,
            Family::TwoPl | Family::Graded | Family::GeneralizedPartialCredit | Family::Nominal => {
                250
            }
            Family::ThreePl => 1000,
        }
    }

    /// Whether a is held at 1.
    pub(super) fn holds_slope(self) -> bool {
        use Family::{OnePl, PartialCredit, Rasch, RatingScale};
        matches!(self, Rasch | OnePl | PartialCredit | RatingScale)
    }

    pub(super) fn kernel(self, categories: usize) -> Kernel {
        match self {
            Family::Rasch | Family::OnePl | Family::TwoPl => Kernel::Logistic,
            Family::ThreePl => Kernel::Guessing,
            Family::Graded => Kernel::Graded(categories),
            Family::PartialCredit | Family::GeneralizedPartialCredit => Kernel::Partial(categories),
            Family::RatingScale => Kernel::RatingScale(categories),
            Family::Nominal => Kernel::Nominal(categories),
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = NAMES.iter().find(|(family, _)| family == self).map_or("", |(_, name)| name);
        f.write_str(name)
    }
}

/// The name is not one of a [`Family`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no model \"{name}\"; models are rasch, 1pl, 2pl, 3pl, grm, pcm, rsm, gpcm, nrm")]
pub struct UnknownFamily {
    /// What was asked for.
    pub name: String,
}

impl FromStr for Family {
    type Err = UnknownFamily;

    fn from_str(name: &str) -> Result<Self, UnknownFamily> {
        let found = NAMES.iter().find(|(_, known)| *known == name);
        found.map(|(family, _)| *family).ok_or_else(|| UnknownFamily { name: name.into() })
    }
}
