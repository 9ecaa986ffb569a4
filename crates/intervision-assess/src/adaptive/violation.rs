/// What is wrong with an adaptive test.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TestViolation {
    /// The lengths contradict each other or the bank.
    #[error(
        "the length is {shortest} to {longest} with {items} items in the bank; 1 <= shortest <= longest <= items must hold"
    )]
    Length {
        /// The shortest test.
        shortest: usize,
        /// The longest test.
        longest: usize,
        /// How many items there are.
        items: usize,
    },
    /// Something is drawn from no items.
    #[error("items are drawn from the best {among}; draw from at least 1")]
    Among {
        /// How many.
        among: usize,
    },
    /// A probability to pass for an item that is not in the bank, or that is none.
    #[error(
        "item \"{item}\" passes with probability {probability}; it must be in the bank, and the probability above 0 and at most 1"
    )]
    Pass {
        /// The item.
        item: String,
        /// Its probability.
        probability: f64,
    },
    /// A quota for an item that is not in the bank.
    #[error("area \"{area}\" has item \"{item}\", which is not in the bank")]
    QuotaItem {
        /// The area.
        area: String,
        /// The item.
        item: String,
    },
    /// An item in two areas, or twice in one.
    #[error(
        "item \"{item}\" is in area \"{first}\" and again in area \"{second}\"; an item has one area"
    )]
    TwoAreas {
        /// The item.
        item: String,
        /// The area it is in.
        first: String,
        /// The area it is put in again.
        second: String,
    },
    /// A quota that no test can keep.
    #[error(
        "area \"{area}\" wants {at_least} to {at_most} of its {items} items; at least <= at most, and no more than there are"
    )]
    Quota {
        /// The area.
        area: String,
        /// The fewest.
        at_least: usize,
        /// The most.
        at_most: usize,
        /// How many items of the area the bank has.
        items: usize,
    },
    /// Quotas that together are longer than the longest test.
    #[error(
        "the areas want at least {needed} items together and the longest test has {longest}; lengthen it or lower a quota"
    )]
    QuotasTooLong {
        /// The sum of the fewest.
        needed: usize,
        /// The longest test.
        longest: usize,
    },
    /// A setting outside what it can mean.
    #[error("{setting} is {value}; it must be {allowed}")]
    Setting {
        /// The setting.
        setting: &'static str,
        /// Its value.
        value: f64,
        /// What would be right.
        allowed: &'static str,
    },
}

/// What is wrong with an answer in a test, or with a state that a test is to be resumed from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SittingViolation {
    /// An answer when no item has been asked.
    #[error("there is an answer and no item was asked; ask for the next item first")]
    NotAsked,
    /// A state that was written with another bank.
    #[error(
        "the state was written with bank {found} and this is bank {expected}; resume a test with the bank that it began with, unchanged"
    )]
    OtherBank {
        /// The fingerprint in the state.
        found: String,
        /// That of the test's bank.
        expected: String,
    },
    /// An item that the bank does not have.
    #[error("item \"{item}\" is not in the bank; resume a test with the bank that it began with")]
    UnknownItem {
        /// The item.
        item: String,
    },
    /// An item that was asked twice.
    #[error("item \"{item}\" is there twice; a test asks an item once")]
    Twice {
        /// The item.
        item: String,
    },
    /// A category that the item does not have.
    #[error("item \"{item}\" is answered {category}; it has categories 0 to {}", .categories - 1)]
    Category {
        /// The item.
        item: String,
        /// The answer.
        category: usize,
        /// How many categories the item has.
        categories: usize,
    },
}
