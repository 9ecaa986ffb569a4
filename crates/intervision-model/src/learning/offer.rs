//! What people bring: strengths that they offer to others and what they prefer come in, checked against framework and roster; a
//! support market and rankings can be made of them.

use std::collections::BTreeMap;

use intervision_core::Roster;

use crate::competency::Framework;
use crate::people::numbers;
use crate::{ParticipantId, Place, Problem, Problems};

/// Everybody's offers before they are checked.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct OffersDraft {
    /// The version of the format: [`Offers::VERSION`].
    pub version: u32,
    /// The framework whose competencies these are.
    pub framework: String,
    /// One offer per person.
    pub offers: Vec<Offer>,
}

/// What one person offers and prefers.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Offer {
    /// Who.
    pub participant: ParticipantId,
    /// With what they can help others.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub strengths: Vec<Strength>,
    /// How many others they will help at most, if they said so.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub helps_at_most: Option<u32>,
    /// What they prefer, by what it is about: themes, coaches, ways of learning.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "BTreeMap::is_empty"))]
    pub preferences: BTreeMap<String, Preference>,
}

/// A competency that somebody is strong in and offers to others.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Strength {
    /// The competency.
    pub competency: String,
    /// The level at which they can show it, if they say so.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub level: Option<f64>,
    /// How much they would like to help with it, above 0 and up to 1; 1 where nothing is said.
    #[cfg_attr(feature = "serde", serde(default = "whole", skip_serializing_if = "is_whole"))]
    pub weight: f64,
}

/// What somebody prefers among several things, and what they do not want.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields, default))]
pub struct Preference {
    /// The most wanted first.
    pub ranked: Vec<String>,
    /// What is out of the question.
    pub refused: Vec<String>,
}

#[cfg(feature = "serde")]
fn whole() -> f64 {
    1.0
}

#[cfg(feature = "serde")]
#[expect(
    clippy::float_cmp,
    clippy::trivially_copy_pass_by_ref,
    reason = "the default itself, as serde asks for it"
)]
fn is_whole(weight: &f64) -> bool {
    *weight == whole()
}

impl Strength {
    /// Somebody is strong in this and gladly helps.
    pub fn new(competency: impl Into<String>) -> Self {
        Strength { competency: competency.into(), level: None, weight: 1.0 }
    }
}

/// Checked offers, by id.
///
/// # Example
///
/// ```
/// # use intervision_model::competency::Framework;
/// use intervision_core::Table;
/// use intervision_model::learning::Offers;
///
/// # let framework = Framework::from_toml(r#"
/// #     version = 1
/// #     id = "advice"
/// #     title = "Advice"
/// #     levels = [{ title = "Beginning" }, { title = "Skilled" }, { title = "Leading" }]
/// #     competencies = [{ id = "influence", title = "Influence" }]
/// # "#)?;
/// let offers = Offers::from_toml(r#"
///     version = 1
///     framework = "advice"
///     [[offers]]
///     participant = "a07"
///     strengths = [{ competency = "influence", level = 3 }]
///     preferences = { themes = { ranked = ["district", "inclusion"] } }
/// "#, &framework, &Table::new(["a07", "a08"])?)?;
/// assert_eq!(offers.of("a07").map(|offer| offer.strengths.len()), Some(1));
/// // A level of the framework as a share of the highest, for a market of strengths and needs.
/// assert_eq!(offers.strengths().next(), Some(("a07", "influence", 1.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Offers {
    framework: String,
    top: f64,
    by_person: BTreeMap<ParticipantId, Offer>,
}

impl Offers {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// Checks offers against the framework and the people.
    ///
    /// # Errors
    ///
    /// [`Problems`] lists everything that does not fit: somebody who is not on the roster or stands twice, a competency that is
    /// not in the framework or stands twice, levels and weights out of range, a preference that is ranked and refused.
    pub fn new(
        draft: OffersDraft,
        framework: &Framework,
        roster: &dyn Roster,
    ) -> Result<Self, Problems> {
        let mut found = Vec::new();
        if draft.version != Self::VERSION {
            let (version, expected) = (draft.version, Self::VERSION);
            found.push(Problem::Version { what: "list of offers", found: version, expected });
        }
        if draft.framework != framework.id() {
            found.push(Problem::UnknownReference {
                at: Place::part("framework"),
                what: "framework",
                id: draft.framework.clone(),
                known: vec![framework.id().to_owned()],
            });
        }
        let numbers = numbers(roster);
        let mut offers: BTreeMap<ParticipantId, Offer> = BTreeMap::new();
        for (place, offer) in draft.offers.into_iter().enumerate() {
            let (at, id) = (format!("offers[{place}]"), offer.participant.to_string());
            if !numbers.contains_key(&id) {
                found.push(Problem::UnknownId { at: Place::part(at.clone()), id: id.clone() });
            }
            strengths(&at, &offer, framework, &mut found);
            preferences(&at, &offer, &mut found);
            if offers.insert(offer.participant.clone(), offer).is_some() {
                found.push(Problem::SamePerson { at: Place::part(at), id });
            }
        }
        let (framework, top) = (draft.framework, framework.top());
        Problems::or(found, Offers { framework, top, by_person: offers })
    }

    /// Reads offers from TOML.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] with the line, or everything that does not fit.
    #[cfg(feature = "serde")]
    pub fn from_toml(
        text: &str,
        framework: &Framework,
        roster: &dyn Roster,
    ) -> Result<Self, Problems> {
        let draft = crate::interchange::document::from_toml("list of offers", text)?;
        Offers::new(draft, framework, roster)
    }

    /// Reads offers from JSON.
    ///
    /// # Errors
    ///
    /// As [`Offers::from_toml`].
    #[cfg(feature = "serde")]
    pub fn from_json(
        text: &str,
        framework: &Framework,
        roster: &dyn Roster,
    ) -> Result<Self, Problems> {
        let draft = crate::interchange::document::from_json("list of offers", text)?;
        Offers::new(draft, framework, roster)
    }

    /// What somebody offers.
    #[must_use]
    pub fn of(&self, id: &str) -> Option<&Offer> {
        self.by_person.get(&ParticipantId::from(id))
    }

    /// All offers, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Offer> {
        self.by_person.values()
    }

    /// Who can help with which competency, and how strongly from 0 to 1: the level as a share of the highest, or 1 without a
    /// level, times the weight.
    pub fn strengths(&self) -> impl Iterator<Item = (&str, &str, f64)> {
        self.by_person.values().flat_map(|offer| {
            offer.strengths.iter().map(|strength| {
                let level = strength.level.map_or(1.0, |level| level / self.top);
                let id = offer.participant.as_str();
                (id, strength.competency.as_str(), level * strength.weight)
            })
        })
    }

    /// What everybody prefers about one thing, by id. Who said nothing is left out.
    pub fn preferences(&self, about: &str) -> impl Iterator<Item = (&str, &Preference)> {
        self.by_person.values().filter_map(move |offer| {
            Some((offer.participant.as_str(), offer.preferences.get(about)?))
        })
    }

    /// The offers as they are written.
    #[must_use]
    pub fn to_draft(&self) -> OffersDraft {
        OffersDraft {
            version: Self::VERSION,
            framework: self.framework.clone(),
            offers: self.by_person.values().cloned().collect(),
        }
    }

    /// Forgets somebody who is erased; says whether there was anything.
    pub fn forget(&mut self, who: &ParticipantId) -> bool {
        let mut forgot = self.by_person.remove(who).is_some();
        // Others may have named them, as the coach that they would like.
        for preference in self.by_person.values_mut().flat_map(|o| o.preferences.values_mut()) {
            for list in [&mut preference.ranked, &mut preference.refused] {
                let before = list.len();
                list.retain(|named| named != who.as_str());
                forgot |= list.len() < before;
            }
        }
        forgot
    }
}

fn strengths(at: &str, offer: &Offer, framework: &Framework, found: &mut Vec<Problem>) {
    let mut seen = Vec::new();
    for (place, strength) in offer.strengths.iter().enumerate() {
        let at = |field: &str| Place::part(format!("{at}.strengths[{place}].{field}"));
        let competency = &strength.competency;
        if framework.competency(competency).is_none() {
            let known = framework.competencies().iter().map(|c| c.id.clone()).collect();
            let (what, id) = ("competency", competency.clone());
            found.push(Problem::UnknownReference { at: at("competency"), what, id, known });
        }
        if seen.contains(&competency) {
            found.push(Problem::Contradiction {
                at: at("competency"),
                what: format!("\"{}\" offers \"{competency}\" twice", offer.participant),
                fix: "say it once".to_owned(),
            });
        }
        seen.push(competency);
        let top = framework.top();
        if let Some(level) = strength.level.filter(|level| !(1.0..=top).contains(level)) {
            let expected = format!("a level of the framework, 1 to {top}");
            found.push(Problem::OutOfRange { at: at("level"), value: level, expected });
        }
        if !(strength.weight > 0.0 && strength.weight <= 1.0) {
            let expected = "above 0 and at most 1".to_owned();
            let value = strength.weight;
            found.push(Problem::OutOfRange { at: at("weight"), value, expected });
        }
    }
}

fn preferences(at: &str, offer: &Offer, found: &mut Vec<Problem>) {
    for (about, preference) in &offer.preferences {
        let all = preference.ranked.iter().chain(&preference.refused);
        let mut seen = std::collections::BTreeSet::new();
        for name in all.filter(|name| !seen.insert(*name)) {
            found.push(Problem::Contradiction {
                at: Place::part(format!("{at}.preferences.{about}")),
                what: format!("\"{name}\" stands there twice"),
                fix: "rank it or refuse it, once".to_owned(),
            });
        }
    }
}
