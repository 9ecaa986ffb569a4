//! Files in and out: one file per format. Bytes come in, checked values or every problem go out; nothing here opens a file.

#[cfg(feature = "csv")]
mod attendance;
#[cfg(feature = "badges")]
pub mod badges;
#[cfg(feature = "case")]
pub mod case;
#[cfg(feature = "serde")]
pub(crate) mod clock;
#[cfg(feature = "serde")]
pub(crate) mod date;
#[cfg(feature = "serde")]
pub(crate) mod document;
#[cfg(feature = "esco")]
pub mod esco;
#[cfg(feature = "csv")]
mod id_sets;
#[cfg(feature = "csv")]
mod ids;
#[cfg(feature = "serde")]
pub(crate) mod json;
#[cfg(feature = "csv")]
mod memberships;
#[cfg(feature = "csv")]
mod met;
#[cfg(feature = "onet")]
pub mod onet;
#[cfg(feature = "csv")]
mod resources;
#[cfg(feature = "csv")]
mod roster;
#[cfg(feature = "scim")]
pub mod scim;
#[cfg(feature = "csv")]
mod sheet;
#[cfg(feature = "csv")]
mod themes;
#[cfg(feature = "xapi")]
pub mod xapi;
#[cfg(feature = "xlsx")]
mod xlsx;

pub use crate::competency::{Alignment, Match};
#[cfg(feature = "csv")]
pub use attendance::read_attendance;
#[cfg(feature = "serde")]
pub use document::Document;
#[cfg(feature = "csv")]
pub use id_sets::read_id_sets;
#[cfg(feature = "csv")]
pub use memberships::read_memberships;
#[cfg(feature = "csv")]
pub use met::read_met;
#[cfg(feature = "csv")]
pub use resources::read_resources;
#[cfg(feature = "csv")]
pub use roster::read_roster;
#[cfg(feature = "csv")]
pub use themes::{read_contributions, read_rankings, read_statement_ratings, read_statements};
#[cfg(feature = "xlsx")]
pub use xlsx::{read_roster_xlsx, write_roster_xlsx};
