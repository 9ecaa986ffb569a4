use intervision_core::Ratings;

use super::{NoEffect, PairedEffect};
use crate::AssessError;
use crate::survey::{Cell, Floor, Participation};

/// What changed per competency between two measurements of one cohort, as may be published.
///
/// # Example
///
/// ```
/// use intervision_assess::change::{Change, Evaluation};
/// use intervision_assess::{Floor, TargetProfile};
///
/// let before = TargetProfile::new(4, [("influence", 2.0)]);
/// let after = TargetProfile::new(4, [("influence", 3.0)]);
/// let evaluation = Evaluation::between(&before, &after, Floor::default())?;
/// assert_eq!(evaluation.competencies[0].change, Change::BelowFloor);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Evaluation {
    /// The version of this document's form: 1.
    pub version: u32,
    /// Nothing rests on fewer people than this.
    pub floor: Floor,
    /// How many members there are, and how many of them were measured both times on at least one competency.
    pub participation: Participation,
    /// The competencies measured both times, in the order of the first measurement.
    pub competencies: Vec<CompetencyChange>,
}

/// One competency.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct CompetencyChange {
    /// The competency.
    pub competency: String,
    /// How many people were measured both times.
    pub pairs: Cell,
    /// What changed.
    pub change: Change,
}

/// A change, or why it is not told.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Change {
    /// It may be shown.
    Shown(PairedEffect),
    /// Fewer people than the floor.
    BelowFloor,
    /// Enough people, and it cannot be computed.
    CannotTell(NoEffect),
}

impl Evaluation {
    /// Compares two measurements of the same members, with intervals of 95 %.
    ///
    /// Only the change of those measured both times is told. Do not publish means of the two measurements beside it
    /// that rest on nearly the same people: their difference would tell of those few.
    ///
    /// # Errors
    ///
    /// [`AssessError::Members`] when the measurements are about different numbers of members.
    pub fn between(
        before: &dyn Ratings,
        after: &dyn Ratings,
        floor: Floor,
    ) -> Result<Evaluation, AssessError> {
        let (expected, found) = (before.len(), after.len());
        if expected != found {
            return Err(AssessError::Members { what: "the later measurement", expected, found });
        }
        let again = after.competencies();
        let level =
            |ratings: &dyn Ratings, member, name: &str| Some(ratings.rating(member, name)?.level);
        let mut twice = vec![false; expected];
        let competencies = before
            .competencies()
            .into_iter()
            .filter(|name| again.contains(name))
            .map(|name| {
                let mut pairs = Vec::new();
                for (member, both) in twice.iter_mut().enumerate() {
                    let levels = (level(before, member, &name), level(after, member, &name));
                    if let (Some(then), Some(now)) = levels {
                        pairs.push((then, now));
                        *both = true;
                    }
                }
                // Sums must not depend on the order in which the roster lists people.
                pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
                let change = match PairedEffect::of(&pairs, 0.95) {
                    _ if pairs.len() < floor.get() => Change::BelowFloor,
                    Ok(effect) => Change::Shown(effect),
                    Err(reason) => Change::CannotTell(reason),
                };
                let pairs = Cell::alone(pairs.len(), floor);
                CompetencyChange { competency: name.into_owned(), pairs, change }
            })
            .collect();
        let both = twice.iter().filter(|both| **both).count();
        let participation = Participation::of(expected, both, floor);
        Ok(Evaluation { version: 1, floor, participation, competencies })
    }
}
