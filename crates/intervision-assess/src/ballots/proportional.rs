use std::collections::BTreeMap;

use super::outcome::check;
use super::representation::{Sets, committees};
use super::{BallotViolation as Violation, Ballots, Outcome, Tie, TieBreak, VotingRule};
use crate::AssessError;

/// Ways to choose that are looked at.
const LIMIT: usize = 200_000;

/// Proportional approval voting (Thiele, 1895): the choice in which ballots are happiest, the first approved option
/// of a ballot counting 1, the second 1/2, the third 1/3 and so on. It keeps extended justified representation (Aziz and others, 2017).
///
/// Exact: every choice is looked at, in whole numbers. Time O(choices x different ballots).
///
/// # Example
///
/// ```
/// use intervision_assess::ballots::{Ballots, ProportionalApproval, TieBreak, VotingRule};
///
/// let ballots = Ballots::of(["a", "b", "c"])
///     .approving("", ["a", "b"]).approving("", ["a", "b"]).approving("", ["a"]).approving("", ["c"]).approving("", ["c"])
///     .build()?;
/// assert_eq!(ProportionalApproval.choose(&ballots, 2, &TieBreak::Stop)?.chosen, [0, 2]);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ProportionalApproval;

impl VotingRule for ProportionalApproval {
    fn name(&self) -> &'static str {
        "proportional approval"
    }

    fn choose(
        &self,
        ballots: &Ballots,
        seats: usize,
        ties: &TieBreak,
    ) -> Result<Outcome, AssessError> {
        check(ballots, seats, ties)?;
        let options = ballots.options().len();
        let Some(worth) = worths(seats).filter(|_| committees(options, seats, LIMIT) <= LIMIT)
        else {
            let violations = vec![Violation::TooManyCommittees { seats, options, limit: LIMIT }];
            return Err(AssessError::Ballots { violations });
        };
        let alike = alike(ballots);
        let (mut best, mut most) = (Vec::new(), None);
        for set in Sets::new(options, seats) {
            let score: u128 = alike
                .iter()
                .map(|(approved, count)| {
                    let got = set.iter().filter(|&&it| approved.get(it) == Some(&true)).count();
                    count * worth.get(got).copied().unwrap_or(0)
                })
                .sum();
            if most.is_none_or(|most| score > most) {
                (best, most) = (vec![set], Some(score));
            } else if most == Some(score) {
                best.push(set);
            }
        }
        Ok(settled(options, seats, &best, ties))
    }
}

/// The worth of having 0, 1, 2, ... approved options, times the least common multiple of 1 to `seats`; `None` if that
/// does not fit.
fn worths(seats: usize) -> Option<Vec<u128>> {
    let gcd = |mut a: u128, mut b: u128| {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    };
    let whole = (1..=seats as u128).try_fold(1_u128, |whole, it| {
        (whole / gcd(whole, it)).checked_mul(it).filter(|&whole| whole < 1 << 90)
    })?;
    let mut worths = vec![0];
    for number in 1..=seats as u128 {
        worths.push(worths.last().copied().unwrap_or(0) + whole / number);
    }
    Some(worths)
}

/// Ballots that approve the same, with their number.
fn alike(ballots: &Ballots) -> BTreeMap<Vec<bool>, u128> {
    let mut alike = BTreeMap::new();
    for ballot in ballots.ballots() {
        let approved = (0..ballots.options().len()).map(|option| ballot.approves(option)).collect();
        *alike.entry(approved).or_default() += 1;
    }
    alike
}

/// Options in all best choices are chosen; between the others there is a tie of whole choices.
fn settled(options: usize, seats: usize, best: &[Vec<usize>], ties: &TieBreak) -> Outcome {
    let in_all = |option: &usize| best.iter().all(|set| set.contains(option));
    let chosen: Vec<usize> = (0..options).filter(in_all).collect();
    if chosen.len() == seats {
        return Outcome { chosen, ties: Vec::new() };
    }
    let in_some = |option: &usize| best.iter().any(|set| set.contains(option)) && !in_all(option);
    let tied: Vec<usize> = (0..options).filter(in_some).collect();
    let taken: Vec<usize> = match ties {
        TieBreak::Stop => Vec::new(),
        TieBreak::Order(order) => {
            // The choice that holds the earliest option, then the next, and so on.
            let places = |set: &Vec<usize>| {
                order.iter().map(|option| !set.contains(option)).collect::<Vec<bool>>()
            };
            let first = best.iter().min_by_key(|set| places(set)).cloned().unwrap_or_default();
            first.into_iter().filter(|option| !chosen.contains(option)).collect()
        }
    };
    let tie = Tie { options: tied, seats: seats - chosen.len(), taken: taken.clone() };
    Outcome { chosen: chosen.into_iter().chain(taken).collect(), ties: vec![tie] }
}

/// Sequential proportional approval voting (Thiele, 1895): one option after another, each the one that adds most, a ballot that got so many
/// counting one over that number plus one. For choices too large for [`ProportionalApproval`]; it promises less.
///
/// Time O(seats x options x ballots).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SequentialProportional;

impl VotingRule for SequentialProportional {
    fn name(&self) -> &'static str {
        "sequential proportional approval"
    }

    fn choose(
        &self,
        ballots: &Ballots,
        seats: usize,
        ties: &TieBreak,
    ) -> Result<Outcome, AssessError> {
        check(ballots, seats, ties)?;
        let options = ballots.options().len();
        let Some(worth) = worths(seats) else {
            let violations = vec![Violation::TooManyCommittees { seats, options, limit: LIMIT }];
            return Err(AssessError::Ballots { violations });
        };
        let alike = alike(ballots);
        let mut outcome = Outcome::default();
        while outcome.chosen.len() < seats {
            let gain = |option: usize| -> u128 {
                let voters =
                    alike.iter().filter(|(approved, _)| approved.get(option) == Some(&true));
                let of = voters.map(|(approved, count)| {
                    let got = outcome
                        .chosen
                        .iter()
                        .filter(|&&it| approved.get(it) == Some(&true))
                        .count();
                    let worth = |got: usize| worth.get(got).copied().unwrap_or(0);
                    count * (worth(got + 1) - worth(got))
                });
                of.sum()
            };
            let left = (0..options).filter(|option| !outcome.chosen.contains(option));
            let gains: Vec<(usize, u128)> = left.map(|option| (option, gain(option))).collect();
            let most = gains.iter().map(|it| it.1).max();
            let best = gains.iter().filter(|it| Some(it.1) == most).map(|it| it.0).collect();
            if !outcome.take(best, 1, ties) {
                break;
            }
        }
        Ok(outcome)
    }
}
