//! The chain of proofs, cheap to dear. In: sessions under some rules. Out: why they contradict each other, or starts for all,
//! or neither when the budget is spent.

mod alone;
mod circle;
mod crowd;
mod order;
mod tree;

use std::collections::BTreeSet;

use intervision_core::{Progress, Run, Stopped};

use super::case::Case;
use super::facts::{Facts, Start};
use super::{Asked, Proof};

/// Steps between two looks at the observer and the clock.
const STEPS_BETWEEN_CHECKS: u64 = 1_000;

/// Looks that make a step.
const LOOKS: usize = 256;

/// What is known of some rules.
pub(super) enum Finding {
    /// They contradict each other.
    Contradiction(Proof),
    /// These starts keep them, as far as the proofs look: sessions of the demand, each with its start.
    Open(Vec<(usize, Start)>),
    /// The budget was spent first.
    Unknown,
}

/// What proofs may spend. A step is one point of a search, and one
/// more for every [`LOOKS`] looks from a start at what is placed.
pub(super) struct Purse<'r, 'a> {
    run: &'r mut Run<'a>,
    limit: u64,
    next_check: u64,
    pub(super) steps: u64,
    /// Why nothing may be spent any more.
    pub(super) stopped: Option<Stopped>,
}

impl<'r, 'a> Purse<'r, 'a> {
    pub(super) fn new(run: &'r mut Run<'a>, limit: u64) -> Self {
        Purse { run, limit, next_check: 0, steps: 0, stopped: None }
    }

    /// Spends so many steps; says whether there was one left.
    fn spend(&mut self, steps: u64) -> bool {
        if self.stopped.is_some() {
            return false;
        }
        if self.steps >= self.limit {
            self.stopped = Some(Stopped::Steps);
            return false;
        }
        if self.steps >= self.next_check {
            self.next_check = self.steps + STEPS_BETWEEN_CHECKS;
            let progress = Progress::new("why not").at(self.steps);
            if let std::ops::ControlFlow::Break(why) = self.run.check(&progress) {
                self.stopped = Some(why);
                return false;
            }
        }
        self.steps += steps;
        true
    }
}

/// Whether these sessions can be placed under these rules. `most` limits the steps of this question alone.
pub(super) fn prove(
    facts: &Facts,
    sessions: &BTreeSet<usize>,
    kept: BTreeSet<Asked>,
    purse: &mut Purse<'_, '_>,
    most: u64,
) -> Finding {
    let case = Case::new(facts, sessions, kept);
    match cheap_of(&case) {
        Some(proof) => Finding::Contradiction(proof),
        None => tree::search(&case, purse, most),
    }
}

/// A proof that needs no search, if there is one.
pub(super) fn cheap(
    facts: &Facts,
    sessions: &BTreeSet<usize>,
    kept: BTreeSet<Asked>,
) -> Option<Proof> {
    cheap_of(&Case::new(facts, sessions, kept))
}

fn cheap_of(case: &Case<'_>) -> Option<Proof> {
    alone::lacking(case)
        .or_else(|| alone::no_start(case))
        .or_else(|| circle::circle(case))
        .or_else(|| crowd::crowd(case))
        .or_else(|| order::order(case))
}
