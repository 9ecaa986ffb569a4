//! What a host gives beside the roster, for the rules that refer to it.

use std::fmt;

use intervision_core::Grouping;

use super::{Pairs, Rankings, Slots};

/// Pair weights, an earlier grouping, free slots and rankings of themes, each of them optional; members are numbered as in the roster.
///
/// Whatever takes inputs takes [`Pairs`] alone as well.
///
/// # Example
///
/// ```
/// use intervision_core::{Groups, Table};
/// use intervision_groups::{Inputs, Problem, RulesBuilder, Sizes};
///
/// let roster = Table::new(["a", "b", "c", "d"])?;
/// let last_year = Groups::new(4, vec![vec![0, 1], vec![2, 3]])?;
/// let rules = RulesBuilder::new(Sizes::count(2)).lock("c").build()?;
/// let problem = Problem::new(&rules, &roster, Inputs::new().with_earlier(&last_year))?;
/// assert_eq!(problem.groups(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Inputs<'a> {
    pairs: Pairs<'a>,
    earlier: Option<&'a dyn Grouping>,
    slots: Option<&'a dyn Slots>,
    rankings: Option<&'a Rankings>,
}

impl<'a> Inputs<'a> {
    /// Nothing but the roster.
    #[must_use]
    pub fn new() -> Self {
        Inputs::default()
    }

    /// With the pair weights that wishes name.
    #[must_use]
    pub fn with_pairs(mut self, pairs: Pairs<'a>) -> Self {
        self.pairs = pairs;
        self
    }

    /// With the groups of an earlier time, which locks refer to.
    #[must_use]
    pub fn with_earlier(mut self, earlier: &'a dyn Grouping) -> Self {
        self.earlier = Some(earlier);
        self
    }

    /// With the slots in which members are free, for the rule about common slots.
    #[must_use]
    pub fn with_slots(mut self, slots: &'a dyn Slots) -> Self {
        self.slots = Some(slots);
        self
    }

    /// With what people would like to work on, for rules with themes.
    #[must_use]
    pub fn with_rankings(mut self, rankings: &'a Rankings) -> Self {
        self.rankings = Some(rankings);
        self
    }

    /// The pair weights.
    #[must_use]
    pub fn pairs(&self) -> &Pairs<'a> {
        &self.pairs
    }

    /// The earlier grouping, if there is one.
    #[must_use]
    pub fn earlier(&self) -> Option<&'a dyn Grouping> {
        self.earlier
    }

    /// What people would like to work on, if that is given.
    #[must_use]
    pub fn rankings(&self) -> Option<&'a Rankings> {
        self.rankings
    }

    /// When members are free, if that is given.
    #[must_use]
    pub fn slots(&self) -> Option<&'a dyn Slots> {
        self.slots
    }
}

impl<'a> From<&Pairs<'a>> for Inputs<'a> {
    fn from(pairs: &Pairs<'a>) -> Self {
        Inputs::new().with_pairs(pairs.clone())
    }
}

impl<'a> From<&Inputs<'a>> for Inputs<'a> {
    fn from(inputs: &Inputs<'a>) -> Self {
        inputs.clone()
    }
}

impl fmt::Debug for Inputs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inputs")
            .field("pairs", &self.pairs)
            .field("earlier", &self.earlier.map(Grouping::len))
            .field("slots", &self.slots.map(Slots::len))
            .field("rankings", &self.rankings.map(Rankings::len))
            .finish()
    }
}
