//! In: rules and a roster. Out: the rules one by one, each over member numbers and in words.

use intervision_core::Roster;

use super::{Conflict, StatedRule};
use crate::explain::{counted, names};
use crate::problem::limits::carriers;
use crate::problem::slots::CommonSlots;
use crate::problem::{Places, canonical, earlier_groups, locked};
use crate::{Error, Inputs, PlaceError, RosterError, Rule, Rules, Sizes};

/// What one rule asks for; members are numbered in the order of their ids.
#[derive(Debug, Clone)]
pub(super) enum Asks {
    Sizes,
    /// Not on the waiting list.
    Seat(u32),
    Together(Vec<u32>),
    /// No two of them meet.
    Apart(Vec<u32>),
    Place(u32, u32),
    Heads(Vec<Heads>),
    Slots,
    /// Not in these groups.
    Never(u32, Vec<u32>),
}

/// The least and the most of these members in every group.
#[derive(Debug, Clone)]
pub(super) struct Heads {
    pub(super) members: Vec<u32>,
    pub(super) least: usize,
    pub(super) most: usize,
}

/// Rules one by one.
#[derive(Debug, Clone)]
pub(crate) struct Stated {
    pub(super) members: usize,
    /// The least and the most of each group, and of those who wait behind them.
    pub(super) sizes: Vec<(usize, usize)>,
    /// The number of those who wait, to whom no rule applies but that some have a seat.
    pub(super) waiting: Option<usize>,
    pub(super) slots: Option<CommonSlots>,
    pub(super) rules: Vec<(StatedRule, Asks)>,
}

impl Stated {
    pub(crate) fn new(
        rules: &Rules,
        roster: &dyn Roster,
        inputs: &Inputs<'_>,
    ) -> Result<Self, Error> {
        let (ids, listed) = canonical(roster)?;
        let Places { limits: sizes, waiting } = rules.places(ids.len())?;
        let groups = waiting.unwrap_or(sizes.len());
        let earlier = earlier_groups(inputs, &listed)?;
        let locked = locked(rules, &ids, earlier.as_deref(), groups)?;
        let mut own = Stated {
            members: ids.len(),
            slots: CommonSlots::read(rules.common_slots(), inputs.slots(), &listed)?,
            rules: Vec::new(),
            sizes,
            waiting,
        };
        own.say(Rule::Sizes, of_sizes(rules, &own.sizes, waiting), Asks::Sizes);
        own.sets(rules, &ids)?;
        own.lines(rules, roster, &ids, &listed);
        for (at, pin) in rules.pins().iter().enumerate() {
            let member = find("pin", &pin.id, &ids)?;
            if pin.group == 0 || pin.group > groups {
                let (id, group) = (pin.id.clone(), pin.group);
                return Err(PlaceError::PinGroup { id, group, groups }.into());
            }
            let place = Asks::Place(member, pin.group as u32 - 1);
            own.say(Rule::Pin(at), rules.name(&Rule::Pin(at)), place);
        }
        for (at, (member, group)) in locked.into_iter().enumerate() {
            let text = format!("{}, group {group}", rules.name(&Rule::Lock(at)));
            own.say(Rule::Lock(at), text, Asks::Place(member as u32, group as u32 - 1));
        }
        if waiting.is_some() {
            for (at, id) in rules.waiting_list().iter().flat_map(|list| &list.seat).enumerate() {
                let asks = Asks::Seat(find("seat", id, &ids)?);
                own.say(Rule::Seat(at), rules.name(&Rule::Seat(at)), asks);
            }
        }
        own.quotas(rules, roster, &listed)?;
        if own.slots.is_some() {
            own.say(Rule::CommonSlots, rules.name(&Rule::CommonSlots), Asks::Slots);
        }
        own.refusals(rules, inputs, &ids, &listed);
        Ok(own)
    }

    /// All rules, when no smaller set is known.
    pub(crate) fn all(&self) -> Conflict {
        let rules = self.rules.iter().map(|(rule, _)| rule.clone()).collect();
        Conflict { groups: self.groups(), rules, minimal: false }
    }

    /// How many groups there are, without those who wait.
    pub(super) fn groups(&self) -> usize {
        self.waiting.unwrap_or(self.sizes.len())
    }

    fn say(&mut self, rule: Rule, text: String, asks: Asks) {
        self.rules.push((StatedRule { rule, line: None, who: None, text }, asks));
    }

    fn sets(&mut self, rules: &Rules, ids: &[String]) -> Result<(), Error> {
        for (at, set) in rules.together().iter().enumerate() {
            let asks = Asks::Together(members("together", set, ids)?);
            self.say(Rule::Together(at), rules.name(&Rule::Together(at)), asks);
        }
        for (at, set) in rules.apart().iter().enumerate() {
            let asks = Asks::Apart(members("apart", set, ids)?);
            self.say(Rule::Apart(at), rules.name(&Rule::Apart(at)), asks);
        }
        Ok(())
    }

    /// Every pair of the reporting line that may not meet is a rule of its own.
    fn lines(&mut self, rules: &Rules, roster: &dyn Roster, ids: &[String], listed: &[usize]) {
        let mut place = vec![0; ids.len()];
        for (member, &at) in listed.iter().enumerate() {
            place[at] = member;
        }
        for member in 0..ids.len() {
            let mut at = listed[member];
            for steps in 1..=rules.manager_steps().min(ids.len()) {
                let Some(above) = roster.manager(at) else { break };
                let Some(&boss) = place.get(above).filter(|&&boss| boss != member) else { break };
                let (report, boss_id) = (ids[member].clone(), ids[boss].clone());
                let text = match steps {
                    1 => format!("{report} reports to {boss_id}"),
                    _ => format!("{report} reports to {boss_id}, {steps} steps up"),
                };
                let line = Some((report, boss_id));
                let asks = Asks::Apart(vec![member as u32, boss as u32]);
                let rule = StatedRule { rule: Rule::Manager, line, who: None, text };
                self.rules.push((rule, asks));
                at = above;
            }
        }
    }

    fn quotas(
        &mut self,
        rules: &Rules,
        roster: &dyn Roster,
        listed: &[usize],
    ) -> Result<(), Error> {
        for (at, quota) in rules.quotas().iter().enumerate() {
            let mut by_category = carriers(quota, roster, listed)?;
            let mut text = quota.to_string();
            if let Some(category) = &quota.category {
                by_category.retain(|name, _| name == category);
                let have = by_category.get(category).map_or(0, Vec::len);
                let has = if have == 1 { "has" } else { "have" };
                text = format!("{text} ({} {has} it)", counted(have, "person"));
            }
            let heads = by_category.into_values().map(|members| Heads {
                members,
                least: quota.at_least.unwrap_or(0),
                most: quota.at_most.unwrap_or(usize::MAX),
            });
            self.say(Rule::Quota(at), text, Asks::Heads(heads.collect()));
        }
        Ok(())
    }

    /// Everyone who refuses themes is a rule of their own.
    fn refusals(&mut self, rules: &Rules, inputs: &Inputs<'_>, ids: &[String], listed: &[usize]) {
        let (Some(themes), Some(rankings)) = (rules.themes(), inputs.rankings()) else { return };
        for (member, &at) in listed.iter().enumerate() {
            let refused = rankings.get(at).map(|own| own.refused.as_slice()).unwrap_or_default();
            let place = |theme: &String| themes.names.iter().position(|name| name == theme);
            let groups: Vec<u32> =
                refused.iter().filter_map(place).map(|group| group as u32).collect();
            if !groups.is_empty() {
                let spelled: Vec<String> =
                    refused.iter().map(|theme| format!("\"{theme}\"")).collect();
                let who = ids[member].clone();
                let text = format!("{who} refuses {}", names(&spelled));
                let rule = StatedRule { rule: Rule::Refusals, line: None, who: Some(who), text };
                self.rules.push((rule, Asks::Never(member as u32, groups)));
            }
        }
    }

    /// Which rules this group of each member breaks.
    pub(super) fn broken(&self, group_of: &[u32]) -> Vec<bool> {
        let mut groups = vec![Vec::new(); self.sizes.len()];
        for (member, &group) in group_of.iter().enumerate() {
            groups[group as usize].push(member as u32);
        }
        let (seated, waits) =
            (&groups[..self.groups()], |group: u32| Some(group as usize) == self.waiting);
        let kept = |asks: &Asks| match asks {
            &Asks::Seat(member) => !waits(group_of[member as usize]),
            Asks::Sizes => groups
                .iter()
                .zip(&self.sizes)
                .all(|(group, &(least, most))| (least..=most).contains(&group.len())),
            Asks::Together(set) => {
                set.iter().all(|&m| group_of[m as usize] == group_of[set[0] as usize])
            }
            Asks::Apart(set) => {
                let mut places: Vec<u32> = set.iter().map(|&m| group_of[m as usize]).collect();
                places.retain(|&place| !waits(place));
                places.sort_unstable();
                places.windows(2).all(|pair| pair[0] != pair[1])
            }
            &Asks::Place(member, group) => group_of[member as usize] == group,
            Asks::Never(member, groups) => !groups.contains(&group_of[*member as usize]),
            Asks::Heads(limits) => limits.iter().all(|limit| {
                let mut heads = vec![0usize; groups.len()];
                for &member in &limit.members {
                    heads[group_of[member as usize] as usize] += 1;
                }
                heads[..seated.len()].iter().all(|heads| (limit.least..=limit.most).contains(heads))
            }),
            Asks::Slots => self
                .slots
                .as_ref()
                .is_none_or(|slots| seated.iter().all(|group| slots.shared(group) >= slots.least)),
        };
        self.rules.iter().map(|(_, asks)| !kept(asks)).collect()
    }
}

fn of_sizes(rules: &Rules, limits: &[(usize, usize)], waiting: Option<usize>) -> String {
    let sizes = rules.sizes();
    if let Some(&(least, most)) = waiting.and_then(|waiting| limits.get(waiting)) {
        let wait = if least == most { least.to_string() } else { format!("{least} to {most}") };
        return format!("{sizes}, and {wait} wait");
    }
    match (sizes, limits.first()) {
        (Sizes::Count(_), Some(&(least, most))) if least == most => format!("groups of {least}"),
        (Sizes::Count(_), Some(&(least, most))) => format!("groups of {least} to {most}"),
        _ => sizes.to_string(),
    }
}

fn find(rule: &'static str, id: &String, ids: &[String]) -> Result<u32, Error> {
    let at = ids.binary_search(id);
    at.map(|at| at as u32).map_err(|_| RosterError::UnknownId { rule, id: id.clone() }.into())
}

fn members(rule: &'static str, set: &[String], ids: &[String]) -> Result<Vec<u32>, Error> {
    let mut members: Vec<u32> =
        set.iter().map(|id| find(rule, id, ids)).collect::<Result<_, _>>()?;
    members.sort_unstable();
    members.dedup();
    Ok(members)
}
