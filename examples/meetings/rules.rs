//! Rules of this house's own, on the planner's public trait: what the meeting list counts and the library does not know.

use std::collections::BTreeMap;

use intervision::schedule::rules::{Rule, Season, Stand, Tally};
use intervision::schedule::{Error, Level};

use crate::case::Meeting;

/// Points for a meeting that begins as another one ends.
const BREAK: i64 = 100;

/// Points for a grain that two meetings share.
const SHARED: i64 = 10;

/// Grains between two meetings after which nobody minds another room.
const NEAR: i64 = 2;

/// A meeting should not begin in the grain in which another one ends, whoever attends them.
#[derive(Debug)]
pub struct Breaks;

impl Rule for Breaks {
    fn name(&self) -> &'static str {
        "no break between meetings"
    }

    fn level(&self) -> Level {
        Level::Soft
    }

    fn open(&self, season: &Season<'_>) -> Result<Box<dyn Tally>, Error> {
        Ok(Box::new(Edges(vec![[0; 2]; season.grid.len() + 1])))
    }
}

/// By slot: meetings that begin there, and meetings that end before it.
struct Edges(Vec<[i64; 2]>);

impl Tally for Edges {
    fn enter(&mut self, stand: Stand<'_>) -> i64 {
        let pairs = self.0[stand.start][1] + self.0[stand.end][0];
        self.0[stand.start][0] += 1;
        self.0[stand.end][1] += 1;
        BREAK * pairs
    }

    fn leave(&mut self, stand: Stand<'_>) -> i64 {
        self.0[stand.start][0] -= 1;
        self.0[stand.end][1] -= 1;
        -BREAK * (self.0[stand.start][1] + self.0[stand.end][0])
    }
}

/// Meetings should not go on at the same time.
#[derive(Debug)]
pub struct Overlap;

impl Rule for Overlap {
    fn name(&self) -> &'static str {
        "meetings at the same time"
    }

    fn level(&self) -> Level {
        Level::Soft
    }

    fn open(&self, season: &Season<'_>) -> Result<Box<dyn Tally>, Error> {
        Ok(Box::new(Meanwhile(vec![0; season.grid.len()])))
    }
}

/// Meetings by slot.
struct Meanwhile(Vec<i64>);

impl Tally for Meanwhile {
    fn enter(&mut self, stand: Stand<'_>) -> i64 {
        let slots = &mut self.0[stand.start..stand.end];
        let shared: i64 = slots.iter().sum();
        slots.iter_mut().for_each(|meetings| *meetings += 1);
        SHARED * shared
    }

    fn leave(&mut self, stand: Stand<'_>) -> i64 {
        let slots = &mut self.0[stand.start..stand.end];
        slots.iter_mut().for_each(|meetings| *meetings -= 1);
        -SHARED * slots.iter().sum::<i64>()
    }
}

/// Larger rooms should be taken first: each seat by which an empty-handed room is larger counts.
#[derive(Debug)]
pub struct LargerRooms;

impl Rule for LargerRooms {
    fn name(&self) -> &'static str {
        "seats of larger rooms"
    }

    fn level(&self) -> Level {
        Level::Soft
    }

    fn open(&self, season: &Season<'_>) -> Result<Box<dyn Tally>, Error> {
        let seats: Vec<i64> = season
            .demand
            .resources()
            .iter()
            .map(|room| i64::from(room.seats.unwrap_or(0)))
            .collect();
        let larger = |mine: &i64| seats.iter().map(|other| (other - mine).max(0)).sum();
        Ok(Box::new(Passed(seats.iter().map(larger).collect())))
    }
}

/// By room: the seats by which larger ones are larger.
struct Passed(Vec<i64>);

impl Tally for Passed {
    fn enter(&mut self, stand: Stand<'_>) -> i64 {
        stand.resources.iter().map(|room| self.0[*room]).sum()
    }

    fn leave(&mut self, stand: Stand<'_>) -> i64 {
        -stand.resources.iter().map(|room| self.0[*room]).sum::<i64>()
    }
}

/// Who goes from one meeting to the next should stay in the room.
#[derive(Debug)]
pub struct SameRoom {
    /// For each meeting, the others with people of its own, and how many they share.
    shared: Vec<Vec<(usize, i64)>>,
}

impl SameRoom {
    pub fn new(meetings: &[Meeting]) -> Self {
        let people = |meeting: &Meeting| -> BTreeMap<usize, i64> {
            let mut counts = BTreeMap::new();
            for person in meeting.required.iter().chain(&meeting.welcome) {
                *counts.entry(*person).or_default() += 1;
            }
            counts
        };
        let people: Vec<BTreeMap<usize, i64>> = meetings.iter().map(people).collect();
        let shared = people.iter().enumerate().map(|(index, mine)| {
            let others = people.iter().enumerate().filter(|(other, _)| *other != index);
            let both = others.map(|(other, theirs)| {
                let both =
                    |(person, times): (&usize, &i64)| times * theirs.get(person).unwrap_or(&0);
                (other, mine.iter().map(both).sum::<i64>())
            });
            both.filter(|(_, both)| *both > 0).collect()
        });
        SameRoom { shared: shared.collect() }
    }
}

impl Rule for SameRoom {
    fn name(&self) -> &'static str {
        "another room soon after"
    }

    fn level(&self) -> Level {
        Level::Soft
    }

    fn open(&self, _season: &Season<'_>) -> Result<Box<dyn Tally>, Error> {
        Ok(Box::new(Walks { at: vec![None; self.shared.len()], shared: self.shared.clone() }))
    }
}

/// Where each meeting stands: first slot, one past the last, room.
struct Walks {
    at: Vec<Option<(i64, i64, usize)>>,
    shared: Vec<Vec<(usize, i64)>>,
}

impl Walks {
    fn cost(&self, session: usize, (start, end, room): (i64, i64, usize)) -> i64 {
        let mut cost = 0;
        for &(other, people) in &self.shared[session] {
            let Some((first, last, elsewhere)) = self.at[other] else { continue };
            if elsewhere == room {
                continue;
            }
            let soon =
                (start < first && first - end <= NEAR) || (first < start && start - last <= NEAR);
            cost += people * i64::from(soon);
        }
        cost
    }
}

impl Tally for Walks {
    fn enter(&mut self, stand: Stand<'_>) -> i64 {
        let Some(&room) = stand.resources.first() else { return 0 };
        let place = (stand.start as i64, stand.end as i64, room);
        self.at[stand.session] = Some(place);
        self.cost(stand.session, place)
    }

    fn leave(&mut self, stand: Stand<'_>) -> i64 {
        match self.at[stand.session].take() {
            Some(place) => -self.cost(stand.session, place),
            None => 0,
        }
    }
}
