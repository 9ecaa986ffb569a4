use chrono::NaiveDate;

/// A date that can be chosen, with the probability that the meeting holds on it.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Candidate {
    /// The day.
    pub day: NaiveDate,
    /// From 0 to 1, as [`Chances::holds`](super::Chances::holds) says.
    pub holds: f64,
}

/// A second date for a meeting.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Reserve {
    /// The candidate, as a place in the list.
    pub candidate: usize,
    /// The probability that the meeting holds on one of the two, if what happens on one day says nothing of the other.
    pub holds: f64,
}

/// For each chosen date the best reserve among the other candidates: at least `notice` days after it and before the next
/// chosen one, so that meetings keep their order; none where there is no such day. Of equal ones the earliest.
///
/// `chosen` are places in the list of candidates; those that are not there have no reserve. O(chosen x candidates).
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_schedule::poll::{Candidate, reserves};
///
/// let day = |day, holds| Candidate { day: NaiveDate::from_ymd_opt(2027, 3, day).unwrap(), holds };
/// let candidates = [day(2, 0.9), day(4, 0.95), day(9, 0.8), day(16, 0.9), day(30, 0.5)];
/// let found = reserves(&candidates, &[0, 3], 7);
/// assert_eq!(found[0].map(|reserve| reserve.candidate), Some(2), "the 4th is too soon");
/// assert!((found[0].unwrap().holds - 0.98).abs() < 1e-12);
/// assert_eq!(found[1].map(|reserve| reserve.candidate), Some(4));
/// ```
#[must_use]
pub fn reserves(candidates: &[Candidate], chosen: &[usize], notice: u32) -> Vec<Option<Reserve>> {
    let day = |index: &usize| candidates.get(*index).map(|candidate| candidate.day);
    let reserve = |index: &usize| {
        let first = candidates.get(*index)?;
        let next = chosen.iter().filter_map(day).filter(|day| *day > first.day).min();
        let fits = |(other, candidate): &(usize, &Candidate)| {
            (candidate.day - first.day).num_days() >= i64::from(notice.max(1))
                && next.is_none_or(|next| candidate.day < next)
                && !chosen.contains(other)
        };
        let best =
            candidates.iter().enumerate().filter(fits).max_by(|(_, a), (_, b)| {
                a.holds.total_cmp(&b.holds).then_with(|| b.day.cmp(&a.day))
            })?;
        let holds = 1.0 - (1.0 - first.holds) * (1.0 - best.1.holds);
        Some(Reserve { candidate: best.0, holds })
    };
    chosen.iter().map(reserve).collect()
}
