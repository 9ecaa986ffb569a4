//! What can be wrong with rules, a roster, what is given beside them, or a certificate: a type for each of these, and one for all.

mod front;
mod meeting;
mod pairs;
mod places;
mod quotas;
mod repair;
mod roster;
mod say;
mod sizes;
mod slots;
mod themes;
mod waiting;
mod wishes;

pub use front::FrontError;
pub use meeting::{MeetingError, Separation};
pub use pairs::PairsError;
pub use places::PlaceError;
pub use quotas::QuotaError;
pub use repair::RepairError;
pub use roster::RosterError;
pub use sizes::SizesError;
pub use slots::SlotsError;
pub use themes::ThemeError;
pub use waiting::WaitingError;
pub use wishes::WishError;

use intervision_core::GroupsError;

use crate::Conflict;

/// Why groups could not be formed, or a certificate was refused. The message says what would be right.
///
/// # Example
///
/// ```
/// use intervision_groups::{Error, RulesBuilder, Sizes, WishError};
///
/// let error = RulesBuilder::new(Sizes::count(3)).mix("function", f64::NAN).build().unwrap_err();
/// assert!(matches!(error, Error::Wish(WishError::Weight { .. })));
/// assert_eq!(
///     error.to_string(),
///     "the weight of mix \"function\" is NaN; give a number from 0 to 1e12"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A rules document or certificate of another version.
    #[error("{document} has version {found}; this library reads version {supported}")]
    Version {
        /// Which document.
        document: &'static str,
        /// The version it carries.
        found: u32,
        /// The version that is read.
        supported: u32,
    },
    /// Something is wrong with the roster, or it does not have what is asked for.
    #[error(transparent)]
    Roster(#[from] RosterError),
    /// Something is wrong with the sizes.
    #[error(transparent)]
    Sizes(#[from] SizesError),
    /// Something is wrong with a wish.
    #[error(transparent)]
    Wish(#[from] WishError),
    /// Something is wrong with the waiting list.
    #[error(transparent)]
    Waiting(#[from] WaitingError),
    /// No front can be drawn between what is asked.
    #[error(transparent)]
    Front(#[from] FrontError),
    /// Something is wrong with pair weights.
    #[error(transparent)]
    Pairs(#[from] PairsError),
    /// Something is wrong with themes or rankings.
    #[error(transparent)]
    Theme(#[from] ThemeError),
    /// People cannot be together or apart as the rules say.
    #[error(transparent)]
    Meeting(#[from] MeetingError),
    /// People cannot be where pins and locks say.
    #[error(transparent)]
    Place(#[from] PlaceError),
    /// Something is wrong with several rounds.
    #[error(transparent)]
    Rounds(#[from] crate::rounds::RoundsError),
    /// Something is wrong with people to be paired.
    #[error(transparent)]
    Pairing(#[from] crate::pairing::PairingError),
    /// Groups that stand cannot be repaired as asked.
    #[error(transparent)]
    Repair(#[from] RepairError),
    /// Something is wrong with a quota.
    #[error(transparent)]
    Quota(#[from] QuotaError),
    /// Groups cannot share slots as the rules say.
    #[error(transparent)]
    Slots(#[from] SlotsError),
    /// A size or a number of groups that nobody can meet in.
    #[error("{what} is {found}; give {right}")]
    Number {
        /// Which number: `the number of groups`.
        what: &'static str,
        /// What was given.
        found: usize,
        /// What would be right.
        right: String,
    },
    /// No grouping keeps these rules together.
    #[error("{0}")]
    Conflict(Conflict),
    /// A solver's grouping that does not fit the problem.
    #[error("solver {solver} did not give each of {} a group below {groups}", say::counted(*.people, "person"))]
    Solution {
        /// What the solver is called.
        solver: &'static str,
        /// How many people there are.
        people: usize,
        /// How many groups there are.
        groups: usize,
    },
    /// Something is wrong with the groups of one section.
    #[error("in section {section}: {wrong}")]
    Section {
        /// The section, counted from 1.
        section: usize,
        /// What is wrong there.
        wrong: Box<Error>,
    },
    /// An age or a half-life of meetings that is none.
    #[error("{what} is {found}; give {right}")]
    Age {
        /// Which: `the half-life of meetings`.
        what: String,
        /// What was given.
        found: f64,
        /// What would be right.
        right: &'static str,
    },
    /// A grouping that names somebody twice, or somebody who is not there.
    #[error("{which} cannot be read: {wrong}")]
    Groups {
        /// Which grouping: `the earlier grouping`.
        which: &'static str,
        /// What is wrong with it.
        wrong: GroupsError,
    },
    /// A certificate that does not hold.
    #[error("the certificate does not hold: {what} is {found}, and it says {claimed}")]
    Certificate {
        /// What was compared.
        what: String,
        /// What the certificate says.
        claimed: String,
        /// What was found.
        found: String,
    },
}

impl Error {
    /// Whether it says that the rules cannot hold together, rather than that something given is wrong: with one rule less
    /// there may be groups.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::{Run, Table};
    /// use intervision_groups::{Former, RulesBuilder, Sizes};
    /// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
    ///
    /// let rules = RulesBuilder::new(Sizes::count(2)).apart(["a", "b", "c"]).build()?;
    /// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
    /// let roster = Table::new(["a", "b", "c", "d"])?;
    /// let refused = Former::new(rules).form(&roster, &mut Run::new(&mut rng, &mut ())).unwrap_err();
    /// assert!(refused.is_conflict());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        match self {
            Error::Section { wrong, .. } => wrong.is_conflict(),
            Error::Conflict(_) => true,
            Error::Meeting(wrong) => wrong.is_conflict(),
            Error::Place(wrong) => wrong.is_conflict(),
            Error::Theme(wrong) => wrong.is_conflict(),
            Error::Quota(wrong) => matches!(wrong, QuotaError::AboveSize { .. }),
            Error::Slots(wrong) => matches!(wrong, SlotsError::TooFewFree { .. }),
            _ => false,
        }
    }
}
