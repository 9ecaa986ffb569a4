use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// A stretch of local time, `start` included and `end` excluded.
///
/// Time inside the engines has no zone; the host names one at the edge, where calendars go in and out.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::Span;
///
/// let day = NaiveDate::from_ymd_opt(2027, 3, 9).unwrap();
/// let morning = Span::new(day.and_hms_opt(8, 30, 0).unwrap(), day.and_hms_opt(12, 30, 0).unwrap())?;
/// let noon = Span::new(day.and_hms_opt(12, 30, 0).unwrap(), day.and_hms_opt(13, 0, 0).unwrap())?;
/// assert_eq!(morning.minutes(), 240);
/// assert!(!morning.overlaps(&noon));
/// # Ok::<(), intervision_core::SpanError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Wire", into = "Wire"))]
pub struct Span {
    start: NaiveDateTime,
    end: NaiveDateTime,
}

/// Why a [`Span`] could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a span from {start} to {end} has no length; the end must come after the start")]
#[non_exhaustive]
pub struct SpanError {
    /// The start.
    pub start: NaiveDateTime,
    /// The end.
    pub end: NaiveDateTime,
}

impl Span {
    /// From `start` up to, not including, `end`.
    ///
    /// # Errors
    ///
    /// [`SpanError`] when `end` is not after `start`.
    pub fn new(start: NaiveDateTime, end: NaiveDateTime) -> Result<Self, SpanError> {
        if start < end { Ok(Span { start, end }) } else { Err(SpanError { start, end }) }
    }

    /// The first moment inside.
    #[must_use]
    pub fn start(&self) -> NaiveDateTime {
        self.start
    }

    /// The first moment after it.
    #[must_use]
    pub fn end(&self) -> NaiveDateTime {
        self.end
    }

    /// The day it starts on.
    #[must_use]
    pub fn date(&self) -> NaiveDate {
        self.start.date()
    }

    /// How long it lasts.
    #[must_use]
    pub fn duration(&self) -> TimeDelta {
        self.end - self.start
    }

    /// How long it lasts, in whole minutes.
    #[must_use]
    pub fn minutes(&self) -> i64 {
        self.duration().num_minutes()
    }

    /// Whether the two share any moment.
    #[must_use]
    pub fn overlaps(&self, other: &Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

#[cfg(feature = "serde")]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    start: NaiveDateTime,
    end: NaiveDateTime,
}

#[cfg(feature = "serde")]
impl TryFrom<Wire> for Span {
    type Error = SpanError;

    fn try_from(wire: Wire) -> Result<Self, SpanError> {
        Span::new(wire.start, wire.end)
    }
}

#[cfg(feature = "serde")]
impl From<Span> for Wire {
    fn from(span: Span) -> Self {
        Wire { start: span.start, end: span.end }
    }
}
