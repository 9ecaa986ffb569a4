//! In: a problem that matches one categorical attribute and mixes others. Out: a bound on all these terms together.
//!
//! Groups that are alike in what is matched draw everybody from few categories, and those set how well the rest can be mixed.
//! For each composition of a group (how many of each matched category) the least cost of every mixed attribute is found exactly; which
//! compositions occur, and who is where, is relaxed to averages; only that groups are whole, so that some people are left over when
//! groups of one category are full, is not.

mod leaf;
mod master;
mod residue;
mod star;

use leaf::Leaf;
use star::{Composition, Star};

use crate::Direction;
use crate::problem::Problem;
use crate::terms::counts::Counts;
use crate::terms::{Data, Term};

/// Above this many compositions of a group the joint bound is left out.
const MOST_COMPOSITIONS: usize = 2000;
/// Above this many cells of the centre and another attribute it is left out.
const MOST_CELLS: usize = 400;

/// No grouping has a smaller value of the terms named than this.
pub(super) struct Joint {
    pub(super) terms: Vec<usize>,
    pub(super) value: f64,
}

/// The joint bound of a matched attribute and all that are mixed, if it can be had.
pub(super) fn of(problem: &Problem) -> Option<Joint> {
    let (least, most) = *problem.sizes.first()?;
    if problem.sizes.iter().any(|&size| size != (least, most)) {
        return None;
    }
    let centre = problem
        .terms
        .iter()
        .enumerate()
        .filter_map(|(at, term)| Some((at, term, matched(term)?)))
        .max_by(|a, b| a.1.factor.total_cmp(&b.1.factor).then(b.0.cmp(&a.0)))?;
    let (at, term, centre) = centre;
    let mut terms = vec![at];
    let mut totals = centre.totals.clone();
    let unknown = problem.members() - centre.people;
    if unknown > 0 {
        totals.push(unknown);
    }
    let mut leaves = Vec::new();
    for (at, term) in problem.terms.iter().enumerate() {
        if let Some(leaf) =
            mixed(term).and_then(|counts| leaf(centre, totals.len(), counts, term, most))
        {
            terms.push(at);
            leaves.push(leaf);
        }
    }
    if leaves.is_empty() {
        return None;
    }
    let known = centre.names.len();
    let cost = |heads: &[f64]| {
        let pairs = |head: f64| head * (head - 1.0) / 2.0;
        let alike: f64 = heads[..known].iter().map(|&head| pairs(head)).sum();
        term.factor * (pairs(heads[..known].iter().sum()) - alike)
    };
    let compositions = compositions(&totals, least, most)?
        .into_iter()
        .map(|heads| Composition { cost: cost(&heads), heads })
        .collect();
    let totals = totals.into_iter().map(|total| total as f64).collect();
    let mut star = Star { groups: problem.groups(), size: least, totals, compositions, leaves };
    Some(Joint { terms, value: star.bound() })
}

/// The categories of a term that puts people of one category together.
fn matched(term: &Term) -> Option<&Counts> {
    match &term.data {
        Data::Counts(counts) if counts.want == Direction::Match && !counts.tags => Some(counts),
        _ => None,
    }
    .filter(|counts| term.factor > 0.0 && counts.names.len() > 1)
}

/// The categories of a term that keeps people of one category apart.
fn mixed(term: &Term) -> Option<&Counts> {
    match &term.data {
        Data::Counts(counts) if counts.want == Direction::Mix && !counts.tags => Some(counts),
        _ => None,
    }
    .filter(|_| term.factor > 0.0)
}

/// A mixed attribute against the centre, which has `rows` categories; groups hold about `size` people.
fn leaf(centre: &Counts, rows: usize, counts: &Counts, term: &Term, size: usize) -> Option<Leaf> {
    let cats = counts.names.len() + 1;
    if rows * cats > MOST_CELLS {
        return None;
    }
    let mut cost = vec![term.factor; cats];
    cost[cats - 1] = 0.0;
    let mut cells = vec![0; rows * cats];
    for member in 0..counts.known.len() {
        let row = centre.of(member).first().map_or(rows - 1, |&cat| cat as usize);
        let cat = counts.of(member).first().map_or(cats - 1, |&cat| cat as usize);
        cells[row * cats + cat] += 1;
    }
    // To begin with, a cell costs what its next head would cost where each centre category has groups of its own.
    let price = (0..rows * cats)
        .map(|cell| {
            let row = &cells[cell / cats * cats..(cell / cats + 1) * cats];
            let groups = f64::from(row.iter().sum::<u32>().max(1)) / size as f64;
            cost[cell % cats] * (f64::from(cells[cell]) / groups).floor()
        })
        .collect();
    Some(Leaf { cats, cost, cells, price })
}

/// Every way in which a group of `least` to `most` people can hold people of the centre categories.
fn compositions(totals: &[usize], least: usize, most: usize) -> Option<Vec<Vec<f64>>> {
    let mut found = vec![(Vec::new(), 0)];
    for &total in totals {
        let longer = |(part, sum): &(Vec<f64>, usize)| {
            let with = |head: usize| {
                let mut part = part.clone();
                part.push(head as f64);
                (part, sum + head)
            };
            (0..=total.min(most - sum)).map(with).collect::<Vec<_>>()
        };
        let next: usize = found.iter().map(|(_, sum)| total.min(most - sum) + 1).sum();
        if next > 8 * MOST_COMPOSITIONS {
            return None;
        }
        found = found.iter().flat_map(longer).collect();
    }
    found.retain(|&(_, sum)| sum >= least);
    (found.len() <= MOST_COMPOSITIONS).then(|| found.into_iter().map(|(part, _)| part).collect())
}

#[cfg(test)]
mod tests {
    use intervision_core::{Table, Value};

    use crate::problem::Problem;
    use crate::{Pairs, RulesBuilder, Sizes};

    /// The least value over all groupings of the members from `at` on.
    fn least(problem: &Problem, size: usize, at: usize, groups: &mut Vec<u32>) -> f64 {
        if at == problem.members() {
            return problem.value(groups).unwrap();
        }
        let used = groups.iter().max().map_or(0, |&last| last + 1);
        let mut best = f64::INFINITY;
        for group in 0..=used.min(problem.groups() as u32 - 1) {
            if groups.iter().filter(|&&other| other == group).count() < size {
                groups.push(group);
                best = best.min(least(problem, size, at + 1, groups));
                groups.pop();
            }
        }
        best
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(60))]
        #[test]
        fn no_grouping_is_below_the_joint_bound(
            alike in proptest::collection::vec(0..3usize, 9),
            mixed in proptest::collection::vec((0..3usize, 0..4usize), 9),
            weights in (0.1..5.0f64, 0.1..5.0f64, 0.1..5.0f64),
            triples: bool,
        ) {
            let (people, size) = if triples { (9, 3) } else { (8, 2) };
            let column = |of: &dyn Fn(usize) -> usize| -> Vec<Value<'static>> {
                (0..people).map(|member| Value::category(format!("c{}", of(member)))).collect()
            };
            let roster = Table::new((0..people).map(|member| format!("p{member}"))).unwrap()
                .with_column("alike", column(&|member| alike[member])).unwrap()
                .with_column("first", column(&|member| mixed[member].0)).unwrap()
                .with_column("second", column(&|member| mixed[member].1)).unwrap();
            let rules = RulesBuilder::new(Sizes::count(people / size))
                .match_on("alike", weights.0)
                .mix("first", weights.1)
                .mix("second", weights.2);
            let problem = Problem::new(&rules.build().unwrap(), &roster, &Pairs::new()).unwrap();
            let best = least(&problem, size, 0, &mut Vec::new());
            if let Some(joint) = super::of(&problem) {
                proptest::prop_assert!(joint.value <= best + 1e-9, "{} {}", joint.value, best);
            }
        }
    }
}
