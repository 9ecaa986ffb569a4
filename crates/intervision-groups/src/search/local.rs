use std::ops::ControlFlow;

use intervision_core::{Progress, Run, Stopped};
use rand::seq::SliceRandom;

use super::{Draft, Solution, Solver, Start};
use crate::problem::Problem;

/// Gains smaller than this are rounding.
const TINY: f64 = 1e-12;

/// Local search: one person after the other changes places with whoever gains most, or goes to another group where sizes allow, until
/// no single exchange and no single move gains anything.
///
/// This is the exchange method of anticlustering, repeated to a local optimum (Weitz and Lakshminarayanan 1998; Papenberg and
/// Klau 2021). A step is one price. One round over all members takes O(members²) prices. When nothing gains any more, the search begins
/// anew and keeps the best grouping: as often as [`with_restarts`](LocalSearch::with_restarts) says, else while the run's budget lasts,
/// and not at all where it has none.
///
/// # Example
///
/// ```
/// use intervision_core::{Run, Table, Value};
/// use intervision_groups::{Former, LocalSearch, RulesBuilder, Sizes, Start};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let functions = ["a", "a", "b", "b", "c", "c"].map(Value::category);
/// let roster = Table::new(["1", "2", "3", "4", "5", "6"])?.with_column("function", functions)?;
/// let former = Former::new(RulesBuilder::new(Sizes::count(2)).mix("function", 1.0).build()?);
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
/// let solver = LocalSearch::default().with_start(Start::Random).with_restarts(3);
/// let outcome = former.form_with(&solver, &roster, &mut Run::new(&mut rng, &mut ()))?;
/// assert_eq!(outcome.worth().value, 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalSearch {
    start: Start,
    restarts: Option<u64>,
    chains: bool,
}

impl Default for LocalSearch {
    fn default() -> Self {
        LocalSearch { start: Start::Random, restarts: None, chains: false }
    }
}

impl LocalSearch {
    /// From this grouping; at random without.
    #[must_use]
    pub fn with_start(mut self, start: Start) -> Self {
        self.start = start;
        self
    }

    /// With chains of changes where single ones gain nothing any more: see [`Draft::chain`]. A descent then ends where no exchange, no
    /// move and no chain that is found gains anything.
    #[must_use]
    pub fn with_chains(mut self) -> Self {
        self.chains = true;
        self
    }

    /// So many times anew after the first, unless the budget ends before.
    #[must_use]
    pub fn with_restarts(mut self, restarts: u64) -> Self {
        self.restarts = Some(restarts);
        self
    }
}

impl Solver for LocalSearch {
    fn name(&self) -> &'static str {
        "local search"
    }

    fn solve(&self, problem: &Problem, run: &mut Run<'_>) -> Solution {
        let budget = run.budget();
        let limited = budget.steps.is_some() || budget.time.is_some();
        let mut restarts = self.restarts.unwrap_or(if limited { u64::MAX } else { 0 });
        let mut search = Search { run, steps: 0, best: None, chains: self.chains };
        let mut descents = 0;
        let stopped = loop {
            let draft = Draft::begin(problem, self.start, search.run);
            if problem.groups() == 1 || draft.movers().is_empty() {
                // There is nothing to search.
                restarts = 0;
            }
            if let ControlFlow::Break(stopped) = search.descend(draft) {
                break stopped;
            }
            if descents == restarts {
                break Stopped::Finished;
            }
            descents += 1;
        };
        let solution = match search.best {
            Some((_, draft)) => draft.into_solution(stopped),
            // A descent always leaves its draft behind.
            None => Solution::new(vec![0; problem.members()], stopped),
        };
        let from = self.start;
        let with = if self.chains { " with chains" } else { "" };
        solution.with_steps(search.steps).with_ran(match descents {
            0 => format!("local search{with} from a {from} start"),
            _ => format!("local search{with} from {} {from} starts", descents + 1),
        })
    }
}

struct Search<'s, 'r, 'p> {
    run: &'s mut Run<'r>,
    steps: u64,
    /// The best so far with its faults.
    best: Option<(usize, Draft<'p>)>,
    chains: bool,
}

impl<'p> Search<'_, '_, 'p> {
    /// Down to a local optimum, as far as the budget reaches; what it comes to is kept if it is the best.
    fn descend(&mut self, mut draft: Draft<'p>) -> ControlFlow<Stopped> {
        // A start counts as well, so that a search in which nothing moves comes to its end.
        self.steps += 1;
        let mut way = draft.repair(self.run, &mut self.steps);
        if way.is_continue() {
            way = self.improve(&mut draft);
        }
        if way.is_continue() && self.chains {
            way = draft.chain(self.run, &mut self.steps).map_continue(|_| ());
        }
        draft.refresh();
        let faults = draft.faults();
        let better = self
            .best
            .as_ref()
            .is_none_or(|(known, best)| (faults, draft.value()) < (*known, best.value()));
        let problem = draft.problem();
        if better {
            self.best = Some((faults, draft));
        }
        match &self.best {
            Some((0, best)) if problem.bounds().met_by(best.value()) => {
                ControlFlow::Break(Stopped::Proven)
            }
            _ => way,
        }
    }

    fn improve(&mut self, draft: &mut Draft<'p>) -> ControlFlow<Stopped> {
        let bound = draft.problem().bounds().value;
        let tiny = TINY * draft.problem().objective.unit();
        let mut known = match &self.best {
            Some((0, best)) => best.value(),
            _ => f64::INFINITY,
        };
        let feasible = draft.faults() == 0;
        let mut movers = draft.movers();
        movers.shuffle(self.run.rng());
        let groups = if draft.slack() { draft.problem().groups() } else { 0 };
        let mut quiet = 0;
        for &a in movers.iter().cycle() {
            let mut best = (-tiny, None);
            for &b in &movers {
                if draft.group_of()[a] == draft.group_of()[b] {
                    continue;
                }
                let price = draft.swap_price(a, b);
                self.steps += 1;
                if price < best.0 && draft.may_swap(a, b) {
                    best = (price, Some(Change::Swap(b)));
                }
            }
            for group in 0..groups {
                if draft.may_move(a, group) {
                    let price = draft.move_price(a, group);
                    self.steps += 1;
                    if price < best.0 {
                        best = (price, Some(Change::Move(group)));
                    }
                }
            }
            let moved = match best.1 {
                Some(Change::Swap(b)) => draft.swap(a, b),
                Some(Change::Move(group)) => draft.move_to(a, group),
                None => false,
            };
            quiet = if moved { 0 } else { quiet + 1 };
            if quiet > movers.len() {
                break;
            }
            if feasible {
                known = known.min(draft.value());
            }
            let mut progress = Progress::new("local search").at(self.steps).bound(bound);
            if known < f64::INFINITY {
                progress = progress.best(known);
            }
            self.run.check(&progress)?;
        }
        ControlFlow::Continue(())
    }
}

enum Change {
    Swap(usize),
    Move(usize),
}
