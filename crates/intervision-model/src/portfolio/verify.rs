//! Whether a file is as it was written: its bytes come in, the hash of all of it or the parts that were changed go out. Nothing else
//! is asked; no programme has to be there any more.

use serde_json::Value;

use super::{PartKind, PortfolioProblem, canonical, document, seal};
use crate::{Problem, Problems};

/// What a portfolio is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `portfolio.json`.
    Json,
    /// `portfolio.html`.
    Html,
    /// `portfolio.md`.
    Markdown,
}

/// A file that is as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// The SHA-256 of all of it: for JSON what the document says of itself, for pages what their last line says.
    pub whole: String,
    /// The SHA-256 of the learner record that was written beside it; only JSON says.
    pub record: Option<String>,
}

/// The SHA-256 of bytes, in hexadecimal digits: what [`Verified::record`] is compared with.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    seal::hash(bytes)
}

/// Checks that no byte of a file was changed since it was written.
///
/// # Errors
///
/// [`PortfolioProblem::Changed`] for each part that was, or for what stands around the parts.
///
/// # Complexity
///
/// O(bytes).
pub fn verify(form: Form, bytes: &[u8]) -> Result<Verified, Problems> {
    // What is not UTF-8 was not written here; it shows in the part in which it stands.
    let text = String::from_utf8_lossy(bytes);
    let holds: &dyn Fn(&str) -> bool = match form {
        Form::Json => &|part| line_holds(&text, part),
        Form::Html | Form::Markdown => &|part| seal::holds(&text, part),
    };
    let changed = |part: &str| Problem::from(PortfolioProblem::Changed { part: part.to_owned() });
    let parts = PartKind::ALL.into_iter().map(PartKind::name).filter(|part| !holds(part));
    let problems: Vec<Problem> = parts.map(changed).collect();
    if let Some(problems) = Problems::from_vec(problems) {
        return Err(problems);
    }
    let verified = match form {
        Form::Json => whole_document(&text),
        Form::Html | Form::Markdown => {
            seal::sealed(&text).map(|whole| Verified { whole, record: None })
        }
    };
    verified.ok_or_else(|| changed("frame").into())
}

/// Whether the line of a part is there, canonical, and holds what its hash says.
fn line_holds(text: &str, part: &str) -> bool {
    let begin = format!("\"{part}\":");
    let mut lines = text.lines().filter_map(|line| line.strip_prefix(&begin));
    lines.any(|line| {
        let line = line.strip_suffix(',').unwrap_or(line);
        let Ok(value) = serde_json::from_str::<Value>(line) else { return false };
        let content = value.get("content").map(canonical::hash);
        let said = value.get("sha256").and_then(Value::as_str);
        canonical::text(&value) == line && content.is_some() && content.as_deref() == said
    })
}

fn whole_document(text: &str) -> Option<Verified> {
    crate::interchange::json::check("portfolio", text).ok()?;
    let value: Value = serde_json::from_str(text).ok()?;
    let whole = document::whole(&value);
    let said = value.get("sha256").and_then(Value::as_str) == Some(whole.as_str());
    let record = value.pointer("/parts/badges/content/record").and_then(Value::as_str);
    let record = record.map(str::to_owned);
    (said && document::layout(&value) == text).then_some(Verified { whole, record })
}
