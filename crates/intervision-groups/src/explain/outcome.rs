use intervision_core::{Formed, Groups, Worth};

use super::by_group::{GroupWorth, LevelWorth};
use crate::Certificate;

/// A proposal for groups: who, what it is worth, how it compares, and why.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Outcome {
    pub(crate) groups: Groups,
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub(crate) waiting: Vec<usize>,
    pub(crate) worth: Worth,
    pub(crate) solver: String,
    pub(crate) levels: Vec<LevelWorth>,
    pub(crate) group_values: Vec<GroupWorth>,
    pub(crate) comparison: Comparison,
    pub(crate) reasons: Vec<String>,
    pub(crate) violated: Vec<String>,
    pub(crate) certificate: Certificate,
}

impl Outcome {
    /// The groups; members are numbered as in the roster, and stand in the order of their ids.
    #[must_use]
    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    /// Who waits for a seat, numbered as in the roster, in the order of their ids; see
    /// [`WaitingList`](crate::WaitingList).
    #[must_use]
    pub fn waiting(&self) -> &[usize] {
        &self.waiting
    }

    /// Value by term, bound, gap, status, why the search stopped, steps and seed. A step is one evaluated move.
    ///
    /// The value is the sum of the terms, each times its weight, unless the rules [aggregate](crate::Aggregate) groups in another
    /// way. Where wishes have priority levels, the weights on earlier ones are multiplied so that later ones cannot outweigh
    /// them; [`levels`](Outcome::levels) has the levels' own values.
    #[must_use]
    pub fn worth(&self) -> &Worth {
        &self.worth
    }

    /// What ran: "portfolio: annealing on 2 islands, then every grouping".
    #[must_use]
    pub fn solver(&self) -> &str {
        &self.solver
    }

    /// Value and bound of each priority level, the first first.
    #[must_use]
    pub fn levels(&self) -> &[LevelWorth] {
        &self.levels
    }

    /// What each group comes to, in the order of the groups.
    #[must_use]
    pub fn group_values(&self) -> &[GroupWorth] {
        &self.group_values
    }

    /// What simpler ways of forming groups would have given.
    #[must_use]
    pub fn comparison(&self) -> &Comparison {
        &self.comparison
    }

    /// The answer in plain sentences, the most telling first.
    #[must_use]
    pub fn reasons(&self) -> &[String] {
        &self.reasons
    }

    /// Rules that do not hold, in plain sentences; empty unless the status is `Unknown`.
    #[must_use]
    pub fn violated(&self) -> &[String] {
        &self.violated
    }

    /// What anyone can check the answer by, with [`verify`](crate::verify).
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The groups and their worth alone; whoever waits is in none of them.
    #[must_use]
    pub fn into_formed(self) -> Formed {
        Formed { groups: self.groups, worth: self.worth }
    }
}

/// What simpler ways of forming groups would have given, on the same scale as the answer.
///
/// Neither looks at the rules `together`, `apart`, manager or pins: it is what people do by hand.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Comparison {
    /// The list sorted by the wishes (heaviest first) and dealt out like cards.
    pub dealt: Baseline,
    /// Groups drawn at random: the mean over `random_draws` drawings.
    pub random: Baseline,
    /// How many random groupings the mean is over.
    pub random_draws: usize,
}

/// The worth of a simpler way of forming groups.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Baseline {
    /// The value of the whole; smaller is better.
    pub value: f64,
    /// The value of each term in its own unit, in the order of the worth's terms.
    pub terms: Vec<f64>,
}
