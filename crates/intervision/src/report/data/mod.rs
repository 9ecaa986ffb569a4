//! What a report tells, as plain data: one file per chapter of the page.

mod acquaintance;
mod agenda;
mod attention;
mod closing;
mod coaching;
mod composition;
mod conversations;
mod evaluation;
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
pub use closing::{Closing, Erased};
pub use coaching::{Coaching, CoachingRound, NoCoach, NotEligible};
pub use composition::{ComposedGroup, Composition};
pub use conversations::{Conversations, NoTime};
pub use evaluation::{Answered, Cell, Change, Evaluation, LevelChange, TieCounts, Ties};
pub use gatherings::{Gathering, Gatherings};
pub use hours::{Hour, Hours};
pub use mix::{Mix, Term, Wish};
pub use needs::{CohortNeed, Needs};
pub use phases::{ContentKind, Opening, Phase, Phases};
pub use season::{Audience, Meeting, Missing, Season};
pub use statements::{Said, Statements};
