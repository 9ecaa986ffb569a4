//! In: a problem and where everybody was. Out: the repair with the fewest moves, and of those the one of least value.

use intervision_core::{Progress, Run};

use super::Was;
use super::broken::{Broken, NOWHERE, first};
use crate::problem::Problem;

/// Changes that are tried when nothing else ends the search.
const PRESET: u64 = 200_000;

/// Of a run that was cut, how many of the likeliest changes are followed at each point.
const LIKELIEST: usize = 6;

/// What came of it.
pub(super) struct Found {
    pub(super) group_of: Vec<u32>,
    pub(super) reasons: Vec<String>,
    pub(super) kept: bool,
    pub(super) all_tried: bool,
    pub(super) steps: u64,
}

pub(super) struct Search<'p> {
    problem: &'p Problem,
    /// Group of each unit now; units that moved or were placed, and units that may not move.
    unit_group: Vec<u32>,
    done: Vec<bool>,
    fixed: Vec<bool>,
    /// How many people of a unit are counted when it goes to each group.
    price: Vec<Vec<usize>>,
    way: Vec<String>,
    best: Option<(f64, Vec<u32>, Vec<String>)>,
    steps: u64,
    limit: u64,
    cut: bool,
    widest: usize,
}

impl<'p> Search<'p> {
    pub(super) fn new(problem: &'p Problem, was: &[Was], fixed: &[bool]) -> Self {
        let units = problem.units.len();
        let (mut unit_group, mut price) = (vec![NOWHERE; units], Vec::with_capacity(units));
        let mut still = vec![false; units];
        for (unit, members) in problem.units.members.iter().enumerate() {
            let cost = |group: u32| {
                let moves = |member: &&u32| was[**member as usize].moves_to(group);
                members.iter().filter(moves).count()
            };
            let cost: Vec<usize> = (0..problem.groups() as u32).map(cost).collect();
            // People who must be together and were not begin where most of them were.
            let were = members.iter().filter_map(|&member| was[member as usize].group());
            let begin = were.min_by_key(|&group| (cost[group as usize], group));
            unit_group[unit] = begin.unwrap_or(NOWHERE);
            let locked = members.iter().find(|member| fixed[**member as usize]);
            if let Some(group) = locked.and_then(|&member| was[member as usize].group()) {
                unit_group[unit] = group;
                still[unit] = true;
            }
            price.push(cost);
        }
        Search {
            problem,
            done: vec![false; units],
            unit_group,
            fixed: still,
            price,
            way: Vec::new(),
            best: None,
            steps: 0,
            limit: PRESET,
            cut: false,
            widest: usize::MAX,
        }
    }

    pub(super) fn best(mut self, run: &mut Run<'_>) -> Found {
        self.limit = run.budget().steps.unwrap_or(PRESET);
        let most: usize =
            self.price.iter().map(|price| price.iter().max().copied().unwrap_or(0)).sum();
        // People who are apart although they must be together, or whose group is gone, move whatever happens.
        let begun: usize = self
            .unit_group
            .iter()
            .zip(&self.price)
            .map(|(&group, price)| price.get(group as usize).copied().unwrap_or(0))
            .sum();
        let (start, mut all_tried) = (self.unit_group.clone(), true);
        for moves in begun..=most {
            self.follow(moves - begun, run);
            if self.best.is_some() || self.cut {
                break;
            }
        }
        if self.cut {
            all_tried = false;
        }
        if self.cut && self.best.is_none() {
            // Once more, along the likeliest changes alone.
            self.widest = LIKELIEST;
            for moves in begun..=most.min(begun + 40) {
                self.unit_group.clone_from(&start);
                self.done.fill(false);
                self.way.clear();
                (self.cut, self.limit) = (false, self.steps + self.limit / 4 + 1000);
                self.follow(moves - begun, run);
                if self.best.is_some() || run.check(&self.progress()).is_break() {
                    break;
                }
            }
        }
        let kept = self.best.is_some();
        let steps = self.steps;
        let (unit_group, reasons) = match self.best {
            Some((_, unit_group, reasons)) => (unit_group, reasons),
            None => (start, Vec::new()),
        };
        let group = |unit: &u32| unit_group[*unit as usize];
        let group_of = self.problem.units.of.iter().map(group);
        let group_of = group_of.map(|group| if group == NOWHERE { 0 } else { group }).collect();
        Found { group_of, reasons, kept, all_tried: all_tried && kept, steps }
    }

    fn progress(&self) -> Progress<'static> {
        let progress = Progress::new("repair").at(self.steps);
        match &self.best {
            Some(best) => progress.best(best.0),
            None => progress,
        }
    }

    /// Every way to put right what is broken with so many moves left.
    fn follow(&mut self, left: usize, run: &mut Run<'_>) {
        let Some(broken) = first(self.problem, &self.unit_group) else {
            let of = |unit: &u32| self.unit_group[*unit as usize];
            let group_of: Vec<u32> = self.problem.units.of.iter().map(of).collect();
            let value = self.problem.value(&group_of).unwrap_or(f64::INFINITY);
            if self.best.as_ref().is_none_or(|best| value < best.0 - 1e-12 * best.0.abs()) {
                self.best = Some((value, self.unit_group.clone(), self.way.clone()));
            }
            return;
        };
        for (unit, group, cost) in self.changes(&broken, left) {
            self.steps += 1;
            if self.steps >= self.limit
                || (self.steps.is_multiple_of(256) && run.check(&self.progress()).is_break())
            {
                self.cut = true;
            }
            if self.cut {
                return;
            }
            let at = unit as usize;
            let before = std::mem::replace(&mut self.unit_group[at], group);
            self.done[at] = true;
            self.way.push(self.reason(&broken, unit, before, group));
            self.follow(left - cost, run);
            self.way.pop();
            self.done[at] = false;
            self.unit_group[at] = before;
        }
    }

    /// The changes that can be paid, the cheapest first; nobody moves twice.
    fn changes(&self, broken: &Broken, left: usize) -> Vec<(u32, u32, usize)> {
        let mut changes: Vec<(u32, u32, usize)> = broken
            .changes
            .iter()
            .filter(|(unit, _)| !self.done[*unit as usize] && !self.fixed[*unit as usize])
            .filter_map(|&(unit, group)| {
                let at = unit as usize;
                let own = self.price[at].get(self.unit_group[at] as usize).copied().unwrap_or(0);
                // A unit may cost less elsewhere only where it began apart.
                let cost = self.price[at][group as usize].saturating_sub(own);
                (cost <= left).then_some((unit, group, cost))
            })
            .collect();
        if self.widest < usize::MAX {
            changes
                .sort_by_key(|&(unit, group, cost)| (cost, self.faults(unit, group), unit, group));
            changes.truncate(self.widest);
        } else {
            changes.sort_by_key(|change| change.2);
        }
        changes.dedup();
        changes
    }

    /// How much a change would leave wrong at once: a group too large, people who may not meet.
    fn faults(&self, unit: u32, group: u32) -> usize {
        let problem = self.problem;
        let of = |other: &usize| self.unit_group[*other] == group;
        let size: usize =
            (0..self.unit_group.len()).filter(of).map(|other| problem.units.size(other)).sum();
        let too_many = (size + problem.units.size(unit as usize))
            .saturating_sub(problem.sizes[group as usize].1);
        let foes =
            problem.units.foes[unit as usize].iter().filter(|foe| of(&(**foe as usize))).count();
        too_many + 2 * foes
    }

    fn reason(&self, broken: &Broken, unit: u32, from: u32, to: u32) -> String {
        let members = &self.problem.units.members[unit as usize];
        let ids: Vec<&str> =
            members.iter().map(|&member| self.problem.ids[member as usize].as_str()).collect();
        let who = ids.join(" with ");
        let to = to + 1;
        match from {
            NOWHERE => format!("{who} goes to group {to}: {}.", broken.what),
            from => format!("{who} moves from group {} to group {to}: {}.", from + 1, broken.what),
        }
    }
}
