//! In: a task. Out: rounds for it, by construction, by search, or by whichever of them suits.

use intervision_core::{Run, Stopped};

use super::construct::{self, Design};
use super::cyclic;
use super::search::RoundAnnealing;
use super::task::RoundTask;

/// Trials before a construction by turning is tried, per seat; easy rounds need no more.
const BRIEF: u64 = 1000;

/// Trials of a search for rounds to turn, when nothing else ends it.
const TURNING: u64 = 20_000_000;

/// A way to make rounds. Implement it to try one of your own: meetings, values and rules are counted by whoever asked for the rounds.
///
/// # Laws
///
/// * Every round holds whoever is [seated](RoundTask::seated) in it, once.
/// * The same task, randomness and step budget give the same rounds.
/// * After [`Run::check`] says `Break`, the best so far is returned.
///
/// # Example
///
/// ```
/// use intervision_core::{Run, Stopped, Table};
/// use intervision_groups::rounds::{MadeRounds, MakeRounds, RoundTask, Rounds};
/// use intervision_groups::{RulesBuilder, Sizes};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// /// Deals everybody out anew in each round, with a stride of its own.
/// struct Strides;
///
/// impl MakeRounds for Strides {
///     fn name(&self) -> &'static str { "strides" }
///     fn make(&self, task: &RoundTask, _run: &mut Run<'_>) -> Option<MadeRounds> {
///         let round = |round: usize| {
///             let groups = task.problem(round)?.groups();
///             let mut lists = vec![Vec::new(); groups];
///             for (at, &member) in task.seated(round).iter().enumerate() {
///                 lists[(at + at / groups * round) % groups].push(member);
///             }
///             Some(lists)
///         };
///         let rounds = (0..task.rounds()).map(round).collect::<Option<_>>()?;
///         Some(MadeRounds::new(rounds, Stopped::Finished))
///     }
/// }
///
/// let roster = Table::new(["a", "b", "c", "d", "e", "f", "g", "h", "i"])?;
/// let rounds = Rounds::new(RulesBuilder::new(Sizes::count(3)).build()?, 3);
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
/// let outcome = rounds.make_with(&Strides, &roster, &mut Run::new(&mut rng, &mut ()))?;
/// assert_eq!(outcome.repeats(), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait MakeRounds {
    /// What it is called in reports.
    fn name(&self) -> &'static str;

    /// Rounds for this task, or nothing where this way has nothing to offer.
    fn make(&self, task: &RoundTask, run: &mut Run<'_>) -> Option<MadeRounds>;
}

impl<M: MakeRounds + ?Sized> MakeRounds for &M {
    fn name(&self) -> &'static str {
        (**self).name()
    }

    fn make(&self, task: &RoundTask, run: &mut Run<'_>) -> Option<MadeRounds> {
        (**self).make(task, run)
    }
}

impl<M: MakeRounds + ?Sized> MakeRounds for Box<M> {
    fn name(&self) -> &'static str {
        (**self).name()
    }

    fn make(&self, task: &RoundTask, run: &mut Run<'_>) -> Option<MadeRounds> {
        (**self).make(task, run)
    }
}

/// Rounds as a way made them.
#[derive(Debug, Clone, PartialEq)]
pub struct MadeRounds {
    pub(super) rounds: Vec<Vec<Vec<u32>>>,
    pub(super) way: String,
    pub(super) steps: u64,
    pub(super) stopped: Stopped,
}

impl MadeRounds {
    /// Round by round and group by group the members of the task, and why the making ended.
    #[must_use]
    pub fn new(rounds: Vec<Vec<Vec<u32>>>, stopped: Stopped) -> Self {
        MadeRounds { rounds, way: String::new(), steps: 0, stopped }
    }

    /// After so many evaluated exchanges.
    #[must_use]
    pub fn with_steps(mut self, steps: u64) -> Self {
        self.steps = steps;
        self
    }

    /// Made in this way, where that says more than the maker's name.
    #[must_use]
    pub fn with_way(mut self, way: impl Into<String>) -> Self {
        self.way = way.into();
        self
    }
}

/// Rounds in which nobody meets twice, where mathematics gives them and nothing but meetings counts: round robins (Kirkman 1847), affine
/// spaces (Bose 1939), resolvable transversal designs from orthogonal Latin squares (Macneish 1922) with rounds inside their classes,
/// Kirkman triple systems (Ray-Chaudhuri and Wilson 1971), and two affine planes with signs (Bhaskar Rao 1970), which give 8-4-10 (Aguado 2004)
/// and 6-3-8. Where there are fewer tables than a design has groups, some are left out, everybody about as often. Takes no steps and no randomness.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Constructed;

impl Constructed {
    /// As many of the rounds as can be had in this way.
    fn some(task: &RoundTask) -> Option<(String, Design)> {
        if let Some(made) = byes(task) {
            return Some(made);
        }
        let (groups, size) = task.plain()?;
        let short = (groups * size).checked_sub(task.members())?;
        let (way, design) = if short == 0 {
            construct::best(groups, size, task.rounds())
        } else {
            construct::uneven(groups, size, short, task.rounds())
        }?;
        let sizes = task.problem(0)?.sizes();
        let placed: Option<Design> =
            design.into_iter().map(|round| in_place(round, sizes)).collect();
        Some((way, placed?))
    }
}

impl MakeRounds for Constructed {
    fn name(&self) -> &'static str {
        "construction"
    }

    fn make(&self, task: &RoundTask, _run: &mut Run<'_>) -> Option<MadeRounds> {
        let (way, rounds) = Constructed::some(task)?;
        let all = rounds.len() == task.rounds();
        all.then(|| MadeRounds::new(rounds, Stopped::Finished).with_way(way))
    }
}

/// Tables of one size, fewer than people need: groups of a design are left out. Pairs of an odd number of people have their own.
fn byes(task: &RoundTask) -> Option<(String, Design)> {
    let (people, rounds) = (task.members(), task.rounds());
    let groups = task.problem(0)?.groups();
    let size = task.problem(0)?.sizes().first()?.1;
    let alike = |at: usize| {
        let problem = task.problem(at);
        problem
            .is_some_and(|p| p.groups() == groups && p.sizes().iter().all(|s| *s == (size, size)))
    };
    let fits = people > groups * size
        && task.may_choose_seats()
        && task.counts_repeats_alike()
        && task.all_present()
        && (0..rounds).all(alike);
    let (way, mut design) = match people.checked_rem(size).filter(|_| fits)? {
        0 => construct::best(people / size, size, rounds)?,
        1 if size == 2 => ("round robin".to_owned(), construct::round_robin(people)),
        _ => return None,
    };
    design.truncate(rounds);
    let kept = construct::byes::kept(people, design, groups).filter(|kept| kept.len() == rounds)?;
    Some((format!("{way} with byes"), kept))
}

/// The groups in an order in which each has a size that is allowed there.
fn in_place(mut round: Vec<Vec<u32>>, sizes: &[(usize, usize)]) -> Option<Vec<Vec<u32>>> {
    round.sort_by_key(Vec::len);
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&at| sizes[at]);
    let mut placed = vec![Vec::new(); sizes.len()];
    for (at, group) in order.into_iter().zip(round) {
        let (least, most) = sizes[at];
        if !(least..=most).contains(&group.len()) {
            return None;
        }
        placed[at] = group;
    }
    Some(placed)
}

/// Rounds that come out of one to four of them by turning the people round one or more circles, so that one search finds many rounds: the
/// starters of the literature (Anderson 1997), found by annealing instead of enumeration. For equal groups where nothing but meetings counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turned;

impl MakeRounds for Turned {
    fn name(&self) -> &'static str {
        "turned rounds"
    }

    fn make(&self, task: &RoundTask, run: &mut Run<'_>) -> Option<MadeRounds> {
        let (groups, size) =
            task.plain().filter(|(groups, size)| groups * size == task.members())?;
        // Nobody can meet more others than there are.
        if size < 2 || task.rounds() * (size - 1) >= task.members() {
            return None;
        }
        let limit = match run.budget() {
            budget if budget.steps.is_some() => budget.steps.unwrap_or(TURNING),
            budget if budget.time.is_some() => u64::MAX,
            _ => TURNING,
        };
        let (design, steps) = cyclic::search((groups, size, task.rounds()), limit, run);
        Some(MadeRounds::new(design?, Stopped::Finished).with_steps(steps).with_way(self.name()))
    }
}

/// A construction where there is one; otherwise a brief annealing, a search for rounds to turn, and annealing with what is left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoundPortfolio;

impl MakeRounds for RoundPortfolio {
    fn name(&self) -> &'static str {
        "portfolio"
    }

    fn make(&self, task: &RoundTask, run: &mut Run<'_>) -> Option<MadeRounds> {
        if let Some(made) = Constructed.make(task, run) {
            return Some(made);
        }
        if task.plain().is_none() {
            return RoundAnnealing::default().make(task, run);
        }
        let begin = Constructed::some(task).map(|(_, design)| design).unwrap_or_default();
        let budget = run.budget().steps;
        let brief = (BRIEF * task.members() as u64 * task.rounds() as u64).min(2_000_000);
        let brief = budget.map_or(brief, |steps| brief.min(steps / 4));
        let first = RoundAnnealing::default().make(task, &mut run.share(Some(brief), 0.25));
        let spent = first.as_ref().map_or(0, |first| first.steps);
        if first.as_ref().is_some_and(done) {
            return first;
        }
        let half = budget.map(|steps| (steps - spent.min(steps)) / 2);
        if let Some(turned) = Turned.make(task, &mut run.share(half, 0.7)) {
            let steps = turned.steps + spent;
            return Some(turned.with_steps(steps));
        }
        let left = budget.map(|steps| (steps - spent.min(steps)) / 2);
        let mut found: Vec<MadeRounds> = first.into_iter().collect();
        let halves = [RoundAnnealing::from(begin.clone()), RoundAnnealing::default()];
        for (at, way) in halves.iter().enumerate() {
            if at == 0 && begin.is_empty() {
                continue;
            }
            let share = if at == 0 { 0.5 } else { 1.0 };
            let steps = if begin.is_empty() { left } else { left.map(|left| left / 2) };
            found.extend(way.make(task, &mut run.share(steps, share)));
            if found.last().is_some_and(done) {
                break;
            }
        }
        let steps = found.iter().map(|made| made.steps).sum();
        let best = found.into_iter().map(|made| (repeats(task, &made), made));
        // The first of the best.
        let best = best.reduce(|best, next| if next.0 < best.0 { next } else { best });
        best.map(|(_, made)| made.with_steps(steps))
    }
}

fn done(made: &MadeRounds) -> bool {
    matches!(made.stopped, Stopped::Proven | Stopped::Cancelled)
}

fn repeats(task: &RoundTask, made: &MadeRounds) -> usize {
    construct::check::repeats(task.members(), &made.rounds)
}
