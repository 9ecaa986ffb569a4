//! Wishes: how welcome a slot is to a party, from -1 to 1. Soft level; a welcome slot takes points off.

/// Thousandths of a point against a slot that is this welcome. A number outside -1..=1 is brought inside.
pub(crate) fn against(welcome: f64) -> i64 {
    if welcome.is_nan() { 0 } else { -(welcome.clamp(-1.0, 1.0) * 1_000.0).round() as i64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_less_welcome_the_dearer() {
        assert_eq!(against(-1.0), 1_000);
        assert_eq!(against(0.25), -250);
        assert_eq!(against(f64::NAN), 0);
        assert_eq!(against(-7.0), 1_000);
    }
}
