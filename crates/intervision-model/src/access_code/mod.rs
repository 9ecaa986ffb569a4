//! Personal access codes: random bytes come in, codes that catch typing mistakes go out, and only their hashes are kept.

mod book;
mod code;
mod letters;

pub use book::{CodeBook, Issued, Pepper};
pub use code::AccessCode;

pub use crate::error::CodeProblem;
