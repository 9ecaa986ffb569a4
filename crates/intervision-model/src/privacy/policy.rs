//! Who may read what: a reader, what it is about and what kind of thing it is come in; allowed, counted only or denied goes out.

use std::collections::BTreeSet;
use std::fmt;

use super::Visibility;
use crate::ParticipantId;

/// In which role somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Role {
    /// Takes part.
    Participant,
    /// Coaches.
    Coach,
    /// Guides a group.
    Facilitator,
    /// Runs the programme.
    Office,
    /// Leads people who take part, and stands outside the programme.
    Manager,
}

/// What kind of personal data something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum DataKind {
    /// A learning plan with its goals.
    LearningPlan,
    /// A learning question.
    LearningQuestion,
    /// A measured level.
    Measurement,
    /// What coach and coachee wrote down.
    CoachingNote,
    /// A practice case.
    Case,
    /// A contribution to a thread.
    Post,
    /// A portfolio.
    Portfolio,
    /// Who was where.
    Attendance,
}

impl DataKind {
    /// The widest circle that such a thing is shown to, whatever its owner chose: coaching stays between two.
    #[must_use]
    pub fn widest(self) -> Visibility {
        match self {
            DataKind::CoachingNote => Visibility::Pair,
            _ => Visibility::Programme,
        }
    }

    /// Whether those who run the programme, and managers, may know how many there are.
    #[must_use]
    pub fn is_counted(self) -> bool {
        matches!(self, DataKind::CoachingNote | DataKind::Attendance)
    }
}

/// Who reads, in which role, and in which groups they learn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    id: ParticipantId,
    role: Role,
    groups: BTreeSet<String>,
}

impl Reader {
    /// Somebody in a role, in no group.
    pub fn new(id: impl Into<ParticipantId>, role: Role) -> Self {
        Reader { id: id.into(), role, groups: BTreeSet::new() }
    }

    /// A participant who learns in these groups.
    pub fn participant<'g>(
        id: impl Into<ParticipantId>,
        groups: impl IntoIterator<Item = &'g str>,
    ) -> Self {
        Reader::new(id, Role::Participant).with_groups(groups)
    }

    /// Adds groups that the reader belongs to.
    #[must_use]
    pub fn with_groups<'g>(mut self, groups: impl IntoIterator<Item = &'g str>) -> Self {
        self.groups.extend(groups.into_iter().map(str::to_owned));
        self
    }

    /// Who reads.
    #[must_use]
    pub fn id(&self) -> &ParticipantId {
        &self.id
    }

    /// In which role.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// The groups they belong to.
    #[must_use]
    pub fn groups(&self) -> &BTreeSet<String> {
        &self.groups
    }
}

/// What somebody wants to read: whose it is, how far it is shown, and who stands in those circles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    owner: ParticipantId,
    visibility: Visibility,
    pair: Option<ParticipantId>,
    groups: BTreeSet<String>,
}

impl About {
    /// Something of an owner who is in no pair and in no group.
    pub fn new(owner: impl Into<ParticipantId>, visibility: Visibility) -> Self {
        About { owner: owner.into(), visibility, pair: None, groups: BTreeSet::new() }
    }

    /// The one other of the pair.
    #[must_use]
    pub fn with_pair(mut self, other: impl Into<ParticipantId>) -> Self {
        self.pair = Some(other.into());
        self
    }

    /// The groups in which the owner learns, or the one that the thing belongs to.
    #[must_use]
    pub fn with_groups<'g>(mut self, groups: impl IntoIterator<Item = &'g str>) -> Self {
        self.groups.extend(groups.into_iter().map(str::to_owned));
        self
    }

    /// Whose it is.
    #[must_use]
    pub fn owner(&self) -> &ParticipantId {
        &self.owner
    }

    /// How far it is shown.
    #[must_use]
    pub fn visibility(&self) -> Visibility {
        self.visibility
    }

    /// The one other of the pair.
    #[must_use]
    pub fn pair(&self) -> Option<&ParticipantId> {
        self.pair.as_ref()
    }

    /// The groups of the third circle.
    #[must_use]
    pub fn groups(&self) -> &BTreeSet<String> {
        &self.groups
    }
}

/// What a policy answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Access {
    /// The whole of it.
    Allowed,
    /// That it is there, and how many there are; nothing of what it says.
    Redacted,
    /// Nothing.
    Denied {
        /// Why not.
        why: Refusal,
    },
}

/// Why somebody may not read something. It tells nothing about what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// It is its owner's alone.
    #[error("its owner shows it to nobody else")]
    Private,
    /// It belongs to a pair that the reader is not of.
    #[error("its owner shows it to one other person only")]
    NotOfThePair,
    /// It belongs to another group.
    #[error("its owner shows it to their own group only")]
    OtherGroup,
    /// The reader does not take part in the programme.
    #[error("its owner shows it within the programme only")]
    OutsideTheProgramme,
    /// The reader may count such things, and no more.
    #[error("it may be counted but not read")]
    OnlyCounted,
}

/// Who may read what. Implement it for rules of your own; [`Circles`] is ours.
///
/// Laws: an owner is always allowed; who is allowed stays allowed when the visibility widens; and a policy answers the same
/// when it is asked again. An empty id and a tombstone are nobody's, and own nothing.
///
/// # What widens a circle
///
/// Under [`Circles`], nobody sees what they did not see before but by one of these:
///
/// * its owner [widens](super::Shared::widen) it, or notes it for a circle;
/// * somebody posts it in a thread, or notes it of a coaching that is theirs;
/// * its owner brings it as a case, and somebody else who guides the programme clears it;
/// * its owner consents, to be named with their cases;
/// * the host puts somebody into a group: circles are made of people, and grow with them.
///
/// Nothing else does: no correction, no rewording, no moderation, no erasure, no departure, no day that passes, no writing and
/// reading again. A consent that is withdrawn, a post that is hidden, a case that is taken back and a group that is left show less
/// from that day on.
pub trait AccessPolicy: fmt::Debug {
    /// Whether the reader may read a thing of this kind.
    fn may(&self, reader: &Reader, about: &About, kind: DataKind) -> Access;
}

impl<P: AccessPolicy + ?Sized> AccessPolicy for &P {
    fn may(&self, reader: &Reader, about: &About, kind: DataKind) -> Access {
        (**self).may(reader, about, kind)
    }
}

impl<P: AccessPolicy + ?Sized> AccessPolicy for Box<P> {
    fn may(&self, reader: &Reader, about: &About, kind: DataKind) -> Access {
        (**self).may(reader, about, kind)
    }
}

/// The policy that the visibility alone decides: the owner, the pair, the group, the programme. Where somebody who runs the
/// programme or leads the owner is outside the circle, coaching and attendance can still be counted.
///
/// # Example
///
/// ```
/// use intervision_model::privacy::{About, Access, AccessPolicy, Circles, DataKind, Reader, Refusal, Role, Visibility};
///
/// let plan = About::new("a07", Visibility::Group).with_groups(["north"]);
/// let may = |reader| Circles.may(&reader, &plan, DataKind::LearningPlan);
/// assert_eq!(may(Reader::participant("a08", ["north"])), Access::Allowed);
/// assert_eq!(may(Reader::participant("a09", ["south"])), Access::Denied { why: Refusal::OtherGroup });
///
/// let note = About::new("a07", Visibility::Pair).with_pair("coach-2");
/// let boss = Reader::new("a01", Role::Manager);
/// assert_eq!(Circles.may(&boss, &note, DataKind::CoachingNote), Access::Redacted);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Circles;

impl AccessPolicy for Circles {
    fn may(&self, reader: &Reader, about: &About, kind: DataKind) -> Access {
        let shown = about.visibility.narrower(kind.widest());
        // What is nobody's, and what somebody left who was erased, has no owner who could come and read it.
        let is = |id: &ParticipantId| reader.id == *id && id.is_somebody();
        let allowed = is(&about.owner)
            || (shown >= Visibility::Pair && about.pair.as_ref().is_some_and(is))
            || (shown >= Visibility::Group && !reader.groups.is_disjoint(&about.groups))
            || (shown >= Visibility::Programme && reader.role != Role::Manager);
        if allowed {
            return Access::Allowed;
        }
        if kind.is_counted() && matches!(reader.role, Role::Office | Role::Manager) {
            return Access::Redacted;
        }
        Access::Denied {
            why: match shown {
                Visibility::Private => Refusal::Private,
                Visibility::Pair => Refusal::NotOfThePair,
                Visibility::Group => Refusal::OtherGroup,
                Visibility::Programme => Refusal::OutsideTheProgramme,
            },
        }
    }
}
