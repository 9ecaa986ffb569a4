use super::Answered;
use crate::AssessError;
use crate::irt::{ItemBank, ItemModel};

/// What stands for a missing answer.
const MISSING: u8 = u8::MAX;

/// The answers of many persons to the items of a bank: a row per person, a category or nothing per item.
///
/// They do not serialise, and every category is one that its item has.
///
/// ```
/// use intervision_assess::irt::score::Patterns;
/// use intervision_assess::irt::{ItemBank, Logistic};
///
/// let items = [("q1", Logistic::rasch(0.0)?.into()), ("q2", Logistic::rasch(1.0)?.into())];
/// let bank = ItemBank::new(items)?;
/// let patterns = Patterns::new(&bank, [[Some(1), None], [Some(1), Some(0)]])?;
/// assert_eq!((patterns.len(), patterns.category(0, 1)), (2, None));
/// let wrong = Patterns::new(&bank, [[Some(2), None]]).unwrap_err();
/// assert!(wrong.to_string().contains("categories 0 to 1"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Patterns {
    /// Row by row.
    cells: Vec<u8>,
    items: usize,
}

/// Answers stay out of logs: only the size shows.
impl std::fmt::Debug for Patterns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Patterns")
            .field("persons", &self.len())
            .field("items", &self.items)
            .finish_non_exhaustive()
    }
}

/// What is wrong with answers that are to be scored with a bank.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PatternViolation {
    /// A row of another length than the bank.
    #[error("row {row} has {found} answer{} for {items} items; give one answer or none for each", if *.found == 1 { "" } else { "s" })]
    Length {
        /// Which row, counted from 1.
        row: usize,
        /// How many answers it has.
        found: usize,
        /// How many items there are.
        items: usize,
    },
    /// A category that the item does not have.
    #[error("row {row} answers {category} to item \"{item}\", which has categories 0 to {}", .categories - 1)]
    Category {
        /// Which row, counted from 1.
        row: usize,
        /// The item.
        item: String,
        /// The answer.
        category: usize,
        /// How many categories the item has.
        categories: usize,
    },
    /// A single answer that its item does not have.
    #[error("the answer is category {category}; the item has categories 0 to {}", .categories - 1)]
    NoCategory {
        /// The answer.
        category: usize,
        /// How many categories the item has.
        categories: usize,
    },
    /// An item with more categories than a table of answers holds.
    #[error("item \"{item}\" has {categories} categories; tables of answers hold at most 255")]
    ManyCategories {
        /// The item.
        item: String,
        /// How many categories it has.
        categories: usize,
    },
}

impl Patterns {
    /// A table of answers to the items of this bank, in its order.
    ///
    /// # Errors
    ///
    /// [`AssessError::Patterns`] lists every row of another length and every category that an item does not have.
    pub fn new<R: AsRef<[Option<usize>]>>(
        bank: &ItemBank,
        rows: impl IntoIterator<Item = R>,
    ) -> Result<Self, AssessError> {
        let items = bank.len();
        let categories: Vec<usize> = bank.items().iter().map(ItemModel::categories).collect();
        let mut violations = Vec::new();
        for (&categories, item) in categories.iter().zip(bank.ids()) {
            if categories > usize::from(MISSING) {
                let item = item.clone();
                violations.push(PatternViolation::ManyCategories { item, categories });
            }
        }
        let mut cells = Vec::new();
        for (index, row) in rows.into_iter().enumerate() {
            let (row, number) = (row.as_ref(), index + 1);
            if row.len() != items {
                violations.push(PatternViolation::Length { row: number, found: row.len(), items });
            }
            for ((&answer, &categories), item) in row.iter().zip(&categories).zip(bank.ids()) {
                let cell = answer.map_or(Ok(MISSING), u8::try_from);
                match (answer, cell) {
                    (Some(category), _) if category >= categories => {
                        let item = item.clone();
                        violations.push(PatternViolation::Category {
                            row: number,
                            item,
                            category,
                            categories,
                        });
                    }
                    (_, cell) => cells.push(cell.unwrap_or(MISSING)),
                }
            }
        }
        if violations.is_empty() {
            return Ok(Patterns { cells, items });
        }
        Err(AssessError::Patterns { violations })
    }

    /// How many persons there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cells.len() / self.items
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// How many items there are.
    #[must_use]
    pub fn items(&self) -> usize {
        self.items
    }

    /// What a person answered to an item; `None` also where there is no such person or item.
    #[must_use]
    pub fn category(&self, person: usize, item: usize) -> Option<usize> {
        let row = self.cells.chunks_exact(self.items).nth(person)?;
        row.get(item).filter(|&&cell| cell != MISSING).map(|&cell| cell.into())
    }

    /// The item and category of each answer that a person gave.
    pub(super) fn given(&self, person: usize) -> impl Iterator<Item = (usize, usize)> + Clone {
        let row = self.cells.chunks_exact(self.items).nth(person).unwrap_or_default();
        let cells = row.iter().enumerate().filter(|(_, cell)| **cell != MISSING);
        cells.map(|(item, &cell)| (item, usize::from(cell)))
    }

    /// The same, with the items; `answers` is emptied before.
    pub(super) fn answered<'a>(
        &self,
        bank: &'a ItemBank,
        person: usize,
        answers: &mut Vec<Answered<'a>>,
    ) {
        answers.clear();
        let given = self.given(person);
        answers.extend(given.filter_map(|(item, category)| {
            Some(Answered { item: bank.items().get(item)?, category })
        }));
    }
}
