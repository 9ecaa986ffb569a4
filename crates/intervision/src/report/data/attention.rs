/// What a programme manager should look at before approving: warnings, and people of whom something is missing.
///
/// # Example
///
/// ```
/// use intervision::report::Attention;
///
/// let attention = Attention::new()
///     .with_warning("Room B is used in 39 of 40 weeks; one sick day moves a session.")
///     .without_scores(["m017", "m120"]);
/// assert_eq!(attention.unscored().len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attention {
    warnings: Vec<String>,
    unscored: Vec<String>,
    ungrouped: Vec<String>,
}

impl Attention {
    /// Nothing to look at.
    #[must_use]
    pub fn new() -> Self {
        Attention::default()
    }

    /// A warning: one or two plain sentences, with what can be done about it.
    #[must_use]
    pub fn with_warning(mut self, warning: impl Into<String>) -> Self {
        self.warnings.push(warning.into());
        self
    }

    /// People who have no assessment score, by id.
    #[must_use]
    pub fn without_scores<I>(mut self, ids: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.unscored.extend(ids.into_iter().map(Into::into));
        self
    }

    /// People who are in no group, by id.
    #[must_use]
    pub fn without_group<I>(mut self, ids: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.ungrouped.extend(ids.into_iter().map(Into::into));
        self
    }

    /// The warnings, in the order in which they came.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// People without a score.
    #[must_use]
    pub fn unscored(&self) -> &[String] {
        &self.unscored
    }

    /// People without a group.
    #[must_use]
    pub fn ungrouped(&self) -> &[String] {
        &self.ungrouped
    }
}
