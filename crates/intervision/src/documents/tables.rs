use std::borrow::Cow;

use intervision_core::{Grouping, Roster, SessionDemand, Timetable, Value};

/// Why a table could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// The table is not well formed.
    #[error("the table cannot be read: {0}")]
    Csv(#[from] csv::Error),
    /// What was issued is no document of its kind.
    #[cfg(all(feature = "schedule", feature = "serde"))]
    #[error("what was issued cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// What was issued cannot be gone on from.
    #[cfg(feature = "schedule")]
    #[error(transparent)]
    Issued(#[from] intervision_schedule::change::IssuedError),
}

#[cfg(feature = "schedule")]
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
