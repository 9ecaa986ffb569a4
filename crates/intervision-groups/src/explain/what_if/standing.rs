//! In: a problem and a grouping. Out: what a change of places does to each term, looking at the groups it touches alone.

use std::collections::BTreeMap;

use super::parts::Local;
use crate::explain::violated;
use crate::problem::Problem;

/// Changes smaller than this share of what they change are rounding.
const ROUNDING: f64 = 1e-9;

/// A grouping with each group's part of each term.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) problem: Problem,
    pub(super) group_of: Vec<u32>,
    /// The members of each group, in order.
    pub(super) lists: Vec<Vec<u32>>,
    pub(super) terms: Vec<Local>,
    /// Per term a part per group; `None` for terms that are not sums over groups.
    pub(super) parts: Vec<Option<Vec<f64>>>,
    broken: Vec<String>,
}

/// People and the groups they would go to.
pub(super) type Places = [(u32, u32)];

impl Standing {
    pub(super) fn new(problem: Problem, group_of: Vec<u32>) -> Self {
        let mut lists = vec![Vec::new(); problem.groups()];
        for (member, &group) in group_of.iter().enumerate() {
            lists[group as usize].push(member as u32);
        }
        let terms: Vec<Local> =
            problem.terms.iter().map(|term| Local::new(term, problem.members())).collect();
        let each = terms.iter().zip(&problem.terms);
        let parts = each
            .map(|(local, term)| lists.iter().map(|list| local.part(term, list)).collect())
            .collect();
        let broken = violated(&problem, &group_of);
        Standing { problem, group_of, lists, terms, parts, broken }
    }

    /// About how many look-ups the effect of a change between two groups takes.
    pub(super) fn work(&self, size: usize) -> usize {
        let members = self.problem.members();
        let each = self.terms.iter().zip(&self.parts);
        let work = each.map(|(local, parts)| match parts {
            Some(_) => local.work(size),
            None => members,
        });
        2 * work.sum::<usize>() + 1
    }

    /// The change of each term in its own unit when people go to other groups.
    pub(super) fn effects(&self, places: &Places) -> Vec<f64> {
        let lists = self.lists_after(places);
        let mut moved: Option<Vec<u32>> = None;
        let each = self.terms.iter().zip(&self.parts).zip(&self.problem.terms);
        each.map(|((local, parts), term)| {
            let (before, after) = if let Some(parts) = parts {
                lists.iter().fold((0.0, 0.0), |(before, after), (&group, list)| {
                    let part = local.part(term, list).unwrap_or(0.0);
                    (before + parts[group as usize], after + part)
                })
            } else {
                let groups = self.problem.groups();
                let after = moved.get_or_insert_with(|| self.moved(places));
                (term.value(&self.group_of, groups), term.value(after, groups))
            };
            let change = after - before;
            let size = before.abs().max(after.abs());
            if change.abs() <= ROUNDING * size.max(1e-3) { 0.0 } else { change }
        })
        .collect()
    }

    /// What the effects on each term come to on the whole.
    pub(super) fn on_whole(&self, effects: &[f64]) -> f64 {
        self.problem.terms.iter().zip(effects).map(|(term, effect)| term.factor * effect).sum()
    }

    /// The rules that hold now and would not after the change, in plain sentences.
    pub(super) fn breaks(&self, places: &Places) -> Vec<String> {
        let mut after = violated(&self.problem, &self.moved(places));
        after.retain(|said| !self.broken.contains(said));
        after
    }

    fn moved(&self, places: &Places) -> Vec<u32> {
        let mut group_of = self.group_of.clone();
        for &(member, group) in places {
            group_of[member as usize] = group;
        }
        group_of
    }

    /// The members of every group that the change touches, after it.
    fn lists_after(&self, places: &Places) -> BTreeMap<u32, Vec<u32>> {
        let mut lists = BTreeMap::new();
        for &(member, to) in places {
            for group in [self.group_of[member as usize], to] {
                lists.entry(group).or_insert_with(|| self.lists[group as usize].clone());
            }
        }
        for &(member, to) in places {
            let from = self.group_of[member as usize];
            if let Some(list) = lists.get_mut(&from) {
                list.retain(|&own| own != member);
            }
            if let Some(list) = lists.get_mut(&to) {
                let at = list.partition_point(|&own| own < member);
                list.insert(at, member);
            }
        }
        lists
    }
}
