//! Item response theory: how answers depend on ability, item by item.
//!
//! In: items with parameters, from a file or a calibration. Out: [`ItemModel`], the log-probability of every category at
//! any ability with its derivatives and information; an [`ItemBank`] of such items by id; and [`LogTable`], the same over
//! a [`ThetaGrid`], from which persons are scored. The other way round, a [`Tally`] of answers goes into a [`Calibrator`], and
//! a [`Calibration`] comes out: items with standard errors.
//!
//! | model | type |
//! |---|---|
//! | Rasch, 1PL, 2PL, 3PL, 4PL | [`Logistic`] |
//! | graded response (GRM) | [`Graded`] |
//! | partial credit (PCM), rating scale (RSM), generalised partial credit (GPCM) | [`PartialCredit`] |
//! | nominal response (NRM) | [`Nominal`] |
//!
//! Ability is θ in the logistic metric, without the factor 1.702; a category's number, from 0, is its score.

mod any;
mod bank;
mod calibrate;
#[cfg(feature = "serde")]
mod document;
mod exponents;
mod fingerprint;
mod graded;
mod grid;
mod item;
mod logistic;
mod nominal;
mod partial;
mod population;
#[cfg(feature = "csv")]
mod read;
mod sigmoid;
mod table;
mod tally;
mod violation;

pub mod score;

pub use any::AnyItem;
pub use bank::ItemBank;
pub use calibrate::{
    Calibration, CalibrationViolation, Calibrator, Estimate, Family, ItemEstimate, ItemFit,
    NoItemFit, Priors, UnknownFamily,
};
pub use graded::Graded;
pub use grid::ThetaGrid;
pub use item::{Curve, Fisher, ItemModel};
pub use logistic::Logistic;
pub use nominal::Nominal;
pub use partial::PartialCredit;
pub use population::Population;
#[cfg(feature = "csv")]
pub use read::{Coded, CodedFile};
pub use table::LogTable;
pub use tally::{Tally, TallyBuilder, TallyViolation};
pub use violation::{BankViolation, ItemViolation};
