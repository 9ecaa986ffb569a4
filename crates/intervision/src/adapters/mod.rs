//! From a programme design to the services: rules for the groups, days and slots for the season, seats for the
//! electives, strengths for those who need them, figures for the report.
//!
//! In come `model`'s design and the engines' results; out come the engines' options. Each function is small enough to
//! replace by a host's own.

mod among;
mod audiences;
mod calendar;
mod closing;
mod coaches;
mod community;
mod course;
mod day_plan;
mod engaged;
mod error;
mod evaluation;
mod notes;
#[cfg(feature = "serde")]
mod portfolio;
#[cfg(feature = "report")]
mod report;
mod rules;
mod slots;
mod support;
mod teams;
mod vision;
mod words;

pub use among::Among;
pub use audiences::{Seating, Waiting, WaitingReason, seat};
pub use calendar::{days_off, grid};
pub use closing::{Closing, Due, retention};
pub use coaches::{CoachWish, PoolCoach, match_coaches, seat_coached};
pub use community::{
    MetReview, Talks, WhyNoTalk, YearAgenda, add_gatherings, agenda, conversations, gatherings,
    met_review, tables,
};
pub use course::{Done, JointOutcome, joint_assignments, openings};
pub use day_plan::{Presentation, day_plan, presentations};
pub use engaged::Engaged;
pub use error::AdapterError;
pub use evaluation::{
    Evidence, MeasuredChange, ProgrammeEvaluation, TieChange, TieFigures, evaluate,
    survey_questions,
};
pub use notes::notes;
#[cfg(feature = "serde")]
pub use portfolio::{portfolio, themes};
#[cfg(feature = "report")]
pub use report::{
    agenda_chapter, attention, closing_chapter, coaching_chapter, conversations_chapter,
    evaluation_chapter, gatherings_chapter, hours, introductions_chapter, mix, needs,
    phases_chapter, season, statements, tables_chapter,
};

pub use rules::{MET, group_rules, rankings, rules};
pub use slots::FreeSpans;
pub use support::{preferences, support};
pub use teams::Named;
pub use vision::{Prompt, Rated, Verdict, Vision, vision};
