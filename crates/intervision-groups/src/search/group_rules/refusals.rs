use crate::problem::Problem;
use crate::terms::ranks::Ranks;

/// People in groups whose theme they refuse.
#[derive(Debug, Clone)]
pub(in crate::search) struct Refusals<'p> {
    problem: &'p Problem,
    ranks: &'p Ranks,
    /// How many there are in each group.
    in_group: Vec<i64>,
}

impl<'p> Refusals<'p> {
    /// `None` where nobody refuses anything.
    pub(super) fn new(problem: &'p Problem) -> Option<Self> {
        let ranks = problem.ranks().filter(|ranks| ranks.any_refused())?;
        Some(Refusals { problem, ranks, in_group: vec![0; problem.groups()] })
    }

    /// How many of a unit refuse a group.
    pub(super) fn of(&self, unit: usize, group: usize) -> i64 {
        let members = self.problem.units.members[unit].iter();
        members.filter(|&&member| self.ranks.refused(member as usize, group)).count() as i64
    }

    /// Adds (`step` 1) or takes away (-1) a unit, and gives the change in faults.
    pub(super) fn shift(&mut self, unit: usize, group: usize, step: i64) -> i64 {
        let change = step * self.of(unit, group);
        self.in_group[group] += change;
        change
    }

    pub(super) fn faulty(&self, group: usize) -> bool {
        self.in_group[group] > 0
    }
}
