use crate::explain::counted;

///
/// # Example
///
/// ```
/// use intervision_groups::read;
///
/// let error = read::mdgplib("3 1 ss 3 3\n0 1 far\n").unwrap_err();
/// assert_eq!(error.to_string(), "line 2: \"far\" is no weight; give a finite number");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is nothing in the file.
    #[error("the file is empty; it should begin with {right}")]
    Empty {
        /// What a file of this format begins with.
        right: &'static str,
    },
    /// A word that should be a number.
    #[error("line {line}: {found:?} is no {what}; give {right}")]
    Number {
        /// The line.
        line: usize,
        /// What stands there.
        found: String,
        /// What it should be: `weight`.
        what: &'static str,
        /// What would be right.
        right: &'static str,
    },
    /// A line with too few or too many words.
    #[error("line {line} has {}; it should have {right}", counted(*.found, "value"))]
    Length {
        /// The line.
        line: usize,
        /// How many there are.
        found: usize,
        /// What would be right.
        right: String,
    },
    /// A word that is not known here.
    #[error("line {line}: {found:?} is not {right}")]
    Word {
        /// The line.
        line: usize,
        /// What stands there.
        found: String,
        /// What would be right.
        right: &'static str,
    },
    /// An element that is not there.
    #[error("line {line}: element {found} is not there; {}", range(*.first, *.end))]
    Element {
        /// The line.
        line: usize,
        /// The number of the element.
        found: usize,
        /// The first element of this format.
        first: usize,
        /// The number after the last one.
        end: usize,
    },
    /// An element paired with itself.
    #[error("line {line}: element {element} is paired with itself; give two elements")]
    SameElement {
        /// The line.
        line: usize,
        /// The element.
        element: usize,
    },
    /// A pair that the file gives twice.
    #[error("line {line}: the pair {a} and {b} stands there twice; give each pair once")]
    Twice {
        /// The line of the second time.
        line: usize,
        /// One element.
        a: usize,
        /// The other.
        b: usize,
    },
    /// Two weights for one pair.
    #[error(
        "line {line}: the weight of {a} and {b} is {weight}, and the other way round {other}; make them equal"
    )]
    NotSymmetric {
        /// The line of the second of the two.
        line: usize,
        /// The element of that line.
        a: usize,
        /// The other.
        b: usize,
        /// The weight there.
        weight: String,
        /// The weight on the other's line.
        other: String,
    },
    /// A matrix with more rows than columns, or fewer.
    #[error("the matrix has {} and {}; make it square", counted(*.columns, "column"), counted(*.rows, "row"))]
    NotSquare {
        /// Values in a row.
        columns: usize,
        /// Rows, or one more than there are columns.
        rows: usize,
    },
    /// An edge that only one of its ends names.
    #[error(
        "vertex {from} names {to} as a neighbour, and {to} does not name {from}; give each edge on both lines"
    )]
    OneWay {
        /// The vertex that names the other.
        from: usize,
        /// The other.
        to: usize,
    },
    /// A file that promises more or less than it has.
    #[error("the first line gives {told} as the number of {what}, and the file has {found}")]
    Count {
        /// `vertices`, `edges`.
        what: &'static str,
        /// How many the file tells of.
        told: usize,
        /// How many there are.
        found: usize,
    },
    /// More elements than a full table of pairs can be kept of.
    #[error("line {line}: {found} elements are more than {most}, which is the most that is read")]
    TooMany {
        /// The line.
        line: usize,
        /// How many there would be.
        found: usize,
        /// How many may be.
        most: usize,
    },
}

fn range(first: usize, end: usize) -> String {
    if first == end {
        return "the file has no elements".to_owned();
    }
    format!("elements are {first} to {}", end - 1)
}
