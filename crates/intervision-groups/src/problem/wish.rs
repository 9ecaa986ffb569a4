use std::fmt;

use crate::{Error, ThemeError, WishError};

/// What is wanted of an attribute.
///
/// | | category | number | ordered level | tags |
/// |---|---|---|---|---|
/// | [`Mix`](Direction::Mix) | pairs of the same category | variation between group means | pairs of the same level | tags shared by pairs |
/// | [`Match`](Direction::Match) | pairs of different categories | variation inside groups | as a number | shared tags missed |
/// | [`Balance`](Direction::Balance) | squared distance to the expected head count | variation between group means and spreads | as a number | as a category |
/// | [`NotAlone`](Direction::NotAlone) | people with too few of their kind | refused | as a category | as a category |
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
    /// Nobody is alone of their kind in a group: where there is one of a kind there are [`Wish::at_least`] of it.
    NotAlone,
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Direction::Mix => "mix",
            Direction::Match => "match",
            Direction::Balance => "balance",
            Direction::NotAlone => "not alone in",
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
///
/// It is displayed as its term is called: `mix "function"`.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Wish {
    /// The attribute, as the roster calls it.
    pub attribute: String,
    /// What is wanted of it.
    pub direction: Direction,
    /// How much it matters beside the other wishes, up to 1e12; 0 reports the term without pursuing it. Only ratios of weights matter:
    /// those that are above 0 and below 1e-100 count as 1e-100.
    #[cfg_attr(feature = "serde", serde(default = "one"))]
    pub weight: f64,
    /// [`NotAlone`](Direction::NotAlone) alone: the category or tag that is meant, for an ordered level its rank in digits;
    /// every one of them if nothing is said.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub category: Option<String>,
    /// [`NotAlone`](Direction::NotAlone) alone: how many of a kind are enough, 2 or more; 2 if nothing is said.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub at_least: Option<usize>,
    /// The priority level, 1 or more, where 1 comes first: nothing of a later level costs anything of an earlier one.
    #[cfg_attr(feature = "serde", serde(default = "first", skip_serializing_if = "is_first"))]
    pub level: u32,
}

impl Wish {
    /// A wish of this weight.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_groups::{Direction, Wish};
    ///
    /// let wish = Wish::new("field", Direction::NotAlone, 2.0).about("engineering").at_least(3);
    /// assert_eq!(wish.to_string(), "not alone in \"field\" = \"engineering\", 3 or more");
    /// ```
    #[must_use]
    pub fn new(attribute: impl Into<String>, direction: Direction, weight: f64) -> Self {
        Wish {
            attribute: attribute.into(),
            direction,
            weight,
            category: None,
            at_least: None,
            level: 1,
        }
    }

    /// About this category alone.
    #[must_use]
    pub fn about(mut self, category: impl Into<String>) -> Self {
        self.category = Some(category.into());
        self
    }

    /// With this many of a kind for company.
    #[must_use]
    pub fn at_least(mut self, people: usize) -> Self {
        self.at_least = Some(people);
        self
    }

    /// On this priority level; 1 comes first.
    #[must_use]
    pub fn on_level(mut self, level: u32) -> Self {
        self.level = level;
        self
    }

    /// How many of a kind are enough.
    pub(crate) fn company(&self) -> usize {
        self.at_least.unwrap_or(2)
    }

    /// What can be said without a roster.
    pub(crate) fn check(&self) -> Result<(), Error> {
        check_level(self.level)?;
        if self.direction != Direction::NotAlone {
            let field = match (&self.category, self.at_least) {
                (None, None) => return Ok(()),
                (Some(_), _) => "category",
                (None, Some(_)) => "at_least",
            };
            let bare = Wish { category: None, at_least: None, ..self.clone() };
            return Err(WishError::Field { wish: bare.to_string(), field }.into());
        }
        if self.company() < 2 {
            return Err(Error::Number {
                what: "how many of a kind are enough for nobody to be alone",
                found: self.company(),
                right: "2 or more".into(),
            });
        }
        Ok(())
    }
}

impl fmt::Display for Wish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} \"{}\"", self.direction, self.attribute)?;
        if let Some(category) = &self.category {
            write!(f, " = \"{category}\"")?;
        }
        match self.at_least {
            Some(people) => write!(f, ", {people} or more"),
            None => Ok(()),
        }
    }
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
    /// How much it matters beside the other wishes, as of [`Wish::weight`].
    #[cfg_attr(feature = "serde", serde(default = "one"))]
    pub weight: f64,
    /// The priority level, as of [`Wish::level`].
    #[cfg_attr(feature = "serde", serde(default = "first", skip_serializing_if = "is_first"))]
    pub level: u32,
}

impl PairWish {
    /// A wish of this weight, on the first level.
    #[must_use]
    pub fn new(name: impl Into<String>, direction: PairDirection, weight: f64) -> Self {
        PairWish { name: name.into(), direction, weight, level: 1 }
    }

    /// On this priority level; 1 comes first.
    #[must_use]
    pub fn on_level(mut self, level: u32) -> Self {
        self.level = level;
        self
    }
}

pub(crate) fn check_level(level: u32) -> Result<(), Error> {
    if level > 0 {
        return Ok(());
    }
    let right = "1 for what comes first, 2 for what comes next".into();
    Err(Error::Number { what: "a priority level", found: 0, right })
}

/// The themes of the groups, and how much it matters that people get what they rank high in their
/// [`Rankings`](crate::Rankings).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct ThemeWish {
    /// What each group is about, in the order of the groups.
    pub names: Vec<String>,
    /// How much it matters beside the other wishes, as of [`Wish::weight`]; 0 keeps people out of what they refuse, and no more.
    #[cfg_attr(feature = "serde", serde(default = "one"))]
    pub weight: f64,
    /// The priority level, as of [`Wish::level`].
    #[cfg_attr(feature = "serde", serde(default = "first", skip_serializing_if = "is_first"))]
    pub level: u32,
}

impl ThemeWish {
    /// Themes of this weight, on the first level.
    #[must_use]
    pub fn new<I>(names: I, weight: f64) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        ThemeWish { names: names.into_iter().map(Into::into).collect(), weight, level: 1 }
    }

    /// On this priority level; 1 comes first.
    #[must_use]
    pub fn on_level(mut self, level: u32) -> Self {
        self.level = level;
        self
    }

    /// What can be said without a roster.
    pub(crate) fn check(&self) -> Result<(), Error> {
        check_level(self.level)?;
        let mut seen = std::collections::BTreeSet::new();
        match self.names.iter().find(|name| !seen.insert(name.as_str())) {
            Some(name) => Err(ThemeError::Duplicate { theme: name.clone() }.into()),
            None => Ok(()),
        }
    }
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
fn first() -> u32 {
    1
}

#[cfg(feature = "serde")]
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_first(level: &u32) -> bool {
    *level == 1
}

#[cfg(feature = "serde")]
fn one() -> f64 {
    1.0
}
