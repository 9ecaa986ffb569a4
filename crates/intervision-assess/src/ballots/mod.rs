//! What a group wants, from what each of them wants.
//!
//! In: [`Ballots`], which hold no voter and no order of arrival. Out: an [`Outcome`] of a [`VotingRule`] in which every tie
//! is told, and [`Heard`]: how many voters got how many of their options. For a year of gatherings [`YearOfShares`] gives
//! every voter an equal budget that carries over from one to the next.
//!
//! | rule | asks for | promises | source |
//! |---|---|---|---|
//! | [`Dots`] | points | most points | |
//! | [`Approval`] | options that are fine | most approvals | Brams and Fishburn, 1978 |
//! | [`Borda`] | an order | highest mean place; the last of nobody's lists | Borda, 1781 |
//! | [`Schulze`] | an order | whoever beats all others in pairs wins | Schulze, 2011 |
//! | [`ProportionalApproval`] | options that are fine | extended justified representation, exactly | Thiele, 1895; Aziz and others, 2017 |
//! | [`SequentialProportional`] | options that are fine | one after another, an approximation of the former | Thiele, 1895 |
//! | [`EqualShares`] | options that are fine | extended justified representation, fast | Peters and Skowron, 2020 |

mod ballot;
#[cfg(feature = "csv")]
mod file;
mod heard;
mod outcome;
mod proportional;
mod representation;
mod schulze;
mod scores;
mod shares;
mod violation;

pub use ballot::{Ballot, BallotKind, Ballots, BallotsBuilder};
pub use heard::Heard;
pub use outcome::{Outcome, Tie, TieBreak, VotingRule};
pub use proportional::{ProportionalApproval, SequentialProportional};
pub use representation::{Unrepresented, unrepresented};
pub use schulze::{Schulze, condorcet_winner};
pub use scores::{Approval, Borda, Dots};
pub use shares::{EqualShares, YearOfShares};
pub use violation::BallotViolation;
