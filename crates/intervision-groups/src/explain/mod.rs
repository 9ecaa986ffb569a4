//! In: a problem and a grouping. Out: an [`Outcome`] that people can judge.

mod by_group;
mod changes;
mod compare;
mod group_rules;
mod levels;
mod outcome;
mod price;
mod reasons;
mod what_if;
mod words;

pub use by_group::{GroupWorth, LevelWorth};
pub(crate) use by_group::{group_worths, level_worths};
pub use changes::{
    Changes, GroupChange, PersonChange, TermChange, changes, changes_between, changes_by_number,
};
pub(crate) use compare::compare;
pub use outcome::{Baseline, Comparison, Outcome};
pub use price::{Price, Prices};
pub(crate) use reasons::{reasons, violated};
pub use what_if::{
    Alternative, Alternatives, Effect, Exchange, Explainer, Fact, GroupView, HeadCount, NumberView,
    PairView, PartView, PersonView,
};
pub(crate) use words::{counted, figure, names, percent};
