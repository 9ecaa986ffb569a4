use intervision_core::{Formed, Grouping, Groups, Roster, Run, Status, Stopped, Worth};

use super::staged::{Section, Staged, in_section};
use super::{Subset, within};
use crate::problem::{Rules, RulesDocument};
use crate::{
    Error, Former, Inputs, Pairs, PairsError, PlaceError, RosterError, Sizes, Slots, WaitingError,
    verify,
};

/// Sections first, then groups within each: 200 people in 4 sections, say, and each section in groups of 5.
///
/// The rules for sections say how people are dealt out to sections; pins there are pins to sections. The rules for groups
/// name people of the whole roster and hold in every section: sizes are those of the groups within a section, and whoever
/// must be together in a group is brought into one section first. Pins and locks are for sections alone.
///
/// A section is formed without looking ahead, so that a rule for groups (an `apart` set larger than the groups of a section,
/// a quota) may not be kept in the section that comes of it; [`Error::Section`] then names both.
///
/// # Example
///
/// ```
/// use intervision_core::{Run, Table, Value};
/// use intervision_groups::{RulesBuilder, Sizes, Stages};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let unit = (0..24).map(|member| Value::category(format!("unit {}", member % 4)));
/// let roster = Table::new((0..24).map(|member| format!("p{member:02}")))?.with_column("unit", unit)?;
/// let sections = RulesBuilder::new(Sizes::count(2)).balance("unit", 1.0).build()?;
/// let groups = RulesBuilder::new(Sizes::count(3)).mix("unit", 1.0).apart(["p00", "p01"]).build()?;
///
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
/// let stages = Stages::new(sections, groups);
/// let staged = stages.form(&roster, &mut Run::new(&mut rng, &mut ()))?;
/// assert_eq!(staged.groups().sizes(), [4; 6]);
/// assert_eq!(staged.section_of(), [0, 0, 0, 1, 1, 1]);
/// assert_eq!(staged.overall().worth().value, 0.0);
/// stages.verify(&staged, &roster)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Stages<'a> {
    sections: Rules,
    groups: Rules,
    inputs: Inputs<'a>,
}

impl<'a> Stages<'a> {
    /// Sections by these rules, and groups within them by those.
    #[must_use]
    pub fn new(sections: Rules, groups: Rules) -> Self {
        Stages { sections, groups, inputs: Inputs::new() }
    }

    /// With all that the rules refer to beside the roster. Both stages take the pair weights that they name; an earlier
    /// grouping is one of sections.
    #[must_use]
    pub fn with_inputs(mut self, inputs: Inputs<'a>) -> Self {
        self.inputs = inputs;
        self
    }

    /// Forms sections, and then groups within each of them.
    ///
    /// Half of the steps and of the time are for the sections, the other half goes to the groups in proportion to the people
    /// of each section.
    ///
    /// # Errors
    ///
    /// Every [`Error`] of [`Former::form`]; [`Error::Section`] names the section; [`PlaceError::WithinSection`] for pins and
    /// locks in the rules for groups.
    pub fn form(&self, roster: &dyn Roster, run: &mut Run<'_>) -> Result<Staged, Error> {
        let steps = run.budget().steps;
        let stage = self.first(roster)?;
        let first =
            stage.form(roster, &mut run.share(steps.map(|steps| steps.div_ceil(2)), 0.5))?;
        let mut left = roster.len();
        let mut sections = Vec::with_capacity(first.groups().len());
        for (at, members) in first.groups().iter().enumerate() {
            let part = |steps: u64| steps / 2 * members.len() as u64 / roster.len().max(1) as u64;
            let share = members.len() as f64 / left.max(1) as f64;
            let mut run = run.share(steps.map(part), share);
            let section =
                self.section(roster, members, |former, roster| former.form(roster, &mut run));
            sections.push(section.map_err(in_section(at))?);
            left -= members.len();
        }
        self.staged(roster, first, sections)
    }

    /// Checks the certificates of both stages, of every section and of all groups together against this roster.
    ///
    /// # Errors
    ///
    /// As [`verify`]; [`Error::Section`] names the section.
    pub fn verify(&self, staged: &Staged, roster: &dyn Roster) -> Result<(), Error> {
        let first = self.first(roster)?;
        verify(staged.stage.certificate(), first.rules(), roster, first.inputs())?;
        for (at, section) in staged.sections.iter().enumerate() {
            let checked = self.with_section(roster, &section.members, |rules, roster, inputs| {
                verify(section.outcome.certificate(), &rules, roster, inputs)
            });
            checked.map_err(in_section(at))?;
        }
        let overall = self.overall(&staged.overall.groups().sizes())?;
        verify(staged.overall.certificate(), overall.rules(), roster, overall.inputs())
    }

    /// The first stage: whoever must be together in a group must be together in a section.
    fn first(&self, roster: &dyn Roster) -> Result<Former<'a>, Error> {
        let pinned = self.groups.pins().iter().map(|pin| &pin.id).chain(self.groups.locks()).next();
        if let Some(id) = pinned {
            return Err(PlaceError::WithinSection { id: id.clone() }.into());
        }
        if self.sections.waiting_list().is_some() || self.groups.waiting_list().is_some() {
            return Err(WaitingError::NotYet { what: "sections" }.into());
        }
        let named = self.groups.apart().iter().chain(self.groups.together()).flatten();
        let known: std::collections::BTreeSet<String> =
            (0..roster.len()).map(|member| roster.id(member).into_owned()).collect();
        if let Some(id) = named.into_iter().find(|id| !known.contains(*id)) {
            return Err(RosterError::UnknownId { rule: "a rule for groups", id: id.clone() }.into());
        }
        let wishes = || self.sections.pairs().iter().chain(self.groups.pairs());
        let given = self.inputs.pairs();
        if let Some(name) = given.names().find(|name| !wishes().any(|wish| wish.name == *name)) {
            return Err(PairsError::Unused { name: name.to_owned() }.into());
        }
        let mut document = RulesDocument::from(self.sections.clone());
        document.together.extend(self.groups.together().iter().cloned());
        let rules = Rules::try_from(document)?;
        let inputs = self.inputs.clone().with_pairs(self.named(&rules));
        Ok(Former::new(rules).with_inputs(inputs))
    }

    /// The pair weights that some rules name, out of those given.
    fn named(&self, rules: &Rules) -> Pairs<'a> {
        let mut pairs = Pairs::new();
        for wish in rules.pairs() {
            if let Some(weights) = self.inputs.pairs().get(&wish.name) {
                pairs = pairs.with(wish.name.clone(), weights);
            }
        }
        pairs
    }

    /// Hands the rules, the roster and the inputs of one section to a question.
    fn with_section<A>(
        &self,
        roster: &dyn Roster,
        members: &[usize],
        ask: impl FnOnce(Rules, &dyn Roster, &Inputs<'_>) -> Result<A, Error>,
    ) -> Result<A, Error> {
        let len = roster.len();
        let section = Subset::new(roster, len, members);
        let named = self.named(&self.groups);
        let weights: Vec<(String, Subset<'_, dyn intervision_core::PairWeight>)> = named
            .names()
            .filter_map(|name| Some((name.to_owned(), Subset::new(named.get(name)?, len, members))))
            .collect();
        // Weights for another number of people are told of by the whole, not by the section.
        for (name, _) in &weights {
            let found = named.get(name).map_or(len, intervision_core::PairWeight::len);
            if found != len {
                return Err(PairsError::Length { name: name.clone(), found, people: len }.into());
            }
        }
        let slots = self.inputs.slots().map(|slots| Subset::new(slots, len, members));
        let pairs = weights.iter().fold(Pairs::new(), |pairs, (name, weights)| {
            pairs.with(name.clone(), weights as &dyn intervision_core::PairWeight)
        });
        let mut inputs = Inputs::new().with_pairs(pairs);
        if let Some(slots) = &slots {
            inputs = inputs.with_slots(slots as &dyn Slots);
        }
        let rules = within::rules(&self.groups, roster, members, &section, &inputs)?;
        ask(rules, &section, &inputs)
    }

    fn section(
        &self,
        roster: &dyn Roster,
        members: &[usize],
        form: impl FnOnce(&Former<'_>, &dyn Roster) -> Result<crate::Outcome, Error>,
    ) -> Result<Section, Error> {
        self.with_section(roster, members, |rules, roster, inputs| {
            let outcome = form(&Former::new(rules.clone()).with_inputs(inputs.clone()), roster)?;
            Ok(Section { members: members.to_vec(), rules, outcome })
        })
    }

    /// The rules for groups over everyone, for groups of these sizes.
    fn overall(&self, sizes: &[usize]) -> Result<Former<'a>, Error> {
        let mut document = RulesDocument::from(self.groups.clone());
        document.sizes = Sizes::listed(sizes);
        let rules = Rules::try_from(document)?;
        let mut inputs = Inputs::new().with_pairs(self.named(&rules));
        if let Some(slots) = self.inputs.slots() {
            inputs = inputs.with_slots(slots);
        }
        Ok(Former::new(rules).with_inputs(inputs))
    }

    fn staged(
        &self,
        roster: &dyn Roster,
        stage: crate::Outcome,
        sections: Vec<Section>,
    ) -> Result<Staged, Error> {
        let (mut lists, mut section_of) = (Vec::new(), Vec::new());
        let mut steps = stage.worth().steps;
        let mut stopped = Stopped::Finished;
        for (at, section) in sections.iter().enumerate() {
            let groups = section.outcome.groups();
            lists.extend(groups.iter().map(|group| {
                group.iter().map(|&member| section.members[member]).collect::<Vec<_>>()
            }));
            section_of.extend(std::iter::repeat_n(at, groups.len()));
            steps += section.outcome.worth().steps;
            if section.outcome.worth().stopped != Stopped::Proven {
                stopped = section.outcome.worth().stopped;
            }
        }
        let sizes: Vec<usize> = lists.iter().map(Vec::len).collect();
        let which = "the grouping";
        let groups =
            Groups::new(roster.len(), lists).map_err(|wrong| Error::Groups { which, wrong })?;
        let mut worth = Worth::new(Status::Feasible, stopped, 0.0);
        (worth.steps, worth.seed) = (steps, stage.worth().seed);
        let overall = self.overall(&sizes)?.explain(roster, &Formed { groups, worth })?;
        Ok(Staged { stage, sections, overall, section_of })
    }
}
