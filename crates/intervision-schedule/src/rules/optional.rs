//! Optional attendees: people who are welcome and may be missed. Medium level.

use std::collections::BTreeMap;

use intervision_core::Party;

use super::{Rule, Season, Stand, Tally, signed};
use crate::{Error, Level};

/// People who need not come should be able to.
///
/// Each slot that an optional attendee cannot spend in the session, because another session of theirs takes it or because
/// they are busy, costs points. For two sessions in which somebody is optional the slots that they share count once.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a rule does nothing until a planner has it"]
pub struct Optional {
    points: u32,
    invited: Vec<(usize, Vec<usize>)>,
}

impl Optional {
    /// Each slot that is missed costs so many points.
    pub fn new(points: u32) -> Self {
        Optional { points, invited: Vec::new() }
    }

    /// These members are welcome at this session, beside those who must be there.
    pub fn invite(mut self, session: usize, members: impl Into<Vec<usize>>) -> Self {
        self.invited.push((session, members.into()));
        self
    }
}

impl Rule for Optional {
    fn name(&self) -> &'static str {
        "optional attendees missed"
    }

    fn level(&self) -> Level {
        Level::Medium
    }

    fn open(&self, season: &Season<'_>) -> Result<Box<dyn Tally>, Error> {
        for (session, _) in &self.invited {
            season.check(self.name(), *session)?;
        }
        Ok(Box::new(Missed::open(self, season)))
    }
}

struct Missed {
    points: i64,
    slots: usize,
    /// For each session, the people who must be there and may elsewhere be optional, and the optional ones.
    required: Vec<Vec<u32>>,
    optional: Vec<Vec<u32>>,
    /// Per person and slot: sessions that require them, and sessions that invite them.
    expected: Vec<[u16; 2]>,
    /// Per person and slot, whether they are busy.
    busy: Vec<bool>,
}

impl Missed {
    fn open(rule: &Optional, season: &Season<'_>) -> Self {
        let sessions = season.demand.len();
        let mut number: BTreeMap<usize, u32> = BTreeMap::new();
        for member in rule.invited.iter().flat_map(|(_, members)| members) {
            let next = number.len() as u32;
            number.entry(*member).or_insert(next);
        }
        let mut required = vec![Vec::new(); sessions];
        for (session, mine) in required.iter_mut().enumerate() {
            let attendees = season.demand.session(session).map(|s| s.attendees).unwrap_or_default();
            mine.extend(attendees.iter().filter_map(|member| number.get(member).copied()));
            mine.sort_unstable();
            mine.dedup();
        }
        let mut optional = vec![Vec::new(); sessions];
        for (session, members) in &rule.invited {
            let mine: &mut Vec<u32> = &mut optional[*session];
            mine.extend(members.iter().filter_map(|member| number.get(member).copied()));
            mine.sort_unstable();
            mine.dedup();
            mine.retain(|person| required[*session].binary_search(person).is_err());
        }
        let slots = season.grid.len();
        let mut busy = vec![false; number.len() * slots];
        for (member, person) in &number {
            for (slot, span) in season.grid.slots().iter().enumerate() {
                let presence = season.availability.presence(Party::Member(*member), *span);
                busy[*person as usize * slots + slot] = !presence.is_free();
            }
        }
        let expected = vec![[0; 2]; number.len() * slots];
        Missed { points: signed(rule.points), slots, required, optional, expected, busy }
    }

    fn change(&mut self, stand: Stand<'_>, on: bool) -> i64 {
        let mut missed = 0;
        let step = |count: &mut u16| if on { *count += 1 } else { *count -= 1 };
        for &person in &self.required[stand.session] {
            let row = person as usize * self.slots;
            for [required, optional] in &mut self.expected[row + stand.start..row + stand.end] {
                missed += i64::from(*optional);
                step(required);
            }
        }
        for &person in &self.optional[stand.session] {
            let row = person as usize * self.slots;
            let range = row + stand.start..row + stand.end;
            for ([required, optional], busy) in
                self.expected[range.clone()].iter_mut().zip(&self.busy[range])
            {
                if !on {
                    step(optional);
                }
                missed += i64::from(*required) + i64::from(*optional) + i64::from(*busy);
                if on {
                    step(optional);
                }
            }
        }
        missed * if on { self.points } else { -self.points }
    }
}

impl Tally for Missed {
    fn enter(&mut self, stand: Stand<'_>) -> i64 {
        self.change(stand, true)
    }

    fn leave(&mut self, stand: Stand<'_>) -> i64 {
        self.change(stand, false)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, halls, tally};
    use super::*;

    #[test]
    fn slots_shared_with_another_session_are_missed() {
        // Member 0 must attend session 0, and may attend sessions 1 and 2.
        let rule = Optional::new(1).invite(1, [0]).invite(2, [0, 1]);
        let demand = halls(3, &[(0, &[0])]);
        let mut tally = tally(&rule, &demand);
        assert_eq!(tally.enter(at(0, 4)), 0);
        assert_eq!(tally.enter(at(1, 4)), 1);
        assert_eq!(tally.enter(at(2, 4)), 2);
        assert_eq!(tally.leave(at(0, 4)), -2);
        assert_eq!(tally.leave(at(2, 4)), -1);
    }
}
