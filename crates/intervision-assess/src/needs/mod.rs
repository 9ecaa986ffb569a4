//! From levels and a target to needs, to seats in electives, and to who should be coached rather than trained.
//!
//! In: two `Ratings` of core, measured and target; for coaching, a series of measurements. Out: [`Needs`], ranked per
//! person and for the cohort, [`Electives`] with seats given by need, [`Progress`] per person. "Cannot tell yet" is an
//! answer everywhere, and says what is lacking.

mod analysis;
mod coaching;
mod electives;
mod gap;
mod priority;
mod role_targets;
mod targets;
mod trend;

pub use analysis::{CohortNeed, Need, Needs, NeedsAnalysis};
pub use coaching::{Coaching, Proficiency, Progress, Unclear};
pub use electives::{Candidate, Electives, Offer};
pub use gap::{Gap, Unsure, Verdict};
pub use priority::{Borich, GapTimesImportance, PriorityRule, borich};
pub use role_targets::RoleTargets;
pub use targets::TargetProfile;
pub use trend::Trend;
