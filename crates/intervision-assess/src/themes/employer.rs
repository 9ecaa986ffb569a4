use crate::survey::{Figure, Floor};

/// What an employer may see of themes: nothing rests on fewer people than the floor, and nothing is about one of them.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Employer {
    floor: Floor,
    themes: Vec<EmployerTheme>,
}

impl Employer {
    pub(super) fn new(floor: Floor, themes: Vec<EmployerTheme>) -> Self {
        Employer { floor, themes }
    }

    /// How many people every figure rests on at least.
    #[must_use]
    pub fn floor(&self) -> Floor {
        self.floor
    }

    /// The themes, in their order; each stands by itself.
    #[must_use]
    pub fn themes(&self) -> &[EmployerTheme] {
        &self.themes
    }
}

/// One theme over the whole cohort.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct EmployerTheme {
    theme: String,
    title: String,
    figure: Figure,
}

impl EmployerTheme {
    pub(super) fn new(theme: &str, title: &str, figure: Figure) -> Self {
        EmployerTheme { theme: theme.to_owned(), title: title.to_owned(), figure }
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

    /// The mean over everybody who was measured, or why it is not shown.
    #[must_use]
    pub fn figure(&self) -> Figure {
        self.figure
    }
}
