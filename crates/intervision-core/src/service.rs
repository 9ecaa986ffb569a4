use crate::{Availability, Groups, Ratings, Roster, Run, SessionDemand, Timetable, Worth};

/// Whatever went wrong inside a service; its message is meant for people.
pub type ServiceError = Box<dyn std::error::Error + Send + Sync + 'static>;

/// Groups as a proposal, with what they are worth.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Formed {
    /// The groups.
    pub groups: Groups,
    /// What they are worth.
    pub worth: Worth,
}

/// Forms groups: who learns with whom.
///
/// What is wanted (sizes, what to mix, rules) is set when the service is made; a host replaces the whole engine by
/// implementing this.
#[diagnostic::on_unimplemented(
    note = "implement `intervision_core::FormGroups`, or use `intervision_groups::Former`"
)]
pub trait FormGroups {
    /// Proposes groups for this roster.
    ///
    /// # Errors
    ///
    /// When the wishes contradict each other or the roster; the message names the people and the rule.
    fn form_groups(&self, roster: &dyn Roster, run: &mut Run<'_>) -> Result<Formed, ServiceError>;
}

/// Scores an assessment: where each person stands.
///
/// The instrument and the answers are given when the service is made.
#[diagnostic::on_unimplemented(
    note = "implement `intervision_core::Score`, or use `intervision_assess::Scorer`"
)]
pub trait Score {
    /// Ratings for the members of this roster, numbered as there.
    ///
    /// # Errors
    ///
    /// When the answers do not fit the instrument or the roster; the message names the person and the item.
    fn score(&self, roster: &dyn Roster) -> Result<Box<dyn Ratings>, ServiceError>;
}

/// Plans a season: when and where everyone meets.
///
/// The calendar (which days and hours exist) is given when the service is made.
#[diagnostic::on_unimplemented(
    note = "implement `intervision_core::Plan`, or use `intervision_schedule::Planner`"
)]
pub trait Plan {
    /// Proposes a place for every session, or says why it has none.
    ///
    /// # Errors
    ///
    /// When the demand contradicts itself (a lag that cannot fit its window, no room with enough seats).
    fn plan(
        &self,
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
        run: &mut Run<'_>,
    ) -> Result<Timetable, ServiceError>;
}

impl<T: FormGroups + ?Sized> FormGroups for &T {
    fn form_groups(&self, roster: &dyn Roster, run: &mut Run<'_>) -> Result<Formed, ServiceError> {
        (**self).form_groups(roster, run)
    }
}

impl<T: FormGroups + ?Sized> FormGroups for Box<T> {
    fn form_groups(&self, roster: &dyn Roster, run: &mut Run<'_>) -> Result<Formed, ServiceError> {
        (**self).form_groups(roster, run)
    }
}

impl<T: Score + ?Sized> Score for &T {
    fn score(&self, roster: &dyn Roster) -> Result<Box<dyn Ratings>, ServiceError> {
        (**self).score(roster)
    }
}

impl<T: Score + ?Sized> Score for Box<T> {
    fn score(&self, roster: &dyn Roster) -> Result<Box<dyn Ratings>, ServiceError> {
        (**self).score(roster)
    }
}

impl<T: Plan + ?Sized> Plan for &T {
    fn plan(
        &self,
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
        run: &mut Run<'_>,
    ) -> Result<Timetable, ServiceError> {
        (**self).plan(demand, availability, run)
    }
}

impl<T: Plan + ?Sized> Plan for Box<T> {
    fn plan(
        &self,
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
        run: &mut Run<'_>,
    ) -> Result<Timetable, ServiceError> {
        (**self).plan(demand, availability, run)
    }
}
