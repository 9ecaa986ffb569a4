use intervision_core::{Grouping, Groups, PairWeight, Roster, Run};
use intervision_groups::rounds::{Meetings, Rounds, RoundsOutcome};
use intervision_groups::{Remainder, RulesBuilder, Sizes};
use intervision_model::design::TableRules;

use crate::adapters::AdapterError;

/// Tables for every round of every gathering, with as few as can be who sat together, or met, before.
///
/// `present` holds the members of each gathering; the rounds of one stand together. `met` is how often people met before the year.
///
/// # Errors
///
/// [`AdapterError::Groups`] for what is wrong with the rounds: nobody at a gathering, an attribute that the roster does not have.
pub fn tables(
    rules: &TableRules,
    roster: &dyn Roster,
    present: &[Vec<usize>],
    met: &dyn PairWeight,
    run: &mut Run<'_>,
) -> Result<RoundsOutcome, AdapterError> {
    let each = rules.rounds as usize;
    let sizes = Sizes::of(rules.size as usize, Remainder::AllowLarger);
    let wishes = rules.mix.iter();
    let built = wishes
        .fold(RulesBuilder::new(sizes), |built, wish| built.mix(&wish.attribute, wish.weight));
    let mut rounds = Rounds::new(built.build()?, each * present.len()).with_history(met);
    for (gathering, present) in present.iter().enumerate() {
        let away: Vec<String> = (0..roster.len())
            .filter(|member| !present.contains(member))
            .map(|member| roster.id(member).into_owned())
            .collect();
        for round in 0..each {
            rounds = rounds.absent(gathering * each + round + 1, away.iter().cloned());
        }
    }
    Ok(rounds.make(roster, run)?)
}

/// Who met whom over a year, and what comes next.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MetReview {
    /// How often each two met.
    pub meetings: Meetings,
    /// How many pairs there are among the people who count.
    pub pairs: usize,
    /// How many of them never met.
    pub never: usize,
    /// How many never met, met once, twice, and so on.
    pub by_times: Vec<usize>,
    /// How many pairs are expected to meet for the first time in the round that comes next.
    pub next_adds: f64,
}

impl MetReview {
    /// Which share of the pairs never met; 0 where there are no pairs.
    #[must_use]
    pub fn never_share(&self) -> f64 {
        if self.pairs == 0 { 0.0 } else { self.never as f64 / self.pairs as f64 }
    }

    /// By how much the next round is expected to lessen that share.
    #[must_use]
    pub fn next_share(&self) -> f64 {
        if self.pairs == 0 { 0.0 } else { self.next_adds / self.pairs as f64 }
    }
}

/// What a year of meetings comes to: how many pairs of `people` never met, and how many are expected to meet first in a round that is
/// planned next, where everybody comes with their chance.
///
/// # Errors
///
/// [`AdapterError::Groups`] for a round that names somebody twice, or somebody who is not there.
pub fn met_review(
    members: usize,
    rounds: &[&dyn Grouping],
    people: &[usize],
    next: &Groups,
    chance: impl Fn(usize) -> f64,
) -> Result<MetReview, AdapterError> {
    let meetings = Meetings::of(members, rounds)?;
    let pairs = people.len() * people.len().saturating_sub(1) / 2;
    let counts = |member: &usize| people.contains(member);
    let mut by_times = vec![0];
    for (_, _, times) in meetings.pairs().filter(|(a, b, _)| counts(a) && counts(b)) {
        by_times.resize(by_times.len().max(times + 1), 0);
        if let Some(count) = by_times.get_mut(times) {
            *count += 1;
        }
    }
    let never = pairs - by_times.iter().sum::<usize>();
    if let Some(count) = by_times.first_mut() {
        *count = never;
    }
    let next_adds =
        meetings.would_add(next, |member| if counts(&member) { chance(member) } else { 0.0 });
    Ok(MetReview { meetings, pairs, never, by_times, next_adds })
}
