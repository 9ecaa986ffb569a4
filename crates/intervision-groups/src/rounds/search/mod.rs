//! In: a task. Out: rounds found by simulated annealing: two people of a round change places, at tables or between a table and sitting out.

mod book;

use std::ops::ControlFlow;

use intervision_core::{Progress, Run, Stopped};
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use self::book::{Book, Change, Step};
use super::bound::Reach;
use super::construct::Design;
use super::task::{OneRound, RoundTask};
use super::{MadeRounds, MakeRounds};
use crate::search::{Draft, Start};

/// Changes that set the temperatures.
const PROBES: usize = 500;

/// Temperatures at the start and at the end, as parts of what a change at random costs.
const HOT: f64 = 0.4;
const COLD: f64 = 0.06;

/// Changes per person and round in the first anneal; each later one has twice as many.
const FIRST: u64 = 400;

/// Anneals when nothing else ends them.
const ANNEALS: u32 = 4;

/// Trials between two looks at the run.
const SLICE: u64 = 1024;

/// Simulated annealing over all rounds at once: in a round two people change places, or one goes to a group with a free seat. The price of a
/// change takes O(size of the groups + attributes) by counters of who met when; anneals start afresh, each twice as long.
#[derive(Debug, Clone, Default)]
pub struct RoundAnnealing {
    begin: Design,
}

impl RoundAnnealing {
    /// Begins every anneal with these rounds as far as they go, and at a lower temperature; the others are random.
    pub(super) fn from(begin: Design) -> Self {
        RoundAnnealing { begin }
    }
}

impl MakeRounds for RoundAnnealing {
    fn name(&self) -> &'static str {
        "annealing"
    }

    fn make(&self, task: &RoundTask, run: &mut Run<'_>) -> Option<MadeRounds> {
        if !task.searched() {
            return None;
        }
        let target = Reach::of(task).value;
        let budget = run.budget();
        let open = budget.steps.is_some() || budget.time.is_some();
        let seats: u64 = task.rounds.iter().map(|round| round.seated.len() as u64).sum();
        let mut best: Option<(usize, f64, Design)> = None;
        let (mut steps, mut stopped) = (0, Stopped::Finished);
        for anneal in 0..if open { u32::MAX } else { ANNEALS } {
            let mut drafts = Vec::with_capacity(task.rounds());
            for round in 0..task.rounds() {
                match self.draft(task, round, run, &mut steps) {
                    ControlFlow::Continue(draft) => drafts.push(draft),
                    ControlFlow::Break((draft, why)) => {
                        drafts.push(draft);
                        stopped = why;
                    }
                }
            }
            let faults = drafts.iter().map(Draft::faults).sum();
            let mut book = Book::new(task, drafts);
            let trials = (FIRST << anneal.min(12)) * seats.max(1);
            let mut ended = ControlFlow::Continue(());
            if stopped == Stopped::Finished {
                let heat = if self.begin.is_empty() { 1.0 } else { 0.5 };
                let known = best.as_ref().map(|best| best.1);
                ended = anneal_once(&mut book, trials, heat, (target, known), &mut steps, run);
            }
            let found = (faults, book.value(), book.groups());
            if best.as_ref().is_none_or(|best| (found.0, found.1) < (best.0, best.1)) {
                best = Some(found);
            }
            let reached = best.as_ref().is_some_and(|best| best.0 == 0 && best.1 <= target + 1e-9);
            if let ControlFlow::Break(why) = ended {
                stopped = why;
            }
            if reached {
                stopped = Stopped::Proven;
            }
            if stopped != Stopped::Finished {
                break;
            }
        }
        let (_, _, rounds) = best?;
        Some(MadeRounds { rounds, way: "annealing".to_owned(), steps, stopped })
    }
}

impl RoundAnnealing {
    /// A round to begin with: a given one, or a random one that keeps the rules.
    fn draft<'t>(
        &self,
        task: &'t RoundTask,
        round: usize,
        run: &mut Run<'_>,
        steps: &mut u64,
    ) -> ControlFlow<(Draft<'t>, Stopped), Draft<'t>> {
        let one = &*task.rounds[round];
        if let Some(given) = self.begin.get(round) {
            let mut group_of = vec![u32::MAX; one.seated.len()];
            for (group, members) in given.iter().enumerate() {
                for member in members {
                    if let Ok(at) = one.seated.binary_search(member) {
                        group_of[at] = group as u32;
                    }
                }
            }
            if let Some(draft) = Draft::new(&one.problem, &group_of) {
                return ControlFlow::Continue(draft);
            }
        }
        let mut draft = Draft::begin(&one.problem, Start::Random, run);
        let repaired = draft.repair(run, steps);
        let draft = opened(one, draft);
        match repaired {
            ControlFlow::Continue(()) => ControlFlow::Continue(draft),
            ControlFlow::Break(why) => ControlFlow::Break((draft, why)),
        }
    }
}

/// The same groups among everybody who is there, where it is open who sits out.
fn opened<'t>(one: &'t OneRound, draft: Draft<'t>) -> Draft<'t> {
    let Some(open) = &one.open else { return draft };
    let place = |member: &u32| match one.seated.binary_search(member) {
        Ok(at) => draft.group_of()[at],
        Err(_) => open.problem.waiting().unwrap_or(0) as u32,
    };
    let group_of: Vec<u32> = open.present.iter().map(place).collect();
    // Everybody has a group of the problem, so that there is such a draft.
    Draft::new(&open.problem, &group_of).unwrap_or(draft)
}

fn anneal_once(
    book: &mut Book<'_>,
    trials: u64,
    heat: f64,
    (target, known): (f64, Option<f64>),
    steps: &mut u64,
    run: &mut Run<'_>,
) -> ControlFlow<Stopped> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(run.fork());
    let scale = scale(book, &mut rng);
    let mut value = book.value();
    let mut temperature = 0.0;
    for trial in 0..trials {
        if trial % SLICE == 0 {
            let way = trial as f64 / trials as f64;
            temperature = heat * HOT * scale * (COLD / HOT).powf(way);
            let best = known.map_or(value, |known| known.min(value));
            run.check(&Progress::new("rounds").at(*steps).best(best).bound(target))?;
        }
        if value <= target + 1e-9 {
            // Rounding adds up over many changes.
            book.recount();
            value = book.value();
            if value <= target + 1e-9 {
                return ControlFlow::Continue(());
            }
        }
        *steps += 1;
        let Some(step) = draw(book, &mut rng) else { continue };
        let Some((price, meetings)) = book.price(step) else { continue };
        if price <= 0.0 || rng.random::<f64>() < (-price / temperature).exp() {
            let before = book.meetings;
            book.make(step);
            book.meetings = before + meetings;
            value += price;
        }
    }
    book.recount();
    ControlFlow::Continue(())
}

/// A change at random; `None` where it would change nothing.
fn draw(book: &Book<'_>, rng: &mut Xoshiro256PlusPlus) -> Option<Step> {
    let round = rng.random_range(0..book.rounds());
    let movers = book.movers(round);
    if movers.is_empty() {
        return None;
    }
    let a = movers[rng.random_range(0..movers.len())];
    let draft = &book.drafts[round];
    if draft.slack() && rng.random_range(0..4) == 0 {
        let group = rng.random_range(0..draft.problem().groups());
        let moves = book.group_of(round, a) != group;
        return moves.then(|| Step::one(round, Change::Move(a, group)));
    }
    let b = movers[rng.random_range(0..movers.len())];
    if book.group_of(round, a) == book.group_of(round, b) {
        return None;
    }
    book.fair(round, (a, b), rng.random())
}

/// What a change costs or saves on average, where it does either.
fn scale(book: &mut Book<'_>, rng: &mut Xoshiro256PlusPlus) -> f64 {
    let (mut sum, mut count) = (0.0, 0usize);
    for _ in 0..PROBES {
        let price = draw(book, rng).and_then(|step| book.price(step));
        if let Some((price, _)) = price.filter(|price| price.0.abs() > 1e-12) {
            sum += price.abs();
            count += 1;
        }
    }
    if count == 0 { 1.0 } else { sum / count as f64 }
}
