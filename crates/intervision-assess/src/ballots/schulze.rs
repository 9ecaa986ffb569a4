use super::outcome::check;
use super::{Ballots, Outcome, TieBreak, VotingRule};
use crate::AssessError;

/// The option that more ballots prefer than not against every other one (Condorcet, 1785), if there is one.
///
/// # Example
///
/// ```
/// use intervision_assess::ballots::{Ballots, condorcet_winner};
///
/// let ballots = Ballots::of(["a", "b", "c"])
///     .ranked("", ["a", "b", "c"])
///     .ranked("", ["b", "a", "c"])
///     .ranked("", ["c", "b", "a"])
///     .build()?;
/// assert_eq!(condorcet_winner(&ballots), Some(1));
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[must_use]
pub fn condorcet_winner(ballots: &Ballots) -> Option<usize> {
    let options = 0..ballots.options().len();
    options.clone().find(|&a| {
        let mut others = options.clone().filter(|&b| b != a);
        others.all(|b| ballots.prefer(a, b) > ballots.prefer(b, a))
    })
}

/// Strongest paths (Schulze, 2011), a victory as strong as the ballots on its side. One who beats every other wins; if there is
/// none, the one whose defeats are all answered by a path at least as strong.
///
/// With several seats, the best of the order that the paths give, level by level. Time O(options³ + ballots x options²).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Schulze;

impl Schulze {
    /// The strongest path from each option to each other.
    pub(super) fn paths(ballots: &Ballots) -> Vec<Vec<usize>> {
        let options = ballots.options().len();
        let strength = |a: usize, b: usize| {
            let (with, against) = (ballots.prefer(a, b), ballots.prefer(b, a));
            if with > against { with } else { 0 }
        };
        let mut paths: Vec<Vec<usize>> =
            (0..options).map(|a| (0..options).map(|b| strength(a, b)).collect()).collect();
        let at = |paths: &[Vec<usize>], a: usize, b: usize| {
            paths.get(a).and_then(|row| row.get(b)).copied().unwrap_or(0)
        };
        for by in 0..options {
            for a in 0..options {
                for b in 0..options {
                    if a == b || a == by || b == by {
                        continue;
                    }
                    let around = at(&paths, a, by).min(at(&paths, by, b));
                    if around > at(&paths, a, b)
                        && let Some(place) = paths.get_mut(a).and_then(|row| row.get_mut(b))
                    {
                        *place = around;
                    }
                }
            }
        }
        paths
    }
}

impl VotingRule for Schulze {
    fn name(&self) -> &'static str {
        "Schulze"
    }

    fn choose(
        &self,
        ballots: &Ballots,
        seats: usize,
        ties: &TieBreak,
    ) -> Result<Outcome, AssessError> {
        check(ballots, seats, ties)?;
        let paths = Schulze::paths(ballots);
        let at = |a: usize, b: usize| paths.get(a).and_then(|row| row.get(b)).copied().unwrap_or(0);
        let mut left: Vec<usize> = (0..ballots.options().len()).collect();
        let mut outcome = Outcome::default();
        while outcome.chosen.len() < seats && !left.is_empty() {
            let beaten = |&a: &usize| left.iter().any(|&b| at(b, a) > at(a, b));
            let best: Vec<usize> = left.iter().copied().filter(|a| !beaten(a)).collect();
            let room = seats - outcome.chosen.len();
            if !outcome.take(best.clone(), room, ties) {
                break;
            }
            left.retain(|option| !best.contains(option));
        }
        Ok(outcome)
    }
}
