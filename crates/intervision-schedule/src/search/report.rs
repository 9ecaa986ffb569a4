//! The report. In: the best plan. Out: an outcome in the demand's own numbers.

use intervision_core::{Placement, Span, Status, Stopped, TermWorth, Timetable, Unplaced, Worth};

use super::Ended;
use super::state::State;
use crate::planner::Attendance;
use crate::rules::{self, POINT, Prices};
use crate::why_not::{self, Shortage};
use crate::{Contribution, Level, Outcome, Planner, Score, SessionWorth};

pub(super) fn outcome(
    planner: &Planner,
    state: &State<'_>,
    ended: &Ended,
    extra: Vec<Contribution>,
    shortages: Vec<Shortage>,
    seed: Option<u64>,
) -> Outcome {
    let problem = state.problem;
    let mut placements = Vec::new();
    let mut unplaced = Vec::new();
    let mut sessions = Vec::new();
    for (index, activity) in problem.activities.iter().enumerate() {
        let session = activity.original;
        match placed(planner, state, index) {
            Some(placement) => {
                placements.push(placement);
                sessions.push(session_worth(state, index));
            }
            None => unplaced.push(Unplaced {
                session,
                reasons: why_not::reasons(planner, state, index, &shortages),
            }),
        }
    }
    placements.sort_by_key(|placement| placement.session);
    unplaced.sort_by_key(|unplaced| unplaced.session);
    sessions.sort_by_key(|worth: &SessionWorth| worth.session);

    let total = super::extra::total(state, &extra);
    let (score, contributions) = score_of(planner, state, &sessions, extra);
    let worth = worth(planner, state, ended, total, &contributions, seed);
    Outcome {
        timetable: Timetable { placements, unplaced, worth },
        score,
        contributions,
        sessions,
        shortages,
        first_value: Prices::value(ended.first_cost),
    }
}

/// The score of a plan, and what each rule adds: those of the demand, and `extra`.
pub(super) fn score(
    planner: &Planner,
    state: &State<'_>,
    extra: Vec<Contribution>,
) -> (Score, Vec<Contribution>) {
    let placed = (0..state.problem.activities.len()).filter(|a| state.slot(*a).is_some());
    let sessions: Vec<SessionWorth> = placed.map(|a| session_worth(state, a)).collect();
    score_of(planner, state, &sessions, extra)
}

fn score_of(
    planner: &Planner,
    state: &State<'_>,
    sessions: &[SessionWorth],
    extra: Vec<Contribution>,
) -> (Score, Vec<Contribution>) {
    let problem = state.problem;
    let total = super::extra::total(state, &extra);
    let unplaced = problem.activities.len() - sessions.len();
    let mut contributions = contributions(planner, state, sessions, unplaced);
    contributions.extend(extra);
    let points = |level: Level| -> i64 {
        contributions.iter().filter(|c| c.level == level).map(|c| c.points).sum()
    };
    let hard = points(Level::Hard);
    let soft = total - (hard + points(Level::Medium)) * problem.prices.medium;
    let score = Score { hard, medium: points(Level::Medium), soft: soft as f64 / POINT as f64 };
    (score, contributions)
}

/// Where an activity stands, in the demand's numbers.
pub(super) fn placed(planner: &Planner, state: &State<'_>, activity: usize) -> Option<Placement> {
    let problem = state.problem;
    let this = &problem.activities[activity];
    let minutes = problem.time.lengths[this.length].minutes;
    let span: Span = planner.grid.place(state.slot(activity)?, minutes)?;
    let original = |asset: &u32| problem.resources[*asset as usize].original;
    let resources = state.serving(activity).iter().map(original).collect();
    Some(Placement { session: this.original, span, resources })
}

pub(super) fn session_worth(state: &State<'_>, activity: usize) -> SessionWorth {
    let problem = state.problem;
    let this = &problem.activities[activity];
    let slot = state.slot(activity).unwrap_or(0);
    let take = problem.take(activity, slot);
    let length = &problem.time.lengths[this.length];
    let absent = this.attendees.iter().copied().filter(|member| {
        let known = problem.people.binary_search_by_key(member, |(m, _)| *m).ok();
        known.is_some_and(|at| !problem.people[at].1.free_from(slot, length))
    });
    let lag_days: i64 = this
        .lags
        .iter()
        .map(|lag| problem.lags[*lag as usize])
        .filter(|lag| lag.later as usize == activity)
        .filter_map(|lag| {
            let before = state.slot(lag.earlier as usize)?;
            let gap = problem.time.date_of(slot) - problem.time.date_of(before);
            Some(rules::missed_days(gap, lag.target))
        })
        .sum();
    let assets = state.serving(activity).iter();
    let wishes: i64 = assets.map(|asset| problem.resources[*asset as usize].wish(slot, take)).sum();
    let against = problem.profiles[this.profile].wishes[slot] + wishes * problem.prices.wish;
    SessionWorth {
        session: this.original,
        absent: absent.collect(),
        lag_days: lag_days as u32,
        unwelcome: against as f64 / POINT as f64,
    }
}

fn anyone_may_be_missed(planner: &Planner, state: &State<'_>) -> bool {
    let mut activities = state.problem.activities.iter();
    planner.attendance != Attendance::Everyone || activities.any(|one| one.quorum.is_some())
}

fn contributions(
    planner: &Planner,
    state: &State<'_>,
    sessions: &[SessionWorth],
    unplaced: usize,
) -> Vec<Contribution> {
    let prices = state.problem.prices;
    let mut list = vec![Contribution {
        rule: "unplaced sessions",
        level: Level::Medium,
        amount: unplaced as f64,
        points: unplaced as i64 * (prices.unplaced / prices.medium),
    }];
    if anyone_may_be_missed(planner, state) {
        let absences: usize = sessions.iter().map(|session| session.absent.len()).sum();
        list.push(Contribution {
            rule: "absences",
            level: Level::Medium,
            amount: absences as f64,
            points: absences as i64 * (prices.absence / prices.medium),
        });
    }
    let days: i64 = sessions.iter().map(|session| i64::from(session.lag_days)).sum();
    list.push(Contribution {
        rule: "days off the target distance",
        level: Level::Soft,
        amount: days as f64,
        points: days * prices.lag_day / POINT,
    });
    let unwelcome: f64 = sessions.iter().map(|session| session.unwelcome).sum();
    list.push(Contribution {
        rule: "unwelcome times",
        level: Level::Soft,
        amount: unwelcome,
        points: unwelcome.round() as i64,
    });
    list
}

fn worth(
    planner: &Planner,
    state: &State<'_>,
    ended: &Ended,
    total: i64,
    contributions: &[Contribution],
    seed: Option<u64>,
) -> Worth {
    let prices = state.problem.prices;
    let weights = planner.weights;
    let optimal = total <= ended.bound;
    let status = if optimal { Status::Optimal } else { Status::Feasible };
    let stopped = if optimal { Stopped::Proven } else { ended.stopped };
    let mut worth =
        Worth::new(status, stopped, Prices::value(total)).with_bound(Prices::value(ended.bound));
    // Where every attendee must be there, and no other rule costs any, medium points come from sessions without a place alone.
    let medium = |told: &&Contribution| told.level != Level::Soft;
    let alone = weights.unplaced > 0
        && contributions.iter().filter(medium).all(|told| told.rule == "unplaced sessions");
    let unplaced_bound = alone.then(|| {
        let points = (ended.bound as f64 / prices.medium as f64).round();
        (points / f64::from(weights.unplaced)).max(0.0)
    });
    for contribution in contributions {
        let (weight, bound) = match contribution.rule {
            "unplaced sessions" => {
                (f64::from(weights.unplaced) * prices.medium_weight(), unplaced_bound)
            }
            "absences" => (f64::from(weights.absence) * prices.medium_weight(), None),
            "days off the target distance" => (f64::from(weights.lag_day), None),
            _ if contribution.level == Level::Soft => (1.0, None),
            _ => (prices.medium_weight(), None),
        };
        let (name, value) = (contribution.rule.to_owned(), contribution.amount);
        worth.terms.push(TermWorth { name, value, bound, weight });
    }
    worth.steps = ended.steps;
    worth.seed = seed;
    worth
}
