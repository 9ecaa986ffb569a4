//! Item response theory: how answers depend on ability, item by item.
//!
//! In: items with parameters, from a file or a calibration. Out: [`ItemModel`], the log-probability of every category at
//! any ability with its derivatives and information; an [`ItemBank`] of such items by id; and [`LogTable`], the same over
//! a [`ThetaGrid`], from which persons are scored and items calibrated.
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
#[cfg(feature = "serde")]
mod document;
mod exponents;
mod graded;
mod grid;
mod item;
mod logistic;
mod nominal;
mod partial;
mod population;
mod sigmoid;
mod table;
mod violation;

pub mod score;

pub use any::AnyItem;
pub use bank::ItemBank;
pub use graded::Graded;
pub use grid::ThetaGrid;
pub use item::{Curve, Fisher, ItemModel};
pub use logistic::Logistic;
pub use nominal::Nominal;
pub use partial::PartialCredit;
pub use population::Population;
pub use table::LogTable;
pub use violation::{BankViolation, ItemViolation};
