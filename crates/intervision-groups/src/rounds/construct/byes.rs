//! In: a design with more groups than there are tables. Out: its rounds without some groups, whose members sit out, everybody as often as the
//! others or once more.

use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::Design;

/// Exchanges that are tried before it is given up.
const TRIES: u32 = 100_000;

/// What unevenness is accepted with probability 1/e.
const HEAT: f64 = 0.7;

/// Leaves groups out of each round, so that so many are kept. `None` where no fair choice is found.
///
/// By annealing the squares of how often each sits out, always with the same numbers drawn, so that a design has one answer.
pub(crate) fn kept(people: usize, mut design: Design, groups: usize) -> Option<Design> {
    if groups == 0 || design.iter().any(|round| round.len() < groups) {
        return None;
    }
    // The first groups of each round are kept; whoever is in none of these sits out.
    let mut seats = vec![0usize; people];
    let first = design.iter().flat_map(|round| round[..groups].iter().flatten());
    first.for_each(|&point| seats[point as usize] += 1);
    let open: Vec<usize> = (0..design.len()).filter(|&at| design[at].len() > groups).collect();
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    for _ in 0..if open.is_empty() { 0 } else { TRIES } {
        if is_fair(&seats) {
            break;
        }
        let round = &mut design[open[rng.random_range(0..open.len())]];
        let (goes, comes) = (rng.random_range(0..groups), rng.random_range(groups..round.len()));
        // One seat less is 1 - 2n in squares, and one more 1 + 2n.
        let squares = |group: &[u32], step: f64| -> f64 {
            group.iter().map(|&point| 1.0 + step * seats[point as usize] as f64).sum()
        };
        let change = squares(&round[goes], -2.0) + squares(&round[comes], 2.0);
        if change <= 0.0 || rng.random::<f64>() < (-change / HEAT).exp() {
            for &point in &round[goes] {
                seats[point as usize] -= 1;
            }
            for &point in &round[comes] {
                seats[point as usize] += 1;
            }
            round.swap(goes, comes);
        }
    }
    for round in &mut design {
        round.truncate(groups);
    }
    is_fair(&seats).then_some(design)
}

fn is_fair(seats: &[usize]) -> bool {
    let (least, most) = (seats.iter().min(), seats.iter().max());
    least.zip(most).is_none_or(|(least, most)| most - least <= 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rounds::construct;

    #[test]
    fn everybody_sits_out_as_often() {
        // 24 people at five tables of three, in eight groups of which three are left out.
        let (_, design) = construct::best(8, 3, 8).filter(|(_, design)| design.len() == 8).unwrap();
        let kept = kept(24, design, 5).unwrap();
        let mut seats = [0; 24];
        kept.iter().flatten().flatten().for_each(|&point| seats[point as usize] += 1);
        assert_eq!(seats, [5; 24]);
        assert_eq!(construct::check::repeats(24, &kept), 0);
    }

    #[test]
    fn what_cannot_be_fair_is_not_offered() {
        // Any two lines of a plane of order 4 that are not parallel meet, so that somebody would sit out twice.
        let (_, design) = construct::best(4, 4, 2).unwrap();
        assert!(kept(16, design, 3).is_none());
    }
}
