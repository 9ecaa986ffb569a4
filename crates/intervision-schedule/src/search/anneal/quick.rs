//! What moves ask all the time, lowered once more: each session's lists side by side.

use crate::problem::Problem;

/// What moves ask of a session all the time, side by side.
pub(super) struct Quick {
    /// In the demand's numbers.
    pub(super) session: u32,
    /// Its classes of members and its start slots, as ranges of the walk's lists.
    pub(super) classes: (u32, u32),
    pub(super) options: (u32, u32),
    /// Which of the walk's pools its only resource comes from; none where it needs several, or keeps one in a series.
    pub(super) pool: Option<u32>,
    /// Whether it takes one slot wherever it starts.
    pub(super) single: bool,
    /// Whether nobody is ever away or minds the time, its resources are always open, and nothing relates it to other sessions
    /// or limits its resources.
    pub(super) plain: bool,
    /// Cost by which one move can lower all its rules.
    pub(super) relief: i64,
}

/// What the sessions' quick views point to.
#[derive(Default)]
pub(super) struct Lists {
    pub(super) quick: Vec<Quick>,
    pub(super) classes: Vec<u32>,
    pub(super) options: Vec<u32>,
    pub(super) pools: Vec<Vec<u32>>,
}

impl Lists {
    pub(super) fn new(problem: &Problem, plain: bool) -> Self {
        let mut lists = Lists::default();
        for (index, activity) in problem.activities.iter().enumerate() {
            let first = (lists.classes.len() as u32, lists.options.len() as u32);
            lists.classes.extend(&activity.classes);
            lists.options.extend(options(problem, index));
            let profile = &problem.profiles[activity.profile];
            let open = |asset: &u32| {
                let starts = &problem.resources[*asset as usize].open[activity.length];
                activity.domain.is_subset(starts)
            };
            let mut candidates = activity.needs.iter().flat_map(|need| problem.pool(need));
            let always = candidates.all(open);
            let pool = match activity.needs.as_slice() {
                [need] if need.count == 1 && need.tie.is_none() => {
                    Some(lists.pool(&need.candidates))
                }
                _ => None,
            };
            lists.quick.push(Quick {
                session: activity.original as u32,
                classes: (first.0, lists.classes.len() as u32),
                options: (first.1, lists.options.len() as u32),
                pool,
                single: problem.time.lengths[activity.length].take.iter().all(|take| *take == 1),
                plain: plain && always && profile.cost.iter().all(|cost| *cost == 0),
                relief: 0,
            });
        }
        lists
    }

    /// The number of a pool, one for all sessions with the same candidates.
    fn pool(&mut self, candidates: &[u32]) -> u32 {
        let known = self.pools.iter().position(|pool| pool == candidates);
        known.unwrap_or_else(|| {
            self.pools.push(candidates.to_vec());
            self.pools.len() - 1
        }) as u32
    }
}

/// Start slots that a session's window, attendees and lags leave.
fn options(problem: &Problem, activity: usize) -> Vec<u32> {
    let this = &problem.activities[activity];
    let tight = problem.tight.get(activity).copied().unwrap_or((i32::MIN, i32::MAX));
    let inside = |slot: &usize| (tight.0..=tight.1).contains(&problem.time.date_of(*slot));
    this.domain.ones().filter(inside).map(|slot| slot as u32).collect()
}
