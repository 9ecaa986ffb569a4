use std::fmt;

use intervision_core::PairWeight;

/// Pair weights by name, for the rules that name them; members are numbered as in the roster.
///
/// # Example
///
/// ```
/// use intervision_core::PairMatrix;
/// use intervision_groups::Pairs;
///
/// let met = PairMatrix::from_pairs(3, [(0, 1, 2.0)])?;
/// let pairs = Pairs::new().with("met", &met);
/// assert_eq!(pairs.names().collect::<Vec<_>>(), ["met"]);
/// # Ok::<(), intervision_core::MatrixError>(())
/// ```
#[derive(Clone, Default)]
pub struct Pairs<'a> {
    named: Vec<(String, &'a dyn PairWeight)>,
}

impl<'a> Pairs<'a> {
    /// No pair weights.
    #[must_use]
    pub fn new() -> Self {
        Pairs::default()
    }

    /// With these weights under this name; a name given again replaces the earlier weights.
    ///
    /// Weights are at most 1e100, either way; where all of them are below 1e-100 they count as nothing.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, weights: &'a dyn PairWeight) -> Self {
        let name = name.into();
        self.named.retain(|(known, _)| *known != name);
        self.named.push((name, weights));
        self
    }

    /// The names, in the order given.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.named.iter().map(|(name, _)| name.as_str())
    }

    /// The weights under a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a dyn PairWeight> {
        self.named.iter().find(|(known, _)| known == name).map(|(_, weights)| *weights)
    }
}

impl fmt::Debug for Pairs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}
