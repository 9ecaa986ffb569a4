//! How far raters agree.
//!
//! In: a table of ratings, one row per person or thing rated and one column per rater; a cell may be empty where the coefficient
//! allows it. Out: agreement with intervals, each coefficient under its own name, or the reason why there is none.
//!
//! | ratings | two raters | several raters | cells may be empty |
//! |---|---|---|---|
//! | categories, ordered or not | [`cohen`] | [`fleiss`], [`gwet`] | `fleiss`, `gwet` |
//! | categories, orders, numbers | [`Krippendorff`] | [`Krippendorff`] | yes |
//! | ranks | [`KendallW`] | [`KendallW`] | |
//! | numbers | [`Intraclass`] | [`Intraclass`], [`MixedModel`] | `MixedModel` |
//! | one group about one statement, with its support | | [`standing`] | |
//! | one group about one thing | | [`rwg`], [`rwg_j`], [`average_deviation`], [`awg`] | |

mod categories;
mod chance;
mod cohen;
mod consensus;
mod error;
mod icc;
mod kendall;
mod krippendorff;
mod mixed_model;
mod profile;
mod restricted;
mod within_group;

pub use categories::{Categories, Weights};
pub use chance::{Agreement, fleiss, gwet};
pub use cohen::cohen;
pub use consensus::{Standing, standing};
pub use error::NoAgreement;
pub use icc::{Icc, IccForm, Intraclass, NoIcc};
pub use kendall::KendallW;
pub(crate) use kendall::mid_ranks;
pub use krippendorff::{Bootstrap, Krippendorff, Metric};
pub use mixed_model::MixedModel;
pub use within_group::{Null, average_deviation, awg, awg_j, rwg, rwg_j, rwg_star};
