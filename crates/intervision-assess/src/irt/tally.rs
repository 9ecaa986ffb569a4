use super::ItemBank;
use super::bank::id_violations;
use super::score::Patterns;
use crate::AssessError;

/// What stands for no answer among the categories.
const MISSING: u8 = u8::MAX;

/// Coded answers of many persons: each different row once, with how often it occurred.
///
/// Rows are kept in lexicographic order, so that whatever is computed from them is the same, to the last bit, for any order
/// in which persons are given. Categories are numbered from 0; `None` is a missing answer. It does not serialise.
///
/// ```
/// use intervision_assess::irt::Tally;
///
/// let tally = Tally::builder(["q1", "q2"])
///     .with_row(&[Some(1), Some(0)])
///     .with_row(&[Some(0), None])
///     .with_rows(&[Some(1), Some(0)], 5)
///     .build()?;
/// assert_eq!((tally.len(), tally.persons()), (2, 7));
/// assert_eq!(tally.of_row(0), Some(1));
/// assert_eq!(tally.answer(0, 1), None);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Clone)]
pub struct Tally {
    ids: Vec<String>,
    /// Pattern by pattern, in each item by item.
    cells: Vec<u8>,
    counts: Vec<u64>,
    /// The pattern of each row as given.
    of_row: Vec<usize>,
}

impl Tally {
    /// Starts a table with these items.
    pub fn builder<S: Into<String>>(ids: impl IntoIterator<Item = S>) -> TallyBuilder {
        let ids = ids.into_iter().map(Into::into).collect();
        TallyBuilder { ids, rows: Vec::new(), violations: Vec::new() }
    }

    /// The items' ids, in the order of the answers in a row.
    #[must_use]
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// How many different rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// How many persons there are.
    #[must_use]
    pub fn persons(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// How many persons answered like this, 0 where there is no such pattern.
    #[must_use]
    pub fn count(&self, pattern: usize) -> u64 {
        self.counts.get(pattern).copied().unwrap_or(0)
    }

    /// The answer to an item in a pattern; `None` where it is missing, or where there is no such pattern or item.
    #[must_use]
    pub fn answer(&self, pattern: usize, item: usize) -> Option<u8> {
        self.cells(pattern).get(item).copied().filter(|&answer| answer != MISSING)
    }

    /// The answers of a pattern, item by item.
    pub fn answers(&self, pattern: usize) -> impl Iterator<Item = Option<u8>> + '_ {
        self.cells(pattern).iter().map(|&answer| (answer != MISSING).then_some(answer))
    }

    /// The pattern of a row, counted from 0 in the order in which rows were given.
    #[must_use]
    pub fn of_row(&self, row: usize) -> Option<usize> {
        self.of_row.get(row).copied()
    }

    /// How many rows were given.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.of_row.len()
    }

    /// The patterns as answers to a bank, for scoring: a row for each of them. Items are matched by their ids; what the bank does
    /// not have is left out.
    ///
    /// # Errors
    ///
    /// [`AssessError::Patterns`] if an item of the bank has fewer categories than were chosen.
    pub fn patterns(&self, bank: &ItemBank) -> Result<Patterns, AssessError> {
        let place = |id: &String| self.ids.iter().position(|own| own == id);
        let places: Vec<Option<usize>> = bank.ids().iter().map(place).collect();
        let row = |pattern: usize| -> Vec<Option<usize>> {
            let answer = |item: usize| self.answer(pattern, item).map(usize::from);
            places.iter().map(|place| place.and_then(answer)).collect()
        };
        Patterns::new(bank, (0..self.len()).map(row))
    }

    fn cells(&self, pattern: usize) -> &[u8] {
        let items = self.ids.len();
        self.cells.get(pattern * items..(pattern + 1) * items).unwrap_or_default()
    }
}

impl std::fmt::Debug for Tally {
    /// Counts only: answers of single persons do not belong into logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tally")
            .field("items", &self.ids.len())
            .field("patterns", &self.len())
            .field("persons", &self.persons())
            .finish_non_exhaustive()
    }
}

/// One mistake in coded answers.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TallyViolation {
    /// The items' ids are wrong.
    #[error("{0}")]
    Items(super::BankViolation),
    /// A row has not one place per item.
    #[error("row {row} has {found} answers; there are {expected} items")]
    RowLength {
        /// Which row, counted from 1.
        row: usize,
        /// How many answers it has.
        found: usize,
        /// How many items there are.
        expected: usize,
    },
    /// A category number beyond what is kept.
    #[error("row {row} answers 255 to item \"{item}\"; categories are numbered from 0 to 254")]
    Category {
        /// Which row, counted from 1.
        row: usize,
        /// The item.
        item: String,
    },
    /// A cell of a file that is no whole number.
    #[error("row {row} has \"{value}\" in column \"{column}\"; {allowed}")]
    Cell {
        /// Which row, counted from 1.
        row: usize,
        /// The column's name.
        column: String,
        /// What stands there.
        value: String,
        /// What would be right.
        allowed: &'static str,
    },
    /// A column that is asked for is not in the file.
    #[error("there is no column \"{column}\"; the file has {}", crate::error::quoted(.known))]
    NoColumn {
        /// What was asked for.
        column: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A row of a file that cannot be read.
    #[error("{message}")]
    Unreadable {
        /// What the reader says, with the place.
        message: String,
    },
}

/// Collects rows of coded answers.
#[derive(Clone)]
#[must_use]
pub struct TallyBuilder {
    ids: Vec<String>,
    rows: Vec<(Vec<u8>, u64)>,
    violations: Vec<TallyViolation>,
}

impl std::fmt::Debug for TallyBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TallyBuilder").field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}

impl TallyBuilder {
    /// Adds one person.
    pub fn with_row(self, answers: &[Option<u8>]) -> Self {
        self.with_rows(answers, 1)
    }

    /// Adds several persons who answered alike; none of them if the count is 0.
    pub fn with_rows(mut self, answers: &[Option<u8>], count: u32) -> Self {
        let row = self.rows.len() + 1;
        if answers.len() != self.ids.len() {
            let (found, expected) = (answers.len(), self.ids.len());
            self.violations.push(TallyViolation::RowLength { row, found, expected });
        }
        for (id, answer) in self.ids.iter().zip(answers) {
            if *answer == Some(MISSING) {
                self.violations.push(TallyViolation::Category { row, item: id.clone() });
            }
        }
        let cells = answers.iter().map(|answer| answer.unwrap_or(MISSING)).collect();
        self.rows.push((cells, u64::from(count)));
        self
    }

    /// Puts the rows in order.
    ///
    /// # Errors
    ///
    /// [`AssessError::Tally`], which lists every mistake: ids that are empty or not unique, no item, rows of another
    /// length, categories above 254.
    pub fn build(self) -> Result<Tally, AssessError> {
        let TallyBuilder { ids, rows, violations: found } = self;
        let mut violations: Vec<TallyViolation> =
            id_violations(&ids).into_iter().map(TallyViolation::Items).collect();
        violations.extend(found);
        if !violations.is_empty() {
            return Err(AssessError::Tally { violations });
        }
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by(|&a, &b| rows[a].0.cmp(&rows[b].0));
        let (mut cells, mut counts, mut of_row) = (Vec::new(), Vec::new(), vec![0; rows.len()]);
        let mut last: Option<&[u8]> = None;
        for row in order {
            let (answers, count) = &rows[row];
            if last != Some(answers) {
                cells.extend_from_slice(answers);
                counts.push(0);
                last = Some(answers);
            }
            of_row[row] = counts.len() - 1;
            if let Some(sum) = counts.last_mut() {
                *sum += count;
            }
        }
        Ok(Tally { ids, cells, counts, of_row })
    }
}
