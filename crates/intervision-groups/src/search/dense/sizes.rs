use rand::RngExt;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

/// Above this many cells the table is not worth its time.
const MOST_CELLS: usize = 20_000_000;

/// Sizes within the limits that add up to `people` and make the number of pairs inside groups, times `per_pair`, as large as
/// can be; `whim` (in pairs per member) lets some groups be favoured at random, and a tiny one only breaks ties.
///
/// A dynamic programme over the groups. Takes O(groups · people · widest limits) time; beyond a bound, groups are filled one by one.
pub(crate) fn sizes(
    limits: &[(usize, usize)],
    people: usize,
    per_pair: f64,
    whim: f64,
    rng: &mut Xoshiro256PlusPlus,
) -> Vec<usize> {
    let least: usize = limits.iter().map(|&(least, _)| least).sum();
    let spare = people.saturating_sub(least);
    let widest = limits.iter().map(|&(least, most)| most.min(least + spare) - least).max();
    let cells = limits.len() * (spare + 1) * (widest.unwrap_or(0) + 1);
    if spare == 0 || cells > MOST_CELLS {
        return filled(limits, spare, per_pair, rng);
    }
    let favour: Vec<f64> = limits
        .iter()
        .map(|_| whim * per_pair.abs().max(1e-12) * (rng.random::<f64>() - 0.5))
        .collect();
    let worth = |group: usize, size: usize| {
        let size = size as f64;
        per_pair * size * (size - 1.0) / 2.0 + favour[group] * size
    };
    // best[used]: the most that the groups so far are worth when they take `used` beyond their least sizes.
    let mut best = vec![f64::NEG_INFINITY; spare + 1];
    best[0] = 0.0;
    let mut taken = vec![0u16; limits.len() * (spare + 1)];
    for (group, &(least, most)) in limits.iter().enumerate() {
        let mut next = vec![f64::NEG_INFINITY; spare + 1];
        for (used, &so_far) in best.iter().enumerate().filter(|(_, worth)| worth.is_finite()) {
            for extra in 0..=(most - least).min(spare - used) {
                let value = so_far + worth(group, least + extra);
                if value > next[used + extra] {
                    next[used + extra] = value;
                    taken[group * (spare + 1) + used + extra] = extra as u16;
                }
            }
        }
        best = next;
    }
    let mut sizes = vec![0; limits.len()];
    let mut left = spare;
    for group in (0..limits.len()).rev() {
        let extra = taken[group * (spare + 1) + left] as usize;
        sizes[group] = limits[group].0 + extra;
        left -= extra;
    }
    sizes
}

/// Groups filled to the brim in random order, or one by one where pairs inside groups cost something.
fn filled(
    limits: &[(usize, usize)],
    mut spare: usize,
    per_pair: f64,
    rng: &mut Xoshiro256PlusPlus,
) -> Vec<usize> {
    let mut sizes: Vec<usize> = limits.iter().map(|&(least, _)| least).collect();
    let mut order: Vec<usize> = (0..limits.len()).collect();
    order.shuffle(rng);
    while spare > 0 {
        let before = spare;
        if per_pair < 0.0 {
            order.sort_by_key(|&group| sizes[group]);
        }
        for &group in &order {
            let room = limits[group].1 - sizes[group];
            let more = if per_pair < 0.0 { room.min(1) } else { room }.min(spare);
            sizes[group] += more;
            spare -= more;
        }
        if spare == before {
            break;
        }
    }
    sizes
}

/// Everyone at random into groups of these sizes.
pub(crate) fn deal(sizes: &[usize], rng: &mut Xoshiro256PlusPlus) -> Vec<u16> {
    let mut groups: Vec<u16> = sizes
        .iter()
        .enumerate()
        .flat_map(|(group, &size)| std::iter::repeat_n(group as u16, size))
        .collect();
    groups.shuffle(rng);
    groups
}
