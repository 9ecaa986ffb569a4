//! In: rounds of groups. Out: who met whom how often, and which share of all pairs has met after each round.

use std::collections::BTreeMap;

use intervision_core::{Grouping, Groups};

use crate::Error;

/// How often people met over several rounds.
///
/// # Example
///
/// ```
/// use intervision_core::Groups;
/// use intervision_groups::rounds::Meetings;
///
/// let first = Groups::new(4, vec![vec![0, 1], vec![2, 3]])?;
/// let second = Groups::new(4, vec![vec![0, 2], vec![1, 3]])?;
/// let meetings = Meetings::of(4, &[&first, &second, &first])?;
/// assert_eq!((meetings.times(1, 0), meetings.times(0, 3)), (2, 0));
/// assert_eq!((meetings.distinct_pairs(), meetings.repeats()), (4, 2));
/// assert_eq!(meetings.met_after(), [2, 4, 4]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meetings {
    members: usize,
    times: BTreeMap<(u32, u32), u32>,
    met_after: Vec<usize>,
}

impl Meetings {
    /// Counts the meetings of members `0..members`. O(meetings · log meetings).
    ///
    /// # Errors
    ///
    /// [`Error::Groups`] for a round that names somebody twice, or somebody who is not there.
    pub fn of(members: usize, rounds: &[&dyn Grouping]) -> Result<Self, Error> {
        let mut meetings = Meetings { members, ..Meetings::default() };
        for (at, round) in rounds.iter().enumerate() {
            let which = format!("round {}", at + 1);
            Groups::copy_of(members, *round).map_err(|wrong| super::unreadable(&which, wrong))?;
            meetings.add(*round);
        }
        Ok(meetings)
    }

    /// Counts one more round, in which nobody stands twice.
    pub(crate) fn add(&mut self, round: &dyn Grouping) {
        for group in 0..round.len() {
            let group = round.members(group);
            for (at, &a) in group.iter().enumerate() {
                for &b in &group[at + 1..] {
                    *self.times.entry((a.min(b) as u32, a.max(b) as u32)).or_default() += 1;
                }
            }
        }
        self.met_after.push(self.times.len());
    }

    /// How often two people met.
    #[must_use]
    pub fn times(&self, a: usize, b: usize) -> usize {
        self.times.get(&(a.min(b) as u32, a.max(b) as u32)).map_or(0, |&times| times as usize)
    }

    /// How many pairs met at least once.
    #[must_use]
    pub fn distinct_pairs(&self) -> usize {
        self.times.len()
    }

    /// How many meetings were not the first of their pair.
    #[must_use]
    pub fn repeats(&self) -> usize {
        self.times.values().map(|&times| times as usize - 1).sum()
    }

    /// How many pairs have met after each round.
    #[must_use]
    pub fn met_after(&self) -> &[usize] {
        &self.met_after
    }

    /// Which share of all pairs has met after each round; 1 where there are no pairs.
    #[must_use]
    pub fn coverage(&self) -> Vec<f64> {
        let pairs = self.members * self.members.saturating_sub(1) / 2;
        let share = |&met: &usize| if pairs == 0 { 1.0 } else { met as f64 / pairs as f64 };
        self.met_after.iter().map(share).collect()
    }

    /// How many pairs are expected to meet for the first time in a further round, if everybody comes with their chance, each on
    /// their own: the sum over pairs of its groups who never met of the product of both chances. O(pairs of the round · log).
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::Groups;
    /// use intervision_groups::rounds::Meetings;
    ///
    /// let met = Meetings::of(4, &[&Groups::new(4, vec![vec![0, 1], vec![2, 3]])?])?;
    /// let next = Groups::new(4, vec![vec![0, 1, 2], vec![3]])?;
    /// // 0 and 1 know each other; 2 meets both of them if they come.
    /// assert_eq!(met.would_add(&next, |member| if member == 0 { 0.5 } else { 1.0 }), 1.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn would_add(&self, next: &dyn Grouping, chance: impl Fn(usize) -> f64) -> f64 {
        let mut sum = 0.0;
        for group in 0..next.len() {
            let group = next.members(group);
            for (at, &a) in group.iter().enumerate() {
                for &b in &group[at + 1..] {
                    if self.times(a, b) == 0 {
                        sum += chance(a) * chance(b);
                    }
                }
            }
        }
        sum
    }

    /// Every pair that met, with how often, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        self.times.iter().map(|(&(a, b), &times)| (a as usize, b as usize, times as usize))
    }
}
