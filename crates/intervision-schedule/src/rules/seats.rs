//! Seats: a room should have one for everyone, and each person without one costs points. Soft level.
//!
//! Where a room that is too small will not do at all, say so in the session's need.

use super::{Rule, Season, Stand, Tally, signed};
use crate::{Error, Level};

/// A room should have a seat for everyone who comes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a rule does nothing until a planner has it"]
pub struct Seats {
    kind: String,
    points: u32,
    audiences: Vec<(usize, u32)>,
}

impl Seats {
    /// In resources of this kind, each person without a seat costs so many points.
    pub fn new(kind: impl Into<String>, points: u32) -> Self {
        Seats { kind: kind.into(), points, audiences: Vec::new() }
    }

    /// So many people come to this session.
    pub fn audience(mut self, session: usize, people: u32) -> Self {
        self.audiences.push((session, people));
        self
    }
}

impl Rule for Seats {
    fn name(&self) -> &'static str {
        "people without a seat"
    }

    fn level(&self) -> Level {
        Level::Soft
    }

    fn sessions(&self, _season: &Season<'_>) -> Vec<usize> {
        self.audiences.iter().map(|(session, _)| *session).collect()
    }

    fn open(&self, season: &Season<'_>) -> Result<Box<dyn Tally>, Error> {
        let mut people = vec![0; season.demand.len()];
        for (session, audience) in &self.audiences {
            season.check(self.name(), *session)?;
            people[*session] = *audience;
        }
        let seats = season.seats(&self.kind);
        let sessions = 0..season.demand.len();
        let needed = sessions.map(|session| i64::from(season.needed(session, &self.kind)));
        let needed = needed.collect();
        Ok(Box::new(Crowding { points: signed(self.points), people, needed, seats }))
    }
}

struct Crowding {
    points: i64,
    people: Vec<u32>,
    /// Resources that each session needs.
    needed: Vec<i64>,
    seats: Vec<Option<u32>>,
}

impl Crowding {
    fn standing(&self, stand: Stand<'_>) -> i64 {
        let people = self.people[stand.session];
        let seats = stand.resources.iter().filter_map(|resource| self.seats[*resource]);
        let standing = |seats: u32| i64::from(people.saturating_sub(seats));
        seats.map(standing).sum::<i64>() * self.points
    }
}

impl Tally for Crowding {
    fn enter(&mut self, stand: Stand<'_>) -> i64 {
        self.standing(stand)
    }

    fn leave(&mut self, stand: Stand<'_>) -> i64 {
        -self.standing(stand)
    }

    fn relief(&self, session: usize) -> i64 {
        let people = self.people.get(session).copied().unwrap_or(0);
        let fewest = self.seats.iter().flatten().min().copied().unwrap_or(0);
        let most = i64::from(people.saturating_sub(fewest));
        self.needed.get(session).map_or(0, |needed| needed * most * self.points)
    }
}

#[cfg(test)]
mod tests {
    use intervision_core::Resource;

    use super::super::testing::{halls, tally};
    use super::*;

    #[test]
    fn each_person_above_the_seats_costs_the_points() {
        let rule = Seats::new("room", 2).audience(0, 30);
        let mut demand = halls(1, &[]);
        demand.resources.push(Resource::new("small", "room").with_seats(25));
        demand.resources.push(Resource::new("large", "room").with_seats(40));
        demand.resources.push(Resource::new("anna", "trainer"));
        let mut tally = tally(&rule, &demand);
        let stand = |resources| Stand { session: 0, start: 0, end: 1, resources };
        assert_eq!(tally.enter(stand(&[0, 2])), 10);
        assert_eq!(tally.leave(stand(&[0, 2])), -10);
        assert_eq!(tally.enter(stand(&[1])), 0);
    }
}
