//! What the programme is about: a framework of competencies with levels, the levels that roles ask for, and the levels that
//! were measured. Both profiles answer as [`Ratings`](intervision_core::Ratings).

mod alignment;
mod check;
mod draft;
mod framework;
mod measured;
mod target;
mod texts;

pub use alignment::{Alignment, Match};
#[cfg(feature = "case")]
pub(crate) use check::is_address;
pub use draft::{Competency, Domain, FrameworkDraft, Indicator, Level};
pub use framework::Framework;
pub use measured::{FromSource, MeasuredProfiles, Measurement, MeasurementsDraft};
pub use target::{Importances, MemberTargets, TargetDraft, TargetProfile, Targets};
