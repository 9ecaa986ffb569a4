//! How a window of days stands in a file: dates as bare TOML dates or as text.

use chrono::NaiveDate;
use intervision_core::DateWindow;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::interchange::date;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    #[serde(default, skip_serializing_if = "Option::is_none", with = "date::option")]
    earliest: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "date::option")]
    latest: Option<NaiveDate>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
pub(super) fn serialize<S: Serializer>(window: &DateWindow, to: S) -> Result<S::Ok, S::Error> {
    Wire { earliest: window.earliest, latest: window.latest }.serialize(to)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DateWindow, D::Error> {
    let Wire { earliest, latest } = Wire::deserialize(from)?;
    Ok(DateWindow { earliest, latest })
}
