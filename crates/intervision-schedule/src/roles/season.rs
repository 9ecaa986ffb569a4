//! A season in which members are away now and then.

use std::collections::{BTreeMap, BTreeSet};

use super::rotation::{FEWEST, MOST, MeetingRoles, RotationError, rotation};

/// A meeting takes an owner, a facilitator and somebody to consult.
const FEWEST_PRESENT: usize = 3;

/// So many half-made seasons are kept after each meeting.
const WIDTH: usize = 256;

/// A group, its meetings, and who is away from which.
///
/// # Example
///
/// ```
/// use intervision_schedule::roles::Season;
///
/// let season = Season::new(6, 6)?.with_absent(0, 0)?.with_absent(3, 2)?;
/// let roles = season.plan();
/// let first = roles.meetings[0].as_ref().unwrap();
/// assert_ne!(first.case_owner, 0);
/// assert!(roles.broken.is_empty());
/// assert!(roles.counts.iter().all(|count| count.case_owner == 1));
/// # Ok::<(), intervision_schedule::roles::RotationError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Season {
    members: usize,
    absent: Vec<BTreeSet<usize>>,
    before: Vec<MeetingRoles>,
}

/// How often a member had each role, earlier meetings included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct RoleCount {
    /// Cases owned.
    pub case_owner: usize,
    /// Meetings led.
    pub facilitator: usize,
    /// Meetings observed with an eye on the clock.
    pub time_keeper: usize,
}

/// A rule that an absence broke. Meetings are counted from 0 within the season.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub enum Broken {
    /// Too few are there: the meeting has no roles.
    TooFew {
        /// The meeting.
        meeting: usize,
        /// How many are there.
        present: usize,
    },
    /// Somebody owns a case though another who is there has owned fewer.
    OwnerAgain {
        /// The meeting.
        meeting: usize,
        /// Who.
        member: usize,
    },
    /// Somebody facilitates though another who is there has done so less often.
    FacilitatorAgain {
        /// The meeting.
        meeting: usize,
        /// Who.
        member: usize,
    },
    /// Somebody has a main role in two meetings running.
    TwiceRunning {
        /// The second of the two.
        meeting: usize,
        /// Who.
        member: usize,
    },
}

/// The roles of a season.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct SeasonRoles {
    /// Per meeting; none where fewer than three are there.
    pub meetings: Vec<Option<MeetingRoles>>,
    /// What could not be held, meeting by meeting.
    pub broken: Vec<Broken>,
    /// How often each member had each role.
    pub counts: Vec<RoleCount>,
}

impl Season {
    /// A group of `members` that meets this many times, everyone there.
    ///
    /// # Errors
    ///
    /// [`RotationError::Members`] outside 4 to 12 members.
    pub fn new(members: usize, meetings: usize) -> Result<Self, RotationError> {
        if (FEWEST..=MOST).contains(&members) {
            Ok(Season { members, absent: vec![BTreeSet::new(); meetings], before: Vec::new() })
        } else {
            Err(RotationError::Members { members })
        }
    }

    /// Without this member in this meeting, counted from 0.
    ///
    /// # Errors
    ///
    /// [`RotationError::Absence`] for a member or meeting that is not there.
    pub fn with_absent(mut self, meeting: usize, member: usize) -> Result<Self, RotationError> {
        let (last_member, last_meeting) = (self.members - 1, self.absent.len().saturating_sub(1));
        match self.absent.get_mut(meeting) {
            Some(absent) if member < self.members => {
                absent.insert(member);
                Ok(self)
            }
            _ => Err(RotationError::Absence { member, meeting, last_member, last_meeting }),
        }
    }

    /// After these meetings: what was done counts.
    pub fn after(mut self, meetings: impl IntoIterator<Item = MeetingRoles>) -> Self {
        self.before.extend(meetings);
        self
    }

    /// The roles: the circle of [`rotation`] where nobody is away and nothing went before; otherwise the best of the
    /// seasons that a beam of 256 keeps. Best is, in this order: as few cases and facilitations out of turn as possible, as
    /// few main roles twice running, counts as even as possible, everyone keeping the time alike.
    ///
    /// Nobody is given a role while away, and nobody two in one meeting. Without a broken rule the season is the best there
    /// is; with one, a better may exist. O(meetings x members² x 256).
    #[must_use]
    pub fn plan(&self) -> SeasonRoles {
        let always = self.before.is_empty() && self.absent.iter().all(BTreeSet::is_empty);
        if always && let Ok(meetings) = rotation(self.members, self.absent.len()) {
            return self.told(meetings.into_iter().map(Some).collect());
        }
        self.told(self.beam())
    }

    fn beam(&self) -> Vec<Option<MeetingRoles>> {
        let mut beam = vec![Draft::start(self.members, &self.before)];
        for absent in &self.absent {
            let present: Vec<usize> =
                (0..self.members).filter(|member| !absent.contains(member)).collect();
            if present.len() < FEWEST_PRESENT {
                for draft in &mut beam {
                    draft.meetings.push(None);
                }
                continue;
            }
            // Of drafts that leave the same counts and the same last roles only the best can win.
            let mut next = BTreeMap::<Ledger, (Cost, usize, [usize; 2])>::new();
            for (from, draft) in beam.iter().enumerate() {
                for owner in &present {
                    for facilitator in present.iter().filter(|member| *member != owner) {
                        let (ledger, cost) = draft.with(&present, *owner, *facilitator);
                        let offer = (cost, from, [*owner, *facilitator]);
                        let kept = next.entry(ledger).or_insert(offer);
                        *kept = offer.min(*kept);
                    }
                }
            }
            let mut best: Vec<_> =
                next.into_iter().map(|(ledger, offer)| (offer, ledger)).collect();
            best.sort();
            best.truncate(WIDTH);
            let grown = best.into_iter().filter_map(|((cost, from, roles), ledger)| {
                Some(beam.get(from)?.grown(&present, roles, ledger, cost))
            });
            beam = grown.collect();
        }
        // The beam is in order, the best first.
        beam.into_iter().next().map(|draft| draft.meetings).unwrap_or_default()
    }

    /// The roles with what they break, counted from the rules alone.
    fn told(&self, meetings: Vec<Option<MeetingRoles>>) -> SeasonRoles {
        let mut counts = vec![RoleCount::default(); self.members];
        let mut last = Vec::new();
        for roles in &self.before {
            count(&mut counts, roles);
            last = vec![roles.case_owner, roles.facilitator];
        }
        let mut broken = Vec::new();
        for (meeting, (roles, absent)) in meetings.iter().zip(&self.absent).enumerate() {
            let present: Vec<usize> =
                (0..self.members).filter(|member| !absent.contains(member)).collect();
            let Some(roles) = roles else {
                broken.push(Broken::TooFew { meeting, present: present.len() });
                continue;
            };
            let of =
                |member: usize, role: fn(&RoleCount) -> usize| counts.get(member).map_or(0, role);
            let least = |role: fn(&RoleCount) -> usize| {
                present.iter().map(|member| of(*member, role)).min().unwrap_or(0)
            };
            let (owner, facilitator) = (roles.case_owner, roles.facilitator);
            if of(owner, |count| count.case_owner) > least(|count| count.case_owner) {
                broken.push(Broken::OwnerAgain { meeting, member: owner });
            }
            if of(facilitator, |count| count.facilitator) > least(|count| count.facilitator) {
                broken.push(Broken::FacilitatorAgain { meeting, member: facilitator });
            }
            for member in [owner, facilitator] {
                if last.contains(&member) {
                    broken.push(Broken::TwiceRunning { meeting, member });
                }
            }
            count(&mut counts, roles);
            last = vec![owner, facilitator];
        }
        SeasonRoles { meetings, broken, counts }
    }
}

fn count(counts: &mut [RoleCount], roles: &MeetingRoles) {
    if let Some(count) = counts.get_mut(roles.case_owner) {
        count.case_owner += 1;
    }
    if let Some(count) = counts.get_mut(roles.facilitator) {
        count.facilitator += 1;
    }
    if let Some(count) = roles.time_keeper.and_then(|member| counts.get_mut(member)) {
        count.time_keeper += 1;
    }
}

/// Out of turn, twice running, how uneven.
type Cost = (usize, usize, usize);

/// What the rest of a season depends on: cases and facilitations of each member, and the last main roles.
type Ledger = (Vec<[usize; 2]>, Option<[usize; 2]>);

/// A season up to some meeting.
#[derive(Debug, Clone)]
struct Draft {
    ledger: Ledger,
    time_keeper: Vec<usize>,
    cost: Cost,
    meetings: Vec<Option<MeetingRoles>>,
}

impl Draft {
    fn start(members: usize, before: &[MeetingRoles]) -> Self {
        let mut counts = vec![RoleCount::default(); members];
        for roles in before {
            count(&mut counts, roles);
        }
        let mains = counts.iter().map(|count| [count.case_owner, count.facilitator]).collect();
        let last = before.last().map(|roles| [roles.case_owner, roles.facilitator]);
        let time_keeper = counts.iter().map(|count| count.time_keeper).collect();
        Draft { ledger: (mains, last), time_keeper, cost: (0, 0, 0), meetings: Vec::new() }
    }

    /// The ledger and the cost after one more meeting.
    fn with(&self, present: &[usize], owner: usize, facilitator: usize) -> (Ledger, Cost) {
        let (counts, last) = &self.ledger;
        let of = |member: usize, role: usize| {
            counts.get(member).and_then(|count| count.get(role)).copied().unwrap_or(0)
        };
        let early = |member: usize, role: usize| {
            let least = present.iter().map(|other| of(*other, role)).min().unwrap_or(0);
            of(member, role) - least
        };
        let turn = early(owner, 0) + early(facilitator, 1);
        let again = last.map_or(0, |last| {
            [owner, facilitator].iter().filter(|member| last.contains(member)).count()
        });
        let mut counts = counts.clone();
        for (member, role) in [(owner, 0), (facilitator, 1)] {
            if let Some(cell) = counts.get_mut(member).and_then(|count| count.get_mut(role)) {
                *cell += 1;
            }
        }
        let uneven = counts.iter().flatten().map(|count| count * count).sum();
        ((counts, Some([owner, facilitator])), (self.cost.0 + turn, self.cost.1 + again, uneven))
    }

    fn grown(&self, present: &[usize], roles: [usize; 2], ledger: Ledger, cost: Cost) -> Self {
        let [case_owner, facilitator] = roles;
        let others = || present.iter().copied().filter(|member| !roles.contains(member));
        let last = self.ledger.1.unwrap_or_default();
        let kept = |member: usize| self.time_keeper.get(member).copied().unwrap_or(0);
        let rested = |member: usize| self.ledger.1.is_none() || !last.contains(&member);
        // With four there are two to consult, or one and a time-keeper too many.
        let time_keeper = if present.len() > FEWEST {
            others().min_by_key(|member| (kept(*member), !rested(*member), *member))
        } else {
            None
        };
        let consultants = others().filter(|member| Some(*member) != time_keeper).collect();
        let mut draft = self.clone();
        if let Some(count) = time_keeper.and_then(|member| draft.time_keeper.get_mut(member)) {
            *count += 1;
        }
        draft.meetings.push(Some(MeetingRoles {
            case_owner,
            facilitator,
            time_keeper,
            consultants,
        }));
        (draft.ledger, draft.cost) = (ledger, cost);
        draft
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn season(members: usize, meetings: usize, absences: &[(usize, usize)]) -> Season {
        let season = Season::new(members, meetings).unwrap();
        absences.iter().fold(season, |season, (meeting, member)| {
            season.with_absent(meeting % meetings, member % members).unwrap()
        })
    }

    fn cost(season: &Season, meetings: &[[usize; 2]]) -> (usize, usize) {
        let mut draft = Draft::start(season.members, &season.before);
        for (absent, [owner, facilitator]) in season.absent.iter().zip(meetings) {
            let present: Vec<_> = (0..season.members).filter(|m| !absent.contains(m)).collect();
            (draft.ledger, draft.cost) = draft.with(&present, *owner, *facilitator);
        }
        (draft.cost.0, draft.cost.1)
    }

    #[test]
    fn the_beam_alone_keeps_every_rule_where_nobody_is_away() {
        for members in FEWEST..=MOST {
            let season = Season::new(members, 3 * members).unwrap();
            assert_eq!(season.told(season.beam()).broken, [], "{members} members");
        }
    }

    #[test]
    fn an_odd_absence_costs_no_rule_in_a_group_of_eight() {
        let roles = season(8, 8, &[(0, 0), (4, 4), (7, 3)]).plan();
        assert_eq!(roles.broken, []);
        assert!(roles.counts.iter().all(|count| (count.case_owner, count.facilitator) == (1, 1)));
    }

    #[test]
    fn two_people_are_no_meeting() {
        let roles = season(4, 2, &[(1, 0), (1, 1)]).plan();
        assert_eq!(roles.meetings[1], None);
        assert_eq!(roles.broken, [Broken::TooFew { meeting: 1, present: 2 }]);
    }

    #[test]
    fn whoever_is_away_must_be_in_the_group() {
        let error = Season::new(4, 3).unwrap().with_absent(3, 1).unwrap_err().to_string();
        assert_eq!(
            error,
            "member 1 is away from meeting 3, but members are 0 to 3 and meetings 0 to 2"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn roles_go_to_who_is_there_and_what_is_broken_is_told(
            members in FEWEST..=MOST,
            meetings in 1_usize..14,
            held in 0_usize..6,
            absences in prop::collection::vec((0_usize..14, 0_usize..12), 0..12),
        ) {
            let season = season(members, meetings, &absences).after(rotation(members, held).unwrap());
            let roles = season.plan();
            prop_assert_eq!(roles.meetings.len(), meetings);
            for (meeting, absent) in roles.meetings.iter().zip(&season.absent) {
                let Some(meeting) = meeting else {
                    prop_assert!(members - absent.len() < FEWEST_PRESENT);
                    continue;
                };
                let mut all = meeting.consultants.clone();
                all.extend([meeting.case_owner, meeting.facilitator]);
                all.extend(meeting.time_keeper);
                all.sort_unstable();
                let present: Vec<_> = (0..members).filter(|m| !absent.contains(m)).collect();
                prop_assert_eq!(all, present);
            }
            let owned: usize = roles.counts.iter().map(|count| count.case_owner).sum();
            prop_assert_eq!(owned, held + roles.meetings.iter().flatten().count());
        }

        #[test]
        fn m12_small_seasons_are_as_good_as_any(
            meetings in 1_usize..5,
            absences in prop::collection::vec((0_usize..4, 0_usize..4), 0..5),
        ) {
            let season = season(4, meetings, &absences);
            prop_assume!(season.absent.iter().all(|absent| absent.len() < 2));
            let choices: Vec<Vec<[usize; 2]>> = season
                .absent
                .iter()
                .map(|absent| {
                    let there = |m: &usize| !absent.contains(m);
                    (0..4)
                        .filter(there)
                        .flat_map(|a| (0..4).filter(there).map(move |b| [a, b]))
                        .filter(|[a, b]| a != b)
                        .collect()
                })
                .collect();
            let mut plans = vec![Vec::new()];
            for choices in &choices {
                plans = plans
                    .into_iter()
                    .flat_map(|plan: Vec<[usize; 2]>| {
                        choices.iter().map(move |choice| [&plan[..], &[*choice]].concat())
                    })
                    .collect();
            }
            let best = plans.iter().map(|plan| cost(&season, plan)).min().unwrap();
            let found: Vec<_> = season
                .plan()
                .meetings
                .iter()
                .map(|roles| roles.as_ref().map(|r| [r.case_owner, r.facilitator]).unwrap())
                .collect();
            prop_assert_eq!(cost(&season, &found), best);
        }
    }
}
