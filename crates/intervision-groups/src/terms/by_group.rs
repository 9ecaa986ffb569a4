//! A term group by group: the parts add up to its value. What does not belong to one group is divided evenly.

use super::Data;
use super::alone::Alone;
use super::counts::Counts;
use super::moments::Moments;
use super::pairs::PairSums;

impl Data {
    /// What each group has of the term, in the term's own unit.
    pub(crate) fn by_group(&self, group_of: &[u32], groups: usize) -> Vec<f64> {
        match self {
            Data::Counts(counts) => of_counts(counts, group_of, groups),
            Data::Alone(alone) => of_alone(alone, group_of, groups),
            Data::Moments(moments) => of_moments(moments, group_of, groups),
            Data::Pairs(sums) => of_pairs(sums, group_of, groups),
            Data::Ranks(ranks) => ranks.by_group(group_of, groups),
            Data::Waits(waits) => waits.by_group(group_of, groups),
        }
    }
}

impl Counts {
    /// What every head adds beside the squares, and what every group has from the beginning: together the offset.
    pub(crate) fn offset_by_head(&self) -> (f64, f64) {
        let by_head = if self.offset == 0.0 { 0.0 } else { -self.alpha };
        (by_head, self.each)
    }
}

fn of_counts(counts: &Counts, group_of: &[u32], groups: usize) -> Vec<f64> {
    let width = counts.names.len();
    let mut heads = vec![0u32; groups * width];
    let mut known = vec![0u32; groups];
    for (member, &group) in group_of.iter().enumerate() {
        known[group as usize] += u32::from(counts.known[member]);
        for &cat in counts.of(member) {
            heads[group as usize * width + cat as usize] += 1;
        }
    }
    let (by_head, each) = counts.offset_by_head();
    let of = |(group, known): (usize, u32)| {
        let known = f64::from(known);
        let (mut squares, mut shares) = (0.0, 0.0);
        for (&head, share) in heads[group * width..(group + 1) * width].iter().zip(&counts.share) {
            let head = f64::from(head);
            squares += counts.alpha * head * head + by_head * head;
            shares += head * share;
        }
        squares + counts.beta * known * known + counts.gamma * known * shares + each
    };
    known.into_iter().enumerate().map(of).collect()
}

fn of_alone(alone: &Alone, group_of: &[u32], groups: usize) -> Vec<f64> {
    let width = alone.totals.len();
    let mut heads = vec![0usize; groups * width];
    for (member, &group) in group_of.iter().enumerate() {
        for &cat in alone.of(member) {
            heads[group as usize * width + cat as usize] += 1;
        }
    }
    let of = |group: usize| heads[group * width..(group + 1) * width].iter();
    (0..groups).map(|group| of(group).map(|&head| alone.cost(head) as f64).sum()).collect()
}

fn of_moments(moments: &Moments, group_of: &[u32], groups: usize) -> Vec<f64> {
    let mut known = vec![0u32; groups];
    for (&group, &is_known) in group_of.iter().zip(&moments.known) {
        known[group as usize] += u32::from(is_known);
    }
    let mut parts = vec![0.0; groups];
    for feature in &moments.features {
        let (mut sums, mut squares) = (vec![0.0; groups], vec![0.0; groups]);
        for (&group, z) in group_of.iter().zip(feature) {
            sums[group as usize] += z;
            squares[group as usize] += z * z;
        }
        for group in (0..groups).filter(|&group| known[group] > 0) {
            let between = sums[group] * sums[group] / f64::from(known[group]);
            let inside = (squares[group] - between).max(0.0);
            parts[group] += if moments.sign() < 0.0 { inside } else { between };
        }
    }
    parts
}

fn of_pairs(sums: &PairSums, group_of: &[u32], groups: usize) -> Vec<f64> {
    let mut parts = vec![0.0; groups];
    for &(a, b, weight) in &sums.edges {
        if group_of[a as usize] == group_of[b as usize] {
            parts[group_of[a as usize] as usize] += sums.sign() * weight;
        }
    }
    parts
}
