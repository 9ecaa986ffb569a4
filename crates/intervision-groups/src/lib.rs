#![doc = include_str!("../README.md")]

// In the order in which data passes.
pub mod bound;
mod conflict;
mod error;
pub mod explain;
mod former;
mod front;
pub mod measures;
mod network;
pub mod pairing;
pub mod problem;
#[cfg(feature = "read")]
pub mod read;
mod repair;
pub mod rounds;
mod sample;
mod search;
mod stages;
mod terms;
mod weights;

pub use bound::{Bounds, CERTIFICATE_VERSION, Certificate, Relaxation, verify};
pub use conflict::{Conflict, StatedRule};
pub use error::{
    Error, FrontError, MeetingError, PairsError, PlaceError, QuotaError, RepairError, RosterError,
    Separation, SizesError, SlotsError, ThemeError, WaitingError, WishError,
};
pub use explain::{
    Alternative, Alternatives, Baseline, Changes, Comparison, Effect, Exchange, Explainer, Fact,
    GroupChange, GroupView, GroupWorth, HeadCount, LevelWorth, NumberView, Outcome, PairView,
    PartView, PersonChange, PersonView, Price, Prices, TermChange, changes, changes_between,
    changes_by_number,
};
pub use former::Former;
pub use front::{Front, FrontPoint, HalfPlane, Proof, TradeOff, Way};
pub use network::{Network, NetworkChange, network, network_change};
pub use problem::{
    Aggregate, Direction, Inputs, PairDirection, PairWish, Pairs, Pin, Problem, Quota,
    RULES_VERSION, Ranking, Rankings, Remainder, Rule, Rules, RulesBuilder, RulesDocument, Sizes,
    Slots, ThemeWish, WaitingList, Wish,
};
pub use repair::{NearGroups, Repaired, repair};
pub use sample::stratified_sample;
pub use search::{
    Annealing, Draft, Effort, Exhaustive, LocalSearch, Population, Portfolio, Solution, Solver,
    Start,
};
pub use stages::{Section, Staged, Stages, Subset};
pub use terms::Term;
pub use weights::{PairList, graph_closeness, graph_pairs, met_before};
