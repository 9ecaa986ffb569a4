//! One person's results for another system's record: a results document of QTI 3 (1EdTech, Results Reporting 3.0).
//!
//! In: scores and abilities of one person, and answers where these are wanted, each put in by name. Out: [`AssessmentResult`], written as
//! XML. A score is an outcome variable with its range; its standard error is a second one, and so is the reason where there is none, as
//! QTI has no place for either beside a value.
//!
//! Such a document is about one person and is not guarded: it is for that person's own record. What is published about several people
//! is a report of `multirater` or `survey`.

mod result;
mod violation;
mod xml;

pub use result::AssessmentResult;
pub use violation::QtiViolation;
