/// What comes of people of one kind who pair up among themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Roommates {
    /// Whom each has; no two would rather have each other.
    Stable(Vec<Option<usize>>),
    /// There is no stable matching, and the search came to its end with this person, who was refused by everybody left.
    Unstable(usize),
}

/// Pairs people of one kind by what they prefer, so that no two would rather have each other: Irving's algorithm (1985), for lists that may
/// leave people out (Gusfield and Irving 1989).
///
/// `preferences[a]` lists whom `a` accepts, the best first; only people who accept each other are paired. Unlike with two sides there may be no
/// stable matching. O(members²).
///
/// # Example
///
/// ```
/// use intervision_groups::pairing::{Roommates, roommates};
///
/// let lists = [vec![1, 2, 3], vec![2, 0, 3], vec![0, 1, 3], vec![0, 1, 2]];
/// // Each of the first three likes another of them best, and nobody likes the fourth.
/// assert!(matches!(roommates(&lists), Roommates::Unstable(_)));
/// let lists = [vec![2, 1, 3], vec![3, 0, 2], vec![0, 1, 3], vec![1, 0, 2]];
/// assert_eq!(roommates(&lists), Roommates::Stable(vec![Some(2), Some(3), Some(0), Some(1)]));
/// ```
#[must_use]
pub fn roommates(preferences: &[Vec<usize>]) -> Roommates {
    let mut table = Table::new(preferences);
    let mut proposing: Vec<usize> = (0..preferences.len()).rev().collect();
    table.propose(&mut proposing);
    // Whoever is left without a list is alone in every stable matching.
    let alone: Vec<bool> = (0..preferences.len()).map(|a| table.first(a).is_none()).collect();
    while let Some(start) = (0..preferences.len()).find(|&a| table.second(a).is_some()) {
        let rotation = table.rotation(start);
        // Everybody in the rotation gives up their first for their second.
        for &(a, first) in &rotation {
            table.remove(a, first);
        }
        for &(a, _) in &rotation {
            if let Some(next) = table.first(a) {
                table.truncate(next, a);
            }
        }
        if let Some(lost) = (0..preferences.len()).find(|&a| !alone[a] && table.first(a).is_none())
        {
            return Roommates::Unstable(lost);
        }
    }
    let matched: Vec<Option<usize>> = (0..preferences.len()).map(|a| table.first(a)).collect();
    // Lists of one: the only ones left for each other.
    match (0..matched.len()).find(|&a| matched[a].is_some_and(|b| matched[b] != Some(a))) {
        Some(lost) => Roommates::Unstable(lost),
        None => Roommates::Stable(matched),
    }
}

/// The lists, with those who are out of the question crossed off.
struct Table {
    lists: Vec<Vec<usize>>,
    /// The place of each other in one's list.
    rank: Vec<Vec<usize>>,
    there: Vec<Vec<bool>>,
    from: Vec<usize>,
    to: Vec<usize>,
}

const NONE: usize = usize::MAX;

impl Table {
    fn new(preferences: &[Vec<usize>]) -> Self {
        let members = preferences.len();
        let accepts = |a: usize, b: usize| preferences[a].contains(&b);
        let list = |a: usize| -> Vec<usize> {
            let mut list: Vec<usize> = Vec::new();
            for &b in preferences[a].iter().filter(|&&b| b < members && b != a && accepts(b, a)) {
                if !list.contains(&b) {
                    list.push(b);
                }
            }
            list
        };
        let lists: Vec<Vec<usize>> = (0..members).map(list).collect();
        let mut rank = vec![vec![NONE; members]; members];
        for (own, list) in rank.iter_mut().zip(&lists) {
            for (at, &other) in list.iter().enumerate() {
                own[other] = at;
            }
        }
        let there = lists.iter().map(|list| vec![true; list.len()]).collect();
        let to = lists.iter().map(Vec::len).collect();
        Table { from: vec![0; members], to, lists, rank, there }
    }

    fn first(&self, a: usize) -> Option<usize> {
        (self.from[a]..self.to[a]).find(|&at| self.there[a][at]).map(|at| self.lists[a][at])
    }

    fn second(&self, a: usize) -> Option<usize> {
        (self.from[a]..self.to[a])
            .filter(|&at| self.there[a][at])
            .nth(1)
            .map(|at| self.lists[a][at])
    }

    fn last(&self, a: usize) -> Option<usize> {
        (self.from[a]..self.to[a]).rfind(|&at| self.there[a][at]).map(|at| self.lists[a][at])
    }

    fn remove(&mut self, a: usize, b: usize) {
        for (x, y) in [(a, b), (b, a)] {
            let at = self.rank[x][y];
            self.there[x][at] = false;
            while self.from[x] < self.to[x] && !self.there[x][self.from[x]] {
                self.from[x] += 1;
            }
            while self.from[x] < self.to[x] && !self.there[x][self.to[x] - 1] {
                self.to[x] -= 1;
            }
        }
    }

    /// b holds a: everybody whom b likes less is crossed off.
    fn truncate(&mut self, b: usize, a: usize) {
        while let Some(worse) = self.last(b) {
            if worse == a {
                break;
            }
            self.remove(b, worse);
        }
    }

    /// Everybody asks the best who has not refused them, and holds the best who asks.
    fn propose(&mut self, asking: &mut Vec<usize>) {
        let mut holds = vec![NONE; self.lists.len()];
        while let Some(a) = asking.pop() {
            let Some(b) = self.first(a) else { continue };
            let before = std::mem::replace(&mut holds[b], a);
            // Whoever was held is worse, or would have been kept: a stands on the list that was cut behind them.
            self.truncate(b, a);
            if before != NONE && before != a {
                asking.push(before);
            }
        }
    }

    /// A cycle of people, each with their first, whose second is held by the next.
    fn rotation(&self, start: usize) -> Vec<(usize, usize)> {
        let (mut seen, mut way, mut a) = (vec![NONE; self.lists.len()], Vec::new(), start);
        while seen[a] == NONE {
            seen[a] = way.len();
            way.push(a);
            match self.second(a).and_then(|second| self.last(second)) {
                Some(next) => a = next,
                None => break,
            }
        }
        way[seen[a]..].iter().filter_map(|&a| Some((a, self.first(a)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stable(preferences: &[Vec<usize>], matched: &[Option<usize>]) -> bool {
        let rank = |a: usize, b: usize| preferences[a].iter().position(|&other| other == b);
        let prefers = |a: usize, b: usize| {
            rank(a, b).is_some_and(|own| {
                matched[a].and_then(|held| rank(a, held)).is_none_or(|held| own < held)
            })
        };
        let members = preferences.len();
        (0..members).all(|a| (0..a).all(|b| !(prefers(a, b) && prefers(b, a))))
    }

    /// Whether any matching at all is stable.
    fn any_stable(preferences: &[Vec<usize>], matched: &mut Vec<Option<usize>>, a: usize) -> bool {
        if a == matched.len() {
            return stable(preferences, matched);
        }
        if matched[a].is_some() || any_stable(preferences, matched, a + 1) {
            return matched[a].is_none() || any_stable(preferences, matched, a + 1);
        }
        for b in a + 1..matched.len() {
            let accept = preferences[a].contains(&b) && preferences[b].contains(&a);
            if matched[b].is_none() && accept {
                (matched[a], matched[b]) = (Some(b), Some(a));
                if any_stable(preferences, matched, a + 1) {
                    return true;
                }
                (matched[a], matched[b]) = (None, None);
            }
        }
        false
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn a_stable_matching_is_found_where_there_is_one(
            preferences in (2usize..8).prop_flat_map(|members| {
                let list = move |own: usize| {
                    let others: Vec<usize> = (0..members).filter(|&other| other != own).collect();
                    (Just(others).prop_shuffle(), 0..=members).prop_map(|(mut list, kept)| {
                        list.truncate(kept.max(1));
                        list
                    })
                };
                (0..members).map(list).collect::<Vec<_>>()
            })
        ) {
            let exists = any_stable(&preferences, &mut vec![None; preferences.len()], 0);
            match roommates(&preferences) {
                Roommates::Stable(matched) => {
                    prop_assert!(stable(&preferences, &matched), "{preferences:?}: {matched:?}");
                    for (a, b) in matched.iter().enumerate() {
                        prop_assert!(b.is_none_or(|b| matched[b] == Some(a) && preferences[a].contains(&b)));
                    }
                }
                Roommates::Unstable(_) => prop_assert!(!exists, "{preferences:?}"),
            }
        }
    }

    /// The example of Irving's paper (1985), six people with a stable matching.
    #[test]
    fn the_example_of_the_paper() {
        let lists = [
            vec![3, 5, 1, 4, 2],
            vec![5, 2, 3, 0, 4],
            vec![3, 4, 0, 5, 1],
            vec![1, 5, 4, 0, 2],
            vec![3, 1, 2, 5, 0],
            vec![4, 0, 3, 1, 2],
        ];
        assert_eq!(roommates(&lists), Roommates::Stable([5, 3, 4, 1, 2, 0].map(Some).to_vec()));
    }
}
