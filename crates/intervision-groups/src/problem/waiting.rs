//! In: sizes that say how many seats there are, and more people. Out: the limits of each group and of those who wait.

use intervision_core::{Groups, Roster, Value};

use super::sizes::enough;
use super::units::Units;
use super::{Problem, Remainder, Rules, Sizes};
use crate::terms::Data;
use crate::terms::waits::Waits;
use crate::{Error, RosterError, SizesError, Term, WaitingError};

/// What the term over those who wait is called.
const TERM: &str = "priority of those who wait";

/// Not everybody has a seat: who waits is part of the answer, so that those who are seated are mixed as well as can be.
///
/// Whoever waits breaks no rule and adds to no value, but is one of those whom groups shall look like. People who must be together wait
/// together or have seats together, and wait if they may not meet; pins and locks are seats; quotas look at groups alone. Sizes must say how many seats there are: a
/// list of sizes or of limits, a number of groups with limits, or groups of exactly one size.
///
/// Who has a seat comes before all wishes where people have a [priority](WaitingList::priority).
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
    /// The attribute whose numbers say who has a seat before others, such as how often somebody has waited.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub priority: Option<String>,
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

    /// As little as can be of this attribute waits, before any wish counts: the sum over all who wait is the least that the rules allow.
    ///
    /// So nobody waits for somebody with less, if the rules hold when the two change places; and where it is open how many wait, whoever
    /// has more than 0 waits only if the rules leave no other way. Numbers are whole, 0 or more, and count as they are: one person with 5
    /// has a seat before one with 3, and two with 3 before one with 5. Ordered levels count by their rank; unknown is 0.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::{Run, Table, Value};
    /// use intervision_groups::{Former, RulesBuilder, Sizes, WaitingList};
    /// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
    ///
    /// let unit = ["x", "x", "x", "y", "y"].map(Value::category);
    /// let waited = [1.0, 2.0, 1.0, 0.0, 1.0].map(Value::Number);
    /// let roster = Table::new(["a", "b", "c", "d", "e"])?
    ///     .with_column("unit", unit)?
    ///     .with_column("times waited", waited)?;
    /// let rules = RulesBuilder::new(Sizes::listed([2, 2]))
    ///     .mix("unit", 1.0)
    ///     .waiting_list(WaitingList::new().priority("times waited"))
    ///     .build()?;
    /// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
    /// let outcome = Former::new(rules).form(&roster, &mut Run::new(&mut rng, &mut ()))?;
    /// // Mixed better without c; but d has not waited yet.
    /// assert_eq!(outcome.waiting(), [3]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn priority(mut self, attribute: impl Into<String>) -> Self {
        self.priority = Some(attribute.into());
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
            &Sizes::CountBetween { count, min, max } => {
                enough(people, count)?;
                vec![(min, max); count]
            }
            &Sizes::Size { size, remainder: Remainder::Forbid } => {
                vec![(size, size); (people / size).max(1)]
            }
            _ => return Err(WaitingError::NoSeats { sizes: sizes.to_string() }.into()),
        };
        let least = limits.iter().fold(0usize, |least, &(lo, _)| least.saturating_add(lo));
        if people < least {
            let right = "ask for fewer or smaller groups".to_owned();
            let most = limits.iter().fold(0usize, |most, &(_, hi)| most.saturating_add(hi));
            let sizes = sizes.to_string();
            return Err(SizesError::DoNotAddUp { sizes, least, most, people, right }.into());
        }
        // There are no more groups than people, and none has more than all of them.
        for (_, hi) in &mut limits {
            *hi = people.min(*hi);
        }
        let most: usize = limits.iter().map(|&(_, hi)| hi).sum();
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
        let (least, most) = (least + fewest, most + may);
        for (lo, hi) in &mut limits {
            let own = (*lo, *hi);
            *lo = own.0.max(people.saturating_sub(most - own.1));
            *hi = own.1.min(people - (least - own.0));
        }
        Ok(Places { limits, waiting })
    }
}

impl Problem {
    /// The number of the waiting list among the groups, where anybody may wait: nothing counts there but priority.
    #[must_use]
    pub fn waiting(&self) -> Option<usize> {
        self.waiting
    }

    /// How many groups there are for those who have a seat.
    pub(crate) fn seats(&self) -> usize {
        self.waiting.unwrap_or(self.sizes.len())
    }

    /// Where each member is in groups that exist: whoever is in none of them waits, if anybody does. `None` where somebody has no place.
    pub(crate) fn places_in(&self, groups: &Groups) -> Option<Vec<u32>> {
        let place = |&member: &usize| match groups.group_of(member) {
            Some(group) => (group < self.seats()).then_some(group as u32),
            None => self.waiting.map(|waiting| waiting as u32),
        };
        self.listed.iter().map(place).collect()
    }

    /// What a grouping has of a term, in its own unit.
    pub(crate) fn term_value(&self, term: &Term, group_of: &[u32]) -> f64 {
        match self.waiting {
            None => term.value(group_of, self.groups()),
            Some(_) => self.parts(term, group_of).iter().sum(),
        }
    }

    /// What each group has of a term, in its own unit; of those who wait nothing counts but their priority.
    pub(crate) fn parts(&self, term: &Term, group_of: &[u32]) -> Vec<f64> {
        let mut parts = term.data.by_group(group_of, self.groups());
        if let (Some(waiting), false) = (self.waiting, matches!(term.data, Data::Waits(_))) {
            parts[waiting] = 0.0;
        }
        parts
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

/// The term of those who wait, before all wishes; `None` where nobody waits or no priority counts.
pub(super) fn priorities(
    rules: &Rules,
    roster: &dyn Roster,
    (ids, listed): (&[String], &[usize]),
    (units, seated): (&Units, &[u32]),
    waiting: Option<usize>,
) -> Result<Option<Term>, Error> {
    let attribute = rules.waiting_list().and_then(|list| list.priority.as_ref());
    let (Some(attribute), Some(waiting)) = (attribute, waiting) else { return Ok(None) };
    let known: Vec<String> = roster.keys().into_iter().map(std::borrow::Cow::into_owned).collect();
    if !known.contains(attribute) {
        return Err(RosterError::UnknownAttribute { attribute: attribute.clone(), known }.into());
    }
    let mut priority = Vec::with_capacity(ids.len());
    for (id, &member) in ids.iter().zip(listed) {
        let found = roster.attribute(member, attribute).known();
        let own = match found {
            Value::Unknown => Some(0),
            Value::Level(rank) => Some(rank),
            Value::Number(number) => whole(number),
            _ => None,
        };
        priority.push(own.ok_or_else(|| WaitingError::Priority {
            attribute: attribute.clone(),
            id: id.clone(),
            found: match found {
                Value::Number(number) => number.to_string(),
                other => format!("a {}", other.kind()),
            },
        })?);
    }
    let fixed = |unit: u32| {
        let pin = units.pinned[unit as usize];
        pin.is_some_and(|pin| pin as usize != waiting) || seated.binary_search(&unit).is_ok()
    };
    let members = 0..ids.len() as u32;
    let seated = members.filter(|&member| fixed(units.of[member as usize])).collect();
    let data = Data::Waits(Waits { waiting, priority, seated });
    Ok(Some(Term { name: TERM.to_owned(), weight: 1.0, factor: 0.0, level: 0, data }))
}

/// A priority, if it is one.
fn whole(number: f64) -> Option<u32> {
    let fits = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    fits.then_some(number as u32)
}
