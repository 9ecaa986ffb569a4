//! Bytes that choose: a problem from whatever bytes there are.

use arbitrary::{Result, Unstructured};
use intervision_groups::{
    Aggregate, Direction, PairDirection, PairWish, Pin, Quota, RULES_VERSION, Ranking, Remainder,
    RulesDocument, Sizes, ThemeWish, WaitingList, Wish,
};

use crate::case::{Case, Field, MOST_PEOPLE};

const COLUMNS: [&str; 4] = ["a", "b", "c", "d"];

pub(crate) fn case(u: &mut Unstructured<'_>) -> Result<Case> {
    let people = u.int_in_range(1..=MOST_PEOPLE)?;
    let groups = u.int_in_range(1..=people)?;
    let kinds = [u.int_in_range(0..=4)?, u.int_in_range(0..=4)?, u.int_in_range(0..=4)?, 4];
    let mut rows = Vec::with_capacity(people);
    for _ in 0..people {
        rows.push([
            field(u, kinds[0])?,
            field(u, kinds[1])?,
            field(u, kinds[2])?,
            field(u, kinds[3])?,
        ]);
    }
    let rules = rules(u, people, groups)?;
    let met = if rules.pairs.is_empty() { Vec::new() } else { several(u, 1, 5, number)? };
    let free = if u.ratio(1, 3)? {
        Some(several(u, people, people, |u| Ok(u.arbitrary::<u8>()? | 1))?)
    } else {
        None
    };
    let rankings = match &rules.themes {
        Some(themes) => {
            let said = several(u, people, people, |u| ranking(u, &themes.names))?;
            Some(said.into_iter().collect())
        }
        None => None,
    };
    let earlier = if rules.locks.is_empty() {
        None
    } else {
        let places = several(u, people, people, |u| u.int_in_range(0..=groups - 1))?;
        let of = |group| (0..people).filter(|&member| places[member] == group).collect();
        Some((0..groups).map(of).collect())
    };
    let lines = several(u, 0, 3, |u| Ok((person(u, people)?, person(u, people)?)))?;
    Ok(Case { rules, people: rows, lines, met, free, rankings, earlier })
}

fn several<'a, T>(
    u: &mut Unstructured<'a>,
    least: usize,
    most: usize,
    mut one: impl FnMut(&mut Unstructured<'a>) -> Result<T>,
) -> Result<Vec<T>> {
    let count = u.int_in_range(least..=most)?;
    (0..count).map(|_| one(u)).collect()
}

fn person(u: &mut Unstructured<'_>, people: usize) -> Result<usize> {
    u.int_in_range(0..=people - 1)
}

fn id(u: &mut Unstructured<'_>, people: usize) -> Result<String> {
    Ok(format!("m{}", person(u, people)? + 1))
}

fn number(u: &mut Unstructured<'_>) -> Result<f64> {
    if u.ratio(1, 8)? {
        return u.arbitrary();
    }
    Ok(f64::from(u.int_in_range(-4..=9i8)?))
}

fn weight(u: &mut Unstructured<'_>) -> Result<f64> {
    Ok(*u.choose(&[1.0, 1.0, 2.0, 0.0, 0.5, 3.25, 1e12, 1e-12, 5e-324])?)
}

fn name(u: &mut Unstructured<'_>) -> Result<String> {
    Ok((*u.choose(&["x", "y", "z", "x ", "0", ""])?).to_owned())
}

fn field(u: &mut Unstructured<'_>, kind: u8) -> Result<Field> {
    if u.ratio(1, 8)? {
        return Ok(Field::Unknown);
    }
    Ok(match kind {
        0 => Field::Category(name(u)?),
        1 => Field::Level([u.int_in_range(0..=3)?]),
        2 => Field::Number(number(u)?),
        3 => Field::Tags(several(u, 0, 3, name)?),
        _ => Field::Category((*u.choose(&["x", "y", "z"])?).to_owned()),
    })
}

fn sizes(u: &mut Unstructured<'_>, people: usize, groups: usize) -> Result<Sizes> {
    let even = people / groups;
    let one = |u: &mut Unstructured<'_>| u.int_in_range(0..=people + 1);
    Ok(match u.int_in_range(0..=9)? {
        0 => Sizes::Between { min: one(u)?, max: one(u)? },
        1 => Sizes::CountBetween { count: groups, min: one(u)?, max: one(u)? },
        2 => Sizes::Listed(several(u, groups, groups, one)?),
        3 => Sizes::ListedBetween(several(u, groups, groups, |u| {
            Ok((u.int_in_range(0..=even)?, u.int_in_range(even..=people)?))
        })?),
        4 => Sizes::of(even.max(1), *u.choose(&[Remainder::AllowLarger, Remainder::AllowSmaller])?),
        5 => Sizes::CountBetween { count: groups, min: 1, max: people },
        6 => Sizes::Count(u.arbitrary()?),
        _ => Sizes::Count(groups),
    })
}

fn wish(u: &mut Unstructured<'_>) -> Result<Wish> {
    let directions = [Direction::Mix, Direction::Match, Direction::Balance, Direction::NotAlone];
    let direction = *u.choose(&directions)?;
    let mut wish = Wish::new(*u.choose(&COLUMNS)?, direction, weight(u)?);
    wish = wish.on_level(*u.choose(&[1, 1, 1, 2, 3])?);
    if direction == Direction::NotAlone && u.arbitrary()? {
        wish = wish.at_least(u.int_in_range(2..=4)?);
    }
    if direction == Direction::NotAlone && u.ratio(1, 3)? {
        wish = wish.about(name(u)?);
    }
    Ok(wish)
}

fn quota(u: &mut Unstructured<'_>) -> Result<Quota> {
    let least: Option<u8> = u.arbitrary()?;
    let most: Option<u8> = u.arbitrary()?;
    Ok(Quota {
        attribute: (*u.choose(&COLUMNS)?).to_owned(),
        category: if u.arbitrary()? { Some(name(u)?) } else { None },
        at_least: least.map(|least| usize::from(least % 3)),
        at_most: most.map(|most| usize::from(most % 6)),
    })
}

fn waiting(u: &mut Unstructured<'_>, people: usize) -> Result<WaitingList> {
    let mut list = WaitingList::new();
    if u.arbitrary()? {
        list = list.at_most(u.int_in_range(0..=people)?);
    }
    list.seat = several(u, 0, 2, |u| id(u, people))?;
    if u.ratio(1, 3)? {
        list.priority = Some((*u.choose(&COLUMNS)?).to_owned());
    }
    Ok(list)
}

fn ranking(u: &mut Unstructured<'_>, themes: &[String]) -> Result<Ranking> {
    let mut left: Vec<String> = themes.to_vec();
    let mut ranking = Ranking::default();
    while !left.is_empty() {
        let at = u.int_in_range(0..=left.len() - 1)?;
        let theme = left.swap_remove(at);
        match u.int_in_range(0..=9)? {
            0 => ranking.refused.push(theme),
            1..=6 => ranking.ranked.push(theme),
            _ => break,
        }
    }
    Ok(ranking)
}

fn rules(u: &mut Unstructured<'_>, people: usize, groups: usize) -> Result<RulesDocument> {
    let aggregates = [Aggregate::Total, Aggregate::Total, Aggregate::Worst, Aggregate::Harmonic];
    let sets = |u: &mut Unstructured<'_>| several(u, 2, 3, |u| id(u, people));
    let directions = [PairDirection::Avoid, PairDirection::Seek];
    let themed = u.ratio(1, 3)?;
    let mut wishes = several(u, 0, 4, wish)?;
    let mut seen = std::collections::BTreeSet::new();
    wishes.retain(|wish| seen.insert(wish.to_string()));
    let pairs = match u.int_in_range(0..=2)? {
        0 => vec![PairWish::new("met", *u.choose(&directions)?, weight(u)?)],
        _ => Vec::new(),
    };
    Ok(RulesDocument {
        version: RULES_VERSION,
        sizes: sizes(u, people, groups)?,
        wishes,
        pairs,
        themes: if themed {
            Some(ThemeWish::new((0..groups).map(|group| format!("t{group}")), weight(u)?))
        } else {
            None
        },
        aggregate: *u.choose(&aggregates)?,
        together: several(u, 0, 1, sets)?,
        apart: several(u, 0, 2, sets)?,
        manager_steps: u.int_in_range(0..=2)?,
        pins: several(u, 0, 2, |u| {
            Ok(Pin { id: id(u, people)?, group: u.int_in_range(0..=groups)? })
        })?,
        locks: if u.ratio(1, 4)? { several(u, 0, 2, |u| id(u, people))? } else { Vec::new() },
        quotas: if u.ratio(1, 3)? { several(u, 0, 2, quota)? } else { Vec::new() },
        common_slots: if u.ratio(1, 4)? { 1 } else { 0 },
        waiting_list: if u.ratio(1, 4)? { Some(waiting(u, people)?) } else { None },
    })
}
