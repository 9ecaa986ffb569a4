use std::fmt;

use super::Floor;

/// A count that may be withheld.
///
/// Serialises and prints as the number, as `<5`, or as `withheld`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// The count.
    Shown(usize),
    /// More than nobody and fewer than this many.
    Below(usize),
    /// Large enough, and withheld because a subtraction would give a smaller one away.
    Withheld,
}

impl Cell {
    /// A count on its own: nothing else is published that adds up with it.
    #[must_use]
    pub fn alone(count: usize, floor: Floor) -> Cell {
        if count == 0 || count >= floor.get() {
            Cell::Shown(count)
        } else {
            Cell::Below(floor.get())
        }
    }

    /// The count, if it is shown.
    #[must_use]
    pub fn count(self) -> Option<usize> {
        match self {
            Cell::Shown(count) => Some(count),
            _ => None,
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Shown(count) => write!(f, "{count}"),
            Cell::Below(floor) => write!(f, "<{floor}"),
            Cell::Withheld => f.write_str("withheld"),
        }
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Cell {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Shown(count) => serializer.serialize_u64(*count as u64),
            hidden => serializer.collect_str(hidden),
        }
    }
}

/// Which parts of a whole can be shown when the whole is published too: primary and complementary suppression of one
/// partition.
///
/// A part of 1 to k-1 people is hidden. What is hidden altogether follows from the whole by subtraction, so it must
/// be at least two parts and at least k people; where it is not, the smallest part that is shown is hidden too
/// (one is always enough, and the smallest loses least). If even everything together stays below k, the whole must not be
/// shown either: [`Frequencies::partition`] sees to that. Time O(parts).
///
/// # Example
///
/// ```
/// use intervision_assess::Floor;
/// use intervision_assess::survey::{Cell, disclose};
///
/// // 100 - 40 - 30 - 27 would tell the 3.
/// let cells = disclose(&[40, 30, 27, 3], Floor::default());
/// assert_eq!(cells, [Cell::Shown(40), Cell::Shown(30), Cell::Withheld, Cell::Below(5)]);
/// ```
#[must_use]
pub fn disclose(parts: &[usize], floor: Floor) -> Vec<Cell> {
    let mut cells: Vec<Cell> = parts.iter().map(|&part| Cell::alone(part, floor)).collect();
    let hidden = || parts.iter().filter(|&&part| part > 0 && part < floor.get());
    let (count, people) = (hidden().count(), hidden().sum::<usize>());
    if count == 0 || (count >= 2 && people >= floor.get()) {
        return cells;
    }
    let smallest = parts
        .iter()
        .enumerate()
        .filter(|&(_, &part)| part >= floor.get())
        .min_by_key(|&(_, &part)| part)
        .map(|(index, _)| index);
    if let Some(cell) = smallest.and_then(|index| cells.get_mut(index)) {
        *cell = Cell::Withheld;
    }
    cells
}

/// Counts under names, as published.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Frequencies {
    /// How many people there are altogether.
    pub total: Cell,
    /// The counts, in the order given.
    pub counts: Vec<(String, Cell)>,
}

impl Frequencies {
    /// Counts of which everyone is in exactly one, so that they add up to the total: answers to a closed question.
    #[must_use]
    pub fn partition(counts: &[(&str, usize)], floor: Floor) -> Frequencies {
        let parts: Vec<usize> = counts.iter().map(|&(_, count)| count).collect();
        let cells = disclose(&parts, floor);
        let named = counts.iter().zip(cells).map(|(&(name, _), cell)| (name.to_owned(), cell));
        Frequencies { total: Cell::alone(parts.iter().sum(), floor), counts: named.collect() }
    }

    /// Counts that overlap, so that no subtraction gives one away: themes that answers to an open question touch on.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::Floor;
    /// use intervision_assess::survey::Frequencies;
    ///
    /// let themes = Frequencies::themes(&[("focus", 61), ("sabotage", 3)], 163, Floor::default());
    /// assert_eq!(themes.counts[1].1.to_string(), "<5");
    /// ```
    #[must_use]
    pub fn themes(counts: &[(&str, usize)], respondents: usize, floor: Floor) -> Frequencies {
        let cell = |count| Cell::alone(count, floor);
        let counts = counts.iter().map(|&(name, count)| (name.to_owned(), cell(count))).collect();
        Frequencies { total: cell(respondents), counts }
    }
}
