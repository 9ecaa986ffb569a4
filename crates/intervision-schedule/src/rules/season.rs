//! What a rule may ask before it counts.

use std::fmt;

use intervision_core::{Availability, Resource, SessionDemand};

use crate::{Error, Grid};

/// The season that a rule is opened for.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Season<'a> {
    /// The slots.
    pub grid: &'a Grid,
    /// The sessions, what they need and share.
    pub demand: &'a dyn SessionDemand,
    /// Who is free when.
    pub availability: &'a dyn Availability,
}

impl<'a> Season<'a> {
    /// The season of this demand on this grid.
    #[must_use]
    pub fn new(
        grid: &'a Grid,
        demand: &'a dyn SessionDemand,
        availability: &'a dyn Availability,
    ) -> Self {
        Season { grid, demand, availability }
    }

    /// Makes sure that a session exists.
    ///
    /// # Errors
    ///
    /// [`Error::RuleSession`] where it does not.
    pub fn check(&self, rule: &'static str, session: usize) -> Result<(), Error> {
        let sessions = self.demand.len();
        if session < sessions {
            Ok(())
        } else {
            Err(Error::RuleSession { rule, session, sessions })
        }
    }

    /// For each resource, whether it is of this kind.
    pub(super) fn of_kind(&self, kind: &str) -> Vec<bool> {
        self.demand.resources().iter().map(|resource| resource.kind == kind).collect()
    }

    /// For each resource, how many seats it has; `None` for those of another kind.
    pub(super) fn seats(&self, kind: &str) -> Vec<Option<u32>> {
        let of_kind = |r: &Resource| (r.kind == kind).then(|| r.seats.unwrap_or(0));
        self.demand.resources().iter().map(of_kind).collect()
    }

    /// How many resources of a kind a session needs.
    pub(super) fn needed(&self, session: usize, kind: &str) -> u32 {
        let needs = self.demand.session(session).map(|session| session.needs).unwrap_or_default();
        needs.iter().filter(|need| need.kind == kind).map(|need| need.count).sum()
    }
}

impl fmt::Debug for Season<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (slots, sessions) = (self.grid.len(), self.demand.len());
        f.debug_struct("Season").field("slots", &slots).field("sessions", &sessions).finish()
    }
}
