use std::collections::{BTreeMap, BTreeSet};

use intervision_core::Status;
use petgraph::unionfind::UnionFind;

use super::PairingError;
use super::flow::{Network, SINK, SOURCE};
use crate::Error;

/// Up to so many topics every choice of topics that are held is tried.
const MOST_TOPICS: usize = 10;

/// Up to so many ways for all sets of friends are tried, one by one.
const MOST_WAYS: usize = 512;

/// Seats in workshops, break-outs or topics, by what people rank: in one round, or in several with another topic in each.
///
/// Somebody's first choice costs 0, the second 1, and so on; a topic that they did not rank costs as much as one behind their last, and
/// whoever ranks nothing takes what is left at no cost. The sum is the least there is: by a flow of least cost over all rounds at once, which is then split
/// into rounds so that no topic is fuller in one than need be (a balanced edge colouring; de Werra 1971).
///
/// # Example
///
/// ```
/// use intervision_groups::pairing::Seats;
///
/// let plan = Seats::new(1)
///     .topic("trust", 1, 2)
///     .topic("budget", 1, 2)
///     .person("ann", ["trust"])
///     .person("bob", ["trust", "budget"])
///     .person("cem", ["trust", "budget"])
///     .friends(["ann", "bob"])
///     .make()?;
/// assert_eq!(plan.rank_sum, 1);
/// assert_eq!(plan.rounds[0]["budget"], ["cem"]);
/// # Ok::<(), intervision_groups::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seats {
    rounds: usize,
    topics: Vec<(String, usize, usize)>,
    people: BTreeMap<String, Vec<String>>,
    refused: BTreeSet<(String, String)>,
    friends: Vec<Vec<String>>,
    may_drop: bool,
}

/// Who sits where, as a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct SeatPlan {
    /// Who sits in each topic, round by round, in the order of ids.
    pub rounds: Vec<BTreeMap<String, Vec<String>>>,
    /// The sum of ranks, 0 for a first choice.
    pub rank_sum: u64,
    /// No seats have a smaller sum.
    pub bound: u64,
    /// `Optimal` where the two meet.
    pub status: Status,
    /// Topics that are not held, because too few want them.
    pub dropped: Vec<String>,
    /// Topics that are held with fewer people than they need, with how many there are in all rounds.
    pub short: Vec<(String, usize)>,
}

/// A choice for topics and friends, and what comes of it.
struct Found {
    cost: u64,
    /// The topics of each person, by number.
    topics: Vec<Vec<usize>>,
    short: Vec<(usize, usize)>,
}

impl Seats {
    /// In so many rounds.
    #[must_use]
    pub fn new(rounds: usize) -> Self {
        Seats { rounds: rounds.max(1), ..Seats::default() }
    }

    /// A topic that takes so many people in each round.
    #[must_use]
    pub fn topic(mut self, name: &str, least: usize, most: usize) -> Self {
        self.topics.push((name.to_owned(), least, most));
        self
    }

    /// Somebody, and what they would like best, second, and so on; nothing for somebody who did not say.
    #[must_use]
    pub fn person<'a, I: IntoIterator<Item = &'a str>>(mut self, id: &str, ranking: I) -> Self {
        self.people.insert(id.to_owned(), ranking.into_iter().map(str::to_owned).collect());
        self
    }

    /// Somebody does not take a topic.
    #[must_use]
    pub fn refuse(mut self, id: &str, topic: &str) -> Self {
        self.refused.insert((id.to_owned(), topic.to_owned()));
        self
    }

    /// These people sit together; in one round alone.
    #[must_use]
    pub fn friends<'a, I: IntoIterator<Item = &'a str>>(mut self, ids: I) -> Self {
        self.friends.push(ids.into_iter().map(str::to_owned).collect());
        self
    }

    /// A topic that too few want need not be held.
    #[must_use]
    pub fn may_drop(mut self) -> Self {
        self.may_drop = true;
        self
    }

    /// Gives everybody a seat in every round. Up to 10 topics every choice of those held is tried, and up to 512 ways to place all sets of
    /// friends; beyond that they are improved one by one, and the bound says how far the answer may be from the best.
    ///
    /// # Errors
    ///
    /// [`PairingError`] for topics and people that are not there, limits that cannot be, and too few seats.
    pub fn make(&self) -> Result<SeatPlan, Error> {
        let ids: Vec<&String> = self.people.keys().collect();
        let costs = self.check(&ids)?;
        let sets = self.sets(&ids)?;
        let mut best: Option<(bool, Found, Vec<bool>)> = None;
        let mut bound = u64::MAX;
        for held in self.choices() {
            let Ok(free) = self.with(&ids, &costs, &held, &[]) else { continue };
            let found = self.with_friends(&ids, &costs, &held, &sets, &free);
            bound = bound.min(free.cost);
            let Some(found) = found else { continue };
            let better = best.as_ref().is_none_or(|(short, known, _)| {
                (!found.short.is_empty(), found.cost) < (*short, known.cost)
            });
            if better {
                best = Some((!found.short.is_empty(), found, held));
            }
        }
        let Some((_, found, held)) = best else {
            // Said of everything that is held, so that it names who cannot be seated.
            let all = vec![true; self.topics.len()];
            self.with(&ids, &costs, &all, &[])?;
            let set = sets.iter().find(|set| set.len() > 1).or(sets.first());
            let named = set.into_iter().flatten().map(|&at| ids[at].clone()).collect();
            return Err(PairingError::TooManyFriends { ids: named }.into());
        };
        let tried =
            sets.is_empty() || self.topics.len().pow(sets.len().min(32) as u32) <= MOST_WAYS;
        let exact = tried && (!self.may_drop || self.topics.len() <= MOST_TOPICS);
        let bound = if exact { found.cost } else { bound.min(found.cost) };
        let status = if bound == found.cost { Status::Optimal } else { Status::Feasible };
        let name = |at: usize| self.topics[at].0.clone();
        Ok(SeatPlan {
            rank_sum: found.cost,
            bound,
            status,
            dropped: (0..held.len()).filter(|&at| !held[at]).map(name).collect(),
            short: found.short.iter().map(|&(at, count)| (name(at), count)).collect(),
            rounds: self.split(&ids, found.topics),
        })
    }

    /// The cost of each topic for each person; none where they refuse it.
    fn check(&self, ids: &[&String]) -> Result<Vec<Vec<Option<i64>>>, Error> {
        let names: Vec<&String> = self.topics.iter().map(|topic| &topic.0).collect();
        let known = |id: &String, what, topic: &String| {
            names.iter().position(|own| *own == topic).ok_or_else(|| {
                let (id, other) = (id.clone(), topic.clone());
                PairingError::Unknown { id, what, other, side: "topic" }
            })
        };
        for (at, (name, least, most)) in self.topics.iter().enumerate() {
            if names[..at].contains(&name) || name.trim().is_empty() {
                return Err(PairingError::Id { side: "topic", id: name.clone() }.into());
            }
            if least > most {
                let (what, least, most) = (name.clone(), *least, *most);
                return Err(PairingError::Limits { what, least, most }.into());
            }
        }
        let (people, rounds) = (ids.len(), self.rounds);
        let seats = self.topics.iter().map(|topic| topic.2.min(people)).sum::<usize>() * rounds;
        if seats < people * rounds {
            return Err(PairingError::TooFewSeats {
                people,
                rounds,
                needed: people * rounds,
                seats,
            }
            .into());
        }
        let mut costs = Vec::with_capacity(people);
        for (id, ranking) in &self.people {
            let mut own = vec![Some(ranking.len() as i64); names.len()];
            for (rank, topic) in ranking.iter().enumerate() {
                if ranking[..rank].contains(topic) {
                    return Err(PairingError::Twice { id: id.clone(), other: topic.clone() }.into());
                }
                own[known(id, "ranks", topic)?] = Some(rank as i64);
            }
            costs.push(own);
        }
        for (id, topic) in &self.refused {
            let at = known(id, "refuses", topic)?;
            if let Ok(person) = ids.binary_search(&id) {
                costs[person][at] = None;
            }
        }
        Ok(costs)
    }

    /// Friends of friends are one set.
    fn sets(&self, ids: &[&String]) -> Result<Vec<Vec<usize>>, Error> {
        if self.rounds > 1 && !self.friends.is_empty() {
            return Err(PairingError::FriendsInRounds.into());
        }
        let mut joined = UnionFind::<usize>::new(ids.len());
        for set in &self.friends {
            let mut first = None;
            for id in set {
                let Ok(at) = ids.binary_search(&id) else {
                    let (own, other) = (set[0].clone(), id.clone());
                    let what = "is a friend of";
                    return Err(
                        PairingError::Unknown { id: own, what, other, side: "person" }.into()
                    );
                };
                joined.union(*first.get_or_insert(at), at);
            }
        }
        let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..ids.len() {
            sets.entry(joined.find_mut(at)).or_default().push(at);
        }
        Ok(sets.into_values().filter(|set| set.len() > 1).collect())
    }

    /// Which topics are held: all, or every choice of them, or all and then one fewer at a time.
    fn choices(&self) -> Vec<Vec<bool>> {
        let topics = self.topics.len();
        if !self.may_drop {
            return vec![vec![true; topics]];
        }
        if topics <= MOST_TOPICS {
            let of = |bits: usize| (0..topics).map(|at| bits >> at & 1 == 0).collect();
            return (0..1usize << topics).map(of).collect();
        }
        // The least wanted first: those with most ranks behind them.
        let mut order: Vec<usize> = (0..topics).collect();
        let wanted = |at: &usize| {
            let name = &self.topics[*at].0;
            self.people.values().filter(|ranking| ranking.first() == Some(name)).count()
        };
        order.sort_by_key(wanted);
        let without = |fewer: usize| (0..topics).map(|at| !order[..fewer].contains(&at)).collect();
        (0..topics).map(without).collect()
    }

    /// Seats where some people's topics are given.
    fn with(
        &self,
        ids: &[&String],
        costs: &[Vec<Option<i64>>],
        held: &[bool],
        given: &[(usize, usize)],
    ) -> Result<Found, PairingError> {
        let (people, rounds) = (ids.len(), self.rounds as u32);
        let mut taken = vec![0u32; held.len()];
        let mut topics = vec![Vec::new(); people];
        let mut cost = 0;
        for &(person, topic) in given {
            taken[topic] += 1;
            topics[person].push(topic);
            cost += costs[person][topic].unwrap_or(0);
        }
        let mut network = Network::new(2 + people + held.len());
        let mut arcs = Vec::new();
        for (person, own) in costs.iter().enumerate().filter(|(at, _)| topics[*at].is_empty()) {
            network.arc(SOURCE, 2 + person, rounds, 0);
            for (topic, cost) in own.iter().enumerate() {
                if let Some(cost) = cost.filter(|_| held[topic]) {
                    arcs.push((
                        person,
                        topic,
                        network.arc(2 + person, 2 + people + topic, 1, cost),
                    ));
                }
            }
        }
        // Filling a topic up to its least number is worth more than any ranks.
        let bonus = (people * self.rounds + 1) as i64 * (held.len() as i64 + 1);
        for (at, (_, least, most)) in self.topics.iter().enumerate().filter(|(at, _)| held[*at]) {
            let full = (*most).min(people) as u32 * rounds;
            let Some(room) = full.checked_sub(taken[at]) else {
                return Err(PairingError::NoSeat { id: ids[given[0].0].clone() });
            };
            let first = ((*least).min(people) as u32 * rounds).saturating_sub(taken[at]);
            network.arc(2 + people + at, SINK, first, -bonus);
            network.arc(2 + people + at, SINK, room - first, 0);
        }
        network.send();
        for (person, topic, arc) in arcs {
            if network.flow(arc) > 0 {
                topics[person].push(topic);
                taken[topic] += 1;
                cost += costs[person][topic].unwrap_or(0);
            }
        }
        let wanted = |at: &usize| {
            topics[*at].len() < if given.iter().any(|g| g.0 == *at) { 1 } else { self.rounds }
        };
        if let Some(at) = (0..people).find(wanted) {
            return Err(PairingError::NoSeat { id: ids[at].clone() });
        }
        let few = |at: usize| {
            let least = self.topics[at].1.min(people) * self.rounds;
            (held[at] && (taken[at] as usize) < least).then_some((at, taken[at] as usize))
        };
        let short = (0..held.len()).filter_map(few).collect();
        Ok(Found { cost: cost as u64, topics, short })
    }

    /// The best topic for each set of friends, with seats for all others.
    fn with_friends(
        &self,
        ids: &[&String],
        costs: &[Vec<Option<i64>>],
        held: &[bool],
        sets: &[Vec<usize>],
        free: &Found,
    ) -> Option<Found> {
        let may: Vec<Vec<usize>> = sets
            .iter()
            .map(|set| {
                let all = |topic: &usize| {
                    held[*topic] && set.iter().all(|&person| costs[person][*topic].is_some())
                };
                (0..held.len()).filter(all).collect()
            })
            .collect();
        let given = |ways: &[usize]| -> Option<Found> {
            let of = |(set, &topic): (&Vec<usize>, &usize)| {
                set.iter().map(|&person| (person, topic)).collect::<Vec<_>>()
            };
            let given: Vec<_> = sets.iter().zip(ways).flat_map(of).collect();
            self.with(ids, costs, held, &given).ok()
        };
        if may.iter().any(Vec::is_empty) {
            return None;
        }
        let better = |a: &Found, b: &Found| (a.short.len(), a.cost) < (b.short.len(), b.cost);
        let count = may.iter().try_fold(1usize, |all, own| all.checked_mul(own.len()));
        let mut best: Option<Found> = None;
        if count.is_some_and(|count| count <= MOST_WAYS) {
            for way in 0..count.unwrap_or(0) {
                let mut left = way;
                let pick = |own: &Vec<usize>| {
                    let at = left % own.len();
                    left /= own.len();
                    own[at]
                };
                let ways: Vec<usize> = may.iter().map(pick).collect();
                if let Some(found) = given(&ways)
                    && best.as_ref().is_none_or(|known| better(&found, known))
                {
                    best = Some(found);
                }
            }
            return best;
        }
        // Where the first of each set would sit, and then one set after the other.
        let mut ways: Vec<usize> = sets
            .iter()
            .zip(&may)
            .map(|(set, may)| {
                let own = free.topics[set[0]].first().copied();
                own.filter(|own| may.contains(own)).unwrap_or(may[0])
            })
            .collect();
        best = given(&ways);
        loop {
            let mut gained = false;
            for set in 0..sets.len() {
                for &topic in &may[set] {
                    let before = std::mem::replace(&mut ways[set], topic);
                    match given(&ways) {
                        Some(found) if best.as_ref().is_none_or(|known| better(&found, known)) => {
                            best = Some(found);
                            gained = true;
                        }
                        _ => ways[set] = before,
                    }
                }
            }
            if !gained {
                return best;
            }
        }
    }

    /// Round after round everybody takes one of their topics, each topic its even share of what is left of it.
    fn split(
        &self,
        ids: &[&String],
        mut topics: Vec<Vec<usize>>,
    ) -> Vec<BTreeMap<String, Vec<String>>> {
        let people = ids.len();
        let mut rounds = Vec::with_capacity(self.rounds);
        for left in (1..=self.rounds as u32).rev() {
            let mut network = Network::new(2 + people + self.topics.len());
            let mut arcs = Vec::new();
            for (person, own) in topics.iter().enumerate() {
                network.arc(SOURCE, 2 + person, 1, 0);
                for &topic in own {
                    arcs.push((person, topic, network.arc(2 + person, 2 + people + topic, 1, 0)));
                }
            }
            for at in 0..self.topics.len() {
                let takers = topics.iter().filter(|own| own.contains(&at)).count() as u32;
                network.arc(2 + people + at, SINK, takers / left, -1);
                network.arc(2 + people + at, SINK, takers.div_ceil(left) - takers / left, 0);
            }
            network.send();
            let mut round: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for (person, topic, arc) in arcs {
                if network.flow(arc) > 0 {
                    topics[person].retain(|&other| other != topic);
                    round
                        .entry(self.topics[topic].0.clone())
                        .or_default()
                        .push(ids[person].clone());
                }
            }
            rounds.push(round);
        }
        rounds
    }
}
