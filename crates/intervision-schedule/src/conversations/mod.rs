//! Conversations of two: who speaks with whom in which round, or which host receives whom when.
//!
//! In: pairs who want to speak, how many conversations fit at once, and who is there in which slot. Out: rounds in which
//! nobody is in two conversations, with the least number of rounds that any plan needs; or, by calendar, a slot for each
//! conversation and the reasons for those that have none.
//!
//! * [`all_pairs`]: everyone with everyone, by the circle method.
//! * [`Conversations`]: any pairs, any number of times; [`rounds`](Conversations::rounds) when everyone is there
//!   throughout, [`calendar`](Conversations::calendar) when not.
//! * [`Hosts`]: each guest with one of several hosts, with a load per day; the earliest end, proven.
//!
//! Nothing here draws at random: the same input gives the same plan.

mod balance;
mod bound;
mod calendar;
mod circle;
mod colour;
mod eject;
mod error;
mod exact;
mod hosts;
mod pairs;

pub use calendar::{Calendar, Left};
pub use circle::all_pairs;
pub use error::ConversationError;
pub use hosts::{Hosts, Reception, Request, Shortfall, Visit};
pub use pairs::{Conversations, Rounds};
