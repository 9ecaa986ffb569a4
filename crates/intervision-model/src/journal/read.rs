//! Files read again: bytes come in; every whole event up to the first break goes out, and where and why it broke.

use super::book::{Header, KIND};
use super::code::Unseal;
use super::line::Line;
use super::{Journal, State};
use crate::Problem;
use crate::error::JournalProblem;
use crate::journey::Ways;

/// Why a line could not be taken.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Why {
    /// It has not the parts of a line, or ends before them.
    #[error("it is not a whole line of a journal")]
    Shape,
    /// A part is not the JSON that it should be.
    #[error("it is not readable: {0}")]
    Json(String),
    /// It is not UTF-8.
    #[error("it is not UTF-8")]
    NotUtf8,
    /// The running checksum does not follow.
    #[error("its running checksum does not follow from the lines before")]
    Sum,
    /// Ids and texts are not those that were written.
    #[error("the checksum of its ids and texts does not fit")]
    Check,
    /// Another number than the next one.
    #[error("it has number {found} where {expected} follows")]
    Number {
        /// The number that follows.
        expected: usize,
        /// The number it has.
        found: usize,
    },
    /// A person whom no line brought in, or brought in twice.
    #[error("person {0} does not come in where they should")]
    Handle(usize),
    /// A text that is not there.
    #[error("text {0} is not there")]
    NoText(usize),
    /// The event does not fit what happened before.
    #[error("its event does not fit those before: {0}")]
    Refused(Box<Problem>),
}

/// Where a file stops being a journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Break {
    /// The line, counted from 1; the header is line 1.
    pub line: usize,
    /// The byte at which that line begins, counted from 0. Cut off there, the file is whole, and can be appended to.
    pub byte: usize,
    /// What is wrong with it.
    pub why: Why,
}

impl std::fmt::Display for Break {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {} (from byte {}): {}", self.line, self.byte, self.why)
    }
}

/// A journal read again.
#[derive(Debug, Clone, PartialEq)]
pub struct Replayed {
    /// Every whole event in front of the first break.
    pub journal: Journal,
    /// Where it broke, if it did. What stands from there on was not taken; the bytes are the caller's, untouched.
    pub broken: Option<Break>,
}

impl Journal {
    /// Reads a file and takes its events again, one after the other, up to the first line that is damaged or cut off. The last
    /// line counts without its end, if it is whole.
    ///
    /// # Errors
    ///
    /// [`JournalProblem::NoHeader`] when the bytes do not begin as a journal, and [`Problem::Version`] for another version.
    pub fn read(bytes: &[u8]) -> Result<Replayed, Problem> {
        let (first, mut rest) = split(bytes);
        let no_header = |why: String| JournalProblem::NoHeader { why };
        let text = std::str::from_utf8(first).map_err(|error| no_header(error.to_string()))?;
        let header: Header =
            serde_json::from_str(text).map_err(|error| no_header(error.to_string()))?;
        if header.journal != KIND {
            let why = format!("it names \"{}\", not \"{KIND}\"", header.journal);
            return Err(no_header(why).into());
        }
        if header.version != Self::VERSION {
            let (found, expected) = (header.version, Self::VERSION);
            return Err(Problem::Version { what: "journal", found, expected });
        }
        let ways = header.ways.map_or_else(Ways::default, Ways::new);
        let mut journal = Journal {
            header: text.to_owned(),
            people: Vec::new(),
            lines: Vec::new(),
            state: State::new(ways),
        };
        let mut broken = None;
        while !rest.is_empty() {
            let (line, after) = split(rest);
            if let Err(why) = journal.take(line) {
                let (line, byte) = (journal.lines.len() + 2, bytes.len() - rest.len());
                broken = Some(Break { line, byte, why });
                break;
            }
            rest = after;
        }
        Ok(Replayed { journal, broken })
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), Why> {
        let text = std::str::from_utf8(bytes).map_err(|_| Why::NotUtf8)?;
        let line = Line::read(text, &self.sum())?;
        let (expected, found) = (self.lines.len() + 1, line.open.n);
        if expected != found {
            return Err(Why::Number { expected, found });
        }
        let before = self.people.len();
        for (handle, id) in &line.sealed.people {
            if *handle != self.people.len() || self.people.contains(id) {
                self.people.truncate(before);
                return Err(Why::Handle(*handle));
            }
            self.people.push(id.clone());
        }
        let mut unseal = Unseal { people: &self.people, sealed: &line.sealed };
        let event = line.open.event.clone().recode(&mut unseal);
        let refused = |problem| Why::Refused(Box::new(problem));
        let taken = event.and_then(|event| self.state.apply(event).map_err(refused));
        if taken.is_err() {
            self.people.truncate(before);
        } else {
            self.lines.push(line);
        }
        taken
    }
}

/// The first line without its end, and what follows.
fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    match bytes.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&bytes[..end], &bytes[end + 1..]),
        None => (bytes, &[]),
    }
}
