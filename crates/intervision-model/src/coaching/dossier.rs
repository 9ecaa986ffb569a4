//! What coach and coachee write down: notes come in, the two read them, and everybody else may at most count.

use chrono::NaiveDate;

use crate::journey::{CoachingStage, Journey};
use crate::privacy::mention::without;
use crate::privacy::{
    About, Access, AccessPolicy, DataKind, Disclosed, Discloses, Reader, Refusal, Role, Told,
    Visibility,
};
use crate::{ParticipantId, Place, Problem};

/// A conversation, and what was noted of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Conversation {
    /// The day.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub on: NaiveDate,
    /// Who noted something.
    pub by: ParticipantId,
    /// What they noted.
    pub note: String,
}

/// What a reader sees of a coaching.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen<'d> {
    /// All of it: coach and coachee.
    Whole(&'d [Conversation]),
    /// That there were conversations, and on how many days.
    Redacted {
        /// On how many days.
        sessions: usize,
    },
    /// Nothing.
    Denied {
        /// Why.
        why: Refusal,
    },
}

/// The conversations of one coach with one coachee. Its circle is the pair and cannot be widened.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::coaching::{Dossier, Seen};
/// use intervision_model::privacy::{Circles, Reader, Role};
///
/// let mut dossier = Dossier::new("c01", "a07");
/// for day in [8, 9, 10] {
///     dossier.note(&"c01".into(), NaiveDate::from_ymd_opt(2024, 1, day).unwrap(), "works on saying no")?;
/// }
/// let manager = Reader::new("a01", Role::Manager);
/// assert_eq!(dossier.seen_by(&manager, &Circles), Seen::Redacted { sessions: 3 });
/// # Ok::<(), intervision_model::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "super::wire::Coaching", into = "super::wire::Coaching")
)]
pub struct Dossier {
    pub(super) coach: ParticipantId,
    pub(super) coachee: ParticipantId,
    pub(super) course: Journey<CoachingStage>,
    pub(super) conversations: Vec<Conversation>,
}

impl Dossier {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// A coaching in which nobody met yet.
    pub fn new(coach: impl Into<ParticipantId>, coachee: impl Into<ParticipantId>) -> Self {
        let (coach, coachee) = (coach.into(), coachee.into());
        let course = Journey::new(format!("{coach} with {coachee}"));
        Dossier { coach, coachee, course, conversations: Vec::new() }
    }

    /// Who coaches.
    #[must_use]
    pub fn coach(&self) -> &ParticipantId {
        &self.coach
    }

    /// Who is coached.
    #[must_use]
    pub fn coachee(&self) -> &ParticipantId {
        &self.coachee
    }

    /// Where the coaching stands.
    #[must_use]
    pub fn course(&self) -> &Journey<CoachingStage> {
        &self.course
    }

    /// Takes it to its next stage.
    ///
    /// # Errors
    ///
    /// Those of [`Journey::take`].
    pub fn take(&mut self, to: CoachingStage, on: NaiveDate) -> Result<(), Problem> {
        self.course.take(to, on)
    }

    /// Notes something of a conversation.
    ///
    /// # Errors
    ///
    /// [`Problem::Contradiction`] when somebody else than the two writes.
    pub fn note(
        &mut self,
        by: &ParticipantId,
        on: NaiveDate,
        note: impl Into<String>,
    ) -> Result<(), Problem> {
        if *by != self.coach && *by != self.coachee {
            return Err(Problem::Contradiction {
                at: Place::part(format!("coaching of \"{}\"", self.coachee)),
                what: format!("\"{by}\" is neither coach nor coachee"),
                fix: "let one of the two write".to_owned(),
            });
        }
        let place = self.conversations.partition_point(|other| other.on <= on);
        self.conversations.insert(place, Conversation { on, by: by.clone(), note: note.into() });
        Ok(())
    }

    /// Erases coach or coachee: a tombstone stands for their id, and what they noted goes; with the coachee, everything goes that
    /// was noted of them. How many conversations there were can still be counted. Says how many notes went.
    pub fn erase(&mut self, who: &ParticipantId, tombstone: &ParticipantId) -> usize {
        let about_them = self.coachee == *who;
        let mut gone = 0;
        for Conversation { by, note, .. } in &mut self.conversations {
            if (about_them || by == who) && !note.is_empty() {
                note.clear();
                gone += 1;
            }
            *note = without(note, who, tombstone);
            if by == who {
                *by = tombstone.clone();
            }
        }
        for id in [&mut self.coach, &mut self.coachee] {
            if id == who {
                *id = tombstone.clone();
            }
        }
        self.course.rename(format!("{} with {}", self.coach, self.coachee));
        gone
    }

    /// What a reader sees, as a policy allows. Whatever the policy says, nobody but the two reads a note.
    #[must_use]
    pub fn seen_by(&self, reader: &Reader, policy: &dyn AccessPolicy) -> Seen<'_> {
        let about =
            About::new(self.coachee.clone(), Visibility::Pair).with_pair(self.coach.clone());
        let pair = [&self.coach, &self.coachee].contains(&reader.id());
        match policy.may(reader, &about, DataKind::CoachingNote) {
            Access::Allowed if pair => Seen::Whole(&self.conversations),
            Access::Denied { why } => Seen::Denied { why },
            Access::Allowed | Access::Redacted => {
                let mut days: Vec<NaiveDate> = self.conversations.iter().map(|c| c.on).collect();
                days.dedup();
                Seen::Redacted { sessions: days.len() }
            }
        }
    }
}

/// To the coachee all of it, with its days: they read it here as well. To the coach what they noted, and the stages.
impl Discloses for Dossier {
    fn told(&self, who: &ParticipantId) -> Told {
        const FIELD: &str = "coaching";
        let others = vec![self.coach.clone(), self.coachee.clone()];
        let mut told = Told { others, ..Told::default() };
        if !told.others.contains(who) {
            return Told::default();
        }
        let stages = self.course.taken().iter();
        told.about.extend(stages.map(|taken| {
            Disclosed::own(FIELD, taken.step.to_string(), taken.on, Visibility::Pair)
        }));
        let noted = self.conversations.iter().filter(|conversation| !conversation.note.is_empty());
        for Conversation { on, by, note } in noted {
            if by == who {
                let own = Disclosed::own(FIELD, note, *on, Visibility::Pair);
                let list = if self.coachee == *who { &mut told.about } else { &mut told.written };
                list.push(own);
            } else if self.coachee == *who {
                let by_coach = Disclosed::by(Role::Coach, FIELD, note, Visibility::Pair);
                told.about.push(Disclosed { on: Some(*on), ..by_coach });
            }
        }
        told
    }
}
