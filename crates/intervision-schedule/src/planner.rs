//! The planner: options in, a checked problem through the search, an [`Outcome`] out.

use std::sync::Arc;

use intervision_core::{Availability, Plan, Roster, Run, ServiceError, SessionDemand, Timetable};

use crate::change::{Changes, Snapshot};
use crate::replan::{Away, BestSlots, Near, Replan, Replanned, Without};
use crate::rules::Rule;
use crate::{Error, Grid, Outcome};

/// Who of the attendees may be missed, where a session has no [`Quorum`](intervision_core::Quorum) of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Attendance {
    /// Nobody: a session stands only where all its attendees are free.
    #[default]
    Everyone,
    /// At most this many per session; each absence costs medium points.
    AllBut(u32),
}

/// What the rules cost. Medium points outweigh every soft one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields, default))]
pub struct Weights {
    /// Medium points for a session without a place.
    pub unplaced: u32,
    /// Medium points for an attendee who cannot be there.
    pub absence: u32,
    /// Soft points for a day by which a distance misses its target.
    pub lag_day: u32,
    /// Soft points for one party's wish against a slot, at its strongest; weaker wishes count in proportion.
    pub unwelcome: u32,
}

impl Default for Weights {
    fn default() -> Self {
        Weights { unplaced: 100, absence: 1, lag_day: 1, unwelcome: 1 }
    }
}

/// How long to look, when the run has no step budget of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Effort {
    /// The first full plan, not improved.
    Instant,
    /// A fraction of a second for a season of a few hundred sessions.
    #[default]
    Careful,
    /// A hundred times as long.
    Overnight,
}

/// Plans a season on a [`Grid`].
///
/// A step of its search is one chain of sessions (those that follow each other at lags; a session without lags is a
/// chain of its own) put in the best possible way, given all others. The first plan takes one step per chain. Without a
/// step budget the [`Effort`] says how many follow; with a time budget alone it looks until the time is up.
///
/// A small demand is searched completely first (branch and bound, at most a quarter of the budget), where a step is one
/// session put in one place.
///
/// The status in the timetable's worth is `Optimal` where every plan was looked at, or the plan costs no more than its chains
/// would cost if each had all rooms and facilitators to itself, and `Feasible` otherwise, with or without sessions that have
/// no place.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::{AlwaysFree, Demands, Plan, Run, Session};
/// use intervision_schedule::{Effort, Grid, Planner};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let day = NaiveDate::from_ymd_opt(2027, 3, 9).unwrap();
/// let planner = Planner::new(Grid::half_days(day, day, &|_| true)?).with_effort(Effort::Instant);
/// let meeting = |id: &str| Session::new(id, "Meeting", 240, vec![0, 1]);
/// let demand = Demands { sessions: ["a", "b", "c"].map(meeting).into(), ..Demands::default() };
///
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
/// let timetable = planner.plan(&demand, &AlwaysFree, &mut Run::new(&mut rng, &mut ()))?;
/// assert_eq!(timetable.placements.len(), 2);
/// assert_eq!(timetable.unplaced[0].reasons[0], "member 0: 3 needed, 2 available from 2027-03-09 to 2027-03-09");
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "a planner does nothing until it plans"]
pub struct Planner {
    pub(crate) grid: Grid,
    pub(crate) ids: Vec<String>,
    pub(crate) attendance: Attendance,
    pub(crate) weights: Weights,
    pub(crate) effort: Effort,
    pub(crate) partial: bool,
    pub(crate) rules: Vec<Arc<dyn Rule>>,
}

impl Planner {
    /// A planner for this season; everyone must be there, and sessions that find no place are explained.
    pub fn new(grid: Grid) -> Self {
        Planner {
            grid,
            ids: Vec::new(),
            attendance: Attendance::Everyone,
            weights: Weights::default(),
            effort: Effort::Careful,
            partial: true,
            rules: Vec::new(),
        }
    }

    /// Names members in reasons by their ids on this roster instead of their numbers. Answers do not depend on it.
    pub fn with_roster(mut self, roster: &dyn Roster) -> Self {
        self.ids = (0..roster.len()).map(|member| roster.id(member).into_owned()).collect();
        self
    }

    /// Who of the attendees may be missed.
    pub fn with_attendance(mut self, attendance: Attendance) -> Self {
        self.attendance = attendance;
        self
    }

    /// What the rules cost.
    pub fn with_weights(mut self, weights: Weights) -> Self {
        self.weights = weights;
        self
    }

    /// How long to look, when the run has no step budget.
    pub fn with_effort(mut self, effort: Effort) -> Self {
        self.effort = effort;
        self
    }

    /// Makes a proven shortage ([`Error::Shortage`]) an error instead of a reason for sessions without a place.
    pub fn requiring_all(mut self) -> Self {
        self.partial = false;
        self
    }

    /// One more rule that plans should keep: one of [`rules`](crate::rules), or the host's own.
    ///
    /// With rules of its own the planner improves its first plan by moving single sessions, and a step is one move tried
    /// (in a small demand, which is searched completely, one session put in one place).
    pub fn with_rule(mut self, rule: impl Rule + 'static) -> Self {
        self.rules.push(Arc::new(rule));
        self
    }

    /// What a member is called in reasons.
    pub(crate) fn name_of(&self, member: usize) -> String {
        self.ids.get(member).cloned().unwrap_or_else(|| format!("member {member}"))
    }

    /// The season it plans on.
    #[must_use]
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// Plans, and tells all that is known of the answer.
    ///
    /// # Errors
    ///
    /// Every [`Error`]: the demand contradicts itself or the season.
    pub fn solve(
        &self,
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
        run: &mut Run<'_>,
    ) -> Result<Outcome, Error> {
        crate::search::solve(self, demand, availability, run)
    }
}

/// Planning from a plan that stands.
impl Planner {
    /// Plans anew, near a timetable that people already hold.
    ///
    /// Sessions, people and resources are known by their ids, so the demand may number them anew. Where there is a choice, the
    /// levels of [`Outcome`] decide; at the medium one each calendar that has to change adds its points ([`Replan`]).
    ///
    /// A step is one session put in one place. Few sessions are searched completely, which is exponential in their number; in a
    /// season the sessions that cannot stay are placed first, then with those in their way.
    ///
    /// # Errors
    ///
    /// Every [`Error`] of [`solve`](Planner::solve), and [`Error::Pin`].
    ///
    /// # Example
    ///
    /// The blue room is lost:
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use intervision_core::{AlwaysFree, Demands, Need, Party, Resource, Run, Session, Table};
    /// use intervision_schedule::change::Snapshot;
    /// use intervision_schedule::replan::{Away, Replan};
    /// use intervision_schedule::{Grid, Planner};
    /// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
    ///
    /// let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
    /// let people = Table::new(["p1", "p2"])?;
    /// let mut meeting = Session::new("m1", "Meeting", 240, vec![0, 1]);
    /// meeting.needs.push(Need::one("room"));
    /// let rooms = ["blue", "red"].map(|id| Resource::new(id, "room").with_seats(8));
    /// let demand = Demands { sessions: vec![meeting], resources: rooms.into(), ..Demands::default() };
    /// let planner = Planner::new(Grid::half_days(day(9), day(10), &|_| true)?);
    ///
    /// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    /// let mut nobody = ();
    /// let mut run = Run::new(&mut rng, &mut nobody);
    /// let stands = planner.solve(&demand, &AlwaysFree, &mut run)?.timetable;
    /// let standing = Snapshot::of(&demand, &people, &stands);
    ///
    /// let closed = Away::new(Party::Resource(0), day(9), day(10), "closed");
    /// let again = planner.replan(&demand, &closed, &people, &standing, &Replan::new(), &mut run)?;
    /// assert_eq!(again.changes.to_string(), "m1 on 2027-03-09 08:30 has red instead of blue\n");
    /// assert_eq!(again.affected[0].to_string(), "\"m1\" cannot stay: blue is away: closed");
    /// assert_eq!(again.changes.touched(), 4, "two people, and both rooms");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn replan(
        &self,
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
        roster: &dyn Roster,
        standing: &Snapshot,
        options: &Replan,
        run: &mut Run<'_>,
    ) -> Result<Replanned, Error> {
        let asked =
            crate::search::Asked { planner: self, demand, availability, roster, standing, options };
        let found = crate::search::replan(asked, run)?;
        let after = Snapshot::of(demand, roster, &found.outcome.timetable);
        let changes = Changes::between(standing, &after);
        let price = options.price(&changes);
        let crate::search::Found { outcome, affected, least, fewest } = found;
        Ok(Replanned { outcome, changes, affected, price, least, fewest })
    }

    /// Where one session could best be while all others stay where they are: the starts with the best score, each with what it
    /// changes at every level and in whose calendars.
    ///
    /// It stands where the timetable says, or nowhere yet. A pinned session has no other time, and a frozen one could go behind
    /// the horizon. Every slot is tried with every choice of resources (where those
    /// are more than 64, with one choice), so no better place is missed; nothing is random, and there is no budget.
    /// O(slots x choices x people) after the demand is read.
    ///
    /// # Errors
    ///
    /// Those of [`replan`](Planner::replan), and [`Error::NoSession`].
    ///
    /// # Example
    ///
    /// When else could the first meeting be?
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use intervision_core::{AlwaysFree, Demands, Party, Run, Session, Table};
    /// use intervision_schedule::change::Snapshot;
    /// use intervision_schedule::replan::Replan;
    /// use intervision_schedule::{Grid, Planner};
    /// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
    ///
    /// let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
    /// let people = Table::new(["ann", "bob"])?;
    /// let meeting = |id: &str| Session::new(id, "Meeting", 240, vec![0, 1]);
    /// let demand = Demands { sessions: vec![meeting("m1"), meeting("m2")], ..Demands::default() };
    /// let planner = Planner::new(Grid::half_days(day(9), day(10), &|_| true)?);
    ///
    /// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    /// let plan = planner.solve(&demand, &AlwaysFree, &mut Run::new(&mut rng, &mut ()))?;
    /// let standing = Snapshot::of(&demand, &people, &plan.timetable);
    ///
    /// let replan = Replan::new();
    /// let found = planner.best_slots("m1", 5, &demand, &AlwaysFree, &people, &standing, &replan)?;
    /// assert_eq!(found.possible, 3, "four half-days, and the other meeting has one");
    /// let stay = &found.slots[0];
    /// assert_eq!((stay.change.medium, stay.changes.touched()), (0, 0));
    /// assert_eq!((found.slots[1].change.medium, found.slots[1].changes.touched()), (2, 2));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[expect(clippy::too_many_arguments, reason = "what replanning takes, and which session")]
    pub fn best_slots(
        &self,
        session: &str,
        count: usize,
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
        roster: &dyn Roster,
        standing: &Snapshot,
        options: &Replan,
    ) -> Result<BestSlots, Error> {
        let asked =
            crate::search::Asked { planner: self, demand, availability, roster, standing, options };
        crate::search::best_slots(asked, session, count)
    }

    /// This planner as a service that plans near a timetable that people already hold.
    pub fn near<'a>(
        &'a self,
        roster: &'a dyn Roster,
        standing: &'a Snapshot,
        options: Replan,
    ) -> Near<'a> {
        Near { planner: self, roster, standing, options }
    }

    /// What would happen if somebody or something were away: which sessions fall, and what [`replan`](Planner::replan) would
    /// make of it.
    ///
    /// # Errors
    ///
    /// Those of [`replan`](Planner::replan).
    #[expect(clippy::too_many_arguments, reason = "what replanning takes, and who is away")]
    pub fn what_if(
        &self,
        away: &[Away],
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
        roster: &dyn Roster,
        standing: &Snapshot,
        options: &Replan,
        run: &mut Run<'_>,
    ) -> Result<Replanned, Error> {
        let calendars = Without { calendars: availability, away };
        self.replan(demand, &calendars, roster, standing, options, run)
    }
}

impl Plan for Planner {
    fn plan(
        &self,
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
        run: &mut Run<'_>,
    ) -> Result<Timetable, ServiceError> {
        Ok(self.solve(demand, availability, run)?.timetable)
    }
}
