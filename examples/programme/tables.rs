use std::path::Path;

use intervision::adapters::{self, MetReview};
use intervision::core::{Grouping, Groups, Roster, Run};
use intervision::documents::tables_table;
use intervision::groups::rounds::RoundsOutcome;
use intervision::model::MeetingHistory;
use intervision::model::design::TableRules;
use intervision_examples::{Outcome, write};

use crate::gatherings::Dates;
use crate::input::Input;

/// How many exchanges the tables of a year are searched with.
const STEPS: u64 = 400_000;
/// And those of the gathering that comes after it.
const NEXT_STEPS: u64 = 60_000;

/// Who sits with whom, and what that comes to.
pub struct Tables {
    pub rules: TableRules,
    pub made: RoundsOutcome,
    pub review: MetReview,
    /// Everybody who met by the end of the year: at a table, or in a group.
    pub met: MeetingHistory,
}

pub fn set(
    input: &Input,
    dates: &Dates,
    groups: &Groups,
    run: &mut Run<'_>,
) -> Outcome<Option<Tables>> {
    let Some(rules) = input.design.tables() else { return Ok(None) };
    let everyone = &input.members.everyone;
    // Those who learn in one group meet anyway.
    let mut met = MeetingHistory::new(everyone.len());
    for group in groups.iter() {
        let numbers = group.iter().filter_map(|&m| everyone.number(&input.cohort.id(m)));
        met.add_group(&numbers.collect::<Vec<_>>());
    }
    let made = adapters::tables(rules, everyone, &dates.present, &met, &mut run.part(Some(STEPS)))?;
    for round in made.rounds() {
        for table in round.iter() {
            met.add_group(table);
        }
    }
    // What one more gathering would add, if people come as they did before.
    let last = dates.present.last().cloned().unwrap_or_default();
    let one = TableRules { rounds: 1, ..rules.clone() };
    let present = std::slice::from_ref(&last);
    let next = adapters::tables(&one, everyone, present, &met, &mut run.part(Some(NEXT_STEPS)))?;
    let rounds: Vec<&dyn Grouping> =
        made.rounds().iter().map(|round| round as &dyn Grouping).collect();
    let chance = |member| dates.rates.chance(member);
    let next = next.rounds().first().ok_or("a gathering without a round of tables")?;
    let review = adapters::met_review(everyone.len(), &rounds, &last, next, chance)?;
    Ok(Some(Tables { rules: rules.clone(), made, review, met }))
}

pub fn write_tables(input: &Input, tables: &Tables, out: &Path) -> Outcome {
    let text = tables_table(&input.members.everyone, &tables.made, tables.rules.rounds as usize)?;
    write(&out.join("tables.csv"), text)
}
