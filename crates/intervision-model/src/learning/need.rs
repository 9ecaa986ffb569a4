//! Where somebody stands below what their role asks for.

use intervision_core::{Rating, Ratings};

/// A competency on which somebody stands below their target.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct LearningNeed {
    /// The competency.
    pub competency: String,
    /// Where they stand, if it was measured.
    pub now: Option<Rating>,
    /// Where their role asks them to be.
    pub target: f64,
    /// What it is ranked by: gap times importance.
    pub priority: f64,
}

impl LearningNeed {
    /// A need that was found elsewhere.
    pub fn new(
        competency: impl Into<String>,
        now: Option<Rating>,
        target: f64,
        priority: f64,
    ) -> Self {
        LearningNeed { competency: competency.into(), now, target, priority }
    }

    /// How many levels there are to go, if it is known where they stand.
    #[must_use]
    pub fn gap(&self) -> Option<f64> {
        self.now.map(|now| self.target - now.level)
    }
}

/// The needs of a member, the most pressing first: every competency with a target above the measured level.
///
/// The gap weighs as much as `importance` says for the competency; ties stand in the order of the targets' competencies. A
/// competency that was not measured is no need. `intervision-assess` ranks with uncertainty; its ranking can be used instead.
///
/// # Example
///
/// ```
/// use std::borrow::Cow;
/// use intervision_core::{Rating, Ratings};
/// use intervision_model::learning::rank_needs;
///
/// struct Levels(f64, f64);
/// impl Ratings for Levels {
///     fn len(&self) -> usize { 1 }
///     fn competencies(&self) -> Vec<Cow<'_, str>> { vec!["interests".into(), "influence".into()] }
///     fn rating(&self, _: usize, competency: &str) -> Option<Rating> {
///         Some(Rating::exact(if competency == "influence" { self.0 } else { self.1 }))
///     }
/// }
/// let needs = rank_needs(0, &Levels(4.0, 3.0), &Levels(2.0, 2.5), &|_| 1.0);
/// assert_eq!(needs.iter().map(|need| need.competency.as_str()).collect::<Vec<_>>(), ["influence", "interests"]);
/// assert_eq!(needs[0].gap(), Some(2.0));
/// ```
pub fn rank_needs(
    member: usize,
    targets: &dyn Ratings,
    measured: &dyn Ratings,
    importance: &dyn Fn(&str) -> f64,
) -> Vec<LearningNeed> {
    let mut needs: Vec<LearningNeed> = targets
        .competencies()
        .iter()
        .filter_map(|competency| {
            let target = targets.rating(member, competency)?.level;
            let now = measured.rating(member, competency)?;
            let gap = target - now.level;
            let need = LearningNeed::new(
                competency.as_ref(),
                Some(now),
                target,
                gap * importance(competency),
            );
            (gap > 0.0).then_some(need)
        })
        .collect();
    needs.sort_by(|a, b| b.priority.total_cmp(&a.priority));
    needs
}
