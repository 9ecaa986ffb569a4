use intervision_core::Status;

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
    /// The scores of all pairs together.
    pub total: f64,
    /// No matching has a higher total (of those that serve as many, where most people are served); `None` where the matching is stable.
    pub bound: Option<f64>,
    /// `Optimal` where nothing better exists in the sense of the mode.
    pub status: Status,
}

/// How many people each coach has.
pub(super) fn taken(offers: &Offers, place_of: &[u32]) -> Vec<u32> {
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
        said.extend(self.unmatched.iter().map(|one| format!("{}: {}.", one.id, one.reason)));
        said.extend(
            self.ineligible.iter().map(|one| format!("{} does not coach: {}.", one.id, one.reason)),
        );
        said
    }
}
