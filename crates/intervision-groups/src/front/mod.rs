//! In: rules whose wishes pull in two directions. Out: the groupings between which one must choose, and a proof of how much
//! better any others could be.

mod archive;
mod between;
mod found;
mod objectives;
mod proof;
mod search;
mod supported;
mod trade_off;
mod walk;

pub use found::{Front, FrontPoint, Way};
pub use proof::{HalfPlane, Proof};
pub use trade_off::TradeOff;
