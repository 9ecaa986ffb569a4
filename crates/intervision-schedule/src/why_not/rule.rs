//! Rules as people know them: one that a host could loosen, by where it stands in the demand.

use std::fmt::Write as _;

use intervision_core::{Party, Relation, Session, SessionDemand};

use crate::Planner;

/// One thing that a demand or a calendar asks. Numbers are indices into the demand.
///
/// That nobody and nothing is in two places at once, and that a session lies within one day, is no rule: it always holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
#[non_exhaustive]
pub enum Asked {
    /// The session starts within its window.
    Window {
        /// The session.
        session: usize,
    },
    /// The member attends the session.
    Attends {
        /// The session.
        session: usize,
        /// The member.
        member: usize,
    },
    /// The party's calendar holds.
    Calendar {
        /// A member or a resource.
        party: Party,
    },
    /// What is asked between two sessions holds.
    Relation {
        /// The relation.
        relation: usize,
    },
    /// The session has what it needs.
    Need {
        /// The session.
        session: usize,
        /// The need, as an index into the session's needs.
        need: usize,
    },
    /// The resource serves no more sessions than it may, in a week and in all.
    Load {
        /// The resource.
        resource: usize,
    },
}

impl Asked {
    /// The rule in words, with members named as the planner names them.
    #[must_use]
    pub fn words(&self, planner: &Planner, demand: &dyn SessionDemand) -> String {
        let session = |index: usize| demand.session(index);
        let id = |index: usize| session(index).map_or_else(String::new, |s: Session| s.id);
        match *self {
            Asked::Window { session: index } => {
                let window = session(index).map(|session| session.window).unwrap_or_default();
                let mut words = format!("\"{}\" starts", id(index));
                if let Some(day) = window.earliest {
                    let _ = write!(words, " from {day}");
                }
                if let Some(day) = window.latest {
                    let _ = write!(words, " by {day}");
                }
                words
            }
            Asked::Attends { session, member } => {
                format!("{} attends \"{}\"", planner.name_of(member), id(session))
            }
            Asked::Calendar { party } => {
                format!("the calendar of {}", party_name(party, planner, demand))
            }
            Asked::Relation { relation } => demand
                .relations()
                .get(relation)
                .map_or_else(String::new, |relation| relation_words(*relation, &id)),
            Asked::Need { session: index, need } => {
                let need = session(index).and_then(|session| session.needs.get(need).cloned());
                let Some(need) = need else { return String::new() };
                let mut words =
                    format!("\"{}\" needs {}", id(index), so_many(need.count, &need.kind));
                if need.seats > 0 {
                    let _ = write!(words, " with {} seats", need.seats);
                }
                if !need.qualifications.is_empty() {
                    let _ = write!(words, " with {}", need.qualifications.join(", "));
                }
                words
            }
            Asked::Load { resource } => {
                let resources = demand.resources();
                let Some(resource) = resources.get(resource) else { return String::new() };
                let mut words = format!("{} serves", resource.id);
                if let Some(most) = resource.max_per_week {
                    let _ = write!(words, " at most {most} sessions a week");
                }
                if let Some(most) = resource.max_sessions {
                    let and = if resource.max_per_week.is_some() { " and" } else { "" };
                    let _ = write!(words, "{and} at most {most} sessions in all");
                }
                words
            }
        }
    }
}

/// So many of a kind.
pub(super) fn so_many(count: u32, kind: &str) -> String {
    if count == 1 { format!("1 {kind}") } else { format!("{count} of kind {kind}") }
}

/// What a party is called.
pub(super) fn party_name(party: Party, planner: &Planner, demand: &dyn SessionDemand) -> String {
    match party {
        Party::Member(member) => planner.name_of(member),
        Party::Resource(resource) => demand
            .resources()
            .get(resource)
            .map_or_else(|| format!("resource {resource}"), |resource| resource.id.clone()),
    }
}

/// A relation in words.
pub(super) fn relation_words(relation: Relation, id: &dyn Fn(usize) -> String) -> String {
    let (a, b) = relation.sessions();
    let (first, second) = (id(a), id(b));
    let limits = |least: u32, most: Option<u32>| match most {
        Some(most) => format!("{least} to {most}"),
        None => format!("at least {least}"),
    };
    match relation {
        Relation::Lag { lag, .. } => {
            let days = limits(lag.min_days, lag.max_days);
            format!("\"{second}\" comes {days} days after \"{first}\"")
        }
        Relation::DifferentDay { .. } => {
            format!("\"{first}\" and \"{second}\" fall on different days")
        }
        Relation::SameDay { .. } => format!("\"{first}\" and \"{second}\" fall on the same day"),
        Relation::SameStart { .. } => format!("\"{first}\" and \"{second}\" start together"),
        Relation::Apart { minutes, .. } => {
            format!("{minutes} minutes lie between \"{first}\" and \"{second}\"")
        }
        Relation::Pause { pause, .. } => {
            let minutes = limits(pause.min_minutes, pause.max_minutes);
            format!("\"{second}\" starts {minutes} minutes after \"{first}\" ends")
        }
        _ => String::new(),
    }
}
