/// Where a person stands on θ, or why no number can say it.
///
/// ```
/// use intervision_assess::irt::score::Ability;
///
/// let ability = Ability::Finite { theta: 0.4, se: 0.3 };
/// assert_eq!(ability.theta(), Some(0.4));
/// assert_eq!(Ability::AtPlusInfinity.theta(), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Ability {
    /// An estimate with its standard error, both in units of θ.
    Finite {
        /// The estimate.
        theta: f64,
        /// Its standard error, above 0.
        se: f64,
    },
    /// The higher the ability, the likelier the answers: the items were too easy to tell how high.
    AtPlusInfinity,
    /// The lower the ability, the likelier the answers.
    AtMinusInfinity,
    /// The person answered nothing.
    NoResponses,
}

impl Ability {
    /// The estimate, if it is finite.
    #[must_use]
    pub fn theta(&self) -> Option<f64> {
        match *self {
            Ability::Finite { theta, .. } => Some(theta),
            _ => None,
        }
    }

    /// Its standard error, if it is finite.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        match *self {
            Ability::Finite { se, .. } => Some(se),
            _ => None,
        }
    }
}
