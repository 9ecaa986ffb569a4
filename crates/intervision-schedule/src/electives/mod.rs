//! Seats in workshops that are chosen by need.
//!
//! In: who wants a place and how large their need is, seats per run and how many runs can be held. Out: runs of members,
//! and a ranked waiting list; those with the largest need come first.
//!
//! * [`Elective`]: one workshop. O(n log n).
//! * [`Offer`]: several, with so many places a member, and workshops that ask for an earlier one.

mod offer;
mod single;

pub use offer::{Choice, Offer, OfferError, Seating, Workshop};
pub use single::{Allotment, Elective, Want};
