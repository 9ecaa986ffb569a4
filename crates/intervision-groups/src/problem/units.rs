use std::collections::{BTreeMap, BTreeSet, VecDeque};

use intervision_core::Roster;
use petgraph::unionfind::UnionFind;

use super::{Rules, conflict};
use crate::{Error, MeetingError, PlaceError, RosterError, Separation};

/// Who moves as one, who may not meet, and whose group is given.
///
/// People whom `together` rules join are one unit; everyone else is a unit of their own. Units are numbered in the
/// order of their first member.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Units {
    pub(crate) of: Vec<u32>,
    pub(crate) members: Vec<Vec<u32>>,
    /// Units that may not share a group with this one, in order.
    pub(crate) foes: Vec<Vec<u32>>,
    /// The two members (of this unit and the other) and the rule behind each conflict.
    pub(crate) why: BTreeMap<(u32, u32), (u32, u32, Separation)>,
    /// The group of a pin or a lock, counted from 0; the waiting list of those who must be together and may not meet.
    pub(crate) pinned: Vec<Option<u32>>,
    /// Units of people who may not meet, two of them and why: they can only wait.
    pub(crate) at_odds: Vec<(u32, u32, u32, Separation)>,
}

impl Units {
    pub(crate) fn new(
        rules: &Rules,
        roster: &dyn Roster,
        ids: &[String],
        listed: &[usize],
        (sizes, waiting): (&[(usize, usize)], Option<usize>),
        locked: &[(usize, usize)],
    ) -> Result<Self, Error> {
        let find = |rule: &'static str, id: &str| {
            ids.binary_search_by(|known| known.as_str().cmp(id))
                .map_err(|_| RosterError::UnknownId { rule, id: id.to_owned() }.into())
        };
        let mut joined = UnionFind::<usize>::new(ids.len());
        let mut links = vec![Vec::new(); ids.len()];
        for set in rules.together() {
            let set: Vec<usize> =
                set.iter().map(|id| find("together", id)).collect::<Result<_, _>>()?;
            for pair in set.windows(2) {
                joined.union(pair[0], pair[1]);
                links[pair[0]].push(pair[1]);
                links[pair[1]].push(pair[0]);
            }
        }
        let mut units = Units {
            of: vec![0; ids.len()],
            members: Vec::new(),
            foes: Vec::new(),
            why: BTreeMap::new(),
            pinned: Vec::new(),
            at_odds: Vec::new(),
        };
        // The unit of each root, once its first member is met.
        let mut number = vec![u32::MAX; ids.len()];
        for member in 0..ids.len() {
            let unit = &mut number[joined.find_mut(member)];
            if *unit == u32::MAX {
                *unit = units.members.len() as u32;
                units.members.push(Vec::with_capacity(1));
            }
            units.of[member] = *unit;
            units.members[*unit as usize].push(member as u32);
        }
        units.foes = vec![Vec::new(); units.members.len()];
        units.pinned = vec![None; units.members.len()];

        for (a, b, rule) in separations(rules, roster, ids, listed, find)? {
            let (u, v) = (units.of[a], units.of[b]);
            if u == v && waiting.is_some() {
                units.at_odds.push((u, a as u32, b as u32, rule));
                continue;
            }
            if u == v {
                return Err(at_odds(&links, ids, a, b, rule).into());
            }
            for (u, v, a, b) in [(u, v, a, b), (v, u, b, a)] {
                units
                    .why
                    .entry((u, v))
                    .and_modify(|(_, _, known)| *known = known.and(rule))
                    .or_insert((a as u32, b as u32, rule));
            }
        }
        for &(u, v) in units.why.keys() {
            units.foes[u as usize].push(v);
        }

        let mut places = Vec::with_capacity(rules.pins().len() + locked.len());
        for pin in rules.pins() {
            let member = find("pin", &pin.id)?;
            if pin.group == 0 || pin.group > waiting.unwrap_or(sizes.len()) {
                let (id, group, groups) =
                    (pin.id.clone(), pin.group, waiting.unwrap_or(sizes.len()));
                return Err(PlaceError::PinGroup { id, group, groups }.into());
            }
            places.push((member, pin.group));
        }
        places.extend(locked);
        let mut first = vec![None; units.members.len()];
        for (member, group) in places {
            let unit = units.of[member] as usize;
            match first[unit] {
                None => first[unit] = Some((member, group)),
                Some((_, known)) if known == group => {}
                Some((other, known)) => {
                    let mut ids = vec![ids[other].clone(), ids[member].clone()];
                    ids.dedup();
                    return Err(PlaceError::Disagree { ids, first: known, second: group }.into());
                }
            }
            units.pinned[unit] = Some(group as u32 - 1);
        }
        for &(unit, a, b, rule) in &units.at_odds {
            let pinned = &mut units.pinned[unit as usize];
            let waiting = waiting.map(|waiting| waiting as u32);
            if pinned.is_some() && *pinned != waiting {
                let (a, b) = (a as usize, b as usize);
                return Err(at_odds(&links, ids, a, b, rule).into());
            }
            *pinned = waiting;
        }
        conflict::detect(&units, ids, sizes, waiting)?;
        Ok(units)
    }

    pub(crate) fn len(&self) -> usize {
        self.members.len()
    }

    pub(crate) fn size(&self, unit: usize) -> usize {
        self.members[unit].len()
    }
}

/// Two people who must be together and may not meet.
fn at_odds(
    links: &[Vec<usize>],
    ids: &[String],
    a: usize,
    b: usize,
    rule: Separation,
) -> MeetingError {
    let chain = chain(links, a, b).into_iter().map(|member| ids[member].clone()).collect();
    MeetingError::TogetherAndApart { a: ids[a].clone(), b: ids[b].clone(), rule, chain }
}

/// Every pair of members who may not meet, and why; in order.
fn separations(
    rules: &Rules,
    roster: &dyn Roster,
    ids: &[String],
    listed: &[usize],
    find: impl Fn(&'static str, &str) -> Result<usize, Error>,
) -> Result<Vec<(usize, usize, Separation)>, Error> {
    let mut found = Vec::new();
    for set in rules.apart() {
        let set: BTreeSet<usize> =
            set.iter().map(|id| find("apart", id)).collect::<Result<_, _>>()?;
        let set: Vec<usize> = set.into_iter().collect();
        for (at, &a) in set.iter().enumerate() {
            found.extend(set[at + 1..].iter().map(|&b| (a, b, Separation::Apart)));
        }
    }
    if rules.manager_steps() > 0 {
        let mut place = vec![0; ids.len()];
        for (member, &at) in listed.iter().enumerate() {
            place[at] = member;
        }
        let above: Vec<Option<usize>> =
            listed.iter().map(|&member| place.get(roster.manager(member)?).copied()).collect();
        for member in 0..ids.len() {
            // A line that runs in a circle ends here as well.
            let line = std::iter::successors(above[member], |&at| above[at]);
            let steps = rules.manager_steps().min(ids.len());
            for boss in line.take(steps).take_while(|&boss| boss != member) {
                found.push((member.min(boss), member.max(boss), Separation::Manager));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The shortest way from one member to another along `together` rules.
fn chain(links: &[Vec<usize>], from: usize, to: usize) -> Vec<usize> {
    let mut before = BTreeMap::from([(from, from)]);
    let mut queue = VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        for &next in &links[at] {
            if let std::collections::btree_map::Entry::Vacant(entry) = before.entry(next) {
                entry.insert(at);
                queue.push_back(next);
            }
        }
    }
    let mut way = vec![to];
    let mut at = to;
    while at != from {
        let Some(&previous) = before.get(&at) else { break };
        way.push(previous);
        at = previous;
    }
    way.reverse();
    way
}
