//! What the example programs share: files with their names in errors, instances, groups, progress bars, presets, searches within limits, and a way to end.

mod files;
mod finish;
mod groups_file;
mod instance;
mod preset;
mod progress;
mod search;

pub use files::{AtPath, read, read_if_there, read_rows, read_text, table, write};
pub use finish::{Outcome, finish};
pub use groups_file::read_groups;
pub use instance::{Format, read_instance};
pub use preset::Preset;
pub use progress::Bars;
pub use search::Search;
