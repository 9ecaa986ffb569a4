//! What the example programs share: files with their names in errors, progress bars, and a way to end.

mod files;
mod finish;
mod progress;

pub use files::{AtPath, read, read_if_there, read_text, write};
pub use finish::{Outcome, finish};
pub use progress::Bars;
