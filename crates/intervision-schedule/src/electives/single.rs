//! One elective: who has a place, and who waits.

use std::cmp::Ordering;

/// One member's wish for a place.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Want {
    /// The member.
    pub member: usize,
    /// How large the need is: the gap between target and measured level.
    pub gap: f64,
}

/// What an elective can hold.
///
/// # Example
///
/// Fifteen people want a workshop of twelve seats:
///
/// ```
/// use intervision_schedule::electives::{Elective, Want};
///
/// let wants: Vec<Want> = (0..15).map(|member| Want { member, gap: f64::from(member as u32) }).collect();
/// let once = Elective::new(12).allot(&wants);
/// assert_eq!(once.waiting.iter().map(|want| want.member).collect::<Vec<_>>(), [2, 1, 0]);
///
/// let twice = Elective::new(12).with_runs(2).allot(&wants);
/// assert_eq!(twice.runs.iter().map(Vec::len).collect::<Vec<_>>(), [8, 7]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Elective {
    seats: usize,
    runs: usize,
    fewest: usize,
}

/// Who has a place, and who waits.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Allotment {
    /// Members per run, in order; runs differ by one member at most.
    pub runs: Vec<Vec<usize>>,
    /// Who waits, the largest need first.
    pub waiting: Vec<Want>,
}

impl Elective {
    /// One run of this many seats.
    pub fn new(seats: usize) -> Self {
        Elective { seats, runs: 1, fewest: 1 }
    }

    /// At most this many runs.
    pub fn with_runs(mut self, runs: usize) -> Self {
        self.runs = runs;
        self
    }

    /// A run is held for at least this many members (1 unless told otherwise).
    pub fn with_fewest(mut self, members: usize) -> Self {
        self.fewest = members.max(1);
        self
    }

    /// Gives places to those with the largest need first. Equal needs go by member number, a need that is not a number
    /// comes last, and who asks twice counts once, with the larger need.
    ///
    /// As few runs are held as it takes, and none with fewer members than asked; who then has no place waits.
    #[must_use]
    pub fn allot(self, wants: &[Want]) -> Allotment {
        let mut ranked = wants.to_vec();
        ranked.sort_by(|a, b| by_need(*a, *b));
        let mut seen = std::collections::BTreeSet::new();
        ranked.retain(|want| seen.insert(want.member));
        let needed = if self.seats == 0 { 0 } else { ranked.len().div_ceil(self.seats) };
        let mut runs = needed.min(self.runs);
        let mut seated = ranked.len().min(runs.saturating_mul(self.seats));
        while runs > 0 && seated / runs < self.fewest {
            runs -= 1;
            seated = ranked.len().min(runs * self.seats);
        }
        let waiting = ranked.split_off(seated);
        let mut members: Vec<usize> = ranked.into_iter().map(|want| want.member).collect();
        members.sort_unstable();
        let mut held = Vec::with_capacity(runs);
        for run in 0..runs {
            let size = seated / runs + usize::from(run < seated % runs);
            let rest = members.split_off(size);
            held.push(std::mem::replace(&mut members, rest));
        }
        Allotment { runs: held, waiting }
    }
}

impl Allotment {
    /// Somebody gives up a place or a wait. If it was a place, the first who waits takes it, in the same run, and is told.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_schedule::electives::{Elective, Want};
    ///
    /// let wants: Vec<Want> = (0..3).map(|member| Want { member, gap: f64::from(member as u32) }).collect();
    /// let mut allotment = Elective::new(1).allot(&wants);
    /// assert_eq!(allotment.withdraw(2), Some(1));
    /// assert_eq!(allotment.runs, [[1]]);
    /// ```
    pub fn withdraw(&mut self, member: usize) -> Option<usize> {
        self.waiting.retain(|want| want.member != member);
        let run = self.runs.iter_mut().find(|run| run.contains(&member))?;
        run.retain(|other| *other != member);
        if self.waiting.is_empty() {
            return None;
        }
        let next = self.waiting.remove(0).member;
        run.push(next);
        run.sort_unstable();
        Some(next)
    }
}

pub(super) fn by_need(a: Want, b: Want) -> Ordering {
    let known = |want: Want| if want.gap.is_nan() { f64::NEG_INFINITY } else { want.gap };
    known(b).total_cmp(&known(a)).then(a.member.cmp(&b.member))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wants(gaps: &[f64]) -> Vec<Want> {
        gaps.iter().enumerate().map(|(member, gap)| Want { member, gap: *gap }).collect()
    }

    #[test]
    fn a_run_for_too_few_is_not_held() {
        let all = wants(&[3.0, 2.0, 1.0, 0.5, 0.4]);
        let allotment = Elective::new(4).with_runs(2).with_fewest(3).allot(&all);
        assert_eq!(allotment.runs, [[0, 1, 2, 3]]);
        assert_eq!(allotment.waiting.len(), 1);
    }

    #[test]
    fn no_seats_no_runs() {
        assert_eq!(Elective::new(0).allot(&wants(&[1.0])).waiting.len(), 1);
    }

    #[test]
    fn an_unknown_need_comes_last() {
        let allotment = Elective::new(1).allot(&wants(&[f64::NAN, 0.0]));
        assert_eq!(allotment.runs, [[1]]);
    }

    #[test]
    fn whoever_waits_longest_in_need_moves_up() {
        let mut allotment = Elective::new(2).allot(&wants(&[4.0, 3.0, 2.0, 1.0]));
        assert_eq!(allotment.withdraw(3), None);
        assert_eq!(allotment.withdraw(0), Some(2));
        assert_eq!(allotment.withdraw(1), None);
        assert_eq!((allotment.runs, allotment.waiting), (vec![vec![2]], vec![]));
    }

    proptest! {
        #[test]
        fn everyone_is_seated_or_waits_and_need_decides(
            gaps in prop::collection::vec(-2.0..4.0_f64, 0..60),
            seats in 0_usize..15,
            runs in 0_usize..5,
            fewest in 1_usize..6,
        ) {
            let allotment = Elective::new(seats).with_runs(runs).with_fewest(fewest).allot(&wants(&gaps));
            let seated: Vec<usize> = allotment.runs.concat();
            let mut all: Vec<usize> =
                seated.iter().copied().chain(allotment.waiting.iter().map(|w| w.member)).collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..gaps.len()).collect::<Vec<_>>());
            prop_assert!(allotment.runs.len() <= runs);
            prop_assert!(allotment.runs.iter().all(|run| fewest <= run.len() && run.len() <= seats));
            let least = seated.iter().map(|member| gaps[*member]).fold(f64::INFINITY, f64::min);
            prop_assert!(allotment.waiting.iter().all(|want| want.gap <= least));
        }
    }
}
