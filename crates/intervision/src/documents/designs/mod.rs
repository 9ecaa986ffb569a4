//! What a programme with a design hands out: what came of its parts, what it came to, and what is left of it.

mod cases;
mod closing;
#[cfg(feature = "csv")]
mod community;
#[cfg(feature = "ical")]
mod day_plan;
mod evaluation;
#[cfg(feature = "csv")]
mod evaluation_table;
mod register;
#[cfg(feature = "csv")]
mod retention_table;
mod vision;

pub use cases::cases_markdown;
pub use closing::closing_markdown;
#[cfg(feature = "csv")]
pub use community::{agenda_table, gatherings_table, introductions_table, tables_table};
#[cfg(feature = "ical")]
pub use day_plan::{day_plan_calendar, day_plan_table};
pub use evaluation::evaluation_markdown;
#[cfg(feature = "csv")]
pub use evaluation_table::evaluation_table;
pub use register::register_markdown;
#[cfg(feature = "csv")]
pub use retention_table::retention_table;
pub use vision::vision_markdown;
