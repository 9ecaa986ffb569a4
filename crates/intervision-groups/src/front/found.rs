use std::fmt;

use intervision_core::Stopped;

use super::objectives::Objectives;
use super::proof::{Proof, Region, area};
use crate::bound::ROUNDING;
use crate::explain::{figure, names, percent};
use crate::problem::Rules;
use crate::{HalfPlane, Outcome};

/// How a point of a front was found. Objectives are counted from 1.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Way {
    /// The best of one objective first, and of the other among what is best for that.
    End {
        /// The objective that comes first.
        objective: usize,
    },
    /// The least sum of the objectives with these weights.
    Weights {
        /// Of the first and of the second, 1 in all.
        weights: [f64; 2],
    },
    /// In a search for the least of one objective with a cap on the other.
    Cap {
        /// The objective that was capped.
        objective: usize,
        /// The cap.
        at_most: f64,
    },
    /// By trying every grouping.
    Every,
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Way::End { objective: 1 } => f.write_str("the first alone"),
            Way::End { .. } => f.write_str("the second alone"),
            Way::Weights { weights: [first, second] } => {
                write!(f, "weights {first:.3} and {second:.3}")
            }
            Way::Cap { objective, at_most } => {
                let which = if *objective == 1 { "first" } else { "second" };
                write!(f, "the {which} at most {}", figure(*at_most))
            }
            Way::Every => f.write_str("every grouping"),
        }
    }
}

/// One of the groupings between which one must choose.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct FrontPoint {
    pub(super) values: [f64; 2],
    pub(super) way: Way,
    pub(super) rules: Rules,
    pub(super) outcome: Outcome,
}

impl FrontPoint {
    /// The value of each objective on the common scale: the sum of its terms, each by its weight in the rules. Less is better.
    #[must_use]
    pub fn values(&self) -> [f64; 2] {
        self.values
    }

    /// How it was found.
    #[must_use]
    pub fn way(&self) -> Way {
        self.way
    }

    /// The rules that this grouping answers best: the wishes with the weights or levels of the search that found it, and where it
    /// was met on the way, with the weights under which its neighbours on the front are worth the same.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The groups and all that is said of them by these rules, with every term in its own unit and a certificate.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }
}

/// The groupings between the best of one objective and the best of the other, and what is proven of all others; see
/// [`TradeOff`](crate::TradeOff).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Front {
    pub(super) objectives: [Vec<String>; 2],
    pub(super) points: Vec<FrontPoint>,
    pub(super) proofs: Vec<Proof>,
    pub(super) complete: bool,
    pub(super) violated: Vec<String>,
    pub(super) stopped: Stopped,
    pub(super) steps: u64,
    pub(super) seed: Option<u64>,
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(super) region: Region,
}

impl Front {
    pub(super) fn empty(objectives: &Objectives, seed: Option<u64>) -> Self {
        Front {
            objectives: objectives.names.clone(),
            points: Vec::new(),
            proofs: Vec::new(),
            complete: false,
            violated: Vec::new(),
            stopped: Stopped::Finished,
            steps: 0,
            seed,
            region: Region::default(),
        }
    }

    /// The terms of each objective.
    #[must_use]
    pub fn objectives(&self) -> &[Vec<String>; 2] {
        &self.objectives
    }

    /// The groupings, the best of the first objective first; none of them beats another in both. Without any, no grouping that
    /// keeps the rules was found.
    #[must_use]
    pub fn points(&self) -> &[FrontPoint] {
        &self.points
    }

    /// Whether every grouping was tried and none was left out for the sake of shortness: then there is no other point.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The searches by weights, each with its certificate: what the bounds of the front rest on.
    #[must_use]
    pub fn proofs(&self) -> &[Proof] {
        &self.proofs
    }

    /// The rules that the last search broke, where no grouping that keeps them was found.
    #[must_use]
    pub fn violated(&self) -> &[String] {
        &self.violated
    }

    /// Why the search ended.
    #[must_use]
    pub fn stopped(&self) -> Stopped {
        self.stopped
    }

    /// How many moves were evaluated.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The seed of the run, if it had one.
    #[must_use]
    pub fn seed(&self) -> Option<u64> {
        self.seed
    }

    /// The half-planes that hold every grouping.
    pub fn half_planes(&self) -> impl Iterator<Item = HalfPlane> {
        self.proofs.iter().flat_map(|proof| proof.half_planes().iter().copied())
    }

    /// The values that no proof excludes, up to the worst of the front in both: the corners of a convex polygon in turn. Empty
    /// without points or without bounds.
    #[must_use]
    pub fn outline(&self) -> Vec<[f64; 2]> {
        self.corner().map(|corner| self.region.outline(corner)).unwrap_or_default()
    }

    /// The area between the front and the worst of its points in both (Zitzler and Thiele 1998): what the points beat.
    #[must_use]
    pub fn hypervolume(&self) -> f64 {
        let pairs = self.points.windows(2);
        let Some([_, top]) = self.corner() else { return 0.0 };
        let steps =
            pairs.map(|pair| (pair[1].values[0] - pair[0].values[0]) * (top - pair[0].values[1]));
        steps.sum()
    }

    /// No front between the same ends can have more: the area of the [`outline`](Front::outline), or of the front where that is
    /// complete.
    #[must_use]
    pub fn hypervolume_at_most(&self) -> f64 {
        if self.complete {
            self.hypervolume()
        } else {
            area(&self.outline()).max(self.hypervolume())
        }
    }

    /// How much better than the points another grouping can be at most: whatever it is, some point is worse in no value by more
    /// than this share of the range of the front (the additive epsilon of Zitzler et al. 2003). Of one point, the share of its
    /// values; 0 of a complete front; infinite where nothing is proven.
    #[must_use]
    pub fn gap(&self) -> f64 {
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else {
            return f64::INFINITY;
        };
        if self.complete {
            return 0.0;
        }
        let step = match self.points.len() {
            1 => first.values.map(|value| value.abs().max(f64::MIN_POSITIVE)),
            _ => [last.values[0] - first.values[0], first.values[1] - last.values[1]],
        };
        let ends = self.region.reach_along(first.values[0], 0, step[0]);
        let ends = ends.max(self.region.reach_along(last.values[1], 1, step[1]));
        let between = self.points.windows(2).map(|pair| {
            let corner = [pair[1].values[0], pair[0].values[1]];
            self.region.reach(corner, step)
        });
        between.fold(ends, f64::max)
    }

    /// The front in plain sentences.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let [first, second] = [0, 1].map(|side| names(&self.objectives[side]));
        if self.points.is_empty() {
            return vec!["No grouping that keeps the rules was found.".to_owned()];
        }
        let count = self.points.len();
        let mut said = vec![match count {
            1 => format!("One grouping is the best found in {first} and in {second}."),
            _ => format!("{count} groupings from the best in {first} to the best in {second}."),
        }];
        said.push(match self.gap() {
            _ if self.complete => "Every grouping was tried: there are no others.".to_owned(),
            gap if gap <= ROUNDING && count == 1 => "No grouping is better in either.".to_owned(),
            gap if !gap.is_finite() => "How much better others can be is not known.".to_owned(),
            gap if count == 1 => {
                format!("Others can be better in each by {} at most.", percent(gap))
            }
            gap => format!(
                "Whatever others there are, one of these is worse by {} of the range at most.",
                percent(gap)
            ),
        });
        let most = self.hypervolume_at_most();
        if !self.complete && most > 0.0 {
            let share = percent(self.hypervolume() / most);
            said.push(format!("They cover {share} of the area that the proofs leave."));
        }
        said
    }

    /// The worst of both values among the points.
    fn corner(&self) -> Option<[f64; 2]> {
        Some([self.points.last()?.values[0], self.points.first()?.values[1]])
    }
}
