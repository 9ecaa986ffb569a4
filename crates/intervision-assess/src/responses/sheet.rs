//! A file of separated values as text cells.

use super::ResponseViolation as Violation;

/// Reads UTF-8 with `,`, `;` or a tab between cells (whichever the header has most of), a byte order mark, CRLF and quotes. Gives the header and
/// the rows with their line numbers, rows without a single cell left out.
pub(super) fn sheet(
    bytes: &[u8],
) -> Result<(csv::StringRecord, Vec<(usize, csv::StringRecord)>), Violation> {
    let text = decode(bytes)?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let broken = |error: csv::Error| Violation::Broken { message: error.to_string() };
    let header = reader.headers().map_err(broken)?.clone();
    if header.is_empty() {
        return Err(Violation::Empty);
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let row = record.position().map_or(0, |at| at.line() as usize);
        if !record.iter().all(str::is_empty) {
            rows.push((row, record));
        }
    }
    Ok((header, rows))
}

/// The text without a byte order mark.
fn decode(bytes: &[u8]) -> Result<&str, Violation> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let byte = error.valid_up_to();
        let before = bytes.get(..byte).unwrap_or_default();
        Violation::NotUtf8 { row: before.split(|&b| b == b'\n').count(), byte }
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The separator that the header has most of; a comma if it has none.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |separator: u8| header.bytes().filter(|&byte| byte == separator).count();
    [b';', b'\t'].into_iter().fold(b',', |best, it| if count(it) > count(best) { it } else { best })
}
