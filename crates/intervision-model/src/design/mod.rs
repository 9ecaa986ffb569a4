//! Programme designs: in comes a versioned file, out come checked rules and, with people and groups, the sessions to
//! place.

mod audience;
mod check;
mod demand;
mod draft;
mod expand;
mod groups;
mod partition;
mod programme;
mod season;
mod seats;
mod session;
#[cfg(feature = "serde")]
mod template;
#[cfg(feature = "serde")]
mod window;

pub use demand::{Audiences, Demand, Origin, Whose};
pub use draft::DesignDraft;
pub use expand::demand;
pub use groups::{GroupRules, Quota, Remainder, Wish};
pub use partition::PhasePartition;
pub use programme::Design;
pub use season::{
    Grid, HolidayRules, MinuteGrid, OptionalHoliday, SchoolHolidays, SchoolRegion, Season,
};
pub use seats::Seats;
pub use session::{
    After, AgendaItem, Audience, Elective, NeedRule, Phase, Selection, SessionRule, Stagnation,
};
#[cfg(feature = "serde")]
pub use template::Template;
