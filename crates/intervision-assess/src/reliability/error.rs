/// Why there is no coefficient of reliability.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NoReliability {
    /// A scale of too few items.
    #[error("a reliability compares items; the scale has {items} and needs {needed}")]
    TooFewItems {
        /// How many items it has.
        items: usize,
        /// How many are needed.
        needed: usize,
    },
    /// Two items that fewer than two persons both answered.
    #[error("fewer than 2 persons answered the items that must be compared")]
    TooFewPersons,
    /// Nobody differs from anybody.
    #[error("everyone answered alike; a reliability needs answers that vary")]
    NoVariance,
    /// A coefficient that inverts the matrix of covariances cannot: items follow from one another, or pairwise covariances
    /// contradict each other.
    #[error(
        "the covariances of the items cannot be inverted (an item follows from the others, or pairs rest on different persons); leave the item out or take complete answers"
    )]
    NotPositiveDefinite,
    /// The best single factor explains all of an item or more.
    #[error(
        "one factor would explain all of item {item} (a Heywood case); ask more people or leave the item out"
    )]
    Heywood {
        /// Which item, counted from 1.
        item: usize,
    },
    /// The items share nothing that one factor could explain, or the search for it did not settle.
    #[error("no single factor fits the items; check their keys, or ask more people")]
    NoFactor,
    /// The halves of a test rank everybody in opposite orders, which no longer test mends.
    #[error("the halves contradict each other wholly; check the keys of the items")]
    Opposite,
    /// Too many items to try every split.
    #[error(
        "{items} items have too many halves to try; at most {most} items can be tried, or name the halves"
    )]
    TooManySplits {
        /// How many items there are.
        items: usize,
        /// How many at most.
        most: usize,
    },
    /// A half is empty, holds all items, or an item that is not there or stands there twice.
    #[error("a half must name some of the {items} items, not all, each once")]
    Half {
        /// How many items there are.
        items: usize,
    },
    /// An item that is not answered with one of two values.
    #[error("person {person} has {value} on item {item}; right or wrong is 1 or 0")]
    NotDichotomous {
        /// Which person, counted from 1.
        person: usize,
        /// Which item, counted from 1.
        item: usize,
        /// The value.
        value: f64,
    },
}
