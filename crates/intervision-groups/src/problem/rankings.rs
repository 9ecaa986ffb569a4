/// What people would like to work on, by the themes of the rules; members are numbered as in the roster.
///
/// # Example
///
/// ```
/// use intervision_core::{Run, Status, Table};
/// use intervision_groups::{Former, Rankings, RulesBuilder, Sizes};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let roster = Table::new(["ann", "bob", "cem", "dia"])?;
/// let rankings = Rankings::new(4)
///     .rank(0, ["harbour", "market"])
///     .rank(1, ["harbour", "market"])
///     .rank(2, ["harbour"])
///     .refuse(3, ["harbour"]);
/// let rules = RulesBuilder::new(Sizes::count(2)).themes(["harbour", "market"], 1.0).build()?;
/// let former = Former::new(rules).with_rankings(&rankings);
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
/// let outcome = former.form(&roster, &mut Run::new(&mut rng, &mut ()))?;
/// // Dia refuses the harbour; one of those who would rather be there goes to the market with her, as their second choice.
/// assert_eq!(outcome.groups().group_of(3), Some(1));
/// assert_eq!((outcome.worth().value, outcome.worth().status), (1.0, Status::Optimal));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct Rankings {
    of: Vec<Ranking>,
}

/// What one person would like to work on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields, default))]
pub struct Ranking {
    /// Themes, the most wanted first. Whoever names none is content with any.
    pub ranked: Vec<String>,
    /// Themes that are out of the question.
    pub refused: Vec<String>,
}

impl Rankings {
    /// For this many people, none of whom has said anything yet.
    #[must_use]
    pub fn new(people: usize) -> Self {
        Rankings { of: vec![Ranking::default(); people] }
    }

    /// This person ranks these themes, the most wanted first. Nothing happens for somebody who is not there.
    #[must_use]
    pub fn rank<I>(mut self, member: usize, themes: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        if let Some(own) = self.of.get_mut(member) {
            own.ranked.extend(themes.into_iter().map(Into::into));
        }
        self
    }

    /// This person refuses these themes. Nothing happens for somebody who is not there.
    #[must_use]
    pub fn refuse<I>(mut self, member: usize, themes: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        if let Some(own) = self.of.get_mut(member) {
            own.refused.extend(themes.into_iter().map(Into::into));
        }
        self
    }

    /// How many people there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// What one person said.
    #[must_use]
    pub fn get(&self, member: usize) -> Option<&Ranking> {
        self.of.get(member)
    }
}

impl FromIterator<Ranking> for Rankings {
    fn from_iter<I: IntoIterator<Item = Ranking>>(rankings: I) -> Self {
        Rankings { of: rankings.into_iter().collect() }
    }
}
