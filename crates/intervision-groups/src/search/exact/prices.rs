//! In: a problem. Out: for every set of units whether it may be a group, and what it comes to as one.

use crate::Aggregate;
use crate::problem::{Level, Problem};
use crate::terms::Data;

/// A set of units: bit `u` for unit `u`.
pub(super) type Set = u32;

/// What every set of units is as a group.
pub(super) struct Prices<'p> {
    problem: &'p Problem,
    /// How many parts a price has: one where groups are added up, else one for each priority level.
    parts: usize,
    /// How many people are in each set.
    people: Vec<u32>,
    /// Whether no two of the set are foes.
    in_peace: Vec<bool>,
    /// The price of each set without ranks, once it is asked for; `None` where it breaks rules about whole groups.
    known: Vec<Option<Vec<f64>>>,
    asked: Vec<bool>,
    /// Group by group, the units that must be in it and those that may not.
    must: Vec<Set>,
    never: Vec<Set>,
}

impl<'p> Prices<'p> {
    pub(super) fn new(problem: &'p Problem) -> Self {
        let units = problem.units.len();
        let sets = 1usize << units;
        let (mut people, mut in_peace) = (vec![0; sets], vec![true; sets]);
        let foes: Vec<Set> = problem.units.foes.iter().map(|foes| union(foes)).collect();
        for set in 1..sets {
            let unit = set.trailing_zeros() as usize;
            let others = set & (set - 1);
            people[set] = people[others] + problem.units.size(unit) as u32;
            in_peace[set] = in_peace[others] && foes[unit] & others as Set == 0;
        }
        let groups = problem.groups();
        let (mut must, mut never) = (vec![0; groups], vec![0; groups]);
        for unit in 0..units {
            for group in 0..groups {
                let pin = problem.units.pinned[unit].map(|pin| pin as usize);
                let refused = problem.ranks().is_some_and(|ranks| {
                    let members = problem.units.members[unit].iter();
                    members.clone().any(|&member| ranks.refused(member as usize, group))
                });
                if pin == Some(group) {
                    must[group] |= 1 << unit;
                }
                if refused || pin.is_some_and(|pin| pin != group) {
                    never[group] |= 1 << unit;
                }
            }
        }
        if let Some(waiting) = problem.waiting {
            never[waiting] |= union(&problem.seated);
        }
        let parts = match problem.objective.aggregate {
            Aggregate::Total => 1,
            _ => problem.objective.levels.len(),
        };
        Prices {
            problem,
            parts,
            people,
            in_peace,
            known: vec![None; sets],
            asked: vec![false; sets],
            must,
            never,
        }
    }

    /// How many people are in a set.
    pub(super) fn people(&self, set: Set) -> usize {
        self.people[set as usize] as usize
    }

    /// Writes down what a set comes to as this group, part by part; `false` where it may not be one.
    pub(super) fn of(&mut self, set: Set, group: usize, price: &mut Vec<f64>) -> bool {
        let (least, most) = self.problem.sizes[group];
        let fits = (least..=most).contains(&self.people(set))
            && set & self.never[group] == 0
            && set & self.must[group] == self.must[group];
        if !fits {
            return false;
        }
        if self.problem.waiting == Some(group) {
            // Whoever waits meets nobody, and nothing counts but their priority.
            price.clear();
            price.resize(self.parts, 0.0);
            self.add_waits(set, price);
            return true;
        }
        if !self.in_peace[set as usize] {
            return false;
        }
        if !self.asked[set as usize] {
            self.asked[set as usize] = true;
            self.known[set as usize] = self.price(set);
        }
        let Some(known) = &self.known[set as usize] else { return false };
        price.clone_from(known);
        self.add_ranks(set, group, price);
        true
    }

    /// Quotas, common slots and all terms but ranks, of a set in whatever group.
    fn price(&self, set: Set) -> Option<Vec<f64>> {
        let problem = self.problem;
        let mut members: Vec<u32> = self.members(set).collect();
        members.sort_unstable();
        let heads = |of: &[u32]| of.iter().filter(|m| members.binary_search(m).is_ok()).count();
        let kept = problem.limits.all.iter().all(|limit| limit.faults(heads(&limit.members)) == 0)
            && problem.slots.as_ref().is_none_or(|slots| slots.shared(&members) >= slots.least);
        if !kept {
            return None;
        }
        // The set is the first group, and all others are the last.
        let mut group_of = vec![problem.groups() as u32 - 1; problem.members()];
        for &member in &members {
            group_of[member as usize] = 0;
        }
        let mut price = vec![0.0; self.parts];
        for (at, term) in problem.terms.iter().enumerate() {
            if term.factor > 0.0 && !matches!(term.data, Data::Ranks(_) | Data::Waits(_)) {
                let part = term.data.by_group(&group_of, problem.groups())[0];
                price[self.part_of(at)] += term.factor * part;
            }
        }
        Some(price)
    }

    fn add_ranks(&self, set: Set, group: usize, price: &mut [f64]) {
        for (at, term) in self.problem.terms.iter().enumerate() {
            if let (Data::Ranks(ranks), true) = (&term.data, term.factor > 0.0) {
                let each = self.members(set).map(|member| ranks.cost(member as usize, group));
                price[self.part_of(at)] += term.factor * f64::from(each.sum::<u32>());
            }
        }
    }

    fn add_waits(&self, set: Set, price: &mut [f64]) {
        for (at, term) in self.problem.terms.iter().enumerate() {
            if let (Data::Waits(waits), true) = (&term.data, term.factor > 0.0) {
                let each = self.members(set).map(|member| waits.priority[member as usize]);
                price[self.part_of(at)] += term.factor * each.map(f64::from).sum::<f64>();
            }
        }
    }

    fn members(&self, set: Set) -> impl Iterator<Item = u32> {
        let units = self.problem.units.members.iter().enumerate();
        units
            .filter(move |&(unit, _)| set >> unit & 1 == 1)
            .flat_map(|(_, own)| own.iter().copied())
    }

    /// The part of a price that a term counts in.
    fn part_of(&self, term: usize) -> usize {
        let level = |level: &Level| level.terms.contains(&term);
        let own = self.problem.objective.levels.iter().position(level);
        own.filter(|_| self.parts > 1).unwrap_or(0)
    }
}

fn union(units: &[u32]) -> Set {
    units.iter().fold(0, |set, unit| set | 1 << unit)
}
