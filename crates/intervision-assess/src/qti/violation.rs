/// Why something cannot stand in a results document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QtiViolation {
    /// An identifier that QTI does not allow.
    #[error(
        "\"{identifier}\" cannot be an identifier in QTI: begin with a letter or an underscore and go on with letters, digits, underscores, hyphens and full stops"
    )]
    Identifier {
        /// What was given.
        identifier: String,
    },
    /// Two variables, or two items, of one identifier.
    #[error(
        "identifier \"{identifier}\" stands in the document before; give each variable its own"
    )]
    Twice {
        /// The identifier.
        identifier: String,
    },
    /// A text with characters that XML has no way to write.
    #[error("{what} {text:?} has a control character, which XML cannot hold; take it out")]
    Control {
        /// Which text.
        what: &'static str,
        /// The text.
        text: String,
    },
}
