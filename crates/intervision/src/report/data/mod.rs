//! What a report tells, as plain data: one file per chapter of the page.

mod attention;
mod composition;
mod hours;
mod mix;
mod needs;
mod season;
mod statements;

pub use attention::Attention;
pub use composition::{ComposedGroup, Composition};
pub use hours::{Hour, Hours};
pub use mix::{Mix, Term, Wish};
pub use needs::{CohortNeed, Needs};
pub use season::{Audience, Meeting, Missing, Season};
pub use statements::{Said, Statements};
