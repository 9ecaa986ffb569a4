//! What somebody wants to learn: needs, ranked, come in; a personal learning plan goes out.

mod need;
mod plan;

pub use need::{LearningNeed, rank_needs};
pub use plan::{Activity, Goal, LearningPlan, PlanOptions};
