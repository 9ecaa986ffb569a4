//! A file of separated values as text cells.

use super::ResponseViolation as Violation;
use crate::separated;

/// Reads UTF-8: the header and the rows with their line numbers, rows without a single cell left out.
pub(super) fn sheet(bytes: &[u8]) -> Result<separated::Lines, Violation> {
    let text = decode(bytes)?;
    let broken = |error: csv::Error| Violation::Broken { message: error.to_string() };
    let (header, rows) = separated::lines(text.as_bytes()).map_err(broken)?;
    if header.is_empty() { Err(Violation::Empty) } else { Ok((header, rows)) }
}

/// The text, or where it is none.
fn decode(bytes: &[u8]) -> Result<&str, Violation> {
    std::str::from_utf8(bytes).map_err(|error| {
        let byte = error.valid_up_to();
        let before = bytes.get(..byte).unwrap_or_default();
        Violation::NotUtf8 { row: before.split(|&b| b == b'\n').count(), byte }
    })
}
