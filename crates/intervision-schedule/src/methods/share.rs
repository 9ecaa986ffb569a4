//! Whole minutes shared out in proportion.

use super::error::MethodError;

/// `minutes` in parts proportional to `weights`, each a minute at least, by largest remainders; earlier parts win ties.
pub(super) fn share(minutes: u32, weights: &[u32]) -> Result<Vec<u32>, MethodError> {
    let parts = weights.len();
    if parts == 0 {
        return Ok(Vec::new());
    }
    let spare = u32::try_from(parts).ok().and_then(|parts| minutes.checked_sub(parts));
    if spare.is_none() {
        return Err(MethodError::TooShort { have: minutes, parts });
    }
    let total: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
    if total == 0 {
        return share(minutes, &vec![1; parts]);
    }
    let exact = |weight: u32| u64::from(minutes) * u64::from(weight);
    let mut shares: Vec<u64> =
        weights.iter().map(|weight| (exact(*weight) / total).max(1)).collect();
    let mut order: Vec<usize> = (0..parts).collect();
    let rest = |part: &usize| weights.get(*part).map_or(0, |weight| exact(*weight) % total);
    order.sort_by_key(|part| (std::cmp::Reverse(rest(part)), *part));
    let mut given: u64 = shares.iter().sum();
    // Too little was given by rounding down, or too much by giving everyone a minute.
    for part in order.iter().cycle().copied() {
        if given >= u64::from(minutes) {
            break;
        }
        if let Some(share) = shares.get_mut(part) {
            *share += 1;
            given += 1;
        }
    }
    while given > u64::from(minutes) {
        let Some(largest) = shares.iter_mut().rev().max_by_key(|share| **share) else { break };
        *largest -= 1;
        given -= 1;
    }
    Ok(shares.into_iter().map(|share| u32::try_from(share).unwrap_or(u32::MAX)).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn largest_remainders_win() {
        assert_eq!(share(240, &[1, 2, 1]), Ok(vec![60, 120, 60]));
        assert_eq!(share(10, &[1, 1, 1]), Ok(vec![4, 3, 3]));
        assert_eq!(share(4, &[100, 1, 1]), Ok(vec![2, 1, 1]));
        assert_eq!(share(2, &[1, 1, 1]), Err(MethodError::TooShort { have: 2, parts: 3 }));
    }

    proptest! {
        #[test]
        fn everything_is_shared_out(minutes in 0_u32..600, weights in prop::collection::vec(0_u32..90, 0..14)) {
            match share(minutes, &weights) {
                Ok(shares) if weights.is_empty() => prop_assert!(shares.is_empty()),
                Ok(shares) => {
                    prop_assert_eq!(shares.iter().sum::<u32>(), minutes);
                    prop_assert!(shares.iter().all(|share| *share >= 1));
                }
                Err(_) => prop_assert!((minutes as usize) < weights.len()),
            }
        }
    }
}
