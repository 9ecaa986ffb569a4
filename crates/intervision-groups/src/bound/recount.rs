//! Values of terms counted from their definitions, person by person and pair by pair: slow, plain, and without a line in
//! common with the search.

use intervision_core::{Roster, Value};

use crate::{Direction, PairDirection, PairWish, Pairs, Rankings, ThemeWish, Wish};

/// What a wish about an attribute comes to in each group; groups hold roster numbers.
pub(super) fn wish(
    wish: &Wish,
    roster: &dyn Roster,
    groups: &[Vec<usize>],
    limits: &[(usize, usize)],
) -> Vec<f64> {
    // Behind the groups that have limits there may be those who wait.
    let read = |member: usize| roster.attribute(member, &wish.attribute).known();
    let everyone = || groups.iter().flatten().map(|&member| read(member));
    let is_number = everyone().any(|value| {
        matches!(value, Value::Number(_))
            || (matches!(value, Value::Level(_))
                && matches!(wish.direction, Direction::Match | Direction::Balance))
    });
    if is_number {
        let numbers: Vec<Vec<f64>> = groups
            .iter()
            .map(|group| group.iter().filter_map(|&member| read(member).as_number()).collect())
            .collect();
        return variation(wish.direction, &numbers);
    }
    let tags = everyone().any(|value| matches!(value, Value::Tags(_)));
    let groups: Vec<Vec<Vec<String>>> = groups
        .iter()
        .map(|group| group.iter().filter_map(|&member| carries(&read(member))).collect())
        .collect();
    let each = groups.iter();
    match wish.direction {
        Direction::Mix => each.map(|group| shared(group)).collect(),
        Direction::Match if tags => {
            // What could be shared belongs to no group: each has an equal part of it.
            let most = most_shared(&groups, limits) / limits.len() as f64;
            each.map(|group| most - shared(group)).collect()
        }
        Direction::Match => {
            let met = |people: usize| (people * people.saturating_sub(1) / 2) as f64;
            each.map(|group| met(group.len()) - shared(group)).collect()
        }
        Direction::Balance => imbalance(&groups),
        Direction::NotAlone => each.map(|group| alone(wish, group)).collect(),
    }
}

/// The priorities of those who wait, under an attribute; unknown is none.
pub(super) fn priorities(attribute: &str, roster: &dyn Roster, waiting: &[usize]) -> f64 {
    let own = |&member: &usize| match roster.attribute(member, attribute).known() {
        Value::Number(number) => number,
        Value::Level(rank) => f64::from(rank),
        _ => 0.0,
    };
    waiting.iter().map(own).sum()
}

/// How far people are from their first choices, in each group.
pub(super) fn theme_wish(
    wish: &ThemeWish,
    rankings: Option<&Rankings>,
    groups: &[Vec<usize>],
) -> Vec<f64> {
    let off = |member: usize, theme: &String| {
        let ranked = rankings.and_then(|all| all.get(member)).map(|own| own.ranked.as_slice());
        match ranked.unwrap_or_default() {
            [] => 0,
            own => own.iter().position(|name| name == theme).unwrap_or(wish.names.len()),
        }
    };
    let sum = |(group, theme): (&Vec<usize>, &String)| {
        group.iter().map(|&member| off(member, theme)).sum::<usize>() as f64
    };
    groups.iter().zip(&wish.names).map(sum).collect()
}

/// What a wish about pairs comes to in each group.
pub(super) fn pair_wish(wish: &PairWish, pairs: &Pairs<'_>, groups: &[Vec<usize>]) -> Vec<f64> {
    let Some(weights) = pairs.get(&wish.name) else { return vec![0.0; groups.len()] };
    let inside = |group: &Vec<usize>| {
        let mut sum = 0.0;
        for (at, &a) in group.iter().enumerate() {
            for &b in &group[at + 1..] {
                sum += weights.weight(a, b);
            }
        }
        if wish.direction == PairDirection::Seek { -sum } else { sum }
    };
    groups.iter().map(inside).collect()
}

/// The heaviest weight of a pair, whatever its sign.
pub(super) fn heaviest_pair(name: &str, pairs: &Pairs<'_>) -> f64 {
    let mut heaviest = 0.0f64;
    if let Some(weights) = pairs.get(name) {
        weights.for_each_pair(&mut |_, _, weight| heaviest = heaviest.max(weight.abs()));
    }
    heaviest
}

/// The categories that somebody carries, each once; `None` when that is not known.
fn carries(value: &Value<'_>) -> Option<Vec<String>> {
    match value {
        Value::Category(name) => Some(vec![name.to_string()]),
        Value::Level(rank) => Some(vec![rank.to_string()]),
        Value::Tags(tags) => {
            let mut own: Vec<String> = Vec::new();
            for tag in tags.iter().map(|tag| tag.trim()) {
                if !tag.is_empty() && !own.iter().any(|known| known == tag) {
                    own.push(tag.to_owned());
                }
            }
            Some(own)
        }
        _ => None,
    }
}

/// Over all pairs in a group, how many categories the two have in common.
fn shared(group: &[Vec<String>]) -> f64 {
    let mut count = 0;
    for (at, one) in group.iter().enumerate() {
        for other in &group[at + 1..] {
            count += one.iter().filter(|name| other.contains(name)).count();
        }
    }
    count as f64
}

/// People who carry a category that fewer than enough in their group carry, counted once for each such category.
fn alone(wish: &Wish, group: &[Vec<String>]) -> f64 {
    let enough = wish.at_least.unwrap_or(2);
    let meant = |name: &String| match &wish.category {
        None => true,
        Some(only) => only == name,
    };
    let mut count = 0;
    for name in group.iter().flatten().filter(|name| meant(name)) {
        let here = group.iter().filter(|own| own.contains(name)).count();
        count += usize::from(here < enough);
    }
    count as f64
}

fn distinct(groups: &[Vec<Vec<String>>]) -> Vec<(String, usize)> {
    let mut counted = std::collections::BTreeMap::new();
    for name in groups.iter().flatten().flatten() {
        *counted.entry(name.clone()).or_insert(0usize) += 1;
    }
    counted.into_iter().collect()
}

/// How many shared tags there would be if every tag sat together as far as the largest sizes allow.
fn most_shared(groups: &[Vec<Vec<String>>], limits: &[(usize, usize)]) -> f64 {
    let mut largest: Vec<usize> = limits.iter().map(|&(_, most)| most).collect();
    largest.sort_unstable();
    let mut count = 0;
    for (_, mut left) in distinct(groups) {
        for &size in largest.iter().rev() {
            let here = left.min(size);
            count += here * here.saturating_sub(1) / 2;
            left -= here;
        }
    }
    count as f64
}

/// Squared distance between head counts and what each category's share of everyone would give.
fn imbalance(groups: &[Vec<Vec<String>>]) -> Vec<f64> {
    let people: usize = groups.iter().map(Vec::len).sum();
    let mut sums = vec![0.0; groups.len()];
    for (name, total) in distinct(groups) {
        for (sum, group) in sums.iter_mut().zip(groups) {
            let here = group.iter().filter(|own| own.contains(&name)).count() as f64;
            let expected = group.len() as f64 * total as f64 / people as f64;
            *sum += (here - expected) * (here - expected);
        }
    }
    sums
}

/// What each group has of the shares of variation between or inside groups.
fn variation(direction: Direction, groups: &[Vec<f64>]) -> Vec<f64> {
    let largest = groups.iter().flatten().fold(0.0f64, |top, number| top.max(number.abs()));
    let none = vec![0.0; groups.len()];
    if largest == 0.0 {
        return none;
    }
    let groups: Vec<Vec<f64>> =
        groups.iter().map(|group| group.iter().map(|number| number / largest).collect()).collect();
    let Some(shares) = shares(&groups) else { return none };
    let parts = match direction {
        Direction::Mix => shares.between,
        Direction::Match => shares.inside,
        Direction::Balance => {
            let everyone: Vec<f64> = groups.iter().flatten().copied().collect();
            let mean = everyone.iter().sum::<f64>() / everyone.len() as f64;
            let squares: Vec<Vec<f64>> = groups
                .iter()
                .map(|group| group.iter().map(|number| (number - mean).powi(2)).collect())
                .collect();
            let spreads = self::shares(&squares).map_or(none, |shares| shares.between);
            shares.between.iter().zip(spreads).map(|(mean, spread)| mean + spread).collect()
        }
        // Refused for numbers.
        Direction::NotAlone => vec![f64::NAN; groups.len()],
    };
    // What rounding leaves of no variation, or less; large groups can be level to far below a millionth of a millionth.
    parts.into_iter().map(|part| if part < 1e-20 { 0.0 } else { part }).collect()
}

/// Shares of all variation, group by group.
struct Shares {
    /// That of the group's mean from the mean of all (over all groups, eta squared).
    between: Vec<f64>,
    /// That of the group's members from its mean.
    inside: Vec<f64>,
}

/// `None` when everyone is the same.
fn shares(groups: &[Vec<f64>]) -> Option<Shares> {
    let everyone: Vec<f64> = groups.iter().flatten().copied().collect();
    let mean = everyone.iter().sum::<f64>() / everyone.len() as f64;
    let all: f64 = everyone.iter().map(|number| (number - mean).powi(2)).sum();
    let top = everyone.iter().fold(0.0f64, |top, number| top.max(number.abs()));
    if all.sqrt() <= top * 1e-12 * (everyone.len() as f64).sqrt() {
        return None;
    }
    let own = |group: &Vec<f64>| group.iter().sum::<f64>() / group.len().max(1) as f64;
    let between = |group: &Vec<f64>| group.len() as f64 * (own(group) - mean).powi(2) / all;
    let inside = |group: &Vec<f64>| {
        let own = own(group);
        group.iter().map(|number| (number - own).powi(2)).sum::<f64>() / all
    };
    Some(Shares {
        between: groups.iter().map(between).collect(),
        inside: groups.iter().map(inside).collect(),
    })
}
