//! In: a problem. Out: what a pair adds when it shares a group, and how far each pair may share one, for groups of one size.
//!
//! Groups that may be smaller than the largest are filled up with blanks: places that nobody takes, alike in everything. A
//! grouping then is a partition into groups of one size whatever the limits were, and since blanks can change places with each
//! other, the mean over all ways to do so says of a blank only how many there are in a group on average.

use super::rules::pairs_by_rules;
use crate::Direction;
use crate::bound::of_term;
use crate::problem::Problem;
use crate::terms::moments::Moments;
use crate::terms::{Data, Term};

/// Above this many places, blanks counted, there is no model.
pub(super) const MOST_PLACES: usize = 256;

/// A partition of people and blanks into groups of one size.
#[derive(Debug, Clone)]
pub(super) struct Model {
    /// People first, then blanks.
    pub(super) places: usize,
    pub(super) groups: usize,
    /// How many places a group has.
    pub(super) size: usize,
    /// Half of what each pair adds to the objective when it shares a group, row by row, symmetric.
    pub(super) cost: Vec<f64>,
    /// How far a pair shares a group at least and at most: 0 never, 1 always.
    pub(super) limits: Vec<(f64, f64)>,
    /// What the objective has in any case.
    pub(super) constant: f64,
    /// How much rounding may have cost when values and pairs were added up.
    pub(super) rounding: f64,
}

impl Model {
    /// `None` where groups are not added up, on several priority levels, with too many places, or where some people wait: they break
    /// no rule and cost nothing, which no share of a pair says.
    pub(super) fn of(problem: &Problem) -> Option<Self> {
        if problem.waiting.is_some() {
            return None;
        }
        let (groups, size) = (problem.groups(), problem.sizes.iter().map(|size| size.1).max()?);
        let places = groups.checked_mul(size).filter(|&places| places <= MOST_PLACES)?;
        if !problem.objective.is_plain() || groups < 2 || size < 2 || places < problem.members() {
            return None;
        }
        let mut model = Model {
            places,
            groups,
            size,
            cost: vec![0.0; places * places],
            limits: vec![(0.0, 1.0); places * places],
            constant: 0.0,
            rounding: 0.0,
        };
        for term in problem.terms.iter().filter(|term| term.factor > 0.0) {
            model.add(problem, term);
        }
        model.limit_blanks(problem);
        model.limit_people(problem);
        let weighs = |&cost: &f64| cost.is_finite() && cost != 0.0;
        (model.constant.is_finite() && model.cost.iter().any(weighs)).then_some(model)
    }

    fn add(&mut self, problem: &Problem, term: &Term) {
        let places = self.places;
        let known = match &term.data {
            Data::Moments(moments) => known(moments, &problem.sizes),
            _ => 1.0,
        };
        let (factor, mut all) = (term.factor, 0.0);
        let constant = term.data.each_pair(known, |a, b, weight| {
            let half = factor * weight / 2.0;
            self.cost[a * places + b] += half;
            self.cost[b * places + a] += half;
            all += half.abs();
        });
        // A term that is no sum over pairs has a bound of its own.
        self.constant += factor * constant.unwrap_or_else(|| of_term(term, &problem.sizes));
        // A share of variation below a millionth of a millionth counts as none.
        let least = if matches!(term.data, Data::Moments(_)) { 1e-12 } else { 0.0 };
        let offset = constant.unwrap_or(0.0).abs();
        self.rounding += factor * least + 1e-13 * (2.0 * all + factor * offset);
    }

    fn set(&mut self, a: usize, b: usize, limits: (f64, f64)) {
        self.limits[a * self.places + b] = limits;
        self.limits[b * self.places + a] = limits;
    }

    fn limit_blanks(&mut self, problem: &Problem) {
        let (places, people) = (self.places, problem.members());
        (0..places).for_each(|at| self.set(at, at, (1.0, 1.0)));
        let blanks = places - people;
        if blanks == 0 {
            return;
        }
        let smallest = problem.sizes.iter().map(|&(least, _)| least).min().unwrap_or(0);
        let beside_people = ((self.size - smallest) as f64 / blanks as f64).min(1.0);
        let (fewest, most) = pairs_of_blanks(blanks, self.size, &problem.sizes);
        let all = (blanks * (blanks - 1)) as f64 / 2.0;
        // Outward, against rounding of the quotients.
        let beside_blanks = (fewest / all * (1.0 - 1e-15), (most / all * (1.0 + 1e-15)).min(1.0));
        for blank in people..places {
            for member in 0..people {
                self.set(member, blank, (0.0, beside_people));
            }
            for other in people..blank {
                self.set(other, blank, beside_blanks);
            }
        }
    }

    fn limit_people(&mut self, problem: &Problem) {
        for (a, b, together) in pairs_by_rules(problem) {
            let share = f64::from(u8::from(together));
            self.set(a, b, (share, share));
        }
    }
}

/// By what a share of variation is divided at least, where it is unwanted, or at most, where it is wanted.
fn known(moments: &Moments, sizes: &[(usize, usize)]) -> f64 {
    let unknown = moments.known.len() - moments.people;
    let least = sizes.iter().map(|&(least, _)| least.saturating_sub(unknown)).min().unwrap_or(0);
    let most = sizes.iter().map(|&(_, most)| most.min(moments.people)).max().unwrap_or(0);
    (if moments.want == Direction::Match { least } else { most }).max(1) as f64
}

/// The fewest and the most pairs of blanks inside groups over all sizes that groups can have.
fn pairs_of_blanks(blanks: usize, size: usize, limits: &[(usize, usize)]) -> (f64, f64) {
    const NONE: (f64, f64) = (f64::INFINITY, f64::NEG_INFINITY);
    let mut pairs = vec![NONE; blanks + 1];
    pairs[0] = (0.0, 0.0);
    for &(least, most) in limits {
        let mut next = vec![NONE; blanks + 1];
        for (before, &(fewest, largest)) in pairs.iter().enumerate() {
            for own in size - most..=size - least {
                let Some(sum) = next.get_mut(before + own) else { break };
                let here = (own * own.saturating_sub(1) / 2) as f64;
                *sum = (sum.0.min(fewest + here), sum.1.max(largest + here));
            }
        }
        pairs = next;
    }
    pairs[blanks]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_spread_or_heaped() {
        // Ten people in three groups of two to four: 4 + 4 + 2 or 4 + 3 + 3.
        assert_eq!(pairs_of_blanks(2, 4, &[(2, 4); 3]), (0.0, 1.0));
        // Sizes are given: 5 + 3 + 2.
        assert_eq!(pairs_of_blanks(5, 5, &[(5, 5), (3, 3), (2, 2)]), (4.0, 4.0));
    }
}
