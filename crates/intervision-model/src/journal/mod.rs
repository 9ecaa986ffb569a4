//! What happened, in order: events come in, lines to append to a file go out, and a file read again gives the same state.
//!
//! Each line is one JSON object. Its open part holds the event with numbers for people and for texts; a running checksum chains
//! the open parts. Its sealed part holds the ids and texts behind those numbers, with a checksum of its own. An erasure
//! empties sealed parts, and touches no open one, so that the chain still holds and the journal still replays: with a
//! tombstone where the id stood.
//!
//! Who coaches with which certificates, and what is written in threads, is kept here too; `docs/journal.md` lists every event.
//!
//! Limits: what is erased here is not erased in copies of the file, so a host rewrites the file and its backups. Numbers,
//! days and stages stay under the tombstone; where so few people take part that these tell who it was, a host erases the
//! programme. Mentions of an id in other people's words are replaced where the id stands apart; a name written out is not
//! known here. The checksums find damage, not forgery: whoever can write the file can also sum it up.

mod book;
mod code;
mod event;
mod line;
mod read;
mod state;

pub use book::Journal;
pub use event::Event;
pub use read::{Break, Replayed, Why};
pub use state::State;

pub use crate::error::JournalProblem;
