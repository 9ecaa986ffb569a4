//! What somebody wants to learn: needs, ranked, come in; a personal learning plan goes out.

mod need;
mod plan;
mod question;
mod steps;

pub use need::{LearningNeed, rank_needs};
pub use plan::{Activity, Goal, LearningPlan, PlanOptions};
pub use question::{LearningQuestion, Tie, Wording};
pub use steps::{ActionPlan, ActionStep, StepOverdue};
