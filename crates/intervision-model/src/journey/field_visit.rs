//! A visit to the field: what a team brings back comes in, what is still missing before they share it goes out.

use std::collections::BTreeMap;
use std::fmt;

use super::Requirement;

/// What something brought back can be seen or heard as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Media {
    /// A picture.
    Image,
    /// Sound.
    Audio,
    /// Moving pictures.
    Video,
    /// Words.
    Text,
}

impl fmt::Display for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Media::Image => "image",
            Media::Audio => "audio",
            Media::Video => "video",
            Media::Text => "text",
        })
    }
}

/// How far a visit is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VisitStatus {
    /// Something is still missing.
    Incomplete {
        /// What: a kind of item for each that is asked and not there, as often as it is missing.
        missing: Vec<Media>,
    },
    /// It can be shared with the others.
    Complete,
}

/// A team's visit, with what it is asked to bring back: an image and a sound unless said otherwise.
///
/// # Example
///
/// ```
/// use intervision_model::journey::{FieldVisit, Media, VisitStatus};
///
/// let mut visit = FieldVisit::new("team north");
/// visit.deliver(Media::Image, "the market at seven");
/// visit.deliver(Media::Image, "the square at noon");
/// assert_eq!(visit.status(), VisitStatus::Incomplete { missing: vec![Media::Audio] });
/// visit.deliver(Media::Audio, "the bell");
/// assert_eq!(visit.status(), VisitStatus::Complete);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct FieldVisit {
    team: String,
    asked: BTreeMap<Media, usize>,
    delivered: Vec<(Media, String)>,
}

impl FieldVisit {
    /// A visit that brings back an image and a sound.
    pub fn new(team: impl Into<String>) -> Self {
        FieldVisit::asking(team, [(Media::Image, 1), (Media::Audio, 1)])
    }

    /// A visit that brings back at least so many of each kind.
    pub fn asking(
        team: impl Into<String>,
        asked: impl IntoIterator<Item = (Media, usize)>,
    ) -> Self {
        let asked = asked.into_iter().collect();
        FieldVisit { team: team.into(), asked, delivered: Vec::new() }
    }

    /// The team.
    #[must_use]
    pub fn team(&self) -> &str {
        &self.team
    }

    /// Adds something that the team brings back: its kind, and a title or where it is stored.
    pub fn deliver(&mut self, media: Media, title: impl Into<String>) {
        self.delivered.push((media, title.into()));
    }

    /// What the team brings back, in the order of delivery.
    #[must_use]
    pub fn delivered(&self) -> &[(Media, String)] {
        &self.delivered
    }

    /// Whether everything asked is there.
    #[must_use]
    pub fn status(&self) -> VisitStatus {
        let mut missing = Vec::new();
        for (&media, &asked) in &self.asked {
            let there = self.delivered.iter().filter(|(kind, _)| *kind == media).count();
            missing.extend(std::iter::repeat_n(media, asked.saturating_sub(there)));
        }
        if missing.is_empty() { VisitStatus::Complete } else { VisitStatus::Incomplete { missing } }
    }

    /// What is asked before the visit is shared, to hand to [`Journey::take_with`](super::Journey::take_with).
    #[must_use]
    pub fn requirements(&self) -> Vec<Requirement> {
        let VisitStatus::Incomplete { missing } = self.status() else { return Vec::new() };
        let what = |media| Requirement::new(format!("an item of kind {media}"), false);
        missing.into_iter().map(what).collect()
    }
}
