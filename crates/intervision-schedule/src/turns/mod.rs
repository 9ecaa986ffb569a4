//! Turn lists: who speaks when, and in which order from one session to the next.
//!
//! In: who, how long a turn and a break last, how many breaks. Out: turns and breaks without gap or overlap, in minutes
//! from the start ([`TurnList`]), O(turns); and orders in which nobody is always first ([`orders`]).

mod list;
mod order;

pub use list::{Turn, TurnError, TurnList};
pub use order::orders;
