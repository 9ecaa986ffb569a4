//! In: sizes that say how many seats there are, and more people. Out: the limits of each group and of those who wait.

use super::units::Units;
use super::{Problem, Remainder, Rules, Sizes};
use crate::{Error, RosterError, SizesError, Term, WaitingError};

/// Not everybody has a seat: who waits is part of the answer, so that those who are seated are mixed as well as can be.
///
/// Whoever waits breaks no rule and adds to no value. People who must be together wait together or have seats together; pins and
/// locks are seats; quotas look at groups alone. Sizes must say how many seats there are: a list of sizes or of limits, a number
/// of groups with limits, or groups of exactly one size.
///
/// # Example
///
/// ```
/// use intervision_core::{Run, Table, Value};
/// use intervision_groups::{Former, RulesBuilder, Sizes, WaitingList};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let unit = ["x", "x", "x", "y", "y"].map(Value::category);
/// let roster = Table::new(["a", "b", "c", "d", "e"])?.with_column("unit", unit)?;
/// let rules = RulesBuilder::new(Sizes::listed([2, 2]))
///     .mix("unit", 1.0)
///     .waiting_list(WaitingList::new().seat("a").seat("b"))
///     .build()?;
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
/// let outcome = Former::new(rules).form(&roster, &mut Run::new(&mut rng, &mut ()))?;
/// // With c in a group there would be a pair of x.
/// assert_eq!(outcome.waiting(), [2]);
/// assert_eq!(outcome.worth().value, 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct WaitingList {
    /// How many may wait; if nothing is said, as few as there are too many for the seats.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub at_most: Option<usize>,
    /// People who have a seat, such as those who waited last time.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub seat: Vec<String>,
}

impl WaitingList {
    /// As few wait as there are too many for the seats.
    #[must_use]
    pub fn new() -> Self {
        WaitingList::default()
    }

    /// Up to so many may wait, where groups are better for it.
    #[must_use]
    pub fn at_most(mut self, people: usize) -> Self {
        self.at_most = Some(people);
        self
    }

    /// This person has a seat.
    #[must_use]
    pub fn seat(mut self, id: impl Into<String>) -> Self {
        self.seat.push(id.into());
        self
    }
}

/// The least and the most members of each group, and of those who wait behind them where anybody may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Places {
    pub(crate) limits: Vec<(usize, usize)>,
    /// The number of the last limits, where they are those of the waiting list.
    pub(crate) waiting: Option<usize>,
}

impl Rules {
    /// The limits for this many people.
    pub(crate) fn places(&self, people: usize) -> Result<Places, Error> {
        let Some(list) = self.waiting_list() else {
            return Ok(Places { limits: self.sizes().bounds(people)?, waiting: None });
        };
        if people == 0 {
            return Err(RosterError::Empty.into());
        }
        let sizes = self.sizes();
        sizes.check()?;
        let mut limits = match sizes {
            Sizes::Listed(sizes) => sizes.iter().map(|&size| (size, size)).collect(),
            Sizes::ListedBetween(limits) => limits.clone(),
            &Sizes::CountBetween { count, min, max } => vec![(min, max); count],
            &Sizes::Size { size, remainder: Remainder::Forbid } => {
                vec![(size, size); (people / size).max(1)]
            }
            _ => return Err(WaitingError::NoSeats { sizes: sizes.to_string() }.into()),
        };
        let (least, most) = limits.iter().fold((0usize, 0usize), |(least, most), &(lo, hi)| {
            (least.saturating_add(lo), most.saturating_add(hi))
        });
        if people < least {
            let right = "ask for fewer or smaller groups".to_owned();
            let sizes = sizes.to_string();
            return Err(SizesError::DoNotAddUp { sizes, least, most, people, right }.into());
        }
        let fewest = people.saturating_sub(most);
        let may = list.at_most.unwrap_or(fewest).min(people - least);
        if fewest > may {
            return Err(WaitingError::TooMany { waiting: fewest, at_most: may }.into());
        }
        let waiting = (may > 0).then_some(limits.len());
        if may > 0 {
            limits.push((fewest, may));
        }
        // Nobody can be in a group whose other places could not be left empty.
        let (least, most) = (least + fewest, most.saturating_add(may));
        for (lo, hi) in &mut limits {
            let own = (*lo, *hi);
            *lo = own.0.max(people.saturating_sub(most - own.1));
            *hi = own.1.min(people - (least - own.0));
        }
        Ok(Places { limits, waiting })
    }
}

impl Problem {
    /// The number of the waiting list among the groups, where anybody may wait: whoever is there counts for nothing.
    #[must_use]
    pub fn waiting(&self) -> Option<usize> {
        self.waiting
    }

    /// How many groups there are for those who have a seat.
    pub(crate) fn seats(&self) -> usize {
        self.waiting.unwrap_or(self.sizes.len())
    }

    /// What a grouping has of a term, in its own unit.
    pub(crate) fn term_value(&self, term: &Term, group_of: &[u32]) -> f64 {
        match self.waiting {
            None => term.value(group_of, self.groups()),
            Some(waiting) => term.data.by_group(group_of, self.groups())[..waiting].iter().sum(),
        }
    }
}

/// Units that have a seat by the waiting list, in order.
pub(super) fn seated(rules: &Rules, ids: &[String], units: &Units) -> Result<Vec<u32>, Error> {
    let Some(list) = rules.waiting_list() else { return Ok(Vec::new()) };
    let mut seated = Vec::with_capacity(list.seat.len());
    for id in &list.seat {
        let at = ids.binary_search(id);
        let member = at.map_err(|_| RosterError::UnknownId { rule: "seat", id: id.clone() })?;
        seated.push(units.of[member]);
    }
    seated.sort_unstable();
    seated.dedup();
    Ok(seated)
}
