//! How messages spell lists and limits.

pub(super) use crate::explain::{counted, names};

/// `"a", "b"`, or `none`.
pub(super) fn quoted(names: &[String]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

/// `there is 1`, `there are 2`, with the thing if one is named.
pub(super) fn there_are(number: usize, what: &str) -> String {
    let is = if number == 1 { "is" } else { "are" };
    let shown = if what.is_empty() { number.to_string() } else { counted(number, what) };
    format!("there {is} {shown}")
}

/// `ask for 3 groups or fewer`, or for the one that there can be.
pub(super) fn at_most(number: usize, what: &str) -> String {
    let shown = if what.is_empty() { number.to_string() } else { counted(number, what) };
    let fewer = if number > 1 { " or fewer" } else { "" };
    format!("ask for {shown}{fewer}")
}

/// `3`, or `3 to 5`.
pub(super) fn range(least: usize, most: usize) -> String {
    if least == most { format!("{least}") } else { format!("{least} to {most}") }
}
