use super::Place;

/// What can be wrong with a portfolio.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PortfolioProblem {
    /// A text that mentions somebody else than the owner.
    #[error(
        "{at}: it mentions \"{id}\", who is not the owner; take others out of a portfolio before it is handed over"
    )]
    ThirdParty {
        /// Where.
        at: Place,
        /// The id or the name that stands there.
        id: String,
    },
    /// A file that was changed after it was written.
    #[error(
        "the portfolio's {} is not as it was written; use an unchanged copy",
        if .part == "frame" { "frame".to_owned() } else { format!("part \"{}\"", .part) }
    )]
    Changed {
        /// The part; `frame` for what stands around the parts.
        part: String,
    },
}
