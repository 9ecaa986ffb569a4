use std::borrow::Cow;

use crate::adapters::Due;
use crate::documents::tables::{DocumentError, write};

/// What goes when, as a table for programs: `field,purpose,gone_by,kept`.
///
/// # Errors
///
/// [`DocumentError::Csv`] when the table cannot be written, which takes a lack of memory.
pub fn retention_table(dues: &[Due]) -> Result<String, DocumentError> {
    let rows = dues.iter().map(|due| {
        let gone_by = due.gone_by.map(|day| day.to_string()).unwrap_or_default();
        vec![due.field.clone(), due.purpose.clone(), gone_by, due.keep.to_string()]
    });
    write(&["field", "purpose", "gone_by", "kept"].map(Cow::from), rows)
}
