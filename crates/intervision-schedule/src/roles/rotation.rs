//! The rotation of a group that is always complete.

/// The smallest group in which the rules can hold: with three, somebody has a main role twice running.
pub const FEWEST: usize = 4;

/// The largest group that a circle is made for.
pub const MOST: usize = 12;

/// Roles of one meeting, as places in the group (0 is its first member).
///
/// # Example
///
/// ```
/// let meetings = intervision_schedule::roles::rotation(8, 6)?;
/// assert_eq!((meetings[0].case_owner, meetings[0].facilitator), (0, 4));
/// assert_eq!(meetings[0].consultants.len(), 5);
/// # Ok::<(), intervision_schedule::roles::RotationError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct MeetingRoles {
    /// Brings in the case.
    pub case_owner: usize,
    /// Leads the conversation; never the owner.
    pub facilitator: usize,
    /// Observes and keeps the time; `None` in groups of four, where all others consult.
    pub time_keeper: Option<usize>,
    /// All others, in order.
    pub consultants: Vec<usize>,
}

/// Why no rotation could be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RotationError {
    /// A group too small or too large.
    #[error(
        "a rotation of roles needs {FEWEST} to {MOST} members, not {members}; join or split groups"
    )]
    Members {
        /// How many there are.
        members: usize,
    },
    /// An absence of somebody, or from a meeting, that is not there.
    #[error(
        "member {member} is away from meeting {meeting}, but members are 0 to {last_member} and meetings 0 to {last_meeting}"
    )]
    Absence {
        /// The member.
        member: usize,
        /// The meeting.
        meeting: usize,
        /// The last member there is.
        last_member: usize,
        /// The last meeting there is.
        last_meeting: usize,
    },
}

/// The roles of a group's meetings, in order.
///
/// # Errors
///
/// [`RotationError::Members`] outside 4 to 12 members.
///
/// # Example
///
/// ```
/// let meetings = intervision_schedule::roles::rotation(8, 8)?;
/// let mut owners: Vec<usize> = meetings.iter().map(|meeting| meeting.case_owner).collect();
/// owners.sort();
/// assert_eq!(owners, [0, 1, 2, 3, 4, 5, 6, 7]);
/// # Ok::<(), intervision_schedule::roles::RotationError>(())
/// ```
pub fn rotation(members: usize, meetings: usize) -> Result<Vec<MeetingRoles>, RotationError> {
    rotation_from(members, 0, meetings)
}

/// The roles of further meetings, after `held` earlier ones of the same rotation.
///
/// # Errors
///
/// [`RotationError::Members`] outside 4 to 12 members.
pub fn rotation_from(
    members: usize,
    held: usize,
    meetings: usize,
) -> Result<Vec<MeetingRoles>, RotationError> {
    if !(FEWEST..=MOST).contains(&members) {
        return Err(RotationError::Members { members });
    }
    let place = |meeting: usize| (held % members + meeting) % members;
    let meeting = |number: usize| {
        let case_owner = place(number);
        let facilitator = (case_owner + members / 2) % members;
        // A quarter turn further: in larger groups nobody comes to it from a main role, nor goes from it to one.
        let time_keeper = (members > FEWEST).then(|| (facilitator + members.div_ceil(4)) % members);
        let consultants = (0..members)
            .filter(|m| *m != case_owner && *m != facilitator && Some(*m) != time_keeper)
            .collect();
        MeetingRoles { case_owner, facilitator, time_keeper, consultants }
    };
    Ok((0..meetings).map(meeting).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn counts(members: usize, of: impl Iterator<Item = usize>) -> (usize, usize) {
        let mut counts = vec![0; members];
        of.for_each(|member| counts[member] += 1);
        (counts.iter().copied().min().unwrap_or(0), counts.iter().copied().max().unwrap_or(0))
    }

    proptest! {
        #[test]
        fn m12_laws(members in FEWEST..=MOST, held in 0_usize..50, meetings in 0_usize..60) {
            let plan = rotation_from(members, held, meetings).unwrap();
            prop_assert_eq!(plan.len(), meetings);
            for until in 0..=meetings {
                let (least, most) = counts(members, plan[..until].iter().map(|m| m.case_owner));
                prop_assert!(most - least <= 1, "somebody owns a case twice before everyone did once");
                let (least, most) = counts(members, plan[..until].iter().map(|m| m.facilitator));
                prop_assert!(most - least <= 1);
            }
            for meeting in &plan {
                prop_assert_ne!(meeting.facilitator, meeting.case_owner);
                let mut all = meeting.consultants.clone();
                all.extend([meeting.case_owner, meeting.facilitator]);
                all.extend(meeting.time_keeper);
                all.sort_unstable();
                prop_assert_eq!(all, (0..members).collect::<Vec<_>>());
            }
            for pair in plan.windows(2) {
                let main = [pair[0].case_owner, pair[0].facilitator];
                prop_assert!(!main.contains(&pair[1].case_owner));
                prop_assert!(!main.contains(&pair[1].facilitator));
            }
        }

        #[test]
        fn going_on_is_the_same_as_never_stopping(members in FEWEST..=MOST, held in 0_usize..40) {
            let whole = rotation(members, held + 10).unwrap();
            prop_assert_eq!(&whole[held..], &rotation_from(members, held, 10).unwrap()[..]);
        }
    }

    #[test]
    fn a_group_of_three_is_too_small() {
        assert_eq!(
            rotation(3, 6).unwrap_err().to_string(),
            "a rotation of roles needs 4 to 12 members, not 3; join or split groups"
        );
    }
}
