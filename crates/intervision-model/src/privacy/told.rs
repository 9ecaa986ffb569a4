//! What other rooms than the records hold of somebody, for their access report.

use chrono::NaiveDate;

use super::{Content, Disclosed, Role, Visibility};
use crate::ParticipantId;

/// Something in which people write, beside the [`Records`](super::Records): a thread, a coaching, a bank of cases. Implement it for
/// what your house keeps.
///
/// Law: what somebody wrote, and what was written about them, is told to them, all of it; what others wrote about others is not.
pub trait Discloses {
    /// What it holds of somebody. Texts are given as they stand; the report takes everybody whom it names out of them.
    fn told(&self, who: &ParticipantId) -> Told;
}

/// What is held of somebody in one place.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Told {
    /// What is kept about them, what they said themselves included.
    pub about: Vec<Disclosed>,
    /// What they wrote about others.
    pub written: Vec<Disclosed>,
    /// Everybody else whom the place names.
    pub others: Vec<ParticipantId>,
}

impl Disclosed {
    /// Words that somebody wrote themselves, on a day.
    pub fn own(
        field: impl Into<String>,
        words: impl Into<String>,
        on: NaiveDate,
        visibility: Visibility,
    ) -> Self {
        Disclosed {
            on: Some(on),
            written_by: None,
            ..Disclosed::by(Role::Participant, field, words, visibility)
        }
    }

    /// Words that somebody else wrote, and as what.
    pub fn by(
        role: Role,
        field: impl Into<String>,
        words: impl Into<String>,
        visibility: Visibility,
    ) -> Self {
        Disclosed {
            field: field.into(),
            content: Content::Text(words.into()),
            on: None,
            written_by: Some(role),
            visibility,
            corrections: Vec::new(),
        }
    }
}
