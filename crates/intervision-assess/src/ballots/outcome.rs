use std::collections::BTreeSet;

use super::{BallotViolation as Violation, Ballots};
use crate::AssessError;

/// A way to come from ballots to a choice.
///
/// It must not depend on the order of ballots, nor on that of options except through [`TieBreak`].
pub trait VotingRule {
    /// What to call it.
    fn name(&self) -> &'static str;

    /// Chooses so many options.
    ///
    /// # Errors
    ///
    /// [`AssessError::Ballots`] when there are not as many options, or the order for ties is none.
    fn choose(
        &self,
        ballots: &Ballots,
        seats: usize,
        ties: &TieBreak,
    ) -> Result<Outcome, AssessError>;
}

/// What to do about ties. There is no silent third way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum TieBreak {
    /// Stop at a tie, and tell it.
    #[default]
    Stop,
    /// Take the one that comes first in this order of all options (drawn by lot, say), and tell it.
    Order(Vec<usize>),
}

/// What was chosen, and which ties there were on the way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Outcome {
    /// The options chosen, best or first first. Fewer than asked for where a tie was left open, or a rule finds no more that deserve a
    /// seat.
    pub chosen: Vec<usize>,
    /// Ties that decided who is chosen.
    pub ties: Vec<Tie>,
}

/// Options between which the rule does not decide.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Tie {
    /// The options.
    pub options: Vec<usize>,
    /// How many of them there is room for.
    pub seats: usize,
    /// Those taken by the given order; none where it was to stop.
    pub taken: Vec<usize>,
}

impl Outcome {
    /// Whether a tie was left open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.ties.iter().any(|tie| tie.taken.is_empty())
    }

    /// Takes `seats` of equally good options. `false` if that is a tie and it is to stop.
    pub(super) fn take(&mut self, mut options: Vec<usize>, seats: usize, ties: &TieBreak) -> bool {
        options.sort_unstable();
        if options.len() <= seats {
            self.chosen.extend(options);
            return true;
        }
        let taken: Vec<usize> = match ties {
            TieBreak::Stop => Vec::new(),
            TieBreak::Order(order) => {
                order.iter().copied().filter(|it| options.contains(it)).take(seats).collect()
            }
        };
        let decided = !taken.is_empty();
        self.chosen.extend(&taken);
        self.ties.push(Tie { options, seats, taken });
        decided
    }
}

/// The mistakes that every rule has to look for.
pub(super) fn check(ballots: &Ballots, seats: usize, ties: &TieBreak) -> Result<(), AssessError> {
    let options = ballots.options().len();
    let mut violations = Vec::new();
    if seats == 0 || seats > options {
        violations.push(Violation::Seats { seats, options });
    }
    if let TieBreak::Order(order) = ties {
        let named: BTreeSet<usize> = order.iter().copied().filter(|&it| it < options).collect();
        if named.len() != options || order.len() != options {
            violations.push(Violation::TieOrder { options, found: order.len() });
        }
    }
    if violations.is_empty() { Ok(()) } else { Err(AssessError::Ballots { violations }) }
}

/// The best `seats` by score, highest first.
pub(super) fn highest<T: Ord + Copy>(scores: &[T], seats: usize, ties: &TieBreak) -> Outcome {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    let score = |option: &usize| scores.get(*option).copied();
    order.sort_by(|a, b| score(b).cmp(&score(a)).then(a.cmp(b)));
    let mut outcome = Outcome::default();
    for level in order.chunk_by(|a, b| score(a) == score(b)) {
        let left = seats - outcome.chosen.len();
        if left == 0 || !outcome.take(level.to_vec(), left, ties) {
            break;
        }
    }
    outcome
}
