use chrono::{NaiveDate, NaiveTime};
use intervision_core::{Availability, Party, Presence, Span};

use super::error::GatheringError;
use crate::calendar::DaysOff;
use crate::poll::Chances;

/// A day on which a gathering could be held.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct GatheringDay {
    /// The day.
    pub day: NaiveDate,
    /// How many are expected.
    pub expected: f64,
}

/// The days of a season on which a gathering could be held between two times of day, with how many are expected on each.
///
/// `chance` says how likely a member comes on a day if nothing is in the way, by member and day: 0 for somebody who is no member
/// then. Whoever is away at that time does not come; for whom the day is unwelcome comes with as much less (a welcome of -0.25
/// takes a quarter of the chance). Days off are left out. O(days x members).
///
/// # Errors
///
/// [`GatheringError::Chance`] for a chance outside 0 to 1. A time that ends before it begins leaves no day.
///
/// # Example
///
/// ```
/// use chrono::{NaiveDate, NaiveTime};
/// use intervision_core::AlwaysFree;
/// use intervision_schedule::DaysOff;
/// use intervision_schedule::gatherings::gathering_days;
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
/// let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
/// let season = DaysOff::between(day(1), day(7))?.with_weekends();
/// // The second one joins on the 3rd.
/// let chance = |member, on| if member == 0 || on >= day(3) { 0.75 } else { 0.0 };
/// let days = gathering_days(&season, (at(13), at(17)), 2, chance, &AlwaysFree)?;
/// assert_eq!(days.len(), 5);
/// assert_eq!((days[0].expected, days[4].expected), (0.75, 1.5));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn gathering_days(
    season: &DaysOff,
    (from, to): (NaiveTime, NaiveTime),
    members: usize,
    chance: impl Fn(usize, NaiveDate) -> f64,
    availability: &dyn Availability,
) -> Result<Vec<GatheringDay>, GatheringError> {
    let mut days = Vec::new();
    for day in season.working_days() {
        let Ok(span) = Span::new(day.and_time(from), day.and_time(to)) else { continue };
        let likely = |member| match availability.presence(Party::Member(member), span) {
            Presence::Free { welcome } => chance(member, day) * (1.0 + welcome.clamp(-1.0, 0.0)),
            Presence::Busy { .. } => 0.0,
        };
        let expected = Chances::new((0..members).map(likely).collect())?.expected();
        days.push(GatheringDay { day, expected });
    }
    Ok(days)
}
