use std::collections::BTreeMap;

use chrono::NaiveDate;
use intervision_core::{Grouping, Roster, Session, SessionDemand, Span, Timetable};

use crate::report::ReportError;

/// The longest season that a report draws, in days: two years.
const MOST_DAYS: i64 = 731;

/// Who a session is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Audience {
    /// All participants.
    Everyone,
    /// One group, by its name.
    Group(String),
    /// Some people, under a heading of the host's: `Process management, run 2`.
    Some(String),
}

/// A session that has a place in the season.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    title: String,
    audience: Audience,
    span: Span,
    resources: Vec<String>,
}

impl Meeting {
    /// A session for someone at some time.
    #[must_use]
    pub fn new(title: impl Into<String>, audience: Audience, span: Span) -> Self {
        Meeting { title: title.into(), audience, span, resources: Vec::new() }
    }

    /// Adds a room, a facilitator or anything else that serves it.
    #[must_use]
    pub fn with_resource(mut self, resource: impl Into<String>) -> Self {
        self.resources.push(resource.into());
        self
    }

    /// The session's title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Who it is for.
    #[must_use]
    pub fn audience(&self) -> &Audience {
        &self.audience
    }

    /// When it is.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Rooms, facilitators and the like.
    #[must_use]
    pub fn resources(&self) -> &[String] {
        &self.resources
    }
}

/// A session that found no place, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    title: String,
    audience: Audience,
    reasons: Vec<String>,
}

impl Missing {
    /// A session for someone, and the reasons in plain words, the most telling first.
    #[must_use]
    pub fn new<I>(title: impl Into<String>, audience: Audience, reasons: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        let reasons = reasons.into_iter().map(Into::into).collect();
        Missing { title: title.into(), audience, reasons }
    }

    /// The session's title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Who it is for.
    #[must_use]
    pub fn audience(&self) -> &Audience {
        &self.audience
    }

    /// Why it has no place.
    #[must_use]
    pub fn reasons(&self) -> &[String] {
        &self.reasons
    }
}

/// When everyone meets: the season's days, its holidays and its sessions.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision::report::{Audience, Meeting, Season};
/// use intervision_core::Span;
///
/// let day = |d| NaiveDate::from_ymd_opt(2027, 1, d).unwrap();
/// let morning = Span::new(
///     day(12).and_hms_opt(8, 30, 0).unwrap(),
///     day(12).and_hms_opt(12, 30, 0).unwrap(),
/// )?;
/// let season = Season::new(day(11), day(29))?
///     .with_meeting(
///         Meeting::new("Intake", Audience::Group("Group 1".into()), morning).with_resource("Room A"),
///     )?;
/// assert_eq!(season.meetings().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Season {
    first: NaiveDate,
    last: NaiveDate,
    holidays: BTreeMap<NaiveDate, String>,
    school_holidays: Vec<(NaiveDate, NaiveDate, String)>,
    gatherings: Vec<(Span, String)>,
    meetings: Vec<Meeting>,
    missing: Vec<Missing>,
}

impl Season {
    /// From the first to the last day, both included.
    ///
    /// # Errors
    ///
    /// [`ReportError::SeasonOrder`], and [`ReportError::SeasonLength`] beyond two years.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Result<Self, ReportError> {
        if last < first {
            return Err(ReportError::SeasonOrder { first, last });
        }
        if (last - first).num_days() >= MOST_DAYS {
            return Err(ReportError::SeasonLength { first, last, most: MOST_DAYS });
        }
        Ok(Season {
            first,
            last,
            holidays: BTreeMap::new(),
            school_holidays: Vec::new(),
            gatherings: Vec::new(),
            meetings: Vec::new(),
            missing: Vec::new(),
        })
    }

    /// A public holiday or another day off; days outside the season are left out of the page.
    #[must_use]
    pub fn with_holiday(mut self, day: NaiveDate, name: impl Into<String>) -> Self {
        self.holidays.insert(day, name.into());
        self
    }

    /// A school holiday, both days included.
    #[must_use]
    pub fn with_school_holiday(
        mut self,
        first: NaiveDate,
        last: NaiveDate,
        name: impl Into<String>,
    ) -> Self {
        self.school_holidays.push((first, last, name.into()));
        self
    }

    /// When everybody comes together beside the sessions, by a title: the gathering of a community, a retreat. It is drawn and named
    /// here, and counted in a chapter of its own; what lies outside the season is left out of the page.
    #[must_use]
    pub fn with_gathering(mut self, span: Span, title: impl Into<String>) -> Self {
        self.gatherings.push((span, title.into()));
        self
    }

    /// Adds a session that has a place.
    ///
    /// # Errors
    ///
    /// [`ReportError::OutsideSeason`].
    pub fn with_meeting(mut self, meeting: Meeting) -> Result<Self, ReportError> {
        let day = meeting.span.date();
        if day < self.first || self.last < day {
            return Err(ReportError::OutsideSeason {
                session: meeting.title,
                day,
                first: self.first,
                last: self.last,
            });
        }
        self.meetings.push(meeting);
        Ok(self)
    }

    /// Adds a session that found no place.
    #[must_use]
    pub fn with_missing(mut self, missing: Missing) -> Self {
        self.missing.push(missing);
        self
    }

    /// Adds every session of a timetable, with the resources that serve it or the reasons why it has no place.
    ///
    /// A session of a group goes under the group's label; one that all of the roster attends is for everyone; one person's
    /// goes under that person's id, and any other under its own title.
    ///
    /// # Errors
    ///
    /// [`ReportError::OutsideSeason`], and [`ReportError::UnknownSession`] when the timetable belongs to another demand.
    pub fn with_timetable(
        mut self,
        timetable: &Timetable,
        demand: &dyn SessionDemand,
        roster: &dyn Roster,
        grouping: &dyn Grouping,
    ) -> Result<Self, ReportError> {
        let audience = |session: &Session| match (session.group, &session.attendees[..]) {
            (Some(group), _) => Audience::Group(grouping.label(group).into_owned()),
            (None, attendees) if attendees.len() == roster.len() => Audience::Everyone,
            (None, &[member]) => Audience::Some(roster.id(member).into_owned()),
            (None, _) => Audience::Some(session.title.clone()),
        };
        let find = |at| {
            let unknown = ReportError::UnknownSession { session: at, sessions: demand.len() };
            demand.session(at).ok_or(unknown)
        };
        let resources = demand.resources();
        for placement in &timetable.placements {
            let session = find(placement.session)?;
            let mut meeting =
                Meeting::new(session.title.as_str(), audience(&session), placement.span);
            let used = placement.resources.iter();
            meeting.resources = used
                .filter_map(|&at| resources.get(at).map(|resource| resource.id.clone()))
                .collect();
            self = self.with_meeting(meeting)?;
        }
        for unplaced in &timetable.unplaced {
            let session = find(unplaced.session)?;
            let reasons = unplaced.reasons.iter().cloned();
            self.missing.push(Missing::new(session.title.as_str(), audience(&session), reasons));
        }
        Ok(self)
    }

    /// The first day.
    #[must_use]
    pub fn first(&self) -> NaiveDate {
        self.first
    }

    /// The last day.
    #[must_use]
    pub fn last(&self) -> NaiveDate {
        self.last
    }

    /// Days off, by day.
    #[must_use]
    pub fn holidays(&self) -> &BTreeMap<NaiveDate, String> {
        &self.holidays
    }

    /// School holidays: first day, last day, name.
    #[must_use]
    pub fn school_holidays(&self) -> &[(NaiveDate, NaiveDate, String)] {
        &self.school_holidays
    }

    /// When everybody comes together beside the sessions, with the title.
    #[must_use]
    pub fn gatherings(&self) -> &[(Span, String)] {
        &self.gatherings
    }

    /// The sessions that have a place, in the order in which they came.
    #[must_use]
    pub fn meetings(&self) -> &[Meeting] {
        &self.meetings
    }

    /// The sessions that have none.
    #[must_use]
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }
}
