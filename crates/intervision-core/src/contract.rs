//! The laws of each trait, as checks to run on an implementation of your own.
//!
//! In goes anything that implements a trait of this crate; out comes `Ok(())`, or every law that it breaks. Call them
//! from a test with realistic data: they ask for everything, pairs and all, and so cost more than an engine does.
//!
//! # Example
//!
//! ```
//! use intervision_core::{PairWeight, Table, contract};
//!
//! assert_eq!(contract::roster(&Table::new(["p1", "p2"])?), Ok(()));
//!
//! /// "How much a likes b" is no weight of a pair: it has a direction.
//! struct Likes;
//! impl PairWeight for Likes {
//!     fn len(&self) -> usize { 2 }
//!     fn weight(&self, a: usize, b: usize) -> f64 { if (a, b) == (0, 1) { 1.0 } else { 0.0 } }
//! }
//! let broken = contract::pair_weight(&Likes).unwrap_err();
//! assert_eq!(broken.to_string(), "weight(0, 1) is 1 but weight(1, 0) is 0; a weight has no direction");
//! # Ok::<(), intervision_core::TableError>(())
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::{
    Availability, Grouping, PairWeight, Party, Presence, Ratings, Roster, SessionDemand, Span,
};

/// How many broken laws are listed; the rest is only counted.
const LISTED: usize = 20;

/// The laws that an implementation breaks, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Violations {
    listed: Vec<String>,
    more: usize,
}

impl Violations {
    fn note(&mut self, message: impl FnOnce() -> String) {
        if self.listed.len() < LISTED {
            self.listed.push(message());
        } else {
            self.more += 1;
        }
    }

    fn require(&mut self, holds: bool, message: impl FnOnce() -> String) {
        if !holds {
            self.note(message);
        }
    }

    fn into_result(self) -> Result<(), Violations> {
        if self.listed.is_empty() { Ok(()) } else { Err(self) }
    }

    /// The broken laws, the first twenty of them.
    #[must_use]
    pub fn listed(&self) -> &[String] {
        &self.listed
    }

    /// How many there are in all.
    #[must_use]
    pub fn count(&self) -> usize {
        self.listed.len() + self.more
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.listed.join("\n"))?;
        if self.more > 0 {
            write!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

/// Checks the laws of [`Roster`].
///
/// # Errors
///
/// Every law that is broken.
pub fn roster(roster: &dyn Roster) -> Result<(), Violations> {
    let mut broken = Violations::default();
    let len = roster.len();
    let keys = roster.keys();
    let distinct: BTreeSet<_> = keys.iter().collect();
    broken.require(distinct.len() == keys.len(), || format!("keys() lists a key twice: {keys:?}"));

    let mut seen = BTreeMap::new();
    for member in 0..len {
        let id = roster.id(member);
        broken.require(!id.trim().is_empty(), || format!("id({member}) is empty"));
        broken.require(id == roster.id(member), || format!("id({member}) changes between calls"));
        if let Some(first) = seen.insert(id.into_owned(), member) {
            broken.note(|| {
                format!("members {first} and {member} share the id \"{}\"", roster.id(member))
            });
        }
        for key in &keys {
            let value = roster.attribute(member, key);
            broken.require(value == value.clone().known(), || {
                format!("attribute({member}, \"{key}\") is {value:?}; say Unknown instead")
            });
            broken.require(value == roster.attribute(member, key), || {
                format!("attribute({member}, \"{key}\") changes between calls")
            });
        }
        reporting_line(roster, member, len, &mut broken);
    }
    for outside in [len, usize::MAX] {
        broken.require(roster.manager(outside).is_none(), || {
            format!("manager({outside}) is somebody, but there are only {len} members")
        });
        for key in &keys {
            broken.require(roster.attribute(outside, key).is_unknown(), || {
                format!(
                    "attribute({outside}, \"{key}\") is known, but there are only {len} members"
                )
            });
        }
    }
    broken.into_result()
}

fn reporting_line(roster: &dyn Roster, member: usize, len: usize, broken: &mut Violations) {
    let mut above = roster.manager(member);
    for _ in 0..len {
        match above {
            None => return,
            Some(manager) if manager >= len => {
                broken.note(|| {
                    format!("the reporting line of {member} leads to {manager}, outside 0..{len}")
                });
                return;
            }
            Some(manager) => above = roster.manager(manager),
        }
    }
    broken.require(above.is_none(), || {
        format!("the reporting line of {member} runs in a circle and never ends")
    });
}

/// Checks the laws of [`PairWeight`].
///
/// # Errors
///
/// Every law that is broken.
pub fn pair_weight(weights: &dyn PairWeight) -> Result<(), Violations> {
    let mut broken = Violations::default();
    let len = weights.len();
    let mut expected = BTreeMap::new();
    for a in 0..len {
        for b in a + 1..len {
            let (there, back) = (weights.weight(a, b), weights.weight(b, a));
            broken.require(there.is_finite(), || {
                format!("weight({a}, {b}) is {there}; it must be finite")
            });
            broken.require(there.total_cmp(&back).is_eq(), || {
                format!("weight({a}, {b}) is {there} but weight({b}, {a}) is {back}; a weight has no direction")
            });
            if there != 0.0 {
                expected.insert((a, b), there);
            }
        }
        broken.require(weights.weight(a, len) == 0.0, || {
            format!("weight({a}, {len}) is not 0, but there are only {len} members")
        });
    }
    weights.for_each_pair(&mut |a, b, weight| match expected.remove(&(a, b)) {
        Some(known) if known.total_cmp(&weight).is_eq() => {}
        Some(known) => broken.note(|| {
            format!("for_each_pair gives {weight} for ({a}, {b}), but weight({a}, {b}) is {known}")
        }),
        None => broken.note(|| {
            format!("for_each_pair visits ({a}, {b}) twice, in the wrong order or without a weight")
        }),
    });
    for (a, b) in expected.into_keys() {
        broken.note(|| format!("for_each_pair leaves out ({a}, {b})"));
    }
    broken.into_result()
}

/// Checks the laws of [`Grouping`].
///
/// # Errors
///
/// Every law that is broken.
pub fn grouping(grouping: &dyn Grouping) -> Result<(), Violations> {
    let mut broken = Violations::default();
    let mut seen = BTreeMap::new();
    for group in 0..grouping.len() {
        for &member in grouping.members(group) {
            if let Some(first) = seen.insert(member, group) {
                broken.note(|| format!("member {member} stands in groups {first} and {group}"));
            }
        }
        broken.require(grouping.members(group) == grouping.members(group), || {
            format!("members({group}) changes between calls")
        });
        broken.require(!grouping.label(group).trim().is_empty(), || {
            format!("label({group}) is empty")
        });
    }
    let outside = grouping.len();
    broken.require(grouping.members(outside).is_empty(), || {
        format!("members({outside}) is not empty, but there are only {outside} groups")
    });
    broken.into_result()
}

/// Checks the laws of [`Ratings`].
///
/// # Errors
///
/// Every law that is broken.
pub fn ratings(ratings: &dyn Ratings) -> Result<(), Violations> {
    let mut broken = Violations::default();
    let competencies = ratings.competencies();
    let distinct: BTreeSet<_> = competencies.iter().collect();
    broken.require(distinct.len() == competencies.len(), || {
        format!("competencies() lists one twice: {competencies:?}")
    });
    for competency in &competencies {
        for member in 0..ratings.len() {
            let Some(rating) = ratings.rating(member, competency) else { continue };
            broken.require(rating.level.is_finite(), || {
                format!("rating({member}, \"{competency}\") has the level {}", rating.level)
            });
            broken.require(
                rating.standard_error.is_none_or(|error| error.is_finite() && error >= 0.0),
                || {
                    format!(
                        "rating({member}, \"{competency}\") has the standard error {:?}; say None where it is not known",
                        rating.standard_error
                    )
                },
            );
            broken.require(ratings.rating(member, competency) == Some(rating), || {
                format!("rating({member}, \"{competency}\") changes between calls")
            });
        }
        let outside = ratings.len();
        broken.require(ratings.rating(outside, competency).is_none(), || {
            format!(
                "rating({outside}, \"{competency}\") is there, but there are only {outside} members"
            )
        });
    }
    let unlisted = "\u{0}not a competency\u{0}";
    broken.require((0..ratings.len()).all(|m| ratings.rating(m, unlisted).is_none()), || {
        "rating() answers for a competency that competencies() does not list".to_owned()
    });
    broken.into_result()
}

/// Checks the laws of [`Availability`] for these parties and every stretch that begins and ends with one of these spans.
///
/// # Errors
///
/// Every law that is broken.
pub fn availability(
    availability: &dyn Availability,
    parties: &[Party],
    spans: &[Span],
) -> Result<(), Violations> {
    let mut broken = Violations::default();
    for &party in parties {
        for span in spans {
            let presence = availability.presence(party, *span);
            if let Presence::Free { welcome } = presence {
                broken.require((-1.0..=1.0).contains(&welcome), || {
                    format!("presence({party:?}, {span:?}) is welcome by {welcome}, outside -1..=1")
                });
            }
            broken.require(presence == availability.presence(party, *span), || {
                format!("presence({party:?}, {span:?}) changes between calls")
            });
            if presence.is_free() {
                continue;
            }
            for other in spans {
                let around =
                    Span::new(span.start().min(other.start()), span.end().max(other.end()));
                let Ok(around) = around else { continue };
                broken.require(!availability.presence(party, around).is_free(), || {
                    format!(
                        "{party:?} is busy in {span:?} but free in {around:?}, which contains it"
                    )
                });
            }
        }
    }
    broken.into_result()
}

/// Checks the laws of [`SessionDemand`] for `members` members.
///
/// # Errors
///
/// Every law that is broken.
pub fn session_demand(demand: &dyn SessionDemand, members: usize) -> Result<(), Violations> {
    let mut broken = Violations::default();
    let len = demand.len();
    let mut ids = BTreeMap::new();
    for index in 0..len {
        let Some(session) = demand.session(index) else {
            broken.note(|| format!("session({index}) is None, but len() is {len}"));
            continue;
        };
        broken.require(demand.session(index).as_ref() == Some(&session), || {
            format!("session({index}) changes between calls")
        });
        if let Some(first) = ids.insert(session.id.clone(), index) {
            broken.note(|| format!("sessions {first} and {index} share the id \"{}\"", session.id));
        }
        let distinct: BTreeSet<_> = session.attendees.iter().collect();
        broken.require(distinct.len() == session.attendees.len(), || {
            format!("session \"{}\" lists an attendee twice", session.id)
        });
        if let Some(quorum) = &session.quorum {
            let of: BTreeSet<_> = quorum.of.iter().collect();
            broken.require(of.is_subset(&distinct) && quorum.least as usize <= of.len(), || {
                format!(
                    "session \"{}\" asks for {quorum:?}, which its attendees cannot be",
                    session.id
                )
            });
        }
        for &member in session.attendees.iter().filter(|&&member| member >= members) {
            broken.note(|| {
                format!("session \"{}\" is for member {member}, outside 0..{members}", session.id)
            });
        }
    }
    broken.require(demand.session(len).is_none(), || {
        format!("session({len}) is there, but len() is {len}")
    });

    let mut resources = BTreeSet::new();
    for resource in demand.resources() {
        let id = resource.id.clone();
        broken.require(resources.insert(resource.id), || {
            format!("two resources share the id \"{id}\"")
        });
    }
    for relation in demand.relations() {
        let (a, b) = relation.sessions();
        broken.require(a < len && b < len, || {
            format!("{relation:?} names a session outside 0..{len}")
        });
        broken.require(a != b, || format!("{relation:?} names one session twice"));
    }
    broken.into_result()
}
