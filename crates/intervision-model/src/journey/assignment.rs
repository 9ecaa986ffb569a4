//! Assignments that a group does together: its members and who handed in come in, whether it is complete goes out.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{ParticipantId, Place, Problem};

/// How far a joint assignment is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AssignmentStatus {
    /// More have to hand in.
    Open {
        /// How many more.
        more: usize,
        /// Who has not handed in, by id.
        missing: Vec<ParticipantId>,
    },
    /// Enough handed in.
    Complete {
        /// The day on which it became so.
        on: NaiveDate,
    },
}

/// An assignment of a group: complete when all members hand in, or as many as its quorum says.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::journey::{AssignmentStatus, JointAssignment};
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 2, day).unwrap();
/// let mut map = JointAssignment::new("map", ["p1", "p2", "p3"], Some(2))?;
/// map.hand_in(&"p3".into(), day(4))?;
/// assert!(matches!(map.status(), AssignmentStatus::Open { more: 1, .. }));
/// map.hand_in(&"p1".into(), day(2))?;
/// assert_eq!(map.status(), AssignmentStatus::Complete { on: day(4) });
/// # Ok::<(), intervision_model::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JointAssignment {
    id: String,
    members: BTreeMap<ParticipantId, Option<NaiveDate>>,
    quorum: Option<u32>,
}

impl JointAssignment {
    /// An assignment of these members, each counted once; without a quorum all of them hand in.
    ///
    /// # Errors
    ///
    /// [`Problem::Missing`] without a member, and [`Problem::OutOfRange`] for a quorum that is 0 or more than there are members.
    pub fn new<I>(id: impl Into<String>, members: I, quorum: Option<u32>) -> Result<Self, Problem>
    where
        I: IntoIterator,
        I::Item: Into<ParticipantId>,
    {
        let id = id.into();
        let members: BTreeMap<ParticipantId, Option<NaiveDate>> =
            members.into_iter().map(|member| (member.into(), None)).collect();
        let at = Place::part(format!("assignment \"{id}\""));
        if members.is_empty() {
            let fix = "give it the members of a group".to_owned();
            return Err(Problem::Missing { at, what: "a member", fix });
        }
        if let Some(asked) = quorum.filter(|q| *q == 0 || *q as usize > members.len()) {
            return Err(Problem::OutOfRange {
                at,
                value: f64::from(asked),
                expected: format!("a quorum from 1 to the {} members", members.len()),
            });
        }
        Ok(JointAssignment { id, members, quorum })
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Notes that a member handed in; the earliest day counts.
    ///
    /// # Errors
    ///
    /// [`Problem::UnknownReference`] for somebody who is not in the group.
    pub fn hand_in(&mut self, by: &ParticipantId, on: NaiveDate) -> Result<(), Problem> {
        let Some(day) = self.members.get_mut(by) else {
            return Err(Problem::UnknownReference {
                at: Place::part(format!("assignment \"{}\"", self.id)),
                what: "member",
                id: by.to_string(),
                known: self.members.keys().map(ToString::to_string).collect(),
            });
        };
        *day = Some(day.map_or(on, |earlier| earlier.min(on)));
        Ok(())
    }

    /// Takes a member out who left the group. A quorum stays what it is, but is never more than the members that are left.
    pub fn leave(&mut self, member: &ParticipantId) {
        self.members.remove(member);
    }

    /// How far it is.
    #[must_use]
    pub fn status(&self) -> AssignmentStatus {
        let mut days: Vec<NaiveDate> = self.members.values().flatten().copied().collect();
        days.sort_unstable();
        let all = self.members.len();
        let needed = self.quorum.map_or(all, |quorum| (quorum as usize).min(all));
        match needed.checked_sub(1).and_then(|last| days.get(last)) {
            Some(&on) => AssignmentStatus::Complete { on },
            None => AssignmentStatus::Open {
                more: needed - days.len().min(needed),
                missing: self
                    .members
                    .iter()
                    .filter(|(_, day)| day.is_none())
                    .map(|(member, _)| member.clone())
                    .collect(),
            },
        }
    }
}
