//! What was achieved, and who says so.

use chrono::NaiveDateTime;

use crate::interchange::Alignment;

/// Who awards: an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// Its address or decentralised identifier: `https://example.org`, `did:web:example.org`.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Something that somebody achieved.
#[derive(Debug, Clone, PartialEq)]
pub struct Achievement {
    /// A slug that names it within the issuer.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub description: String,
    /// What one has to do for it.
    pub criteria: String,
    /// What kind of achievement it is, one of the standard's words: `Badge`, `Competency`, `CourseCompletion`, `LearningProgram`.
    pub kind: String,
    /// When it was awarded, in UTC.
    pub awarded: NaiveDateTime,
    /// Until when it counts, in UTC, if not for ever.
    pub until: Option<NaiveDateTime>,
    /// The concepts of other vocabularies it corresponds to; what they are called is the competency's name.
    pub alignments: Vec<Alignment>,
    /// The level that was reached.
    pub outcome: Option<Outcome>,
    /// What shows it.
    pub evidence: Vec<Evidence>,
}

/// A level that was reached, on a scale that begins at 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// The level.
    pub level: f64,
    /// The highest level there is.
    pub top: f64,
}

/// Something that shows an achievement, in words. Names of others do not belong here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What it is called.
    pub name: String,
    /// What can be seen of it.
    pub narrative: String,
}

impl Achievement {
    /// An achievement that counts for ever, without a level and without evidence.
    pub fn new(
        id: impl Into<String>,
        name: impl Into<String>,
        description: impl Into<String>,
        criteria: impl Into<String>,
        awarded: NaiveDateTime,
    ) -> Self {
        Achievement {
            id: id.into(),
            name: name.into(),
            description: description.into(),
            criteria: criteria.into(),
            kind: "Achievement".to_owned(),
            awarded,
            until: None,
            alignments: Vec::new(),
            outcome: None,
            evidence: Vec::new(),
        }
    }
}
