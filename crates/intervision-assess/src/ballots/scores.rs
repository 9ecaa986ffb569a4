use super::outcome::{check, highest};
use super::{Ballots, Outcome, TieBreak, VotingRule};
use crate::AssessError;

/// Most points win. A vote on how keen people are; a few who put all points on one option outweigh many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dots;

impl VotingRule for Dots {
    fn name(&self) -> &'static str {
        "dots"
    }

    fn choose(
        &self,
        ballots: &Ballots,
        seats: usize,
        ties: &TieBreak,
    ) -> Result<Outcome, AssessError> {
        check(ballots, seats, ties)?;
        let points = |option| {
            ballots.ballots().iter().map(|ballot| u64::from(ballot.points(option))).sum::<u64>()
        };
        let points: Vec<u64> = (0..ballots.options().len()).map(points).collect();
        Ok(highest(&points, seats, ties))
    }
}

/// Most approvals win (Brams and Fishburn, 1978). With several seats the largest camp may take all of them.
///
/// # Example
///
/// ```
/// use intervision_assess::ballots::{Approval, Ballots, TieBreak, VotingRule};
///
/// let ballots = Ballots::of(["a", "b", "c"])
///     .approving("v1", ["a", "b"])
///     .approving("v2", ["a", "c"])
///     .build()?;
/// let outcome = Approval.choose(&ballots, 2, &TieBreak::Stop)?;
/// assert_eq!(outcome.chosen, [0]);
/// assert_eq!(outcome.ties[0].options, [1, 2]);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Approval;

impl VotingRule for Approval {
    fn name(&self) -> &'static str {
        "approval"
    }

    fn choose(
        &self,
        ballots: &Ballots,
        seats: usize,
        ties: &TieBreak,
    ) -> Result<Outcome, AssessError> {
        check(ballots, seats, ties)?;
        let counts: Vec<usize> =
            (0..ballots.options().len()).map(|option| ballots.approvals(option)).collect();
        Ok(highest(&counts, seats, ties))
    }
}

/// Highest mean place wins (Borda, 1781): on each ballot a point per option that comes after, half a point per
/// option in the same tier. What a ballot does not name shares its last tier.
///
/// An option that more than half put first may lose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Borda;

impl Borda {
    /// Points, doubled so that halves are whole.
    pub(super) fn doubled(ballots: &Ballots) -> Vec<u64> {
        let options = ballots.options().len();
        let mut scores = vec![0; options];
        for ballot in ballots.ballots() {
            let mut after = options as u64;
            let named: usize = ballot.tiers.iter().map(Vec::len).sum();
            let last =
                (0..options).filter(|option| !ballot.tiers.iter().any(|it| it.contains(option)));
            let last: Vec<usize> = if named < options { last.collect() } else { Vec::new() };
            for tier in ballot.tiers.iter().chain([&last]) {
                let size = tier.len() as u64;
                after -= size;
                for &option in tier {
                    if let Some(score) = scores.get_mut(option) {
                        *score += 2 * after + (size - 1);
                    }
                }
            }
        }
        scores
    }
}

impl VotingRule for Borda {
    fn name(&self) -> &'static str {
        "Borda"
    }

    fn choose(
        &self,
        ballots: &Ballots,
        seats: usize,
        ties: &TieBreak,
    ) -> Result<Outcome, AssessError> {
        check(ballots, seats, ties)?;
        Ok(highest(&Borda::doubled(ballots), seats, ties))
    }
}
