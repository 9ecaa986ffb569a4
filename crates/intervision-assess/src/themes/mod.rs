//! Themes that are scored apart: talent, leadership, vitality.
//!
//! In: [`Themes`], each with the competencies that belong to it, and measurements as `Ratings` of core. Out, by two ways and no
//! other: to a person all their own levels ([`Own`]), to an employer figures of the whole cohort per theme ([`Employer`]).
//!
//! An employer must not rank people by their vitality, nor by a sum of talent, leadership and vitality. [`Themed`] therefore gives
//! neither levels by member nor an order, and is no `Ratings`: no ranking, grouping or table of this workspace takes it.
//!
//! ```compile_fail,E0277
//! # fn with(themed: &intervision_assess::themes::Themed) {
//! // No engine takes it for measurements.
//! let ratings: &dyn intervision_core::Ratings = themed;
//! # }
//! ```
//!
//! ```compile_fail,E0369
//! # fn with(a: &intervision_assess::themes::OwnLevel, b: &intervision_assess::themes::OwnLevel) {
//! // Levels of themes cannot be compared, and so not sorted.
//! let better = a < b;
//! # }
//! ```
//!
//! ```compile_fail,E0369
//! # fn with(a: &intervision_assess::themes::EmployerTheme, b: &intervision_assess::themes::EmployerTheme) {
//! // Nor added up.
//! let total = a + b;
//! # }
//! ```
//!
//! ```compile_fail,E0599
//! # fn with(employer: &intervision_assess::themes::Employer) {
//! // An employer's figures know no member.
//! let vitality = employer.own(7);
//! # }
//! ```

mod define;
mod employer;
mod own;
mod themed;

pub use define::{Theme, ThemeViolation, Themes};
pub use employer::{Employer, EmployerTheme};
pub use own::{Own, OwnLevel};
pub use themed::Themed;
