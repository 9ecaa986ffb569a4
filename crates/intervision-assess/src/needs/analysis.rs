use std::cmp::Ordering;

use intervision_core::Ratings;

use super::gap::check_confidence;
use super::{Gap, GapTimesImportance, PriorityRule, Unsure, Verdict};
use crate::AssessError;

/// Compares a measurement with a target; the settings of the comparison.
///
/// # Example
///
/// Target influence 4 and interests 3, measured 2 and 3:
///
/// ```
/// use intervision_assess::{NeedsAnalysis, TargetProfile};
///
/// let target = TargetProfile::new(1, [("influence", 4.0), ("interests", 3.0)]);
/// let measured = TargetProfile::new(1, [("influence", 2.0), ("interests", 3.0)]);
/// let needs = NeedsAnalysis::new().find(&measured, &target)?;
/// let ranked = needs.of(0);
/// assert_eq!((ranked[0].competency.as_str(), ranked[0].gap.gap), ("influence", Some(2.0)));
/// assert_eq!((ranked[1].competency.as_str(), ranked[1].gap.gap), ("interests", Some(0.0)));
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug)]
pub struct NeedsAnalysis<'a> {
    confidence: f64,
    importance: Option<Importance<'a>>,
    rule: &'a dyn PriorityRule,
}

struct Importance<'a>(&'a dyn Ratings);

impl std::fmt::Debug for Importance<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Importance")
    }
}

impl Default for NeedsAnalysis<'_> {
    fn default() -> Self {
        NeedsAnalysis { confidence: 0.8, importance: None, rule: &GapTimesImportance }
    }
}

impl<'a> NeedsAnalysis<'a> {
    /// Verdicts at 80 % confidence, every competency of importance 1, ranked by gap times importance.
    #[must_use]
    pub fn new() -> Self {
        NeedsAnalysis::default()
    }

    /// How sure a verdict must be before it is "below" or "met" instead of "cannot tell yet".
    #[must_use]
    pub fn with_confidence(mut self, confidence: f64) -> Self {
        self.confidence = confidence;
        self
    }

    /// How important each competency is for each member, 0 or more on any scale; 1 where it says nothing.
    #[must_use]
    pub fn with_importance(mut self, importance: &'a dyn Ratings) -> Self {
        self.importance = Some(Importance(importance));
        self
    }

    /// How priorities are computed.
    #[must_use]
    pub fn with_rule(mut self, rule: &'a dyn PriorityRule) -> Self {
        self.rule = rule;
        self
    }

    /// Finds everyone's needs: one per competency that has a target for them. Time O(members x competencies).
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] for a confidence outside 0.5 to 1, a target that is no number or a negative importance, [`AssessError::Members`] when the sources are about
    /// different numbers of members.
    pub fn find(&self, measured: &dyn Ratings, target: &dyn Ratings) -> Result<Needs, AssessError> {
        check_confidence(self.confidence)?;
        let expected = measured.len();
        let importance = self.importance.as_ref().map(|importance| importance.0);
        let others = [("the target", Some(target)), ("the importance", importance)];
        for (what, ratings) in others {
            let found = ratings.map_or(expected, Ratings::len);
            if found != expected {
                return Err(AssessError::Members { what, expected, found });
            }
        }
        let competencies: Vec<String> =
            target.competencies().into_iter().map(std::borrow::Cow::into_owned).collect();
        let mut members: Vec<Vec<Need>> = vec![Vec::new(); expected];
        let mut cohort = Vec::with_capacity(competencies.len());
        for competency in competencies {
            let weight = |member| importance_of(importance, member, &competency);
            let mean = mean((0..expected).map(weight)).unwrap_or(1.0);
            let mut needs = Vec::new();
            for (member, place) in members.iter_mut().enumerate() {
                let Some(goal) = target.rating(member, &competency) else { continue };
                let rating = measured.rating(member, &competency);
                let gap = Gap::between(rating, goal, self.confidence)?;
                let importance = weight(member);
                if !(0.0..=1e6).contains(&importance) {
                    let (setting, allowed) = ("an importance", "between 0 and 1000000");
                    return Err(AssessError::Setting { setting, value: importance, allowed });
                }
                let priority = self.rule.priority(&gap, importance, mean);
                let competency = competency.clone();
                needs.push(Need { competency, gap, importance, priority });
                place.extend(needs.last().cloned());
            }
            cohort.push(CohortNeed::new(competency, &needs));
        }
        for needs in &mut members {
            needs.sort_by(Need::by_urgency);
        }
        cohort.sort_by(CohortNeed::by_urgency);
        Ok(Needs { members, cohort })
    }
}

fn importance_of(importance: Option<&dyn Ratings>, member: usize, competency: &str) -> f64 {
    importance
        .and_then(|ratings| ratings.rating(member, competency))
        .map_or(1.0, |rating| rating.level)
}

pub(super) fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = values.fold((0.0, 0_usize), |(sum, n), value| (sum + value, n + 1));
    (n > 0).then(|| sum / n as f64)
}

/// One person's need on one competency.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Need {
    /// The competency.
    pub competency: String,
    /// How far it lies below the target, and whether that is sure.
    pub gap: Gap,
    /// How important it is.
    pub importance: f64,
    /// What it is ranked by.
    pub priority: f64,
}

impl Need {
    /// What is surely below first, then what one cannot tell, then what is met; the higher priority first; names last.
    fn by_urgency(a: &Need, b: &Need) -> Ordering {
        let class = |need: &Need| match need.gap.verdict {
            Verdict::Below => 0,
            Verdict::CannotTell(Unsure::TooClose { .. } | Unsure::NoStandardError) => 1,
            Verdict::CannotTell(Unsure::NotMeasured) => 2,
            Verdict::Met => 3,
        };
        class(a)
            .cmp(&class(b))
            .then(b.priority.total_cmp(&a.priority))
            .then_with(|| a.competency.cmp(&b.competency))
    }
}

/// A cohort's need on one competency. Not for publication: [`CohortSummary`](crate::CohortSummary) discloses it.
#[derive(Debug, Clone, PartialEq)]
pub struct CohortNeed {
    /// The competency.
    pub competency: String,
    /// How many have a target on it.
    pub members: usize,
    /// How many of them were measured.
    pub measured: usize,
    /// How many are surely below their target.
    pub below: usize,
    /// How many surely meet it.
    pub met: usize,
    /// Of how many one cannot tell yet, those without a measurement included.
    pub cannot_tell: usize,
    /// Mean gap of those measured; negative where the cohort stands above its target.
    pub mean_gap: Option<f64>,
    /// Standard deviation of the gap between persons, from two persons on.
    pub sd_gap: Option<f64>,
    /// Mean priority of those measured.
    pub priority: f64,
}

impl CohortNeed {
    fn new(competency: String, needs: &[Need]) -> Self {
        // Sorted, so that sums do not depend on the order of the roster.
        let mut gaps: Vec<f64> = needs.iter().filter_map(|need| need.gap.gap).collect();
        gaps.sort_by(f64::total_cmp);
        let mut priorities: Vec<f64> =
            needs.iter().filter(|need| need.gap.gap.is_some()).map(|need| need.priority).collect();
        priorities.sort_by(f64::total_cmp);
        let mean_gap = mean(gaps.iter().copied());
        let count = |wanted: fn(&Verdict) -> bool| {
            needs.iter().filter(|need| wanted(&need.gap.verdict)).count()
        };
        let squares = |mean: f64| gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>();
        let sd_gap = mean_gap
            .filter(|_| gaps.len() >= 2)
            .map(|mean| (squares(mean) / (gaps.len() - 1) as f64).sqrt());
        CohortNeed {
            competency,
            members: needs.len(),
            measured: gaps.len(),
            below: count(|verdict| matches!(verdict, Verdict::Below)),
            met: count(|verdict| matches!(verdict, Verdict::Met)),
            cannot_tell: count(|verdict| matches!(verdict, Verdict::CannotTell(_))),
            mean_gap,
            sd_gap,
            priority: mean(priorities.into_iter()).unwrap_or(0.0),
        }
    }

    fn by_urgency(a: &CohortNeed, b: &CohortNeed) -> Ordering {
        b.priority.total_cmp(&a.priority).then_with(|| a.competency.cmp(&b.competency))
    }
}

/// Everyone's needs, ranked.
#[derive(Debug, Clone, PartialEq)]
pub struct Needs {
    members: Vec<Vec<Need>>,
    cohort: Vec<CohortNeed>,
}

impl Needs {
    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// A member's needs, most urgent first: surely below the target, then cannot tell yet, then met; within each by
    /// priority. Empty for a member outside the range.
    #[must_use]
    pub fn of(&self, member: usize) -> &[Need] {
        self.members.get(member).map_or(&[], Vec::as_slice)
    }

    /// A member's need on one competency.
    #[must_use]
    pub fn on(&self, member: usize, competency: &str) -> Option<&Need> {
        self.of(member).iter().find(|need| need.competency == competency)
    }

    /// The cohort's needs, highest mean priority first.
    #[must_use]
    pub fn cohort(&self) -> &[CohortNeed] {
        &self.cohort
    }
}

#[cfg(test)]
mod tests {
    use intervision_core::Rating;

    use super::*;
    use crate::TargetProfile;
    use crate::needs::Borich;
    use crate::testing::{ScriptedRatings, close};

    #[test]
    fn m4_what_is_sure_comes_before_what_is_not_and_what_is_met() {
        let measured = [("met", 4.0), ("small", 2.5), ("large", 1.0)];
        let target =
            TargetProfile::new(1, [("met", 3.0), ("small", 3.0), ("large", 3.0), ("never", 3.0)]);
        let needs = NeedsAnalysis::new().find(&TargetProfile::new(1, measured), &target).unwrap();
        let order: Vec<&str> = needs.of(0).iter().map(|need| need.competency.as_str()).collect();
        assert_eq!(order, ["large", "small", "never", "met"]);
        assert!(needs.of(1).is_empty());
        // Nobody is measured on "never": it counts, and raises no figure.
        let never = needs.cohort().iter().find(|need| need.competency == "never").unwrap();
        assert_eq!((never.measured, never.cannot_tell, never.mean_gap), (0, 1, None));
    }

    #[test]
    fn importance_weighs_and_the_rule_decides_whose() {
        let target = TargetProfile::new(2, [("influence", 3.0)]);
        let measured = TargetProfile::new(2, [("influence", 1.0)]);
        let importance = ScriptedRatings::new(
            "influence",
            vec![Some(Rating::exact(1.0)), Some(Rating::exact(3.0))],
        );
        let priority = |analysis: NeedsAnalysis<'_>| {
            let needs = analysis.with_importance(&importance).find(&measured, &target).unwrap();
            [0, 1].map(|member| needs.of(member)[0].priority)
        };
        let own = priority(NeedsAnalysis::new());
        close(own[0], 2.0, 1e-15);
        close(own[1], 6.0, 1e-15);
        let common = priority(NeedsAnalysis::new().with_rule(&Borich));
        close(common[0], 4.0, 1e-15);
        close(common[1], 4.0, 1e-15);
    }

    #[test]
    fn settings_and_sizes_are_checked() {
        let one = TargetProfile::new(1, [("influence", 3.0)]);
        let two = TargetProfile::new(2, [("influence", 3.0)]);
        let text = |found: Result<Needs, AssessError>| found.unwrap_err().to_string();
        assert_eq!(
            text(NeedsAnalysis::new().with_confidence(0.5).find(&one, &one)),
            "confidence is 0.5; it must be above 0.5 and below 1"
        );
        assert_eq!(
            text(NeedsAnalysis::new().find(&one, &two)),
            "the target is about 2 members and the measurement about 1; give one row per member in both"
        );
        let negative = ScriptedRatings::new("influence", vec![Some(Rating::exact(-1.0))]);
        assert_eq!(
            text(NeedsAnalysis::new().with_importance(&negative).find(&one, &one)),
            "an importance is -1; it must be between 0 and 1000000"
        );
    }
}
