use std::ops::ControlFlow;

use intervision::core::{Progress, Run};
use intervision::groups::{Draft, Problem, Solution, Solver, Start};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// Late acceptance hill climbing (Burke and Bykov 2017): a change is made when the value is then no worse than it was so many
/// steps ago.
///
/// It stands for a solver of yours: nothing in the library knows it.
pub struct LateAcceptance {
    /// How many steps ago.
    pub memory: usize,
}

impl Solver for LateAcceptance {
    fn name(&self) -> &'static str {
        "own"
    }

    fn solve(&self, problem: &Problem, run: &mut Run<'_>) -> Solution {
        let mut steps = 0;
        let mut draft = Draft::begin(problem, Start::Random, run);
        let mut way = draft.repair(run, &mut steps);
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(run.fork());
        let movers = draft.movers();
        let mut memory = vec![draft.value(); self.memory.max(1)];
        let mut best = (draft.value(), draft.group_of().to_vec());
        let stopped = loop {
            if let ControlFlow::Break(stopped) = way {
                break stopped;
            }
            for _ in 0..1000.min(1000 * movers.len()) {
                let mut pick = || movers[(rng.next_u64() % movers.len() as u64) as usize];
                let (a, b) = (pick(), pick());
                let late = &mut memory[(steps % self.memory.max(1) as u64) as usize];
                // One change in five is a move to the other's group, where sizes allow any.
                let group = draft.group_of()[b] as usize;
                let moves = draft.slack() && steps % 5 == 0;
                let (price, may) = match moves {
                    true => (draft.move_price(a, group), draft.may_move(a, group)),
                    false => (draft.swap_price(a, b), draft.may_swap(a, b)),
                };
                if may && draft.value() + price <= late.max(draft.value()) {
                    if moves {
                        draft.move_to(a, group)
                    } else {
                        draft.swap(a, b)
                    };
                }
                *late = late.min(draft.value());
                if draft.value() < best.0 - 1e-9 {
                    best = (draft.value(), draft.group_of().to_vec());
                }
                steps += 1;
            }
            steps += 1;
            way = run.check(&Progress::new("late acceptance").at(steps).best(best.0));
        };
        Solution::new(best.1, stopped).with_steps(steps)
    }
}
