use super::alone::AloneState;
use super::by_group::ByGroup;
use super::counts::CountState;
use super::group_rules::GroupRules;
use super::moments::MomentState;
use super::pairs::PairState;
use super::ranks::RankState;
use crate::problem::Problem;
use crate::terms::Data;

/// Stands for no group.
pub(super) const NOWHERE: u32 = u32::MAX;

/// A grouping under change: where every unit is, and what each term needs to price a move.
#[derive(Debug, Clone)]
pub(super) struct State<'p> {
    pub(super) problem: &'p Problem,
    /// Group of each member; [`NOWHERE`] while it is out.
    pub(super) group_of: Vec<u32>,
    /// Group of each unit.
    pub(super) unit_group: Vec<u32>,
    /// Units of each group, in no order.
    pub(super) units: Vec<Vec<u32>>,
    /// Where each unit stands in the list of its group.
    place: Vec<u32>,
    pub(super) size: Vec<usize>,
    pub(super) value: f64,
    /// Quotas and common slots.
    pub(super) rules: GroupRules<'p>,
    pub(super) counts: Vec<CountState<'p>>,
    pub(super) alone: Vec<AloneState<'p>>,
    pub(super) moments: Vec<MomentState<'p>>,
    pub(super) pairs: Vec<PairState<'p>>,
    pub(super) ranks: Vec<RankState<'p>>,
    /// Member by member what it costs that they wait; empty where nobody's priority counts.
    waits: Vec<f64>,
    /// Where groups are not simply added up; the value is then what [`ByGroup`] searches by.
    pub(super) by_group: Option<Box<ByGroup<'p>>>,
}

impl<'p> State<'p> {
    pub(super) fn empty(problem: &'p Problem) -> Self {
        let groups = problem.groups();
        let mut state = State {
            problem,
            group_of: vec![NOWHERE; problem.members()],
            unit_group: vec![NOWHERE; problem.units.len()],
            units: vec![Vec::new(); groups],
            place: vec![0; problem.units.len()],
            size: vec![0; groups],
            value: 0.0,
            rules: GroupRules::new(problem),
            counts: Vec::new(),
            alone: Vec::new(),
            moments: Vec::new(),
            pairs: Vec::new(),
            ranks: Vec::new(),
            waits: Vec::new(),
            by_group: ByGroup::new(problem).map(Box::new),
        };
        for term in problem.terms.iter().filter(|term| term.factor > 0.0) {
            let factor = term.factor;
            match &term.data {
                Data::Counts(term) => {
                    state.value += factor * term.offset;
                    state.counts.push(CountState::new(term, factor, groups));
                }
                Data::Alone(term) => state.alone.push(AloneState::new(term, factor, groups)),
                Data::Moments(term) => {
                    state.value += factor * term.offset();
                    state.moments.push(MomentState::new(term, factor, groups));
                }
                Data::Pairs(term) => state.pairs.push(PairState::new(term, factor, groups)),
                Data::Ranks(term) => state.ranks.push(RankState::new(term, factor)),
                Data::Waits(term) => {
                    let each = term.priority.iter().map(|&own| factor * f64::from(own));
                    state.waits = each.collect();
                }
            }
        }
        state.begin_by_group();
        state
    }

    /// The same grouping, priced afresh: rounding that moves have left behind is gone.
    pub(super) fn from_units(problem: &'p Problem, unit_group: &[u32]) -> Self {
        let mut state = State::empty(problem);
        for (unit, &group) in unit_group.iter().enumerate() {
            state.add(unit, group as usize);
        }
        state
    }

    fn shift(&mut self, member: usize, group: usize, step: i32) {
        if self.by_group.is_some() {
            return self.shift_by_group(member, group, step);
        }
        let counts = self.counts.iter_mut().map(|term| term.shift(member, group, step));
        let mut change: f64 = counts.sum();
        change += self.alone.iter_mut().map(|term| term.shift(member, group, step)).sum::<f64>();
        change += self.moments.iter_mut().map(|term| term.shift(member, group, step)).sum::<f64>();
        for term in &mut self.pairs {
            change += term.shift(member, group, step, &self.group_of);
        }
        for term in &self.ranks {
            change += f64::from(step) * term.price(member, group);
        }
        self.value += change;
    }

    /// Puts a unit that is out into a group.
    pub(super) fn add(&mut self, unit: usize, group: usize) {
        let problem = self.problem;
        for &member in &problem.units.members[unit] {
            self.shift(member as usize, group, 1);
            self.group_of[member as usize] = group as u32;
        }
        self.rules.add(unit, group);
        self.size[group] += problem.units.size(unit);
        self.unit_group[unit] = group as u32;
        self.place[unit] = self.units[group].len() as u32;
        self.units[group].push(unit as u32);
    }

    /// Takes a unit out of its group, and gives the group.
    pub(super) fn remove(&mut self, unit: usize) -> usize {
        let problem = self.problem;
        let group = self.unit_group[unit] as usize;
        for &member in &problem.units.members[unit] {
            self.group_of[member as usize] = NOWHERE;
            self.shift(member as usize, group, -1);
        }
        self.rules.remove(unit, group);
        self.size[group] -= problem.units.size(unit);
        self.unit_group[unit] = NOWHERE;
        let at = self.place[unit] as usize;
        self.units[group].swap_remove(at);
        if let Some(&moved) = self.units[group].get(at) {
            self.place[moved as usize] = at as u32;
        }
        group
    }

    /// About the change that adding a unit to a group would make: exact for a unit of one member.
    pub(super) fn price(&self, unit: usize, group: usize) -> f64 {
        let mut price = 0.0;
        for &member in &self.problem.units.members[unit] {
            if self.problem.waiting == Some(group) {
                price += self.wait(member as usize, group);
                continue;
            }
            let member = member as usize;
            price += self.counts.iter().map(|term| term.price(member, group)).sum::<f64>();
            price += self.alone.iter().map(|term| term.price(member, group)).sum::<f64>();
            price += self.moments.iter().map(|term| term.price(member, group)).sum::<f64>();
            for term in &self.pairs {
                price += term.price(member, group, &self.group_of);
            }
            price += self.ranks.iter().map(|term| term.price(member, group)).sum::<f64>();
        }
        price
    }

    /// What it costs that a member waits, if this is where.
    #[inline]
    pub(super) fn wait(&self, member: usize, group: usize) -> f64 {
        if self.problem.waiting != Some(group) {
            return 0.0;
        }
        self.waits.get(member).copied().unwrap_or(0.0)
    }

    /// The change when two units of one member each change places.
    #[inline]
    pub(super) fn swap_price(&self, u: usize, v: usize) -> f64 {
        let (g, h) = (self.unit_group[u] as usize, self.unit_group[v] as usize);
        let a = self.problem.units.members[u][0] as usize;
        let b = self.problem.units.members[v][0] as usize;
        if let Some(by_group) = &self.by_group {
            return self.swap_by_group(by_group, a, g, b, h);
        }
        let counts: f64 = self.counts.iter().map(|term| term.swap(a, g, b, h)).sum();
        let alone: f64 = self.alone.iter().map(|term| term.swap(a, g, b, h)).sum();
        let moments: f64 = self.moments.iter().map(|term| term.swap(a, g, b, h)).sum();
        let mut pairs = 0.0;
        for term in &self.pairs {
            pairs += term.swap(a, g, b, h, &self.group_of);
        }
        for term in &self.ranks {
            pairs += term.replace(a, b, g) + term.replace(b, a, h);
        }
        counts + alone + moments + pairs
    }

    /// Whether a unit of one member is in a crowd by this term over categories; see [`CountState::crowded`].
    pub(super) fn crowded(&self, term: usize, unit: usize) -> bool {
        let member = self.problem.units.members[unit][0] as usize;
        self.counts[term].crowded(member, self.unit_group[unit] as usize)
    }

    /// Whether exchanging two units brings no foes together and no group further from its rules.
    pub(super) fn may_swap(&self, u: usize, v: usize) -> bool {
        self.may_meet(u, v) && self.fault_change(u, v) <= 0
    }

    /// Whether a unit that goes to another group meets no foes there and brings no group further from its rules.
    pub(super) fn may_move(&self, unit: usize, to: usize) -> bool {
        let from = self.unit_group[unit] as usize;
        self.foes_in(unit, to, unit) == 0
            && (!self.rules.any() || self.rules.change_by_moving(unit, from, to) <= 0)
    }

    /// Whether exchanging two units brings no foes together.
    pub(super) fn may_meet(&self, u: usize, v: usize) -> bool {
        let (g, h) = (self.unit_group[u] as usize, self.unit_group[v] as usize);
        self.foes_in(u, h, v) == 0 && self.foes_in(v, g, u) == 0
    }

    /// The change in faults of rules about groups when two units change places.
    pub(super) fn fault_change(&self, u: usize, v: usize) -> i64 {
        if !self.rules.any() {
            return 0;
        }
        let (g, h) = (self.unit_group[u] as usize, self.unit_group[v] as usize);
        self.rules.change_by_swapping(u, g, v, h)
    }

    /// Two units change places.
    pub(super) fn swap(&mut self, u: usize, v: usize) {
        let (g, h) = (self.remove(u), self.remove(v));
        self.add(u, h);
        self.add(v, g);
    }

    /// How many foes a unit has in a group, but for one unit.
    #[inline]
    pub(super) fn foes_in(&self, unit: usize, group: usize, but: usize) -> usize {
        if self.problem.waiting == Some(group) {
            return 0;
        }
        self.problem.units.foes[unit]
            .iter()
            .filter(|foe| self.unit_group[**foe as usize] == group as u32 && **foe as usize != but)
            .count()
    }

    /// Pairs of units that may not meet and do, people too many or too few in a group, and faults of rules about groups.
    pub(super) fn faults(&self) -> usize {
        let foes: usize = (0..self.unit_group.len())
            .map(|unit| self.foes_in(unit, self.unit_group[unit] as usize, unit))
            .sum();
        foes / 2
            + (0..self.size.len()).map(|group| self.misfit(group, self.size[group])).sum::<usize>()
            + self.rules.faults.max(0) as usize
    }

    /// How many people too many or too few a group of this size would have.
    pub(super) fn misfit(&self, group: usize, size: usize) -> usize {
        let (least, most) = self.problem.sizes[group];
        least.saturating_sub(size) + size.saturating_sub(most)
    }
}
