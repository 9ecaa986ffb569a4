//! In: the rules in their own words. Out: whether a set of people keeps them as one of the groups.

use std::collections::BTreeMap;

use intervision_core::Roster;

use super::Set;
use crate::bound::broken::names;
use crate::problem::Problem;
use crate::{Inputs, Rules};

/// The rules as sets of people, a bit for each.
pub(super) struct Kept {
    /// All of them or none.
    together: Vec<Set>,
    /// At most one of them.
    apart: Vec<Set>,
    /// These are in this group, and nobody else of them anywhere.
    places: Vec<(Set, usize)>,
    /// Group by group, who refuses it.
    refused: Vec<Set>,
    /// At least and at most so many of them.
    quotas: Vec<(Set, usize, usize)>,
    /// Slot by slot, who is free; all of a group are in so many.
    free: Vec<Set>,
    common_slots: usize,
    /// The group of those who wait, and who has a seat.
    waiting: Option<usize>,
    seats: Set,
}

impl Kept {
    /// `bit_of` has each person's bit by their number on the roster.
    pub(super) fn new(
        rules: &Rules,
        roster: &dyn Roster,
        inputs: &Inputs<'_>,
        bit_of: &[Set],
        problem: &Problem,
    ) -> Self {
        let ids: BTreeMap<String, usize> =
            (0..roster.len()).map(|person| (roster.id(person).into_owned(), person)).collect();
        let bit = |id: &String| ids.get(id).map_or(0, |&person| bit_of[person]);
        let set = |named: &Vec<String>| named.iter().fold(0, |set, id| set | bit(id));
        let whoever = |is: &dyn Fn(usize) -> bool| {
            (0..bit_of.len())
                .filter(|&person| is(person))
                .fold(0, |set, person| set | bit_of[person])
        };
        let mut apart: Vec<Set> = rules.apart().iter().map(set).collect();
        for person in 0..roster.len() {
            let mut above = roster.manager(person);
            for _ in 0..rules.manager_steps().min(roster.len()) {
                let Some(boss) = above.filter(|&boss| boss != person) else { break };
                apart.push(bit_of[person] | bit_of[boss]);
                above = roster.manager(boss);
            }
        }
        let mut places: Vec<(Set, usize)> =
            rules.pins().iter().map(|pin| (bit(&pin.id), pin.group.wrapping_sub(1))).collect();
        for id in rules.locks() {
            let earlier = ids.get(id).zip(inputs.earlier());
            let group = earlier.and_then(|(person, earlier)| {
                (0..earlier.len()).find(|&group| earlier.members(group).contains(person))
            });
            places.push((bit(id), group.unwrap_or(usize::MAX)));
        }
        let themes = rules.themes().map(|themes| themes.names.as_slice()).unwrap_or_default();
        let refuses = |person: usize, theme: &String| {
            let own = inputs.rankings().and_then(|all| all.get(person));
            own.is_some_and(|own| own.refused.contains(theme))
        };
        let mut refused: Vec<Set> =
            themes.iter().map(|theme| whoever(&|person| refuses(person, theme))).collect();
        refused.resize(problem.groups(), 0);
        let mut quotas = Vec::new();
        for quota in rules.quotas() {
            let mut of: BTreeMap<String, Set> = BTreeMap::new();
            for (person, bit) in bit_of.iter().enumerate() {
                for name in names(quota, roster, person) {
                    *of.entry(name).or_insert(0) |= bit;
                }
            }
            of.retain(|name, _| quota.category.as_ref().is_none_or(|only| only == name));
            let (least, most) = (quota.at_least.unwrap_or(0), quota.at_most.unwrap_or(usize::MAX));
            quotas.extend(of.into_values().map(|set| (set, least, most)));
        }
        let slots = inputs.slots().filter(|_| rules.common_slots() > 0);
        let free = slots.map_or(Vec::new(), |slots| {
            let at = |slot| whoever(&|person| slots.is_free(person, slot));
            (0..slots.len()).map(at).collect()
        });
        Kept {
            together: rules.together().iter().map(set).collect(),
            apart,
            places,
            refused,
            quotas,
            free,
            common_slots: rules.common_slots(),
            waiting: problem.waiting,
            seats: rules.waiting_list().map_or(0, |list| set(&list.seat)),
        }
    }

    /// Whether these people may be this group.
    pub(super) fn by(&self, people: Set, group: usize) -> bool {
        let of = |set: Set| (people & set).count_ones() as usize;
        let placed = self.together.iter().all(|&set| people & set == 0 || people & set == set)
            && self.places.iter().all(|&(set, own)| (people & set != 0) == (own == group));
        if self.waiting == Some(group) {
            return placed && people & self.seats == 0;
        }
        placed
            && self.apart.iter().all(|&set| of(set) <= 1)
            && people & self.refused[group] == 0
            && self.quotas.iter().all(|&(set, least, most)| (least..=most).contains(&of(set)))
            && self.free.iter().filter(|&&free| people & !free == 0).count() >= self.common_slots
    }
}
