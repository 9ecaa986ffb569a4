//! The sessions of a programme, to be placed, and who comes to those whose audience the design leaves open.

use std::collections::BTreeMap;

use intervision_core::{Relation, Resource, Session, SessionDemand};

/// Who comes to the sessions whose audience the design leaves open.
///
/// Members are numbered as in the roster.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audiences {
    electives: BTreeMap<String, Vec<Vec<usize>>>,
    individuals: BTreeMap<String, Vec<usize>>,
    hosts: BTreeMap<(String, usize), (String, String)>,
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

    /// Who serves a member in their individual session: the resource with this id, of this kind.
    #[must_use]
    pub fn with_host(
        mut self,
        session: impl Into<String>,
        member: usize,
        kind: impl Into<String>,
        resource: impl Into<String>,
    ) -> Self {
        self.hosts.insert((session.into(), member), (kind.into(), resource.into()));
        self
    }

    /// The kind and the id of the resource that serves a member in an individual session, if that is settled.
    #[must_use]
    pub fn host(&self, session: &str, member: usize) -> Option<(&str, &str)> {
        let host = self.hosts.get(&(session.to_owned(), member));
        host.map(|(kind, resource)| (kind.as_str(), resource.as_str()))
    }

    /// Every resource that serves somebody in particular: session, kind and id.
    pub(super) fn hosts(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let hosts = self.hosts.iter();
        hosts.map(|((session, _), (kind, id))| (session.as_str(), kind.as_str(), id.as_str()))
    }

    /// The runs of an elective session.
    #[must_use]
    pub fn runs(&self, session: &str) -> &[Vec<usize>] {
        self.electives.get(session).map_or(&[], Vec::as_slice)
    }

    pub(super) fn sessions(&self) -> impl Iterator<Item = (&str, Kind)> {
        let runs = self.electives.keys().map(|id| (id.as_str(), Kind::Elective));
        runs.chain(self.individuals.keys().map(|id| (id.as_str(), Kind::Individual)))
    }

    /// The members who have an individual session, if anybody was asked.
    pub(super) fn chosen(&self, session: &str) -> Option<&[usize]> {
        self.individuals.get(session).map(Vec::as_slice)
    }

    /// The members who have an individual session.
    #[must_use]
    pub fn members(&self, session: &str) -> &[usize] {
        self.individuals.get(session).map_or(&[], Vec::as_slice)
    }
}

/// What kind of audience was given for a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Elective,
    Individual,
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
    /// The rule, as an index into [`Design::sessions`](super::Design::sessions).
    pub rule: usize,
    /// Whose session it is.
    pub whose: Whose,
    /// The place in the sequence, counted from 1.
    pub number: u32,
}

/// The sessions of a programme, to be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    pub(super) sessions: Vec<Session>,
    pub(super) origins: Vec<Origin>,
    pub(super) resources: Vec<Resource>,
    pub(super) relations: Vec<Relation>,
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
