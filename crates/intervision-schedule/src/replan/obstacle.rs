//! What keeps a session from staying where it stood. In: a standing session and what stands beside it. Out: reasons by ids.
//!
//! Asks the independent checker, so that the reasons share nothing with the search that goes by them.

use std::fmt;

use intervision_core::{
    Availability, Party, Placement, Resource, Roster, SessionDemand, Span, Status, Stopped,
    Timetable, Worth,
};

use crate::change::{Holder, Standing};
use crate::planner::Attendance;
use crate::{Checker, Violation};

/// Why a session cannot stay as it stood.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Obstacle {
    /// The demand no longer asks for it.
    Dropped,
    /// The season has no such time any more, or not for a session of its length.
    Season {
        /// When it stood.
        span: Span,
    },
    /// A resource is no longer there.
    Gone {
        /// The resource.
        resource: String,
    },
    /// It needs other resources now.
    Needs {
        /// What it had.
        had: Vec<String>,
    },
    /// Somebody who must be there, or a resource, is not free.
    Away {
        /// Who or what.
        holder: Holder,
        /// Why.
        reason: String,
    },
    /// More attendees are away than may be missed.
    Absences {
        /// Who is away.
        members: Vec<String>,
        /// How many may be.
        allowed: u32,
    },
    /// Somebody or something is in another session then.
    Clash {
        /// Who or what.
        holder: Holder,
        /// The other session.
        with: String,
    },
    /// A distance to another session, or an order, does not hold any more.
    Relation {
        /// The other session.
        with: String,
        /// What is asked.
        asked: String,
    },
    /// A resource would serve more sessions than it may.
    Load {
        /// The resource.
        resource: String,
        /// How many it may serve.
        limit: u32,
    },
    /// A hard rule of the planner's own does not hold.
    Rule {
        /// The rule.
        rule: String,
    },
    /// Another rule of the demand does not hold, in the words of the checker.
    Other {
        /// What does not hold.
        detail: String,
    },
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Obstacle::Dropped => write!(f, "the demand no longer asks for it"),
            Obstacle::Season { span } => {
                write!(f, "the season has no place of its length at {}", span.start())
            }
            Obstacle::Gone { resource } => write!(f, "there is no \"{resource}\" any more"),
            Obstacle::Needs { had } => {
                write!(f, "it needs something else than {} now", had.join(", "))
            }
            Obstacle::Away { holder, reason } => write!(f, "{} is away: {reason}", holder.id()),
            Obstacle::Absences { members, allowed } => {
                let (count, who) = (members.len(), members.join(", "));
                write!(f, "{count} attendees are away and {allowed} may be: {who}")
            }
            Obstacle::Clash { holder, with } => {
                write!(f, "{} is in \"{with}\" at that time", holder.id())
            }
            Obstacle::Relation { with, asked } => write!(f, "\"{with}\" asks for {asked}"),
            Obstacle::Load { resource, limit } => {
                write!(f, "\"{resource}\" may serve {limit} sessions and no more")
            }
            Obstacle::Rule { rule } => write!(f, "the rule \"{rule}\" would not hold"),
            Obstacle::Other { detail } => write!(f, "{detail}"),
        }
    }
}

/// Ids of members and resources.
pub(crate) struct Names<'a> {
    pub(crate) roster: &'a dyn Roster,
    pub(crate) resources: &'a [Resource],
}

impl Names<'_> {
    fn holder(&self, party: Party) -> Holder {
        match party {
            Party::Member(member) => Holder::Person(self.person(member)),
            Party::Resource(resource) => Holder::Resource(
                self.resources.get(resource).map(|known| known.id.clone()).unwrap_or_default(),
            ),
        }
    }

    fn person(&self, member: usize) -> String {
        if member < self.roster.len() {
            self.roster.id(member).into_owned()
        } else {
            format!("member {member}")
        }
    }
}

/// What keeps one session from staying, beside the placements that do. `placement` is where it stood, in the demand's numbers;
/// none where the season, or its resources, do not hold it any more.
pub(crate) fn obstacles(
    demand: &dyn SessionDemand,
    availability: &dyn Availability,
    attendance: Attendance,
    names: &Names<'_>,
    stood: &Standing,
    placement: Result<Placement, Vec<Obstacle>>,
    beside: &[Placement],
) -> Vec<Obstacle> {
    let placement = match placement {
        Ok(placement) => placement,
        Err(obstacles) => return obstacles,
    };
    let checker = match attendance {
        Attendance::Everyone => Checker::new(),
        Attendance::AllBut(most) => Checker::new().allowing_absences(most),
    };
    let id = demand.session(placement.session).map(|session| session.id).unwrap_or_default();
    let check = |placements: Vec<Placement>| -> Vec<Obstacle> {
        let worth = Worth::new(Status::Unknown, Stopped::Finished, 0.0);
        let timetable = Timetable { placements, unplaced: Vec::new(), worth };
        let found = checker.check(demand, availability, &timetable);
        found.into_iter().filter_map(|violation| told(violation, &id, names, stood)).collect()
    };
    let alone = check(vec![placement.clone()]);
    if !alone.is_empty() {
        return alone;
    }
    let mut all = beside.to_vec();
    all.push(placement);
    all.sort_by_key(|placement| placement.session);
    check(all)
}

/// A violation as an obstacle of this session, if it is about it.
fn told(violation: Violation, id: &str, names: &Names<'_>, stood: &Standing) -> Option<Obstacle> {
    let other = |first: &str, second: &str| match (first == id, second == id) {
        (true, _) => Some(second.to_owned()),
        (_, true) => Some(first.to_owned()),
        _ => None,
    };
    match violation {
        Violation::Listed { .. } | Violation::Unknown { .. } | Violation::Unexplained { .. } => {
            None
        }
        Violation::Window { session, span } if session == id => Some(Obstacle::Season { span }),
        Violation::Length { session, .. } if session == id => {
            Some(Obstacle::Season { span: stood.span })
        }
        Violation::Away { session, party, reason } if session == id => {
            Some(Obstacle::Away { holder: names.holder(party), reason })
        }
        Violation::Absences { session, members, allowed } if session == id => {
            let members = members.into_iter().map(|member| names.person(member)).collect();
            Some(Obstacle::Absences { members, allowed })
        }
        Violation::Clash { party, first, second } => {
            let with = other(&first, &second)?;
            Some(Obstacle::Clash { holder: names.holder(party), with })
        }
        Violation::Relation { first, second, asked, .. }
        | Violation::Between { first, second, asked, .. } => {
            Some(Obstacle::Relation { with: other(&first, &second)?, asked })
        }
        Violation::Load { resource, limit, .. } => Some(Obstacle::Load { resource, limit }),
        Violation::Need { session, detail } if session == id => Some(Obstacle::Other { detail }),
        Violation::Series { .. } => Some(Obstacle::Other { detail: violation.to_string() }),
        _ => None,
    }
}
