//! In: rules, and the value of a grouping. Out: whether any grouping that keeps the rules is better, of all that there are.
//!
//! Rules are read in their own words, and groupings are put together set by set: of two ways to fill the first groups with the same
//! people, one that is worse in everything need not be followed. The search has a way of its own to the same end.

mod kept;

use std::collections::BTreeMap;

use intervision_core::Roster;

use kept::Kept;

use super::rounding;
use super::verify_levels::noise;
use crate::problem::{Level, Problem};
use crate::{Aggregate, Inputs, Rules};

/// Up to this many people a claim that everything was tried is checked by trying everything again.
pub(crate) const MOST_ENUMERATED: usize = 12;

/// A set of people: bit `m` for member `m` of the problem.
type Set = u16;

/// The value of a grouping that keeps the rules and is better than this value, if there is one: tries them all. The unit is what
/// values near nothing are measured by.
pub(super) fn better_grouping(
    problem: &Problem,
    (value, unit): (f64, f64),
    rules: &Rules,
    roster: &dyn Roster,
    inputs: &Inputs<'_>,
) -> Option<f64> {
    let mut bit_of = vec![0; problem.members()];
    for (member, &person) in problem.listed.iter().enumerate() {
        bit_of[person] = 1 << member;
    }
    let kept = Kept::new(rules, roster, inputs, &bit_of, problem);
    let everyone = bit_of.iter().fold(0, |set, bit| set | bit);
    let seats = &problem.sizes()[..problem.seats()];
    let alike = !problem.numbered && seats.windows(2).all(|pair| pair[0] == pair[1]);
    // Who waits is settled first: the others fill the groups.
    let order: Vec<usize> = problem.waiting.into_iter().chain(0..problem.seats()).collect();
    // What some of the people come to in the first groups, by who they are; of each only what nothing else is as good as.
    let mut filled: BTreeMap<Set, Vec<Vec<f64>>> = BTreeMap::from([(0, vec![none(problem)])]);
    for (at, &group) in order.iter().enumerate() {
        let waits = problem.waiting == Some(group);
        let mut worths: BTreeMap<Set, Option<Vec<f64>>> = BTreeMap::new();
        let mut next: BTreeMap<Set, Vec<Vec<f64>>> = BTreeMap::new();
        for (&placed, ways) in &filled {
            let others = everyone & !placed;
            let first = others & others.wrapping_neg();
            let mut people = others;
            loop {
                // Groups that are alike are opened in order.
                let opened = !alike || waits || people & first == first;
                if opened {
                    let worth = worths.entry(people).or_insert_with(|| {
                        let (least, most) = problem.sizes()[group];
                        let fits = (least..=most).contains(&(people.count_ones() as usize));
                        (fits && kept.by(people, group)).then(|| worth(problem, people, group))
                    });
                    if let Some(worth) = worth {
                        for way in ways {
                            add(problem, next.entry(placed | people).or_default(), way, worth);
                        }
                    }
                }
                // Whoever is left is in the last group.
                if people == 0 || at + 1 == order.len() {
                    break;
                }
                people = (people - 1) & others;
            }
        }
        filled = next;
    }
    let least = |way: &Vec<f64>| {
        let levels = levels(problem, way);
        let whole: f64 =
            levels.iter().zip(&problem.objective.levels).map(|(own, of)| own * of.multiplier).sum();
        let close =
            rounding(&levels, value.abs().max(whole.abs()), unit).max(noise(problem, &levels));
        (value - whole > close).then_some(whole)
    };
    filled.get(&everyone)?.iter().find_map(least)
}

/// What people come to as a group, level by level.
fn worth(problem: &Problem, people: Set, group: usize) -> Vec<f64> {
    let groups = problem.groups();
    let elsewhere = if group == 0 { groups - 1 } else { 0 } as u32;
    let place = |member: usize| if people >> member & 1 == 1 { group as u32 } else { elsewhere };
    let group_of: Vec<u32> = (0..problem.members()).map(place).collect();
    let of = |level: &Level| -> f64 {
        let terms = level.terms.iter().map(|&at| &problem.terms[at]);
        terms.map(|term| term.factor * problem.parts(term, &group_of)[group]).sum()
    };
    problem.objective.levels.iter().map(of).collect()
}

/// Of no groups: what is added to, or compared with.
fn none(problem: &Problem) -> Vec<f64> {
    let worst = problem.objective.aggregate == Aggregate::Worst;
    vec![if worst { f64::NEG_INFINITY } else { 0.0 }; problem.objective.levels.len()]
}

/// One way with a group more, unless another is no worse; those that are no better than it go.
fn add(problem: &Problem, ways: &mut Vec<Vec<f64>>, way: &[f64], worth: &[f64]) {
    let mut longer = way.to_vec();
    for ((sum, own), level) in longer.iter_mut().zip(worth).zip(&problem.objective.levels) {
        match problem.objective.aggregate {
            Aggregate::Total => *sum += own,
            Aggregate::Worst => *sum = sum.max(*own),
            Aggregate::Harmonic => *sum += (own / level.per_group).exp2(),
        }
    }
    let no_worse = |one: &[f64], other: &[f64]| match problem.objective.aggregate {
        Aggregate::Total => one.iter().sum::<f64>() <= other.iter().sum(),
        _ => one.iter().zip(other).all(|(a, b)| a <= b),
    };
    if !ways.iter().any(|known| no_worse(known, &longer)) {
        ways.retain(|known| !no_worse(&longer, known));
        ways.push(longer);
    }
}

/// The values of the levels, without their multipliers, once every group is filled.
fn levels(problem: &Problem, way: &[f64]) -> Vec<f64> {
    let groups = problem.groups() as f64;
    let of = |(sum, level): (&f64, &Level)| match problem.objective.aggregate {
        Aggregate::Harmonic => 1.0 - groups / sum,
        _ => sum / level.multiplier,
    };
    way.iter().zip(&problem.objective.levels).map(of).collect()
}
