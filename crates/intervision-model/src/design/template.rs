//! Templates: a finished programme's design and its people come in; a design that names none of them, to begin on another
//! day, goes out.

use chrono::{Datelike, Days, NaiveDate};
use intervision_core::Roster;
use serde_json::Value;

use super::Design;
use crate::privacy::mention::without;
use crate::{ParticipantId, Place, Problem, Problems};

/// A design from which other programmes start. It names nobody of the programme that it comes from.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::Table;
/// use intervision_model::design::{Design, Template};
///
/// let design = Design::from_toml(r#"
///     version = 1
///     id = "retreat"
///     title = "Retreat"
///     season = { start = 2027-01-11, end = 2027-01-15 }
///     phases = [{ id = "days", title = "Days" }]
///     [[sessions]]
///     id = "encounter"
///     title = "Encounter"
///     phase = "days"
///     audience = "everyone"
///     minutes = 240
/// "#)?;
/// let template = Template::of(&design, &Table::new(["a07", "a08"])?)?;
/// // On the same day of the week, so not before the Monday that follows.
/// let next = template.start(NaiveDate::from_ymd_opt(2028, 2, 2).unwrap())?;
/// assert_eq!(Some(next.season().start), NaiveDate::from_ymd_opt(2028, 2, 7));
/// assert_eq!(Some(next.season().end), NaiveDate::from_ymd_opt(2028, 2, 11));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    design: Design,
}

impl Template {
    /// A template out of a design, checked against the people of its programme.
    ///
    /// # Errors
    ///
    /// [`Problem::Contradiction`] for every text of the design that mentions the id of somebody on the roster, and
    /// [`Problem::Syntax`] if the writer refuses; a checked design is always written.
    pub fn of(design: &Design, roster: &dyn Roster) -> Result<Self, Problems> {
        let written = serde_json::to_value(design).map_err(|error| Problem::Syntax {
            format: "JSON",
            what: "programme design",
            message: error.to_string(),
        })?;
        let mut problems = Vec::new();
        for member in 0..roster.len() {
            let id = ParticipantId::from(roster.id(member).into_owned());
            mentions(&written, "", &id, &mut problems);
        }
        Problems::or(problems, Template { design: design.clone() })
    }

    /// The design of a programme that begins on or after a day: every day moves by the same number of whole weeks, so that
    /// weekdays stay, and the year from which people look back by as many years as the season.
    ///
    /// # Errors
    ///
    /// [`Problems`] when the design does not fit on its new days.
    pub fn start(&self, on_or_after: NaiveDate) -> Result<Design, Problems> {
        let mut draft = self.design.clone().into_draft();
        let apart = (on_or_after - draft.season.start).num_days();
        let days = apart.div_euclid(7) * 7 + if apart.rem_euclid(7) == 0 { 0 } else { 7 };
        let moved = |day: NaiveDate| {
            let by = Days::new(days.unsigned_abs());
            let to = if days < 0 { day.checked_sub_days(by) } else { day.checked_add_days(by) };
            // Beyond the calendar's end nothing moves, and the check of the design says what no longer fits.
            to.unwrap_or(day)
        };
        draft.season.start = moved(draft.season.start);
        draft.season.end = moved(draft.season.end);
        for phase in &mut draft.phases {
            phase.start = phase.start.map(moved);
            phase.end = phase.end.map(moved);
        }
        if let Some(plan) = &mut draft.day_plan {
            plan.day = moved(plan.day);
        }
        if let Some(futuring) = &mut draft.futuring {
            futuring.target_year += draft.season.start.year() - self.design.season().start.year();
        }
        for session in &mut draft.sessions {
            session.window.earliest = session.window.earliest.map(moved);
            session.window.latest = session.window.latest.map(moved);
        }
        Design::new(draft)
    }

    /// The design as it was, on its old days.
    #[must_use]
    pub fn design(&self) -> &Design {
        &self.design
    }
}

fn mentions(value: &Value, path: &str, id: &ParticipantId, found: &mut Vec<Problem>) {
    let inside = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::String(text) if without(text, id, &ParticipantId::tombstone(1)) != *text => {
            found.push(Problem::Contradiction {
                at: Place::part(path),
                what: format!("it mentions participant \"{id}\""),
                fix: "take the id out before it becomes a template".to_owned(),
            });
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                mentions(item, &inside(&(place + 1).to_string()), id, found);
            }
        }
        Value::Object(fields) => {
            for (key, item) in fields {
                mentions(item, &inside(key), id, found);
            }
        }
        _ => {}
    }
}
