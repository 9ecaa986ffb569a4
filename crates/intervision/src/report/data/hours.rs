use intervision_core::Span;

/// One block of a retreat, or a turn within one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hour {
    title: String,
    span: Span,
    method: Option<String>,
    turns: Vec<(Span, String)>,
}

impl Hour {
    /// A block under its title.
    #[must_use]
    pub fn new(title: impl Into<String>, span: Span) -> Self {
        Hour { title: title.into(), span, method: None, turns: Vec::new() }
    }

    /// By this method.
    #[must_use]
    pub fn with_method(mut self, method: impl Into<String>) -> Self {
        self.method = Some(method.into());
        self
    }

    /// Within it, this team or person has a turn.
    #[must_use]
    pub fn with_turn(mut self, span: Span, who: impl Into<String>) -> Self {
        self.turns.push((span, who.into()));
        self
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// When it is.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Its method.
    #[must_use]
    pub fn method(&self) -> Option<&str> {
        self.method.as_deref()
    }

    /// The turns within it, in their order.
    #[must_use]
    pub fn turns(&self) -> &[(Span, String)] {
        &self.turns
    }
}

/// A retreat hour by hour, and who has something else in that time.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision::report::{Hour, Hours};
/// use intervision_core::Span;
///
/// let at = |hour| NaiveDate::from_ymd_opt(2027, 4, 8).unwrap().and_hms_opt(hour, 0, 0).unwrap();
/// let hours = Hours::new()
///     .with_hour(Hour::new("Encounters", Span::new(at(13), at(17))?).with_method("field visits"))
///     .with_clash("a07", Span::new(at(15), at(16))?, "busy");
/// assert_eq!((hours.hours().len(), hours.clashes().len()), (1, 1));
/// # Ok::<(), intervision_core::SpanError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hours {
    hours: Vec<Hour>,
    clashes: Vec<(String, Span, String)>,
}

impl Hours {
    /// Without a block yet.
    #[must_use]
    pub fn new() -> Self {
        Hours::default()
    }

    /// Adds a block; they are shown in the order in which they come.
    #[must_use]
    pub fn with_hour(mut self, hour: Hour) -> Self {
        self.hours.push(hour);
        self
    }

    /// Adds somebody who has something else in this time, by id, with the reason that a planner may read.
    #[must_use]
    pub fn with_clash(
        mut self,
        id: impl Into<String>,
        span: Span,
        reason: impl Into<String>,
    ) -> Self {
        self.clashes.push((id.into(), span, reason.into()));
        self
    }

    /// The blocks.
    #[must_use]
    pub fn hours(&self) -> &[Hour] {
        &self.hours
    }

    /// Who has something else: id, time, reason.
    #[must_use]
    pub fn clashes(&self) -> &[(String, Span, String)] {
        &self.clashes
    }
}
