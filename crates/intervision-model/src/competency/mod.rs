//! What the programme is about: a framework of competencies with levels, the levels that roles ask for, and the levels that
//! were measured. Both profiles answer as [`Ratings`](intervision_core::Ratings).

mod framework;
mod measured;
mod target;

pub use framework::{Competency, Framework, FrameworkDraft, Level};
pub use measured::{MeasuredProfiles, Measurement};
pub use target::{Importances, MemberTargets, TargetDraft, TargetProfile, Targets};
