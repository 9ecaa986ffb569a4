use intervision_core::{Status, TermWorth};

/// The version of [`Certificate`] that this library reads and writes.
pub const CERTIFICATE_VERSION: u32 = 1;

/// A claim about a grouping that anyone can check with [`verify`](crate::verify): keep it beside the groups.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Certificate {
    /// [`CERTIFICATE_VERSION`].
    pub version: u32,
    /// SHA-256 of the rules, in hexadecimal.
    pub rules: String,
    /// SHA-256 of what was read of the roster and of the pair weights, in the order of ids.
    pub input: String,
    /// The groups, each a list of ids in order.
    pub groups: Vec<Vec<String>>,
    /// The terms, each with its value, its bound and its weight.
    pub terms: Vec<TermWorth>,
    /// The value of the whole.
    pub value: f64,
    /// No grouping that keeps the rules has a smaller value.
    pub bound: f64,
    /// |value - bound| / |value|; 0 where they meet.
    pub gap: f64,
    /// What is claimed of the grouping.
    pub status: Status,
    /// The seed that gave it, if the run had one.
    pub seed: Option<u64>,
    /// The steps it took.
    pub steps: u64,
}
