/// How an item is answered: whole numbers from `min` to `max`, ordered, lowest first.
///
/// # Example
///
/// ```
/// use intervision_assess::ResponseFormat;
///
/// let agreement = ResponseFormat::new(1, 5).with_not_observed("?");
/// assert!(agreement.allows(5) && !agreement.allows(6));
/// assert_eq!(agreement.range(), "1 to 5, or ? for not observed");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseFormat {
    pub(super) min: i32,
    pub(super) max: i32,
    pub(super) labels: Vec<String>,
    pub(super) not_observed: Option<String>,
}

impl ResponseFormat {
    /// Categories `min..=max`. That `min < max` is checked when the instrument is built.
    #[must_use]
    pub fn new(min: i32, max: i32) -> Self {
        ResponseFormat { min, max, labels: Vec::new(), not_observed: None }
    }

    /// The words for the categories, lowest first: none, or one per category.
    #[must_use]
    pub fn with_labels<I>(mut self, labels: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.labels = labels.into_iter().map(Into::into).collect();
        self
    }

    /// The code for "I have not been able to observe this"; it is no category and never scored.
    #[must_use]
    pub fn with_not_observed(mut self, code: impl Into<String>) -> Self {
        self.not_observed = Some(code.into());
        self
    }

    /// The lowest category.
    #[must_use]
    pub fn min(&self) -> i32 {
        self.min
    }

    /// The highest category.
    #[must_use]
    pub fn max(&self) -> i32 {
        self.max
    }

    /// The words for the categories, lowest first; may be empty.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The code for "not observed", if there is one.
    #[must_use]
    pub fn not_observed(&self) -> Option<&str> {
        self.not_observed.as_deref()
    }

    /// Whether this value is one of the categories.
    #[must_use]
    pub fn allows(&self, value: i32) -> bool {
        (self.min..=self.max).contains(&value)
    }

    /// What may be answered, in words, for messages.
    #[must_use]
    pub fn range(&self) -> String {
        match &self.not_observed {
            None => format!("{} to {}", self.min, self.max),
            Some(code) => format!("{} to {}, or {code} for not observed", self.min, self.max),
        }
    }
}
