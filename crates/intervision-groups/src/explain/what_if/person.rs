use intervision_core::Value;

use super::attributes::named;
use super::explainer::Explainer;
use super::group::{PairView, pairs_of};
use crate::explain::words::{figure, names};

/// One person in their group: whom they meet, what they share, what only they bring.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct PersonView {
    /// Who.
    pub id: String,
    /// Their group, counted from 1.
    pub group: usize,
    /// Whether they wait for a seat, and are in no group.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "std::ops::Not::not"))]
    pub waits: bool,
    /// Who else is in it, in the order of ids.
    pub with: Vec<String>,
    /// What is known of them under each attribute that the rules name; one fact for each tag.
    pub facts: Vec<Fact>,
    /// Their pairs inside the group that weigh something, heaviest first.
    pub pairs: Vec<PairView>,
}

/// What is known of somebody under one attribute, beside their group and everyone.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Fact {
    /// A category, a level or one tag.
    Shared {
        /// The attribute.
        attribute: String,
        /// The category, the name of the level, or the tag.
        value: String,
        /// Who else in the group has it.
        alike: Vec<String>,
        /// How many people have it in all.
        everywhere: usize,
    },
    /// A number.
    Number {
        /// The attribute.
        attribute: String,
        /// Their number.
        value: f64,
        /// The mean of their group, over those who are known.
        group_mean: f64,
        /// The mean of everyone.
        mean: f64,
    },
    /// Nothing is known.
    Unknown {
        /// The attribute.
        attribute: String,
    },
}

impl PersonView {
    /// The view in plain sentences.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let (id, group) = (&self.id, self.group);
        if self.waits {
            return vec![format!("{id} waits for a seat.")];
        }
        let mut said = vec![match self.with.len() {
            0 => format!("{id} is alone in group {group}."),
            _ => format!("{id} is in group {group} with {}.", names(&self.with)),
        }];
        for fact in &self.facts {
            said.push(match fact {
                Fact::Shared { attribute, value, alike, everywhere } if alike.is_empty() => {
                    format!(
                        "{id} is the only one of group {group} with {attribute} {value} ({everywhere} in all)."
                    )
                }
                Fact::Shared { attribute, value, alike, .. } => {
                    format!("{id} shares {attribute} {value} with {}.", names(alike))
                }
                Fact::Number { attribute, value, group_mean, mean } => format!(
                    "{attribute} of {id} is {}; the mean of group {group} is {}, of everyone {}.",
                    figure(*value),
                    figure(*group_mean),
                    figure(*mean)
                ),
                Fact::Unknown { attribute } => format!("{attribute} of {id} is not known."),
            });
        }
        for pair in &self.pairs {
            let other = if pair.a == *id { &pair.b } else { &pair.a };
            said.push(format!("{}: {} with {other}.", pair.name, figure(pair.weight)));
        }
        said
    }
}

pub(super) fn view(explainer: &Explainer<'_>, member: u32) -> PersonView {
    let standing = &explainer.standing;
    let group = standing.group_of[member as usize];
    if standing.problem.waiting == Some(group as usize) {
        let id = explainer.id(member);
        let (with, facts, pairs) = (Vec::new(), Vec::new(), Vec::new());
        return PersonView { id, group: 0, waits: true, with, facts, pairs };
    }
    let list = &standing.lists[group as usize];
    let others: Vec<u32> = list.iter().copied().filter(|&other| other != member).collect();
    let mut facts = Vec::new();
    for attribute in &explainer.attributes {
        let own = explainer.read(member, attribute);
        let owned = || attribute.clone();
        match own {
            Value::Unknown => facts.push(Fact::Unknown { attribute: owned() }),
            Value::Number(value) => facts.push(Fact::Number {
                attribute: owned(),
                value,
                group_mean: explainer.mean(attribute, list.iter().copied()).unwrap_or(value),
                mean: explainer.mean(attribute, explainer.everyone()).unwrap_or(value),
            }),
            own => {
                for value in named(explainer.roster, attribute, &own) {
                    let has = |&other: &u32| {
                        let theirs = explainer.read(other, attribute);
                        named(explainer.roster, attribute, &theirs).contains(&value)
                    };
                    let alike = others.iter().copied().filter(has);
                    facts.push(Fact::Shared {
                        attribute: owned(),
                        alike: alike.map(|other| explainer.id(other)).collect(),
                        everywhere: explainer.everyone().filter(has).count(),
                        value,
                    });
                }
            }
        }
    }
    let mut pairs = pairs_of(explainer, &[member], &others);
    pairs.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    PersonView {
        id: explainer.id(member),
        group: group as usize + 1,
        waits: false,
        with: others.iter().map(|&other| explainer.id(other)).collect(),
        facts,
        pairs,
    }
}
