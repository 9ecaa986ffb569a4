//! Dates that people choose among, and dates that hold though somebody may be away.
//!
//! * [`Poll`]: candidate dates and answers of three values (yes, if need be, no) in; dates in order of merit out, with who
//!   is lost by each, and ties told. O(dates x members).
//! * [`Chances`]: how likely everyone is to be there in; how many will be, how likely a quorum is, and what an absence
//!   would cost out, exactly. O(members² x 2^roles).
//! * [`reserves`]: a second date for each, should the first fall through.
//! * [`Deadline`]: who has not answered yet, and whom to remind on which day.

mod chances;
mod deadline;
mod error;
mod reserve;
mod vote;

pub use chances::Chances;
pub use deadline::Deadline;
pub use error::PollError;
pub use reserve::{Candidate, Reserve, reserves};
pub use vote::{Answer, DateMerit, Poll};
