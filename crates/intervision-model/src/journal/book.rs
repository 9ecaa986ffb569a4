//! The journal itself: every event that is appended fits those before it.

use chrono::{NaiveDate, NaiveDateTime};

use super::code::{Seal, Unseal};
use super::line::{Line, Open, Sealed, chained, json};
use super::{Event, State, Why};
use crate::error::{JournalProblem, PrivacyProblem};
use crate::journey::{Step, Ways};
use crate::privacy::Register;
use crate::privacy::mention::without;
use crate::{ParticipantId, Place, Problem, Problems};

/// The events of a programme and the state that they come to.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::journal::{Event, Journal};
/// use intervision_model::journey::{Step, Ways};
/// use intervision_model::privacy::Entry;
///
/// let day = NaiveDate::from_ymd_opt(2027, 2, 1).unwrap();
/// let at = day.and_hms_opt(9, 0, 0).unwrap();
/// let mut journal = Journal::new(Ways::intervision_track())?;
/// journal.append(at, Event::Joined { who: "a07".into(), on: day })?;
/// journal.append(at, Event::Stepped { who: "a07".into(), to: Step::KickedOff, on: day })?;
/// journal.append(at, Event::Noted(Entry::text("a07", "plan", "learn to say no", day)))?;
///
/// let file = journal.to_text()?;
/// let replayed = Journal::read(file.as_bytes())?;
/// assert_eq!(replayed.journal.state(), journal.state());
/// assert!(replayed.broken.is_none());
///
/// let tombstone = journal.erase(&"a07".into(), at, day)?;
/// let file = journal.to_text()?;
/// assert!(!file.contains("a07") && !file.contains("say no"));
/// assert_eq!(journal.state().participant(&tombstone).map(|journey| journey.at()), Some(Step::KickedOff));
/// # Ok::<(), intervision_model::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Journal {
    pub(super) header: String,
    pub(super) people: Vec<ParticipantId>,
    pub(super) lines: Vec<Line>,
    pub(super) state: State,
}

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) journal: String,
    pub(super) version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) ways: Option<Vec<(Step, Step)>>,
}

pub(super) const KIND: &str = "intervision";

impl Journal {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// A journal in which nothing happened yet, of a programme whose participants go these ways.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] if the writer refuses; a header is always written.
    pub fn new(ways: Ways<Step>) -> Result<Self, Problem> {
        let header =
            Header { journal: KIND.to_owned(), version: Self::VERSION, ways: ways.pairs() };
        let header = json(&header)?;
        Ok(Journal { header, people: Vec::new(), lines: Vec::new(), state: State::new(ways) })
    }

    /// Takes an event in, at a moment in local time, and gives the line to append to the file, with its end.
    ///
    /// # Errors
    ///
    /// The event's own problem when it does not fit what happened before; [`JournalProblem::Label`] for a label with blanks,
    /// [`Problem::EmptyId`] and [`PrivacyProblem::ReservedId`] for ids that cannot be, [`JournalProblem::EraseInstead`] for an
    /// erasure. The journal is then unchanged. Who may write in a thread or hide a post is no question of the journal: ask the
    /// [`Thread`](crate::forum::Thread) first.
    pub fn append(&mut self, at: NaiveDateTime, event: Event) -> Result<String, Problem> {
        if matches!(event, Event::Erased { .. }) {
            return Err(JournalProblem::EraseInstead.into());
        }
        self.add(at, event)
    }

    /// As [`append`](Journal::append), for a programme with a register: a note is taken in where the register admits it with the
    /// consents that stand in this journal. A plain `append` asks no register, because the old lines of a journal must stay
    /// readable when the register changes.
    ///
    /// # Errors
    ///
    /// As [`append`](Journal::append), and everything that [`Register::admits`] says.
    pub fn append_admitted(
        &mut self,
        at: NaiveDateTime,
        event: Event,
        register: &Register,
    ) -> Result<String, Problems> {
        if let Event::Noted(entry) = &event {
            register.admits(entry, self.state.consents())?;
        }
        Ok(self.append(at, event)?)
    }

    fn add(&mut self, at: NaiveDateTime, event: Event) -> Result<String, Problem> {
        self.state.check(&event)?;
        let state = &self.state;
        let mut seal = Seal { people: &self.people, state, sealed: Sealed::default() };
        let open = event.clone().recode(&mut seal)?;
        let sealed = seal.sealed;
        for (_, id) in &sealed.people {
            if id.as_str().is_empty() {
                return Err(Problem::EmptyId { at: Place::part("event") });
            }
            if id.is_tombstone() {
                return Err(PrivacyProblem::ReservedId { id: id.to_string() }.into());
            }
        }
        let open = Open { n: self.lines.len() + 1, at, event: open };
        let line = Line::new(open, sealed, &self.sum())?;
        let text = line.write()? + "\n";
        self.state.apply(event)?;
        self.people.extend(line.sealed.people.iter().map(|(_, id)| id.clone()));
        self.lines.push(line);
        Ok(text)
    }

    /// The sum up to here, which the next line goes on from.
    pub(super) fn sum(&self) -> String {
        self.lines.last().map_or_else(|| chained("", &self.header), |line| line.sum.clone())
    }

    /// Erases somebody: their id and every text by them and about them go out of all lines, a tombstone takes the place of the
    /// id, also where others mention it, and an event says that it was done. Gives the tombstone. Write the whole journal
    /// anew afterwards, in place of the old file.
    ///
    /// # Errors
    ///
    /// [`JournalProblem::NobodyToErase`] for somebody whom the journal does not know; it is then unchanged.
    pub fn erase(
        &mut self,
        who: &ParticipantId,
        at: NaiveDateTime,
        on: NaiveDate,
    ) -> Result<ParticipantId, Problem> {
        let nobody = JournalProblem::NobodyToErase { id: who.to_string() };
        let handle = self.people.iter().position(|id| id == who).ok_or(nobody)?;
        let tombstone = ParticipantId::tombstone(self.state.erased().len() + 1);
        let mut erased = self.clone();
        for line in &mut erased.lines {
            for (_, id) in line.sealed.people.iter_mut().filter(|(other, _)| *other == handle) {
                *id = tombstone.clone();
            }
            for text in &mut line.sealed.texts {
                let theirs = text.of.contains(&handle);
                text.text = text.text.take().filter(|_| !theirs);
                text.text = text.text.take().map(|text| without(&text, who, &tombstone));
            }
        }
        if let Some(id) = erased.people.get_mut(handle) {
            *id = tombstone.clone();
        }
        erased.state = erased.replay()?;
        erased.add(at, Event::Erased { who: tombstone.clone(), on })?;
        *self = erased;
        Ok(tombstone)
    }

    fn replay(&self) -> Result<State, Problem> {
        let mut state = State::new(self.state.ways.clone());
        for line in &self.lines {
            let mut unseal = Unseal { people: &self.people, sealed: &line.sealed };
            state.apply(line.open.event.clone().recode(&mut unseal)?)?;
        }
        Ok(state)
    }

    /// Where everything stands.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// How many events there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether nothing happened yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The whole file.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] if the writer refuses; what was appended is always written.
    pub fn to_text(&self) -> Result<String, Problem> {
        let mut text = self.header.clone() + "\n";
        for line in &self.lines {
            text.push_str(&line.write()?);
            text.push('\n');
        }
        Ok(text)
    }
}

impl From<Why> for Problem {
    fn from(why: Why) -> Self {
        Problem::Syntax { format: "JSON", what: "journal", message: why.to_string() }
    }
}
