#![doc = include_str!("../README.md")]

pub mod calendar;
mod grid;

mod error;
mod problem;

pub mod rules;
mod search;
pub mod why_not;

mod outcome;
mod planner;

mod check;

pub mod change;
pub mod replan;

pub mod conversations;
pub mod day_plan;
pub mod electives;
pub mod gatherings;
pub mod methods;
pub mod overview;
pub mod poll;
pub mod roles;
pub mod turns;

#[cfg(feature = "ical")]
pub mod ical;

pub use calendar::DaysOff;
pub use check::{Checker, Violation, check};
pub use error::Error;
pub use grid::{DayFilter, Grid, GridError};
pub use outcome::{Contribution, Level, Outcome, Score, SessionWorth};
pub use planner::{Attendance, Effort, Planner, Weights};
pub use why_not::Shortage;
