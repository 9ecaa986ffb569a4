//! Learning questions: what somebody wants to find out, in their own words, with every version.

use chrono::NaiveDate;

use crate::{ParticipantId, Place, Problem};

/// What a question is tied to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Tie {
    /// A competency of the framework.
    Competency(String),
    /// A challenge of the organisation.
    Challenge(String),
}

/// One wording of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Wording {
    /// The words.
    pub words: String,
    /// Since when.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub on: NaiveDate,
}

/// A personal question with all its versions. In a [`Shared`](crate::privacy::Shared) it has a circle of readers.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::learning::{LearningQuestion, Tie};
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 1, day).unwrap();
/// let mut question = LearningQuestion::new("a07", "How do I say no?", day(11))
///     .tied_to(Tie::Competency("influence".into()));
/// question.revise(&"a07".into(), "When do I say no?", day(25))?;
/// assert_eq!((question.version(), question.words()), (2, "When do I say no?"));
/// assert_eq!(question.history()[0].words, "How do I say no?");
/// # Ok::<(), intervision_model::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "super::wire::Question", into = "super::wire::Question")
)]
pub struct LearningQuestion {
    owner: ParticipantId,
    first: Wording,
    later: Vec<Wording>,
    ties: Vec<Tie>,
}

impl LearningQuestion {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// A question in its first wording.
    pub fn new(owner: impl Into<ParticipantId>, words: impl Into<String>, on: NaiveDate) -> Self {
        let first = Wording { words: words.into(), on };
        LearningQuestion { owner: owner.into(), first, later: Vec::new(), ties: Vec::new() }
    }

    /// Ties it to a competency or a challenge.
    #[must_use]
    pub fn tied_to(mut self, tie: Tie) -> Self {
        if !self.ties.contains(&tie) {
            self.ties.push(tie);
        }
        self
    }

    /// Words it anew; what stood there is kept.
    ///
    /// # Errors
    ///
    /// [`Problem::Contradiction`] when somebody else than its owner does, and [`Problem::Backwards`] for a day before the last
    /// wording.
    pub fn revise(
        &mut self,
        by: &ParticipantId,
        words: impl Into<String>,
        on: NaiveDate,
    ) -> Result<(), Problem> {
        let at = Place::part(format!("learning question of \"{}\"", self.owner));
        if *by != self.owner {
            return Err(Problem::Contradiction {
                at,
                what: format!("\"{by}\" words it anew"),
                fix: "let its owner do so".to_owned(),
            });
        }
        let last = self.now().on;
        if on < last {
            return Err(Problem::Backwards { at, start: last, end: on });
        }
        self.later.push(Wording { words: words.into(), on });
        Ok(())
    }

    /// Whose it is.
    #[must_use]
    pub fn owner(&self) -> &ParticipantId {
        &self.owner
    }

    /// The words as they stand now.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.now().words
    }

    /// Which version that is, counted from 1.
    #[must_use]
    pub fn version(&self) -> usize {
        1 + self.later.len()
    }

    /// All versions, the first one first.
    #[must_use]
    pub fn history(&self) -> Vec<&Wording> {
        std::iter::once(&self.first).chain(&self.later).collect()
    }

    /// What it is tied to.
    #[must_use]
    pub fn ties(&self) -> &[Tie] {
        &self.ties
    }

    fn now(&self) -> &Wording {
        self.later.last().unwrap_or(&self.first)
    }
}
