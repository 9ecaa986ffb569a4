//! Absences: attendees who cannot be there, where that is allowed. Medium level.

use fixedbitset::FixedBitSet;

/// How many attendees cannot start at `slot`, given the start slots of each.
pub(crate) fn absences<'a>(free: impl Iterator<Item = &'a FixedBitSet>, slot: usize) -> u32 {
    free.map(|starts| u32::from(!starts.contains(slot))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_who_is_away() {
        let mut free = FixedBitSet::with_capacity(4);
        free.insert(1);
        let nobody = FixedBitSet::with_capacity(4);
        assert_eq!(absences([&free, &nobody].into_iter(), 1), 1);
        assert_eq!(absences([&free, &nobody].into_iter(), 0), 2);
    }
}
