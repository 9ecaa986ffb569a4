//! What the searches of a front share: the questions, what was found and proven so far, and what was spent.

use intervision_core::{Roster, Run, Status, Stopped};

use super::archive::{Archive, Entry};
use super::found::{FrontPoint, Way};
use super::objectives::Objectives;
use super::proof::Proof;
use crate::problem::{Problem, Rules};
use crate::search::Solution;
use crate::{Error, Former, Outcome, Solver};

pub(super) struct Search<'s> {
    pub(super) former: &'s Former<'s>,
    pub(super) solver: &'s dyn Solver,
    pub(super) roster: &'s dyn Roster,
    pub(super) objectives: &'s Objectives,
    pub(super) archive: Archive,
    pub(super) proofs: Vec<Proof>,
    /// What the rules were not kept by, where the last search found no grouping that keeps them.
    pub(super) violated: Vec<String>,
    pub(super) steps: u64,
    /// Why nothing more is searched.
    pub(super) cut: Option<Stopped>,
}

impl Search<'_> {
    /// Forms groups by these rules, and notes what is found and proven. Gives the values.
    pub(super) fn form(
        &mut self,
        rules: Rules,
        way: Way,
        run: &mut Run<'_>,
    ) -> Result<Option<[f64; 2]>, Error> {
        let former = Former::new(rules).with_inputs(self.former.inputs().clone());
        let outcome = former.form_with(self.solver, self.roster, run)?;
        self.steps += outcome.worth().steps;
        if matches!(outcome.worth().stopped, Stopped::Cancelled | Stopped::Time) {
            self.cut = Some(outcome.worth().stopped);
        }
        if outcome.worth().status == Status::Unknown {
            self.violated = outcome.violated().to_vec();
            return Ok(None);
        }
        let Some(group_of) = self.objectives.group_of(outcome.groups()) else { return Ok(None) };
        let values = self.objectives.values(&group_of);
        let rules = former.rules().clone();
        self.proofs.push(Proof::new(self.objectives, rules.clone(), outcome.certificate().clone()));
        self.archive.offer(Entry { values, group_of, way, told: Some((rules, outcome)) });
        Ok(Some(values))
    }

    /// The points of the front: where a search by weights did not find one, it is told of with the weights that favour it most
    /// among its neighbours.
    pub(super) fn points(self, seed: Option<u64>) -> Result<Vec<FrontPoint>, Error> {
        let values: Vec<[f64; 2]> =
            self.archive.entries().iter().map(|entry| entry.values).collect();
        let (former, roster, objectives) = (self.former, self.roster, self.objectives);
        let point = |(at, entry): (usize, Entry)| {
            let Entry { values: own, group_of, way, told } = entry;
            let (rules, outcome) = match told {
                Some(told) => told,
                None => told_by_weights(former, roster, objectives, (&values, at), group_of, seed)?,
            };
            Ok(FrontPoint { values: own, way, rules, outcome })
        };
        self.archive.into_entries().into_iter().enumerate().map(point).collect()
    }
}

/// A grouping with the rules by weights under which its neighbours on both sides would be worth the same.
fn told_by_weights(
    former: &Former<'_>,
    roster: &dyn Roster,
    objectives: &Objectives,
    (values, at): (&[[f64; 2]], usize),
    group_of: Vec<u32>,
    seed: Option<u64>,
) -> Result<(Rules, Outcome), Error> {
    let (before, after) = (values[at.saturating_sub(1)], values[(at + 1).min(values.len() - 1)]);
    let rules = objectives.weighted(level_with(before, after))?;
    let former = Former::new(rules).with_inputs(former.inputs().clone());
    let problem = Problem::new(former.rules(), roster, former.inputs())?;
    let solution = Solution::new(group_of, Stopped::Finished);
    let outcome = former.outcome(&problem, roster, &solution, "trade-off".to_owned(), seed);
    Ok((former.rules().clone(), outcome))
}

/// The weights, 1 in all, under which two points have the same sum; even ones for points that no weights make equal.
pub(super) fn level_with(upper: [f64; 2], lower: [f64; 2]) -> [f64; 2] {
    let [right, down] = [lower[0] - upper[0], upper[1] - lower[1]];
    if right > 0.0 && down > 0.0 {
        [down / (right + down), right / (right + down)]
    } else {
        [0.5, 0.5]
    }
}
