use crate::AssessError;

/// The smallest number of people a published figure may rest on.
///
/// # Example
///
/// ```
/// use intervision_assess::Floor;
///
/// assert_eq!(Floor::default().get(), 5);
/// assert!(Floor::new(1).is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Floor(usize);

impl Default for Floor {
    /// Five people.
    fn default() -> Self {
        Floor(5)
    }
}

impl Floor {
    /// A floor of at least two people: a figure about one person is that person's own.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] below 2.
    pub fn new(people: usize) -> Result<Self, AssessError> {
        if people < 2 {
            let allowed = "at least 2";
            return Err(AssessError::Setting { setting: "floor", value: people as f64, allowed });
        }
        Ok(Floor(people))
    }

    /// How many people.
    #[must_use]
    pub fn get(self) -> usize {
        self.0
    }
}
