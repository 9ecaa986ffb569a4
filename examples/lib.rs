//! What the example programs share: files with their names in errors, instances, groups, progress bars, presets, searches within limits, what was sent before, and a way to end.

mod files;
mod finish;
mod groups_file;
mod instance;
mod language;
mod preset;
mod progress;
mod search;
mod sent;

pub use files::{AtPath, read, read_if_there, read_rows, read_text, table, write};
pub use finish::{Outcome, finish};
pub use groups_file::read_groups;
pub use instance::{Format, read_instance};
pub use language::language;
pub use preset::Preset;
pub use progress::Bars;
pub use search::Search;
pub use sent::Sent;
