//! Whether the parts of a design fit together. Every problem is listed, in the order of the file.

mod community;
mod dates;
mod order;
mod retreat;
mod rules;

use super::DesignDraft;
use crate::names::{slug, unique};
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
    community::community(draft, &mut found);
    retreat::themes(draft, &mut found);
    retreat::theme_teams(draft, &mut found);
    retreat::day_plan(draft, &mut found);
    retreat::futuring(draft, &mut found);
    for session in &draft.sessions {
        rules::session(draft, session, &mut found);
        dates::session(draft, session, &mut found);
    }
    order::sessions(&draft.sessions, &mut found);
    super::content::check(draft, &mut found);
    super::coaching::check(draft, &mut found);
    super::scored::check(draft, &mut found);
    super::keepsake::check(draft, &mut found);
    super::evaluation::check(draft, &mut found);
    super::texts::check(draft, &mut found);
    found
}

fn part(session: &str, field: &str) -> Place {
    Place::part(format!("sessions.{session}.{field}"))
}
