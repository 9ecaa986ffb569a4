use super::pairs::Rounds;

/// Everyone with everyone once, by the circle method: one person stays, the others move on by one each round.
///
/// `people - 1` rounds, or `people` when their number is odd and one sits out each round; no plan has fewer. O(people²).
///
/// Source: F. Schurig, Zur Paarung der Teilnehmer eines Turniers, Deutsche Schachzeitung 41 (1886).
///
/// # Example
///
/// ```
/// use intervision_schedule::conversations::all_pairs;
///
/// let rounds = all_pairs(5);
/// assert_eq!((rounds.len(), rounds.bound()), (5, 5));
/// assert_eq!(rounds.round(0), [(1, 4), (2, 3)]);
/// assert_eq!(rounds.sitting_out(0, 5), [0]);
/// ```
#[must_use]
pub fn all_pairs(people: usize) -> Rounds {
    if people < 2 {
        return Rounds::new(Vec::new(), 0);
    }
    // With an odd number the chair of the one who stays is empty.
    let chairs = people + people % 2;
    let circle = chairs - 1;
    // Two meet when their places on the circle add up to the number of the round.
    let round = |number: usize| {
        let mut pairs: Vec<(usize, usize)> = Vec::with_capacity(people / 2);
        if chairs == people {
            // The one who stays meets whoever meets themselves on the circle; halving is exact on an odd circle.
            let opposite = (number * chairs / 2) % circle;
            pairs.push((opposite, circle));
        }
        for a in 0..circle {
            let b = (number + circle - a) % circle;
            if a < b {
                pairs.push((a, b));
            }
        }
        pairs.sort_unstable();
        pairs
    };
    Rounds::new((0..circle).map(round).collect(), circle)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn everyone_meets_everyone_once_in_the_least_number_of_rounds() {
        for people in 0..41 {
            let rounds = all_pairs(people);
            let least = match people {
                0 | 1 => 0,
                n => n - 1 + n % 2,
            };
            assert_eq!((rounds.len(), rounds.bound()), (least, least));
            let mut met = BTreeSet::new();
            for round in 0..rounds.len() {
                let mut busy = BTreeSet::new();
                for &(a, b) in rounds.round(round) {
                    assert!(a < b && b < people);
                    assert!(busy.insert(a) && busy.insert(b), "twice in round {round}");
                    assert!(met.insert((a, b)), "{a} and {b} meet twice");
                }
                assert_eq!(rounds.sitting_out(round, people).len(), people % 2);
            }
            assert_eq!(met.len(), people * people.saturating_sub(1) / 2);
        }
    }

    #[test]
    fn with_an_odd_number_everyone_sits_out_once() {
        let rounds = all_pairs(7);
        let out: BTreeSet<usize> = (0..7).flat_map(|round| rounds.sitting_out(round, 7)).collect();
        assert_eq!(out.len(), 7);
    }
}
