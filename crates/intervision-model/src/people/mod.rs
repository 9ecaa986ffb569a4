//! The people a programme is for: participants and their attributes come in, a checked cohort goes out, with its reporting
//! lines, who met whom, and the groups that were approved.

mod attribute;
mod cohort;
pub(crate) mod entry;
mod functions;
mod group_list;
mod history;
mod membership;
mod participant;
mod reporting;
#[cfg(feature = "serde")]
mod wire;

pub use attribute::{AttributeKind, RosterColumns};
pub use cohort::Cohort;
pub use functions::{Function, Functions, FunctionsDraft};
pub use group_list::GroupList;
pub use history::MeetingHistory;
pub use membership::{Memberships, Stay};
pub use participant::{Participant, ParticipantId};
pub use reporting::ReportingLines;

use std::collections::BTreeMap;

use intervision_core::Roster;

/// The number of each id on a roster.
pub(crate) fn numbers(roster: &dyn Roster) -> BTreeMap<String, usize> {
    (0..roster.len()).map(|member| (roster.id(member).into_owned(), member)).collect()
}
