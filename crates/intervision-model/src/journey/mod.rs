//! Where everything stands: stages come in, those that may follow are taken and dated, the others are refused with what is
//! missing. One machine serves participants, programmes, sessions, topics, coachings and goals.

mod assignment;
mod course;
mod field_visit;
mod gate;
mod guards;
#[macro_use]
mod stage;
mod ways;

pub use assignment::{AssignmentStatus, JointAssignment};
pub use course::{Journey, Requirement, Taken};
pub use field_visit::{FieldVisit, Media, VisitStatus};
pub use gate::Gate;
pub use stage::{CoachingStage, GoalStage, ProgrammeStage, SessionStage, Stage, Step, TopicStage};
pub use ways::Ways;
