use rand::RngExt;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::super::dense::matrix::Matrix;

const NOBODY: u16 = u16::MAX;

/// A child of two groupings: turn by turn a parent hands down the group that, without those placed already, is worth most for its
/// size; who is left over fills the groups at random up to the sizes of the first parent.
pub(super) fn cross(
    matrix: &Matrix,
    parents: [&[u16]; 2],
    rng: &mut Xoshiro256PlusPlus,
) -> Vec<u16> {
    let groups = matrix.groups();
    let mut size = vec![0usize; groups];
    for &group in parents[0] {
        size[group as usize] += 1;
    }
    let mut lists = parents.map(|parent| {
        let mut lists = vec![Vec::new(); groups];
        for (member, &group) in parent.iter().enumerate() {
            lists[group as usize].push(member);
        }
        let whole = lists.into_iter().map(|list| Heir {
            weight: weight(matrix, &list),
            size: list.len(),
            list,
        });
        whole.collect::<Vec<_>>()
    });
    let mut child = vec![NOBODY; matrix.members];
    let mut open = vec![true; groups];
    let first = rng.random_range(0..2);
    for turn in 0..groups {
        let side = (turn + first) % 2;
        let best = (0..groups)
            .filter(|&group| lists[side][group].list.len() > 1)
            .max_by(|&a, &b| lists[side][a].merit().total_cmp(&lists[side][b].merit()));
        let Some(best) = best else { break };
        let mut chosen = std::mem::take(&mut lists[side][best].list);
        let whole = lists[side][best].size;
        // The open group of the closest size takes them; what is missing of a large group is filled up.
        let fits =
            |&group: &usize| (size[group].abs_diff(whole), usize::from(group != best), group);
        let Some(slot) = (0..groups).filter(|&group| open[group]).min_by_key(fits) else { break };
        open[slot] = false;
        if chosen.len() > size[slot] {
            chosen.shuffle(rng);
            chosen.truncate(size[slot]);
        }
        for &member in &chosen {
            child[member] = slot as u16;
        }
        for heir in lists.iter_mut().flatten() {
            heir.lose(matrix, &child);
        }
    }
    let mut room: Vec<u16> = Vec::new();
    for &group in &child {
        if group != NOBODY {
            size[group as usize] -= 1;
        }
    }
    for (group, &size) in size.iter().enumerate() {
        room.extend(std::iter::repeat_n(group as u16, size));
    }
    room.shuffle(rng);
    for group in child.iter_mut().filter(|group| **group == NOBODY) {
        if let Some(next) = room.pop() {
            *group = next;
        }
    }
    child
}

/// A group that may be handed down: those of its members who are not placed yet.
struct Heir {
    weight: f64,
    /// How many there were at first.
    size: usize,
    list: Vec<usize>,
}

impl Heir {
    /// The best groups weigh about the power 1.5 of their size when weights are random: so large and small ones compare.
    fn merit(&self) -> f64 {
        self.weight / (self.list.len() as f64).powf(1.5)
    }

    fn lose(&mut self, matrix: &Matrix, child: &[u16]) {
        let mut at = 0;
        while at < self.list.len() {
            if child[self.list[at]] == NOBODY {
                at += 1;
            } else {
                let row = matrix.row(self.list.swap_remove(at));
                self.weight -= self.list.iter().map(|&other| f64::from(row[other])).sum::<f64>();
            }
        }
    }
}

fn weight(matrix: &Matrix, list: &[usize]) -> f64 {
    let of = |(at, &member): (usize, &usize)| {
        let row = matrix.row(member);
        list[at + 1..].iter().map(|&other| f64::from(row[other])).sum::<f64>()
    };
    list.iter().enumerate().map(of).sum()
}

#[cfg(test)]
mod tests {
    use rand_xoshiro::rand_core::SeedableRng;

    use super::*;
    use crate::search::dense::matrix::tests::scattered;

    #[test]
    fn a_child_has_the_sizes_of_its_first_parent_and_whole_groups() {
        let matrix = scattered(vec![(2, 6), (3, 7), (3, 3)], 12);
        let first = [0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2];
        let second = [2, 2, 2, 0, 0, 0, 0, 1, 1, 1, 1, 1];
        for seed in 0..20 {
            let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
            let child = cross(&matrix, [&first, &second], &mut rng);
            for group in 0..3 {
                let size = |of: &[u16]| of.iter().filter(|&&one| one == group).count();
                assert_eq!(size(&child), size(&first));
            }
            let kept = |parent: &[u16], group: u16| {
                let of: Vec<u16> =
                    (0..12).filter(|&one| parent[one] == group).map(|one| child[one]).collect();
                of.windows(2).all(|pair| pair[0] == pair[1])
            };
            assert!((0..3).any(|group| kept(&first, group) || kept(&second, group)));
            assert_eq!(cross(&matrix, [&first, &first], &mut rng), first);
        }
    }
}
