//! A [`State`] whose groups are not simply added up: changes go to the values of groups, and prices come from there.

use super::groups::GroupValues;
use super::state::State;
use crate::problem::Problem;
use crate::terms::Data;

/// The groups' values, and the level of each term as [`State`] keeps them, kind by kind.
#[derive(Debug, Clone)]
pub(super) struct ByGroup<'p> {
    pub(super) values: GroupValues<'p>,
    counts: Vec<usize>,
    alone: Vec<usize>,
    moments: Vec<usize>,
    pairs: Vec<usize>,
    ranks: Vec<usize>,
}

impl<'p> ByGroup<'p> {
    /// `None` where groups are added up, and levels differ by their factors alone.
    pub(super) fn new(problem: &'p Problem) -> Option<Self> {
        let objective = &problem.objective;
        if objective.adds_up() {
            return None;
        }
        let mut own = ByGroup {
            values: GroupValues::new(objective, problem.groups()),
            counts: Vec::new(),
            alone: Vec::new(),
            moments: Vec::new(),
            pairs: Vec::new(),
            ranks: Vec::new(),
        };
        for (at, term) in problem.terms.iter().enumerate().filter(|(_, term)| term.factor > 0.0) {
            let level = objective.levels.iter().position(|level| level.terms.contains(&at));
            let level = level.unwrap_or(0);
            match &term.data {
                Data::Counts(_) => own.counts.push(level),
                Data::Alone(_) => own.alone.push(level),
                Data::Moments(_) => own.moments.push(level),
                Data::Pairs(_) => own.pairs.push(level),
                Data::Ranks(_) => own.ranks.push(level),
                // Of those who wait, which is no group.
                Data::Waits(_) => {}
            }
        }
        Some(own)
    }
}

impl State<'_> {
    /// Gives every group what it has before anybody is in it.
    pub(super) fn begin_by_group(&mut self) {
        let Some(by_group) = &mut self.by_group else { return };
        for (term, &level) in self.counts.iter().zip(&by_group.counts) {
            for group in 0..self.size.len() {
                by_group.values.shift(level, group, term.each());
            }
        }
        self.value = by_group.values.guide();
    }

    /// Adds (`step` 1) or takes away (-1) a member.
    pub(super) fn shift_by_group(&mut self, member: usize, group: usize, step: i32) {
        let wait = self.wait(member, group);
        let Some(by_group) = &mut self.by_group else { return };
        let values = &mut by_group.values;
        let sign = f64::from(step);
        values.shift_all(sign * wait);
        for (term, &level) in self.counts.iter_mut().zip(&by_group.counts) {
            let change = term.shift(member, group, step) + sign * term.aside(member);
            values.shift(level, group, change);
        }
        for (term, &level) in self.alone.iter_mut().zip(&by_group.alone) {
            values.shift(level, group, term.shift(member, group, step));
        }
        for (term, &level) in self.moments.iter_mut().zip(&by_group.moments) {
            let change = term.shift(member, group, step) + sign * term.aside(member);
            values.shift(level, group, change);
        }
        for (term, &level) in self.pairs.iter_mut().zip(&by_group.pairs) {
            values.shift(level, group, term.shift(member, group, step, &self.group_of));
        }
        for (term, &level) in self.ranks.iter().zip(&by_group.ranks) {
            values.shift(level, group, sign * term.price(member, group));
        }
        self.value = values.guide();
    }

    /// The change when `a` of group `g` and `b` of group `h` change places.
    pub(super) fn swap_by_group(
        &self,
        by_group: &ByGroup<'_>,
        a: usize,
        g: usize,
        b: usize,
        h: usize,
    ) -> f64 {
        let waits = self.wait(a, h) - self.wait(a, g) + self.wait(b, g) - self.wait(b, h);
        let groups = by_group.values.price((g, h), |level| {
            let (mut by_g, mut by_h) = (0.0, 0.0);
            for (term, _) in self.counts.iter().zip(&by_group.counts).filter(|of| *of.1 == level) {
                let aside = term.aside(b) - term.aside(a);
                by_g += term.replace(a, b, g) + aside;
                by_h += term.replace(b, a, h) - aside;
            }
            for (term, _) in self.alone.iter().zip(&by_group.alone).filter(|of| *of.1 == level) {
                by_g += term.replace(a, b, g);
                by_h += term.replace(b, a, h);
            }
            for (term, _) in self.moments.iter().zip(&by_group.moments).filter(|of| *of.1 == level)
            {
                let aside = term.aside(b) - term.aside(a);
                by_g += term.replace(a, b, g) + aside;
                by_h += term.replace(b, a, h) - aside;
            }
            for (term, _) in self.pairs.iter().zip(&by_group.pairs).filter(|of| *of.1 == level) {
                by_g += term.replace(a, b, g, &self.group_of);
                by_h += term.replace(b, a, h, &self.group_of);
            }
            for (term, _) in self.ranks.iter().zip(&by_group.ranks).filter(|of| *of.1 == level) {
                by_g += term.replace(a, b, g);
                by_h += term.replace(b, a, h);
            }
            (by_g, by_h)
        });
        groups + waits
    }

    /// What a member who is in another group would add to this one on a level.
    pub(super) fn add_by_group(
        &self,
        by_group: &ByGroup<'_>,
        member: usize,
        group: usize,
        level: usize,
    ) -> f64 {
        if self.problem.waiting == Some(group) {
            return 0.0;
        }
        let mut change = 0.0;
        for (term, _) in self.counts.iter().zip(&by_group.counts).filter(|of| *of.1 == level) {
            change += term.price(member, group) + term.aside(member);
        }
        for (term, _) in self.alone.iter().zip(&by_group.alone).filter(|of| *of.1 == level) {
            change += term.price(member, group);
        }
        for (term, _) in self.moments.iter().zip(&by_group.moments).filter(|of| *of.1 == level) {
            change += term.price(member, group) + term.aside(member);
        }
        for (term, _) in self.pairs.iter().zip(&by_group.pairs).filter(|of| *of.1 == level) {
            change += term.price(member, group, &self.group_of);
        }
        for (term, _) in self.ranks.iter().zip(&by_group.ranks).filter(|of| *of.1 == level) {
            change += term.price(member, group);
        }
        change
    }

    /// From now on the value is a smooth stand-in, where groups are not added up; see [`GroupValues::soften`].
    pub(super) fn soften(&mut self, sharpness: f64) {
        if let Some(by_group) = &mut self.by_group {
            by_group.values.soften(sharpness);
            self.value = by_group.values.guide();
        }
    }

    /// What groupings are compared by, whatever the search goes by: the value of the whole, then what decides between equals.
    pub(super) fn worth(&self) -> (f64, f64) {
        match &self.by_group {
            None => (self.value, 0.0),
            Some(by_group) => (by_group.values.exact(), by_group.values.tie()),
        }
    }
}
