//! What somebody wants to learn and can give: needs, ranked, come in, and a personal learning plan goes out; offers of strengths
//! and preferences come in and are checked.

mod need;
mod offer;
mod plan;
mod question;
mod steps;
#[cfg(feature = "serde")]
mod wire;

pub use need::{LearningNeed, rank_needs};
pub use offer::{Offer, Offers, OffersDraft, Preference, Strength};
pub use plan::{Activity, Goal, LearningPlan, PlanOptions};
pub use question::{LearningQuestion, Tie, Wording};
pub use steps::{ActionPlan, ActionStep, StepOverdue};
