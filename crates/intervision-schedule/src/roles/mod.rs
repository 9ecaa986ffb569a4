//! Who does what in each meeting of an intervision group.
//!
//! In: how many members and meetings, perhaps what each did before, and who is away when. Out: per meeting a case owner, a
//! facilitator, a time-keeper where enough are there, and the consultants.
//!
//! * [`rotation`]: everyone is always there. Both main roles follow one circle of all members, the facilitator half a turn
//!   behind the owner. So everyone owns a case once before anyone does twice, everyone facilitates once before anyone does
//!   twice, and with four members or more nobody has a main role in two meetings running. O(members x meetings).
//! * [`Season`]: somebody is away now and then. The same rules, held where they can be, and what they cost where not.

mod rotation;
mod season;

pub use rotation::{FEWEST, MOST, MeetingRoles, RotationError, rotation, rotation_from};
pub use season::{Broken, RoleCount, Season, SeasonRoles};
