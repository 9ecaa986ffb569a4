//! All terms merged into one table of pair weights in whole numbers, for rosters of up to about a thousand people.
//!
//! Head counts squared, and sums squared over a fixed number of people, are sums over pairs. One table then holds the whole
//! objective and the hard rules, so that the price of a swap is four additions however many wishes there are, exact and free of
//! rounding that could differ between machines. Only numbers that are unknown for some, or groups whose sizes may differ, make
//! it an approximation: a share of variation divides by how many are known in the group. The search then polishes with exact prices.

use super::classes::Classes;
use crate::problem::Problem;
use crate::terms::Data;
use crate::terms::alone::Alone;

/// Above this many units the table would not stay in a cache.
const MOST_UNITS: usize = 1024;
/// Group numbers are kept in a byte.
pub(super) const MOST_GROUPS: usize = 256;
/// Above this size of a group whole numbers would be too coarse.
const LARGEST_GROUP: usize = 64;
/// With priority levels, a step of the last one is at least this in whole numbers.
const LEAST_STEP: f64 = 16.0;
/// Above these many attributes with costs by head count, and classes of one, prices would no longer be quick.
const MOST_ATTRIBUTES: usize = 12;
const MOST_CLASSES: usize = 256;

/// The table, lowered once and shared by all islands.
#[derive(Debug, Clone)]
pub(super) struct Merged {
    /// The unit in each row: people who may be swapped first, then sets of people, then those who are pinned.
    pub(super) units: Vec<u32>,
    /// How many of them are one person each and free to move.
    pub(super) lanes: usize,
    /// How many of the rows after the lanes are free to move.
    pub(super) sets: usize,
    /// Row by row, symmetric, 0 on the diagonal.
    table: Vec<i32>,
    /// Group by group, what each row costs there by itself; empty where that is nothing.
    pub(super) place: Vec<i32>,
    /// What depends on head counts in another way than by pairs.
    pub(super) classes: Vec<Classes>,
    /// What 1 of the objective is in the table's unit.
    pub(super) scale: f64,
    /// What a pair costs that may not meet: more than any swap can gain.
    pub(super) forbidden: i32,
    /// Whether differences of the table are differences of the objective, but for rounding to whole numbers.
    pub(super) exact: bool,
}

impl Merged {
    /// `None` where the problem is too large, too small, or its weights are too uneven for whole numbers.
    pub(super) fn new(problem: &Problem) -> Option<Self> {
        if !problem.objective.adds_up() {
            return None;
        }
        let units = problem.units.len();
        let largest = problem.sizes.iter().map(|&(_, most)| most).max()?;
        if units > MOST_UNITS || problem.groups() > MOST_GROUPS || largest > LARGEST_GROUP {
            return None;
        }
        let rank = |unit: usize| match (problem.units.pinned[unit], problem.units.size(unit)) {
            (Some(_), _) => 2,
            (None, 1) => 0,
            (None, _) => 1,
        };
        let mut order: Vec<u32> = (0..units as u32).collect();
        order.sort_by_key(|&unit| rank(unit as usize));
        let count =
            |wanted: i32| order.iter().filter(|unit| rank(**unit as usize) == wanted).count();
        let (lanes, sets) = (count(0), count(1));
        if lanes < 2 {
            return None;
        }
        let mut row = vec![0; units];
        for (at, &unit) in order.iter().enumerate() {
            row[unit as usize] = at;
        }
        let of: Vec<usize> = problem.units.of.iter().map(|&unit| row[unit as usize]).collect();
        let weights = weights(problem, &of, units);
        let forbidden = (1 << 29) / (largest as i32 + 2);
        // The heaviest that a unit can be to a group: the `largest` heaviest of its row.
        let mut heaviest = 0.0f64;
        let mut sorted = Vec::with_capacity(units);
        for row in weights.chunks_exact(units) {
            sorted.clear();
            sorted.extend(row.iter().map(|weight| weight.abs()));
            if sorted.len() > largest {
                sorted.select_nth_unstable_by(largest, |a, b| b.total_cmp(a));
                sorted.truncate(largest);
            }
            heaviest = heaviest.max(sorted.iter().sum());
        }
        let places = place_costs(problem, &order);
        let classes = class_costs(problem, &order, largest)?;
        heaviest += classes.iter().map(|costs| costs.steepest * largest as f64).sum::<f64>();
        let finite = places.iter().filter(|cost| cost.is_finite());
        heaviest += finite.fold(0.0f64, |most, cost| most.max(*cost));
        let scale = f64::from(forbidden) / (16.0 * heaviest);
        // A step of the last priority level must not be lost in whole numbers.
        let levels = &problem.objective.levels;
        let last = levels.iter().rev().find(|level| level.step > 0.0);
        let finest = last.map_or(f64::INFINITY, |level| level.step * scale);
        if !scale.is_finite() || (levels.len() > 1 && finest < LEAST_STEP) {
            return None;
        }
        let mut table: Vec<i32> =
            weights.iter().map(|weight| (weight * scale).round() as i32).collect();
        for &(u, v) in problem.units.why.keys() {
            table[row[u as usize] * units + row[v as usize]] = forbidden;
        }
        let even = problem.sizes.iter().all(|&size| size == (largest, largest));
        let whole = |data: &Data| match data {
            Data::Moments(moments) => even && moments.people == moments.known.len(),
            _ => true,
        };
        let exact = problem.terms.iter().all(|term| term.factor == 0.0 || whole(&term.data));
        let classes = classes.iter().map(|costs| costs.lower(scale)).collect();
        let whole = |cost: &f64| {
            if cost.is_finite() { (cost * scale).round() as i32 } else { forbidden }
        };
        let place = places.iter().map(whole).collect();
        Some(Merged { units: order, lanes, sets, table, place, classes, scale, forbidden, exact })
    }

    pub(super) fn rows(&self) -> usize {
        self.units.len()
    }

    pub(super) fn row(&self, at: usize) -> &[i32] {
        &self.table[at * self.units.len()..(at + 1) * self.units.len()]
    }
}

/// Group by group, what each row costs there by itself: infinite where somebody refuses the group. Empty without themes.
fn place_costs(problem: &Problem, order: &[u32]) -> Vec<f64> {
    let mut costs = Vec::new();
    for term in &problem.terms {
        let Data::Ranks(ranks) = &term.data else { continue };
        for group in 0..problem.groups() {
            costs.extend(order.iter().map(|&unit| {
                let members = problem.units.members[unit as usize].iter();
                let of = |&member: &u32| {
                    let member = member as usize;
                    let cost = term.factor * f64::from(ranks.cost(member, group));
                    if ranks.refused(member, group) { f64::INFINITY } else { cost }
                };
                members.map(of).sum::<f64>()
            }));
        }
    }
    costs
}

/// A term by head counts on its way into whole numbers.
struct ClassCosts<'p> {
    term: &'p Alone,
    factor: f64,
    rows: Vec<Vec<Option<u16>>>,
    classes: usize,
    depth: usize,
    /// The most that one head more or less can change.
    steepest: f64,
}

impl ClassCosts<'_> {
    fn lower(&self, scale: f64) -> Classes {
        let cost = |_, head| (self.term.cost(head) as f64 * self.factor * scale).round() as i32;
        Classes::new(&self.rows, self.classes, self.depth, cost)
    }
}

/// The terms by head counts, tags one by one; `None` if there are too many.
fn class_costs<'p>(
    problem: &'p Problem,
    order: &[u32],
    largest: usize,
) -> Option<Vec<ClassCosts<'p>>> {
    let mut found = Vec::new();
    for term in problem.terms.iter().filter(|term| term.factor > 0.0) {
        let Data::Alone(alone) = &term.data else { continue };
        let classes = alone.totals.len();
        let singly = (0..problem.members()).any(|member| alone.of(member).len() > 1);
        let sets: Vec<Option<u32>> =
            if singly { (0..classes as u32).map(Some).collect() } else { vec![None] };
        if found.len() + sets.len() > MOST_ATTRIBUTES || (!singly && classes > MOST_CLASSES) {
            return None;
        }
        for only in sets {
            let class = |member: u32| {
                let own = alone.of(member as usize);
                match only {
                    None => own.first().map(|&cat| cat as u16),
                    Some(cat) => own.contains(&cat).then_some(0),
                }
            };
            let members = |unit: &u32| &problem.units.members[*unit as usize];
            found.push(ClassCosts {
                term: alone,
                factor: term.factor,
                rows: order
                    .iter()
                    .map(|unit| members(unit).iter().map(|&member| class(member)).collect())
                    .collect(),
                classes: if only.is_some() { 1 } else { classes },
                // While people who must be together change places a group holds more than it may in the end.
                depth: 2 * largest + 2,
                steepest: term.factor * alone.at_least as f64,
            });
        }
    }
    Some(found)
}

/// What each pair of units adds to the objective in one group, row by row.
fn weights(problem: &Problem, of: &[usize], units: usize) -> Vec<f64> {
    let mut weights = vec![0.0; units * units];
    let mut add = |a: usize, b: usize, weight: f64| {
        let (u, v) = (of[a], of[b]);
        if u != v {
            weights[u * units + v] += weight;
            weights[v * units + u] += weight;
        }
    };
    for term in problem.terms.iter().filter(|term| term.factor > 0.0) {
        let known = match &term.data {
            Data::Moments(moments) => moments.people as f64 / problem.groups() as f64,
            _ => 1.0,
        };
        // What is no sum over pairs stands beside the table.
        let _ = term.data.each_pair(known.max(1.0), |a, b, weight| add(a, b, term.factor * weight));
    }
    weights
}
