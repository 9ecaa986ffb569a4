//! What a set of people comes to as a group, of every kind of wish: counted person by person and pair by pair, as the documentation
//! defines it.

use std::collections::{BTreeMap, BTreeSet};

use intervision_core::{PairWeight, Roster, Table, Value};
use intervision_groups::{Direction, PairDirection, Wish};

use crate::asked::{Asked, Kind, theme};

/// The names that anybody has in a column.
pub(crate) fn names(table: &Table, column: &str) -> BTreeSet<String> {
    (0..table.len()).filter_map(|member| carried(table, column, member)).flatten().collect()
}

/// What somebody is in a column: one category or level, or several tags; `None` when that is not known.
fn carried(table: &Table, column: &str, member: usize) -> Option<BTreeSet<String>> {
    match table.attribute(member, column) {
        Value::Category(name) => Some(BTreeSet::from([name.into_owned()])),
        Value::Level(rank) => Some(BTreeSet::from([rank.to_string()])),
        Value::Tags(tags) => Some(tags.iter().map(ToString::to_string).collect()),
        _ => None,
    }
}

/// What these people come to as this group.
pub(crate) fn worth(kind: &Kind, asked: &Asked, people: &[usize], group: usize) -> f64 {
    let pairs =
        || people.iter().enumerate().flat_map(|(at, &a)| people[..at].iter().map(move |&b| (a, b)));
    if asked.mixture.waiting == Some(group) {
        let priority = asked.mixture.priority.as_ref().filter(|_| matches!(kind, Kind::Waits));
        return priority.map_or(0.0, |own| people.iter().map(|&m| f64::from(own[m])).sum());
    }
    match kind {
        Kind::Waits => 0.0,
        Kind::Attribute(wish) => attribute(wish, asked, people),
        Kind::Pairs(wish) => {
            let sum: f64 = pairs().map(|(a, b)| asked.met.weight(a, b)).sum();
            if wish.direction == PairDirection::Seek { -sum } else { sum }
        }
        Kind::Themes(wish) => {
            let rank = |&member: &usize| {
                let ranked = asked.ranking(member).ranked;
                let place = ranked.iter().position(|name| *name == theme(group));
                if ranked.is_empty() { 0 } else { place.unwrap_or(wish.names.len()) }
            };
            people.iter().map(rank).sum::<usize>() as f64
        }
    }
}

fn attribute(wish: &Wish, asked: &Asked, people: &[usize]) -> f64 {
    let table = &asked.mixture.table;
    let is_number = wish.attribute == "years"
        || (wish.attribute == "level"
            && matches!(wish.direction, Direction::Match | Direction::Balance));
    if is_number {
        return number(wish, table, people);
    }
    let everyone: Vec<usize> = (0..table.len()).collect();
    let of = |people: &[usize]| -> Vec<BTreeSet<String>> {
        people.iter().filter_map(|&member| carried(table, &wish.attribute, member)).collect()
    };
    let (own, all) = (of(people), of(&everyone));
    let heads =
        |of: &[BTreeSet<String>], name: &str| of.iter().filter(|has| has.contains(name)).count();
    let names = names(table, &wish.attribute);
    let met = |heads: usize| (heads * heads.saturating_sub(1) / 2) as f64;
    let alike = || names.iter().map(|name| met(heads(&own, name))).sum::<f64>();
    match wish.direction {
        Direction::Mix => alike(),
        Direction::Match if wish.attribute == "skills" => {
            let most: f64 = names.iter().map(|name| most_shared(asked, heads(&all, name))).sum();
            most / asked.mixture.seats() as f64 - alike()
        }
        Direction::Match => met(own.len()) - alike(),
        Direction::Balance => names
            .iter()
            .map(|name| {
                let share = heads(&all, name) as f64 / all.len() as f64;
                (heads(&own, name) as f64 - own.len() as f64 * share).powi(2)
            })
            .sum(),
        _ => {
            let enough = wish.at_least.unwrap_or(2);
            let meant = |name: &&String| wish.category.as_ref().is_none_or(|only| only == *name);
            let few = names.iter().filter(meant).map(|name| heads(&own, name));
            few.filter(|&heads| heads < enough).sum::<usize>() as f64
        }
    }
}

/// How many pairs could share a tag if those who have it sat together as far as the largest groups allow.
fn most_shared(asked: &Asked, mut left: usize) -> f64 {
    let groups = &asked.mixture.limits[..asked.mixture.seats()];
    let mut largest: Vec<usize> = groups.iter().map(|limits| limits.1).collect();
    largest.sort_unstable_by(|a, b| b.cmp(a));
    let mut pairs = 0;
    for size in largest {
        let here = left.min(size);
        pairs += here * here.saturating_sub(1) / 2;
        left -= here;
    }
    pairs as f64
}

/// A group's part of the variation between groups or inside them, as a share of all variation; of the squared distances from the mean
/// as well, where groups shall look like the whole.
fn number(wish: &Wish, table: &Table, people: &[usize]) -> f64 {
    let numbers: BTreeMap<usize, f64> = (0..table.len())
        .filter_map(|member| Some((member, table.attribute(member, &wish.attribute).as_number()?)))
        .collect();
    let (between, inside, centred) = shares(&numbers, people);
    match wish.direction {
        Direction::Mix => between,
        Direction::Match => inside,
        _ => {
            let squares = centred.into_iter().map(|(member, off)| (member, off * off)).collect();
            between + shares(&squares, people).0
        }
    }
}

/// The shares of variation between and inside groups that these people have, and everyone's distance from the mean.
fn shares(numbers: &BTreeMap<usize, f64>, people: &[usize]) -> (f64, f64, BTreeMap<usize, f64>) {
    let mean = numbers.values().sum::<f64>() / numbers.len().max(1) as f64;
    let centred: BTreeMap<usize, f64> =
        numbers.iter().map(|(&m, number)| (m, number - mean)).collect();
    let all: f64 = centred.values().map(|off| off * off).sum();
    let own: Vec<f64> = people.iter().filter_map(|member| centred.get(member).copied()).collect();
    if all < 1e-9 || own.is_empty() {
        return (0.0, 0.0, centred);
    }
    let size = own.len() as f64;
    let here = own.iter().sum::<f64>() / size;
    let inside: f64 = own.iter().map(|off| (off - here).powi(2)).sum();
    (size * here * here / all, inside / all, centred)
}
