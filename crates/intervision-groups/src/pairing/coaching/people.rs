//! In: what hosts say of coaches and coachees. Out: both sides by number, with ranks and whom one may not have.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::Error;
use crate::pairing::PairingError;

/// Something that a coach must have on the day: a certificate, a training.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Qualification {
    /// What it is called.
    pub name: String,
    /// The first day on which it is held; from ever on if not given.
    pub from: Option<NaiveDate>,
    /// The last day on which it is held; for ever if not given.
    pub until: Option<NaiveDate>,
}

/// Somebody who coaches.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Coach {
    /// Who.
    pub id: String,
    /// How many they coach at most.
    pub seats: u32,
    /// What they hold, and when.
    pub qualifications: Vec<Qualification>,
    /// Whom they would like to coach, those they like alike in one list, the best first.
    pub prefers: Vec<Vec<String>>,
    /// Whom they do not coach.
    pub apart: Vec<String>,
}

/// Somebody who is coached.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Coachee {
    /// Who.
    pub id: String,
    /// Their manager, and further up the line whoever should not coach them either.
    pub managers: Vec<String>,
    /// By whom they would like to be coached, those they like alike in one list, the best first.
    pub prefers: Vec<Vec<String>>,
    /// By whom they are not coached.
    pub apart: Vec<String>,
}

impl Coach {
    /// Somebody with so many seats, without anything else yet.
    #[must_use]
    pub fn new(id: impl Into<String>, seats: u32) -> Self {
        Coach { id: id.into(), seats, ..Coach::default() }
    }

    /// Holds something from and until these days, both included.
    #[must_use]
    pub fn holds(mut self, name: &str, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Self {
        self.qualifications.push(Qualification { name: name.to_owned(), from, until });
        self
    }
}

impl Coachee {
    /// Somebody without wishes yet.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Coachee { id: id.into(), ..Coachee::default() }
    }

    /// Would like these coaches, the best first.
    #[must_use]
    pub fn prefers<I>(mut self, ids: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.prefers = ids.into_iter().map(|id| vec![id.into()]).collect();
        self
    }
}

/// People of one side in the order of their ids.
pub(super) struct Side<'a> {
    name: &'static str,
    pub(super) order: Vec<usize>,
    ids: Vec<&'a str>,
}

impl<'a> Side<'a> {
    pub(super) fn new(
        side: &'static str,
        ids: impl Iterator<Item = &'a str>,
    ) -> Result<Self, Error> {
        let ids: Vec<&str> = ids.collect();
        let mut order: Vec<usize> = (0..ids.len()).collect();
        order.sort_by_key(|&at| ids[at]);
        let ids: Vec<&str> = order.iter().map(|&at| ids[at]).collect();
        let twice = ids.windows(2).find(|two| two[0] == two[1]).map(|two| two[0]);
        match ids.iter().find(|id| id.trim().is_empty()).copied().or(twice) {
            Some(id) => Err(PairingError::Id { side, id: id.to_owned() }.into()),
            None => Ok(Side { name: side, order, ids }),
        }
    }

    /// Somebody's number, if they are there.
    pub(super) fn number(&self, id: &str) -> Option<u32> {
        self.ids.binary_search(&id).ok().map(|at| at as u32)
    }

    pub(super) fn find(&self, own: &str, what: &'static str, other: &str) -> Result<u32, Error> {
        self.number(other).ok_or_else(|| {
            let (id, other, side) = (own.to_owned(), other.to_owned(), self.name);
            PairingError::Unknown { id, what, other, side }.into()
        })
    }
}

/// The rank of each listed one of the other side.
pub(super) fn ranks<'a>(
    own: impl Iterator<Item = (&'a String, &'a Vec<Vec<String>>)>,
    others: &Side<'_>,
) -> Result<Vec<BTreeMap<u32, u32>>, Error> {
    let of = |(id, prefers): (&'a String, &'a Vec<Vec<String>>)| {
        let mut ranks = BTreeMap::new();
        for (rank, tier) in prefers.iter().enumerate() {
            for other in tier {
                if ranks.insert(others.find(id, "prefers", other)?, rank as u32).is_some() {
                    return Err(PairingError::Twice { id: id.clone(), other: other.clone() }.into());
                }
            }
        }
        Ok(ranks)
    };
    own.map(of).collect()
}

/// The coaches whom each coachee may not have, whatever the day. A manager who is no coach says nothing.
pub(super) fn apart(
    coachees: &[&Coachee],
    coaches: &[&Coach],
    (people, places): (&Side<'_>, &Side<'_>),
) -> Result<Vec<BTreeSet<u32>>, Error> {
    let what = "is kept apart from";
    let mut apart = vec![BTreeSet::new(); coachees.len()];
    for (own, coachee) in apart.iter_mut().zip(coachees) {
        for other in &coachee.apart {
            own.insert(places.find(&coachee.id, what, other)?);
        }
        let managers = coachee.managers.iter().chain(std::iter::once(&coachee.id));
        own.extend(managers.filter_map(|id| places.number(id)));
    }
    for (place, coach) in coaches.iter().enumerate() {
        for other in &coach.apart {
            apart[people.find(&coach.id, what, other)? as usize].insert(place as u32);
        }
    }
    Ok(apart)
}
