/// What a journal refuses, and what can be wrong with one that is read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JournalProblem {
    /// Bytes that do not begin with the header of a journal.
    #[error("no journal: the first line must be the header that a journal writes; {why}")]
    NoHeader {
        /// What the reader met instead.
        why: String,
    },
    /// A label that could hold words.
    #[error(
        "\"{label}\" cannot be a label in a journal; use 1 to 100 characters without blanks, and keep words in records"
    )]
    Label {
        /// The label.
        label: String,
    },
    /// An erasure that was appended like any other event.
    #[error(
        "an erasure is no event to append; call `Journal::erase` and write the whole journal anew"
    )]
    EraseInstead,
    /// Somebody to erase whom the journal does not know.
    #[error("the journal knows nobody with id \"{id}\"; there is nothing to erase")]
    NobodyToErase {
        /// The id.
        id: String,
    },
}
