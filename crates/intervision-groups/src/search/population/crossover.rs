use rand::RngExt;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::super::dense::matrix::Matrix;

const NOBODY: u16 = u16::MAX;

/// A child of two groupings: turn by turn a parent hands down the group that, without those placed already, holds the most
/// weight per pair; who is left over fills the groups at random up to the sizes of the first parent.
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
    let lists = parents.map(|parent| {
        let mut lists = vec![Vec::new(); groups];
        for (member, &group) in parent.iter().enumerate() {
            lists[group as usize].push(member);
        }
        lists
    });
    let mut lists = lists.map(|lists| {
        lists.into_iter().map(|list| (weight(matrix, &list), list)).collect::<Vec<_>>()
    });
    let mut child = vec![NOBODY; matrix.members];
    let mut open = vec![true; groups];
    let first = rng.random_range(0..2);
    for turn in 0..groups {
        let side = (turn + first) % 2;
        let density = |(weight, list): &(f64, Vec<usize>)| {
            let size = list.len() as f64;
            if size < 2.0 { f64::NEG_INFINITY } else { 2.0 * weight / (size * (size - 1.0)) }
        };
        let best = (0..groups)
            .filter(|&group| lists[side][group].1.len() > 1)
            .max_by(|&a, &b| density(&lists[side][a]).total_cmp(&density(&lists[side][b])));
        let Some(best) = best else { break };
        let mut chosen = std::mem::take(&mut lists[side][best]).1;
        // The open group of the closest size takes them.
        let fits = |&group: &usize| {
            (size[group].abs_diff(chosen.len()), usize::from(group != best), group)
        };
        let Some(slot) = (0..groups).filter(|&group| open[group]).min_by_key(fits) else { break };
        open[slot] = false;
        if chosen.len() > size[slot] {
            chosen.shuffle(rng);
            chosen.truncate(size[slot]);
        }
        for &member in &chosen {
            child[member] = slot as u16;
        }
        for (_, side) in lists.iter_mut().enumerate() {
            for (weight, list) in side.iter_mut() {
                let before = list.len();
                let mut at = 0;
                while at < list.len() {
                    if child[list[at]] == NOBODY {
                        at += 1;
                    } else {
                        let member = list.swap_remove(at);
                        let row = matrix.row(member);
                        *weight -= list.iter().map(|&other| f64::from(row[other])).sum::<f64>();
                    }
                }
                debug_assert!(list.len() <= before);
            }
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

fn weight(matrix: &Matrix, list: &[usize]) -> f64 {
    let of = |(at, &member): (usize, &usize)| {
        let row = matrix.row(member);
        list[at + 1..].iter().map(|&other| f64::from(row[other])).sum::<f64>()
    };
    list.iter().enumerate().map(of).sum()
}
