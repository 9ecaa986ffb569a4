//! Reasons for a session without a place.

use crate::Planner;
use crate::search::State;
use crate::why_not::Shortage;

pub(crate) fn reasons(
    _planner: &Planner,
    _state: &State<'_>,
    _activity: usize,
    _shortages: &[Shortage],
) -> Vec<String> {
    vec!["no place was found".to_owned()]
}
