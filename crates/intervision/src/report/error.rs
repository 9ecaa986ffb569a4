use chrono::NaiveDate;

/// Why a [`Report`](super::Report) could not be filled or written.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A season that ends before it begins.
    #[error("the season ends on {last}, before it begins on {first}; swap the two days")]
    SeasonOrder {
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
    },
    /// A season with more days than a calendar on a page can show.
    #[error(
        "the season runs from {first} to {last}; a report shows at most {most} days, so make one for each part"
    )]
    SeasonLength {
        /// The first day.
        first: NaiveDate,
        /// The last day.
        last: NaiveDate,
        /// How many days fit.
        most: i64,
    },
    /// A session on a day that the calendar does not show.
    #[error(
        "session \"{session}\" is on {day}, outside the season from {first} to {last}; widen the season"
    )]
    OutsideSeason {
        /// The session's title.
        session: String,
        /// Its day.
        day: NaiveDate,
        /// The first day of the season.
        first: NaiveDate,
        /// The last day of the season.
        last: NaiveDate,
    },
    /// A timetable that places a session which the demand does not have.
    #[error(
        "the timetable has session {session}, and the demand has {sessions}, counted from 0; give the demand that was planned"
    )]
    UnknownSession {
        /// The session in the timetable.
        session: usize,
        /// How many sessions the demand has.
        sessions: usize,
    },
    /// A member with more or fewer values than the table has columns.
    #[error(
        "member \"{member}\" of {group} has {found} values for {expected} columns; give one value per column, unknown ones too"
    )]
    Width {
        /// The group's name.
        group: String,
        /// The member's id.
        member: String,
        /// How many columns there are.
        expected: usize,
        /// How many values came.
        found: usize,
    },
    /// A plot of a column that is not there.
    #[error("there is no column \"{column}\" to plot; the columns are {}", .known.join(", "))]
    UnknownColumn {
        /// The column that was asked for.
        column: String,
        /// The columns that are there.
        known: Vec<String>,
    },
    /// A scale of levels without length.
    #[error(
        "a scale from {low} to {high} has no length; the lowest level must be below the highest"
    )]
    Scale {
        /// The lowest level.
        low: f64,
        /// The highest level.
        high: f64,
    },
    /// A mean outside its own interval, or a number that is not finite.
    #[error(
        "\"{competency}\" has mean {mean} in an interval from {low} to {high}; it must be low, mean, high, all finite"
    )]
    Interval {
        /// The competency.
        competency: String,
        /// Where the interval begins.
        low: f64,
        /// The mean.
        mean: f64,
        /// Where the interval ends.
        high: f64,
    },
    /// More people below the target than there are people.
    #[error(
        "\"{competency}\" has {below} people below the target of {people} with a score; count the same people in both"
    )]
    Count {
        /// The competency.
        competency: String,
        /// How many are below.
        below: usize,
        /// How many have a score.
        people: usize,
    },
    /// A template did not render; a bug in this crate.
    #[error("the report's template failed: {message}; please report this")]
    Template {
        /// What the template engine said.
        message: String,
    },
}
