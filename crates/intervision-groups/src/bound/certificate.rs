use intervision_core::{Status, TermWorth};

use super::Relaxation;
use crate::LevelWorth;

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
    /// Who waits for a seat, in order; left out where nobody does.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub waiting: Vec<String>,
    /// The terms, each with its value, its bound and its weight.
    pub terms: Vec<TermWorth>,
    /// The value of the whole.
    pub value: f64,
    /// No grouping that keeps the rules has a smaller value.
    pub bound: f64,
    /// |value - bound| / |value|; 0 where they meet, and infinite (`null` in a file) where the value is 0 and the bound is not.
    #[cfg_attr(feature = "serde", serde(with = "infinite"))]
    pub gap: f64,
    /// Value and bound of each priority level; left out where there is one sum of all terms.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub levels: Vec<LevelWorth>,
    /// What proves the bound where it is better than [`Bounds`](crate::Bounds) are.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub relaxation: Option<Relaxation>,
    /// What is claimed of the grouping.
    pub status: Status,
    /// The seed that gave it, if the run had one.
    pub seed: Option<u64>,
    /// The steps it took.
    pub steps: u64,
}

/// Files have no infinite numbers.
#[cfg(feature = "serde")]
mod infinite {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    pub(super) fn serialize<S: Serializer>(number: &f64, to: S) -> Result<S::Ok, S::Error> {
        number.is_finite().then_some(*number).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
        Ok(Option::deserialize(from)?.unwrap_or(f64::INFINITY))
    }
}
