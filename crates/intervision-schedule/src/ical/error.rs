use chrono::NaiveDateTime;

/// Why an iCalendar file could not be read or written. Lines are counted from 1, as an editor shows them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IcalError {
    /// The file is larger than the limit.
    #[error(
        "the file has {found} bytes, more than the {most} that are read; export a shorter period"
    )]
    TooLarge {
        /// How many bytes it has.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// A line is not UTF-8.
    #[error("line {line}, {property}: not UTF-8; export the calendar as UTF-8")]
    NotUtf8 {
        /// The line.
        line: usize,
        /// How the line begins, as far as it can be read.
        property: String,
    },
    /// A line, unfolded, is longer than the limit.
    #[error(
        "line {line}, {property}: more than {most} bytes when unfolded; leave attachments out of the export"
    )]
    LongLine {
        /// The line it begins on.
        line: usize,
        /// The property.
        property: String,
        /// How many bytes there may be.
        most: usize,
    },
    /// A character that no text may hold.
    #[error("line {line}, {property}: control character U+{code:04X}; remove it")]
    ControlCharacter {
        /// The line it begins on.
        line: usize,
        /// The property.
        property: String,
        /// Its code point.
        code: u32,
    },
    /// A line that is not `NAME:value`.
    #[error(
        "line {line}: \"{found}\" is not a property; a line reads NAME:value or NAME;PARAMETER=...:value"
    )]
    NotAProperty {
        /// The line.
        line: usize,
        /// How it begins.
        found: String,
    },
    /// The file does not begin with a calendar.
    #[error("line {line}: expected BEGIN:VCALENDAR, found \"{found}\"; is this an iCalendar file?")]
    NotACalendar {
        /// The line.
        line: usize,
        /// What stands there.
        found: String,
    },
    /// An `END` without its `BEGIN`, or the other way round.
    #[error("line {line}: END:{found} does not close {}", .open.as_ref().map_or("anything".to_owned(), |(name, at)| format!("BEGIN:{name} of line {at}")))]
    Unbalanced {
        /// The line.
        line: usize,
        /// What it ends.
        found: String,
        /// What is open there, and since which line.
        open: Option<(String, usize)>,
    },
    /// The file ends inside a component.
    #[error("line {line}: BEGIN:{component} is never ended; the file is cut off, export it again")]
    NoEnd {
        /// The line of the `BEGIN`.
        line: usize,
        /// What it begins.
        component: String,
    },
    /// Components stand too deep inside each other.
    #[error("line {line}: components are nested more than {most} deep")]
    TooDeep {
        /// The line.
        line: usize,
        /// How deep they may be.
        most: usize,
    },
    /// More events than the limit.
    #[error("line {line}: more than {most} events and zones; export a shorter period")]
    TooManyEvents {
        /// The line of the first one too many.
        line: usize,
        /// How many there may be.
        most: usize,
    },
    /// A property that an event must have is missing.
    #[error("line {line}: the event has no {property}")]
    Missing {
        /// The line of the event's `BEGIN`.
        line: usize,
        /// The property.
        property: &'static str,
    },
    /// A property whose value cannot be read.
    #[error("line {line}, {property}: \"{value}\" {problem}")]
    Value {
        /// The line.
        line: usize,
        /// The property.
        property: String,
        /// Its value, shortened.
        value: String,
        /// What is wrong with it and what would be right.
        problem: String,
    },
    /// A zone that is neither a known name nor described in the file.
    #[error(
        "line {line}, {property}: the time zone \"{tzid}\" is neither a name like Europe/Amsterdam nor described by a VTIMEZONE in the file"
    )]
    UnknownZone {
        /// The line.
        line: usize,
        /// The property.
        property: String,
        /// The zone.
        tzid: String,
    },
    /// The recurrences of the file would have to be followed too far.
    #[error(
        "line {line}, {property}: the recurrences of this file take more than {most} steps; give them an end or export a shorter period"
    )]
    EndlessRecurrence {
        /// The line of the one that went over.
        line: usize,
        /// The property.
        property: String,
        /// How many steps are followed.
        most: u32,
    },
    /// A local time that the clock skips.
    #[error(
        "event \"{uid}\": {local} does not exist in {zone}, the clock is put forward over it; choose another time"
    )]
    MissingHour {
        /// The event.
        uid: String,
        /// The time.
        local: NaiveDateTime,
        /// The zone.
        zone: String,
    },
    /// A local time that the clock shows twice.
    #[error(
        "event \"{uid}\": {local} comes twice in {zone}, the clock is put back over it; choose another time"
    )]
    AmbiguousHour {
        /// The event.
        uid: String,
        /// The time.
        local: NaiveDateTime,
        /// The zone.
        zone: String,
    },
    /// An event that cannot be written.
    #[error("event \"{uid}\": {problem}")]
    Event {
        /// The event.
        uid: String,
        /// What is wrong with it and what would be right.
        problem: String,
    },
    /// The same event twice in a file.
    #[error("event \"{uid}\" stands in the feed twice; give every activity a UID of its own")]
    DuplicateUid {
        /// The event.
        uid: String,
    },
}
