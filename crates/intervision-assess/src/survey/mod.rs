//! From everyone's results to what may be published about the cohort.
//!
//! In: ratings, needs, who responded, and a roster to break figures down by. Out: a [`CohortReport`], the only result
//! of this crate about several people's levels that serialises; cells below the [`Floor`] are withheld, and others with them
//! where a subtraction would give them away.
//!
//! A survey of a few questions, closed and open, stands beside it: [`Questions`] and [`Replies`] in, a [`SurveyReport`] out.

mod cells;
mod floor;
mod questions;
mod replies;
mod report;
mod summary;

pub use cells::{Cell, Frequencies, disclose};
pub use floor::Floor;
pub use questions::{AnswerForm, Question, Questions, SurveyViolation};
pub use replies::{QuestionReport, Replies, SurveyReport};
pub use report::{
    Breakdown, CohortReport, CompetencyReport, Figure, GroupReport, Participation, VerdictCounts,
};
pub use summary::CohortSummary;
