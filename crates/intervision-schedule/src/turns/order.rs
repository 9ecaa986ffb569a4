//! Orders that rotate.

/// Orders for one session after the other in which everyone takes each place equally often, and each follows each other
/// equally often: an even number of people has as many orders, an odd number twice as many. Use them in turn, and begin
/// again.
///
/// Source: E. J. Williams, Experimental designs balanced for the estimation of residual effects of treatments (1949).
/// O(people²).
///
/// # Example
///
/// ```
/// use intervision_schedule::turns::orders;
///
/// assert_eq!(orders(4), [[0, 1, 3, 2], [1, 2, 0, 3], [2, 3, 1, 0], [3, 0, 2, 1]]);
/// ```
#[must_use]
pub fn orders(people: usize) -> Vec<Vec<usize>> {
    // One order goes up and down by turns, 0, 1, n-1, 2, n-2, ...; the others are that one moved on.
    let zigzag = |place: usize| match place {
        0 => 0,
        odd if odd % 2 == 1 => odd.div_ceil(2),
        even => people - even / 2,
    };
    let moved = |by: usize| (0..people).map(|place| (zigzag(place) + by) % people).collect();
    let mut orders: Vec<Vec<usize>> = (0..people).map(moved).collect();
    if people % 2 == 1 && people > 1 {
        // Who follows whom is balanced only together with the same orders read backwards.
        let backwards: Vec<Vec<usize>> =
            orders.iter().map(|order| order.iter().rev().copied().collect()).collect();
        orders.extend(backwards);
    }
    orders
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn r5_places_and_neighbours_are_balanced() {
        for people in 1_usize..14 {
            let orders = orders(people);
            assert_eq!(
                orders.len(),
                if people % 2 == 1 && people > 1 { 2 * people } else { people }
            );
            let mut places = BTreeMap::<(usize, usize), usize>::new();
            let mut follows = BTreeMap::<(usize, usize), usize>::new();
            for order in &orders {
                let mut all = order.clone();
                all.sort_unstable();
                assert_eq!(all, (0..people).collect::<Vec<_>>());
                for (place, who) in order.iter().enumerate() {
                    *places.entry((*who, place)).or_default() += 1;
                }
                for pair in order.windows(2) {
                    *follows.entry((pair[0], pair[1])).or_default() += 1;
                }
            }
            assert!(places.values().all(|count| *count == orders.len() / people));
            assert_eq!(follows.len(), people * (people - 1));
            assert!(follows.values().all(|count| *count == orders.len() / people));
        }
        assert!(super::orders(0).is_empty());
    }
}
