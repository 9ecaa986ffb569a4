//! How far something is seen: an owner's value comes in, and goes out to no wider a circle than its owner chose.

use std::fmt;

use super::{About, Access, AccessPolicy, DataKind, Reader, Refusal};
use crate::error::PrivacyProblem;
use crate::{ParticipantId, Problem};

/// The circles that something can be shown to, from the narrowest to the widest. Each holds those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Visibility {
    /// Its owner alone.
    #[default]
    Private,
    /// Its owner and one other: their coach or facilitator.
    Pair,
    /// The owner's group as well.
    Group,
    /// Everybody who takes part in the programme.
    Programme,
}

impl Visibility {
    /// All of them, the narrowest first.
    pub const ALL: [Visibility; 4] =
        [Visibility::Private, Visibility::Pair, Visibility::Group, Visibility::Programme];

    /// The narrower of two: what something made of two things may be shown to.
    #[must_use]
    pub fn narrower(self, other: Visibility) -> Visibility {
        self.min(other)
    }
}

impl fmt::Display for Visibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Visibility::Private => "nobody else",
            Visibility::Pair => "the pair",
            Visibility::Group => "the group",
            Visibility::Programme => "the programme",
        })
    }
}

/// A value with its owner and the circle that it is shown to. It begins private; anybody may narrow the circle, and only its
/// owner widens it.
///
/// # Example
///
/// ```
/// use intervision_model::ParticipantId;
/// use intervision_model::privacy::{Shared, Visibility};
///
/// let mut plan = Shared::new("a07", "learn to say no");
/// plan.widen(Visibility::Group, &ParticipantId::from("a07"))?;
/// let refused = plan.widen(Visibility::Programme, &ParticipantId::from("office")).unwrap_err();
/// assert_eq!(
///     refused.to_string(),
///     "\"office\" cannot show to the programme what \"a07\" shows to the group; only its owner widens it"
/// );
/// assert_eq!(plan.visibility(), Visibility::Group);
/// # Ok::<(), intervision_model::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Shared<T> {
    owner: ParticipantId,
    visibility: Visibility,
    value: T,
}

impl<T> Shared<T> {
    /// Something that nobody but its owner sees yet.
    pub fn new(owner: impl Into<ParticipantId>, value: T) -> Self {
        Shared { owner: owner.into(), visibility: Visibility::Private, value }
    }

    /// Whose it is.
    #[must_use]
    pub fn owner(&self) -> &ParticipantId {
        &self.owner
    }

    /// How far it is seen.
    #[must_use]
    pub fn visibility(&self) -> Visibility {
        self.visibility
    }

    /// The value, without asking who reads: for what is computed, not for what is shown.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Shows it to fewer people; a wider circle changes nothing.
    pub fn narrow(&mut self, to: Visibility) {
        self.visibility = self.visibility.narrower(to);
    }

    /// Shows it to more people; a narrower circle changes nothing.
    ///
    /// # Errors
    ///
    /// [`PrivacyProblem::NotTheOwner`] when anybody but the owner widens it; it then stays as it is.
    pub fn widen(&mut self, to: Visibility, by: &ParticipantId) -> Result<(), Problem> {
        if to > self.visibility {
            if *by != self.owner {
                return Err(PrivacyProblem::NotTheOwner {
                    owner: self.owner.to_string(),
                    by: by.to_string(),
                    from: self.visibility,
                    to,
                }
                .into());
            }
            self.visibility = to;
        }
        Ok(())
    }

    /// What is made of it is shown no further.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Shared<U> {
        Shared { owner: self.owner, visibility: self.visibility, value: make(self.value) }
    }

    /// Puts two things of one owner together: the narrower circle holds. `None` when their owners differ.
    #[must_use]
    pub fn and<U>(self, other: Shared<U>) -> Option<Shared<(T, U)>> {
        (self.owner == other.owner).then(|| Shared {
            owner: self.owner,
            visibility: self.visibility.narrower(other.visibility),
            value: (self.value, other.value),
        })
    }

    /// Reads it, as a policy allows. `pair` is the one other of the owner's pair, and `groups` are the owner's.
    ///
    /// # Errors
    ///
    /// The [`Refusal`]; [`Refusal::OnlyCounted`] where the policy lets the reader count such things and no more.
    pub fn read<'g>(
        &self,
        reader: &Reader,
        pair: Option<&ParticipantId>,
        groups: impl IntoIterator<Item = &'g str>,
        kind: DataKind,
        policy: &dyn AccessPolicy,
    ) -> Result<&T, Refusal> {
        let mut about = About::new(self.owner.clone(), self.visibility).with_groups(groups);
        if let Some(pair) = pair {
            about = about.with_pair(pair.clone());
        }
        match policy.may(reader, &about, kind) {
            Access::Allowed => Ok(&self.value),
            Access::Redacted => Err(Refusal::OnlyCounted),
            Access::Denied { why } => Err(why),
        }
    }
}
