#![doc = include_str!("../README.md")]

mod error;
mod special;

pub mod instrument;
pub mod responses;

pub mod classical;

pub mod needs;

pub mod change;

pub mod survey;

pub use classical::{MissingRule, ScaleScore, Scorer, Scores};
pub use error::AssessError;
pub use instrument::{Instrument, Item, Key, LevelMap, ResponseFormat, Scale};
pub use needs::{Coaching, Electives, NeedsAnalysis, TargetProfile};
pub use responses::{Answer, Responses};
pub use survey::{CohortReport, CohortSummary, Floor};
