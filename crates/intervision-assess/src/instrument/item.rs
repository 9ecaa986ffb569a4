/// One question or statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) format: String,
}

impl Item {
    /// An item that is answered in the format of that name.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::Item;
    ///
    /// let item = Item::new("c1", "agreement").with_text("I ask other directorates for help.");
    /// assert_eq!(item.format(), "agreement");
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>, format: impl Into<String>) -> Self {
        Item { id: id.into(), text: String::new(), format: format.into() }
    }

    /// The wording.
    #[must_use]
    pub fn with_text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// The column under which answers to it arrive.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The wording; may be empty.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The name of its response format.
    #[must_use]
    pub fn format(&self) -> &str {
        &self.format
    }
}
