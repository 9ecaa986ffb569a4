use chrono::NaiveDate;

use crate::Relation;

/// The days on which a session may start, both included; `None` leaves that side to the season.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields, default))]
pub struct DateWindow {
    /// The first day that will do.
    pub earliest: Option<NaiveDate>,
    /// The last day that will do.
    pub latest: Option<NaiveDate>,
}

impl DateWindow {
    /// Between two days, both included.
    #[must_use]
    pub fn between(earliest: NaiveDate, latest: NaiveDate) -> Self {
        DateWindow { earliest: Some(earliest), latest: Some(latest) }
    }

    /// Whether the day lies in the window.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.earliest.is_none_or(|first| first <= day) && self.latest.is_none_or(|last| day <= last)
    }
}

/// What a session needs beside its attendees: one room with 8 seats, two actors.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Need {
    /// The kind of resource: `room`, `facilitator`, `actor`.
    pub kind: String,
    /// How many of them.
    pub count: u32,
    /// Each must have at least this many seats.
    pub seats: u32,
    /// Each must carry all of these qualifications.
    pub qualifications: Vec<String>,
    /// The same ones serve all sessions of the series.
    pub same_in_series: bool,
}

impl Need {
    /// One of this kind.
    #[must_use]
    pub fn one(kind: impl Into<String>) -> Self {
        Need {
            kind: kind.into(),
            count: 1,
            seats: 0,
            qualifications: Vec::new(),
            same_in_series: false,
        }
    }

    /// With at least this many seats.
    #[must_use]
    pub fn with_seats(mut self, seats: u32) -> Self {
        self.seats = seats;
        self
    }

    /// This many of them.
    #[must_use]
    pub fn times(mut self, count: u32) -> Self {
        self.count = count;
        self
    }

    /// The same ones for the whole series.
    #[must_use]
    pub fn same_in_series(mut self) -> Self {
        self.same_in_series = true;
        self
    }
}

/// Something that sessions share and that serves one session at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Resource {
    /// An opaque id, unique in the demand.
    pub id: String,
    /// The kind that a [`Need`] asks for.
    pub kind: String,
    /// How many people it holds; `None` for what has no seats (a facilitator).
    #[cfg_attr(feature = "serde", serde(default))]
    pub seats: Option<u32>,
    /// What it can do beyond its kind.
    #[cfg_attr(feature = "serde", serde(default))]
    pub qualifications: Vec<String>,
    /// At most this many sessions in the season.
    #[cfg_attr(feature = "serde", serde(default))]
    pub max_sessions: Option<u32>,
    /// At most this many sessions in a week from Monday to Sunday.
    #[cfg_attr(feature = "serde", serde(default))]
    pub max_per_week: Option<u32>,
}

impl Resource {
    /// A resource without limits.
    #[must_use]
    pub fn new(id: impl Into<String>, kind: impl Into<String>) -> Self {
        Resource {
            id: id.into(),
            kind: kind.into(),
            seats: None,
            qualifications: Vec::new(),
            max_sessions: None,
            max_per_week: None,
        }
    }

    /// With this many seats.
    #[must_use]
    pub fn with_seats(mut self, seats: u32) -> Self {
        self.seats = Some(seats);
        self
    }

    /// Serving at most this many sessions a week.
    #[must_use]
    pub fn with_max_per_week(mut self, sessions: u32) -> Self {
        self.max_per_week = Some(sessions);
        self
    }
}

/// Some attendees of whom enough must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Quorum {
    /// How many.
    pub least: u32,
    /// Of whom; each of them attends.
    pub of: Vec<usize>,
}

impl Quorum {
    /// At least this many of these members.
    #[must_use]
    pub fn new(least: u32, of: impl Into<Vec<usize>>) -> Self {
        Quorum { least, of: of.into() }
    }
}

/// One session that a programme asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// A stable, unique id; calendar entries keep it through every change.
    pub id: String,
    /// What people see in their calendar.
    pub title: String,
    /// How long it lasts, in minutes.
    pub minutes: u32,
    /// The members who must be there.
    pub attendees: Vec<usize>,
    /// Those of the attendees of whom some may be missed; each of the others must be there. `None` leaves it to the planner
    /// who may be missed.
    pub quorum: Option<Quorum>,
    /// The days on which it may start.
    pub window: DateWindow,
    /// What it needs beside its attendees.
    pub needs: Vec<Need>,
    /// The series it belongs to (all meetings of one group carry one name), if any.
    pub series: Option<String>,
    /// The group that meets, if it is a group's session.
    pub group: Option<usize>,
}

impl Session {
    /// A session for these members, on any day.
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        title: impl Into<String>,
        minutes: u32,
        attendees: Vec<usize>,
    ) -> Self {
        Session {
            id: id.into(),
            title: title.into(),
            minutes,
            attendees,
            quorum: None,
            window: DateWindow::default(),
            needs: Vec::new(),
            series: None,
            group: None,
        }
    }
}

/// The sessions that a programme asks for: who, how long, in which window, how far apart, with what.
///
/// # Laws
///
/// * Sessions are `0..len()`, resources are numbered by their place in [`resources`](SessionDemand::resources);
///   ids differ within each.
/// * Attendees differ within a session, and a quorum is one of attendees, of whom there are enough; relations name sessions in range, never one session twice.
/// * Answers are stable; [`session`](SessionDemand::session) is `None` exactly outside `0..len()`.
///
/// `contract::session_demand` (feature `contract`) checks them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `SessionDemand`",
    note = "implement `intervision_core::SessionDemand` (len, session, resources, relations), or fill an `intervision_core::Demands`"
)]
pub trait SessionDemand {
    /// How many sessions there are.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One session.
    fn session(&self, index: usize) -> Option<Session>;

    /// What the sessions share.
    fn resources(&self) -> Vec<Resource>;

    /// What holds between sessions.
    fn relations(&self) -> Vec<Relation>;
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: SessionDemand + ?Sized> SessionDemand for $pointer {
            fn len(&self) -> usize {
                (**self).len()
            }
            fn session(&self, index: usize) -> Option<Session> {
                (**self).session(index)
            }
            fn resources(&self) -> Vec<Resource> {
                (**self).resources()
            }
            fn relations(&self) -> Vec<Relation> {
                (**self).relations()
            }
        }
    )*};
}
forward!(&T, &mut T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);

/// The plainest [`SessionDemand`]: three lists.
///
/// # Example
///
/// ```
/// use intervision_core::{Demands, Lag, Need, Relation, Resource, Session, SessionDemand};
///
/// let mut demands = Demands::default();
/// demands.resources.push(Resource::new("blue", "room").with_seats(8));
/// for number in 1..=2 {
///     let mut session = Session::new(format!("m{number}"), "Meeting", 240, vec![0, 1, 2]);
///     session.needs.push(Need::one("room").with_seats(3));
///     demands.sessions.push(session);
/// }
/// demands.relations.push(Relation::Lag { earlier: 0, later: 1, lag: Lag::between(21, 49) });
/// assert_eq!(demands.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Demands {
    /// The sessions.
    pub sessions: Vec<Session>,
    /// What they share.
    pub resources: Vec<Resource>,
    /// What holds between them.
    pub relations: Vec<Relation>,
}

impl SessionDemand for Demands {
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
