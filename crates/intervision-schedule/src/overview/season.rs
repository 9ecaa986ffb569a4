use std::collections::BTreeMap;

use chrono::NaiveDate;
use intervision_core::{Roster, SessionDemand, Span, Timetable};

use crate::calendar::{DaysOff, Language};

/// A placed session as the overview shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) span: Span,
    pub(super) title: String,
    /// Resources with seats.
    pub(super) places: String,
    /// All other resources.
    pub(super) company: String,
}

/// Days in a row that are shaded for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shade {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    /// Why nobody meets; none where one would only rather not.
    pub(super) reason: Option<String>,
}

/// A season to look at and to print.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::{Demands, Placement, Session, Span, Status, Stopped, Table, Timetable, Worth};
/// use intervision_schedule::DaysOff;
/// use intervision_schedule::calendar::HolidayPolicy;
/// use intervision_schedule::overview::Overview;
///
/// let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap();
/// let off = DaysOff::between(day(3, 1), day(5, 31))?.with_weekends().with_holidays(&HolidayPolicy::default());
/// let mut demand = Demands::default();
/// let mut session = Session::new("m1", "Meeting 1", 180, vec![0, 1]);
/// session.series = Some("Group 1".into());
/// demand.sessions.push(session);
/// let span = Span::new(day(3, 9).and_hms_opt(9, 0, 0).unwrap(), day(3, 9).and_hms_opt(12, 0, 0).unwrap())?;
/// let placements = vec![Placement { session: 0, span, resources: vec![] }];
/// let worth = Worth::new(Status::Feasible, Stopped::Finished, 0.0);
/// let timetable = Timetable { placements, unplaced: vec![], worth };
///
/// let roster = Table::new(["p1", "p2"])?;
/// let overview = Overview::of(&demand, &roster, &timetable, &off).with_title("Spring 2027");
/// assert!(overview.svg().contains("Meeting 1, Tue 9 Mar 2027, 09:00-12:00"));
/// assert!(overview.html().contains("<h2>p1</h2>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Overview {
    pub(super) title: String,
    pub(super) language: Language,
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    /// By label.
    pub(super) rows: Vec<(String, Vec<Entry>)>,
    pub(super) shades: Vec<Shade>,
    /// By id; everyone on the roster, also those without sessions.
    pub(super) people: Vec<(String, Vec<Entry>)>,
}

impl Overview {
    /// The placed sessions of a timetable over the season of these days off.
    ///
    /// A row holds the sessions of one series; a session without a series stands in a row of its title. Rows are in the
    /// order of their labels, numbers by value: `Group 2` before `Group 10`.
    pub fn of(
        demand: &dyn SessionDemand,
        roster: &dyn Roster,
        timetable: &Timetable,
        days_off: &DaysOff,
    ) -> Self {
        let resources = demand.resources();
        let mut rows = BTreeMap::<(Vec<Piece>, String), Vec<Entry>>::new();
        let mut people: BTreeMap<usize, Vec<Entry>> =
            (0..roster.len()).map(|member| (member, Vec::new())).collect();
        for placement in &timetable.placements {
            let Some(session) = demand.session(placement.session) else { continue };
            let serving = || placement.resources.iter().filter_map(|&index| resources.get(index));
            let ids = |with_seats: bool| {
                let kept = serving().filter(|resource| resource.seats.is_some() == with_seats);
                kept.map(|resource| resource.id.as_str()).collect::<Vec<_>>().join(", ")
            };
            let entry = Entry {
                span: placement.span,
                title: session.title.clone(),
                places: ids(true),
                company: ids(false),
            };
            for member in &session.attendees {
                if let Some(list) = people.get_mut(member) {
                    list.push(entry.clone());
                }
            }
            let label = session.series.unwrap_or(session.title);
            rows.entry((pieces(&label), label)).or_default().push(entry);
        }
        let mut people: Vec<(String, Vec<Entry>)> = people
            .into_iter()
            .map(|(member, list)| (roster.id(member).into_owned(), list))
            .collect();
        people.sort_by(|a, b| a.0.cmp(&b.0));
        let mut rows: Vec<(String, Vec<Entry>)> =
            rows.into_iter().map(|((_, label), list)| (label, list)).collect();
        for (_, list) in people.iter_mut().chain(&mut rows) {
            list.sort_by(|a, b| (a.span, &a.title).cmp(&(b.span, &b.title)));
        }
        Overview {
            title: String::new(),
            language: Language::default(),
            first: days_off.first(),
            last: days_off.last(),
            rows,
            shades: shades(days_off),
            people,
        }
    }

    /// Under this title.
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// With dates and headings in this language.
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Without the pages of single people: for a notice board.
    pub fn without_people(mut self) -> Self {
        self.people.clear();
        self
    }
}

/// A stretch of a label: digits by value, then by how they are written; or words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Number(usize, String),
    Words(String),
}

fn pieces(label: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = label;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (piece, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        pieces.push(if digits {
            // Longer numbers are larger, once nothing stands before them that does not count.
            let value = piece.trim_start_matches('0');
            Piece::Number(value.len(), value.to_owned())
        } else {
            Piece::Words(piece.to_owned())
        });
        rest = after;
    }
    pieces
}

/// Days off but for plain weekends, and days on which one would rather not, each run of days as one.
fn shades(days_off: &DaysOff) -> Vec<Shade> {
    let mut shades: Vec<Shade> = Vec::new();
    let days = days_off.first().iter_days().take_while(|day| *day <= days_off.last());
    for day in days {
        let reason = days_off.reason(day).filter(|reason| *reason != "weekend");
        if reason.is_none() && days_off.welcome(day) >= 0.0 {
            continue;
        }
        let reason = reason.map(str::to_owned);
        match shades.last_mut() {
            Some(last) if last.last.succ_opt() == Some(day) && last.reason == reason => {
                last.last = day;
            }
            _ => shades.push(Shade { first: day, last: day, reason }),
        }
    }
    shades
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn numbers_in_labels_count_by_value() {
        let mut labels = ["group 10", "group 2", "Board", "group 02b", "7"];
        labels.sort_by_key(|label| pieces(label));
        assert_eq!(labels, ["7", "Board", "group 2", "group 02b", "group 10"]);
    }
}
