//! Who agreed to what: decisions by person and purpose come in, whether a consent stands on a day goes out.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::mention::without;
use crate::error::PrivacyProblem;
use crate::{ParticipantId, Place, Problem};

/// A consent given or withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Decision {
    /// Given, or withdrawn.
    pub given: bool,
    /// From this day on.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub on: NaiveDate,
}

/// Everybody's consents by purpose. Every decision is kept; the last one counts, and silence is no consent.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::ParticipantId;
/// use intervision_model::privacy::Consents;
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 2, day).unwrap();
/// let ann = ParticipantId::from("a07");
/// let mut consents = Consents::default();
/// consents.give(&ann, "case-bank", day(1))?;
/// consents.withdraw(&ann, "case-bank", day(9))?;
/// assert!(consents.stands(&ann, "case-bank", day(8)));
/// assert!(!consents.stands(&ann, "case-bank", day(9)));
/// # Ok::<(), intervision_model::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "super::wire::Agreed", into = "super::wire::Agreed")
)]
pub struct Consents {
    pub(super) decisions: BTreeMap<ParticipantId, BTreeMap<String, Vec<Decision>>>,
}

impl Consents {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// Notes that somebody agrees, from this day on.
    ///
    /// # Errors
    ///
    /// [`Problem::Backwards`] when a later decision on the same purpose is noted already.
    pub fn give(
        &mut self,
        who: &ParticipantId,
        purpose: &str,
        on: NaiveDate,
    ) -> Result<(), Problem> {
        self.decide(who, purpose, Decision { given: true, on })
    }

    /// Notes that somebody no longer agrees, from this day on.
    ///
    /// # Errors
    ///
    /// [`PrivacyProblem::NothingToWithdraw`] when no consent stands on that day, and [`Problem::Backwards`] as with
    /// [`give`](Consents::give).
    pub fn withdraw(
        &mut self,
        who: &ParticipantId,
        purpose: &str,
        on: NaiveDate,
    ) -> Result<(), Problem> {
        if !self.stands(who, purpose, on) {
            let (id, purpose) = (who.to_string(), purpose.to_owned());
            return Err(PrivacyProblem::NothingToWithdraw { id, purpose, on }.into());
        }
        self.decide(who, purpose, Decision { given: false, on })
    }

    fn decide(&mut self, who: &ParticipantId, purpose: &str, new: Decision) -> Result<(), Problem> {
        let last = self.decisions(who, purpose).last();
        if let Some(last) = last.filter(|last| new.on < last.on) {
            return Err(Problem::Backwards {
                at: Place::part(format!("consent of \"{who}\" to \"{purpose}\"")),
                start: last.on,
                end: new.on,
            });
        }
        let purposes = self.decisions.entry(who.clone()).or_default();
        purposes.entry(purpose.to_owned()).or_default().push(new);
        Ok(())
    }

    /// Whether somebody agrees on a day.
    #[must_use]
    pub fn stands(&self, who: &ParticipantId, purpose: &str, on: NaiveDate) -> bool {
        let until = self.decisions(who, purpose).iter().rev().find(|decision| decision.on <= on);
        until.is_some_and(|decision| decision.given)
    }

    /// All decisions of somebody on a purpose, the earliest first.
    #[must_use]
    pub fn decisions(&self, who: &ParticipantId, purpose: &str) -> &[Decision] {
        let decisions = self.decisions.get(who).and_then(|purposes| purposes.get(purpose));
        decisions.map_or(&[], Vec::as_slice)
    }

    /// The purposes on which somebody decided, with all decisions.
    pub fn of(&self, who: &ParticipantId) -> impl Iterator<Item = (&str, &[Decision])> {
        let purposes = self.decisions.get(who).into_iter().flatten();
        purposes.map(|(purpose, decisions)| (purpose.as_str(), decisions.as_slice()))
    }

    /// Forgets who somebody was: their decisions stay under a tombstone, so that counts stay right. Where a purpose names them, it
    /// names the tombstone.
    pub fn forget(&mut self, who: &ParticipantId, tombstone: &ParticipantId) {
        if let Some(purposes) = self.decisions.remove(who) {
            self.decisions.insert(tombstone.clone(), purposes);
        }
        for purposes in self.decisions.values_mut() {
            let named: Vec<String> = purposes.keys().cloned().collect();
            for purpose in named {
                let anew = without(&purpose, who, tombstone);
                if let Some(decisions) =
                    (anew != purpose).then(|| purposes.remove(&purpose)).flatten()
                {
                    purposes.insert(anew, decisions);
                }
            }
        }
    }
}
