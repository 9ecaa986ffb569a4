//! In: a problem and a grouping. Out: what each group and each priority level comes to.

use crate::Aggregate;
use crate::problem::Problem;

/// What one group comes to. Smaller is better.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct GroupWorth {
    /// What the group adds to the sum of all terms, on the common scale.
    pub value: f64,
    /// What it has of each term, in the term's own unit and in the order of the worth's terms; over all groups these add up to
    /// the term's value, but for the priorities of those who wait.
    pub terms: Vec<f64>,
    /// Its score on each priority level, where the rules ask for the harmonic mean of scores: see
    /// [`Aggregate::Harmonic`](crate::Aggregate::Harmonic).
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub scores: Vec<f64>,
}

/// What one priority level comes to. Smaller is better.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct LevelWorth {
    /// The level, as the wishes name it; 0 for who has a seat by [priority](crate::WaitingList::priority).
    pub level: u32,
    /// Its value: the sum of its terms, the value of its worst group, or 1 less the harmonic mean of the groups' scores.
    pub value: f64,
    /// No grouping that is as good on all earlier levels has less.
    pub bound: f64,
}

/// Group by group, in the order of their numbers.
pub(crate) fn group_worths(problem: &Problem, group_of: &[u32]) -> Vec<GroupWorth> {
    let parts: Vec<Vec<f64>> =
        problem.terms.iter().map(|term| problem.parts(term, group_of)).collect();
    let objective = &problem.objective;
    let of = |group: usize| {
        let terms: Vec<f64> = parts.iter().map(|part| part[group]).collect();
        let weighed = |at: usize| problem.terms[at].factor * terms[at];
        let scores = match objective.aggregate {
            Aggregate::Harmonic => objective
                .levels
                .iter()
                .map(|level| {
                    let value: f64 = level.terms.iter().map(|&at| weighed(at)).sum();
                    (-value / level.per_group).exp2()
                })
                .collect(),
            _ => Vec::new(),
        };
        GroupWorth { value: (0..terms.len()).map(weighed).sum(), terms, scores }
    };
    (0..problem.seats()).map(of).collect()
}

/// Level by level, the first first; of a grouping of which it is proven that nothing is better, value and bound are the same.
pub(crate) fn level_worths(problem: &Problem, group_of: &[u32], proven: bool) -> Vec<LevelWorth> {
    let values = problem.level_values(group_of);
    let levels = problem.objective.levels.iter().zip(values).zip(&problem.bounds().levels);
    levels
        .map(|((level, value), &bound)| LevelWorth {
            level: level.number,
            value,
            bound: if proven { value } else { bound },
        })
        .collect()
}
