//! When a whole community comes together: once in each quarter that the season touches.

use chrono::{NaiveTime, Weekday};

/// One gathering of everybody in each quarter of the season.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct GatheringRules {
    /// What people call it.
    pub title: String,
    /// When it begins.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::clock"))]
    pub from: NaiveTime,
    /// When it ends.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::clock"))]
    pub to: NaiveTime,
    /// The weekdays on which it may be, as `"tue"`; every one if nothing is said.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "Vec::is_empty", with = "days")
    )]
    pub weekdays: Vec<Weekday>,
    /// At least so many days from one to the next.
    pub min_days: u32,
    /// At most so many days from one to the next.
    pub max_days: u32,
}

/// Weekdays in a file: `"tue"`.
#[cfg(feature = "serde")]
mod days {
    use chrono::Weekday;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(days: &[Weekday], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(days.iter().map(|day| day.to_string().to_lowercase()))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<Weekday>, D::Error> {
        let read = |text: String| {
            let day = text.parse::<Weekday>().ok();
            let day = day.filter(|day| day.to_string().to_lowercase() == text);
            day.ok_or_else(|| {
                D::Error::custom(format!("\"{text}\" is no weekday; write it as tue"))
            })
        };
        Vec::<String>::deserialize(from)?.into_iter().map(read).collect()
    }
}
