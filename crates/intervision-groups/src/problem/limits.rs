//! In: quotas and a roster. Out: limits on head counts, one for each category, and the limits under which each unit counts.

use std::collections::{BTreeMap, BTreeSet};

use intervision_core::{Roster, Value};

use super::Quota;
use super::units::Units;
use crate::{Error, QuotaError, RosterError};

/// The heads of one category in every group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Limit {
    /// Which quota it comes from.
    pub(crate) quota: usize,
    pub(crate) attribute: String,
    /// The category, level or tag.
    pub(crate) category: String,
    pub(crate) at_least: usize,
    pub(crate) at_most: usize,
    /// The members it counts, in order.
    pub(crate) members: Vec<u32>,
}

impl Limit {
    /// How many heads too many or too few a group with so many of them has.
    pub(crate) fn faults(&self, heads: usize) -> usize {
        self.at_least.saturating_sub(heads) + heads.saturating_sub(self.at_most)
    }
}

/// Every limit that some grouping could break.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Limits {
    pub(crate) all: Vec<Limit>,
    /// Where each unit's limits begin; one more than there are units.
    start: Vec<u32>,
    /// The limits that count a unit, in order, and how many of its members each counts.
    heads: Vec<(u32, u32)>,
}

impl Limits {
    pub(super) fn new(
        quotas: &[Quota],
        roster: &dyn Roster,
        listed: &[usize],
        units: &Units,
        sizes: &[(usize, usize)],
    ) -> Result<Self, Error> {
        let largest = sizes.iter().map(|&(_, most)| most).max().unwrap_or(0);
        let mut all = Vec::new();
        for (at, quota) in quotas.iter().enumerate() {
            let least = quota.at_least.unwrap_or(0);
            let smallest = sizes.iter().map(|&(_, most)| most).min().unwrap_or(0);
            if least > smallest {
                let quota = quota.to_string();
                return Err(
                    QuotaError::AboveSize { quota, at_least: least, holds: smallest }.into()
                );
            }
            let by_category = carriers(quota, roster, listed)?;
            let wanted: Vec<(String, Vec<u32>)> = match &quota.category {
                None => by_category.into_iter().collect(),
                Some(name) => {
                    let Some(members) = by_category.get(name) else {
                        return Err(RosterError::UnknownCategory {
                            attribute: quota.attribute.clone(),
                            category: name.clone(),
                            known: by_category.into_keys().collect(),
                        }
                        .into());
                    };
                    vec![(name.clone(), members.clone())]
                }
            };
            for (category, members) in wanted {
                let most = quota.at_most.unwrap_or(usize::MAX);
                // No group can hold more of them than there are.
                if least > 0 || most < members.len().min(largest) {
                    let at_most = most.min(listed.len());
                    let attribute = quota.attribute.clone();
                    all.push(Limit {
                        quota: at,
                        attribute,
                        category,
                        at_least: least,
                        at_most,
                        members,
                    });
                }
            }
        }
        let mut heads: Vec<BTreeMap<u32, u32>> = vec![BTreeMap::new(); units.len()];
        for (limit, of) in all.iter().enumerate() {
            for &member in &of.members {
                *heads[units.of[member as usize] as usize].entry(limit as u32).or_insert(0) += 1;
            }
        }
        let mut start = vec![0];
        for own in &heads {
            start.push(start[start.len() - 1] + own.len() as u32);
        }
        Ok(Limits { all, start, heads: heads.into_iter().flatten().collect() })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The limits that count a unit, in order, and how many of its members each counts.
    #[inline]
    pub(crate) fn of(&self, unit: usize) -> &[(u32, u32)] {
        &self.heads[self.start[unit] as usize..self.start[unit + 1] as usize]
    }
}

/// Who carries each category, level or tag of the quota's attribute; a level under the roster's name for it, unless the quota says its
/// rank.
pub(crate) fn carriers(
    quota: &Quota,
    roster: &dyn Roster,
    listed: &[usize],
) -> Result<BTreeMap<String, Vec<u32>>, Error> {
    let known: Vec<String> = roster.keys().into_iter().map(std::borrow::Cow::into_owned).collect();
    if !known.contains(&quota.attribute) {
        return Err(
            RosterError::UnknownAttribute { attribute: quota.attribute.clone(), known }.into()
        );
    }
    let mut found: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (member, &number) in listed.iter().enumerate() {
        let names: BTreeSet<String> = match roster.attribute(number, &quota.attribute).known() {
            Value::Category(name) => BTreeSet::from([name.into_owned()]),
            Value::Tags(tags) => {
                let tags = tags.iter().map(|tag| tag.trim().to_owned());
                tags.filter(|tag| !tag.is_empty()).collect()
            }
            Value::Level(rank) => {
                let number = rank.to_string();
                let named = roster.level_name(&quota.attribute, rank);
                BTreeSet::from([match named {
                    Some(name) if quota.category.as_ref() != Some(&number) => name.into_owned(),
                    _ => number,
                }])
            }
            Value::Number(_) => {
                return Err(QuotaError::OverNumbers { attribute: quota.attribute.clone() }.into());
            }
            _ => BTreeSet::new(),
        };
        for name in names {
            found.entry(name).or_default().push(member as u32);
        }
    }
    Ok(found)
}
