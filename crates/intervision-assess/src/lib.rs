// The front page's example reads both kinds of file.
#![cfg_attr(all(feature = "csv", feature = "serde"), doc = include_str!("../README.md"))]
#![cfg_attr(
    not(all(feature = "csv", feature = "serde")),
    doc = "Scores assessments against a competency profile."
)]

mod error;
mod interval;
mod linear;
#[cfg(feature = "csv")]
mod separated;
mod special;
mod table;
#[cfg(test)]
mod testing;

pub mod instrument;
pub mod responses;

pub mod classical;

pub mod reliability;

pub mod norms;

pub mod agreement;

pub mod multirater;

pub mod needs;

pub mod change;

pub mod strengths;

pub mod themes;

pub mod survey;

pub mod ballots;

pub mod fairness;

pub mod irt;

pub mod adaptive;

#[cfg(feature = "qti")]
pub mod qti;

pub use change::Evaluation;
pub use classical::{MissingRule, ScaleScore, Scorer, Scores};
pub use error::AssessError;
pub use instrument::{Instrument, Item, Key, LevelMap, ResponseFormat, Scale};
pub use interval::Interval;
pub use multirater::{Disclosure, Feedback, FeedbackReport};
pub use needs::{Coaching, Electives, NeedsAnalysis, TargetProfile};
pub use responses::{Answer, Responses};
pub use survey::{CohortReport, CohortSummary, Floor};
pub use table::{DataTable, TableError};
