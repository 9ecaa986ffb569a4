use intervision_core::{Party, Roster};
use intervision_model::journey::{FieldVisit, Media, VisitStatus};
use intervision_schedule::day_plan::Clash;

use super::DocumentError;
use super::tables::{TIME, write};

/// Who has something else in the hours of a retreat, as a table: a row per person and stretch of time, with the reason that their calendar
/// gives. It is for whoever asks them to make room, and for nobody else.
///
/// # Errors
///
/// [`DocumentError::Csv`] when the table cannot be written, which takes a lack of memory.
pub fn clashes_table(roster: &dyn Roster, clashes: &[Clash]) -> Result<String, DocumentError> {
    let rows = clashes.iter().filter_map(|clash| {
        let Party::Member(member) = clash.party else { return None };
        let (start, end) = (clash.span.start().format(TIME), clash.span.end().format(TIME));
        let id = roster.id(member).into_owned();
        Some(vec![id, start.to_string(), end.to_string(), clash.reason.clone()])
    });
    write(&["id", "start", "end", "reason"].map(Into::into), rows)
}

/// What teams have brought back from the field, as a table: a row per team with how many items there are, and what is still missing.
///
/// # Errors
///
/// As [`clashes_table`].
///
/// # Example
///
/// ```
/// use intervision::documents::visits_table;
/// use intervision::model::journey::{FieldVisit, Media};
///
/// let mut visit = FieldVisit::new("Harbour");
/// visit.deliver(Media::Image, "the quay at seven");
/// assert_eq!(visits_table(&[visit])?, "team,delivered,missing\nHarbour,1,audio\n");
/// # Ok::<(), intervision::documents::DocumentError>(())
/// ```
pub fn visits_table(visits: &[FieldVisit]) -> Result<String, DocumentError> {
    let rows = visits.iter().map(|visit| {
        let missing = match visit.status() {
            VisitStatus::Complete => Vec::new(),
            VisitStatus::Incomplete { missing } => missing.iter().map(Media::to_string).collect(),
        };
        vec![visit.team().to_owned(), visit.delivered().len().to_string(), missing.join("|")]
    });
    write(&["team", "delivered", "missing"].map(Into::into), rows)
}
