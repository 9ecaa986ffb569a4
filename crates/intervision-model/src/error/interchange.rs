use super::Place;

/// What can be wrong with documents that come from other systems, whatever their format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InterchangeProblem {
    /// More bytes than are read at once.
    #[error("the {what} is {bytes} bytes long, and at most {most} are read; split it")]
    TooLong {
        /// The kind of document.
        what: &'static str,
        /// Its length.
        bytes: usize,
        /// The longest that is read.
        most: usize,
    },
    /// A packed document that unpacks to more than is read at once.
    #[error("the {what} unpacks to more than {most} bytes; remove what is not needed, or split it")]
    TooMuchInside {
        /// The kind of document.
        what: &'static str,
        /// The most that is read.
        most: u64,
    },
    /// Objects and lists inside each other, too many times.
    #[error(
        "{at}: objects and lists lie more than {most} deep inside each other; no {what} needs that"
    )]
    TooDeep {
        /// Where the limit is passed.
        at: Place,
        /// The kind of document.
        what: &'static str,
        /// The deepest that is read.
        most: usize,
    },
    /// The same name twice in one object, so that it is not clear which value is meant.
    #[error("{at}: \"{key}\" stands there twice; keep one of the two values")]
    RepeatedKey {
        /// The object.
        at: Place,
        /// The name.
        key: String,
    },
    /// A value of another kind than the format asks for.
    #[error("{at}: {found} where {expected} is expected")]
    WrongType {
        /// Where.
        at: Place,
        /// What stands there.
        found: &'static str,
        /// What the format asks for.
        expected: &'static str,
    },
    /// A reference to something that is not in the document.
    #[error("{at}: there is no {what} \"{id}\" in the document; add it, or remove the reference")]
    Nowhere {
        /// Where the reference stands.
        at: Place,
        /// What it should lead to.
        what: &'static str,
        /// The id that leads nowhere.
        id: String,
    },
    /// A tree that comes back to where it began.
    #[error(
        "the tree runs in a circle: {}; remove one of these links",
        .ids.join(" is part of ")
    )]
    Circle {
        /// The ids on it, each part of the next; the first one again at the end.
        ids: Vec<String>,
    },
    /// Pages of a list that do not add up.
    #[error("{found} of {expected} {what} are in the pages that were handed over; fetch the rest")]
    PagesMissing {
        /// What the list is of.
        what: &'static str,
        /// How many there are by its own count.
        expected: u64,
        /// How many were found.
        found: u64,
    },
}
