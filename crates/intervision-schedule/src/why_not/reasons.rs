//! Reasons for a session without a place: which rule took away how many of its start times, one rule after the other.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;

use super::Shortage;
use crate::Planner;
use crate::problem::{LowNeed, Problem};
use crate::search::State;

/// So many people, or sessions, are named in one reason.
const NAMED: usize = 3;

/// Reasons in plain words, the most telling first; never empty.
pub(crate) fn reasons(
    planner: &Planner,
    state: &State<'_>,
    activity: usize,
    shortages: &[Shortage],
) -> Vec<String> {
    let problem = state.problem;
    let this = &problem.activities[activity];
    let concerns = |shortage: &&Shortage| shortage.sessions.contains(&this.original);
    let mut told: Vec<String> =
        shortages.iter().filter(concerns).map(ToString::to_string).collect();

    let mut funnel = Funnel {
        unit: unit(planner, problem, activity),
        all: this.window.count_ones(..),
        left: this.window.clone(),
        reasons: Vec::new(),
    };
    funnel.keep(&this.domain, || away(planner, problem, activity));
    for need in &this.needs {
        let open = open_for(problem, need, this.length);
        funnel.keep(&open, || format!("{} is free by its own calendar", wanted(need)));
    }
    let mut free = funnel.left.clone();
    let mut cost = vec![0; problem.time.slots];
    state.relate(activity, &mut free, &mut cost);
    funnel.keep(&free, || {
        format!(
            "the distances, days and times asked leave no more, given {}",
            placed_relatives(state, activity)
        )
    });
    let busy = attending(state, activity);
    funnel.keep(&busy.0, || format!("attendees are in other sessions: {}", busy.1));
    for need in &this.needs {
        let (assets, count) = match need.tie.and_then(|tie| state.tied(tie)) {
            Some(assets) => (assets, assets.len()),
            None => (problem.pool(need), need.count),
        };
        let open = state.starts_of_some(assets, count, this.length);
        funnel.keep(&open, || taken(state, need, assets));
    }
    told.extend(funnel.told());
    told
}

/// Start times, as one rule after the other takes some away.
struct Funnel {
    unit: &'static str,
    all: usize,
    left: FixedBitSet,
    reasons: Vec<(usize, String)>,
}

impl Funnel {
    fn keep(&mut self, open: &FixedBitSet, why: impl FnOnce() -> String) {
        let before = self.left.count_ones(..);
        self.left.intersect_with(open);
        let lost = before - self.left.count_ones(..);
        if lost > 0 {
            let rest = if before == self.all { "in the window" } else { "that were left" };
            self.reasons
                .push((lost, format!("{} (takes {lost} of {before} {} {rest})", why(), self.unit)));
        }
    }

    fn told(mut self) -> Vec<String> {
        self.reasons.sort_by_key(|(lost, _)| std::cmp::Reverse(*lost));
        let mut told: Vec<String> = self.reasons.into_iter().map(|(_, reason)| reason).collect();
        let left = self.left.count_ones(..);
        if left > 0 {
            told.push(format!(
                "{left} of {} {} would do by themselves, but not together with the rest of the series; a longer search may find a place",
                self.all, self.unit
            ));
        }
        told
    }
}

fn unit(planner: &Planner, problem: &Problem, activity: usize) -> &'static str {
    let most = problem.time.lengths[problem.activities[activity].length].most;
    match (planner.grid.unit(), most) {
        ("half-days", 1) => "half-days",
        ("half-days", _) => "days",
        _ => "start times",
    }
}

/// Who is away most often in the window.
fn away(planner: &Planner, problem: &Problem, activity: usize) -> String {
    let this = &problem.activities[activity];
    let length = &problem.time.lengths[this.length];
    let unit = unit(planner, problem, activity);
    let all = this.window.count_ones(..);
    let mut away: Vec<(usize, String)> = this
        .attendees
        .iter()
        .filter_map(|member| {
            let at = problem.people.binary_search_by_key(member, |(m, _)| *m).ok()?;
            let calendar = &problem.people[at].1;
            let times =
                this.window.ones().filter(|slot| !calendar.free_from(*slot, length)).count();
            (times > 0).then(|| (times, planner.name_of(*member)))
        })
        .collect();
    away.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let named = away
        .iter()
        .take(NAMED)
        .map(|(times, who)| format!("{who} is away {times} of {all} {unit} in the window"));
    let mut told: Vec<String> = named.collect();
    if away.len() > NAMED {
        told.push(format!("and {} more are away at times", away.len() - NAMED));
    }
    told.join(", ")
}

fn open_for(problem: &Problem, need: &LowNeed, length: usize) -> FixedBitSet {
    let mut free = vec![0; problem.time.slots];
    for asset in problem.pool(need) {
        problem.resources[*asset as usize].open[length].ones().for_each(|slot| free[slot] += 1);
    }
    let mut open = FixedBitSet::with_capacity(problem.time.slots);
    open.extend((0..free.len()).filter(|slot| free[*slot] >= need.count));
    open
}

fn wanted(need: &LowNeed) -> String {
    match need.count {
        1 => format!("no {} that would do", need.kind),
        count => format!("fewer than {count} of kind {}", need.kind),
    }
}

/// Who is taken at the times that are left, with how much they do already.
fn taken(state: &State<'_>, need: &LowNeed, assets: &[u32]) -> String {
    let problem = state.problem;
    let mut loads: Vec<(u32, &str)> = assets
        .iter()
        .map(|asset| (state.sessions_of(*asset), problem.resources[*asset as usize].id.as_str()))
        .collect();
    loads.sort_by(|a, b| b.cmp(a));
    let named: Vec<String> = loads
        .iter()
        .take(NAMED)
        .map(|(sessions, id)| format!("{id} serves {sessions} sessions"))
        .collect();
    format!("every {} that would do is taken or at its limit: {}", need.kind, named.join(", "))
}

fn placed_relatives(state: &State<'_>, activity: usize) -> String {
    let problem = state.problem;
    let this = &problem.activities[activity];
    let lags = this.lags.iter().map(|lag| problem.lags[*lag as usize]);
    let mut others: Vec<u32> = lags
        .map(|lag| if lag.earlier as usize == activity { lag.later } else { lag.earlier })
        .chain(this.same_day.iter().copied())
        .chain(this.other_day.iter().copied())
        .chain(this.between.iter().map(|at| problem.between[*at as usize].other(activity) as u32))
        .filter(|other| state.slot(*other as usize).is_some())
        .collect();
    others.sort_unstable();
    others.dedup();
    let more = others.len().saturating_sub(NAMED);
    let mut named: Vec<String> = others
        .iter()
        .take(NAMED)
        .map(|other| {
            let slot = state.slot(*other as usize).unwrap_or(0);
            let day = problem.time.days[problem.time.day_of[slot] as usize];
            format!("\"{}\" on {day}", problem.activities[*other as usize].id)
        })
        .collect();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    named.join(", ")
}

/// Start times at which no attendee is in another session, and which sessions those are.
fn attending(state: &State<'_>, activity: usize) -> (FixedBitSet, String) {
    let problem = state.problem;
    let this = &problem.activities[activity];
    let mut free = this.window.clone();
    let mut blocking: BTreeMap<&str, usize> = BTreeMap::new();
    for (other, that) in problem.activities.iter().enumerate() {
        let shared = that.classes.iter().any(|class| this.classes.contains(class));
        let Some(start) = state.slot(other).filter(|_| shared && other != activity) else {
            continue;
        };
        let end = start + problem.take(other, start);
        let hit: Vec<usize> = free
            .ones()
            .filter(|slot| *slot < end && start < slot + problem.take(activity, *slot))
            .collect();
        if !hit.is_empty() {
            *blocking.entry(that.id.as_str()).or_default() += hit.len();
        }
        for slot in hit {
            free.remove(slot);
        }
    }
    let more = blocking.len().saturating_sub(NAMED);
    let mut named: Vec<String> =
        blocking.keys().take(NAMED).map(|id| format!("\"{id}\"")).collect();
    if more > 0 {
        named.push(format!("{more} more"));
    }
    (free, named.join(", "))
}
