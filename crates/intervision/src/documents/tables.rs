use std::borrow::Cow;
use std::collections::BTreeMap;

use intervision_core::{Grouping, Placement, Roster, SessionDemand, Span, Timetable, Value};

/// Why a table could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// The table is not well formed.
    #[error("the table cannot be read: {0}")]
    Csv(#[from] csv::Error),
    /// A column that the table must have.
    #[error(
        "the timetable has no column \"{column}\"; it needs session, start, end, resources and sequence, as written by an earlier run"
    )]
    MissingColumn {
        /// The column.
        column: &'static str,
    },
    /// A cell that cannot be understood.
    #[error("row {row}, column \"{column}\": \"{value}\" is not {expected}")]
    Cell {
        /// The row as a spreadsheet counts it: the header is row 1.
        row: usize,
        /// The column.
        column: &'static str,
        /// What stands there.
        value: String,
        /// What would be right.
        expected: &'static str,
    },
}

pub(super) const TIME: &str = "%Y-%m-%dT%H:%M";

pub(super) fn write<I>(header: &[Cow<'_, str>], rows: I) -> Result<String, DocumentError>
where
    I: IntoIterator<Item = Vec<String>>,
{
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header.iter().map(|name| name.as_bytes()))?;
    for row in rows {
        writer.write_record(row)?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The groups as a table: a row per member with group, id and every attribute, by group and id.
///
/// # Errors
///
/// [`DocumentError::Csv`] when the table cannot be written, which takes a lack of memory.
///
/// # Example
///
/// ```
/// use intervision::core::{Groups, Table, Value};
/// use intervision::documents::groups_table;
///
/// let roster = Table::new(["p2", "p1"])?
///     .with_column("function", ["adviser", "controller"].map(Value::category))?;
/// let text = groups_table(&roster, &Groups::new(2, vec![vec![0, 1]])?)?;
/// assert_eq!(text, "group,id,function\n1,p1,controller\n1,p2,adviser\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn groups_table(roster: &dyn Roster, grouping: &dyn Grouping) -> Result<String, DocumentError> {
    let keys = roster.keys();
    let header: Vec<Cow<'_, str>> =
        ["group".into(), "id".into()].into_iter().chain(keys.iter().cloned()).collect();
    let mut rows = Vec::new();
    for group in 0..grouping.len() {
        let mut members = grouping.members(group).to_vec();
        members.sort_by(|&a, &b| roster.id(a).cmp(&roster.id(b)));
        for member in members {
            let mut row = vec![grouping.label(group).into_owned(), roster.id(member).into_owned()];
            row.extend(keys.iter().map(|key| match roster.attribute(member, key).known() {
                Value::Unknown => String::new(),
                Value::Level(rank) => {
                    roster.level_name(key, rank).map_or_else(|| rank.to_string(), Cow::into_owned)
                }
                value => value.to_string(),
            }));
            rows.push(row);
        }
    }
    write(&header, rows)
}

/// The timetable as a table: a row per placed session by time, with who attends and what serves it.
///
/// `attendees` and `resources` are ids, separated by `|`; times are local. `sequence` counts the changes of a session
/// since it was first sent, as [`Versions`] knows it.
///
/// # Errors
///
/// [`DocumentError::Csv`] when the table cannot be written, which takes a lack of memory.
pub fn timetable_table(
    roster: &dyn Roster,
    grouping: &dyn Grouping,
    demand: &dyn SessionDemand,
    timetable: &Timetable,
    versions: &Versions,
) -> Result<String, DocumentError> {
    let resources: Vec<String> = demand.resources().into_iter().map(|r| r.id).collect();
    let mut placements: Vec<&Placement> = timetable.placements.iter().collect();
    placements.sort_by_key(|placement| (placement.span, placement.session));
    let header = [
        "session",
        "title",
        "series",
        "group",
        "start",
        "end",
        "resources",
        "attendees",
        "sequence",
    ];
    let rows = placements.into_iter().filter_map(|placement| {
        let session = demand.session(placement.session)?;
        let serving: Vec<&str> = serving(placement, &resources).collect();
        let mut attendees: Vec<_> = session.attendees.iter().map(|&m| roster.id(m)).collect();
        attendees.sort();
        let sequence = versions.sequence(&session.id, placement.span, &serving);
        Some(vec![
            session.id,
            session.title,
            session.series.unwrap_or_default(),
            session.group.map(|group| grouping.label(group).into_owned()).unwrap_or_default(),
            placement.span.start().format(TIME).to_string(),
            placement.span.end().format(TIME).to_string(),
            serving.join("|"),
            attendees.join("|"),
            sequence.to_string(),
        ])
    });
    write(&header.map(Cow::from), rows)
}

/// The sessions without a place as a table: a row per reason.
///
/// # Errors
///
/// [`DocumentError::Csv`] when the table cannot be written, which takes a lack of memory.
pub fn unplaced_table(
    demand: &dyn SessionDemand,
    timetable: &Timetable,
) -> Result<String, DocumentError> {
    let rows = timetable.unplaced.iter().flat_map(|unplaced| {
        let session = demand.session(unplaced.session);
        let (id, title) = session.map(|session| (session.id, session.title)).unwrap_or_default();
        unplaced.reasons.iter().map(move |reason| vec![id.clone(), title.clone(), reason.clone()])
    });
    write(&["session", "title", "reason"].map(Cow::from), rows)
}

pub(super) fn serving<'r>(
    placement: &'r Placement,
    resources: &'r [String],
) -> impl Iterator<Item = &'r str> {
    placement.resources.iter().filter_map(|&index| resources.get(index)).map(String::as_str)
}

/// What was sent before: where each session stood, and how often it had changed.
///
/// Calendars take a changed event for the same one only with a higher sequence number, so the next version of a
/// timetable has to know the last one.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision::core::Span;
/// use intervision::documents::Versions;
///
/// let sent = Versions::from_table(
///     "session,start,end,resources,sequence\nintake/g1/1,2027-01-18T08:30,2027-01-18T12:30,room-1,2\n",
/// )?;
/// let day = NaiveDate::from_ymd_opt(2027, 1, 18).unwrap();
/// let morning = Span::new(day.and_hms_opt(8, 30, 0).unwrap(), day.and_hms_opt(12, 30, 0).unwrap())?;
/// assert_eq!(sent.sequence("intake/g1/1", morning, &["room-1"]), 2);
/// assert_eq!(sent.sequence("intake/g1/1", morning, &["room-2"]), 3);
/// assert_eq!(sent.sequence("intake/g2/1", morning, &["room-1"]), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Versions {
    sent: BTreeMap<String, Sent>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Sent {
    span: Span,
    resources: Vec<String>,
    sequence: u32,
}

impl Versions {
    /// Nothing was sent yet.
    #[must_use]
    pub fn none() -> Self {
        Versions::default()
    }

    /// Reads the table that [`timetable_table`] wrote for the version that was sent last.
    ///
    /// # Errors
    ///
    /// [`DocumentError`] names the column or the cell.
    pub fn from_table(text: &str) -> Result<Self, DocumentError> {
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let header = reader.headers()?.clone();
        let find = |column: &'static str| {
            let at = header.iter().position(|name| name == column);
            at.ok_or(DocumentError::MissingColumn { column }).map(|at| (at, column))
        };
        let (session, start, end) = (find("session")?, find("start")?, find("end")?);
        let (resources, sequence) = (find("resources")?, find("sequence")?);
        let mut sent = BTreeMap::new();
        for (index, record) in reader.records().enumerate() {
            let record = record?;
            let cell = |(at, _): (usize, &str)| record.get(at).unwrap_or_default();
            let wrong = |(at, column): (usize, &'static str), expected| DocumentError::Cell {
                row: index + 2,
                column,
                value: record.get(at).unwrap_or_default().to_owned(),
                expected,
            };
            let time = |column| {
                chrono::NaiveDateTime::parse_from_str(cell(column), TIME)
                    .map_err(|_| wrong(column, "a local time such as 2027-01-18T08:30"))
            };
            let span = Span::new(time(start)?, time(end)?)
                .map_err(|_| wrong(end, "later than the start"))?;
            let sequence: u32 = cell(sequence)
                .parse()
                .map_err(|_| wrong(sequence, "a number of changes such as 0"))?;
            let resources =
                cell(resources).split('|').filter(|id| !id.is_empty()).map(str::to_owned).collect();
            sent.insert(cell(session).to_owned(), Sent { span, resources, sequence });
        }
        Ok(Versions { sent })
    }

    /// The sequence number of a session in this place: the last one, one more if its time or resources changed, 0 if it
    /// is new.
    #[must_use]
    pub fn sequence(&self, session: &str, span: Span, resources: &[&str]) -> u32 {
        self.sent.get(session).map_or(0, |sent| {
            let unchanged = sent.span == span && sent.resources == resources;
            if unchanged { sent.sequence } else { sent.sequence.saturating_add(1) }
        })
    }

    /// The sessions that were sent, with their times and sequence numbers, by id.
    pub fn sent(&self) -> impl Iterator<Item = (&str, Span, u32)> {
        self.sent.iter().map(|(id, sent)| (id.as_str(), sent.span, sent.sequence))
    }
}
