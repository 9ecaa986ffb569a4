//! Certificates: rules that contradict each other, with a proof that anyone can check again.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use intervision_core::{Party, SessionDemand};

use super::Asked;
use super::rule::party_name;
use crate::Planner;

/// Rules that no plan can keep together, and why.
///
/// [`verify`](Certificate::verify) checks it against a demand and calendars, with none of the search's code. Numbers are
/// indices into the demand.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Certificate {
    /// The rules on which the proof rests; all others may be forgotten.
    pub rules: Vec<Asked>,
    /// Why they contradict each other.
    pub proof: Proof,
}

/// Why some rules contradict each other.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
#[non_exhaustive]
pub enum Proof {
    /// A session needs more of a kind at once than would do.
    Lacking {
        /// The session.
        session: usize,
        /// Its need.
        need: usize,
        /// How many it needs.
        needed: u32,
        /// How many would do.
        available: u32,
    },
    /// A session has no start.
    NoStart {
        /// The session.
        session: usize,
        /// Start slots that the season has for its length.
        starts: u32,
        /// What blocks how many of them by itself, the most first.
        blocked: Vec<Blocked>,
    },
    /// Limits in days that, going round, leave less than no room.
    Circle {
        /// The limits, each from where the one before leads to.
        steps: Vec<Step>,
    },
    /// More sessions for a party or a pool, between two days, than it has room for: a Hall violator.
    Crowd {
        /// Who or what.
        whom: Whom,
        /// The sessions.
        sessions: Vec<usize>,
        /// The first day on which any of them may start.
        first: NaiveDate,
        /// The last.
        last: NaiveDate,
        /// How many places they need.
        needed: u32,
        /// How many there are.
        available: u32,
    },
    /// Sessions of which no two may overlap, and that fit in no order.
    Order {
        /// The sessions, eight at most.
        sessions: Vec<usize>,
    },
    /// Every possibility was seen.
    Tree {
        /// The session whose starts are gone through at each point of the search, in the order in which the points come: each
        /// start that fits what is placed so far leads to the next point, and where none fits the search goes back.
        branches: Vec<usize>,
    },
}

/// A rule, and how many start slots of a session it blocks by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Blocked {
    /// The rule.
    pub by: Asked,
    /// How many.
    pub starts: u32,
}

/// One limit of a circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
pub enum Step {
    /// From a session back to the season: it starts on this day at the earliest.
    From {
        /// The session.
        session: usize,
        /// The day.
        day: NaiveDate,
    },
    /// From the season to a session: it starts on this day at the latest.
    By {
        /// The session.
        session: usize,
        /// The day.
        day: NaiveDate,
    },
    /// From the second session of a relation to the first: at least so far apart.
    AtLeast {
        /// The relation.
        relation: usize,
    },
    /// From the first session of a relation to the second: at most so far apart.
    AtMost {
        /// The relation.
        relation: usize,
    },
}

/// Who or what has too many sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
pub enum Whom {
    /// A member.
    Member(usize),
    /// Resources, of which every session can only take some.
    Pool(Vec<usize>),
}

impl Proof {
    /// The sessions that the proof is about.
    pub(super) fn sessions(&self, demand: &dyn SessionDemand) -> BTreeSet<usize> {
        match self {
            Proof::Lacking { session, .. } | Proof::NoStart { session, .. } => [*session].into(),
            Proof::Circle { steps } => {
                let relations = demand.relations();
                let of = |step: &Step| match step {
                    Step::From { session, .. } | Step::By { session, .. } => vec![*session],
                    Step::AtLeast { relation } | Step::AtMost { relation } => relations
                        .get(*relation)
                        .map_or_else(Vec::new, |r| [r.sessions().0, r.sessions().1].into()),
                };
                steps.iter().flat_map(of).collect()
            }
            Proof::Crowd { sessions, .. } | Proof::Order { sessions } => {
                sessions.iter().copied().collect()
            }
            Proof::Tree { branches } => branches.iter().copied().collect(),
        }
    }
}

/// So many sessions, or rules, are named in one sentence.
const NAMED: usize = 5;

impl Certificate {
    /// The proof in one sentence, with members named as the planner names them.
    #[must_use]
    pub fn words(&self, planner: &Planner, demand: &dyn SessionDemand) -> String {
        let id = |session: &usize| {
            demand.session(*session).map_or_else(String::new, |s| format!("\"{}\"", s.id))
        };
        let named = |sessions: &[usize]| {
            let mut names: Vec<String> = sessions.iter().take(NAMED).map(id).collect();
            if sessions.len() > NAMED {
                names.push(format!("{} more", sessions.len() - NAMED));
            }
            names.join(", ")
        };
        match &self.proof {
            Proof::Lacking { session, need, needed, available } => {
                let found = demand.session(*session).and_then(|s| s.needs.get(*need).cloned());
                let kind = found.map_or_else(String::new, |need| need.kind);
                format!(
                    "{kind}: {needed} needed, {available} available, at once in {}",
                    id(session)
                )
            }
            Proof::NoStart { session, starts, blocked } => {
                let unit = planner.grid().unit();
                let told = |block: &Blocked| {
                    format!(
                        "{} takes {} of {starts} {unit}",
                        block.by.words(planner, demand),
                        block.starts
                    )
                };
                let told: Vec<String> = blocked.iter().take(NAMED).map(told).collect();
                format!("{} has no start: {}", id(session), told.join("; "))
            }
            Proof::Circle { steps } => {
                let words = |step: &Step| match step {
                    Step::From { session, day } => format!("{} starts from {day}", id(session)),
                    Step::By { session, day } => format!("{} starts by {day}", id(session)),
                    Step::AtLeast { relation } | Step::AtMost { relation } => {
                        Asked::Relation { relation: *relation }.words(planner, demand)
                    }
                };
                let mut told: Vec<String> = steps.iter().map(words).collect();
                told.dedup();
                format!("these limits go round in a circle: {}", told.join("; "))
            }
            Proof::Crowd { whom, first, last, needed, available, .. } => {
                let who = match whom {
                    Whom::Member(member) => planner.name_of(*member),
                    Whom::Pool(pool) => pool_name(pool, planner, demand),
                };
                format!("{who}: {needed} needed, {available} available from {first} to {last}")
            }
            Proof::Order { sessions } => {
                format!("these sessions fit in no order one after the other: {}", named(sessions))
            }
            Proof::Tree { branches } => {
                let different: BTreeSet<usize> = branches.iter().copied().collect();
                let mut sessions: Vec<usize> = different.into_iter().collect();
                sessions.sort_by_cached_key(id);
                format!(
                    "no starts of these {} sessions fit together, {} possibilities seen: {}",
                    sessions.len(),
                    branches.len(),
                    named(&sessions)
                )
            }
        }
    }
}

/// A pool by its kind, or by the one resource in it.
fn pool_name(pool: &[usize], planner: &Planner, demand: &dyn SessionDemand) -> String {
    let resources = demand.resources();
    let kind = pool.first().and_then(|at| resources.get(*at)).map(|r| r.kind.clone());
    let of_kind = resources.iter().filter(|r| Some(&r.kind) == kind.as_ref()).count();
    match pool {
        [one] if of_kind > 1 => {
            format!(
                "{} {}",
                kind.unwrap_or_default(),
                party_name(Party::Resource(*one), planner, demand)
            )
        }
        _ => kind.unwrap_or_default(),
    }
}
