use rand::{Rng, RngExt};

use super::numbers::Numbers;
use super::part::Part;

/// How many groups are looked at for each person.
const CHOICES: usize = 128;

/// Who goes where: people from the outside to the middle, each into the group that they bring closest to the mean, one person
/// per group and round (in the manner of assignment-based anticlustering, 2026, with the nearest group in place of an
/// assignment).
pub(super) fn batch(part: &Part<'_>, numbers: &mut Numbers, rng: &mut dyn Rng) -> Vec<u32> {
    let far = |person: u32| numbers.row(person as usize).iter().map(|z| z * z).sum::<f64>();
    let mut order: Vec<(f64, u32)> =
        (0..part.people.len() as u32).map(|person| (far(person), person)).collect();
    order.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut free: Vec<usize> = (0..part.len()).map(|group| part.places(group).len()).collect();
    let mut group_of = vec![0; part.people.len()];
    let mut round: Vec<u32> = Vec::new();
    for (_, person) in order {
        if round.is_empty() {
            round.extend((0..part.len() as u32).filter(|&group| free[group as usize] > 0));
        }
        let choices = round.len().min(CHOICES);
        let first = if choices < round.len() { rng.random_range(0..round.len()) } else { 0 };
        let row = numbers.row(person as usize);
        let mut best = (f64::INFINITY, 0);
        let until = (first + choices).min(round.len());
        for at in (first..until).chain(0..first + choices - until) {
            let sums = numbers.sums(round[at] as usize).iter();
            let price: f64 = sums.zip(row).map(|(sum, z)| sum * z).sum();
            if price < best.0 {
                best = (price, at);
            }
        }
        let Some(&group) = round.get(best.1) else { continue };
        round.swap_remove(best.1);
        free[group as usize] -= 1;
        group_of[person as usize] = group;
        numbers.add(person as usize, group as usize);
    }
    group_of
}
