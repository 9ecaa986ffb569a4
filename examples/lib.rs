//! What the example programs share: files with their names in errors, instances, progress bars, presets, and a way to end.

mod files;
mod finish;
mod instance;
mod preset;
mod progress;

pub use files::{AtPath, read, read_if_there, read_text, write};
pub use finish::{Outcome, finish};
pub use instance::{Format, read_instance};
pub use preset::Preset;
pub use progress::Bars;
