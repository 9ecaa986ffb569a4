//! Calendar files of strangers.

use chrono::NaiveDate;
use intervision_core::Span;
use intervision_schedule::ical::{Import, Tz};

/// Read within a season, or refused with a message; what is read is in order and in the season.
pub(crate) fn read(file: &[u8]) {
    let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).expect("a day").into();
    let season = Span::new(day(2027), day(2028)).expect("a year");
    match Import::new(Tz::Europe__Amsterdam, season).busy(file) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(busy) => {
            for span in busy.spans() {
                assert!(span.start() < span.end() && span.overlaps(&season));
            }
            for pair in busy.spans().windows(2) {
                assert!(pair[0].end() < pair[1].start());
            }
        }
    }
}
