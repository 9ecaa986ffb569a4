//! In: wishes and rules, a roster, pair weights. Out: a checked [`Problem`](lower::Problem) of flat arrays.

mod pairs;
mod rules;
mod sizes;
mod wish;

pub use pairs::Pairs;
pub use rules::{RULES_VERSION, Rules, RulesBuilder, RulesDocument};
pub use sizes::{Remainder, Sizes};
pub use wish::{Direction, PairDirection, PairWish, Pin, Wish};
