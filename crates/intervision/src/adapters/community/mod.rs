//! A community's year: from the parts of its design to topics, days, conversations and tables.

mod agenda;
mod conversations;
mod gatherings;
mod tables;

pub use agenda::{YearAgenda, agenda};
pub use conversations::{Talks, WhyNoTalk, conversations};
pub use gatherings::{add_gatherings, gatherings};
pub use tables::{MetReview, met_review, tables};
