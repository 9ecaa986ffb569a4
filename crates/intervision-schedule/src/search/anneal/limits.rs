//! Rules between sessions, and loads of resources, as penalties: how far lags, days, series and loads are from being kept.

use crate::problem::Problem;
use crate::rules::missed_days;

/// Points by level that a change makes: broken rules, and thousandths of a soft point.
#[derive(Clone, Copy, Default)]
pub(super) struct Broken {
    pub(super) hard: i64,
    pub(super) soft: i64,
}

/// Loads and series under change.
pub(super) struct Limits {
    /// Whether there is anything to count.
    pub(super) any: bool,
    weeks: usize,
    total: Vec<u32>,
    per_week: Vec<u32>,
    /// Per tie, sessions that use a resource, by resource.
    tied: Vec<Vec<u16>>,
    /// Per tie, resources in use.
    used: Vec<u32>,
}

impl Limits {
    pub(super) fn new(problem: &Problem) -> Self {
        let resources = problem.resources.len();
        let limited = problem
            .resources
            .iter()
            .any(|resource| resource.max_sessions < u32::MAX || resource.max_per_week < u32::MAX);
        let between = problem.activities.iter().any(|activity| {
            !(activity.lags.is_empty()
                && activity.same_day.is_empty()
                && activity.other_day.is_empty()
                && activity.between.is_empty())
        });
        Limits {
            any: limited || between || !problem.ties.is_empty(),
            weeks: problem.time.weeks,
            total: vec![0; resources],
            per_week: vec![0; resources * problem.time.weeks],
            tied: problem.ties.iter().map(|_| vec![0; resources]).collect(),
            used: vec![0; problem.ties.len()],
        }
    }

    /// A session comes to a place, or leaves it; all others stand where `starts` says.
    pub(super) fn change(
        &mut self,
        problem: &Problem,
        starts: &[u32],
        activity: usize,
        start: usize,
        assets: &[u32],
        on: bool,
    ) -> Broken {
        if !self.any {
            return Broken::default();
        }
        let mut change = between(problem, starts, activity, start);
        if !on {
            change = Broken { hard: -change.hard, soft: -change.soft };
        }
        change.hard += self.loads(problem, start, assets, on);
        change.hard += self.series(problem, activity, assets, on);
        change
    }

    /// How many sessions of its series use the rarest resource of a session, where the series uses more than it may; the
    /// largest number there is elsewhere.
    pub(super) fn stray(&self, problem: &Problem, activity: usize, assets: &[u32]) -> u16 {
        let mut from = 0;
        let mut rarest = u16::MAX;
        for need in &problem.activities[activity].needs {
            let mine = &assets[from..from + need.count];
            from += need.count;
            let Some(tie) = need.tie.map(|tie| tie as usize) else { continue };
            if self.used[tie] > problem.ties[tie].count as u32 {
                let uses = mine.iter().map(|asset| self.tied[tie][*asset as usize]);
                rarest = rarest.min(uses.min().unwrap_or(u16::MAX));
            }
        }
        rarest
    }

    fn loads(&mut self, problem: &Problem, start: usize, assets: &[u32], on: bool) -> i64 {
        let mut change = 0;
        let week = problem.time.week_of(start);
        for &asset in assets {
            let resource = &problem.resources[asset as usize];
            let counts = [
                (&mut self.total[asset as usize], resource.max_sessions),
                (&mut self.per_week[asset as usize * self.weeks + week], resource.max_per_week),
            ];
            for (count, most) in counts {
                if on {
                    change += i64::from(*count >= most);
                    *count += 1;
                } else {
                    *count -= 1;
                    change -= i64::from(*count >= most);
                }
            }
        }
        change
    }

    fn series(&mut self, problem: &Problem, activity: usize, assets: &[u32], on: bool) -> i64 {
        let mut change = 0;
        let mut from = 0;
        for need in &problem.activities[activity].needs {
            let mine = &assets[from..from + need.count];
            from += need.count;
            let Some(tie) = need.tie else { continue };
            let tie = tie as usize;
            let allowed = problem.ties[tie].count as u32;
            let beyond = |used: u32| i64::from(used.saturating_sub(allowed));
            change -= beyond(self.used[tie]);
            for &asset in mine {
                let uses = &mut self.tied[tie][asset as usize];
                if on {
                    self.used[tie] += u32::from(*uses == 0);
                    *uses += 1;
                } else {
                    *uses -= 1;
                    self.used[tie] -= u32::from(*uses == 0);
                }
            }
            change += beyond(self.used[tie]);
        }
        change
    }
}

/// What a session's relations with all that is placed cost.
fn between(problem: &Problem, starts: &[u32], activity: usize, start: usize) -> Broken {
    let (time, this) = (&problem.time, &problem.activities[activity]);
    let mut broken = Broken::default();
    let placed = |other: u32| {
        let start = starts[other as usize];
        (other as usize != activity && start != super::super::state::NOWHERE)
            .then_some(start as usize)
    };
    for &lag in &this.lags {
        let lag = problem.lags[lag as usize];
        let after = lag.later as usize == activity;
        let other = if after { lag.earlier } else { lag.later };
        let Some(there) = placed(other) else { continue };
        let (first, second) = if after { (there, start) } else { (start, there) };
        let gap = time.date_of(second) - time.date_of(first);
        let early = i64::from(lag.min.saturating_sub(gap).max(0));
        let late = i64::from(gap.saturating_sub(lag.max).max(0));
        let ends = first + problem.take(lag.earlier as usize, first);
        broken.hard += early + late + i64::from(early == 0 && ends > second);
        broken.soft += missed_days(gap, lag.target) * problem.prices.lag_day;
    }
    for asked in &this.between {
        let asked = &problem.between[*asked as usize];
        let there = placed(asked.other(activity) as u32);
        broken.hard +=
            i64::from(there.is_some_and(|there| !problem.keeps(asked, activity, start, there)));
    }
    let day = time.day_of[start];
    let on_day = |other: &&u32| placed(**other).is_some_and(|there| time.day_of[there] == day);
    let elsewhere = |other: &&u32| placed(**other).is_some_and(|there| time.day_of[there] != day);
    broken.hard += this.other_day.iter().filter(on_day).count() as i64;
    broken.hard += this.same_day.iter().filter(elsewhere).count() as i64;
    broken
}
