//! Lag targets: days by which the distance between two sessions misses what was aimed at. Soft level.

/// Days by which `gap` misses `target`; none where `target` is negative (nobody minds).
pub(crate) fn missed_days(gap: i32, target: i32) -> i64 {
    if target < 0 { 0 } else { i64::from((gap - target).abs()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misses_on_both_sides() {
        assert_eq!(missed_days(28, 30), 2);
        assert_eq!(missed_days(35, 30), 5);
        assert_eq!(missed_days(35, -1), 0);
    }
}
