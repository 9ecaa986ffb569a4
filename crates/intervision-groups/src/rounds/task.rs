//! In: what is asked of several rounds, and a roster. Out: who takes part in each round, and each round as a problem of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use intervision_core::{PairWeight, Roster};
use rand::Rng;
use rand::seq::SliceRandom;

use super::cost::{MOST_ROUNDS, MeetingCost, pair};
use super::{Rounds, RoundsError};
use crate::problem::{Inputs, Problem, Rules, RulesDocument, canonical};
use crate::stages::{Subset, within};
use crate::{Error, Pairs, PairsError, RosterError, Slots};

/// The most people whose meetings a search keeps book of, pair by pair.
const MOST_SEARCHED: usize = 3000;

/// What makers of rounds work on. Members are numbered in the order of their ids.
#[derive(Debug, Clone)]
pub struct RoundTask {
    pub(super) ids: Vec<String>,
    /// The roster's number of each member.
    pub(super) listed: Vec<usize>,
    pub(super) rounds: Vec<Arc<OneRound>>,
    /// Who is away, round by round.
    away: Vec<Vec<u32>>,
    pub(super) cost: MeetingCost,
    pub(super) free_seats: bool,
}

/// One round: who has a seat, and the rules among them.
#[derive(Debug, Clone)]
pub(super) struct OneRound {
    /// Members with a seat, in order: those of the problem.
    pub(super) seated: Vec<u32>,
    pub(super) problem: Problem,
    /// Where a search may choose who sits out.
    pub(super) open: Option<Arc<Open>>,
}

/// A round in which it is open who sits out: everybody who is there, and their problem with a waiting list.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub(super) present: Vec<u32>,
    pub(super) problem: Problem,
}

impl OneRound {
    /// Who may have a seat, and the problem of these people.
    pub(super) fn whole(&self) -> (&[u32], &Problem) {
        match &self.open {
            Some(open) => (&open.present, &open.problem),
            None => (&self.seated, &self.problem),
        }
    }
}

impl RoundTask {
    pub(super) fn new(
        asked: &Rounds<'_>,
        roster: &dyn Roster,
        rng: &mut dyn Rng,
    ) -> Result<Self, Error> {
        let (ids, listed) = canonical(roster)?;
        check(asked, &ids)?;
        let mut place = vec![0u32; listed.len()];
        for (member, &at) in listed.iter().enumerate() {
            place[at] = member as u32;
        }
        for (name, weights) in [("history", asked.history), ("target", asked.target)] {
            check_weights(name, weights, &ids, &place)?;
        }
        let mut sat_out = vec![0usize; ids.len()];
        let mut known = Known::default();
        let mut rounds = Vec::with_capacity(asked.count);
        for round in 1..=asked.count {
            let made =
                one_round(asked, round, (roster, &ids, &listed), &mut sat_out, rng, &mut known);
            let in_round = |wrong| RoundsError::Round { round, wrong: Box::new(wrong) };
            rounds.push(made.map_err(in_round)?);
        }
        let shape = (ids.len(), asked.count);
        let cost = MeetingCost::new(
            shape,
            asked.weight,
            asked.half_life,
            asked.history,
            asked.target,
            &place,
        );
        let free_seats = asked.rules.waiting_list().is_some_and(|list| list.seat.is_empty());
        let of = |round: usize| -> Vec<u32> {
            let ids_away = asked.absent.get(&round).into_iter().flatten();
            ids_away.filter_map(|id| Some(ids.binary_search(id).ok()? as u32)).collect()
        };
        let away = (1..=asked.count).map(of).collect();
        Ok(RoundTask { ids, listed, rounds, away, cost, free_seats })
    }

    /// How many people take part in the whole.
    #[must_use]
    pub fn members(&self) -> usize {
        self.ids.len()
    }

    /// Their ids: member `m` is `ids()[m]`.
    #[must_use]
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// How many rounds there are.
    #[must_use]
    pub fn rounds(&self) -> usize {
        self.rounds.len()
    }

    /// Who has a seat in a round if seats go by turns, in order; nobody in a round that is not there. Rules without people who must be
    /// together leave it open who sits out: then rounds may seat as many others who are there, everybody about as often.
    #[must_use]
    pub fn seated(&self, round: usize) -> &[u32] {
        self.rounds.get(round).map_or(&[], |round| &round.seated)
    }

    /// The rules among those who have a seat in a round; member `m` of the problem is `seated(round)[m]`.
    #[must_use]
    pub fn problem(&self, round: usize) -> Option<&Problem> {
        self.rounds.get(round).map(|round| &round.problem)
    }

    /// What it adds that two members, who meet in the rounds of a set of bits, meet in another round as well.
    #[must_use]
    pub fn meeting_price(&self, a: usize, b: usize, met: u64, round: usize) -> f64 {
        let there = a != b && a.max(b) < self.members() && round < self.rounds().min(MOST_ROUNDS);
        if there { self.cost.add(pair(a, b), met & !(1 << round), round) } else { 0.0 }
    }

    /// The number of groups and their size, where nothing but meetings counts: everybody is there in every round, all repeats
    /// cost the same, and no rule or wish tells people apart. The second size is that of smaller groups.
    #[must_use]
    pub fn plain(&self) -> Option<(usize, usize)> {
        let first = self.rounds.first()?;
        let problem = &first.problem;
        let plain = self.cost.is_plain()
            && self.rounds.iter().all(|round| Arc::ptr_eq(round, first))
            && is_free(problem);
        let size = problem.even_sizes().into_iter().max()?;
        plain.then_some((problem.groups(), size))
    }

    /// Whether it may be chosen freely who sits out: then rounds may seat others than [`seated`](RoundTask::seated) says.
    pub(super) fn may_choose_seats(&self) -> bool {
        self.free_seats && self.rounds.iter().all(|round| is_free(&round.problem))
    }

    pub(super) fn all_present(&self) -> bool {
        self.away.iter().all(Vec::is_empty)
    }

    pub(super) fn counts_repeats_alike(&self) -> bool {
        self.cost.is_plain()
    }

    /// Who is there and has none of these seats, in the numbers of the roster.
    pub(super) fn sitting_out(&self, round: usize, seated: &[u32]) -> Vec<usize> {
        let out = |member: &u32| {
            seated.binary_search(member).is_err() && !self.away[round].contains(member)
        };
        let out = (0..self.members() as u32).filter(out);
        out.map(|member| self.listed[member as usize]).collect()
    }

    pub(super) fn searched(&self) -> bool {
        self.members() <= MOST_SEARCHED && self.rounds() <= MOST_ROUNDS
    }
}

/// Whether no rule or wish tells members apart.
fn is_free(problem: &Problem) -> bool {
    problem.terms.is_empty()
        && problem.units.len() == problem.members()
        && problem.units.foes.iter().all(Vec::is_empty)
        && problem.units.pinned.iter().all(Option::is_none)
        && problem.limits.is_empty()
        && problem.slots.is_none()
}

fn check(asked: &Rounds<'_>, ids: &[String]) -> Result<(), Error> {
    if asked.count == 0 {
        return Err(RoundsError::NoRounds.into());
    }
    if asked.count > MOST_ROUNDS && ids.len() > MOST_SEARCHED {
        let (rounds, people) = (asked.count, ids.len());
        return Err(RoundsError::TooMuch { rounds, people }.into());
    }
    if !(0.0..=1e9).contains(&asked.weight) {
        return Err(RoundsError::Weight { weight: asked.weight }.into());
    }
    if let Some(found) = asked.half_life.filter(|life| life.is_nan() || *life <= 0.0) {
        let right = "more than 0, or none for repeats that count the same";
        return Err(Error::Age { what: "the half-life in rounds".into(), found, right });
    }
    if let Some(id) = asked.rules.locks().first() {
        return Err(RoundsError::Lock { id: id.clone() }.into());
    }
    let (rounds, named) = (asked.count, asked.absent.keys().chain(asked.sizes.keys()));
    if let Some(&round) = named.into_iter().find(|&&round| round == 0 || round > rounds) {
        return Err(RoundsError::RoundNumber { round, rounds }.into());
    }
    let away = asked.absent.values().flatten();
    if let Some(id) = away.into_iter().find(|id| ids.binary_search(id).is_err()) {
        return Err(RosterError::UnknownId { rule: "absent", id: id.clone() }.into());
    }
    Ok(())
}

fn check_weights(
    name: &str,
    weights: Option<&dyn PairWeight>,
    ids: &[String],
    place: &[u32],
) -> Result<(), Error> {
    let Some(weights) = weights else { return Ok(()) };
    let (name, people) = (name.to_owned(), ids.len());
    if weights.len() != people {
        return Err(PairsError::Length { name, found: weights.len(), people }.into());
    }
    let mut wrong = None;
    weights.for_each_pair(&mut |a, b, weight| {
        if !(0.0..=1e9).contains(&weight) {
            wrong.get_or_insert((a, b, weight));
        }
    });
    let id =
        |at: usize| place.get(at).map_or(String::new(), |&member| ids[member as usize].clone());
    match wrong {
        None => Ok(()),
        Some((a, b, weight)) => Err(RoundsError::Times { name, a: id(a), b: id(b), weight }.into()),
    }
}

fn one_round(
    asked: &Rounds<'_>,
    round: usize,
    (roster, ids, listed): (&dyn Roster, &[String], &[usize]),
    sat_out: &mut [usize],
    rng: &mut dyn Rng,
    known: &mut Known,
) -> Result<Arc<OneRound>, Error> {
    let away = asked.absent.get(&round);
    let is_here = |id: &String| !away.is_some_and(|away| away.contains(id));
    let here = |member: &u32| is_here(&ids[*member as usize]);
    let present: Vec<u32> = (0..ids.len() as u32).filter(here).collect();
    let mut seated = present.clone();
    let mut document = RulesDocument::from(asked.rules.clone());
    document.pins.retain(|pin| is_here(&pin.id));
    let mut open = None;
    if let Some(sizes) = asked.sizes.get(&round) {
        document.sizes = sizes.clone();
    }
    if let Some(list) = &mut document.waiting_list {
        list.seat.retain(is_here);
        let named = document.pins.iter().map(|pin| pin.id.clone()).chain(list.seat.clone());
        let always: BTreeSet<String> = named.collect();
        let places = Rules::try_from(document.clone())?.places(seated.len())?;
        let out = places.waiting.map_or(0, |waiting| places.limits[waiting].0);
        if out > 0 {
            open = open_seats(asked, document.clone(), roster, (&present, listed), known)?;
        }
        seated = seats(seated, out, &always, ids, sat_out, rng);
        document.waiting_list = None;
        // A size that all groups have would make more or fewer of them out of those who are seated.
        let limits = &places.limits[..places.waiting.unwrap_or(places.limits.len())];
        document.sizes = crate::Sizes::ListedBetween(limits.to_vec());
    }
    let key = (seated, document.sizes.to_string());
    // Where people are away, the same seats may be open to others.
    if let Some(round) = known.rounds.get(&key)
        && round.open.as_ref().map(|open| &open.present) == open.as_ref().map(|open| &open.present)
    {
        return Ok(Arc::clone(round));
    }
    let rules = Rules::try_from(document)?;
    let problem = among(asked, &rules, roster, &key.0, listed)?;
    let made = Arc::new(OneRound { seated: key.0.clone(), problem, open });
    known.rounds.insert(key, Arc::clone(&made));
    Ok(made)
}

/// The round before it is said who sits out, of those who are there; `None` where whoever must be together would sit out together.
fn open_seats(
    asked: &Rounds<'_>,
    mut document: RulesDocument,
    roster: &dyn Roster,
    (present, listed): (&[u32], &[usize]),
    known: &mut Known,
) -> Result<Option<Arc<Open>>, Error> {
    if let Some(list) = &mut document.waiting_list {
        // As few as can be sit out, and nobody's number counts beside turns.
        (list.at_most, list.priority) = (None, None);
    }
    let key = (present.to_vec(), document.sizes.to_string());
    if let Some(open) = known.open.get(&key) {
        return Ok(open.clone());
    }
    let rules = Rules::try_from(document)?;
    let problem = among(asked, &rules, roster, present, listed)?;
    let single = problem.units.len() == problem.members() && problem.waiting().is_some();
    let open = single.then(|| Arc::new(Open { present: present.to_vec(), problem }));
    known.open.insert(key, open.clone());
    Ok(open)
}

/// Rounds that have been made out of the same people and sizes.
#[derive(Default)]
struct Known {
    rounds: BTreeMap<(Vec<u32>, String), Arc<OneRound>>,
    open: BTreeMap<(Vec<u32>, String), Option<Arc<Open>>>,
}

/// Who keeps a seat: those sit out who did so least often, drawn by lot among equals.
fn seats(
    mut here: Vec<u32>,
    out: usize,
    always: &BTreeSet<String>,
    ids: &[String],
    sat_out: &mut [usize],
    rng: &mut dyn Rng,
) -> Vec<u32> {
    here.shuffle(rng);
    here.sort_by_key(|&member| (always.contains(&ids[member as usize]), sat_out[member as usize]));
    for &member in here.iter().take(out) {
        sat_out[member as usize] += 1;
    }
    let mut seated = here.split_off(out.min(here.len()));
    seated.sort_unstable();
    seated
}

/// The problem of some members alone.
fn among(
    asked: &Rounds<'_>,
    rules: &Rules,
    roster: &dyn Roster,
    seated: &[u32],
    listed: &[usize],
) -> Result<Problem, Error> {
    if seated.len() == listed.len() {
        return Problem::new(rules, roster, &asked.inputs);
    }
    if asked.inputs.rankings().is_some() {
        return Err(RoundsError::RankingsOfSome.into());
    }
    let members: Vec<usize> = seated.iter().map(|&member| listed[member as usize]).collect();
    let some = Subset::new(roster, listed.len(), &members);
    let given = asked.inputs.pairs();
    let weights: Vec<_> = given
        .names()
        .filter_map(|name| {
            Some((name.to_owned(), Subset::new(given.get(name)?, listed.len(), &members)))
        })
        .collect();
    let pairs = weights.iter().fold(Pairs::new(), |pairs, (name, weights)| {
        pairs.with(name.clone(), weights as &dyn PairWeight)
    });
    let slots = asked.inputs.slots().map(|slots| Subset::new(slots, listed.len(), &members));
    let mut inputs = Inputs::new().with_pairs(pairs);
    if let Some(slots) = &slots {
        inputs = inputs.with_slots(slots as &dyn Slots);
    }
    let rules = within::rules(rules, roster, &members, &some, &inputs)?;
    Problem::new(&rules, &some, &inputs)
}
