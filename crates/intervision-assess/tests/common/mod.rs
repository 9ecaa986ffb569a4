//! What tests against reference data share.

use std::path::PathBuf;

/// A file of the folder with reference data (`INTERVISION_DATA`, or `../shared` beside the repository), or a line that says what is
/// skipped without it.
pub(crate) fn shared(file: &str) -> Option<String> {
    let folder = std::env::var_os("INTERVISION_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(folder.join(file)).ok();
    if text.is_none() {
        println!("SKIPPED: no {file}; set INTERVISION_DATA to the folder that holds it");
    }
    text
}
