//! In: who coached whom so far, and who must keep their coach. Out: places to keep, and afterwards who changes, and why.

use std::collections::BTreeMap;
use std::fmt;

use super::Mode;
use super::asked::{Asked, counted_seats};
use super::people::Side;
use crate::Error;
use crate::pairing::PairingError;
use crate::pairing::assignment::NOWHERE;

/// Somebody whose coach is another than before.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct CoachChange {
    /// Who.
    pub coachee: String,
    /// By whom they were coached; by nobody if they are new.
    pub from: Option<String>,
    /// By whom they are coached; by nobody if they have no coach now, or are coached no longer.
    pub to: Option<String>,
    /// Why, in words.
    pub reason: String,
}

impl fmt::Display for CoachChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CoachChange { coachee, from, to, reason } = self;
        match (from, to) {
            (Some(from), Some(to)) => write!(f, "{coachee} goes from {from} to {to}: {reason}"),
            (Some(from), None) => write!(f, "{coachee} leaves {from}: {reason}"),
            (None, Some(to)) => write!(f, "{coachee} comes to {to}: {reason}"),
            (None, None) => write!(f, "{coachee}: {reason}"),
        }
    }
}

/// The coach of each coachee so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Before {
    had: Vec<Option<String>>,
    /// Their place; nowhere if they coach no longer.
    pub(super) place: Vec<u32>,
    /// Coachees who are there no longer, with their coach.
    gone: Vec<(String, String)>,
    /// Who is locked where, and what that is worth.
    pub(super) locked: BTreeMap<usize, (u32, i64)>,
}

impl Before {
    pub(super) fn new(
        earlier: &[(String, String)],
        (people, places): (&Side<'_>, &Side<'_>),
    ) -> Result<Self, Error> {
        let (had, place) = (vec![None; people.order.len()], vec![NOWHERE; people.order.len()]);
        let mut before = Before { had, place, ..Before::default() };
        let mut pairs: Vec<&(String, String)> = earlier.iter().collect();
        pairs.sort_unstable();
        if let Some(two) = pairs.windows(2).find(|two| two[0].0 == two[1].0) {
            let (id, other) = two[1].clone();
            return Err(PairingError::Earlier { id, one: two[0].1.clone(), other }.into());
        }
        for (coachee, coach) in pairs {
            let Some(person) = people.number(coachee) else {
                before.gone.push((coachee.clone(), coach.clone()));
                continue;
            };
            before.had[person as usize] = Some(coach.clone());
            before.place[person as usize] = places.number(coach).unwrap_or(NOWHERE);
        }
        Ok(before)
    }

    pub(super) fn is_given(&self) -> bool {
        !self.gone.is_empty() || self.had.iter().any(Option::is_some)
    }

    pub(super) fn had(&self, person: usize) -> Option<&str> {
        self.had[person].as_deref()
    }

    pub(super) fn place(&self, person: usize) -> Option<u32> {
        Some(self.place[person]).filter(|&place| place != NOWHERE)
    }

    pub(super) fn lock(&mut self, person: usize, place: u32, worth: i64) {
        self.locked.insert(person, (place, worth));
    }
}

/// Everybody whose coach is another than before, in the order of their ids; nobody where nothing was said of before.
pub(super) fn changes(
    asked: &Asked<'_>,
    place_of: &[u32],
    alone: &BTreeMap<String, String>,
) -> Vec<CoachChange> {
    let before = &asked.before;
    if !before.is_given() {
        return Vec::new();
    }
    let mut crowd = BTreeMap::new();
    for person in 0..place_of.len() {
        if asked.why_not(person).is_none()
            && let Some(place) = before.place(person)
        {
            *crowd.entry(place).or_insert(0u32) += 1;
        }
    }
    let changed = |(person, &place): (usize, &u32)| {
        let id = &asked.coachees[person].id;
        let to = asked.coaches.get(place as usize).map(|coach| coach.id.clone());
        let from = before.had(person).map(str::to_owned);
        let own = alone.get(id);
        let reason = match (&from, own) {
            (None, Some(alone)) => alone.clone(),
            (None, None) => "is new".to_owned(),
            (Some(_), _) => {
                let left = left(asked, person, &crowd, to.as_deref());
                own.map_or(left.clone(), |alone| format!("{left}, and {alone}"))
            }
        };
        (from != to).then(|| CoachChange { coachee: id.clone(), from, to, reason })
    };
    let gone = before.gone.iter().map(|(coachee, coach)| CoachChange {
        coachee: coachee.clone(),
        from: Some(coach.clone()),
        to: None,
        reason: "is coached no longer".to_owned(),
    });
    let mut changes: Vec<_> = place_of.iter().enumerate().filter_map(changed).chain(gone).collect();
    changes.sort_by(|a, b| a.coachee.cmp(&b.coachee));
    changes
}

/// Why somebody is not with the coach they had.
fn left(asked: &Asked<'_>, person: usize, crowd: &BTreeMap<u32, u32>, to: Option<&str>) -> String {
    if let Some(why) = asked.why_not(person) {
        return why;
    }
    let place = asked.before.place(person).unwrap_or_default();
    let (coach, staying) = (asked.coaches[place as usize], crowd.get(&place).copied().unwrap_or(0));
    let (id, had) = (&asked.coachees[person].id, &coach.id);
    match asked.coaching.mode {
        _ if staying > coach.seats => {
            format!("{had} has {} for the {staying} of before", counted_seats(coach.seats))
        }
        Mode::Total | Mode::Served => {
            format!("a seat at {had} is needed, so that more people are coached")
        }
        Mode::Stable | Mode::StableForCoaches => {
            let rank = |coach: &str| {
                let prefers = &asked.coachees[person].prefers;
                let listed = prefers.iter().position(|tier| tier.iter().any(|own| own == coach));
                listed.unwrap_or(prefers.len())
            };
            match to {
                Some(to) if rank(to) < rank(had) => format!("{id} prefers {to}"),
                _ => format!("{had} has others who go first"),
            }
        }
    }
}
