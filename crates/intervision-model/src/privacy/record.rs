//! One thing that is kept about one person.

use chrono::NaiveDate;

use super::{Role, Visibility};
use crate::ParticipantId;

/// What a record says.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Content<T = String> {
    /// Words. They go when either the person they are about or the one who wrote them is erased.
    Text(T),
    /// A number of the kind that statistics of groups are made of. It outlives an erasure, under a tombstone.
    Number(f64),
    /// Nothing any more.
    Erased,
}

/// Who wrote a record about somebody else, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Author<P = ParticipantId> {
    /// Who. It is never shown to the person whom the record is about.
    pub id: P,
    /// As what: the only thing that the person is told.
    pub role: Role,
}

/// Something new about a person, in the words of people (`P`) and texts (`T`).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Entry<P = ParticipantId, T = String> {
    /// The field of the register.
    pub field: T,
    /// Whom it is about.
    pub about: P,
    /// Who else wrote it; the person themselves when left out.
    #[cfg_attr(
        feature = "serde",
        serde(default = "nobody", skip_serializing_if = "Option::is_none")
    )]
    pub author: Option<Author<P>>,
    /// What it says.
    pub content: Content<T>,
    /// The day it was noted.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub on: NaiveDate,
    /// The circle that it is shown to.
    pub visibility: Visibility,
}

#[cfg(feature = "serde")]
fn nobody<P>() -> Option<Author<P>> {
    None
}

impl Entry {
    /// Words that somebody wrote about themselves, shown to nobody else.
    pub fn text(
        about: impl Into<ParticipantId>,
        field: impl Into<String>,
        text: impl Into<String>,
        on: NaiveDate,
    ) -> Self {
        Entry::new(about.into(), field.into(), Content::Text(text.into()), on)
    }

    /// A number about somebody, shown to nobody else.
    pub fn number(
        about: impl Into<ParticipantId>,
        field: impl Into<String>,
        number: f64,
        on: NaiveDate,
    ) -> Self {
        Entry::new(about.into(), field.into(), Content::Number(number), on)
    }

    fn new(about: ParticipantId, field: String, content: Content, on: NaiveDate) -> Self {
        Entry { field, about, author: None, content, on, visibility: Visibility::Private }
    }

    /// Says that somebody else wrote it.
    #[must_use]
    pub fn by(mut self, author: impl Into<ParticipantId>, role: Role) -> Self {
        self.author = Some(Author { id: author.into(), role });
        self
    }

    /// Shows it to a circle.
    #[must_use]
    pub fn shown_to(mut self, visibility: Visibility) -> Self {
        self.visibility = visibility;
        self
    }

    /// Who wrote it: the person themselves unless somebody else did.
    #[must_use]
    pub fn written_by(&self) -> &ParticipantId {
        self.author.as_ref().map_or(&self.about, |author| &author.id)
    }
}

/// What happens to the old content when a record is corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Old {
    /// It is kept, and marked as corrected.
    Keep,
    /// It is erased.
    Erase,
}

/// A correction of a record.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Correction {
    /// What it said before, unless that was erased.
    pub before: Content,
    /// The day of the correction.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub on: NaiveDate,
}

/// Something that is kept, with all corrections.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub(super) entry: Entry,
    pub(super) corrections: Vec<Correction>,
}

impl Record {
    /// What is kept, as it stands now.
    #[must_use]
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// What was corrected, the earliest first.
    #[must_use]
    pub fn corrections(&self) -> &[Correction] {
        &self.corrections
    }

    /// What it says and what it said.
    pub(super) fn contents(&mut self) -> impl Iterator<Item = &mut Content> {
        let before = self.corrections.iter_mut().map(|correction| &mut correction.before);
        std::iter::once(&mut self.entry.content).chain(before)
    }
}
