//! Gatherings of a whole community: one date in each period of a year, so far apart, when most can come.
//!
//! * [`AttendanceRates`]: how often everyone came before in; how likely they come next, and how sure that is, out.
//! * [`gathering_days`]: the open days of a season, chances and absences in; candidate days with how many are expected out.
//! * [`Gatherings`]: periods, distances and candidate days in; a day for each period with the most people expected over all of them,
//!   proven, and what every other day would lose out.
//!
//! Nothing here draws at random: the same input gives the same days.

mod attendance;
mod candidates;
mod choose;
mod error;
mod plan;

pub use attendance::AttendanceRates;
pub use candidates::{GatheringDay, gathering_days};
pub use error::GatheringError;
pub use plan::{GatheringPlan, Gatherings, OtherDay};
