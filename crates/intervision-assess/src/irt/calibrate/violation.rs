use super::Family;

/// Why a set of items cannot be calibrated.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CalibrationViolation {
    /// Fewer persons than the model can be estimated from.
    #[error(
        "{persons} persons answered; the model {family} needs {needed}, or priors on slopes and intercepts, or anchors"
    )]
    TooFewPersons {
        /// The model that needs most.
        family: Family,
        /// How many persons answered at least one item.
        persons: u64,
        /// How many it needs.
        needed: u64,
    },
    /// Fewer items than determine the parameters.
    #[error(
        "there are {items} items; without priors or anchors the model {family} needs {needed} that are answered together"
    )]
    TooFewItems {
        /// The model.
        family: Family,
        /// How many items there are.
        items: usize,
        /// How many it needs.
        needed: usize,
    },
    /// Nobody answered an item.
    #[error("nobody answered item \"{item}\"; leave it out, or anchor it")]
    Unanswered {
        /// The item.
        item: String,
    },
    /// All answers to an item are the same.
    #[error(
        "everybody who answered item \"{item}\" chose category {category}; such an item cannot be calibrated: leave it out, or anchor it"
    )]
    AllSame {
        /// The item.
        item: String,
        /// The category, counted from 0.
        category: u8,
    },
    /// A category that nobody chose.
    #[error(
        "nobody chose category {category} of item \"{item}\", though others above it; join it with a neighbour"
    )]
    EmptyCategory {
        /// The item.
        item: String,
        /// The category, counted from 0.
        category: u8,
    },
    /// More than two categories for a model of two.
    #[error(
        "item \"{item}\" has {categories} categories; the model {family} is for two: use grm, pcm, rsm, gpcm or nrm"
    )]
    NotBinary {
        /// The item.
        item: String,
        /// The model.
        family: Family,
        /// How many categories were chosen.
        categories: usize,
    },
    /// An anchor is answered outside its categories.
    #[error("item \"{item}\" is answered with category {category}; its anchor has 0 to {highest}")]
    BeyondAnchor {
        /// The item.
        item: String,
        /// The highest category that was chosen.
        category: u8,
        /// The highest category of the anchor.
        highest: usize,
    },
    /// An anchor, or a model for one item, names an item that nobody was asked.
    #[error("there is no item \"{item}\" among the answers; known are {}", crate::error::quoted(.known))]
    UnknownItem {
        /// What was named.
        item: String,
        /// What there is.
        known: Vec<String>,
    },
    /// All items are anchored and the population is fixed.
    #[error("every item is anchored; nothing is left to calibrate")]
    NothingFree,
    /// The 1PL beside anchors or other models.
    #[error(
        "the model 1pl has one slope for all items; beside anchors or items of other models use rasch or 2pl"
    )]
    CommonSlope,
    /// An item that measures the opposite of the others.
    #[error(
        "the slope of item \"{item}\" comes out as {slope}: it measures the opposite of the others; reverse its answers, or leave it out"
    )]
    Reversed {
        /// The item.
        item: String,
        /// Its slope.
        slope: f64,
    },
    /// An estimate ran away.
    #[error("{parameter} of item \"{item}\" runs towards infinity; give a prior, or more answers")]
    Runaway {
        /// The item.
        item: String,
        /// Which parameter.
        parameter: String,
    },
}
