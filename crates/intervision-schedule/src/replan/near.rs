use intervision_core::{Availability, Plan, Roster, Run, ServiceError, SessionDemand, Timetable};

use super::Replan;
use crate::change::Snapshot;
use crate::{Error, Planner};

/// [`Planner::replan`] as a service: whoever takes a [`Plan`] gets one near the timetable that stands.
///
/// Made by [`Planner::near`]. Only those of the standing sessions that a demand asks for matter to it, so that several demands
/// of one programme can be planned near what was sent of all of them.
#[derive(Clone)]
#[must_use = "a planner does nothing until it plans"]
pub struct Near<'a> {
    pub(crate) planner: &'a Planner,
    pub(crate) roster: &'a dyn Roster,
    pub(crate) standing: &'a Snapshot,
    pub(crate) options: Replan,
}

impl std::fmt::Debug for Near<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Near").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Near<'_> {
    /// Plans, and tells what it changes and why ([`Planner::replan`]).
    ///
    /// # Errors
    ///
    /// Those of [`Planner::replan`].
    pub fn replan(
        &self,
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
        run: &mut Run<'_>,
    ) -> Result<super::Replanned, Error> {
        let standing = self.standing.clone().asked_by(demand);
        self.planner.replan(demand, availability, self.roster, &standing, &self.options, run)
    }
}

impl Plan for Near<'_> {
    fn plan(
        &self,
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
        run: &mut Run<'_>,
    ) -> Result<Timetable, ServiceError> {
        Ok(self.replan(demand, availability, run)?.outcome.timetable)
    }
}
