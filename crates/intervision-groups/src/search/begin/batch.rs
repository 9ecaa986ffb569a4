use std::cmp::Reverse;

use rand::Rng;
use rand::seq::SliceRandom;

use super::assignment::assign;
use crate::problem::Problem;
use crate::search::state::State;
use crate::terms::Data;

/// As many units at a time as there are groups, one into each, by the assignment that costs least; before them, one by one, those whom
/// a pin, a size or a rule leaves less choice.
pub(super) fn batch<'p>(problem: &'p Problem, rng: &mut dyn Rng) -> State<'p> {
    let units = &problem.units;
    let far = far(problem);
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.shuffle(rng);
    let bound = |unit: &usize| {
        units.pinned[*unit].is_some() || units.size(*unit) > 1 || !units.foes[*unit].is_empty()
    };
    let (mut first, mut rest): (Vec<usize>, Vec<usize>) = order.into_iter().partition(bound);
    first.sort_by_key(|&unit| {
        let free = units.pinned[unit].is_none();
        (free, Reverse(units.size(unit)), Reverse(units.foes[unit].len()))
    });
    let member = |unit: usize| units.members[unit][0] as usize;
    rest.sort_by(|&a, &b| far[member(b)].total_cmp(&far[member(a)]));

    let mut fill = Fill {
        lacking: problem.sizes.iter().map(|&(least, _)| least).sum(),
        state: State::empty(problem),
    };
    for unit in first {
        let group = units.pinned[unit].map_or_else(|| fill.place(&[unit])[0], |pin| pin as usize);
        fill.add(unit, group);
    }
    for batch in rest.chunks(problem.groups().max(1)) {
        for (&unit, group) in batch.iter().zip(fill.place(batch)) {
            fill.add(unit, group);
        }
    }
    fill.state
}

/// How far each member is from the mean of everybody, by the numbers.
fn far(problem: &Problem) -> Vec<f64> {
    let mut far = vec![0.0; problem.members()];
    for term in &problem.terms {
        let Data::Moments(moments) = &term.data else { continue };
        for feature in &moments.features {
            for (far, z) in far.iter_mut().zip(feature) {
                *far += term.factor * z * z;
            }
        }
    }
    far
}

struct Fill<'p> {
    state: State<'p>,
    /// Places that must still be filled for every group to reach its least size.
    lacking: usize,
}

impl Fill<'_> {
    fn add(&mut self, unit: usize, group: usize) {
        let problem = self.state.problem;
        let least = problem.sizes[group].0;
        let short = least.saturating_sub(self.state.size[group]);
        self.lacking -= short.min(problem.units.size(unit));
        self.state.add(unit, group);
    }

    /// A group for each of no more units than there are groups, none twice.
    fn place(&self, units: &[usize]) -> Vec<usize> {
        let groups = self.state.problem.groups();
        let mut faults = Vec::with_capacity(units.len() * groups);
        let mut cost = Vec::with_capacity(units.len() * groups);
        for &unit in units {
            for group in 0..groups {
                faults.push(self.faults(unit, group) as f64);
                cost.push(self.state.price(unit, group));
            }
        }
        // One fault outweighs whatever prices can add up to.
        let largest = cost.iter().fold(0.0f64, |top, price| top.max(price.abs()));
        let fault = (2.0 * largest + 1.0) * units.len() as f64;
        for (cost, faults) in cost.iter_mut().zip(faults) {
            *cost += fault * faults;
        }
        assign(&cost, groups)
    }

    /// What is wrong with a unit in a group: too many people, foes, and places taken that no group needs while others lack some.
    fn faults(&self, unit: usize, group: usize) -> usize {
        let problem = self.state.problem;
        let (least, most) = problem.sizes[group];
        let size = self.state.size[group] + problem.units.size(unit);
        let over = size.saturating_sub(most);
        let early = if self.lacking > 0 { size.saturating_sub(least.max(1)) } else { 0 };
        over * 4 + self.state.foes_in(unit, group, unit) * 2 + early.min(1)
    }
}
