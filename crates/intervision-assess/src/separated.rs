//! Files of separated values, as spreadsheets write them: `,`, `;` or a tab between cells, quotes, CRLF, and perhaps a byte order mark.

/// A header, and the rows with their line numbers.
pub(crate) type Lines = (csv::StringRecord, Vec<(usize, csv::StringRecord)>);

/// A reader past the byte order mark that trims cells and knows the separator. A flexible one leaves it to its caller to refuse rows
/// that are longer or shorter than the header.
pub(crate) fn reader(bytes: &[u8], flexible: bool) -> csv::Reader<&[u8]> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    csv::ReaderBuilder::new()
        .delimiter(separator(bytes))
        .flexible(flexible)
        .trim(csv::Trim::All)
        .from_reader(bytes)
}

/// The header, empty if the file is, and every row that has a cell with something in it, of any length.
pub(crate) fn lines(bytes: &[u8]) -> Result<Lines, csv::Error> {
    let mut reader = reader(bytes, true);
    let header = reader.headers()?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, |at| at.line() as usize);
        if !record.iter().all(str::is_empty) {
            rows.push((line, record));
        }
    }
    Ok((header, rows))
}

/// The separator that the header has most of; a comma if it has none.
fn separator(bytes: &[u8]) -> u8 {
    let header = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |separator: u8| header.split(|&byte| byte == separator).count();
    [b';', b'\t'].into_iter().fold(b',', |best, it| if count(it) > count(best) { it } else { best })
}
