//! In: a task. Out: rounds under change: who sits where in each round, who met in which rounds, and what an exchange would cost.

use crate::problem::Problem;
use crate::rounds::cost::pair;
use crate::rounds::task::RoundTask;
use crate::search::Draft;

/// Rounds under change. Members of a round's draft are those of its problem; meetings are kept by the members of the task.
pub(super) struct Book<'t> {
    task: &'t RoundTask,
    pub(super) drafts: Vec<Draft<'t>>,
    /// Who may move, round by round.
    movers: Vec<Vec<usize>>,
    /// Round by round and group by group, the members of the round's problem.
    lists: Vec<Vec<Vec<u32>>>,
    /// Pair by pair the rounds in which they meet.
    met: Vec<u64>,
    pub(super) meetings: f64,
    /// Whether rules or wishes have a say in exchanges, round by round.
    priced: Vec<bool>,
    single: Vec<bool>,
    /// Round by round the number of those who sit out among the groups, where that is open.
    out: Vec<Option<usize>>,
    /// How often each member sits out in such rounds.
    times_out: Vec<u32>,
}

/// A change in one round, and another in a second round that goes with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    first: (usize, Change),
    then: Option<(usize, Change)>,
}

impl Step {
    pub(super) fn one(round: usize, change: Change) -> Self {
        Step { first: (round, change), then: None }
    }
}

/// An exchange of two people, or one who goes to a group.
#[derive(Debug, Clone, Copy)]
pub(super) enum Change {
    Swap(usize, usize),
    Move(usize, usize),
}

impl<'t> Book<'t> {
    pub(super) fn new(task: &'t RoundTask, drafts: Vec<Draft<'t>>) -> Self {
        let lists = drafts.iter().map(lists).collect();
        let priced = drafts.iter().map(|draft| is_priced(draft.problem())).collect();
        let single = drafts.iter().map(|draft| {
            let problem = draft.problem();
            problem.units.len() == problem.members()
        });
        let mut book = Book {
            task,
            movers: drafts.iter().map(Draft::movers).collect(),
            lists,
            met: vec![0; task.cost.pairs()],
            meetings: 0.0,
            priced,
            single: single.collect(),
            out: drafts.iter().map(|draft| draft.problem().waiting()).collect(),
            times_out: vec![0; task.members()],
            drafts,
        };
        book.recount();
        book
    }

    /// Counts everything anew, so that rounding is gone.
    pub(super) fn recount(&mut self) {
        self.met.fill(0);
        self.meetings = self.task.cost.of_nothing();
        self.times_out.fill(0);
        for round in 0..self.lists.len() {
            self.drafts[round].refresh();
            for group in 0..self.lists[round].len() {
                if self.out[round] == Some(group) {
                    for at in 0..self.lists[round][group].len() {
                        let member = self.member(round, self.lists[round][group][at]);
                        self.times_out[member] += 1;
                    }
                    continue;
                }
                for at in 0..self.lists[round][group].len() {
                    for other in 0..at {
                        let group = &self.lists[round][group];
                        let cell = self.cell(round, group[at], group[other]);
                        self.meetings += self.task.cost.add(cell, self.met[cell], round);
                        self.met[cell] |= 1 << round;
                    }
                }
            }
        }
    }

    pub(super) fn value(&self) -> f64 {
        self.meetings + self.drafts.iter().map(Draft::value).sum::<f64>()
    }

    pub(super) fn movers(&self, round: usize) -> &[usize] {
        &self.movers[round]
    }

    pub(super) fn rounds(&self) -> usize {
        self.drafts.len()
    }

    pub(super) fn group_of(&self, round: usize, member: usize) -> usize {
        self.drafts[round].group_of()[member] as usize
    }

    /// Somebody of a round as a member of the task.
    #[inline]
    fn member(&self, round: usize, at: u32) -> usize {
        self.task.rounds[round].whole().0[at as usize] as usize
    }

    #[inline]
    fn cell(&self, round: usize, a: u32, b: u32) -> usize {
        pair(self.member(round, a), self.member(round, b))
    }

    /// The exchange of two people of a round that leaves turns of sitting out as fair as they are: if need be the two change back in another
    /// round, the first from a place drawn at random on in which they can. `None` where there is none.
    pub(super) fn fair(&self, round: usize, (a, b): (usize, usize), drawn: u32) -> Option<Step> {
        let step = Step::one(round, Change::Swap(a, b));
        let Some(out) = self.out[round] else { return Some(step) };
        let (sits, comes) = match (self.group_of(round, a) == out, self.group_of(round, b) == out) {
            (false, false) => return Some(step),
            (true, _) => (b, a),
            (false, true) => (a, b),
        };
        let (sits, comes) = (self.member(round, sits as u32), self.member(round, comes as u32));
        if self.times_out[sits] < self.times_out[comes] {
            return Some(step);
        }
        let rounds = self.rounds();
        let others = (0..rounds).map(|at| (drawn as usize + at) % rounds);
        let back = others.filter(|&other| other != round).find_map(|other| {
            let people = self.task.rounds[other].whole().0;
            let at = |member: usize| people.binary_search(&(member as u32)).ok();
            let (sits, comes) = (at(sits)?, at(comes)?);
            let fits = self.group_of(other, sits) == self.out[other]?
                && self.group_of(other, comes) != self.out[other]?;
            fits.then_some((other, Change::Swap(sits, comes)))
        });
        back.map(|back| Step { then: Some(back), ..step })
    }

    /// Who meets in a group: nobody where people sit out.
    #[inline]
    fn table(&self, round: usize, group: usize) -> &[u32] {
        if self.out[round] == Some(group) { &[] } else { &self.lists[round][group] }
    }

    /// What it adds that one member leaves a group for another; `besides` go the other way and are met in neither.
    #[inline]
    fn shift(&self, round: usize, member: u32, (from, to): (usize, usize), besides: &[u32]) -> f64 {
        let cost = &self.task.cost;
        let mut price = 0.0;
        for &other in self.table(round, from) {
            if other != member {
                let cell = self.cell(round, member, other);
                price -= cost.add(cell, self.met[cell] & !(1 << round), round);
            }
        }
        for &other in self.table(round, to) {
            if !besides.contains(&other) {
                let cell = self.cell(round, member, other);
                price += cost.add(cell, self.met[cell], round);
            }
        }
        price
    }

    /// Whether a change breaks no rule that was kept.
    fn allows(&self, round: usize, change: Change) -> bool {
        match change {
            Change::Swap(a, b) => self.drafts[round].may_swap(a, b),
            Change::Move(a, group) => self.drafts[round].may_move(a, group),
        }
    }

    /// The change of the value, and of that of the meetings; `None` where a rule forbids it.
    pub(super) fn price(&mut self, step: Step) -> Option<(f64, f64)> {
        let ((round, change), then) = (step.first, step.then);
        if !self.allows(round, change)
            || then.is_some_and(|(other, back)| !self.allows(other, back))
        {
            return None;
        }
        let first = self.price_of(round, change);
        let Some((other, back)) = then else { return Some(first) };
        // The second is priced where the first is made: both may concern the same meetings.
        let (before, undo) = (self.meetings, self.undoing(round, change));
        self.make_one(round, change);
        let second = self.price_of(other, back);
        self.make_one(round, undo);
        self.meetings = before;
        Some((first.0 + second.0, first.1 + second.1))
    }

    fn price_of(&mut self, round: usize, change: Change) -> (f64, f64) {
        if !self.single[round] {
            return self.tried(round, change);
        }
        let own = |book: &mut Self| match change {
            _ if !book.priced[round] => 0.0,
            Change::Swap(a, b) => book.drafts[round].swap_price(a, b),
            Change::Move(a, group) => book.drafts[round].move_price(a, group),
        };
        let own = own(self);
        let meetings = match change {
            Change::Swap(a, b) => {
                let (g, h) = (self.group_of(round, a), self.group_of(round, b));
                self.shift(round, a as u32, (g, h), &[b as u32])
                    + self.shift(round, b as u32, (h, g), &[a as u32])
            }
            Change::Move(a, group) => {
                self.shift(round, a as u32, (self.group_of(round, a), group), &[])
            }
        };
        (own + meetings, meetings)
    }

    /// People who must be together go as one: the price is found by going there and back.
    fn tried(&mut self, round: usize, change: Change) -> (f64, f64) {
        let (before, value) = (self.meetings, self.drafts[round].value());
        let back = self.undoing(round, change);
        self.make_one(round, change);
        let meetings = self.meetings - before;
        let price = meetings + self.drafts[round].value() - value;
        self.make_one(round, back);
        self.meetings = before;
        (price, meetings)
    }

    /// What takes back a change that is not made yet.
    fn undoing(&self, round: usize, change: Change) -> Change {
        match change {
            Change::Swap(a, b) => Change::Swap(a, b),
            Change::Move(a, _) => Change::Move(a, self.group_of(round, a)),
        }
    }

    /// Makes a step that moves somebody.
    pub(super) fn make(&mut self, step: Step) {
        self.make_one(step.first.0, step.first.1);
        if let Some((round, change)) = step.then {
            self.make_one(round, change);
        }
    }

    fn make_one(&mut self, round: usize, change: Change) {
        let problem = self.drafts[round].problem();
        let block = |member: usize| problem.block(member).map(|at| at as u32);
        let mut going: Vec<(u32, usize)> = Vec::with_capacity(2);
        match change {
            Change::Swap(a, b) => {
                let (g, h) = (self.group_of(round, a), self.group_of(round, b));
                going.extend(block(a).map(|member| (member, h)));
                going.extend(block(b).map(|member| (member, g)));
                self.drafts[round].swap(a, b);
            }
            Change::Move(a, group) => {
                going.extend(block(a).map(|member| (member, group)));
                self.drafts[round].move_to(a, group);
            }
        }
        let from = match change {
            Change::Swap(..) => None,
            Change::Move(a, _) => self.lists[round].iter().position(|l| l.contains(&(a as u32))),
        };
        for &(member, to) in &going {
            // In an exchange each block comes from where the other goes.
            let from = from.unwrap_or_else(|| {
                going.iter().map(|&(_, group)| group).find(|&group| group != to).unwrap_or(to)
            });
            self.leave(round, member, from);
        }
        for &(member, to) in &going {
            self.join(round, member, to);
        }
    }

    fn leave(&mut self, round: usize, member: u32, group: usize) {
        let list = &mut self.lists[round][group];
        if let Some(at) = list.iter().position(|&other| other == member) {
            list.swap_remove(at);
        }
        if self.out[round] == Some(group) {
            let member = self.member(round, member);
            self.times_out[member] -= 1;
            return;
        }
        for at in 0..self.lists[round][group].len() {
            let cell = self.cell(round, member, self.lists[round][group][at]);
            self.met[cell] &= !(1 << round);
            self.meetings -= self.task.cost.add(cell, self.met[cell], round);
        }
    }

    fn join(&mut self, round: usize, member: u32, group: usize) {
        if self.out[round] == Some(group) {
            let out = self.member(round, member);
            self.times_out[out] += 1;
            self.lists[round][group].push(member);
            return;
        }
        for at in 0..self.lists[round][group].len() {
            let cell = self.cell(round, member, self.lists[round][group][at]);
            self.meetings += self.task.cost.add(cell, self.met[cell], round);
            self.met[cell] |= 1 << round;
        }
        self.lists[round][group].push(member);
    }

    /// The groups of each round, in the members of the task.
    pub(super) fn groups(&self) -> Vec<Vec<Vec<u32>>> {
        let named = |round: usize, list: &Vec<u32>| -> Vec<u32> {
            let mut list: Vec<u32> = list.iter().map(|&at| self.member(round, at) as u32).collect();
            list.sort_unstable();
            list
        };
        let round = |(at, lists): (usize, &Vec<Vec<u32>>)| {
            let groups = self.out[at].unwrap_or(lists.len());
            lists[..groups].iter().map(|list| named(at, list)).collect()
        };
        self.lists.iter().enumerate().map(round).collect()
    }
}

fn lists(draft: &Draft<'_>) -> Vec<Vec<u32>> {
    let mut lists = vec![Vec::new(); draft.problem().groups()];
    for (member, &group) in draft.group_of().iter().enumerate() {
        lists[group as usize].push(member as u32);
    }
    lists
}

fn is_priced(problem: &Problem) -> bool {
    problem.terms.iter().any(|term| term.factor > 0.0)
}
