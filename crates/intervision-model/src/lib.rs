#![doc = include_str!("../README.md")]

pub mod competency;
pub mod design;
mod error;
pub mod interchange;
pub mod journey;
pub mod learning;
pub mod people;

pub use error::{Place, Problem, Problems};
pub use people::{
    AttributeKind, Cohort, GroupList, MeetingHistory, Participant, ParticipantId, ReportingLines,
    RosterColumns,
};
