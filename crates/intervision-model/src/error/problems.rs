use std::fmt;

use super::Problem;

/// Everything that is wrong, not just the first thing; never empty.
///
/// Printed, it is one line per problem.
///
/// # Example
///
/// ```
/// use intervision_model::{Cohort, Participant, Problem};
///
/// let problems = Cohort::new([
///     Participant::new("a01").with_manager("zz"),
///     Participant::new("a02").with_manager("yy"),
/// ])
/// .unwrap_err();
/// assert_eq!(problems.len(), 2);
/// assert!(matches!(problems.first(), Problem::UnknownManager { .. }));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Problems {
    first: Box<Problem>,
    rest: Vec<Problem>,
}

impl Problems {
    /// `Ok` with what was made if there is no problem; otherwise all of them.
    pub(crate) fn or<T>(problems: Vec<Problem>, made: T) -> Result<T, Problems> {
        match Problems::from_vec(problems) {
            Some(problems) => Err(problems),
            None => Ok(made),
        }
    }

    pub(crate) fn from_vec(problems: Vec<Problem>) -> Option<Self> {
        let mut problems = problems.into_iter();
        let first = Box::new(problems.next()?);
        Some(Problems { first, rest: problems.collect() })
    }

    /// The same problems with the places of what people listed named in another way.
    #[cfg(feature = "xlsx")]
    pub(crate) fn replaced(self, place: impl Fn(super::Place) -> super::Place) -> Self {
        let replaced = |problem| match problem {
            Problem::EmptyId { at } => Problem::EmptyId { at: place(at) },
            Problem::DuplicateId { id, at } => {
                Problem::DuplicateId { id, at: at.into_iter().map(&place).collect() }
            }
            Problem::UnknownManager { at, id, manager } => {
                Problem::UnknownManager { at: place(at), id, manager }
            }
            Problem::WrongValue { at, value, expected, fix } => {
                Problem::WrongValue { at: place(at), value, expected, fix }
            }
            other => other,
        };
        Problems {
            first: Box::new(replaced(*self.first)),
            rest: self.rest.into_iter().map(replaced).collect(),
        }
    }

    /// The first one, in the order of the input.
    #[must_use]
    pub fn first(&self) -> &Problem {
        &self.first
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        std::iter::once(&*self.first).chain(&self.rest)
    }

    /// How many there are; at least 1.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "never empty")]
    pub fn len(&self) -> usize {
        1 + self.rest.len()
    }
}

impl From<Problem> for Problems {
    fn from(first: Problem) -> Self {
        Problems { first: Box::new(first), rest: Vec::new() }
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::iter::Chain<std::iter::Once<Problem>, std::vec::IntoIter<Problem>>;

    fn into_iter(self) -> Self::IntoIter {
        std::iter::once(*self.first).chain(self.rest)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.rest.is_empty() {
            return self.first.fmt(f);
        }
        write!(f, "{} problems:", self.len())?;
        for problem in self.iter() {
            write!(f, "\n- {problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
