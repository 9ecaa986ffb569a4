use intervision_core::Rating;

use super::RatedFigure;
use crate::needs::{Gap, Verdict};

/// Self beside the others; positive where the person thinks more of it than the others do.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct SelfOther {
    /// Own score minus that of the others.
    pub gap: f64,
    /// Standard error: that of the others, for the own score is what it is.
    pub standard_error: Option<f64>,
}

/// Where own view and that of others meet (after the window of Luft and Ingham, 1955), against a threshold above which
/// something is a strength.
///
/// # Example
///
/// ```
/// use intervision_assess::multirater::Johari;
///
/// assert_eq!(Johari::of(4.5, (2.5, 0.3), 3.5, 0.9), Johari::BlindSpot);
/// assert_eq!(Johari::of(4.5, (3.4, 0.3), 3.5, 0.9), Johari::CannotTell);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Johari {
    /// Both see a strength.
    KnownStrength,
    /// The others see a strength that the person does not.
    UnseenStrength,
    /// The person sees a strength that the others do not.
    BlindSpot,
    /// Neither sees a strength.
    KnownNeed,
    /// The others' mean lies too close to the threshold for its standard error.
    CannotTell,
}

impl Johari {
    /// The cell of an own score and the others' (mean, standard error). `confidence`, above 0.5 and below 1, is how sure the others' side
    /// must be; the own score counts as it is. With a threshold or a confidence that is none, nothing can be told.
    #[must_use]
    pub fn of(own: f64, others: (f64, f64), threshold: f64, confidence: f64) -> Johari {
        let measured = Some(Rating::measured(others.0, others.1));
        let Ok(gap) = Gap::between(measured, Rating::exact(threshold), confidence) else {
            return Johari::CannotTell;
        };
        match (gap.verdict, own >= threshold) {
            (Verdict::Met, true) => Johari::KnownStrength,
            (Verdict::Met, false) => Johari::UnseenStrength,
            (Verdict::Below, true) => Johari::BlindSpot,
            (Verdict::Below, false) => Johari::KnownNeed,
            (Verdict::CannotTell(_), _) => Johari::CannotTell,
        }
    }
}

/// Self beside the others, if both are shown.
pub(super) fn self_other(own: &RatedFigure, others: &RatedFigure) -> Option<SelfOther> {
    let gap = own.mean()? - others.mean()?;
    Some(SelfOther { gap, standard_error: others.standard_error() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_cells_and_between() {
        let cell = |own, others| Johari::of(own, (others, 0.2), 3.0, 0.8);
        assert_eq!(cell(4.0, 4.0), Johari::KnownStrength);
        assert_eq!(cell(2.0, 4.0), Johari::UnseenStrength);
        assert_eq!(cell(4.0, 2.0), Johari::BlindSpot);
        assert_eq!(cell(2.0, 2.0), Johari::KnownNeed);
        assert_eq!(cell(4.0, 3.1), Johari::CannotTell);
        assert_eq!(cell(3.0, 2.0), Johari::BlindSpot);
    }
}
