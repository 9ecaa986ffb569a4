use std::fmt;

/// What is wanted of an attribute.
///
/// | | category | number | ordered level | tags |
/// |---|---|---|---|---|
/// | [`Mix`](Direction::Mix) | pairs of the same category | variation between group means | pairs of the same level | tags shared by pairs |
/// | [`Match`](Direction::Match) | pairs of different categories | variation inside groups | as a number | shared tags missed |
/// | [`Balance`](Direction::Balance) | squared distance to the expected head count | variation between group means and spreads | as a number | as a category |
///
/// The cell says what is counted; less is better. Only people whose value is known are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Direction {
    /// People in a group differ.
    Mix,
    /// People in a group are alike.
    Match,
    /// Every group looks like the whole.
    Balance,
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Direction::Mix => "mix",
            Direction::Match => "match",
            Direction::Balance => "balance",
        })
    }
}

/// What is wanted of the weights of pairs inside groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum PairDirection {
    /// As little weight inside groups as possible: people who met before.
    Avoid,
    /// As much weight inside groups as possible: friends, distances.
    Seek,
}

impl fmt::Display for PairDirection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PairDirection::Avoid => "avoid",
            PairDirection::Seek => "seek",
        })
    }
}

/// A wish about one attribute, with its weight.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Wish {
    /// The attribute, as the roster calls it.
    pub attribute: String,
    /// What is wanted of it.
    pub direction: Direction,
    /// How much it matters beside the other wishes; 0 reports the term without pursuing it.
    #[cfg_attr(feature = "serde", serde(default = "one"))]
    pub weight: f64,
}

/// A wish about the weights of pairs, which the host gives by name in [`Pairs`](crate::Pairs).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct PairWish {
    /// The name under which the pair weights are given.
    pub name: String,
    /// What is wanted of them.
    pub direction: PairDirection,
    /// How much it matters beside the other wishes.
    #[cfg_attr(feature = "serde", serde(default = "one"))]
    pub weight: f64,
}

/// Somebody's place in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Pin {
    /// Who.
    pub id: String,
    /// The group, counted from 1.
    pub group: usize,
}

#[cfg(feature = "serde")]
fn one() -> f64 {
    1.0
}
