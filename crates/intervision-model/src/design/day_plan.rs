//! A retreat, hour by hour: the blocks of one stretch of time, as a design writes them.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

/// A day, or a day and a night, that the whole programme spends together, free of daily work.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct DayPlanRules {
    /// The day on which it begins.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub day: NaiveDate,
    /// When it begins.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::clock"))]
    pub from: NaiveTime,
    /// How long it lasts: 1440 is a day and a night.
    pub minutes: u32,
    /// The longest rest lasts at least this many minutes.
    #[cfg_attr(feature = "serde", serde(default))]
    pub rest: u32,
    /// What happens, in the order in which one would like it.
    pub blocks: Vec<DayBlock>,
}

/// Something that takes its time: a working form, a meal, a night.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct DayBlock {
    /// A slug.
    pub id: String,
    /// What people read.
    pub title: String,
    /// How long it lasts at least.
    pub minutes: u32,
    /// How long it may last; as long as `minutes` unless given.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub up_to: Option<u32>,
    /// The times of day between which it starts; a later first time reaches past midnight.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub starts: Option<StartWindow>,
    /// By which method.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub method: Option<String>,
    /// Whether it is rest.
    #[cfg_attr(feature = "serde", serde(default))]
    pub rest: bool,
    /// Blocks that begin only after it has ended.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub before: Vec<String>,
}

/// Times of day between which something starts, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct StartWindow {
    /// The earliest.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::clock"))]
    pub from: NaiveTime,
    /// The latest.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::clock"))]
    pub to: NaiveTime,
}

impl DayPlanRules {
    /// The last day that it touches.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        let begins = self.day.and_time(self.from);
        // The moment at which it ends belongs to nobody: a plan until midnight ends the day before.
        let last = TimeDelta::minutes(i64::from(self.minutes.max(1))) - TimeDelta::seconds(1);
        begins.checked_add_signed(last).map_or(self.day, |end| end.date())
    }

    /// The place of the block with this id.
    #[must_use]
    pub fn block(&self, id: &str) -> Option<usize> {
        self.blocks.iter().position(|block| block.id == id)
    }
}
