use std::collections::{BTreeMap, BTreeSet};

use intervision_core::{Placement, Resource, Roster, SessionDemand, Span, Timetable};

/// Whose calendar it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Holder {
    /// A member, by id.
    Person(String),
    /// A room, a facilitator or anything else that serves sessions, by id.
    Resource(String),
}

impl Holder {
    /// The id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Holder::Person(id) | Holder::Resource(id) => id,
        }
    }
}

/// A session as calendars show it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Standing {
    /// What people see.
    pub title: String,
    /// When, in local time.
    pub span: Span,
    /// The ids of those who attend.
    pub people: BTreeSet<String>,
    /// Where: the resources with seats, in the order of the session's needs.
    pub places: Vec<String>,
    /// What else serves it, in the order of the session's needs.
    pub resources: Vec<String>,
}

impl Standing {
    /// A session's id, and how it stands in this place; none where the demand does not ask for it.
    pub(crate) fn of(
        demand: &dyn SessionDemand,
        resources: &[Resource],
        roster: &dyn Roster,
        placement: &Placement,
    ) -> Option<(String, Self)> {
        let session = demand.session(placement.session)?;
        let serving = || placement.resources.iter().filter_map(|&index| resources.get(index));
        let ids = |with_seats: bool| {
            let kept = serving().filter(|resource| resource.seats.is_some() == with_seats);
            kept.map(|resource| resource.id.clone()).collect()
        };
        let attending = session.attendees.iter().filter(|member| **member < roster.len());
        let standing = Standing {
            title: session.title,
            span: placement.span,
            people: attending.map(|&member| roster.id(member).into_owned()).collect(),
            places: ids(true),
            resources: ids(false),
        };
        Some((session.id, standing))
    }

    /// Everyone and everything whose calendar holds the session.
    #[must_use]
    pub fn holders(&self) -> BTreeSet<Holder> {
        let serving = self.places.iter().chain(&self.resources).cloned().map(Holder::Resource);
        self.people.iter().cloned().map(Holder::Person).chain(serving).collect()
    }
}

/// The placed sessions of a timetable, by id. A document in which an id stands twice is refused.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::Span;
/// use intervision_schedule::change::{Changes, Snapshot, Standing};
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
/// let morning = |on| Span::new(day(on).and_hms_opt(9, 0, 0).unwrap(), day(on).and_hms_opt(12, 0, 0).unwrap());
/// let meeting = Standing {
///     title: "Meeting 1".into(),
///     span: morning(9)?,
///     people: ["p1", "p2"].map(String::from).into(),
///     places: vec!["blue".into()],
///     resources: vec![],
/// };
/// let before: Snapshot = [("m1".to_owned(), meeting.clone())].into_iter().collect();
/// let after = [("m1".to_owned(), Standing { span: morning(10)?, ..meeting })].into_iter().collect();
///
/// let changes = Changes::between(&before, &after);
/// assert_eq!(changes.to_string(), "m1 moves from 2027-03-09 09:00 to 2027-03-10 09:00\n");
/// assert_eq!(changes.touched(), 3, "two people and a room");
/// # Ok::<(), intervision_core::SpanError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Snapshot {
    #[cfg_attr(feature = "serde", serde(deserialize_with = "super::wire::each_once"))]
    sessions: BTreeMap<String, Standing>,
}

impl Snapshot {
    /// What a timetable holds; sessions without a place are left out.
    ///
    /// Attendees outside the roster and resources outside the demand are passed over.
    #[must_use]
    pub fn of(demand: &dyn SessionDemand, roster: &dyn Roster, timetable: &Timetable) -> Self {
        let resources = demand.resources();
        let standing = |placement| Standing::of(demand, &resources, roster, placement);
        timetable.placements.iter().filter_map(standing).collect()
    }

    /// Together with what stands beside it: the sessions of another demand of the same programme. Of two sessions with one id
    /// the other's stays.
    #[must_use]
    pub fn with(mut self, other: Snapshot) -> Self {
        self.sessions.extend(other.sessions);
        self
    }

    /// Only the sessions that this demand asks for.
    #[must_use]
    pub fn asked_by(mut self, demand: &dyn SessionDemand) -> Self {
        let asked: BTreeSet<String> =
            (0..demand.len()).filter_map(|index| Some(demand.session(index)?.id)).collect();
        self.sessions.retain(|id, _| asked.contains(id));
        self
    }

    /// How a session stands, if it has a place.
    #[must_use]
    pub fn get(&self, session: &str) -> Option<&Standing> {
        self.sessions.get(session)
    }

    /// The sessions, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Standing)> {
        self.sessions.iter().map(|(id, standing)| (id.as_str(), standing))
    }

    /// How many sessions have a place.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sessions.len()
    }

    /// Whether none has.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sessions.is_empty()
    }
}

/// Of two sessions with one id the later in the list stays.
impl FromIterator<(String, Standing)> for Snapshot {
    fn from_iter<I: IntoIterator<Item = (String, Standing)>>(sessions: I) -> Self {
        Snapshot { sessions: sessions.into_iter().collect() }
    }
}
