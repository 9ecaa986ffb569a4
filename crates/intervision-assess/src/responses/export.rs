use std::collections::BTreeSet;

use chrono::NaiveDate;

/// Which fields of a survey tool's export say who answered, about whom and when; all others are items.
///
/// # Example
///
/// ```
/// use intervision_assess::responses::ExportFields;
///
/// let fields = ExportFields::person("token").with_occasion("round").with_ignored(["remarks"]);
/// # let _ = fields;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportFields {
    pub(super) person: String,
    pub(super) rater: Option<String>,
    pub(super) occasion: Option<String>,
    pub(super) ignored: BTreeSet<String>,
}

impl ExportFields {
    /// The field that holds the id of the person the answers are about.
    #[must_use]
    pub fn person(field: impl Into<String>) -> Self {
        ExportFields { person: field.into(), rater: None, occasion: None, ignored: BTreeSet::new() }
    }

    /// The field that holds the id of the rater; empty where people answer about themselves.
    #[must_use]
    pub fn with_rater(mut self, field: impl Into<String>) -> Self {
        self.rater = Some(field.into());
        self
    }

    /// The field that holds the date of the measurement, or a time that begins with it. Without one, all answers are of one
    /// occasion: when somebody sent them is not when they were asked.
    #[must_use]
    pub fn with_occasion(mut self, field: impl Into<String>) -> Self {
        self.occasion = Some(field.into());
        self
    }

    /// Fields that are no items of the instrument and may be left out: open questions, consent, names.
    #[must_use]
    pub fn with_ignored<S: Into<String>>(mut self, fields: impl IntoIterator<Item = S>) -> Self {
        self.ignored.extend(fields.into_iter().map(Into::into));
        self
    }

    /// Whether a field is none of the items by what has been said of it.
    pub(super) fn is_taken(&self, field: &str) -> bool {
        self.person == field
            || self.rater.as_deref() == Some(field)
            || self.occasion.as_deref() == Some(field)
            || self.ignored.contains(field)
    }
}

/// A date, or the date at the beginning of a time.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let day = text.get(..10).unwrap_or(text);
    let rest = text.get(10..).unwrap_or_default();
    let clear = rest.is_empty() || rest.starts_with(['T', ' ']);
    day.parse().ok().filter(|_| clear)
}
