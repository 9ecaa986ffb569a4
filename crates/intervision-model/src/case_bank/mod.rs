//! Practice situations that people bring along: drafts in their own words come in; cases without names, read by somebody before
//! others see them, find the training day on which they are worked with.

mod anonymise;
mod attach;
mod bank;

pub use attach::{AttachedCases, DayCases};
pub use bank::{CaseBank, CaseDraft, PracticeCase};
