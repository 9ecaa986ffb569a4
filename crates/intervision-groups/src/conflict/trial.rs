//! In: some of the rules. Out: whether a grouping keeps them.
//!
//! Units are placed one by one, the one with the fewest groups to go to first; what is left is counted against what every group
//! still lacks and can still hold, so that a shortage shows before anything is tried.

use petgraph::unionfind::UnionFind;

use super::stated::{Asks, Stated};

/// What a trial finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// A group for each member that keeps the rules.
    Possible(Vec<u32>),
    /// No grouping does.
    Impossible,
    /// The steps did not suffice.
    Unknown,
}

/// Beyond this many units only what shows at once is found.
const MOST_UNITS: usize = 1500;
/// Stands for no group yet.
const NOWHERE: u32 = u32::MAX;

/// People who must be together.
#[derive(Debug, Clone, Default)]
struct Unit {
    members: Vec<u32>,
    foes: Vec<u32>,
    /// Which limits count it, and how many heads.
    heads: Vec<(usize, usize)>,
    place: Option<u32>,
    never: Vec<u32>,
    free: Vec<u64>,
}

/// A search for a grouping that keeps some of the rules.
#[derive(Debug)]
pub(super) struct Trial {
    members: usize,
    sizes: Vec<(usize, usize)>,
    /// Where those are who wait, and meet nobody.
    waiting: Option<usize>,
    units: Vec<Unit>,
    /// The least and the most of each limit.
    limits: Vec<(usize, usize)>,
    least_slots: usize,
    /// Whether two rules contradict each other without any search.
    contradiction: bool,

    group_of: Vec<u32>,
    size: Vec<usize>,
    /// Group by group the heads of each limit.
    heads: Vec<usize>,
    free: Vec<Vec<u64>>,
    /// Groups that some unit must go to are not like others.
    meant: Vec<bool>,
    people_left: usize,
    heads_left: Vec<usize>,
    steps: u64,
    most_steps: u64,
}

impl Trial {
    pub(super) fn new(stated: &Stated, rules: &[usize], most_steps: u64) -> Self {
        let (members, groups) = (stated.members, stated.sizes.len());
        let asks = || rules.iter().map(|&rule| &stated.rules[rule].1);
        let mut joined = UnionFind::<usize>::new(members);
        for ask in asks() {
            if let Asks::Together(set) = ask {
                set.windows(2).for_each(|pair| {
                    joined.union(pair[0] as usize, pair[1] as usize);
                });
            }
        }
        let mut number = std::collections::BTreeMap::new();
        let mut units: Vec<Unit> = Vec::new();
        let mut unit_of = Vec::with_capacity(members);
        for member in 0..members {
            let unit = *number.entry(joined.find(member)).or_insert(units.len());
            if unit == units.len() {
                units.push(Unit::default());
            }
            unit_of.push(unit);
            units[unit].members.push(member as u32);
        }
        let mut own = Trial {
            members,
            sizes: vec![(0, members); groups],
            waiting: stated.waiting,
            group_of: vec![NOWHERE; units.len()],
            units,
            limits: Vec::new(),
            least_slots: 0,
            contradiction: false,
            size: vec![0; groups],
            heads: Vec::new(),
            free: vec![Vec::new(); groups],
            meant: vec![false; groups],
            people_left: members,
            heads_left: Vec::new(),
            steps: 0,
            most_steps,
        };
        // Not like any group.
        stated.waiting.into_iter().for_each(|waiting| own.meant[waiting] = true);
        for ask in asks() {
            own.take(ask, stated, &unit_of);
        }
        for unit in &mut own.units {
            unit.foes.sort_unstable();
            unit.foes.dedup();
        }
        own.heads = vec![0; groups * own.limits.len()];
        own
    }

    fn take(&mut self, ask: &Asks, stated: &Stated, unit_of: &[usize]) {
        match ask {
            Asks::Sizes => self.sizes.clone_from(&stated.sizes),
            Asks::Together(_) => {}
            &Asks::Seat(member) => {
                let waiting = stated.waiting.map(|waiting| waiting as u32);
                self.units[unit_of[member as usize]].never.extend(waiting);
            }
            Asks::Apart(set) => {
                for (at, &a) in set.iter().enumerate() {
                    for &b in &set[at + 1..] {
                        let (u, v) = (unit_of[a as usize], unit_of[b as usize]);
                        if let (true, Some(waiting)) = (u == v, self.waiting) {
                            self.send(u, waiting as u32);
                            continue;
                        }
                        self.contradiction |= u == v;
                        self.units[u].foes.push(v as u32);
                        self.units[v].foes.push(u as u32);
                    }
                }
            }
            &Asks::Place(member, group) => {
                self.send(unit_of[member as usize], group);
            }
            Asks::Never(member, groups) => {
                self.units[unit_of[*member as usize]].never.extend(groups);
                // Groups with themes are not like each other.
                self.meant.fill(true);
            }
            Asks::Heads(heads) => {
                for limit in heads {
                    let number = self.limits.len();
                    self.limits.push((limit.least, limit.most));
                    self.heads_left.push(limit.members.len());
                    for &member in &limit.members {
                        let own = &mut self.units[unit_of[member as usize]].heads;
                        match own.last_mut() {
                            Some((last, count)) if *last == number => *count += 1,
                            _ => own.push((number, 1)),
                        }
                    }
                }
            }
            Asks::Slots => {
                let Some(slots) = &stated.slots else { return };
                self.least_slots = slots.least;
                for unit in &mut self.units {
                    unit.free = vec![u64::MAX; slots.words];
                    for &member in &unit.members {
                        for (word, free) in unit.free.iter_mut().zip(slots.of(member as usize)) {
                            *word &= free;
                        }
                    }
                }
                self.free = vec![vec![u64::MAX; slots.words]; self.sizes.len()];
            }
        }
    }

    /// A unit can only go to this group.
    fn send(&mut self, unit: usize, group: u32) {
        let place = &mut self.units[unit].place;
        self.contradiction |= place.is_some_and(|known| known != group);
        *place = Some(group);
        self.meant[group as usize] = true;
    }

    /// The answer, and the steps it took.
    pub(super) fn run(mut self) -> (Answer, u64) {
        if self.contradiction || self.short() {
            return (Answer::Impossible, 1);
        }
        if self.units.len() > MOST_UNITS {
            return (Answer::Unknown, 1);
        }
        let answer = match self.place() {
            Some(true) => {
                let mut group_of = vec![0; self.members];
                for (unit, &group) in self.units.iter().zip(&self.group_of) {
                    for &member in &unit.members {
                        group_of[member as usize] = group;
                    }
                }
                Answer::Possible(group_of)
            }
            Some(false) => Answer::Impossible,
            None => Answer::Unknown,
        };
        (answer, self.steps)
    }

    /// Places all units that are left: `Some(false)` when that cannot be, `None` when the steps do not suffice.
    fn place(&mut self) -> Option<bool> {
        if self.short() {
            return Some(false);
        }
        let mut next: Option<(usize, usize)> = None;
        for unit in 0..self.units.len() {
            if self.group_of[unit] != NOWHERE {
                continue;
            }
            let fewest = next.map_or(usize::MAX, |(fewest, _)| fewest);
            let mut open = 0;
            for group in 0..self.sizes.len() {
                open += usize::from(self.allows(unit, group));
                if open > fewest {
                    break;
                }
            }
            let degree = |unit: usize| self.units[unit].foes.len() + self.units[unit].heads.len();
            if next.is_none_or(|(fewest, known)| {
                open < fewest || (open == fewest && degree(unit) > degree(known))
            }) {
                next = Some((open, unit));
            }
            if open == 0 {
                break;
            }
        }
        self.steps += (self.units.len() * self.sizes.len()) as u64;
        if self.steps > self.most_steps {
            return None;
        }
        let Some((_, unit)) = next else { return Some(true) };
        let mut ways: Vec<usize> = Vec::new();
        for group in 0..self.sizes.len() {
            // Of empty groups that are alike only one is tried.
            let alike = |&other: &usize| {
                let fresh = |group: usize| self.size[group] == 0 && !self.meant[group];
                fresh(other) && fresh(group) && self.sizes[other] == self.sizes[group]
            };
            if self.allows(unit, group) && !ways.iter().any(alike) {
                ways.push(group);
            }
        }
        ways.sort_by_key(|&group| (std::cmp::Reverse(self.wanted(unit, group)), self.size[group]));
        for group in ways {
            let free = self.free[group].clone();
            self.shift(unit, group, true);
            let found = self.place();
            if found != Some(false) {
                return found;
            }
            self.shift(unit, group, false);
            self.free[group] = free;
        }
        Some(false)
    }

    /// Whether a unit can go to a group as things are.
    fn allows(&self, unit: usize, group: usize) -> bool {
        let of = &self.units[unit];
        let width = self.limits.len();
        let free = of.place.is_none_or(|place| place as usize == group)
            && !of.never.contains(&(group as u32))
            && self.size[group] + of.members.len() <= self.sizes[group].1;
        if self.waiting == Some(group) {
            return free;
        }
        free && of.foes.iter().all(|&foe| self.group_of[foe as usize] != group as u32)
            && of.heads.iter().all(|&(limit, heads)| {
                self.heads[group * width + limit] + heads <= self.limits[limit].1
            })
            && of.free.iter().zip(&self.free[group]).map(|(a, b)| (a & b).count_ones()).sum::<u32>()
                as usize
                >= self.least_slots
    }

    /// How many limits that lack heads in a group a unit would serve.
    fn wanted(&self, unit: usize, group: usize) -> usize {
        if self.waiting == Some(group) {
            return 0;
        }
        let width = self.limits.len();
        let lacks = |&&(limit, _): &&(usize, usize)| {
            self.heads[group * width + limit] < self.limits[limit].0
        };
        self.units[unit].heads.iter().filter(lacks).count()
    }

    /// Whether too few people are left for what groups lack, or too many for what groups can hold.
    fn short(&self) -> bool {
        let groups = 0..self.sizes.len();
        let room = |group: usize| self.sizes[group].1 - self.size[group];
        let lacking: usize =
            groups.clone().map(|group| self.sizes[group].0.saturating_sub(self.size[group])).sum();
        if lacking > self.people_left || groups.clone().map(room).sum::<usize>() < self.people_left
        {
            return true;
        }
        let width = self.limits.len();
        self.limits.iter().enumerate().any(|(limit, &(least, most))| {
            let heads = |group: usize| self.heads[group * width + limit];
            let counts = |group: usize| self.waiting != Some(group);
            let lacks =
                |group: usize| if counts(group) { least.saturating_sub(heads(group)) } else { 0 };
            let holds = |group: usize| {
                let most = if counts(group) { most } else { usize::MAX };
                most.saturating_sub(heads(group)).min(room(group))
            };
            groups.clone().any(|group| lacks(group) > room(group))
                || groups.clone().map(lacks).sum::<usize>() > self.heads_left[limit]
                || groups.clone().map(holds).sum::<usize>() < self.heads_left[limit]
        })
    }

    fn shift(&mut self, unit: usize, group: usize, comes: bool) {
        let width = self.limits.len();
        let of = &self.units[unit];
        let people = of.members.len();
        if comes {
            self.group_of[unit] = group as u32;
            self.size[group] += people;
            self.people_left -= people;
            for (word, free) in self.free[group].iter_mut().zip(&of.free) {
                *word &= free;
            }
        } else {
            self.group_of[unit] = NOWHERE;
            self.size[group] -= people;
            self.people_left += people;
        }
        for &(limit, heads) in &of.heads {
            let counted = &mut self.heads[group * width + limit];
            if comes {
                *counted += heads;
                self.heads_left[limit] -= heads;
            } else {
                *counted -= heads;
                self.heads_left[limit] += heads;
            }
        }
    }
}
