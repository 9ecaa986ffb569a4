//! Threads: posts come in; what a reader may see goes out, with moderated and erased posts as gaps that keep the thread whole.

mod thread;
#[cfg(feature = "serde")]
mod wire;

pub use thread::{Post, PostState, Shown, Thread};
