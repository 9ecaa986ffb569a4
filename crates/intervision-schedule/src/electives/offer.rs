//! Several electives at once.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::single::{Allotment, Elective, Want, by_need};

/// One of the workshops on offer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Workshop {
    /// A stable id.
    pub id: String,
    /// Seats per run.
    pub seats: usize,
    /// At most this many runs.
    pub runs: usize,
    /// A run is held for at least this many members.
    pub fewest: usize,
    /// The workshops that come before it, by id: whoever has not done them, and has no place in them, has no place here.
    #[cfg_attr(feature = "serde", serde(default))]
    pub after: Vec<String>,
}

impl Workshop {
    /// One run of this many seats, held for anyone, after nothing.
    #[must_use]
    pub fn new(id: impl Into<String>, seats: usize) -> Self {
        Workshop { id: id.into(), seats, runs: 1, fewest: 1, after: Vec::new() }
    }

    fn elective(&self) -> Elective {
        Elective::new(self.seats).with_runs(self.runs).with_fewest(self.fewest)
    }
}

/// A member's wish for a workshop.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Choice {
    /// The workshop's id.
    pub workshop: String,
    /// The member.
    pub member: usize,
    /// How large the need is: the gap between target and measured level.
    pub gap: f64,
}

/// Why an offer cannot be shared out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OfferError {
    /// Two workshops with one id.
    #[error("workshop \"{id}\" is listed twice; every workshop needs an id of its own")]
    Duplicate {
        /// The id.
        id: String,
    },
    /// A workshop that is not on offer.
    #[error("{by} names workshop \"{id}\", which is not on offer; on offer: {}", .known.join(", "))]
    Unknown {
        /// What names it.
        by: String,
        /// The id.
        id: String,
        /// What there is.
        known: Vec<String>,
    },
    /// Workshops that each come after another, in a circle.
    #[error("these workshops each come after another of them: {}; take one of the conditions out", .0.join(", "))]
    Circle(Vec<String>),
}

/// Who sits where.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Seating {
    /// Runs and waiting list of each workshop, in the order of the offer.
    pub workshops: Vec<Allotment>,
    /// Who asked for a workshop without what comes before it: the place in the offer, and the member.
    pub not_ready: Vec<(usize, usize)>,
}

/// Workshops on offer.
///
/// Places are given in the order of need over all workshops at once. So nobody who waits for a workshop has a larger need for
/// it than somebody who has a place there, unless they already have as many places as a member may have, in workshops that
/// they need no less: a stable matching (D. Gale and L. S. Shapley, 1962). A place that opens only through a place in an
/// earlier workshop comes after all others. Equal needs go by member and then by the order of the offer. A workshop with too
/// few members is not held; its members are seated again without it.
///
/// # Example
///
/// ```
/// use intervision_schedule::electives::{Choice, Offer, Workshop};
///
/// let offer = Offer::new([Workshop::new("conflict", 1), Workshop::new("process", 2)])?.with_most_per_member(1);
/// let choice = |workshop: &str, member, gap| Choice { workshop: workshop.into(), member, gap };
/// let seating = offer.seat(
///     &[choice("conflict", 0, 2.0), choice("conflict", 1, 3.0), choice("process", 0, 1.0), choice("process", 1, 2.5)],
///     |_, _| false,
/// )?;
/// assert_eq!(seating.workshops[0].runs, [[1]]);
/// assert_eq!(seating.workshops[1].runs, [[0]]);
/// assert_eq!(seating.workshops[0].waiting[0].member, 0);
/// # Ok::<(), intervision_schedule::electives::OfferError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Offer {
    workshops: Vec<Workshop>,
    /// Places of the workshops in an order in which each comes after those it asks for.
    order: Vec<usize>,
    most_per_member: usize,
}

impl Offer {
    /// These workshops; a member may have a place in each.
    ///
    /// # Errors
    ///
    /// [`OfferError`] for ids that are listed twice or unknown, and for conditions in a circle.
    pub fn new(workshops: impl IntoIterator<Item = Workshop>) -> Result<Self, OfferError> {
        let workshops: Vec<Workshop> = workshops.into_iter().collect();
        let mut ids = BTreeSet::new();
        if let Some(twice) = workshops.iter().find(|workshop| !ids.insert(&workshop.id)) {
            return Err(OfferError::Duplicate { id: twice.id.clone() });
        }
        for workshop in &workshops {
            if let Some(id) = workshop.after.iter().find(|id| !ids.contains(id)) {
                let by = format!("workshop \"{}\"", workshop.id);
                return Err(unknown(by, id, &workshops));
            }
        }
        // Those whose conditions are all in, again and again.
        let mut order: Vec<usize> = Vec::with_capacity(workshops.len());
        while order.len() < workshops.len() {
            let is_in = |id: &String| {
                order.iter().any(|at| workshops.get(*at).is_some_and(|earlier| earlier.id == *id))
            };
            let ready = |(at, workshop): &(usize, &Workshop)| {
                !order.contains(at) && workshop.after.iter().all(is_in)
            };
            let Some((next, _)) = workshops.iter().enumerate().find(ready) else {
                let left = workshops.iter().enumerate().filter(|(at, _)| !order.contains(at));
                return Err(OfferError::Circle(left.map(|(_, w)| w.id.clone()).collect()));
            };
            order.push(next);
        }
        Ok(Offer { workshops, order, most_per_member: usize::MAX })
    }

    /// A member has a place in at most this many.
    pub fn with_most_per_member(mut self, places: usize) -> Self {
        self.most_per_member = places;
        self
    }

    /// Shares the places out. `done` says whether a member has done a workshop before (by member and id).
    ///
    /// # Errors
    ///
    /// [`OfferError::Unknown`] for a choice of a workshop that is not on offer.
    pub fn seat(
        &self,
        choices: &[Choice],
        done: impl Fn(usize, &str) -> bool,
    ) -> Result<Seating, OfferError> {
        let place = |id: &str| self.workshops.iter().position(|workshop| workshop.id == id);
        // The largest need of each member for each workshop.
        let mut wants = BTreeMap::<(usize, usize), f64>::new();
        for choice in choices {
            let at = place(&choice.workshop).ok_or_else(|| {
                unknown(format!("member {}", choice.member), &choice.workshop, &self.workshops)
            })?;
            let gap = wants.entry((at, choice.member)).or_insert(choice.gap);
            if larger(choice.gap, *gap) {
                *gap = choice.gap;
            }
        }
        let conditions: Vec<Vec<usize>> = self
            .workshops
            .iter()
            .map(|workshop| workshop.after.iter().filter_map(|id| place(id)).collect())
            .collect();
        let mut held: Vec<bool> =
            self.workshops.iter().map(|w| w.seats > 0 && w.runs > 0).collect();
        loop {
            let seats = self.give(&wants, &conditions, &held, &done);
            // The first in the order of conditions that fills no run: closing it may empty those that come after it.
            let too_few = self.order.iter().copied().find(|at| {
                let taken = seats.iter().filter(|(workshop, _)| workshop == at).count();
                let fewest = self.workshops.get(*at).map_or(1, |workshop| workshop.fewest.max(1));
                held.get(*at).is_some_and(|held| *held) && taken < fewest
            });
            match too_few.and_then(|at| held.get_mut(at)) {
                Some(held) => *held = false,
                None => return Ok(self.told(&wants, &conditions, &seats, &done)),
            }
        }
    }

    /// Places by need. Workshops that ask for others are gone through after those.
    fn give(
        &self,
        wants: &BTreeMap<(usize, usize), f64>,
        conditions: &[Vec<usize>],
        held: &[bool],
        done: &impl Fn(usize, &str) -> bool,
    ) -> BTreeSet<(usize, usize)> {
        let mut ranked: Vec<(usize, Want)> =
            wants.iter().map(|(&(at, member), &gap)| (at, Want { member, gap })).collect();
        ranked.sort_by(|(a_at, a), (b_at, b)| by_need(*a, *b).then(a_at.cmp(b_at)));
        let mut seats = BTreeSet::<(usize, usize)>::new();
        // A place may open the way to another: go on until nobody moves.
        loop {
            let before = seats.len();
            for (at, want) in &ranked {
                let Some(workshop) = self.workshops.get(*at) else { continue };
                let taken = seats.iter().filter(|(workshop, _)| workshop == at).count();
                let places = seats.iter().filter(|(_, member)| *member == want.member).count();
                let room = workshop.seats.saturating_mul(workshop.runs);
                let open = held.get(*at).is_some_and(|held| *held);
                let ready = self.ready(*at, want.member, conditions, done, &seats);
                if open && ready && taken < room && places < self.most_per_member {
                    seats.insert((*at, want.member));
                }
            }
            if seats.len() == before {
                return seats;
            }
        }
    }

    fn ready(
        &self,
        at: usize,
        member: usize,
        conditions: &[Vec<usize>],
        done: &impl Fn(usize, &str) -> bool,
        seats: &BTreeSet<(usize, usize)>,
    ) -> bool {
        conditions.get(at).is_none_or(|conditions| {
            conditions.iter().all(|earlier| {
                let id = self.workshops.get(*earlier).map_or("", |workshop| workshop.id.as_str());
                done(member, id) || seats.contains(&(*earlier, member))
            })
        })
    }

    fn told(
        &self,
        wants: &BTreeMap<(usize, usize), f64>,
        conditions: &[Vec<usize>],
        seats: &BTreeSet<(usize, usize)>,
        done: &impl Fn(usize, &str) -> bool,
    ) -> Seating {
        let mut not_ready = Vec::new();
        let mut workshops = Vec::with_capacity(self.workshops.len());
        for (at, workshop) in self.workshops.iter().enumerate() {
            let of = wants.range((at, 0)..=(at, usize::MAX));
            let of = of.map(|(&(_, member), &gap)| Want { member, gap });
            let (seated, mut waiting): (Vec<Want>, Vec<Want>) =
                of.partition(|want| seats.contains(&(at, want.member)));
            waiting.retain(|want| {
                let ready = self.ready(at, want.member, conditions, done, seats);
                if !ready {
                    not_ready.push((at, want.member));
                }
                ready
            });
            waiting.sort_by(|a, b| by_need(*a, *b));
            let mut allotment = workshop.elective().allot(&seated);
            // Whoever found no run of enough members waits with the others.
            allotment.waiting.extend(waiting);
            workshops.push(allotment);
        }
        Seating { workshops, not_ready }
    }
}

fn larger(a: f64, b: f64) -> bool {
    by_need(Want { member: 0, gap: a }, Want { member: 0, gap: b }) == Ordering::Less
}

fn unknown(by: String, id: &str, workshops: &[Workshop]) -> OfferError {
    let known = workshops.iter().map(|workshop| workshop.id.clone()).collect();
    OfferError::Unknown { by, id: id.to_owned(), known }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn choice(workshop: &str, member: usize, gap: f64) -> Choice {
        Choice { workshop: workshop.into(), member, gap }
    }

    #[test]
    fn m7_fifteen_want_a_workshop_of_twelve() {
        let choices: Vec<_> = (0..15).map(|member| choice("w", member, member as f64)).collect();
        let once =
            Offer::new([Workshop::new("w", 12)]).unwrap().seat(&choices, |_, _| false).unwrap();
        let waiting: Vec<_> = once.workshops[0].waiting.iter().map(|want| want.member).collect();
        assert_eq!(waiting, [2, 1, 0]);
        let twice = Workshop { runs: 2, ..Workshop::new("w", 12) };
        let twice = Offer::new([twice]).unwrap().seat(&choices, |_, _| false).unwrap();
        assert_eq!(twice.workshops[0].runs.iter().map(Vec::len).collect::<Vec<_>>(), [8, 7]);
    }

    #[test]
    fn what_comes_before_is_done_or_has_a_place() {
        let after = Workshop { after: vec!["basic".into()], ..Workshop::new("deep", 5) };
        let offer = Offer::new([after, Workshop::new("basic", 1)]).unwrap();
        let choices = [
            choice("deep", 0, 3.0),
            choice("deep", 1, 2.0),
            choice("deep", 2, 1.0),
            choice("basic", 0, 1.0),
            choice("basic", 1, 2.0),
        ];
        let seating = offer.seat(&choices, |member, id| member == 2 && id == "basic").unwrap();
        assert_eq!(seating.workshops[1].runs, [[1]]);
        assert_eq!(seating.workshops[0].runs, [[1, 2]]);
        assert_eq!(seating.not_ready, [(0, 0)]);
    }

    #[test]
    fn a_workshop_for_too_few_is_not_held_and_its_members_go_elsewhere() {
        let small = Workshop { fewest: 3, ..Workshop::new("small", 8) };
        let offer = Offer::new([small, Workshop::new("other", 8)]).unwrap().with_most_per_member(1);
        let choices = [choice("small", 0, 3.0), choice("small", 1, 3.0), choice("other", 0, 1.0)];
        let seating = offer.seat(&choices, |_, _| false).unwrap();
        assert!(seating.workshops[0].runs.is_empty());
        assert_eq!(seating.workshops[1].runs, [[0]]);
    }

    #[test]
    fn mistakes_are_named() {
        let error = |workshops: Vec<Workshop>| Offer::new(workshops).unwrap_err().to_string();
        assert_eq!(
            error(vec![Workshop::new("a", 1), Workshop::new("a", 2)]),
            "workshop \"a\" is listed twice; every workshop needs an id of its own"
        );
        let after =
            |id: &str, other: &str| Workshop { after: vec![other.into()], ..Workshop::new(id, 1) };
        assert_eq!(
            error(vec![after("a", "c")]),
            "workshop \"a\" names workshop \"c\", which is not on offer; on offer: a"
        );
        assert_eq!(
            error(vec![after("a", "b"), after("b", "a"), Workshop::new("c", 1)]),
            "these workshops each come after another of them: a, b; take one of the conditions out"
        );
        let offer = Offer::new([Workshop::new("a", 1)]).unwrap();
        assert_eq!(
            offer.seat(&[choice("b", 4, 1.0)], |_, _| false).unwrap_err().to_string(),
            "member 4 names workshop \"b\", which is not on offer; on offer: a"
        );
    }

    proptest! {
        #[test]
        fn nobody_waits_behind_a_smaller_need_without_cause(
            gaps in prop::collection::vec(prop::collection::vec(prop::option::of(0.0..4.0_f64), 3), 0..20),
            seats in prop::collection::vec(0_usize..6, 3),
            runs in 1_usize..3,
            most in 1_usize..4,
        ) {
            let workshops = seats.iter().enumerate().map(|(at, seats)| Workshop {
                runs,
                ..Workshop::new(format!("w{at}"), *seats)
            });
            let offer = Offer::new(workshops).unwrap().with_most_per_member(most);
            let choices: Vec<_> = gaps
                .iter()
                .enumerate()
                .flat_map(|(member, row)| {
                    row.iter().enumerate().filter_map(move |(at, gap)| {
                        Some(choice(&format!("w{at}"), member, (*gap)?))
                    })
                })
                .collect();
            let seating = offer.seat(&choices, |_, _| false).unwrap();
            let mine = |member: usize| -> Vec<usize> {
                (0..3).filter(|at| seating.workshops[*at].runs.concat().contains(&member)).collect()
            };
            for (at, allotment) in seating.workshops.iter().enumerate() {
                let seated = allotment.runs.concat();
                prop_assert!(seated.len() <= seats[at] * runs);
                for want in &allotment.waiting {
                    let full = seated.len() == seats[at] * runs
                        && seated.iter().all(|other| gaps[*other][at].unwrap() >= want.gap);
                    let places = mine(want.member);
                    let has_enough = places.len() == most
                        && places.iter().all(|place| gaps[want.member][*place].unwrap() >= want.gap);
                    prop_assert!(full || has_enough);
                }
            }
            for member in 0..gaps.len() {
                prop_assert!(mine(member).len() <= most);
            }
        }
    }
}
