use intervision_core::{Status, Worth};

use super::levels::level_sentences;
use super::words::{counted, figure, percent};
use super::{Comparison, LevelWorth};
use crate::bound::{NOTHING, ROUNDING};
use crate::problem::Problem;
use crate::terms::{Data, Term};
use crate::{Direction, PairDirection};

/// The answer in plain sentences, the most telling first.
pub(crate) fn reasons(
    problem: &Problem,
    sizes: &[usize],
    worth: &Worth,
    levels: &[LevelWorth],
    comparison: &Comparison,
) -> Vec<String> {
    let seated: usize = sizes.iter().sum();
    let mut said = vec![format!("{} in {}.", counted(seated, "person"), groups(sizes))];
    match problem.members() - seated {
        0 => {}
        1 => said.push("1 person waits for a seat.".to_owned()),
        many => said.push(format!("{many} people wait for a seat.")),
    }
    said.push(match (worth.status, worth.gap()) {
        (Status::Optimal, _) => "No grouping that keeps the rules is better.".to_owned(),
        (Status::Feasible, Some(gap)) if gap.is_finite() => {
            format!("The rules hold; no grouping can be more than {} better.", percent(gap))
        }
        (Status::Feasible, _) => {
            "The rules hold; how much better is possible is not known.".to_owned()
        }
        _ => "Not every rule holds here; whether they all can is not known.".to_owned(),
    });
    said.extend(level_sentences(problem, levels));
    for (at, (term, own)) in problem.terms.iter().zip(&worth.terms).enumerate() {
        let bound = own.bound.filter(|bound| bound.is_finite());
        let best = match bound {
            Some(bound) if met(term, own.value, bound) => "no grouping has less".to_owned(),
            Some(bound) => format!("no grouping has less than {}", figure(bound)),
            None => "how little is possible is not known".to_owned(),
        };
        said.push(format!(
            "{}: {} {}; {best}, the dealt list has {}, random groups {}.",
            own.name,
            figure(own.value),
            unit(term, figure(own.value) == "1"),
            figure(comparison.dealt.terms[at]),
            figure(comparison.random.terms[at]),
        ));
    }
    said
}

/// Whether a term is at its bound, up to rounding.
fn met(term: &Term, value: f64, bound: f64) -> bool {
    (value - bound).abs() <= ROUNDING * value.abs().max(NOTHING * term.unit())
}

/// What a term counts: one of it, or any other number.
fn unit(term: &Term, one: bool) -> &'static str {
    match &term.data {
        Data::Counts(counts) => match (counts.want, counts.tags) {
            (Direction::Mix, false) if one => "pair of the same category inside groups",
            (Direction::Mix, true) if one => "tag shared by a pair inside groups",
            (Direction::Match, false) if one => "pair of different categories inside groups",
            (Direction::Match, true) if one => "shared tag missed",
            (Direction::Mix, false) => "pairs of the same category inside groups",
            (Direction::Mix, true) => "tags shared by pairs inside groups",
            (Direction::Match, false) => "pairs of different categories inside groups",
            (Direction::Match, true) => "shared tags missed",
            (Direction::Balance, _) => "squared people away from an even share",
            (Direction::NotAlone, _) => "people alone of their kind",
        },
        Data::Alone(_) if one => "person with too few of their kind in the group",
        Data::Ranks(_) if one => "rank below first choices",
        Data::Alone(_) => "people with too few of their kind in the group",
        Data::Ranks(_) => "ranks below first choices",
        Data::Waits(_) => "of priority without a seat",
        Data::Moments(moments) => match moments.want {
            Direction::Mix => "of the variation lies between groups",
            Direction::Match => "of the variation lies inside groups",
            Direction::Balance => "of the variation of means and spreads lies between groups",
            Direction::NotAlone => "people alone of their kind",
        },
        Data::Pairs(sums) => match sums.want {
            PairDirection::Avoid => "of weight inside groups",
            PairDirection::Seek => "of weight inside groups (negative, since more is better)",
        },
    }
}

/// `25 groups of 8`, `22 groups of 8 and 3 of 9`.
fn groups(sizes: &[usize]) -> String {
    let mut counted = std::collections::BTreeMap::new();
    for size in sizes {
        *counted.entry(size).or_insert(0usize) += 1;
    }
    let mut parts: Vec<String> =
        counted.into_iter().map(|(size, count)| format!("{count} of {size}")).collect();
    if let Some(first) = parts.first_mut() {
        let word = if first.starts_with("1 of") { "group" } else { "groups" };
        *first = first.replacen(" of", &format!(" {word} of"), 1);
    }
    match parts.pop() {
        None => "no groups".to_owned(),
        Some(last) if parts.is_empty() => last,
        Some(last) => format!("{} and {last}", parts.join(", ")),
    }
}

/// The rules that a grouping breaks, in plain sentences.
pub(crate) fn violated(problem: &Problem, group_of: &[u32]) -> Vec<String> {
    let mut said = Vec::new();
    let id = |member: u32| &problem.ids[member as usize];
    let pairs = problem.units.why.iter().filter(|((u, v), _)| u < v).map(|(_, pair)| *pair);
    for (a, b, rule) in
        pairs.chain(problem.units.at_odds.iter().map(|&(_, a, b, rule)| (a, b, rule)))
    {
        let meet = group_of[a as usize] == group_of[b as usize]
            && problem.waiting != Some(group_of[a as usize] as usize);
        if meet {
            said.push(format!("{} and {} may not meet ({rule}), and do", id(a), id(b)));
        }
    }
    for (unit, members) in problem.units.members.iter().enumerate() {
        let first = members[0];
        if let Some(&other) =
            members.iter().find(|&&member| group_of[member as usize] != group_of[first as usize])
        {
            said.push(format!("{} and {} must be together, and are not", id(first), id(other)));
        }
        if let Some(group) = problem.units.pinned[unit]
            && group_of[first as usize] != group
            && problem.waiting != Some(group as usize)
        {
            said.push(format!(
                "{} is not in group {}, where they are pinned or locked",
                id(first),
                group + 1
            ));
        }
    }
    let mut sizes = vec![0usize; problem.groups()];
    for &group in group_of {
        sizes[group as usize] += 1;
    }
    for (at, (size, &(least, most))) in sizes.iter().zip(&problem.sizes).enumerate() {
        if !(least..=most).contains(size) {
            let limits =
                if least == most { format!("{least}") } else { format!("{least} to {most}") };
            if problem.waiting == Some(at) {
                let waiting = counted(*size, "person");
                said.push(format!("the waiting list has {waiting}, and should have {limits}"));
                continue;
            }
            said.push(format!(
                "group {} has {}, and should have {limits}",
                at + 1,
                counted(*size, "person")
            ));
        }
    }
    for &unit in &problem.seated {
        let first = problem.units.members[unit as usize][0];
        if problem.waiting == Some(group_of[first as usize] as usize) {
            said.push(format!("{} waits, and has a seat by the rules", id(first)));
        }
    }
    said.extend(super::group_rules::violated(problem, group_of));
    said
}
