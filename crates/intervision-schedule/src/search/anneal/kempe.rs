//! Chains of two slots. In: a session and the slot that it should go to. Out: drafts that keep everyone in one place at a time.
//!
//! The session goes; whoever it meets there comes back; whom that one meets here goes too; and so on. Where sessions are
//! vertices, joined by the people they share, and slots are colours, this is a Kempe chain (Kempe 1879; for course timetables
//! Burke, Elliman & Weare 1994). Moves of one or two sessions cannot cross weeks that are nearly full; these can.
//! O(sessions of the chain x people).

use super::moves::{Draft, opens, scaled};
use super::shared::NOBODY;
use super::walk::Walk;

/// Sessions that one chain moves at most; longer ones come to nothing.
pub(super) const LONGEST: usize = 12;

impl Walk<'_> {
    /// Drafts a chain of sessions that take one slot and one resource of their own each. Returns how many there are; none
    /// where the chain is too long, or one of them cannot change slots.
    pub(super) fn draw_kempe(&mut self, activity: usize, start: u32, bits: u32) -> Option<usize> {
        let from = self.starts[activity];
        if start == from {
            return None;
        }
        let mut chain = std::mem::take(&mut self.chain);
        chain.clear();
        chain.push(activity as u32);
        let drafts = self
            .complete(&mut chain, from, start)
            .and_then(|()| self.draft_chain(&chain, from, start, bits));
        self.chain = chain;
        drafts
    }

    /// Adds whoever has to move because another one of the chain does.
    fn complete(&self, chain: &mut Vec<u32>, from: u32, start: u32) -> Option<()> {
        let mut next = 0;
        while let Some(&one) = chain.get(next) {
            next += 1;
            let one = one as usize;
            let to = self.across(one, from, start);
            let quick = &self.quick[one];
            let can = quick.single
                && quick.pool.is_some()
                && self.problem.activities[one].domain.contains(to as usize);
            if !can {
                return None;
            }
            for other in self.shared.attended(self.classes_of(one), to as usize) {
                let other = other?;
                if chain.contains(&other) {
                    continue;
                }
                if chain.len() == LONGEST {
                    return None;
                }
                chain.push(other);
            }
        }
        Some(())
    }

    /// The other one of the two slots.
    fn across(&self, one: usize, from: u32, start: u32) -> u32 {
        if self.starts[one] == from { start } else { from }
    }

    /// Drafts the moves of a chain; each session keeps its resource where nobody who stays has it, and takes a free one
    /// otherwise.
    fn draft_chain(&mut self, chain: &[u32], from: u32, start: u32, bits: u32) -> Option<usize> {
        for (draft, &one) in chain.iter().enumerate() {
            let one = one as usize;
            let to = self.across(one, from, start);
            let taken = |asset: u32| {
                let holder = self.shared.holder(asset, to as usize);
                let stays = holder != NOBODY && !chain.contains(&holder);
                let drafted = |draft: &Draft| draft.start == to && draft.assets.contains(&asset);
                stays || self.drafts[..draft].iter().any(drafted)
            };
            let mine = *self.assets(one).first()?;
            let asset = if taken(mine) {
                let pool = &self.pools[self.quick[one].pool? as usize];
                let first = scaled(bits, pool.len());
                let mut turn = pool[first..].iter().chain(&pool[..first]);
                *turn.find(|asset| !taken(**asset))?
            } else {
                mine
            };
            if !opens(self.problem, asset, one, to) {
                return None;
            }
            let draft = &mut self.drafts[draft];
            draft.assets.clear();
            draft.assets.push(asset);
            draft.aim(one, self.starts[one], to);
        }
        Some(chain.len())
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use intervision_core::{AlwaysFree, Demands, Need, Resource, Session};

    use super::super::super::state::Place;
    use super::super::walk::HARD;
    use super::*;
    use crate::problem::lower;
    use crate::{Grid, Planner};

    /// Five sessions in two slots, one room each: 0 meets 1, 1 meets 2; 3 and 4 meet nobody.
    #[test]
    fn whoever_meets_somebody_of_the_chain_moves_and_nobody_else() {
        let day = NaiveDate::from_ymd_opt(2027, 3, 8).unwrap();
        let planner = Planner::new(Grid::half_days(day, day, &|_| true).unwrap());
        let members = [vec![0], vec![0, 1], vec![1], vec![2], vec![3]];
        let session = |(index, members): (usize, Vec<usize>)| {
            let mut session = Session::new(index.to_string(), "Session", 240, members);
            session.needs.push(Need::one("room"));
            session
        };
        let demand = Demands {
            sessions: members.into_iter().enumerate().map(session).collect(),
            resources: (0..3).map(|room| Resource::new(format!("r{room}"), "room")).collect(),
            ..Demands::default()
        };
        let problem = lower(&planner, &demand, &AlwaysFree).unwrap();
        let mut walk = Walk::new(&problem, Vec::new());
        let at = |session: usize| {
            problem.activities.iter().position(|activity| activity.original == session).unwrap()
        };
        for (session, slot, room) in [(0, 0, 0), (2, 0, 1), (3, 0, 2), (1, 1, 0), (4, 1, 1)] {
            walk.put(&Place { activity: at(session), slot, assets: vec![room] });
        }
        assert_eq!(walk.points[HARD], 0);

        let drafts = walk.draw_kempe(at(0), 1, 0).unwrap();
        let mut moved: Vec<(usize, u32)> = walk.drafts[..drafts]
            .iter()
            .map(|draft| (problem.activities[draft.activity].original, draft.start))
            .collect();
        moved.sort_unstable();
        assert_eq!(moved, [(0, 1), (1, 0), (2, 1)]);
        // Session 4 keeps room 1, so session 2 takes the room that is left.
        let rooms: Vec<u32> = walk.drafts[..drafts].iter().map(|draft| draft.assets[0]).collect();
        let (first, third) = (at(0), at(2));
        let of = |activity: usize| {
            walk.drafts[..drafts].iter().position(|draft| draft.activity == activity).unwrap()
        };
        assert_eq!((rooms[of(first)], rooms[of(third)]), (0, 2));
        assert_eq!(walk.attempt(drafts, i64::MAX), Some([0; 3]));
    }
}
