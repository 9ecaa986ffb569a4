use std::path::Path;

use intervision::core::Resource;
use intervision::documents::{Invitations, changes_markdown, read_issued, write_issued};
use intervision::language::Language;
use intervision::schedule::change::{Changes, Holder, Issued, Snapshot};
use intervision::schedule::ical::Attendee;

use crate::{AtPath, Outcome, read_text, write};

/// What people have been told of a timetable, this run included.
pub struct Sent {
    pub issued: Issued,
    /// What this run changes; `None` where nothing was sent before.
    pub changes: Option<Changes>,
}

impl Sent {
    /// What this sender told people before, if there is such a file.
    pub fn before(path: Option<&Path>, sender: &str) -> Outcome<Option<Issued>> {
        path.map(|path| read_issued(&read_text(path)?, sender).at(path)).transpose()
    }

    /// Everything up to this plan.
    pub fn now(before: Option<Issued>, sender: &str, plan: &Snapshot) -> Self {
        let first = before.is_none();
        let mut issued = before.unwrap_or_else(|| Issued::by(sender));
        let changes = issued.issue(plan);
        Sent { issued, changes: (!first).then_some(changes) }
    }

    /// `issued.json` for the next run; and where something was sent before, `changes.md` and a notice for everyone whom a change
    /// concerns, in place of the notices of an earlier run.
    ///
    /// A host knows where people are reached. Here everyone has a mailbox of the domain, and rooms have none.
    pub fn write(
        &self,
        invitations: &Invitations,
        resources: &[Resource],
        domain: &str,
        language: Language,
        out: &Path,
    ) -> Outcome {
        write(&out.join("issued.json"), write_issued(&self.issued)?)?;
        let Some(changes) = &self.changes else { return Ok(()) };
        write(&out.join("changes.md"), changes_markdown(changes, language))?;
        let folder = out.join("notices");
        if folder.exists() {
            std::fs::remove_dir_all(&folder).at(&folder)?;
        }
        let room = |id: &str| resources.iter().any(|own| own.id == id && own.seats.is_some());
        let mailbox = |name: &str| Attendee::new(format!("mailto:{name}@{domain}"));
        let address = |holder: &Holder| match holder {
            Holder::Resource(id) if room(id) => None,
            Holder::Person(id) | Holder::Resource(id) => Some(mailbox(id)),
        };
        for file in invitations.notices(changes, resources, mailbox("office"), address)? {
            write(&folder.join(file.path), file.text)?;
        }
        Ok(())
    }
}
