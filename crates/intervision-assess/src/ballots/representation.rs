use super::{BallotViolation as Violation, Ballots};
use crate::AssessError;

/// A group of voters that is large enough for some options of its own and did not get them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Unrepresented {
    /// Options that each of them approves.
    pub options: Vec<usize>,
    /// How many voters they are, none of whom has as many approved options among the chosen.
    pub voters: usize,
}

/// A group that violates extended justified representation (Aziz and others, 2017), if there is one: at least l·n/k of the
/// n voters approve the same l options, and none of them approves l of the k chosen. With `cohesion` 1 it is justified
/// representation alone.
///
/// Looks at every set of up to `cohesion` options: exact, and exponential in `cohesion`. Time O(sets x ballots).
///
/// # Errors
///
/// [`AssessError::Ballots`] when there are more than a million sets to look at.
///
/// # Example
///
/// ```
/// use intervision_assess::ballots::{Ballots, unrepresented};
///
/// let ballots = Ballots::of(["a", "b", "c"])
///     .approving("", ["a", "b"]).approving("", ["a", "b"]).approving("", ["c"]).approving("", ["c"])
///     .build()?;
/// assert_eq!(unrepresented(&ballots, &[0, 1], 2, 2)?.unwrap().options, [2]);
/// assert_eq!(unrepresented(&ballots, &[0, 2], 2, 2)?, None);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
pub fn unrepresented(
    ballots: &Ballots,
    chosen: &[usize],
    seats: usize,
    cohesion: usize,
) -> Result<Option<Unrepresented>, AssessError> {
    const LIMIT: usize = 1_000_000;
    let options = ballots.options().len();
    let sizes = 1..=cohesion.min(seats).min(options);
    let sets = sizes.clone().map(|size| committees(options, size, LIMIT)).sum::<usize>();
    if sets > LIMIT {
        let violations = vec![Violation::TooManyCommittees { seats, options, limit: LIMIT }];
        return Err(AssessError::Ballots { violations });
    }
    let got: Vec<usize> = ballots
        .ballots()
        .iter()
        .map(|ballot| chosen.iter().filter(|&&option| ballot.approves(option)).count())
        .collect();
    for size in sizes {
        for set in Sets::new(options, size) {
            let group = ballots.ballots().iter().zip(&got).filter(|(ballot, got)| {
                **got < size && set.iter().all(|&option| ballot.approves(option))
            });
            let voters = group.count();
            if voters > 0 && voters * seats >= size * ballots.len() {
                return Ok(Some(Unrepresented { options: set, voters }));
            }
        }
    }
    Ok(None)
}

/// How many sets of `size` there are, or more than `limit`.
pub(super) fn committees(options: usize, size: usize, limit: usize) -> usize {
    let mut count = 1_usize;
    for number in 0..size.min(options - size.min(options)) {
        count = count.saturating_mul(options - number) / (number + 1);
        if count > limit {
            return limit + 1;
        }
    }
    count
}

/// All sets of a size, in lexicographic order.
pub(super) struct Sets {
    options: usize,
    next: Option<Vec<usize>>,
}

impl Sets {
    pub(super) fn new(options: usize, size: usize) -> Sets {
        Sets { options, next: (size <= options).then(|| (0..size).collect()) }
    }
}

impl Iterator for Sets {
    type Item = Vec<usize>;

    fn next(&mut self) -> Option<Vec<usize>> {
        let set = self.next.take()?;
        let size = set.len();
        let place = (0..size)
            .rev()
            .find(|&at| set.get(at).is_some_and(|&it| it < self.options - size + at));
        self.next = place.map(|place| {
            let first = set.get(place).map_or(0, |it| it + 1);
            let head = set.iter().take(place).copied();
            head.chain((first..).take(size - place)).collect()
        });
        Some(set)
    }
}
