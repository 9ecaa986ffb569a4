//! From everyone's results to what may be published about the cohort.
//!
//! In: ratings, needs, who responded, and a roster to break figures down by. Out: a [`CohortReport`], the only result
//! of this crate about several people that serialises; cells below the [`Floor`] are withheld, and others with them
//! where a subtraction would give them away.

mod cells;
mod floor;
mod report;
mod summary;

pub use cells::{Cell, Frequencies, disclose};
pub use floor::Floor;
pub use report::{
    Breakdown, CohortReport, CompetencyReport, Figure, GroupReport, Participation, VerdictCounts,
};
pub use summary::CohortSummary;
