//! As much of XML as a results document needs.

use std::fmt::Write;

use super::QtiViolation;

/// The text with what XML gives a meaning replaced; fit for attributes and content.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A reader takes a plain line end in an attribute for a space.
            '\n' | '\r' | '\t' => {
                let _ = write!(out, "&#{};", u32::from(letter));
            }
            other => out.push(other),
        }
    }
    out
}

/// Refuses what no escape helps.
pub(super) fn check_text(what: &'static str, text: &str) -> Result<(), QtiViolation> {
    let allowed = |letter: char| {
        !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}')
            || matches!(letter, '\n' | '\r' | '\t')
    };
    if text.chars().all(allowed) {
        return Ok(());
    }
    Err(QtiViolation::Control { what, text: text.into() })
}

/// Refuses what is no identifier of QTI; letters are those of ASCII, which every reader takes.
pub(super) fn check_identifier(identifier: &str) -> Result<(), QtiViolation> {
    let first = |letter: char| letter.is_ascii_alphabetic() || letter == '_';
    let later = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
    if identifier.starts_with(first) && identifier.chars().all(later) {
        return Ok(());
    }
    Err(QtiViolation::Identifier { identifier: identifier.into() })
}
