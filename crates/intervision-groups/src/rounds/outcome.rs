//! In: a task and rounds that somebody made. Out: the rounds in the host's numbers, counted anew, with what they are worth.

use std::collections::{BTreeMap, BTreeSet};

use intervision_core::{Groups, Status, Stopped, TermWorth, Worth};

use super::bound::Reach;
use super::cost::{MOST_ROUNDS, pair};
use super::task::{OneRound, RoundTask};
use super::{MadeRounds, Meetings, RoundsError};
use crate::Error;
use crate::explain::{counted, figure, percent, violated};

/// Rounds as a proposal, with what they are worth. Members are numbered as in the roster.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RoundsOutcome {
    rounds: Vec<Groups>,
    sitting_out: Vec<Vec<usize>>,
    meetings: Meetings,
    met_before: Option<usize>,
    reach: Reach,
    terms: Vec<Vec<TermWorth>>,
    violated: Vec<String>,
    worth: Worth,
    way: String,
    members: usize,
}

impl RoundsOutcome {
    pub(super) fn new(
        task: &RoundTask,
        maker: &'static str,
        made: MadeRounds,
        seed: Option<u64>,
    ) -> Result<Self, Error> {
        let mut rounds = Vec::with_capacity(task.rounds());
        let mut meetings = Meetings::of(task.members(), &[])?;
        let (mut sitting_out, mut terms) = (Vec::new(), Vec::new());
        let (mut said, mut wishes) = (Vec::new(), 0.0);
        let all = made.rounds.len();
        for (at, one) in task.rounds.iter().enumerate() {
            let round = at + 1;
            let wrong = |what: String| RoundsError::Made { maker, round, what };
            let Some(lists) = made.rounds.get(at) else {
                return Err(wrong(format!("there are only {}", counted(all, "round"))).into());
            };
            let seated = seated(task, lists).map_err(wrong)?;
            let there = |member: &u32| one.whole().0.binary_search(member).is_ok();
            if seated.len() != one.seated.len() || !seated.iter().all(there) {
                return Err(wrong("not everybody who has a seat is in a group".to_owned()).into());
            }
            let (own, value, broken) = counted_round(one, lists)
                .ok_or_else(|| wrong("there are more groups than the rules allow".to_owned()))?;
            terms.push(own);
            wishes += value;
            said.extend(broken.into_iter().map(|broken| format!("in round {round}: {broken}")));
            let groups = in_order(task, one, lists);
            let groups = Groups::new(task.members(), groups).map_err(|e| wrong(e.to_string()))?;
            sitting_out.push(task.sitting_out(at, &seated));
            meetings.add(&groups);
            rounds.push(groups);
        }
        let reach = Reach::of(task);
        let met_before = task.cost.has_history().then(|| again(task, &made.rounds));
        let met = cost(task, &made.rounds);
        let worth = worth(task, &reach, (met, wishes), said.is_empty(), &made, seed);
        let way = if made.way.is_empty() { maker.to_owned() } else { made.way };
        let members = task.members();
        Ok(RoundsOutcome {
            rounds,
            sitting_out,
            meetings,
            met_before,
            reach,
            terms,
            violated: said,
            worth,
            way,
            members,
        })
    }

    /// The groups of each round.
    #[must_use]
    pub fn rounds(&self) -> &[Groups] {
        &self.rounds
    }

    /// Who is there in a round, counted from 0, and has no seat.
    #[must_use]
    pub fn sitting_out(&self, round: usize) -> &[usize] {
        self.sitting_out.get(round).map_or(&[], Vec::as_slice)
    }

    /// How often each member sits out.
    #[must_use]
    pub fn times_out(&self) -> Vec<usize> {
        let mut times = vec![0; self.members];
        for &member in self.sitting_out.iter().flatten() {
            times[member] += 1;
        }
        times
    }

    /// Who met whom, and how often.
    #[must_use]
    pub fn meetings(&self) -> &Meetings {
        &self.meetings
    }

    /// How many meetings were not the first of their pair, history aside.
    #[must_use]
    pub fn repeats(&self) -> usize {
        self.meetings.repeats()
    }

    /// How many pairs meet in these rounds who met before them; `None` without a history.
    #[must_use]
    pub fn met_before(&self) -> Option<usize> {
        self.met_before
    }

    /// No rounds have fewer meetings of people who met before, in these rounds or in the history, than this.
    #[must_use]
    pub fn repeats_bound(&self) -> usize {
        self.reach.repeats
    }

    /// No rounds let more pairs meet, round after round, who had not met before.
    #[must_use]
    pub fn coverage_bound(&self) -> &[usize] {
        &self.reach.met_after
    }

    /// The terms of the rules in a round, counted from 0.
    #[must_use]
    pub fn terms(&self, round: usize) -> &[TermWorth] {
        self.terms.get(round).map_or(&[], Vec::as_slice)
    }

    /// Rules that do not hold, with their round. Empty in all but the hardest cases.
    #[must_use]
    pub fn violated(&self) -> &[String] {
        &self.violated
    }

    /// The cost of meetings and the wishes of all rounds, with bound and status.
    #[must_use]
    pub fn worth(&self) -> &Worth {
        &self.worth
    }

    /// In which way the rounds were made.
    #[must_use]
    pub fn way(&self) -> &str {
        &self.way
    }

    /// What the rounds are worth in plain sentences, the most telling first.
    #[must_use]
    pub fn reasons(&self) -> Vec<String> {
        let pairs = self.members * self.members.saturating_sub(1) / 2;
        let met = self.meetings.distinct_pairs();
        let mut said = vec![match self.repeats() {
            0 => format!("No two people meet twice in {}.", counted(self.rounds.len(), "round")),
            again => {
                let least = self.reach.repeats;
                let least = if least > 0 {
                    format!("; at least {least} cannot be avoided")
                } else {
                    String::new()
                };
                format!(
                    "{} again{least}.",
                    if again == 1 {
                        "1 pair meets".to_owned()
                    } else {
                        format!("{again} times a pair meets")
                    }
                )
            }
        }];
        said.extend(self.met_before.map(|again| match again {
            0 => "Nobody meets whom they met before these rounds.".to_owned(),
            1 => "1 pair meets who met before these rounds.".to_owned(),
            again => format!("{again} pairs meet who met before these rounds."),
        }));
        let share = if pairs == 0 { 1.0 } else { met as f64 / pairs as f64 };
        said.push(format!("{met} of {pairs} pairs meet ({}).", percent(share)));
        let times = self.times_out();
        if let (Some(least), Some(most)) = (times.iter().min(), times.iter().max())
            && *most > 0
        {
            said.push(format!(
                "Everybody sits out {} times.",
                if least == most { least.to_string() } else { format!("{least} to {most}") }
            ));
        }
        said.push(match (self.worth.status, self.worth.bound) {
            (Status::Optimal, _) => "Nothing better exists.".to_owned(),
            (_, Some(bound)) => format!(
                "Value {}; no rounds are below {}.",
                figure(self.worth.value),
                figure(bound)
            ),
            (_, None) => format!("Value {}.", figure(self.worth.value)),
        });
        said.extend(self.violated.iter().map(|broken| format!("A rule does not hold: {broken}.")));
        said
    }
}

/// Who is in a group, in order.
fn seated(task: &RoundTask, lists: &[Vec<u32>]) -> Result<Vec<u32>, String> {
    let mut all: Vec<u32> = lists.iter().flatten().copied().collect();
    all.sort_unstable();
    if let Some(&member) = all.iter().find(|member| **member as usize >= task.members()) {
        return Err(format!("member {member} is not there"));
    }
    match all.windows(2).find(|two| two[0] == two[1]) {
        Some(two) => Err(format!("{} is in two groups", task.ids[two[0] as usize])),
        None => Ok(all),
    }
}

/// Terms, value and broken rules of a round of those who are seated in it; `None` where groups do not fit the problem.
fn counted_round(one: &OneRound, lists: &[Vec<u32>]) -> Option<(Vec<TermWorth>, f64, Vec<String>)> {
    let (people, problem) = one.whole();
    if lists.len() > problem.seats() {
        return None;
    }
    let mut group_of = vec![problem.waiting().unwrap_or(0) as u32; people.len()];
    for (group, members) in lists.iter().enumerate() {
        for member in members {
            group_of[people.binary_search(member).ok()?] = group as u32;
        }
    }
    let value = problem.value(&group_of)?;
    let terms = problem.terms.iter().zip(&problem.bounds().terms).map(|(term, &bound)| TermWorth {
        name: term.name.clone(),
        value: problem.term_value(term, &group_of),
        bound: Some(bound),
        weight: term.factor,
    });
    Some((terms.collect(), value, violated(problem, &group_of)))
}

/// The groups in the numbers of the roster; in the order of their first member, unless their numbers mean something.
fn in_order(task: &RoundTask, one: &OneRound, lists: &[Vec<u32>]) -> Vec<Vec<usize>> {
    let mut lists: Vec<Vec<u32>> = lists.to_vec();
    for list in &mut lists {
        list.sort_unstable();
    }
    if !one.problem.numbered {
        lists.sort();
    }
    let listed = |list: Vec<u32>| list.into_iter().map(|at| task.listed[at as usize]).collect();
    lists.into_iter().map(listed).collect()
}

/// How many pairs meet who met before all rounds.
fn again(task: &RoundTask, rounds: &[Vec<Vec<u32>>]) -> usize {
    let mut met = BTreeSet::new();
    for list in rounds.iter().flatten() {
        for (at, &a) in list.iter().enumerate() {
            let cells = list[at + 1..].iter().map(|&b| pair(a as usize, b as usize));
            met.extend(cells.filter(|&cell| task.cost.met_before(cell) > 0.0));
        }
    }
    met.len()
}

/// What the meetings cost, pair by pair from the definition.
fn cost(task: &RoundTask, rounds: &[Vec<Vec<u32>>]) -> f64 {
    let mut met: BTreeMap<usize, (u64, usize)> = BTreeMap::new();
    let mut cost = task.cost.of_nothing();
    for (round, lists) in rounds.iter().enumerate() {
        for list in lists {
            for (at, &a) in list.iter().enumerate() {
                for &b in &list[at + 1..] {
                    let cell = pair(a as usize, b as usize);
                    let (mask, times) = met.entry(cell).or_default();
                    if round < MOST_ROUNDS {
                        cost += task.cost.add(cell, *mask, round);
                        *mask |= 1 << round;
                    } else if *times > 0 {
                        cost += task.cost.weight();
                    }
                    *times += 1;
                }
            }
        }
    }
    cost
}

fn worth(
    task: &RoundTask,
    reach: &Reach,
    (met, wishes): (f64, f64),
    kept: bool,
    made: &MadeRounds,
    seed: Option<u64>,
) -> Worth {
    let value = met + wishes;
    let reached = value <= reach.value + 1e-9 * reach.value.abs().max(1.0);
    let (status, stopped) = match (kept, reached) {
        (true, true) => (Status::Optimal, Stopped::Proven),
        (true, false) => (Status::Feasible, made.stopped),
        (false, _) => (Status::Unknown, made.stopped),
    };
    let weight = task.cost.weight();
    let unit = if weight > 0.0 { weight } else { 1.0 };
    let least = task.rounds.iter().map(|round| round.whole().1.bounds().value).sum::<f64>();
    let term = |name: &str, value: f64, bound: f64, weight: f64| TermWorth {
        name: name.to_owned(),
        value,
        bound: Some(bound),
        weight,
    };
    let terms = vec![
        term("meetings", met / unit, (reach.value - least) / unit, weight),
        term("wishes of all rounds", wishes, least, 1.0),
    ];
    let bound = if status == Status::Optimal { value } else { reach.value };
    Worth { terms, value, bound: Some(bound), status, stopped, steps: made.steps, seed }
}
