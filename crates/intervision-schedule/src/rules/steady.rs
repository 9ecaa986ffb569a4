//! Steady: sessions should keep their room, or their trainer; each one more costs points. Soft level.
//!
//! Where nothing but the same one will do, say so in the need (`same_in_series`).

use super::{Rule, Season, Sets, Stand, Tally, signed, union};
use crate::{Error, Level};

/// Sessions should all be served by the same resource of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a rule does nothing until a planner has it"]
pub struct Steady {
    kind: String,
    points: u32,
    sets: Vec<Vec<usize>>,
}

impl Steady {
    /// Each resource of this kind beyond the first costs so many points.
    pub fn new(kind: impl Into<String>, points: u32) -> Self {
        Steady { kind: kind.into(), points, sets: Vec::new() }
    }

    /// These sessions should keep it.
    pub fn over(mut self, sessions: impl Into<Vec<usize>>) -> Self {
        self.sets.push(sessions.into());
        self
    }

    fn each(&self) -> impl Iterator<Item = &[usize]> {
        self.sets.iter().map(Vec::as_slice)
    }
}

impl Rule for Steady {
    fn name(&self) -> &'static str {
        "resources beyond the first"
    }

    fn level(&self) -> Level {
        Level::Soft
    }

    fn sessions(&self, _season: &Season<'_>) -> Vec<usize> {
        union(self.each())
    }

    fn open(&self, season: &Season<'_>) -> Result<Box<dyn Tally>, Error> {
        let sets = Sets::new(self.name(), self.each(), season)?;
        let counts = season.of_kind(&self.kind);
        let resources = counts.len();
        let sessions = 0..season.demand.len();
        let needed = sessions.map(|session| i64::from(season.needed(session, &self.kind)));
        Ok(Box::new(Kept {
            points: signed(self.points),
            needed: needed.collect(),
            sets,
            counts,
            resources,
            uses: vec![0; self.sets.len() * resources],
            used: vec![0; self.sets.len()],
        }))
    }
}

struct Kept {
    points: i64,
    needed: Vec<i64>,
    sets: Sets,
    /// Whether a resource is of the kind.
    counts: Vec<bool>,
    resources: usize,
    /// Sessions per set and resource.
    uses: Vec<u32>,
    /// Resources per set.
    used: Vec<u32>,
}

impl Kept {
    fn beyond(&self, set: usize) -> i64 {
        i64::from(self.used[set].saturating_sub(1))
    }

    fn change(&mut self, stand: Stand<'_>, on: bool) -> i64 {
        let mut change = 0;
        for index in 0..self.sets.of(stand.session).len() {
            let set = self.sets.of(stand.session)[index] as usize;
            change -= self.beyond(set);
            for &resource in stand.resources.iter().filter(|resource| self.counts[**resource]) {
                let uses = &mut self.uses[set * self.resources + resource];
                if on {
                    self.used[set] += u32::from(*uses == 0);
                    *uses += 1;
                } else {
                    *uses -= 1;
                    self.used[set] -= u32::from(*uses == 0);
                }
            }
            change += self.beyond(set);
        }
        change * self.points
    }
}

impl Tally for Kept {
    fn enter(&mut self, stand: Stand<'_>) -> i64 {
        self.change(stand, true)
    }

    fn leave(&mut self, stand: Stand<'_>) -> i64 {
        self.change(stand, false)
    }

    fn relief(&self, session: usize) -> i64 {
        let sets = self.sets.of(session).len() as i64;
        self.needed.get(session).map_or(0, |needed| needed * sets * self.points)
    }
}

#[cfg(test)]
mod tests {
    use intervision_core::Resource;

    use super::super::testing::{halls, tally};
    use super::*;

    #[test]
    fn each_room_beyond_the_first_costs_the_points() {
        let rule = Steady::new("room", 3).over([0, 1]);
        let mut demand = halls(2, &[]);
        demand.resources.push(Resource::new("blue", "room"));
        demand.resources.push(Resource::new("red", "room"));
        demand.resources.push(Resource::new("anna", "trainer"));
        let mut tally = tally(&rule, &demand);
        let stand = |session, resources| Stand { session, start: 0, end: 1, resources };
        assert_eq!(tally.enter(stand(0, &[0, 2])), 0);
        assert_eq!(tally.enter(stand(1, &[1])), 3);
        assert_eq!(tally.leave(stand(0, &[0, 2])), -3);
    }
}
