use intervision_schedule::change::Issued;

use super::DocumentError;

/// Reads what was sent before, to go on from it as the same sender.
///
/// # Errors
///
/// [`DocumentError::Json`] with the place where the text is no such document, [`DocumentError::Issued`] where somebody else
/// sent it.
///
/// # Example
///
/// ```
/// use intervision::documents::{read_issued, write_issued};
/// use intervision::schedule::change::Issued;
///
/// let text = write_issued(&Issued::by("pit-stop@example.org"))?;
/// assert!(read_issued(&text, "pit-stop@example.org").is_ok());
/// assert_eq!(
///     read_issued(&text, "retreat@example.org").unwrap_err().to_string(),
///     "this was issued by \"pit-stop@example.org\" and not by \"retreat@example.org\", and all its sessions would be \
///      cancelled; read what \"retreat@example.org\" issued",
/// );
/// # Ok::<(), intervision::documents::DocumentError>(())
/// ```
pub fn read_issued(text: &str, sender: &str) -> Result<Issued, DocumentError> {
    let issued: Issued = serde_json::from_str(text.trim_start_matches('\u{feff}'))?;
    Ok(issued.continued_by(sender)?)
}

/// What was sent, as the document that the next run reads.
///
/// # Errors
///
/// [`DocumentError::Json`] when it cannot be written, which takes a lack of memory.
pub fn write_issued(issued: &Issued) -> Result<String, DocumentError> {
    Ok(serde_json::to_string_pretty(issued)? + "\n")
}
