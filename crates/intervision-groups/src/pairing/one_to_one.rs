use std::collections::{BTreeMap, BTreeSet};

use crate::Error;
use crate::rounds::RoundsError;

/// Rounds of talks, two by two, in which each of these pairs talks once and nobody talks twice in a round: an edge colouring.
///
/// Takes at most one round more than the busiest person has talks (Vizing 1964, by the method of Misra and Gries 1992), where no fewer than that
/// are possible; for all pairs of everybody it is a round robin, which is best. O(pairs · members).
///
/// # Errors
///
/// [`RoundsError::Pair`] for a pair that stands there twice, names somebody who is not there, or one person twice.
///
/// # Example
///
/// ```
/// use intervision_groups::pairing::one_to_one;
///
/// // Three who each talk with a fourth, and two of them with each other.
/// let rounds = one_to_one(4, &[(0, 3), (1, 3), (2, 3), (0, 1)])?;
/// assert_eq!(rounds.len(), 3);
/// # Ok::<(), intervision_groups::Error>(())
/// ```
pub fn one_to_one(
    members: usize,
    pairs: &[(usize, usize)],
) -> Result<Vec<Vec<(usize, usize)>>, Error> {
    let mut seen = BTreeSet::new();
    for &(a, b) in pairs {
        let fits = a != b && a.max(b) < members && seen.insert((a.min(b), a.max(b)));
        if !fits {
            return Err(RoundsError::Pair { a, b, members }.into());
        }
    }
    if members > 1 && seen.len() == members * (members - 1) / 2 {
        let pair = |group: &Vec<u32>| (group[0] as usize, group[1] as usize);
        let rounds = crate::rounds::round_robin(members);
        return Ok(rounds.iter().map(|round| round.iter().map(pair).collect()).collect());
    }
    let mut talks = Talks::new(members, &seen);
    for &(a, b) in &seen {
        talks.place(a, b);
    }
    Ok(talks.rounds())
}

/// Who talks with whom in which round; `with[member · rounds + round]`.
struct Talks {
    rounds: usize,
    with: Vec<u32>,
    near: Vec<Vec<u32>>,
    colour: BTreeMap<(usize, usize), usize>,
}

const NOBODY: u32 = u32::MAX;

impl Talks {
    fn new(members: usize, pairs: &BTreeSet<(usize, usize)>) -> Self {
        let mut near = vec![Vec::new(); members];
        for &(a, b) in pairs {
            near[a].push(b as u32);
            near[b].push(a as u32);
        }
        let rounds = near.iter().map(Vec::len).max().unwrap_or(0) + 1;
        Talks { rounds, with: vec![NOBODY; members * rounds], near, colour: BTreeMap::new() }
    }

    fn free(&self, member: usize, round: usize) -> bool {
        self.with[member * self.rounds + round] == NOBODY
    }

    fn first_free(&self, member: usize) -> usize {
        (0..self.rounds).find(|&round| self.free(member, round)).unwrap_or(0)
    }

    fn set(&mut self, a: usize, b: usize, round: usize) {
        self.with[a * self.rounds + round] = b as u32;
        self.with[b * self.rounds + round] = a as u32;
        self.colour.insert((a.min(b), a.max(b)), round);
    }

    fn unset(&mut self, a: usize, b: usize) -> Option<usize> {
        let round = self.colour.remove(&(a.min(b), a.max(b)))?;
        self.with[a * self.rounds + round] = NOBODY;
        self.with[b * self.rounds + round] = NOBODY;
        Some(round)
    }

    fn place(&mut self, a: usize, b: usize) {
        // A round in which both are free is taken at once.
        if let Some(round) =
            (0..self.rounds).find(|&round| self.free(a, round) && self.free(b, round))
        {
            return self.set(a, b, round);
        }
        let mut fan = self.fan(a, b);
        let last = fan[fan.len() - 1];
        let (c, d) = (self.first_free(a), self.first_free(last));
        self.turn(a, c, d);
        // The first in the fan who is free in round d, where everybody before still follows.
        let mut until = 0;
        for at in 0..fan.len() {
            let follows = at == 0 || {
                let key = (a.min(fan[at]), a.max(fan[at]));
                self.colour.get(&key).is_some_and(|&round| self.free(fan[at - 1], round))
            };
            if !follows {
                break;
            }
            until = at;
            if self.free(fan[at], d) {
                break;
            }
        }
        fan.truncate(until + 1);
        for at in 1..fan.len() {
            if let Some(round) = self.unset(a, fan[at]) {
                self.set(a, fan[at - 1], round);
            }
        }
        self.set(a, fan[fan.len() - 1], d);
    }

    /// Neighbours of a, each of whose talk with a is in a round in which the one before is free.
    fn fan(&self, a: usize, b: usize) -> Vec<usize> {
        let mut fan = vec![b];
        let mut left: Vec<usize> = self.near[a]
            .iter()
            .map(|&other| other as usize)
            .filter(|&other| self.colour.contains_key(&(a.min(other), a.max(other))))
            .collect();
        loop {
            let last = fan[fan.len() - 1];
            let next = left.iter().position(|&other| {
                self.colour
                    .get(&(a.min(other), a.max(other)))
                    .is_some_and(|&round| self.free(last, round))
            });
            match next {
                Some(at) => fan.push(left.remove(at)),
                None => return fan,
            }
        }
    }

    /// Exchanges rounds c and d along the path of them that begins at a, which is free in c.
    fn turn(&mut self, a: usize, c: usize, d: usize) {
        let (mut path, mut at, mut round) = (Vec::new(), a, d);
        while self.with[at * self.rounds + round] != NOBODY {
            let next = self.with[at * self.rounds + round] as usize;
            path.push((at, next, round));
            (at, round) = (next, if round == c { d } else { c });
        }
        for &(x, y, _) in &path {
            self.unset(x, y);
        }
        for &(x, y, round) in &path {
            self.set(x, y, if round == c { d } else { c });
        }
    }

    fn rounds(&self) -> Vec<Vec<(usize, usize)>> {
        let mut rounds = vec![Vec::new(); self.rounds];
        for (&pair, &round) in &self.colour {
            rounds[round].push(pair);
        }
        rounds.retain(|round| !round.is_empty());
        rounds
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn everybody_talks_once_with_each_and_in_no_round_twice(
            members in 2usize..14, wanted in proptest::collection::vec(any::<bool>(), 91),
        ) {
            let cells = (0..members).flat_map(|b| (0..b).map(move |a| (a, b)));
            let pairs: Vec<_> = cells.zip(&wanted).filter(|(_, wanted)| **wanted).map(|(pair, _)| pair).collect();
            let rounds = one_to_one(members, &pairs).unwrap();
            let mut all: Vec<_> = rounds.iter().flatten().copied().collect();
            all.sort_unstable();
            let mut expected = pairs.clone();
            expected.sort_unstable();
            prop_assert_eq!(all, expected);
            for round in &rounds {
                let people: BTreeSet<_> = round.iter().flat_map(|&(a, b)| [a, b]).collect();
                prop_assert_eq!(people.len(), 2 * round.len());
            }
            let busiest = (0..members).map(|m| pairs.iter().filter(|p| p.0 == m || p.1 == m).count()).max();
            prop_assert!(rounds.len() <= busiest.unwrap_or(0) + 1);
        }
    }
}
