//! From what a host tells to what a line holds, and back.

use super::event::{Owner, Recode};
use super::line::{Handle, Sealed, Text};
use super::{State, Why};
use crate::ParticipantId;
use crate::error::JournalProblem;

/// Fills the sealed part of a line while the event gives up its ids and texts.
pub(super) struct Seal<'j> {
    pub(super) people: &'j [ParticipantId],
    pub(super) state: &'j State,
    pub(super) sealed: Sealed,
}

impl Seal<'_> {
    fn handle(&mut self, id: &ParticipantId) -> Handle {
        let known = self.people.iter().position(|other| other == id);
        let new = || Some(self.sealed.people.iter().find(|(_, other)| other == id)?.0);
        if let Some(handle) = known.or_else(new) {
            return handle;
        }
        let handle = self.people.len() + self.sealed.people.len();
        self.sealed.people.push((handle, id.clone()));
        handle
    }

    fn text(&mut self, of: Vec<Handle>, text: String) -> usize {
        self.sealed.texts.push(Text { of, text: Some(text) });
        self.sealed.texts.len() - 1
    }
}

impl Recode<ParticipantId, String> for Seal<'_> {
    type Person = Handle;
    type Text = usize;
    type Error = JournalProblem;

    fn person(&mut self, person: ParticipantId) -> Result<Handle, JournalProblem> {
        Ok(self.handle(&person))
    }

    fn words(
        &mut self,
        text: String,
        owner: Owner<'_, ParticipantId, String>,
    ) -> Result<Option<usize>, JournalProblem> {
        let state = self.state;
        let people = match owner {
            Owner::Nobody => None,
            Owner::People(about, by) => Some((about, by)),
            Owner::Record(number) => {
                state.records().get(number).map(|r| (&r.entry().about, r.entry().written_by()))
            }
            Owner::Post(by, thread, number) => {
                let post = state.threads().get(thread).and_then(|thread| thread.author(number));
                Some((by, post.unwrap_or(by)))
            }
        };
        let mut of: Vec<Handle> = Vec::new();
        if let Some((about, by)) = people {
            of = vec![self.handle(about), self.handle(by)];
            of.dedup();
        }
        Ok(Some(self.text(of, text)))
    }

    fn label(&mut self, text: String) -> Result<usize, JournalProblem> {
        let blank = |c: char| c.is_whitespace() || c.is_control();
        if text.is_empty() || text.chars().count() > 100 || text.chars().any(blank) {
            return Err(JournalProblem::Label { label: text });
        }
        Ok(self.text(Vec::new(), text))
    }
}

/// Gives ids and texts back to the event of a line.
pub(super) struct Unseal<'j> {
    pub(super) people: &'j [ParticipantId],
    pub(super) sealed: &'j Sealed,
}

impl Recode<Handle, usize> for Unseal<'_> {
    type Person = ParticipantId;
    type Text = String;
    type Error = Why;

    fn person(&mut self, handle: Handle) -> Result<ParticipantId, Why> {
        self.people.get(handle).cloned().ok_or(Why::Handle(handle))
    }

    fn words(&mut self, place: usize, _: Owner<'_, Handle, usize>) -> Result<Option<String>, Why> {
        Ok(self.sealed.texts.get(place).ok_or(Why::NoText(place))?.text.clone())
    }

    fn label(&mut self, place: usize) -> Result<String, Why> {
        self.words(place, Owner::Nobody)?.ok_or(Why::NoText(place))
    }
}
