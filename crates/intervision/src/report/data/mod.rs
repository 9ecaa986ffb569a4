//! What a report tells, as plain data: one file per chapter of the page.

mod attention;
mod composition;
mod mix;
mod needs;
mod season;

pub use attention::Attention;
pub use composition::{ComposedGroup, Composition};
pub use mix::{Mix, Term, Wish};
pub use needs::{CohortNeed, Needs};
pub use season::{Audience, Meeting, Missing, Season};
