#![doc = include_str!("../README.md")]

mod approval;
mod availability;
#[cfg(feature = "contract")]
pub mod contract;
mod demand;
mod grouping;
mod observer;
mod pair_weight;
mod ratings;
mod relation;
mod roster;
mod run;
mod service;
mod span;
mod table;
mod timetable;
mod value;
mod worth;

pub use approval::Approved;
pub use availability::{AlwaysFree, Availability, Party, Presence};
pub use demand::{DateWindow, Demands, Need, Quorum, Resource, Session, SessionDemand};
pub use grouping::{Grouping, Groups, GroupsError};
pub use observer::{Observer, Progress};
pub use pair_weight::{MatrixError, PairMatrix, PairWeight};
pub use ratings::{Rating, Ratings};
pub use relation::{Lag, Pause, Relation};
pub use roster::Roster;
pub use run::{Budget, Clock, Run};
pub use service::{FormGroups, Formed, Plan, Score, ServiceError};
pub use span::{Span, SpanError};
pub use table::{Table, TableError};
pub use timetable::{Placement, Timetable, Unplaced};
pub use value::Value;
pub use worth::{Status, Stopped, TermWorth, Worth};

#[doc(no_inline)]
pub use rand_core::Rng;
