//! In: a design. Out: whether it is what it says, counted pair by pair.

use super::Design;

/// How often two points meet again.
pub(crate) fn repeats(points: usize, design: &Design) -> usize {
    let mut met = vec![false; points * points];
    let mut again = 0;
    for group in design.iter().flatten() {
        for (at, &a) in group.iter().enumerate() {
            for &b in &group[at + 1..] {
                let (low, high) = (a.min(b) as usize, a.max(b) as usize);
                again += usize::from(std::mem::replace(&mut met[high * points + low], true));
            }
        }
    }
    again
}

/// Whether every point is in one group of the given size in each round, and no two points meet twice.
pub(crate) fn whole(groups: usize, size: usize, design: &Design) -> bool {
    let points = groups * size;
    let full = |round: &Vec<Vec<u32>>| {
        let mut all: Vec<u32> = round.iter().flatten().copied().collect();
        all.sort_unstable();
        round.len() == groups
            && round.iter().all(|group| group.len() == size)
            && all.iter().copied().eq(0..points as u32)
    };
    design.iter().all(full) && repeats(points, design) == 0
}
