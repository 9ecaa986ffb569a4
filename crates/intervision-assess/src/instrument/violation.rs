use crate::error::quoted;

/// One mistake in an instrument.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InstrumentViolation {
    /// An id is empty.
    #[error("{kind} {position} has an empty id; give every {kind} an id")]
    EmptyId {
        /// "format", "item", "scale" or "role".
        kind: &'static str,
        /// Which one, counted from 1.
        position: usize,
    },
    /// Two things of one kind share an id.
    #[error("{kind} \"{id}\" stands there twice; rename one")]
    Duplicate {
        /// "format", "item", "scale" or "role".
        kind: &'static str,
        /// The id.
        id: String,
    },
    /// An item may not be named like a column that responses use for something else.
    #[error(
        "item \"{item}\" has the name of a column that responses keep for themselves; call it something else than \"id\", \"rater\" or \"occasion\""
    )]
    ReservedItem {
        /// The item.
        item: String,
    },
    /// A format has no two categories.
    #[error(
        "format \"{format}\" runs from {min} to {max}; the lowest category must lie below the highest"
    )]
    Range {
        /// The format.
        format: String,
        /// Its lowest category.
        min: i32,
        /// Its highest category.
        max: i32,
    },
    /// A format has labels, but not one per category.
    #[error(
        "format \"{format}\" has {found} labels for {expected} categories; give one per category, or none"
    )]
    Labels {
        /// The format.
        format: String,
        /// How many categories there are.
        expected: i64,
        /// How many labels there are.
        found: usize,
    },
    /// The code for "not observed" could be taken for an answer.
    #[error(
        "format \"{format}\" marks \"not observed\" with \"{code}\", which reads as an answer or as no answer; use a word"
    )]
    NotObservedCode {
        /// The format.
        format: String,
        /// The code.
        code: String,
    },
    /// An item is answered in a format that is not there.
    #[error("item \"{item}\" is answered in format \"{format}\", which is not defined; formats are {}", quoted(.known))]
    UnknownFormat {
        /// The item.
        item: String,
        /// The format it asks for.
        format: String,
        /// The formats there are.
        known: Vec<String>,
    },
    /// A scale has no items.
    #[error("scale \"{scale}\" has no items; give it at least one")]
    NoItems {
        /// The scale.
        scale: String,
    },
    /// A scale counts an item that is not there.
    #[error("scale \"{scale}\" counts item \"{item}\", which is not defined")]
    UnknownItem {
        /// The scale.
        scale: String,
        /// The item.
        item: String,
    },
    /// A scale counts an item twice.
    #[error("scale \"{scale}\" counts item \"{item}\" twice; use a weight instead")]
    RepeatedItem {
        /// The scale.
        scale: String,
        /// The item.
        item: String,
    },
    /// A weight is not a positive number of a size that sums can bear.
    #[error(
        "item \"{item}\" has weight {weight} on scale \"{scale}\"; weights run from 0.000001 to 1000000 (the key turns an item around)"
    )]
    Weight {
        /// The scale.
        scale: String,
        /// The item.
        item: String,
        /// Its weight.
        weight: f64,
    },
    /// The items of a scale are answered on different ranges.
    #[error("scale \"{scale}\" joins items answered from {} to {} with item \"{item}\" answered from {} to {}; a mean of both says nothing", .range.0, .range.1, .other.0, .other.1)]
    MixedRanges {
        /// The scale.
        scale: String,
        /// The range of its first item.
        range: (i32, i32),
        /// The first item that differs.
        item: String,
        /// The range of that item.
        other: (i32, i32),
    },
    /// The missing rule can never be met, or never fails.
    #[error(
        "scale \"{scale}\" asks for {rule}, but it has {items} items; ask for 1 to {items} answers, or a fraction above 0 and at most 1"
    )]
    Missing {
        /// The scale.
        scale: String,
        /// The rule, in words.
        rule: String,
        /// How many items there are.
        items: usize,
    },
    /// Two scales measure one competency.
    #[error(
        "scales \"{first}\" and \"{second}\" both measure competency \"{competency}\"; join them or link one of them"
    )]
    CompetencyTwice {
        /// The competency.
        competency: String,
        /// The first scale.
        first: String,
        /// The second scale.
        second: String,
    },
    /// A map to levels does not rise from score 0 to score 1.
    #[error(
        "the level map of {of} must rise strictly from score 0 to score 1, in both numbers of each anchor"
    )]
    Levels {
        /// "the instrument" or a scale.
        of: String,
    },
    /// What is seen at levels is out of order, outside the levels, or without words.
    #[error(
        "the behaviours of scale \"{scale}\" must have words, and levels that rise from {low} to {high} at most"
    )]
    Behaviours {
        /// The scale.
        scale: String,
        /// Its lowest level.
        low: f64,
        /// Its highest level.
        high: f64,
    },
    /// A target on a competency that no scale measures.
    #[error(
        "role \"{role}\" has a target on competency \"{competency}\", which no scale measures; link a scale to it"
    )]
    TargetWithoutScale {
        /// The role.
        role: String,
        /// The competency.
        competency: String,
    },
    /// A target that cannot be reached, or that stands there twice.
    #[error(
        "role \"{role}\" has target {level} on competency \"{competency}\"; give each competency one level from {low} to {high}"
    )]
    Target {
        /// The role.
        role: String,
        /// The competency.
        competency: String,
        /// The target.
        level: f64,
        /// The lowest level of the scale that measures it.
        low: f64,
        /// The highest.
        high: f64,
    },
    /// There is nothing to score.
    #[error("it has no scales; give it at least one")]
    NoScales,
}
