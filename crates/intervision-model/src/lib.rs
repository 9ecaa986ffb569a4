#![doc = include_str!("../README.md")]

// In the order in which the data passes.
pub mod people;

pub mod competency;

pub mod design;

pub mod learning;

pub mod journey;

pub mod privacy;

pub mod coaching;

pub mod case_bank;

pub mod community;

pub mod futuring;

pub mod forum;

#[cfg(feature = "serde")]
pub mod journal;

pub mod access_code;

#[cfg(feature = "serde")]
pub mod portfolio;

pub mod interchange;

mod circle;
mod digest;
mod error;
mod names;
mod translations;

pub use error::{InterchangeProblem, Place, Problem, Problems};
pub use people::{
    AttributeKind, Cohort, Function, Functions, FunctionsDraft, GroupList, MeetingHistory,
    Memberships, Participant, ParticipantId, ReportingLines, RosterColumns, Stay,
};
pub use translations::Translations;
