//! A problem as a document, and what must hold of its answer.

use intervision_core::{Formed, Groups, PairWeight, Roster, Run, Status, Table, Value};
use intervision_groups::{
    Certificate, Former, Inputs, Pairs, Rankings, Rules, RulesDocument, Slots, changes, verify,
};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;
use serde::Deserialize;

/// More people take too long for one try.
pub const MOST_PEOPLE: usize = 14;

/// How long one try searches.
const STEPS: u64 = 400;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub rules: RulesDocument,
    /// Person by person the values of `a`, `b`, `c` and `d`.
    pub people: Vec<[Field; 4]>,
    /// Who reports to whom, by their places.
    #[serde(default)]
    pub lines: Vec<(usize, usize)>,
    /// Weights of pairs, used again and again; none are given without any.
    #[serde(default)]
    pub met: Vec<f64>,
    /// Person by person a bit for each of eight slots.
    #[serde(default)]
    pub free: Option<Vec<u8>>,
    #[serde(default)]
    pub rankings: Option<Rankings>,
    #[serde(default)]
    pub earlier: Option<Vec<Vec<usize>>>,
}

/// A value of one column.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Field {
    Unknown,
    Category(String),
    Level([u32; 1]),
    Number(f64),
    Tags(Vec<String>),
}

impl Field {
    fn value(&self) -> Value<'static> {
        match self {
            Field::Unknown => Value::Unknown,
            Field::Category(name) => Value::category(name.clone()),
            Field::Level([rank]) => Value::Level(*rank),
            Field::Number(number) => Value::Number(*number),
            Field::Tags(tags) => Value::Tags(tags.iter().map(|tag| tag.clone().into()).collect()),
        }
    }
}

/// The same weights again and again.
struct Met<'a>(usize, &'a [f64]);

impl PairWeight for Met<'_> {
    fn len(&self) -> usize {
        self.0
    }

    fn weight(&self, a: usize, b: usize) -> f64 {
        if a == b || a.max(b) >= self.0 { 0.0 } else { self.1[(a + b) % self.1.len()] }
    }
}

struct Free<'a>(&'a [u8]);

impl Slots for Free<'_> {
    fn len(&self) -> usize {
        8
    }

    fn is_free(&self, member: usize, slot: usize) -> bool {
        slot < 8 && self.0.get(member).is_some_and(|free| free >> slot & 1 == 1)
    }
}

impl Case {
    fn roster(&self) -> Option<Table> {
        let ids: Vec<String> = (1..=self.people.len()).map(|number| format!("m{number}")).collect();
        let mut table = Table::new(ids.clone()).ok()?;
        for (at, key) in ["a", "b", "c", "d"].into_iter().enumerate() {
            table = table.with_column(key, self.people.iter().map(|own| own[at].value())).ok()?;
        }
        for &(report, boss) in &self.lines {
            // A line that runs in a circle is refused by the table itself.
            if let (Some(report), Some(boss)) = (ids.get(report), ids.get(boss))
                && let Ok(longer) = table.clone().with_manager(report, boss)
            {
                table = longer;
            }
        }
        Some(table)
    }

    /// Refused with a message, or answered with an answer that verifies.
    pub fn check(&self) {
        if self.people.len() > MOST_PEOPLE {
            return;
        }
        let Some(roster) = self.roster() else { return };
        let rules = match Rules::try_from(self.rules.clone()) {
            Ok(rules) => rules,
            Err(error) => return assert!(!error.to_string().is_empty()),
        };
        let met = Met(roster.len(), &self.met);
        let free = self.free.as_deref().map(Free);
        let earlier = self.earlier.clone().and_then(|lists| Groups::new(roster.len(), lists).ok());
        let mut inputs = Inputs::new();
        if !self.met.is_empty() {
            inputs = inputs.with_pairs(Pairs::new().with("met", &met));
        }
        if let Some(free) = &free {
            inputs = inputs.with_slots(free);
        }
        if let Some(earlier) = &earlier {
            inputs = inputs.with_earlier(earlier);
        }
        if let Some(rankings) = &self.rankings {
            inputs = inputs.with_rankings(rankings);
        }
        let former = Former::new(rules).with_inputs(inputs);
        answered(&former, &roster);
    }
}

fn answered(former: &Former<'_>, roster: &Table) {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
    let outcome = match former.form(roster, &mut Run::new(&mut rng, &mut ()).with_steps(STEPS)) {
        Ok(outcome) => outcome,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let worth = outcome.worth();
    assert!(worth.value.is_finite(), "{worth:?}");
    let near = 1e-9 * worth.value.abs().max(1.0);
    assert!(worth.bound.is_none_or(|bound| bound <= worth.value + near), "{worth:?}");
    assert_eq!(worth.status == Status::Unknown, !outcome.violated().is_empty(), "{worth:?}");
    let seated = outcome.groups().sizes().iter().sum::<usize>();
    assert_eq!(seated + outcome.waiting().len(), roster.len());
    verify(outcome.certificate(), former.rules(), roster, former.inputs())
        .unwrap_or_else(|error| panic!("{error}\n{:?}", outcome.certificate()));
    let file = serde_json::to_string(outcome.certificate()).expect("numbers are finite");
    let read: Certificate = serde_json::from_str(&file).expect("what was written is read");
    // A reader may round the last digit of a number otherwise.
    assert_eq!(read.groups, outcome.certificate().groups);
    verify(&read, former.rules(), roster, former.inputs())
        .unwrap_or_else(|error| panic!("{error}\n{read:?}"));
    let said = outcome.reasons();
    assert!(said.iter().all(|sentence| !sentence.contains("NaN")), "{said:?}");
    // The same groups, told once more.
    let formed = Formed { groups: outcome.groups().clone(), worth: worth.clone() };
    let told = former.explain(roster, &formed).expect("groups of this roster");
    assert_eq!(told.worth().value, worth.value);
    let same = changes(outcome.groups(), outcome.groups(), roster).expect("groups of this roster");
    assert!(same.people.is_empty());
    let explainer = former.explainer(roster, outcome.groups()).expect("groups of this roster");
    assert!(explainer.exchanges(2).allowed.iter().all(|one| one.breaks.is_empty()));
}
