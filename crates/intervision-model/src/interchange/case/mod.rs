//! Competency frameworks as packages of the 1EdTech standard *Competencies and Academic Standards Exchange* (CASE) 1.1, of
//! January 2025; packages of 1.0 have the same shape and are read as well.
//!
//! A package (`CFPackage`) comes in as JSON, and its tree, links and rubrics can be asked; a
//! [`Framework`](crate::competency::Framework) comes out of it, or goes into one. Whatever else a package holds is kept and
//! written again.

mod alignment;
mod document;
mod framework;
mod package;
mod read;
mod rubric;
mod tree;

pub use document::{CaseCriterion, CaseDocument, CaseItem, CaseLevel, CaseLink, CaseRubric};
pub use framework::CaseMapping;
pub use package::CaseOrigin;
