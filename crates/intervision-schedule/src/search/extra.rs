//! The planner's own rules: opened for a search, and counted again for its answer.

use super::anneal::Counter;
use super::state::State;
use crate::rules::{Season, Stand};
use crate::{Contribution, Error, Level, Planner};

/// A tally of every rule.
pub(super) fn open(planner: &Planner, season: &Season<'_>) -> Result<Vec<Counter>, Error> {
    let open = |rule: &std::sync::Arc<dyn crate::rules::Rule>| {
        let sessions = rule.sessions(season);
        for &session in &sessions {
            season.check(rule.name(), session)?;
        }
        Ok(Counter { tally: rule.open(season)?, level: rule.level(), sessions })
    };
    planner.rules.iter().map(open).collect()
}

/// What every rule says of a plan, by tallies that count it afresh.
pub(super) fn points(
    planner: &Planner,
    season: &Season<'_>,
    state: &State<'_>,
) -> Result<Vec<Contribution>, Error> {
    let problem = state.problem;
    let mut counters = open(planner, season)?;
    let mut points = vec![0; counters.len()];
    for (index, activity) in problem.activities.iter().enumerate() {
        let Some(start) = state.slot(index) else { continue };
        let original = |asset: &u32| problem.resources[*asset as usize].original;
        let resources: Vec<usize> = state.serving(index).iter().map(original).collect();
        let end = start + problem.take(index, start);
        let stand = Stand { session: activity.original, start, end, resources: &resources };
        for (counter, points) in counters.iter_mut().zip(&mut points) {
            if counter.sessions.contains(&activity.original) {
                *points += counter.tally.enter(stand);
            }
        }
    }
    let told = planner.rules.iter().zip(points).map(|(rule, points)| Contribution {
        rule: rule.name(),
        level: rule.level(),
        amount: points as f64,
        points,
    });
    Ok(told.collect())
}

/// What a plan costs in all, with what its contributions add.
pub(super) fn total(state: &State<'_>, contributions: &[Contribution]) -> i64 {
    let medium = state.problem.prices.medium;
    let cost = |told: &Contribution| match told.level {
        Level::Soft => told.points.saturating_mul(crate::rules::POINT),
        Level::Hard | Level::Medium => told.points.saturating_mul(medium),
    };
    contributions.iter().map(cost).fold(state.cost(), i64::saturating_add)
}

/// Whether a plan keeps every hard rule.
pub(super) fn holds(contributions: &[Contribution]) -> bool {
    contributions.iter().all(|told| told.level != Level::Hard || told.points == 0)
}
