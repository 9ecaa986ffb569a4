//! A whole programme over the services of the seam: score, form groups, have them approved, plan the season.
//!
//! In come a roster and the services, ours or a host's own; out comes a [`Season`]. Nothing here knows an engine.

use chrono::NaiveDateTime;
use intervision_core::{
    Approved, Availability, FormGroups, Formed, Groups, Plan, Ratings, Roster, Run, Score,
    ServiceError, SessionDemand, Status, Stopped, Timetable, Worth,
};

/// Which step of a programme failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProgrammeError {
    /// The assessment could not be scored.
    #[error("the assessment cannot be scored: {0}")]
    Score(#[source] ServiceError),
    /// No groups could be formed.
    #[error("no groups can be formed: {0}")]
    Groups(#[source] ServiceError),
    /// The groups hold somebody who is not on the roster.
    #[error(
        "group {group} holds member {member}, but the roster has members 0 to {last}; the groups belong to another roster"
    )]
    Stranger {
        /// The group, counted from 1.
        group: usize,
        /// The member.
        member: usize,
        /// The last member of the roster.
        last: usize,
    },
    /// The sessions could not be drawn up.
    #[error("the sessions cannot be drawn up: {0}")]
    Demand(#[source] ServiceError),
    /// The season could not be planned.
    #[error("the season cannot be planned: {0}")]
    Plan(#[source] ServiceError),
}

/// The people of a programme, and the services that work for it.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision::core::{
///     AlwaysFree, Demands, FormGroups, Formed, Grouping, Groups, Plan, Roster, Run, ServiceError, Session,
///     SessionDemand, Availability, Status, Stopped, Table, Timetable, Unplaced, Worth,
/// };
/// use intervision::programme::Programme;
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// /// A host's own way of forming groups: in the order of the roster, two by two.
/// struct TwoByTwo;
/// impl FormGroups for TwoByTwo {
///     fn form_groups(&self, roster: &dyn Roster, _run: &mut Run<'_>) -> Result<Formed, ServiceError> {
///         let everyone: Vec<usize> = (0..roster.len()).collect();
///         let groups = Groups::new(roster.len(), everyone.chunks(2).map(<[usize]>::to_vec).collect())?;
///         Ok(Formed { groups, worth: Worth::new(Status::Feasible, Stopped::Finished, 0.0) })
///     }
/// }
///
/// /// A planner on strike: it explains why nothing has a place.
/// struct Strike;
/// impl Plan for Strike {
///     fn plan(&self, demand: &dyn SessionDemand, _: &dyn Availability, _: &mut Run<'_>) -> Result<Timetable, ServiceError> {
///         let unplaced = (0..demand.len())
///             .map(|session| Unplaced { session, reasons: vec!["nobody plans today".into()] })
///             .collect();
///         let worth = Worth::new(Status::Feasible, Stopped::Finished, demand.len() as f64);
///         Ok(Timetable { placements: vec![], unplaced, worth })
///     }
/// }
///
/// let roster = Table::new(["p1", "p2", "p3", "p4"])?;
/// let programme = Programme::new(&roster, &TwoByTwo, &Strike, &AlwaysFree);
///
/// let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(1), ());
/// let mut run = Run::new(&mut rng, &mut nobody).with_seed(1);
/// let proposal = programme.propose(&mut run)?;
/// let at = NaiveDate::from_ymd_opt(2027, 1, 4).unwrap().and_hms_opt(9, 0, 0).unwrap();
/// let season = programme.plan(proposal.approve("programme-office", at), |decision| {
///     let groups = decision.groups();
///     let sessions = (0..groups.len())
///         .map(|group| Session::new(format!("g{group}"), "Meeting", 120, groups.members(group).to_vec()))
///         .collect();
///     Ok(Demands { sessions, ..Demands::default() })
/// }, &mut run)?;
/// assert_eq!(season.timetable.unplaced.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct Programme<'a> {
    roster: &'a dyn Roster,
    scorer: Option<&'a dyn Score>,
    former: &'a dyn FormGroups,
    planner: &'a dyn Plan,
    availability: &'a dyn Availability,
}

impl std::fmt::Debug for Programme<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Programme")
            .field("members", &self.roster.len())
            .field("scored", &self.scorer.is_some())
            .finish_non_exhaustive()
    }
}

impl<'a> Programme<'a> {
    /// A programme without an assessment.
    #[must_use]
    pub fn new(
        roster: &'a dyn Roster,
        former: &'a dyn FormGroups,
        planner: &'a dyn Plan,
        availability: &'a dyn Availability,
    ) -> Self {
        Programme { roster, scorer: None, former, planner, availability }
    }

    /// With an assessment.
    #[must_use]
    pub fn with_scorer(mut self, scorer: &'a dyn Score) -> Self {
        self.scorer = Some(scorer);
        self
    }

    /// Scores the assessment, if there is one, and proposes groups.
    ///
    /// # Errors
    ///
    /// [`ProgrammeError::Score`] and [`ProgrammeError::Groups`].
    pub fn propose(&self, run: &mut Run<'_>) -> Result<Proposal, ProgrammeError> {
        let ratings = self.scorer.map(|scorer| scorer.score(self.roster)).transpose();
        let ratings = ratings.map_err(ProgrammeError::Score)?;
        let formed = self.former.form_groups(self.roster, run).map_err(ProgrammeError::Groups)?;
        Ok(Proposal { ratings, formed })
    }

    /// Draws up the sessions of approved groups and plans them.
    ///
    /// # Errors
    ///
    /// [`ProgrammeError::Stranger`], [`ProgrammeError::Demand`] when `demand` fails, and [`ProgrammeError::Plan`].
    pub fn plan<D: SessionDemand>(
        &self,
        decision: Decision,
        demand: impl FnOnce(&Decision) -> Result<D, ServiceError>,
        run: &mut Run<'_>,
    ) -> Result<Season<D>, ProgrammeError> {
        let members = self.roster.len();
        for (index, group) in decision.groups.iter().enumerate() {
            if let Some(&member) = group.iter().find(|&&member| member >= members) {
                let last = members.saturating_sub(1);
                return Err(ProgrammeError::Stranger { group: index + 1, member, last });
            }
        }
        let demand = demand(&decision).map_err(ProgrammeError::Demand)?;
        let timetable =
            self.planner.plan(&demand, self.availability, run).map_err(ProgrammeError::Plan)?;
        Ok(Season { decision, demand, timetable })
    }
}

/// For programmes without groups: forms none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoGroups;

impl FormGroups for NoGroups {
    fn form_groups(&self, roster: &dyn Roster, run: &mut Run<'_>) -> Result<Formed, ServiceError> {
        let mut worth = Worth::new(Status::Optimal, Stopped::Finished, 0.0).with_bound(0.0);
        worth.seed = run.seed();
        Ok(Formed { groups: Groups::new(roster.len(), Vec::new())?, worth })
    }
}

/// Groups that nobody has approved yet, and where people stand.
pub struct Proposal {
    ratings: Option<Box<dyn Ratings>>,
    formed: Formed,
}

impl std::fmt::Debug for Proposal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proposal").field("formed", &self.formed).finish_non_exhaustive()
    }
}

impl Proposal {
    /// Groups that were formed outside of the pipeline: by hand, or by an engine whose own evidence the host keeps.
    #[must_use]
    pub fn new(formed: Formed, ratings: Option<Box<dyn Ratings>>) -> Self {
        Proposal { ratings, formed }
    }

    /// Where people stand, if there was an assessment.
    #[must_use]
    pub fn ratings(&self) -> Option<&dyn Ratings> {
        self.ratings.as_deref()
    }

    /// The groups, and what they are worth.
    #[must_use]
    pub fn formed(&self) -> &Formed {
        &self.formed
    }

    /// Somebody (an opaque id or an office) approves the groups, at this local time.
    #[must_use]
    pub fn approve(self, by: impl Into<String>, at: NaiveDateTime) -> Decision {
        let Proposal { ratings, formed: Formed { groups, worth } } = self;
        Decision { ratings, groups: Approved::new(groups, by, at), worth }
    }
}

/// Groups that somebody approved; only these are planned.
pub struct Decision {
    ratings: Option<Box<dyn Ratings>>,
    groups: Approved<Groups>,
    worth: Worth,
}

impl std::fmt::Debug for Decision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Decision")
            .field("groups", &self.groups)
            .field("worth", &self.worth)
            .finish_non_exhaustive()
    }
}

impl Decision {
    /// Where people stand, if there was an assessment.
    #[must_use]
    pub fn ratings(&self) -> Option<&dyn Ratings> {
        self.ratings.as_deref()
    }

    /// The groups, with who approved them and when.
    #[must_use]
    pub fn groups(&self) -> &Approved<Groups> {
        &self.groups
    }

    /// What the groups are worth.
    #[must_use]
    pub fn worth(&self) -> &Worth {
        &self.worth
    }
}

/// A planned season: the decision it rests on, the sessions that were asked for, and where they stand.
#[derive(Debug)]
pub struct Season<D> {
    /// The approved groups and the ratings.
    pub decision: Decision,
    /// The sessions.
    pub demand: D,
    /// Their places: a proposal too, until somebody sends the invitations.
    pub timetable: Timetable,
}
