//! Words that documents and the report share, so that both say the same.

mod closing;
mod evaluation;

pub(crate) use closing::ClosingWords;
pub(crate) use evaluation::EvaluationWords;
