use std::collections::BTreeMap;

use super::explainer::Explainer;
use super::parts::{Local, weight};
use crate::PairDirection;
use crate::explain::words::{figure, names, signed};
use crate::terms::Data;

/// How many pairs of a group are told.
const MOST_PAIRS: usize = 10;

/// One group beside the whole.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct GroupView {
    /// Its number, counted from 1.
    pub group: usize,
    /// Who is in it, in the order of ids.
    pub people: Vec<String>,
    /// How many have each category, level and tag that somebody in it has, most first.
    pub heads: Vec<HeadCount>,
    /// Its numbers.
    pub numbers: Vec<NumberView>,
    /// Its part of each term.
    pub terms: Vec<PartView>,
    /// Its heaviest pairs, at most ten for each term.
    pub pairs: Vec<PairView>,
}

/// How many in a group have a category, a level or a tag.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct HeadCount {
    /// The attribute.
    pub attribute: String,
    /// The category, the name of the level, or the tag.
    pub value: String,
    /// How many in the group have it.
    pub here: usize,
    /// How many have it in all.
    pub everywhere: usize,
    /// How many a group of this size would have if it were spread evenly.
    pub even: f64,
}

/// A number in a group and in all, over those who are known.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct NumberView {
    /// The attribute.
    pub attribute: String,
    /// How many in the group are known.
    pub known: usize,
    /// The mean of the group.
    pub mean: f64,
    /// The mean of everyone.
    pub mean_of_all: f64,
    /// The standard deviation in the group (divided by the number of people).
    pub deviation: f64,
    /// The standard deviation of everyone.
    pub deviation_of_all: f64,
}

/// A group's part of a term; parts add up to the term's value. Shared tags that are missed anywhere are divided evenly.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct PartView {
    /// What is counted: `mix "function"`.
    pub name: String,
    /// The part of this group, in the term's own unit.
    pub part: f64,
    /// The mean part over all groups.
    pub mean: f64,
    /// What one unit adds to the whole.
    pub weight: f64,
}

/// Two people of one group whose pair weighs something.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct PairView {
    /// The term: `avoid "met"`.
    pub name: String,
    /// One of the two; the smaller id.
    pub a: String,
    /// The other.
    pub b: String,
    /// Their weight, as the host gave it.
    pub weight: f64,
}

impl GroupView {
    /// The view in plain sentences.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let group = self.group;
        let mut said = vec![format!("Group {group}: {}.", names(&self.people))];
        let mut told: Vec<(&str, Vec<String>)> = Vec::new();
        for head in &self.heads {
            let text =
                format!("{} {} (even share {})", head.here, head.value, figure(rounded(head.even)));
            match told.iter_mut().find(|(attribute, _)| *attribute == head.attribute) {
                Some((_, list)) => list.push(text),
                None => told.push((&head.attribute, vec![text])),
            }
        }
        said.extend(told.into_iter().map(|(what, list)| format!("{what}: {}.", list.join(", "))));
        for number in &self.numbers {
            said.push(format!(
                "{}: mean {} (everyone {}), spread {} (everyone {}).",
                number.attribute,
                figure(number.mean),
                figure(number.mean_of_all),
                figure(number.deviation),
                figure(number.deviation_of_all)
            ));
        }
        for term in &self.terms {
            said.push(format!(
                "{}: {} here, {} against the mean over groups.",
                term.name,
                figure(term.part),
                signed(term.part - term.mean)
            ));
        }
        for pair in &self.pairs {
            said.push(format!(
                "{}: {} for {} and {}.",
                pair.name,
                figure(pair.weight),
                pair.a,
                pair.b
            ));
        }
        said
    }
}

/// An even share to one decimal place.
fn rounded(share: f64) -> f64 {
    (share * 10.0).round() / 10.0
}

pub(super) fn view(explainer: &Explainer<'_>, group: usize) -> GroupView {
    let standing = &explainer.standing;
    let list = &standing.lists[group];
    let (mut heads, mut numbers) = (Vec::new(), Vec::new());
    for attribute in &explainer.attributes {
        let here = explainer.counted(attribute, list.iter().copied());
        let everywhere = explainer.counted(attribute, explainer.everyone());
        let share = list.len() as f64 / standing.problem.members() as f64;
        let mut own: Vec<HeadCount> = here
            .into_iter()
            .map(|(value, count)| {
                let all = everywhere.get(&value).copied().unwrap_or(count);
                HeadCount {
                    attribute: attribute.clone(),
                    here: count,
                    everywhere: all,
                    even: all as f64 * share,
                    value,
                }
            })
            .collect();
        own.sort_by(|a, b| b.here.cmp(&a.here).then(a.value.cmp(&b.value)));
        heads.append(&mut own);
        let of_group = explainer.spread(attribute, list.iter().copied());
        let of_all = explainer.spread(attribute, explainer.everyone());
        if let (Some((known, mean, deviation)), Some((_, mean_of_all, deviation_of_all))) =
            (of_group, of_all)
        {
            numbers.push(NumberView {
                attribute: attribute.clone(),
                known,
                mean,
                mean_of_all,
                deviation,
                deviation_of_all,
            });
        }
    }
    let terms = standing
        .problem
        .terms
        .iter()
        .zip(&standing.parts)
        .filter_map(|(term, parts)| {
            let parts = parts.as_ref()?;
            Some(PartView {
                name: term.name.clone(),
                part: parts[group],
                mean: parts.iter().sum::<f64>() / parts.len().max(1) as f64,
                weight: term.factor,
            })
        })
        .collect();
    let mut pairs = pairs_of(explainer, list, list);
    // Stable, so that terms stay in their order and pairs of one weight in the order of ids.
    pairs.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    let mut told = BTreeMap::new();
    pairs.retain(|pair| {
        let count = told.entry(pair.name.clone()).or_insert(0usize);
        *count += 1;
        *count <= MOST_PAIRS
    });
    GroupView {
        group: group + 1,
        people: list.iter().map(|&member| explainer.id(member)).collect(),
        heads,
        numbers,
        terms,
        pairs,
    }
}

/// Every pair of one of these and one of those that weighs something, by term and once.
pub(super) fn pairs_of(explainer: &Explainer<'_>, these: &[u32], those: &[u32]) -> Vec<PairView> {
    let standing = &explainer.standing;
    let mut found = Vec::new();
    for (local, term) in standing.terms.iter().zip(&standing.problem.terms) {
        let (Local::Pairs(near), Data::Pairs(sums)) = (local, &term.data) else { continue };
        let sign = if sums.want == PairDirection::Seek { -1.0 } else { 1.0 };
        for &a in these {
            for &b in those.iter().filter(|&&b| b > a || these.len() == 1) {
                let weight = sign * weight(&near[a as usize], b);
                if weight != 0.0 {
                    let (a, b) = (explainer.id(a.min(b)), explainer.id(a.max(b)));
                    found.push(PairView { name: term.name.clone(), a, b, weight });
                }
            }
        }
    }
    found
}
