//! What a report tells, as plain data: one file per chapter of the page.

mod acquaintance;
mod agenda;
mod attention;
mod coaching;
mod composition;
mod conversations;
mod gatherings;
mod hours;
mod mix;
mod needs;
mod phases;
mod season;
mod statements;

pub use acquaintance::{Introductions, Tables};
pub use agenda::Agenda;
pub use attention::Attention;
pub use coaching::{Coaching, CoachingRound, NoCoach, NotEligible};
pub use composition::{ComposedGroup, Composition};
pub use conversations::{Conversations, NoTime};
pub use gatherings::{Gathering, Gatherings};
pub use hours::{Hour, Hours};
pub use mix::{Mix, Term, Wish};
pub use needs::{CohortNeed, Needs};
pub use phases::{Kind, Opening, Phase, Phases};
pub use season::{Audience, Meeting, Missing, Season};
pub use statements::{Said, Statements};
