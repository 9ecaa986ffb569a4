//! In: wishes and rules, a roster, what the rules refer to beside it. Out: a checked [`Problem`] of flat arrays.

mod aggregate;
mod ask;
mod conflict;
mod each_rule;
mod inputs;
pub(crate) mod limits;
mod locks;
mod lower;
mod objective;
mod pairs;
mod quota;
mod rankings;
mod rules;
mod sizes;
pub(crate) mod slots;
pub(crate) mod themes;
mod units;
mod waiting;
mod wish;

pub use aggregate::Aggregate;
pub use each_rule::Rule;
pub use inputs::Inputs;
pub(crate) use locks::{earlier_groups, locked};
pub use lower::Problem;
pub(crate) use lower::canonical;
pub(crate) use objective::{LIGHTEST, Level, Objective};
pub use pairs::Pairs;
pub use quota::Quota;
pub use rankings::{Ranking, Rankings};
pub use rules::{RULES_VERSION, Rules, RulesBuilder, RulesDocument};
pub use sizes::{Remainder, Sizes};
pub use slots::Slots;
pub(crate) use waiting::Places;
pub use waiting::WaitingList;
pub use wish::{Direction, PairDirection, PairWish, Pin, ThemeWish, Wish};
