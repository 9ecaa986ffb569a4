//! In: a problem. Out: what no grouping can beat, and certificates that anyone can verify.
//!
//! The bound of a term looks at that term and at the group sizes, and leaves all other rules out. The sum over terms, each on
//! the common scale, bounds the whole. Where categories are matched and others mixed the two pull against each other, and a
//! joint bound on all of them is often above the sum of their own. For some dozen people a relaxation bounds everything at once.

pub(crate) mod alike;
pub(crate) mod assignment;
mod broken;
mod certificate;
mod company;
mod contiguous;
pub(crate) mod fingerprint;
mod joint;
mod levels;
mod pair_sums;
mod recount;
mod relaxed;
mod scatter;
mod spread;
mod tried;
mod verify;
mod verify_levels;
mod waiting;

pub use certificate::{CERTIFICATE_VERSION, Certificate};
pub use relaxed::Relaxation;
pub(crate) use tried::MOST_ENUMERATED;
pub use verify::verify;
pub(crate) use verify::{refused, same};

use crate::problem::Problem;
use crate::terms::counts::Counts;
use crate::terms::moments::Moments;
use crate::terms::{Data, Term};
use crate::{Aggregate, Direction};
use scatter::Rooms;

/// Value and bound closer than this share of the larger one are the same number, rounded differently.
pub(crate) const ROUNDING: f64 = 1e-9;

/// Below this part of its unit the size of a number is no measure of its rounding any more.
pub(crate) const NOTHING: f64 = 1e-3;

/// Bounds by term, in the terms' own units, and of the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Bounds {
    /// No grouping has less of a term than this.
    pub terms: Vec<f64>,
    /// No grouping has a smaller value than this: the sum of the terms' own bounds on the common scale, or more; where groups are
    /// not added up, what follows from that.
    pub value: f64,
    /// No grouping has a smaller value of a priority level than this, the first level first.
    pub levels: Vec<f64>,
    /// What values near nothing are measured by.
    unit: f64,
}

impl Bounds {
    /// Bounds of every term.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::{Table, Value};
    /// use intervision_groups::{Bounds, Pairs, Problem, RulesBuilder, Sizes};
    ///
    /// let unit = ["x", "x", "x", "y"].map(Value::category);
    /// let roster = Table::new(["a", "b", "c", "d"])?.with_column("unit", unit)?;
    /// let rules = RulesBuilder::new(Sizes::count(2)).mix("unit", 1.0).build()?;
    /// let problem = Problem::new(&rules, &roster, &Pairs::new())?;
    /// // Three of x in two groups: two of them meet.
    /// assert_eq!(Bounds::of(&problem).terms, [1.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(problem: &Problem) -> Self {
        let terms: Vec<f64> = problem.terms.iter().map(|term| of_one(problem, term)).collect();
        let weighted = |at: usize| problem.terms[at].factor * terms[at];
        let mut sum: f64 = (0..terms.len()).map(weighted).sum();
        if problem.waiting.is_none()
            && let Some(joint) = joint::of(problem)
        {
            let others = (0..terms.len()).filter(|at| !joint.terms.contains(at));
            sum = sum.max(joint.value + others.map(weighted).sum::<f64>());
        }
        let objective = &problem.objective;
        let levels: Vec<f64> = objective
            .levels
            .iter()
            .map(|level| {
                let one = objective.levels.len() == 1;
                let own = || level.terms.iter().map(|&at| weighted(at)).sum();
                levels::of_level(problem, level, if one { sum } else { own() })
            })
            .collect();
        let value = objective.of_levels(&levels);
        let value = if objective.adds_up() { value.max(sum) } else { value };
        Bounds { terms, value, levels, unit: objective.unit() }
    }

    /// With a better bound on the whole, where there is but one sum.
    pub(crate) fn raised(&self, value: f64) -> Self {
        let mut raised = self.clone();
        raised.value = raised.value.max(value);
        if let [only] = &mut raised.levels[..] {
            *only = only.max(value);
        }
        raised
    }

    /// What a grouping must be worth to be proven best, as the search compares groupings: the value of the whole, then the
    /// sum of all terms where groups of the same value are told apart by it.
    pub(crate) fn target(&self, problem: &Problem) -> (f64, f64) {
        let value = self.value + rounding(&self.levels, self.value.abs(), self.unit);
        let terms = problem.terms.iter().zip(&self.terms);
        let sum: f64 = terms.map(|(term, bound)| term.factor * bound).sum();
        let tie = match problem.objective.aggregate {
            Aggregate::Worst => sum + ROUNDING * sum.abs().max(NOTHING * self.unit),
            _ => f64::INFINITY,
        };
        (value, tie)
    }

    /// Whether a value is the bound, up to rounding.
    #[must_use]
    pub fn met_by(&self, value: f64) -> bool {
        value - self.value <= rounding(&self.levels, value.abs().max(self.value.abs()), self.unit)
    }
}

/// How much two values may differ by rounding alone; the last of several levels must not drown in that of the first.
fn rounding(levels: &[f64], value: f64, unit: f64) -> f64 {
    let size = match levels {
        [_, .., last] => last.abs().max(NOTHING * unit) + 4.0 * f64::EPSILON / ROUNDING * value,
        _ => value.max(NOTHING * unit),
    };
    ROUNDING * size
}

fn of_one(problem: &Problem, term: &Term) -> f64 {
    match problem.waiting {
        Some(waiting) => waiting::of_term(problem, term, waiting),
        None => of_term(term, &problem.sizes),
    }
}

fn of_term(term: &Term, sizes: &[(usize, usize)]) -> f64 {
    match &term.data {
        Data::Counts(counts) => of_counts(counts, sizes),
        Data::Alone(alone) => {
            let caps: Vec<usize> = sizes.iter().map(|&(_, most)| most).collect();
            let of = |&total: &usize| company::fewest_alone(total, alone.at_least, &caps) as f64;
            alone.totals.iter().map(of).sum()
        }
        Data::Moments(moments) => of_moments(moments, sizes),
        Data::Ranks(ranks) => match assignment::assign(ranks, sizes) {
            assignment::Assignment::Found { cost } => cost as f64,
            // Refused before.
            assignment::Assignment::Blocked(_) => 0.0,
        },
        Data::Pairs(sums) => {
            let (least, most) = extremes(sizes);
            pair_sums::least_weight(sums, least, most)
        }
        // Nobody does.
        Data::Waits(_) => 0.0,
    }
}

fn of_counts(counts: &Counts, sizes: &[(usize, usize)]) -> f64 {
    let unknown = counts.known.len() - counts.people;
    match counts.want {
        Direction::Mix => {
            let caps: Vec<usize> = sizes.iter().map(|&(_, most)| most).collect();
            counts.totals.iter().map(|&total| spread::fewest_pairs(total, &caps)).sum()
        }
        Direction::Match if counts.tags => 0.0,
        Direction::Match => alike::fewest_different(&counts.totals, unknown, sizes),
        Direction::Balance
            if unknown == 0 && sizes.iter().all(|&size| size == (sizes[0].1, sizes[0].1)) =>
        {
            let sizes: Vec<usize> = sizes.iter().map(|&(_, most)| most).collect();
            let of = |(&total, &share)| spread::even_imbalance(total, share, &sizes);
            counts.totals.iter().zip(&counts.share).map(of).sum()
        }
        Direction::Balance => {
            let known: Vec<(usize, usize)> = sizes
                .iter()
                .map(|&(least, most)| (least.saturating_sub(unknown), most.min(counts.people)))
                .collect();
            counts.share.iter().map(|&share| spread::least_imbalance(share, &known)).sum()
        }
        Direction::NotAlone => 0.0,
    }
}

fn of_moments(moments: &Moments, sizes: &[(usize, usize)]) -> f64 {
    let unknown = moments.known.len() - moments.people;
    let known = |feature: &Vec<f64>| -> Vec<f64> {
        let pairs = feature.iter().zip(&moments.known);
        pairs.filter(|(_, known)| **known).map(|(number, _)| *number).collect()
    };
    let features: Vec<Vec<f64>> = moments.features.iter().map(known).collect();
    let (least, most) = extremes(sizes);
    let bound = match (moments.want, features.first()) {
        (_, None) => 0.0,
        (Direction::Match, Some(numbers)) => {
            contiguous::least_inside(numbers, sizes.len(), least.saturating_sub(unknown), most)
        }
        _ => {
            let features: Vec<&[f64]> = features.iter().map(Vec::as_slice).collect();
            let full = least == most && unknown == 0;
            scatter::least_between(&features, Rooms { groups: sizes.len(), most, full })
        }
    };
    // What rounding leaves of nothing; a heavy weight would make it count.
    if bound < 1e-12 { 0.0 } else { bound }
}

fn extremes(sizes: &[(usize, usize)]) -> (usize, usize) {
    let least = sizes.iter().map(|&(least, _)| least).min().unwrap_or(0);
    let most = sizes.iter().map(|&(_, most)| most).max().unwrap_or(0);
    (least, most)
}
