use std::collections::BTreeMap;

use intervision_core::Ratings;

use super::Themed;
use crate::AssessError;

/// A theme: something that is scored by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) competencies: Vec<String>,
}

impl Theme {
    /// A theme with what belongs to it; its level is the mean of their levels.
    pub fn new<I>(id: impl Into<String>, title: impl Into<String>, competencies: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        let competencies = competencies.into_iter().map(Into::into).collect();
        Theme { id: id.into(), title: title.into(), competencies }
    }
}

/// Why themes cannot be scored apart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ThemeViolation {
    /// A theme that nothing belongs to.
    #[error("theme \"{theme}\" has no competency; name at least one")]
    Empty {
        /// The theme.
        theme: String,
    },
    /// Two themes of one id.
    #[error("theme \"{theme}\" stands twice; rename one of them")]
    Twice {
        /// The theme.
        theme: String,
    },
    /// A competency that would count in two themes, or twice in one.
    #[error(
        "competency \"{competency}\" belongs to \"{first}\" and to \"{second}\"; themes stay apart, so give it one place"
    )]
    Shared {
        /// The competency.
        competency: String,
        /// One theme.
        first: String,
        /// The other.
        second: String,
    },
}

/// Themes that have nothing in common.
///
/// # Example
///
/// ```
/// use intervision_assess::themes::{Theme, Themes};
///
/// let themes = Themes::new([
///     Theme::new("talent", "Talent", ["creating", "connecting"]),
///     Theme::new("vitality", "Vitality", ["energy", "connecting"]),
/// ]);
/// assert_eq!(
///     themes.unwrap_err().to_string(),
///     "the themes have 1 mistake: competency \"connecting\" belongs to \"talent\" and to \"vitality\"; themes stay apart, so give it one place"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Themes {
    pub(super) themes: Vec<Theme>,
}

impl Themes {
    /// Checks that no competency counts in two themes.
    ///
    /// # Errors
    ///
    /// [`AssessError::Themes`] with every [`ThemeViolation`].
    pub fn new(themes: impl IntoIterator<Item = Theme>) -> Result<Self, AssessError> {
        let themes: Vec<Theme> = themes.into_iter().collect();
        let mut violations = Vec::new();
        let mut places: BTreeMap<&str, &str> = BTreeMap::new();
        for (at, Theme { id, competencies, .. }) in themes.iter().enumerate() {
            if themes.iter().take(at).any(|other| other.id == *id) {
                violations.push(ThemeViolation::Twice { theme: id.clone() });
            }
            if competencies.is_empty() {
                violations.push(ThemeViolation::Empty { theme: id.clone() });
            }
            for competency in competencies {
                if let Some(first) = places.insert(competency, id) {
                    let (first, second) = (first.to_owned(), id.clone());
                    let competency = competency.clone();
                    violations.push(ThemeViolation::Shared { competency, first, second });
                }
            }
        }
        if violations.is_empty() {
            Ok(Themes { themes })
        } else {
            Err(AssessError::Themes { violations })
        }
    }

    /// Scores every theme by itself.
    #[must_use]
    pub fn score(&self, ratings: &dyn Ratings) -> Themed {
        Themed::of(self, ratings)
    }
}
