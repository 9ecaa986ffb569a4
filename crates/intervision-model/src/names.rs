//! The names that documents give to their parts: slugs that differ.

use std::collections::BTreeMap;

use crate::{Place, Problem};

/// Session ids become parts of calendar ids, so they keep to what is safe everywhere.
pub(crate) fn slug(id: &str, at: Place, found: &mut Vec<Problem>) {
    let letters = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let hyphens = id.starts_with('-') || id.ends_with('-') || id.contains("--");
    if id.is_empty() || !letters || hyphens {
        found.push(Problem::BadSlug { at, id: id.to_owned() });
    }
}

pub(crate) fn unique<'a>(
    what: &'static str,
    ids: impl Iterator<Item = &'a str>,
    found: &mut Vec<Problem>,
) {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for id in ids {
        *times.entry(id).or_default() += 1;
    }
    let repeated = times.into_iter().filter(|(_, times)| *times > 1);
    found.extend(repeated.map(|(id, times)| Problem::Twice { what, id: id.to_owned(), times }));
}
