//! A day, or a retreat of a day and a night, as blocks without gap or overlap.
//!
//! In: the stretch of time, blocks with their lengths, times of day that suit them, what must come before what, and how
//! much uninterrupted rest there must be. Out: every minute as a block or as free time; or what is wrong, with the numbers.
//! [`clashes`] tells who has something else in that stretch.
//!
//! Order and lengths are found by dynamic programming over sets of blocks, exactly: as little free time as possible, in as
//! few pieces as possible, then as close to the order in which the blocks are listed as possible, then longer in proportion.
//! For n blocks and m ends of a block that are possible, O(2ⁿ n m²) when they may come in any order, O(n m²) when in a row.

mod block;
mod clash;
mod error;
mod order;
mod plan;

pub use block::{Block, DayPlan};
pub use clash::{Clash, clashes};
pub use error::DayPlanError;
pub use plan::{Part, Scheduled};
