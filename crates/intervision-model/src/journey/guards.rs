//! What a stage asks for before it is taken, where that is more than the stage before.

use chrono::NaiveDate;
use intervision_core::{Approved, Grouping};

use super::{FieldVisit, Journey, ProgrammeStage, Requirement, SessionStage, Step};
use crate::Problem;

impl Journey<ProgrammeStage> {
    /// Begins to run: with groups that somebody approved, and there is at least one.
    ///
    /// # Errors
    ///
    /// As [`take_with`](Journey::take_with); without a group, approved groups are missing.
    pub fn run<G: Grouping>(&mut self, groups: &Approved<G>, on: NaiveDate) -> Result<(), Problem> {
        let groups = Requirement::new("approved groups", !groups.is_empty());
        self.take_with(ProgrammeStage::Running, on, [groups])
    }

    /// Closes, when every session was held or cancelled.
    ///
    /// # Errors
    ///
    /// As [`take_with`](Journey::take_with); each session that is still open is missing.
    pub fn close<'s>(
        &mut self,
        sessions: impl IntoIterator<Item = &'s Journey<SessionStage>>,
        on: NaiveDate,
    ) -> Result<(), Problem> {
        let over = |at| matches!(at, SessionStage::Held | SessionStage::Cancelled);
        let session = |session: &Journey<SessionStage>| {
            let what = format!("session \"{}\" held or cancelled", session.of());
            Requirement::new(what, over(session.at()))
        };
        let sessions = sessions.into_iter().map(session);
        self.take_with(ProgrammeStage::Closed, on, sessions)
    }
}

impl Journey<SessionStage> {
    /// Is planned on a date that somebody approved.
    ///
    /// # Errors
    ///
    /// As [`take`](Journey::take).
    pub fn plan(&mut self, date: &Approved<NaiveDate>) -> Result<(), Problem> {
        self.take(SessionStage::Planned, date.at().date())
    }
}

impl Journey<Step> {
    /// Comes back from a visit to the field with everything that was asked.
    ///
    /// # Errors
    ///
    /// As [`take_with`](Journey::take_with); each item that the team did not bring back is missing.
    pub fn share(&mut self, visit: &FieldVisit, on: NaiveDate) -> Result<(), Problem> {
        self.take_with(Step::FieldVisited, on, visit.requirements())
    }
}
