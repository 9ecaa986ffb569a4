/// What is wrong with the parameters of an item.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ItemViolation {
    /// A parameter is no number, or far outside anything that is meant.
    #[error("{parameter} is {value}; it must be a number from -1e6 to 1e6")]
    Number {
        /// Its name: "a", "b", "b1", "c", ...
        parameter: String,
        /// Its value.
        value: f64,
    },
    /// The discrimination is not positive.
    #[error(
        "the discrimination a is {value}; it must be above 0: an item that measures the opposite is reversed first"
    )]
    Discrimination {
        /// Its value.
        value: f64,
    },
    /// The asymptotes are not 0 <= c < d <= 1.
    #[error("the asymptotes are c = {lower} and d = {upper}; 0 <= c < d <= 1 must hold")]
    Asymptotes {
        /// The lower one, the chance of a right answer by guessing.
        lower: f64,
        /// The upper one.
        upper: f64,
    },
    /// The thresholds of a graded item do not increase.
    #[error(
        "threshold b{index} is {value}, not above the one before it, {before}; a graded item has increasing thresholds"
    )]
    ThresholdOrder {
        /// Which threshold, counted from 1.
        index: usize,
        /// The one before.
        before: f64,
        /// Its value.
        value: f64,
    },
    /// No threshold.
    #[error("there is no threshold; an item of n categories has n - 1, and n is at least 2")]
    NoThreshold,
    /// A nominal item whose slopes and intercepts do not fit.
    #[error(
        "there are {slopes} slopes and {intercepts} intercepts; give one of each per category, at least two"
    )]
    Categories {
        /// How many slopes.
        slopes: usize,
        /// How many intercepts.
        intercepts: usize,
    },
    /// A nominal item with the same slope everywhere, which measures nothing.
    #[error("all slopes are {value}; at least one category must have another slope than the rest")]
    EqualSlopes {
        /// The slope.
        value: f64,
    },
}

/// What is wrong with an item bank.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BankViolation {
    /// No item at all.
    #[error("there is no item; a bank has at least one")]
    Empty,
    /// An item has no id.
    #[error("item {index} has an empty id; give it one")]
    NoId {
        /// Which item, counted from 1.
        index: usize,
    },
    /// An id twice.
    #[error("item \"{item}\" is there twice; ids are unique")]
    Twice {
        /// The id.
        item: String,
    },
    /// An item's parameters are wrong.
    #[error("item \"{item}\": {violation}")]
    Item {
        /// Its id.
        item: String,
        /// What is wrong.
        violation: ItemViolation,
    },
    /// The population is no normal distribution.
    #[error(
        "the population has mean {mean} and standard deviation {sd}; both must be finite and the second above 0"
    )]
    Population {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        sd: f64,
    },
}

/// The number, if it is one that a parameter can have.
pub(super) fn number(parameter: impl Into<String>, value: f64) -> Result<f64, ItemViolation> {
    if value.abs() <= 1e6 {
        return Ok(value);
    }
    Err(ItemViolation::Number { parameter: parameter.into(), value })
}

pub(super) fn discrimination(value: f64) -> Result<f64, ItemViolation> {
    let value = number("a", value)?;
    if value > 0.0 { Ok(value) } else { Err(ItemViolation::Discrimination { value }) }
}

/// Thresholds b1, b2, ... of which there is at least one.
pub(super) fn thresholds(values: Vec<f64>) -> Result<Vec<f64>, ItemViolation> {
    if values.is_empty() {
        return Err(ItemViolation::NoThreshold);
    }
    for (index, &value) in values.iter().enumerate() {
        number(format!("b{}", index + 1), value)?;
    }
    Ok(values)
}
