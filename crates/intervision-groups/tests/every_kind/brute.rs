//! Every grouping that keeps the rules, and what it comes to. What a set of people comes to as a group is counted once.

use intervision_groups::{Aggregate, Outcome, Problem, Term};

use crate::asked::{Asked, Kind};
use crate::count;

/// What an earlier priority level weighs beside the next where groups have scores.
const SCORES: f64 = 16_384.0;

/// The most priority levels of a problem, that of seats among them, and a sum beside them.
const PARTS: usize = 5;

pub(crate) struct Brute {
    groups: usize,
    people: usize,
    aggregate: Aggregate,
    levels: usize,
    /// By group and set of people: what each level comes to; `None` where they may not be that group.
    worth: Vec<Vec<Option<[f64; PARTS]>>>,
    /// By level what a group has on average at random, where that matters.
    units: [f64; PARTS],
    /// Whether the units of all scores are known, where there are scores.
    pub(crate) knows_units: bool,
}

/// The value of one grouping, and the sum of all its groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Value {
    pub(crate) whole: f64,
    pub(crate) sum: f64,
}

impl Brute {
    pub(crate) fn new(asked: &Asked, problem: Option<&Problem>, outcome: Option<&Outcome>) -> Self {
        let (people, groups) = (asked.mixture.people(), asked.mixture.groups());
        let mut levels: Vec<u32> =
            asked.wishes.iter().filter(|wish| wish.weight() > 0.0).map(Kind::level).collect();
        levels.sort_unstable();
        levels.dedup();
        let factors: Vec<f64> = match problem {
            Some(problem) => problem.terms().iter().map(Term::factor).collect(),
            None => vec![0.0; asked.wishes.len()],
        };
        let of = |set: usize, group: usize| {
            let members: Vec<usize> = (0..people).filter(|member| set >> member & 1 == 1).collect();
            let refused = |&member: &usize| {
                asked.ranking(member).refused.contains(&crate::asked::theme(group))
            };
            if !asked.mixture.may_be(&members, group) || members.iter().any(refused) {
                return None;
            }
            let mut worth = [0.0; PARTS];
            for (wish, factor) in asked.wishes.iter().zip(&factors).filter(|of| of.0.weight() > 0.0)
            {
                let level = levels.binary_search(&wish.level()).unwrap();
                worth[level] += factor * count::worth(wish, asked, &members, group);
            }
            Some(worth)
        };
        let mut brute = Brute {
            groups,
            people,
            aggregate: asked.rules.aggregate(),
            levels: levels.len(),
            worth: (0..groups)
                .map(|group| (0..1 << people).map(|set| of(set, group)).collect())
                .collect(),
            units: [1.0; PARTS],
            knows_units: true,
        };
        if let (Aggregate::Harmonic, Some(outcome)) = (brute.aggregate, outcome) {
            brute.take_units(asked, &levels, &factors, outcome);
        }
        brute
    }

    /// The unit of the scores follows from any group that has something; where no group has anything it is not known.
    fn take_units(&mut self, asked: &Asked, levels: &[u32], factors: &[f64], outcome: &Outcome) {
        for (at, level) in levels.iter().enumerate() {
            let mut known = false;
            for group in outcome.group_values() {
                let own = asked.wishes.iter().zip(factors).zip(&group.terms);
                let own =
                    own.filter(|((wish, _), _)| wish.level() == *level && wish.weight() > 0.0);
                let value: f64 = own.map(|((_, factor), part)| factor * part).sum();
                let score = group.scores[at];
                // Not of what rounding leaves of nothing.
                if value > 1e-9 && score > 1e-200 && score < 0.999 {
                    self.units[at] = -value / score.log2();
                    known = true;
                }
            }
            self.knows_units &= known;
        }
    }

    /// Calls for every grouping that keeps the rules, with its value and the set of each group.
    pub(crate) fn each(&self, see: &mut dyn FnMut(Value, &[usize])) {
        let none = if self.aggregate == Aggregate::Worst { f64::NEG_INFINITY } else { 0.0 };
        self.fill(&mut Vec::new(), (1 << self.people) - 1, [none; PARTS], 0.0, see);
    }

    fn fill(
        &self,
        sets: &mut Vec<usize>,
        rest: usize,
        parts: [f64; PARTS],
        sum: f64,
        see: &mut dyn FnMut(Value, &[usize]),
    ) {
        let group = sets.len();
        if group == self.groups {
            return see(Value { whole: self.whole(&parts), sum }, sets);
        }
        let mut set = rest;
        loop {
            if let Some(worth) = &self.worth[group][set] {
                let mut parts = parts;
                for (level, own) in worth.iter().enumerate().take(self.levels) {
                    match self.aggregate {
                        Aggregate::Worst => parts[level] = parts[level].max(*own),
                        Aggregate::Harmonic => parts[level] += (own / self.units[level]).exp2(),
                        _ => parts[level] += own,
                    }
                }
                let sum = sum + worth.iter().sum::<f64>();
                sets.push(set);
                self.fill(sets, rest & !set, parts, sum, see);
                sets.pop();
            }
            // The last group has all who are left.
            if set == 0 || group + 1 == self.groups {
                break;
            }
            set = (set - 1) & rest;
        }
    }

    fn whole(&self, parts: &[f64; PARTS]) -> f64 {
        let of = |level: usize| match self.aggregate {
            Aggregate::Harmonic => {
                let weight = SCORES.powi((self.levels - 1 - level) as i32);
                weight * (1.0 - self.groups as f64 / parts[level])
            }
            _ => parts[level],
        };
        (0..self.levels).map(of).sum()
    }

    /// What rounding may leave between two ways to count the same: several priority levels are kept apart to the last digits, and
    /// the units of scores are known from logarithms only.
    pub(crate) fn slack(&self, value: f64) -> f64 {
        let part = if self.aggregate == Aggregate::Harmonic { 1e-12 } else { 1e-14 };
        1e-9 + part * value.abs()
    }

    /// The smallest value, and of those the smallest sum; `None` where no grouping keeps the rules.
    pub(crate) fn best(&self) -> Option<Value> {
        let mut best: Option<Value> = None;
        self.each(&mut |value, _| {
            let close =
                |known: &Value| (value.whole - known.whole).abs() <= self.slack(known.whole);
            let better = |known: &Value| {
                if close(known) { value.sum < known.sum } else { value.whole < known.whole }
            };
            if best.as_ref().is_none_or(better) {
                best = Some(value);
            }
        });
        best
    }
}
