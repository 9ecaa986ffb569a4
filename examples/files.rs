use std::fmt::Display;
use std::path::Path;

use intervision::core::ServiceError;
use serde::de::DeserializeOwned;

use crate::Outcome;

/// Puts the file's name before an error.
pub trait AtPath<T> {
    /// `path: what went wrong`
    fn at(self, path: &Path) -> Outcome<T>;
}

impl<T, E: Display> AtPath<T> for Result<T, E> {
    fn at(self, path: &Path) -> Outcome<T> {
        self.map_err(|error| ServiceError::from(format!("{}: {error}", path.display())))
    }
}

/// The bytes of a file.
pub fn read(path: &Path) -> Outcome<Vec<u8>> {
    std::fs::read(path).at(path)
}

/// The text of a file in UTF-8.
pub fn read_text(path: &Path) -> Outcome<String> {
    String::from_utf8(read(path)?).at(path)
}

/// The bytes of a file that need not exist.
pub fn read_if_there(path: &Path) -> Outcome<Option<Vec<u8>>> {
    if path.exists() { read(path).map(Some) } else { Ok(None) }
}

/// Writes a file and the folders on the way to it.
pub fn write(path: &Path, text: impl AsRef<[u8]>) -> Outcome<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).at(folder)?;
    }
    std::fs::write(path, text).at(path)
}

/// The rows of a table in commas or semicolons, each under the names of its columns.
pub fn read_rows<T: DeserializeOwned>(bytes: &[u8]) -> Result<Vec<T>, csv::Error> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let header = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let separator = if header.contains(&b';') { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).trim(csv::Trim::All).from_reader(bytes);
    reader.deserialize().collect()
}

/// A table as text.
pub fn table(header: &[&str], rows: Vec<Vec<String>>) -> Outcome<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}
