/// Why a method or an agenda cannot be used as it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MethodError {
    /// The document is no catalogue.
    #[error("the catalogue of methods cannot be read: {message}")]
    Document {
        /// What is wrong, with line and column.
        message: String,
    },
    /// A document of another version.
    #[error("the catalogue of methods is of version {found}; this reader knows version {known}")]
    Version {
        /// The version it says.
        found: u32,
        /// The version that can be read.
        known: u32,
    },
    /// Two methods with one id.
    #[error("method \"{id}\" is listed twice; every method needs an id of its own")]
    Duplicate {
        /// The id.
        id: String,
    },
    /// A method without steps, or with a step that takes no time.
    #[error("method \"{id}\": {problem}")]
    Method {
        /// The method.
        id: String,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// A method that is not in the catalogue.
    #[error("there is no method \"{id}\"; the catalogue has {}", .known.join(", "))]
    Unknown {
        /// The method asked for.
        id: String,
        /// The methods that there are.
        known: Vec<String>,
    },
    /// Too little time for every part to have a minute.
    #[error("{have} minutes are too few for {parts} parts; each takes a minute at least")]
    TooShort {
        /// The minutes there are.
        have: u32,
        /// How many parts there are.
        parts: usize,
    },
}
