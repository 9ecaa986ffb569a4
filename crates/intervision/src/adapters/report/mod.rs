//! From a design and what came of it to the chapters of the report: one function per chapter, for a design that has it.

mod community;
mod life;
mod programme;
mod talent;

pub use community::{
    agenda_chapter, conversations_chapter, gatherings_chapter, introductions_chapter,
    tables_chapter,
};
pub use life::{closing_chapter, evaluation_chapter};
pub use programme::{attention, hours, mix, needs, season, statements};
pub use talent::{coaching_chapter, phases_chapter};
