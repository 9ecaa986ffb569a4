//! The texts of a document in other languages: a text as it stands in the document and the code of a language come in, its
//! translation goes out.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Place, Problem};

/// Texts in other languages, by the code of the language (ISO 639-1) and by the text as it stands in the document.
///
/// A text without a translation stays as it is.
///
/// # Example
///
/// ```
/// use intervision_model::Translations;
///
/// let texts = Translations::default().with("nl", "Kick-off", "Aftrap");
/// assert_eq!(texts.of("nl", "Kick-off"), "Aftrap");
/// assert_eq!(texts.of("nl", "Closing"), "Closing");
/// assert_eq!(texts.of("en", "Kick-off"), "Kick-off");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Translations(BTreeMap<String, BTreeMap<String, String>>);

impl Translations {
    /// Adds a translation.
    #[must_use]
    pub fn with(
        mut self,
        language: impl Into<String>,
        text: impl Into<String>,
        translation: impl Into<String>,
    ) -> Self {
        self.0.entry(language.into()).or_default().insert(text.into(), translation.into());
        self
    }

    /// A text in a language, or as it is.
    #[must_use]
    pub fn of<'t>(&'t self, language: &str, text: &'t str) -> &'t str {
        let known = self.0.get(language).and_then(|texts| texts.get(text));
        known.map_or(text, String::as_str)
    }

    /// What is translated into a language: each text with its translation.
    pub fn into_language(&self, language: &str) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.0.get(language).into_iter().flatten();
        texts.map(|(text, translation)| (text.as_str(), translation.as_str()))
    }

    /// Whether nothing is translated.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.values().all(BTreeMap::is_empty)
    }

    /// Replaces a text by its translation.
    pub(crate) fn translate(&self, language: &str, text: &mut String) {
        if let Some(known) = self.0.get(language).and_then(|texts| texts.get(text.as_str())) {
            text.clone_from(known);
        }
    }

    /// Every translation is of a text that the document has: a text that was reworded would lose its translation in silence.
    pub(crate) fn check(&self, texts: &BTreeSet<String>, found: &mut Vec<Problem>) {
        for (language, translated) in &self.0 {
            for text in translated.keys().filter(|text| !texts.contains(*text)) {
                found.push(Problem::Contradiction {
                    at: Place::part(format!("texts.{language}")),
                    what: format!("it translates \"{text}\", which stands nowhere"),
                    fix: "write the text as it stands in the file, or leave the translation out"
                        .to_owned(),
                });
            }
        }
    }
}
