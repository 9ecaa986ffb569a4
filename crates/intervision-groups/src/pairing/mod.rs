//! In: people on one side or two, and what they offer, want and refuse. Out: who is paired with whom, and why somebody is not.
//!
//! | question | answer |
//! |---|---|
//! | who coaches whom on a date | [`Coaching`] |
//! | who shares a room, a ride, a table for two | [`roommates`] |
//! | who helps whom with what | [`Market`] |
//! | whom should everybody get to know | [`introductions`] |
//! | who sits in which workshop, in one round or several | [`Seats`] |
//! | who talks with whom in which round | [`one_to_one`] |

mod assignment;
mod coaching;
mod error;
mod flow;
mod introductions;
mod market;
mod one_to_one;
mod roommates;
mod seats;
mod stable;

pub use coaching::{
    Coach, CoachChange, Coachee, Coaching, Match, Matched, Mode, Qualification, Unmatched,
    WhyUnmatched,
};
pub use error::PairingError;
pub use introductions::{Introduction, introductions};
pub use market::{Help, Helped, Market};
pub use one_to_one::one_to_one;
pub use roommates::{Roommates, roommates};
pub use seats::{SeatPlan, Seats};
