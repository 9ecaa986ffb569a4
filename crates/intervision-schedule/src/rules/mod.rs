//! Rules of one's own. In: a season. Out: tallies that follow a plan under change and say what it costs.
//!
//! What every season needs (nobody in two places, rooms that are large enough, lags, absences, wishes) is part of the
//! demand. A [`Rule`] says more: that lectures of a course spread over the week, that a day has no lone session, that a
//! group keeps its room. The rules here are implementations of the same trait that a host implements for its own; they
//! are given to [`Planner::with_rule`](crate::Planner::with_rule).
//!
//! | rule | says | level |
//! |---|---|---|
//! | [`Seats`] | a room should have a seat for everyone | soft |
//! | [`Spread`] | sessions should fall on at least so many days | soft |
//! | [`Compact`] | no session should stand alone in a day | soft |
//! | [`Steady`] | sessions should keep their room, or their trainer | soft |
//! | [`Early`] | sessions should be over soon | soft |
//! | [`Optional`] | those who need not come should be able to | medium |

mod base;
mod compact;
mod early;
mod optional;
mod season;
mod seats;
mod spread;
mod steady;

use std::fmt;

use crate::{Error, Level};

pub(crate) use base::{POINT, Prices, absences, against, missed_days};
pub use compact::Compact;
pub use early::Early;
pub use optional::Optional;
pub use season::Season;
pub use seats::Seats;
pub use spread::Spread;
pub use steady::Steady;

/// A statement about plans that costs points where it does not hold.
///
/// The statement itself does not change; [`open`](Rule::open) makes the [`Tally`] that counts for one search.
///
/// # Example
///
/// A host wants the board to meet in the morning; slots with an even number are mornings.
///
/// ```
/// use intervision_schedule::rules::{Rule, Season, Stand, Tally};
/// use intervision_schedule::{Error, Level};
///
/// #[derive(Debug)]
/// struct Mornings(Vec<usize>);
///
/// impl Rule for Mornings {
///     fn name(&self) -> &'static str {
///         "board in the afternoon"
///     }
///     fn level(&self) -> Level {
///         Level::Soft
///     }
///     fn sessions(&self, _season: &Season<'_>) -> Vec<usize> {
///         self.0.clone()
///     }
///     fn open(&self, _season: &Season<'_>) -> Result<Box<dyn Tally>, Error> {
///         Ok(Box::new(Afternoons))
///     }
/// }
///
/// struct Afternoons;
///
/// impl Tally for Afternoons {
///     fn enter(&mut self, stand: Stand<'_>) -> i64 {
///         (stand.start % 2) as i64
///     }
///     fn leave(&mut self, stand: Stand<'_>) -> i64 {
///         -((stand.start % 2) as i64)
///     }
/// }
/// # assert_eq!(Afternoons.enter(Stand { session: 0, start: 3, end: 4, resources: &[] }), 1);
/// ```
pub trait Rule: fmt::Debug + Send + Sync {
    /// What the rule is called where its points are told.
    fn name(&self) -> &'static str;

    /// The level at which its points count. Points of a `Hard` rule must be 0 in every plan that is given out: sessions
    /// that break it lose their place.
    fn level(&self) -> Level;

    /// The sessions that it has to do with, as indices into the demand; others are never told to its tally. All, unless
    /// it says otherwise.
    fn sessions(&self, season: &Season<'_>) -> Vec<usize> {
        (0..season.demand.len()).collect()
    }

    /// A tally of a plan in which nothing is placed.
    ///
    /// # Errors
    ///
    /// Where the rule does not fit the season: [`Error::RuleSession`] for a session that is not there,
    /// [`Error::Rule`] for anything else.
    fn open(&self, season: &Season<'_>) -> Result<Box<dyn Tally>, Error>;
}

/// Counts one rule over a plan under change, in time that does not depend on the size of the plan if it can.
///
/// # Laws
///
/// * The penalty is 0 while nothing is placed, never negative, and depends on what is placed alone, not on the order in
///   which it came.
/// * [`leave`](Tally::leave) takes back what [`enter`](Tally::enter) said for the same stand.
pub trait Tally {
    /// A session takes its place. Returns the points by which the penalty changes.
    fn enter(&mut self, stand: Stand<'_>) -> i64;

    /// A session leaves its place. Returns the points by which the penalty changes.
    fn leave(&mut self, stand: Stand<'_>) -> i64;

    /// The most points by which one move of this session (leaving, and entering elsewhere) can lower the penalty.
    ///
    /// Searches dismiss hopeless moves early by it. Without a limit the rule is asked about every move.
    fn relief(&self, session: usize) -> i64 {
        let _ = session;
        i64::MAX
    }
}

/// Where one session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand<'a> {
    /// The session, as an index into the demand.
    pub session: usize,
    /// Its first slot.
    pub start: usize,
    /// One past its last slot.
    pub end: usize,
    /// Its resources, as indices into the demand's resources, in the order of its needs.
    pub resources: &'a [usize],
}

/// Sets of sessions, seen from the sessions.
#[derive(Debug, Clone)]
struct Sets {
    /// For each session, the sets it is in.
    of: Vec<Vec<u32>>,
}

impl Sets {
    /// Checks the sessions of a rule's sets against the season.
    fn new<'a>(
        rule: &'static str,
        sets: impl Iterator<Item = &'a [usize]>,
        season: &Season<'_>,
    ) -> Result<Self, Error> {
        let mut of = vec![Vec::new(); season.demand.len()];
        for (set, sessions) in sets.enumerate() {
            for &session in sessions {
                season.check(rule, session)?;
                let mine: &mut Vec<u32> = &mut of[session];
                if mine.last() != Some(&(set as u32)) {
                    mine.push(set as u32);
                }
            }
        }
        Ok(Sets { of })
    }

    fn of(&self, session: usize) -> &[u32] {
        self.of.get(session).map_or(&[], Vec::as_slice)
    }
}

/// All sessions of some sets, each once.
fn union<'a>(sets: impl Iterator<Item = &'a [usize]>) -> Vec<usize> {
    let mut all: Vec<usize> = sets.flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Points as a tally counts them.
fn signed(points: u32) -> i64 {
    i64::from(points)
}

#[cfg(test)]
mod testing {
    use chrono::NaiveDate;
    use intervision_core::{AlwaysFree, Demands, Session};

    use super::{Rule, Season, Stand, Tally};
    use crate::Grid;

    /// Five days of two slots.
    fn grid() -> Grid {
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
        Grid::half_days(day(8), day(12), &|_| true).unwrap()
    }

    /// So many sessions of half a day; the attendees of some.
    pub(super) fn halls(sessions: usize, attendees: &[(usize, &[usize])]) -> Demands {
        let session = |index: usize| Session::new(index.to_string(), "Session", 240, Vec::new());
        let mut demand = Demands::default();
        demand.sessions.extend((0..sessions).map(session));
        for (index, members) in attendees {
            demand.sessions[*index].attendees = members.to_vec();
        }
        demand
    }

    pub(super) fn tally(rule: &dyn Rule, demand: &Demands) -> Box<dyn Tally> {
        rule.open(&Season::new(&grid(), demand, &AlwaysFree)).unwrap()
    }

    pub(super) fn at(session: usize, slot: usize) -> Stand<'static> {
        Stand { session, start: slot, end: slot + 1, resources: &[] }
    }
}
