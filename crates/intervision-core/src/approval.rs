use chrono::NaiveDateTime;

/// Something that was proposed and that somebody approved.
///
/// Groups, matches and dates are proposals until then. A step that acts on a decision takes an `Approved<T>`, so that
/// it cannot be reached with a bare proposal.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_core::{Approved, Grouping, Groups};
///
/// let proposal = Groups::new(2, vec![vec![0, 1]])?;
/// let at = NaiveDate::from_ymd_opt(2027, 1, 4).unwrap().and_hms_opt(9, 0, 0).unwrap();
/// let groups = Approved::new(proposal, "programme-office", at);
/// assert_eq!(groups.by(), "programme-office");
/// assert_eq!(groups.len(), 1);
/// # Ok::<(), intervision_core::GroupsError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Approved<T> {
    value: T,
    by: String,
    at: NaiveDateTime,
}

impl<T> Approved<T> {
    /// Notes who approved it, and when.
    pub fn new(value: T, by: impl Into<String>, at: NaiveDateTime) -> Self {
        Approved { value, by: by.into(), at }
    }

    /// Who approved it: an opaque id or an office.
    pub fn by(&self) -> &str {
        &self.by
    }

    /// When, in local time.
    pub fn at(&self) -> NaiveDateTime {
        self.at
    }

    /// What was approved.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> std::ops::Deref for Approved<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
