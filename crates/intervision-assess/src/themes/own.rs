use intervision_core::Rating;

/// A person's own levels: for that person.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Own {
    levels: Vec<OwnLevel>,
}

impl Own {
    pub(super) fn new(levels: Vec<OwnLevel>) -> Self {
        Own { levels }
    }

    /// The themes that were measured, in their order.
    #[must_use]
    pub fn levels(&self) -> &[OwnLevel] {
        &self.levels
    }

    /// The level on a theme, if it was measured.
    #[must_use]
    pub fn of(&self, theme: &str) -> Option<&OwnLevel> {
        self.levels.iter().find(|level| level.theme == theme)
    }
}

/// A person's level on one theme. It has no order: there is nothing to compare it with but its own past.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct OwnLevel {
    theme: String,
    title: String,
    level: f64,
    standard_error: Option<f64>,
}

impl OwnLevel {
    pub(super) fn new(theme: &str, title: &str, rating: Rating) -> Self {
        let Rating { level, standard_error } = rating;
        OwnLevel { theme: theme.to_owned(), title: title.to_owned(), level, standard_error }
    }

    /// The theme's id.
    #[must_use]
    pub fn theme(&self) -> &str {
        &self.theme
    }

    /// What the theme is called.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The level, in those of the framework.
    #[must_use]
    pub fn level(&self) -> f64 {
        self.level
    }

    /// Its standard error, if those of all its competencies are known.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        self.standard_error
    }
}
