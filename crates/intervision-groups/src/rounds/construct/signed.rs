//! In: a size from 2 to 4. Out: rounds of twice as many groups of that size, out of two affine planes whose points are doubled.
//!
//! Every point of a plane becomes two, one with either sign, and every line two groups: one takes its points with some signs, the other with the
//! opposite ones. In two planes on the same points every pair of points shares two lines. If their signs agree on one line and differ on the
//! other, no two of the doubled points meet twice, and all meet but those of one point: a resolvable Bhaskar Rao design over the signs (Bhaskar
//! Rao 1970; of block size four: de Launey and Seberry 1984). Which signs do is a system of linear equations modulo 2.

use std::collections::BTreeMap;

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::Design;
use super::families::affine;
use super::field::prime_power;

/// Second planes that are tried; a few are enough.
const TRIES: usize = 100;

/// No two planes of order 5 or 8 have been found that have signs.
const LARGEST: usize = 4;

/// Twice `size` groups; `2 · size + 2` rounds, in which everybody meets all others but one.
pub(super) fn signed(groups: usize, size: usize) -> Option<Design> {
    if size > LARGEST || groups != 2 * size {
        return None;
    }
    let plane = affine(size, size)?;
    let (prime, _) = prime_power(size)?;
    let points = size * size;
    // Always the same numbers are drawn, so that a size has one answer.
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    (0..TRIES).find_map(|_| {
        let place = if prime == 2 { linear(points, &mut rng)? } else { shuffled(points, &mut rng) };
        let moved = |round: &Vec<Vec<u32>>| -> Vec<Vec<u32>> {
            let line = |line: &Vec<u32>| line.iter().map(|&point| place[point as usize]).collect();
            round.iter().map(line).collect()
        };
        let other: Design = plane.iter().map(moved).collect();
        if !meet_little(&plane, &other) {
            return None;
        }
        let rounds: Design = plane.iter().cloned().chain(other).collect();
        let lines: Vec<&Vec<u32>> = rounds.iter().flatten().collect();
        let signs = signs(&lines)?;
        Some(doubled(&rounds, &signs, points))
    })
}

/// Whether no line of one plane has three points in common with one of the other: these have three pairs, of which not all can differ.
fn meet_little(plane: &Design, other: &Design) -> bool {
    let set = |line: &Vec<u32>| line.iter().fold(0u64, |set, &point| set | 1 << point);
    let own: Vec<u64> = plane.iter().flatten().map(set).collect();
    other.iter().flatten().map(set).all(|line| own.iter().all(|own| (own & line).count_ones() < 3))
}

/// The points in another order, by a linear map of their binary digits. Lines of one plane and of the other are then subspaces and their cosets,
/// which often have no three points in common; among all orders such planes are rare.
fn linear(points: usize, rng: &mut Xoshiro256PlusPlus) -> Option<Vec<u32>> {
    let digits = points.ilog2() as usize;
    let of: Vec<u32> = (0..digits).map(|_| rng.random_range(1..points as u32)).collect();
    let place = |point: usize| {
        (0..digits).filter(|digit| point >> digit & 1 == 1).fold(0, |sum, digit| sum ^ of[digit])
    };
    let places: Vec<u32> = (0..points).map(place).collect();
    let mut all = places.clone();
    all.sort_unstable();
    all.dedup();
    (all.len() == points).then_some(places)
}

fn shuffled(points: usize, rng: &mut Xoshiro256PlusPlus) -> Vec<u32> {
    let mut places: Vec<u32> = (0..points as u32).collect();
    places.shuffle(rng);
    places
}

/// For each line the signs of its points, so that of the two lines through two points one has them alike and the other does not.
fn signs(lines: &[&Vec<u32>]) -> Option<Vec<Vec<bool>>> {
    // The first point of a line is positive; the sign of each other is an unknown.
    let wide = lines.first()?.len() - 1;
    let unknown = |line: usize, at: usize| (at > 0).then(|| line * wide + at - 1);
    let mut of_pair: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    let mut system = System::new(lines.len() * wide);
    for (number, line) in lines.iter().enumerate() {
        for at in 0..line.len() {
            for other in 0..at {
                let pair = (line[at].min(line[other]), line[at].max(line[other]));
                let both = [unknown(number, at), unknown(number, other)].into_iter().flatten();
                let known = of_pair.entry(pair).or_default();
                if known.is_empty() {
                    known.extend(both);
                } else if !system.differ(known.iter().copied().chain(both)) {
                    return None;
                }
            }
        }
    }
    let found = system.solution();
    let of =
        |line: usize| (0..=wide).map(|at| unknown(line, at).is_some_and(|at| found[at])).collect();
    Some((0..lines.len()).map(of).collect())
}

/// Point `p` with a positive sign is `p`, and with a negative one `points + p`.
fn doubled(rounds: &Design, signs: &[Vec<bool>], points: usize) -> Design {
    let mut signs = signs.iter();
    let round = |round: &Vec<Vec<u32>>| {
        let mut groups = Vec::with_capacity(2 * round.len());
        for (line, signs) in round.iter().zip(signs.by_ref()) {
            for turned in [false, true] {
                let point = |(&point, &sign): (&u32, &bool)| {
                    if sign == turned { point } else { point + points as u32 }
                };
                groups.push(line.iter().zip(signs).map(point).collect());
            }
        }
        groups
    };
    rounds.iter().map(round).collect()
}

/// Linear equations modulo 2, each a set of bits with its right side as the last, solved as they come (Gauss).
struct System {
    unknowns: usize,
    /// Equations by their highest unknown.
    rows: BTreeMap<usize, Vec<u64>>,
}

impl System {
    fn new(unknowns: usize) -> Self {
        System { unknowns, rows: BTreeMap::new() }
    }

    /// Adds that an odd number of these is set; `false` where this contradicts what is known.
    fn differ(&mut self, unknowns: impl Iterator<Item = usize>) -> bool {
        // The right side stands below all unknowns.
        let mut row = vec![0u64; (self.unknowns + 1).div_ceil(64)];
        row[0] = 1;
        for unknown in unknowns {
            row[(unknown + 1) / 64] ^= 1 << ((unknown + 1) % 64);
        }
        loop {
            let Some(word) = row.iter().rposition(|word| *word != 0) else { return true };
            let highest = word * 64 + row[word].ilog2() as usize;
            if highest == 0 {
                return false;
            }
            match self.rows.get(&highest) {
                None => {
                    self.rows.insert(highest, row);
                    return true;
                }
                Some(known) => row.iter_mut().zip(known).for_each(|(own, known)| *own ^= known),
            }
        }
    }

    /// Values of all unknowns; those that are free are not set.
    fn solution(&self) -> Vec<bool> {
        let mut values = vec![false; self.unknowns + 1];
        values[0] = true;
        // Lower unknowns first: a row asks only for those below its highest.
        for (&highest, row) in &self.rows {
            let set = |at: &usize| row[at / 64] >> (at % 64) & 1 == 1 && values[*at];
            values[highest] = (0..highest).filter(set).count() % 2 == 1;
        }
        values.split_off(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rounds::construct::check;

    #[test]
    fn everybody_meets_all_others_but_one() {
        for size in [2, 3, 4] {
            let design = signed(2 * size, size).unwrap();
            assert_eq!(design.len(), 2 * size + 2);
            assert!(check::whole(2 * size, size, &design), "{size}");
        }
    }

    #[test]
    fn equations_that_contradict_each_other_are_told() {
        let mut system = System::new(3);
        assert!(system.differ([0, 1].into_iter()) && system.differ([1, 2].into_iter()));
        assert!(!system.differ([0, 2].into_iter()));
        let found = system.solution();
        assert!(found[0] != found[1] && found[1] != found[2]);
    }
}
