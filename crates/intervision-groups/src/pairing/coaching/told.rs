//! In: the place of each coachee. Out: the matching in words: pairs, whoever has no coach, and why.

use intervision_core::Status;

use super::UNIT;
use super::asked::Asked;
use super::before::{CoachChange, changes};
use super::why::WhyUnmatched;
use crate::explain::counted;
use crate::pairing::assignment::Offers;

/// A pair.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Match {
    /// Who is coached.
    pub coachee: String,
    /// By whom.
    pub coach: String,
    /// What it is worth.
    pub score: f64,
}

/// Somebody without a match, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Unmatched {
    /// Who.
    pub id: String,
    /// Why, in words.
    pub reason: String,
    /// The same as a value.
    pub why: WhyUnmatched,
}

impl Unmatched {
    fn new(id: String, why: WhyUnmatched) -> Self {
        Unmatched { reason: why.words(&id), id, why }
    }
}

/// Who coaches whom, as a proposal.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Matched {
    /// The pairs, in the order of the coachees' ids.
    pub pairs: Vec<Match>,
    /// Coachees without a coach, and why.
    pub unmatched: Vec<Unmatched>,
    /// Coaches who may not coach on that day, and why.
    pub ineligible: Vec<Unmatched>,
    /// Whose coach is another than before, if it was said who coached whom.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub changes: Vec<CoachChange>,
    /// The scores of all pairs together.
    pub total: f64,
    /// No matching has a higher total (of those that serve as many, where most people are served, and keep as many pairs as before); `None`
    /// where the matching is stable.
    pub bound: Option<f64>,
    /// `Optimal` where nothing better exists in the sense of the mode.
    pub status: Status,
}

/// How many people each coach has.
fn taken(offers: &Offers, place_of: &[u32]) -> Vec<u32> {
    let mut taken = vec![0; offers.seats.len()];
    for place in place_of {
        if let Some(taken) = taken.get_mut(*place as usize) {
            *taken += 1;
        }
    }
    taken
}

impl Matched {
    /// The matching in sentences, the most telling first.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let mut said = vec![format!(
            "{} matched, {} not.",
            counted(self.pairs.len(), "person"),
            self.unmatched.len()
        )];
        if !self.changes.is_empty() {
            said.push(format!("{}.", counted(self.changes.len(), "change")));
        }
        said.extend(self.changes.iter().map(|change| format!("{change}.")));
        let told = |one: &&Unmatched| !self.changes.iter().any(|change| change.coachee == one.id);
        said.extend(
            self.unmatched.iter().filter(told).map(|one| format!("{}: {}.", one.id, one.reason)),
        );
        said.extend(
            self.ineligible.iter().map(|one| format!("{} does not coach: {}.", one.id, one.reason)),
        );
        said
    }
}

/// The matching of these places; whoever is locked is added.
pub(super) fn told(asked: &Asked<'_>, place_of: &[u32], bound: Option<i64>) -> Matched {
    let offers = &asked.offers;
    let (mut pairs, mut unmatched) = (Vec::new(), Vec::new());
    let taken = taken(offers, place_of);
    let (mut total, mut fixed) = (0, 0);
    let mut place_of = place_of.to_vec();
    for (person, place) in place_of.iter_mut().enumerate() {
        let own = offers.of(person).find(|offer| offer.0 as u32 == *place);
        let mut worth = own.map(|(_, worth)| worth);
        if let Some(&(locked, own)) = asked.before.locked.get(&person) {
            (*place, worth) = (locked, Some(own));
            fixed += own;
        }
        let id = asked.coachees[person].id.clone();
        if let Some(worth) = worth {
            total += worth;
            let coach = asked.coaches[*place as usize].id.clone();
            pairs.push(Match { coachee: id, coach, score: worth as f64 / UNIT });
        } else {
            unmatched.push(Unmatched::new(id, why_none(asked, person, &taken)));
        }
    }
    let alone = unmatched.iter().map(|one| (one.id.clone(), one.reason.clone())).collect();
    let changes = changes(asked, &place_of, &alone);
    let out = |(coach, why): (&&super::Coach, &Option<WhyUnmatched>)| {
        Some(Unmatched::new(coach.id.clone(), why.clone()?))
    };
    let ineligible = asked.coaches.iter().zip(&asked.barred).filter_map(out).collect();
    let bound = bound.map(|bound| bound + fixed);
    let status = match bound {
        Some(bound) if bound != total => Status::Feasible,
        _ => Status::Optimal,
    };
    let (total, bound) = (total as f64 / UNIT, bound.map(|bound| bound as f64 / UNIT));
    Matched { pairs, unmatched, ineligible, changes, total, bound, status }
}

/// Why somebody has no coach.
fn why_none(asked: &Asked<'_>, person: usize, taken: &[u32]) -> WhyUnmatched {
    let offers = &asked.offers;
    let barred = |place: u32| asked.barred[place as usize].is_some();
    let may = offers.of(person).count();
    let open = asked.barred.iter().filter(|barred| barred.is_none()).count();
    let kept = asked.apart[person].iter().filter(|place| !barred(**place)).count();
    if open == 0 {
        WhyUnmatched::NobodyCoaches { on: asked.coaching.on }
    } else if may == 0 && kept == open {
        WhyUnmatched::KeptApart
    } else if may == 0 {
        WhyUnmatched::NoneListed
    } else if offers.of(person).all(|(place, _)| taken[place] >= offers.seats[place]) {
        WhyUnmatched::NoSeat { coaches: may }
    } else {
        WhyUnmatched::AddsNothing
    }
}
