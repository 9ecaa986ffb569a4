//! Whether the parts of a design fit together. Every problem is listed, in the order of the file.

mod dates;
mod order;
mod rules;

use std::collections::BTreeMap;

use super::DesignDraft;
use crate::{Place, Problem};

pub(super) fn problems(draft: &DesignDraft) -> Vec<Problem> {
    let mut found = Vec::new();
    if draft.version != super::Design::VERSION {
        found.push(Problem::Version {
            what: "programme design",
            found: draft.version,
            expected: super::Design::VERSION,
        });
    }
    slug(&draft.id, Place::part("id"), &mut found);
    unique("phase", draft.phases.iter().map(|phase| phase.id.as_str()), &mut found);
    unique("session", draft.sessions.iter().map(|session| session.id.as_str()), &mut found);
    dates::season(&draft.season, &mut found);
    dates::phases(draft, &mut found);
    rules::groups(draft, &mut found);
    for session in &draft.sessions {
        rules::session(draft, session, &mut found);
        dates::session(draft, session, &mut found);
    }
    order::sessions(&draft.sessions, &mut found);
    found
}

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

fn part(session: &str, field: &str) -> Place {
    Place::part(format!("sessions.{session}.{field}"))
}
