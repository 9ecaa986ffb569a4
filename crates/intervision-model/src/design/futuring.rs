//! Learning by futuring: what a design asks of people who look back from a year to come.

/// An exercise in which people look back from a year to come, answer prompts, and rate the statements that come of it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct FuturingRules {
    /// The year from which people look back.
    pub target_year: i32,
    /// What they are asked, in order.
    pub prompts: Vec<String>,
    /// Statements are rated from 1, not at all, to this number.
    #[cfg_attr(feature = "serde", serde(default = "five"))]
    pub scale: u32,
    /// From which rating on somebody supports a statement.
    #[cfg_attr(feature = "serde", serde(default = "four"))]
    pub supports_from: u32,
    /// From which share of supporters on a statement is carried.
    #[cfg_attr(feature = "serde", serde(default = "four_fifths"))]
    pub carried_from: f64,
    /// A statement that fewer people rated is not reported.
    #[cfg_attr(feature = "serde", serde(default = "five"))]
    pub floor: u32,
}

#[cfg(feature = "serde")]
fn five() -> u32 {
    5
}

#[cfg(feature = "serde")]
fn four() -> u32 {
    4
}

#[cfg(feature = "serde")]
fn four_fifths() -> f64 {
    0.8
}
