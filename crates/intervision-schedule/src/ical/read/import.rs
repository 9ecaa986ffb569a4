use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use intervision_core::Span;

use super::expand::spans;
use super::file::File;
use super::recurrence::Steps;
use crate::calendar::BusyTimes;
use crate::ical::error::IcalError;

/// How much of a stranger's file is read before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes in the file.
    pub bytes: usize,
    /// Bytes in one unfolded line.
    pub line: usize,
    /// Events, zones and their parts in the file.
    pub events: usize,
    /// Steps that all recurrences of the file may take together.
    pub steps: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 16 << 20, line: 1 << 20, events: 50_000, steps: 500_000 }
    }
}

/// Reads busy times out of `.ics` files.
///
/// Only what falls in a stretch of time is kept, in the programme's local time. Events that are transparent, cancelled
/// or outside are passed over; recurrences with their exceptions and moved occurrences are followed, no further than
/// that stretch.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::Span;
/// use intervision_schedule::ical::{Import, Tz};
///
/// let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap().and_hms_opt(0, 0, 0).unwrap();
/// let file = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n\
///     DTSTART:20270309T080000Z\r\nDURATION:PT90M\r\nSUMMARY:private\r\n\
///     END:VEVENT\r\nEND:VCALENDAR\r\n";
/// let busy = Import::new(Tz::Europe__Amsterdam, Span::new(day(1, 1), day(7, 1))?).busy(file)?;
/// assert_eq!(busy.spans()[0].start().to_string(), "2027-03-09 09:00:00");
/// assert_eq!(busy.spans()[0].minutes(), 90);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Import {
    zone: Tz,
    within: Span,
    limits: Limits,
}

impl Import {
    /// For a programme in this zone, within this stretch of its local time.
    #[must_use]
    pub fn new(zone: Tz, within: Span) -> Self {
        Import { zone, within, limits: Limits::default() }
    }

    /// With other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The busy times in a file.
    ///
    /// # Errors
    ///
    /// [`IcalError`] with the line and, where there is one, the property.
    pub fn busy(&self, file: &[u8]) -> Result<BusyTimes, IcalError> {
        let year = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
        let (first, last) = (year(1600), year(2200));
        let clamp = |at: NaiveDateTime| at.clamp(first.into(), last.into());
        let file = File::read(file, self.limits)?;
        let mut steps = Steps::new(self.limits.steps);
        let window = (clamp(self.within.start()), clamp(self.within.end()));
        Ok(spans(file, self.zone, window, &mut steps)?.into())
    }
}
