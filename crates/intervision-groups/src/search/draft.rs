use std::ops::ControlFlow;

use intervision_core::{Progress, Run, Stopped};

use super::Solution;
use super::begin::Start;
use super::chain::{Chains, Visit};
use super::repair::Repair;
use super::state::State;
use crate::problem::Problem;

/// Repairs give up after this many moves per unit, when nothing else ends them.
const PATIENCE: u64 = 50;

/// A grouping under change, for a [`Solver`](crate::Solver) of your own: what it is worth, what a change would cost, and whether rules allow it.
///
/// Members are the numbers `0..problem.members()`. People who must be together are a *block* and move as one: whatever is
/// done to one of them is done to all. Pinned people never move. So the rules `together` and the pins always hold in a draft; all
/// other rules are counted by [`faults`](Draft::faults) and asked about by [`may_swap`](Draft::may_swap) and
/// [`may_move`](Draft::may_move). A change that breaks them can be made all the same, because some searches pass through
/// such groupings.
///
/// A price is the change of the value, smaller being better. It is found from sums that the draft keeps: for a swap of two people in
/// O(attributes + neighbours), whatever the number of members, and O(1) for a full table of pair weights. A change takes as
/// long, and O(members) for such a table. Blocks are priced by moving them there and back, which is why prices take `&mut self`.
///
/// # Example
///
/// The better of two neighbours, as long as there is one:
///
/// ```
/// use intervision_core::{Run, Stopped, Table, Value};
/// use intervision_groups::{Draft, Pairs, Problem, RulesBuilder, Sizes, Start};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let functions = ["a", "a", "a", "b", "b", "b"].map(Value::category);
/// let roster = Table::new(["1", "2", "3", "4", "5", "6"])?.with_column("function", functions)?;
/// let rules = RulesBuilder::new(Sizes::count(3)).mix("function", 1.0).build()?;
/// let problem = Problem::new(&rules, &roster, &Pairs::new())?;
///
/// let mut draft = Draft::new(&problem, &[0, 0, 1, 1, 2, 2]).expect("a group below 3 for each of six");
/// assert_eq!(draft.value(), 2.0);
/// assert_eq!(draft.swap_price(0, 4), -2.0);
/// assert!(draft.may_swap(0, 4) && draft.swap(0, 4));
/// assert_eq!((draft.value(), draft.faults()), (0.0, 0));
/// let solution = draft.into_solution(Stopped::Finished);
/// assert_eq!(problem.value(solution.group_of()), Some(0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Draft<'p> {
    state: State<'p>,
}

impl<'p> Draft<'p> {
    /// A group below [`Problem::groups`] for each member; pinned people go to their group and blocks to that of their first
    /// member. `None` when the length or a group does not fit the problem.
    #[must_use]
    pub fn new(problem: &'p Problem, group_of: &[u32]) -> Option<Self> {
        problem.fits(group_of).then(|| {
            let units = &problem.units;
            let first = units.members.iter().map(|members| group_of[members[0] as usize]);
            let unit_group: Vec<u32> =
                first.zip(&units.pinned).map(|(group, pin)| pin.unwrap_or(group)).collect();
            Draft { state: State::from_units(problem, &unit_group) }
        })
    }

    /// A grouping to begin with. Rules may be broken in it; see [`repair`](Draft::repair).
    pub fn begin(problem: &'p Problem, start: Start, run: &mut Run<'_>) -> Self {
        start.draft(problem, run.rng())
    }

    pub(super) fn of(state: State<'p>) -> Self {
        Draft { state }
    }

    /// The problem.
    #[must_use]
    pub fn problem(&self) -> &'p Problem {
        self.state.problem
    }

    /// The value; smaller is better. Many changes leave rounding in it: [`refresh`](Draft::refresh) takes it away.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.state.value
    }

    /// How much is wrong by the rules: pairs who may not meet and do, people too many or too few in a group, quotas and
    /// common slots missed. Counted anew in
    /// O(members + rules).
    #[must_use]
    pub fn faults(&self) -> usize {
        self.state.faults()
    }

    /// The group of each member.
    #[must_use]
    pub fn group_of(&self) -> &[u32] {
        &self.state.group_of
    }

    /// The members of a group, in no order; nobody for a group that is not there.
    pub fn group(&self, group: usize) -> impl Iterator<Item = usize> {
        let units = self.state.units.get(group).into_iter().flatten();
        units.flat_map(|&unit| self.block_of(unit as usize)).map(|&member| member as usize)
    }

    /// How many people are in a group; 0 for a group that is not there.
    #[must_use]
    pub fn size(&self, group: usize) -> usize {
        self.state.size.get(group).copied().unwrap_or(0)
    }

    /// The first member of every block that may move, everyone alone being a block, in order: with whom to call
    /// [`swap`](Draft::swap) and [`move_to`](Draft::move_to) so that everything is tried once.
    #[must_use]
    pub fn movers(&self) -> Vec<usize> {
        let units = &self.problem().units;
        let free = (0..units.len()).filter(|&unit| units.pinned[unit].is_none());
        free.map(|unit| units.members[unit][0] as usize).collect()
    }

    /// Whether some group may grow or shrink, so that moves are worth trying beside swaps.
    #[must_use]
    pub fn slack(&self) -> bool {
        self.problem().sizes().iter().any(|(least, most)| least < most)
    }

    /// The change when the blocks of these two change places: 0 in one group, infinite for pinned or unknown members.
    #[inline]
    pub fn swap_price(&mut self, a: usize, b: usize) -> f64 {
        let Some((u, v)) = self.two(a, b) else { return f64::INFINITY };
        if self.state.unit_group[u] == self.state.unit_group[v] {
            return 0.0;
        }
        if self.single(u) && self.single(v) {
            return self.state.swap_price(u, v);
        }
        let before = self.state.value;
        self.state.swap(u, v);
        let price = self.state.value - before;
        self.state.swap(u, v);
        self.state.value = before;
        price
    }

    /// Whether the blocks of these two can change places without a new fault.
    #[must_use]
    pub fn may_swap(&self, a: usize, b: usize) -> bool {
        let Some((u, v)) = self.two(a, b) else { return false };
        let state = &self.state;
        let (g, h) = (state.unit_group[u] as usize, state.unit_group[v] as usize);
        let (out, back) = (self.problem().units.size(u), self.problem().units.size(v));
        g != h
            && state.may_swap(u, v)
            && (out == back || self.fits(g, out, back) && self.fits(h, back, out))
    }

    /// The blocks of these two change places. Says whether anything moved: nothing does for pinned or unknown members and inside
    /// one group.
    pub fn swap(&mut self, a: usize, b: usize) -> bool {
        match self.two(a, b) {
            Some((u, v)) if self.state.unit_group[u] != self.state.unit_group[v] => {
                self.state.swap(u, v);
                true
            }
            _ => false,
        }
    }

    /// The change when this member's block goes to a group: 0 for its own, infinite for pinned or unknown members and groups
    /// that are not there.
    pub fn move_price(&mut self, a: usize, group: usize) -> f64 {
        let Some(unit) = self.one(a).filter(|_| group < self.problem().groups()) else {
            return f64::INFINITY;
        };
        if self.state.unit_group[unit] as usize == group {
            return 0.0;
        }
        let before = self.state.value;
        let from = self.state.remove(unit);
        self.state.add(unit, group);
        let price = self.state.value - before;
        self.state.remove(unit);
        self.state.add(unit, from);
        self.state.value = before;
        price
    }

    /// Whether this member's block can go to a group without a new fault.
    #[must_use]
    pub fn may_move(&self, a: usize, group: usize) -> bool {
        let Some(unit) = self.one(a).filter(|_| group < self.problem().groups()) else {
            return false;
        };
        let from = self.state.unit_group[unit] as usize;
        let size = self.problem().units.size(unit);
        from != group
            && self.state.may_move(unit, group)
            && self.fits(from, size, 0)
            && self.fits(group, 0, size)
    }

    /// This member's block goes to a group. Says whether anything moved.
    pub fn move_to(&mut self, a: usize, group: usize) -> bool {
        let there = group < self.problem().groups();
        let Some(unit) = self.one(a).filter(|_| there) else { return false };
        if self.state.unit_group[unit] as usize == group {
            return false;
        }
        self.state.remove(unit);
        self.state.add(unit, group);
        true
    }

    /// Moves people until every rule holds, with little regard to the value: min-conflicts with a short memory (Minton et al. 1992).
    ///
    /// `steps` is what the search has spent so far; evaluated moves are added to it. Rules that are hard to keep may be broken
    /// at the end: ask [`faults`](Draft::faults).
    ///
    /// # Errors
    ///
    /// `Break` when [`Run::check`] says so, with its reason; the draft is as far as it came.
    pub fn repair(&mut self, run: &mut Run<'_>, steps: &mut u64) -> ControlFlow<Stopped> {
        let mut repair = Repair::new(&self.state);
        let limit = PATIENCE * self.problem().units.len() as u64;
        for _ in 0..limit {
            if repair.done() {
                break;
            }
            *steps += repair.step(&mut self.state, run.rng());
            run.check(&Progress::new("repair").at(*steps))?;
        }
        ControlFlow::Continue(())
    }

    /// Makes chains of changes until none gains anything: a block goes to the place of another, that one to the place of a third, and
    /// so on, the last to the place of the first or to a free seat. Gives whether anything was gained.
    ///
    /// Chains pass where single changes are stuck: each of them loses by itself or breaks a rule that the whole chain keeps. They are
    /// found as cycles of negative length in an improvement graph (ejection chains, Glover 1996; cyclic transfers, Thompson and
    /// Psaraftis 1993), over up to five groups at a time, by following up the dozen most promising paths from everybody. One round
    /// over all takes O(movers²) prices, a larger roster part by part. Nothing is found that breaks a rule which was kept before.
    ///
    /// `steps` is what the search has spent so far; evaluated arcs are added to it.
    ///
    /// # Errors
    ///
    /// `Break` when [`Run::check`] says so, with its reason; the draft is as far as it came.
    ///
    /// # Example
    ///
    /// Three people who each like the place of the next best, and of whom no two may change places:
    ///
    /// ```
    /// use intervision_core::{Run, Table};
    /// use intervision_groups::{Draft, Inputs, Problem, Rankings, RulesBuilder, Sizes};
    /// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
    ///
    /// let roster = Table::new(["ann", "bob", "cem"])?;
    /// let rankings = Rankings::new(3)
    ///     .rank(0, ["market", "harbour"]).refuse(0, ["school"])
    ///     .rank(1, ["school", "market"]).refuse(1, ["harbour"])
    ///     .rank(2, ["harbour", "school"]).refuse(2, ["market"]);
    /// let themes = ["harbour", "market", "school"];
    /// let rules = RulesBuilder::new(Sizes::count(3)).themes(themes, 1.0).build()?;
    /// let problem = Problem::new(&rules, &roster, Inputs::new().with_rankings(&rankings))?;
    ///
    /// // Everybody has their second choice, and would have to send somebody to what they refuse.
    /// let mut draft = Draft::new(&problem, &[0, 1, 2]).expect("a group below 3 for each of three");
    /// assert!(!draft.may_swap(0, 1) && !draft.may_swap(1, 2) && !draft.may_swap(0, 2));
    /// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    /// let (mut nobody, mut steps) = ((), 0);
    /// let way = draft.chain(&mut Run::new(&mut rng, &mut nobody), &mut steps);
    /// assert!(way.is_continue());
    /// assert_eq!((draft.group_of(), draft.value()), (&[1, 2, 0][..], 0.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn chain(&mut self, run: &mut Run<'_>, steps: &mut u64) -> ControlFlow<Stopped, bool> {
        let mut chains = Chains::new(&self.state, run.rng());
        let mut gained = false;
        loop {
            let (evaluated, visit) = chains.visit(&mut self.state);
            *steps += evaluated;
            gained |= visit == Visit::Gained;
            if visit == Visit::Done {
                return ControlFlow::Continue(gained);
            }
            run.check(&Progress::new("chains").at(*steps))?;
        }
    }

    /// Counts everything anew, so that rounding from many changes is gone.
    pub fn refresh(&mut self) {
        self.state = State::from_units(self.problem(), &self.state.unit_group);
    }

    /// The grouping as the answer of a [`Solver`](crate::Solver).
    #[must_use]
    pub fn into_solution(self, stopped: Stopped) -> Solution {
        let feasible = self.faults() == 0;
        Solution { feasible, ..Solution::new(self.state.group_of, stopped) }
    }

    fn one(&self, a: usize) -> Option<usize> {
        let units = &self.problem().units;
        let unit = *units.of.get(a)? as usize;
        units.pinned[unit].is_none().then_some(unit)
    }

    fn two(&self, a: usize, b: usize) -> Option<(usize, usize)> {
        Some((self.one(a)?, self.one(b)?))
    }

    fn single(&self, unit: usize) -> bool {
        self.problem().units.size(unit) == 1
    }

    fn block_of(&self, unit: usize) -> &[u32] {
        &self.problem().units.members[unit]
    }

    /// Whether a group that loses and gains so many people misses its limits by no more than before.
    fn fits(&self, group: usize, out: usize, into: usize) -> bool {
        let size = self.state.size[group];
        self.state.misfit(group, size + into - out) <= self.state.misfit(group, size)
    }
}
