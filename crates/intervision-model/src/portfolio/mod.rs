//! Portfolios: what somebody showed, thought, measured, planned and was awarded in a programme comes in; files that they take along
//! go out, and can be checked for changes long after the programme is gone.
//!
//! A portfolio belongs to its participant. Nobody else is in it: [`Portfolio::new`] refuses a text that mentions the id or the name
//! of another person, and [`PortfolioDraft::without`] takes such mentions out.
//!
//! The files say by hashes (SHA-256) what they held when they were written, part by part. [`verify`] needs nothing but the file.
//! A hash is no signature: who changes a file can write new hashes. Whoever wants to know that a file is the one that was handed
//! over keeps [`Verified::whole`], which says nothing about anybody.

mod blocks;
mod canonical;
mod document;
mod draft;
mod html;
mod markdown;
mod others;
mod parts;
#[cfg(feature = "badges")]
mod record;
mod seal;
mod verify;
mod words;

pub use document::{Document, Part, Parts};
pub use draft::{Export, Portfolio, PortfolioDraft, Programme};
pub use parts::{Badge, Badges, Evidence, Measured, PartKind, Plan, Reflection, Strength};
pub use verify::{Form, Verified, digest, verify};
pub use words::Words;

pub use crate::error::PortfolioProblem;
