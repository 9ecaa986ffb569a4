//! From options to rules.

use std::path::Path;

use intervision::groups::{Remainder, Rules, RulesBuilder, Sizes, WaitingList};
use intervision::model::Cohort;
use intervision::model::interchange::read_id_sets;
use intervision_examples::{AtPath, Outcome, read, read_text};

use crate::answer::ids;
use crate::args::{Args, Left};

impl Args {
    /// What is wanted of the groups, from a file or from the options.
    pub fn rules(&self, cohort: &Cohort) -> Outcome<Rules> {
        if let Some(path) = &self.rules {
            return serde_json::from_str(&read_text(path)?).at(path);
        }
        let sizes = match (self.groups, self.size, self.remainder) {
            (None, Some(size), _) if self.waiting => Sizes::of(size, Remainder::Forbid),
            (Some(groups), _, _) => Sizes::count(groups),
            (None, Some(size), Left::Larger) => Sizes::of(size, Remainder::AllowLarger),
            (None, Some(size), Left::Smaller) => Sizes::of(size, Remainder::AllowSmaller),
            (None, None, _) => {
                return Err("say how many groups (--groups 3) or how large (--size 8)".into());
            }
        };
        let mut rules = RulesBuilder::new(sizes);
        if self.waiting {
            let mut list = self.seat.iter().fold(WaitingList::new(), WaitingList::seat);
            list.priority.clone_from(&self.priority);
            rules = rules.waiting_list(list);
        }
        for wish in &self.mix {
            rules = rules.mix(&wish.column, wish.weight);
        }
        for wish in &self.matching {
            rules = rules.match_on(&wish.column, wish.weight);
        }
        for wish in &self.balance {
            rules = rules.balance(&wish.column, wish.weight);
        }
        for wish in &self.not_alone {
            rules = rules.not_alone(&wish.column, wish.weight);
        }
        for limit in &self.at_most {
            rules = rules.at_most(&limit.column, limit.kind.as_deref(), limit.people);
        }
        for limit in &self.at_least {
            rules = rules.at_least(&limit.column, limit.kind.as_deref(), limit.people);
        }
        for id in &self.lock {
            rules = rules.lock(id);
        }
        if self.met.is_some() {
            rules = rules.avoid_pairs("met", self.met_weight);
        }
        if self.manager_column.is_some() {
            rules = rules.not_with_manager();
        }
        for ids in sets(self.together.as_deref(), cohort)? {
            rules = rules.together(ids);
        }
        for ids in sets(self.apart.as_deref(), cohort)? {
            rules = rules.apart(ids);
        }
        Ok(rules.build()?)
    }
}

fn sets(path: Option<&Path>, cohort: &Cohort) -> Outcome<Vec<Vec<String>>> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let sets = read_id_sets(&read(path)?, cohort).at(path)?;
    Ok(sets.iter().map(|set| ids(cohort, set)).collect())
}
