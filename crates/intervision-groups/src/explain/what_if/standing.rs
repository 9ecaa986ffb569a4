//! In: a problem and a grouping. Out: what a change of places does to each term, looking at the groups it touches alone.

use std::collections::BTreeMap;

use super::parts::Local;
use crate::bound::{NOTHING, ROUNDING};
use crate::explain::violated;
use crate::problem::Problem;
use crate::terms::{Data, Term};

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
    /// Where groups are not added up, per priority level what each group comes to.
    levels: Vec<Vec<f64>>,
    value: f64,
    broken: Vec<String>,
}

/// What a change of places does.
#[derive(Debug, Clone)]
pub(super) struct Priced {
    /// The change of each term in its own unit.
    pub(super) effects: Vec<f64>,
    /// The change of the whole.
    pub(super) whole: f64,
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
            .map(|(local, term)| {
                let each = lists.iter().enumerate();
                each.map(|(group, list)| part(&problem, (local, term), group, list)).collect()
            })
            .collect();
        let broken = violated(&problem, &group_of);
        let value = problem.value_of(&group_of);
        let mut standing =
            Standing { problem, group_of, lists, terms, parts, levels: Vec::new(), value, broken };
        if !standing.problem.objective.adds_up() {
            let levels = &standing.problem.objective.levels;
            standing.levels = levels.iter().map(|level| standing.sums(&level.terms)).collect();
        }
        standing
    }

    /// What each group comes to by these terms, on the common scale.
    fn sums(&self, terms: &[usize]) -> Vec<f64> {
        let mut sums = vec![0.0; self.lists.len()];
        for &at in terms {
            let factor = self.problem.terms[at].factor;
            for (sum, part) in sums.iter_mut().zip(self.parts[at].iter().flatten()) {
                *sum += factor * part;
            }
        }
        sums
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

    /// What comes of people going to other groups.
    pub(super) fn price(&self, places: &Places) -> Priced {
        let lists = self.lists_after(places);
        let mut moved: Option<Vec<u32>> = None;
        let mut levels = self.levels.clone();
        let mut effects = Vec::with_capacity(self.terms.len());
        for (at, term) in self.problem.terms.iter().enumerate() {
            let (mut before, mut after) = (0.0, 0.0);
            if let Some(parts) = &self.parts[at] {
                let own = self.problem.objective.levels.iter().zip(&mut levels);
                let mut level =
                    own.filter(|(level, _)| level.terms.contains(&at)).map(|(_, sums)| sums).next();
                let is = |group: usize, list: &[u32]| {
                    part(&self.problem, (&self.terms[at], term), group, list).unwrap_or(0.0)
                };
                for (&group, list) in &lists {
                    let (was, is) = (parts[group as usize], is(group as usize, list));
                    before += was;
                    after += is;
                    if let Some(sums) = &mut level {
                        sums[group as usize] += term.factor * (is - was);
                    }
                }
            } else {
                let there = moved.get_or_insert_with(|| self.moved(places));
                before = self.problem.term_value(term, &self.group_of);
                after = self.problem.term_value(term, there);
            }
            let size = before.abs().max(after.abs()).max(NOTHING * term.unit());
            effects.push(unless_rounding(after - before, size));
        }
        let objective = &self.problem.objective;
        let whole = if objective.adds_up() {
            self.problem.terms.iter().zip(&effects).map(|(term, by)| term.factor * by).sum()
        } else {
            let of = |(at, sums): (usize, Vec<f64>)| objective.of_groups(at, sums.into_iter());
            let values: Vec<f64> = levels.into_iter().enumerate().map(of).collect();
            let value = objective.of_levels(&values);
            let size = value.abs().max(self.value.abs()).max(NOTHING * objective.unit());
            unless_rounding(value - self.value, size)
        };
        Priced { effects, whole }
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

/// A change, or 0 where it is no more than rounding of what changes.
fn unless_rounding(change: f64, size: f64) -> f64 {
    if change.abs() <= ROUNDING * size { 0.0 } else { change }
}

/// What a group of these people has of a term; of those who wait nothing counts but their priority. `None` for a term that is not a
/// sum over groups.
fn part(
    problem: &Problem,
    (local, term): (&Local, &Term),
    group: usize,
    list: &[u32],
) -> Option<f64> {
    let waits = problem.waiting == Some(group);
    match &term.data {
        Data::Waits(of) if waits => {
            Some(list.iter().map(|&member| f64::from(of.priority[member as usize])).sum())
        }
        Data::Waits(_) => Some(0.0),
        Data::Ranks(_) => None,
        _ if waits => Some(0.0),
        _ => local.part(term, list),
    }
}
