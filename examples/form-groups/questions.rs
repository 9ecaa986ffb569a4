//! What is asked about groups that are formed: why, what changed, and what the rules cost.

use std::path::Path;

use intervision::core::{Grouping, Groups, Roster, Run, Table};
use intervision::groups::{
    Alternatives, Changes, Former, Outcome as Formed, PersonView, Prices, changes_between,
    changes_by_number,
};
use intervision::model::{Cohort, GroupList};
use intervision_examples::{AtPath, Outcome, read_groups};
use serde_json::{Value, json};

use crate::args::Args;

/// How many other places are told of one person.
const FEW: usize = 5;

/// The groups of before, with the people of then.
pub struct Earlier {
    people: Table,
    groups: GroupList,
    /// Those of them who are on the roster of now.
    here: Groups,
}

impl Earlier {
    pub fn read(path: &Path, cohort: &Cohort) -> Outcome<Self> {
        let (people, groups) = read_groups(path)?;
        let place =
            |member: &usize| (0..cohort.len()).find(|&m| cohort.id(m) == people.id(*member));
        let here = (0..groups.len())
            .map(|group| groups.members(group).iter().filter_map(place).collect())
            .collect();
        let here = Groups::new(cohort.len(), here).at(path)?;
        Ok(Earlier { people, groups, here })
    }

    pub fn here(&self) -> &dyn Grouping {
        &self.here
    }
}

/// The answers.
#[derive(Default)]
pub struct Told {
    changes: Option<Changes>,
    why: Vec<(PersonView, Alternatives)>,
    prices: Option<Prices>,
}

impl Told {
    pub fn new(
        args: &Args,
        former: &Former<'_>,
        cohort: &Cohort,
        formed: &Formed,
        earlier: Option<&Earlier>,
        run: &mut Run<'_>,
    ) -> Outcome<Self> {
        let mut told = Told::default();
        if let Some(earlier) = earlier {
            let then = (&earlier.groups as &dyn Grouping, &earlier.people as &dyn Roster);
            let now = (formed.groups() as &dyn Grouping, cohort as &dyn Roster);
            // Whoever stays by a lock or a pin stays in a group of that number.
            let numbered = !(former.rules().locks().is_empty() && former.rules().pins().is_empty());
            let changes = if numbered { changes_by_number } else { changes_between };
            told.changes = Some(changes(then, now)?);
        }
        if !args.why.is_empty() {
            let explainer = former.explainer(cohort, formed.groups())?;
            for id in &args.why {
                told.why.push((explainer.person(id)?, explainer.exchanges_of(id, FEW)?));
            }
        }
        if args.prices {
            told.prices = Some(former.price_of_rules(cohort, run)?);
        }
        Ok(told)
    }

    pub fn to_text(&self) -> String {
        let mut parts: Vec<(String, Vec<String>)> = Vec::new();
        if let Some(changes) = &self.changes {
            parts.push(("What changes".to_owned(), changes.sentences()));
        }
        for (person, exchanges) in &self.why {
            let said = [person.sentences(), exchanges.sentences()].concat();
            parts.push((format!("Why {} is there, and what else there is", person.id), said));
        }
        if let Some(prices) = &self.prices {
            parts.push(("What the rules cost".to_owned(), prices.sentences()));
        }
        let lines = |(title, said): (String, Vec<String>)| {
            let said: String = said.iter().map(|line| format!("  {line}\n")).collect();
            format!("\n{title}\n{said}")
        };
        parts.into_iter().map(lines).collect()
    }

    /// Adds what was asked to the answer in JSON.
    pub fn add_to(&self, answer: &mut Value) -> Outcome {
        if let Some(changes) = &self.changes {
            answer["changes"] = serde_json::to_value(changes)?;
        }
        if !self.why.is_empty() {
            let why = |(person, exchanges): &(PersonView, Alternatives)| json!({ "person": person, "exchanges": exchanges });
            answer["why"] = self.why.iter().map(why).collect();
        }
        if let Some(prices) = &self.prices {
            answer["prices"] = serde_json::to_value(prices)?;
        }
        Ok(())
    }
}
