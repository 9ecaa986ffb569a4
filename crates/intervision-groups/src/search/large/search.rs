use std::ops::ControlFlow;

use intervision_core::{Progress, Run, Stopped};
use rand::SeedableRng;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::VERY_MANY;
use super::batch::batch;
use super::blocks::Blocks;
use super::fill::{deal, fill, part_foes, seat_all};
use super::layout::Layout;
use super::level::{Level, SINGLE_ROUNDS, between};
use super::numbers::Numbers;
use super::part::Part;
use super::trades::Trades;
use crate::problem::Problem;
use crate::search::Solution;

/// People of a part that is worked on by itself: its rows and its people stay in a cache near the processor.
const PART: usize = 16_384;
/// Without a budget numbers are fitted for so many moves per person at most, as long as a round leaves less than this part of
/// the variation between groups, or than that part where nobody would notice it any more: where groups at random have a hundred
/// thousand times as much.
const FITS: u64 = 5000;
const LITTLE: f64 = 0.95;
const LITTLE_WHERE_FINE: f64 = 0.7;
const FINE: f64 = 1e-5;
/// Less than this part of what groups have at random is rounding.
const NOTHING: f64 = 1e-12;
/// Evaluated moves per person without a budget, and the fewest in all.
const PRESET: u64 = 200;
const FEWEST: u64 = 20_000_000;

/// A search under way: what it has spent, and whether it must stop.
struct Watch<'r, 'a> {
    run: &'r mut Run<'a>,
    bound: f64,
    steps: u64,
    stopped: Option<Stopped>,
}

impl Watch<'_, '_> {
    /// Moves that the budget leaves.
    fn left(&self) -> u64 {
        self.run.budget().steps.map_or(u64::MAX, |budget| budget.saturating_sub(self.steps))
    }

    /// Counts moves; says whether the search may go on.
    fn spend(&mut self, moves: u64) -> bool {
        self.steps += moves;
        let progress = Progress::new("search").at(self.steps).bound(self.bound);
        if self.stopped.is_none()
            && let ControlFlow::Break(stopped) = self.run.check(&progress)
        {
            self.stopped = Some(stopped);
        }
        self.stopped.is_none()
    }
}

/// Groups for very many people, or `None` where this search does not apply or cannot keep the rules.
pub(super) fn form(problem: &Problem, run: &mut Run<'_>) -> Option<Solution> {
    let bare = problem.limits.is_empty() && problem.slots.is_none() && problem.ranks().is_none();
    if !bare || !problem.objective.is_plain() || problem.waiting.is_some() {
        return None;
    }
    let layout = Layout::new(problem)?;
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(run.fork());
    let budget = run.budget();
    let enough = (PRESET * problem.members() as u64).max(FEWEST);
    let preset = match (budget.steps, budget.time) {
        (None, None) => enough,
        // What is left is for annealing.
        (None, _) if problem.members() < VERY_MANY => enough,
        _ => u64::MAX,
    };
    let bound = problem.bounds().value;
    let mut watch = Watch { run, bound, steps: 0, stopped: None };
    watch.spend(0);

    let everybody = (0..layout.free as u32).collect();
    let mut part = Part::new(&layout, 0..layout.sizes.len(), everybody);
    let mut numbers = Numbers::new(problem, &layout);
    let group_of = if layout.columns.iter().any(|column| column.weight > 0.0) {
        in_parts(&layout, &mut watch, &mut rng)
    } else {
        batch(&part, &mut numbers, &mut rng)
    };
    seat_all(&mut part, &layout, &group_of);
    if !layout.foes.is_empty() {
        let (evaluated, apart) = part_foes(&mut part, &mut rng);
        watch.spend(evaluated);
        if !apart {
            return None;
        }
    }
    spread(&mut part, &mut watch, preset, &mut rng);
    if numbers.width > 0 {
        numbers.seat(&layout, &part.group_of);
        level(&mut part, &mut numbers, &mut watch, preset, &mut rng);
    }

    let mut group_of = vec![0; problem.members()];
    for (&member, &group) in layout.member.iter().zip(part.group_of.iter().chain(&layout.given)) {
        group_of[member as usize] = group;
    }
    let mut solution = Solution::new(group_of, watch.stopped.unwrap_or(Stopped::Finished));
    solution.steps = watch.steps;
    solution.ran = Some(if numbers.width > 0 { "trades and fits" } else { "trades" }.to_owned());
    Some(solution)
}

/// Fills the groups part by part, each with its share of every profile.
fn in_parts(layout: &Layout, watch: &mut Watch<'_, '_>, rng: &mut Xoshiro256PlusPlus) -> Vec<u32> {
    let groups = layout.places.len();
    let number = (layout.free / PART).clamp(1, groups);
    let range = |part: usize| part * groups / number..(part + 1) * groups / number;
    let places: Vec<usize> =
        (0..number).map(|part| layout.places[range(part)].iter().sum::<u32>() as usize).collect();
    let everybody: Vec<u32> = (0..layout.free as u32).collect();
    let mut group_of = vec![0; layout.free];
    for (at, people) in deal(&everybody, &places).into_iter().enumerate() {
        let mut part = Part::new(layout, range(at), people);
        fill(&mut part, rng);
        let mut trades = Trades::new(&part);
        // Where there is one part the whole is the same.
        let mut over = watch.stopped.is_some() || number == 1;
        while !over {
            let (evaluated, done) = trades.advance(&mut part, watch.left(), rng);
            over = !watch.spend(evaluated) || done;
        }
        let first = part.groups.start as u32;
        for (&person, &group) in part.people.iter().zip(&part.group_of) {
            group_of[person as usize] = first + group;
        }
    }
    group_of
}

/// Trades, then exchanges of every kind, until nobody is in trouble or time is up.
fn spread(
    part: &mut Part<'_>,
    watch: &mut Watch<'_, '_>,
    preset: u64,
    rng: &mut Xoshiro256PlusPlus,
) {
    let mut trades = Trades::new(part);
    let mut over = watch.stopped.is_some();
    while !over {
        let (evaluated, done) = trades.advance(part, watch.left(), rng);
        over = !watch.spend(evaluated) || done;
    }
    let mut blocks = Blocks::new(part);
    while watch.stopped.is_none() && !blocks.done() && watch.steps < preset {
        let evaluated = blocks.advance(part, watch.left(), rng);
        watch.spend(evaluated);
    }
}

/// Fits groups to each other until a round brings little or time is up.
fn level(
    part: &mut Part<'_>,
    numbers: &mut Numbers,
    watch: &mut Watch<'_, '_>,
    preset: u64,
    rng: &mut Xoshiro256PlusPlus,
) {
    let mut level = Level::new();
    let (mut round, mut before) = (0, f64::INFINITY);
    let most = watch.steps + (FITS * part.people.len() as u64).max(FEWEST);
    let at_random = numbers.at_random(part.len());
    while watch.stopped.is_none() {
        let evaluated = level.advance(part, numbers, watch.left(), rng);
        watch.spend(evaluated);
        if level.round > round {
            round = level.round;
            let now = between(numbers, part.len());
            let enough = if now < FINE * at_random { LITTLE_WHERE_FINE } else { LITTLE };
            let little = round > SINGLE_ROUNDS + 1 && now > enough * before;
            if now <= NOTHING * at_random || (preset < u64::MAX && (little || watch.steps > most)) {
                break;
            }
            if little {
                level.stir();
            }
            before = now;
        }
    }
}
