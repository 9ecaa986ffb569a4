use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use intervision_core::{Grouping, Roster, SessionDemand, Timetable};
use intervision_model::design::{Company, ContentKind, Demand, Design};
use intervision_model::journey::{AssignmentStatus, JointAssignment};

use super::AdapterError;

/// What members did, and on which day of the programme, counted from 1: content by what they handed in, sessions by the timetable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    start: NaiveDate,
    days: BTreeMap<(usize, String), u32>,
}

impl Done {
    /// Nobody did anything yet.
    #[must_use]
    pub fn new(design: &Design) -> Self {
        Done { start: design.season().start, days: BTreeMap::new() }
    }

    /// A member did something on a day; the first day counts. What lies before the programme counts for its first day.
    pub fn record(&mut self, member: usize, id: impl Into<String>, on: NaiveDate) {
        let day = u32::try_from((on - self.start).num_days() + 1).unwrap_or(1).max(1);
        let known = self.days.entry((member, id.into())).or_insert(day);
        *known = (*known).min(day);
    }

    /// Everybody attended what was placed for them: a session of the design is done with the last of its meetings.
    pub fn record_sessions(&mut self, design: &Design, demand: &Demand, timetable: &Timetable) {
        let mut last: BTreeMap<(usize, &str), NaiveDate> = BTreeMap::new();
        for placement in &timetable.placements {
            let origin = demand.origin(placement.session);
            let rule = origin.and_then(|origin| design.sessions().get(origin.rule));
            let (Some(rule), Some(session)) = (rule, demand.session(placement.session)) else {
                continue;
            };
            let on = placement.span.date();
            for member in session.attendees {
                let known = last.entry((member, rule.id.as_str())).or_insert(on);
                *known = (*known).max(on);
            }
        }
        for ((member, id), on) in last {
            self.record(member, id, on);
        }
    }

    /// The day of the programme on which a member did something.
    #[must_use]
    pub fn day(&self, member: usize, id: &str) -> Option<u32> {
        self.days.get(&(member, id.to_owned())).copied()
    }

    /// The date of a day of the programme.
    #[must_use]
    pub fn date(&self, day: u32) -> NaiveDate {
        let later = Days::new(u64::from(day.saturating_sub(1)));
        self.start.checked_add_days(later).unwrap_or(self.start)
    }
}

/// The day of the programme on which each phase opened for a member, in the design's order; `None` where its gate is still closed.
#[must_use]
pub fn openings(design: &Design, done: &Done, member: usize) -> Vec<Option<u32>> {
    design.phases().iter().map(|phase| phase.gate.opens(|id| done.day(member, id))).collect()
}

/// How far a group is with an assignment that it does together.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct JointOutcome {
    /// The content item.
    pub item: String,
    /// The group, numbered as in the grouping.
    pub group: usize,
    /// How far it is.
    pub status: AssignmentStatus,
}

/// How far the groups are with the design's joint assignments. A quorum of more than a group's members asks for all of them.
///
/// # Errors
///
/// [`AdapterError::Model`] for a group without members.
pub fn joint_assignments(
    design: &Design,
    roster: &dyn Roster,
    grouping: &dyn Grouping,
    done: &Done,
) -> Result<Vec<JointOutcome>, AdapterError> {
    let items = design.content().into_iter().flat_map(|content| &content.items);
    let joint =
        items.filter(|item| item.kind == ContentKind::Assignment && item.company == Company::Group);
    let mut outcomes = Vec::new();
    for item in joint {
        for group in 0..grouping.len() {
            let members = grouping.members(group);
            let ids = members.iter().map(|&member| roster.id(member).into_owned());
            let quorum = item.quorum.filter(|quorum| (*quorum as usize) < members.len());
            let mut assignment = JointAssignment::new(&item.id, ids, quorum)?;
            for &member in members {
                if let Some(day) = done.day(member, &item.id) {
                    let by = roster.id(member).into_owned().into();
                    assignment.hand_in(&by, done.date(day))?;
                }
            }
            let status = assignment.status();
            outcomes.push(JointOutcome { item: item.id.clone(), group, status });
        }
    }
    Ok(outcomes)
}
