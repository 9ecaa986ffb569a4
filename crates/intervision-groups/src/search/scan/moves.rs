//! Moves on the table: swaps, insertions, and exchanges of sets of people.

use rand::Rng;

use super::{NOISE, Scan, below};

impl Scan<'_> {
    pub(in crate::search) fn swap(&mut self, a: usize, b: usize, change: i32) {
        let rows = self.merged.rows();
        let (g, h) = (self.group_of[a] as usize, self.group_of[b] as usize);
        let (low, high) = (g.min(h), g.max(h));
        let (first, second) = self.sums.split_at_mut(high * rows);
        let (first, second) = (&mut first[low * rows..(low + 1) * rows], &mut second[..rows]);
        let (gains, loses) = if g == low { (b, a) } else { (a, b) };
        let weights = self.merged.row(gains).iter().zip(self.merged.row(loses));
        for ((first, second), (more, less)) in first.iter_mut().zip(second).zip(weights) {
            let by = more - less;
            *first += by;
            *second -= by;
        }
        for heads in &mut self.heads {
            for (row, from, to) in [(a, g, h), (b, h, g)] {
                heads.shift(row, from, -1);
                heads.shift(row, to, 1);
            }
        }
        self.group_of.swap(a, b);
        for (group, out, into) in [(g, a, b), (h, b, a)] {
            if let Some(at) = self.members[group].iter().position(|&row| row == out as u32) {
                self.members[group][at] = into as u32;
            }
            self.refresh(group);
        }
        self.value += i64::from(change);
        if let Some(faults) = &mut self.faults {
            let price = i64::from(faults.price);
            self.value -= price * faults.moved(&[(a, g), (b, h)], &self.group_of, &self.members);
        }
    }

    /// What it costs to put a row into another group; forbidden where sizes do not allow it.
    pub(super) fn insert_price(&self, row: usize, to: usize) -> i32 {
        let from = self.group_of[row] as usize;
        let size = self.problem.units.size(self.merged.units[row] as usize);
        let fits = to != from
            && self.size[from] >= size + self.problem.sizes[from].0
            && self.size[to] + size <= self.problem.sizes[to].1;
        let heads =
            || self.heads.iter().map(|heads| heads.insert_price(row, from, to)).sum::<i32>();
        let faults = || self.faults.as_ref().map_or(0, |faults| faults.insert_price(row, from, to));
        let weight = || self.sums[to * self.merged.rows() + row] - self.own[row] + heads();
        if fits { weight() + faults() } else { self.merged.forbidden }
    }

    /// Puts a row into another group.
    pub(super) fn shift(&mut self, row: usize, to: usize) {
        let rows = self.merged.rows();
        let from = self.group_of[row] as usize;
        self.value += i64::from(self.sums[to * rows + row] - self.own[row]);
        for heads in &mut self.heads {
            self.value += i64::from(heads.insert_price(row, from, to));
            heads.shift(row, from, -1);
            heads.shift(row, to, 1);
        }
        for (group, sign) in [(from, -1), (to, 1)] {
            let sums = &mut self.sums[group * rows..(group + 1) * rows];
            for (sum, weight) in sums.iter_mut().zip(self.merged.row(row)) {
                *sum += sign * weight;
            }
        }
        let size = self.problem.units.size(self.merged.units[row] as usize);
        self.size[from] -= size;
        self.size[to] += size;
        self.members[from].retain(|&own| own != row as u32);
        self.members[to].push(row as u32);
        self.group_of[row] = to as u8;
        self.refresh(from);
        self.refresh(to);
        if let Some(faults) = &mut self.faults {
            faults.moved(&[(row, from)], &self.group_of, &self.members);
        }
    }

    /// The value, and what the faults cost.
    fn with_faults(&self) -> i64 {
        let faults = self.faults.as_ref();
        self.value + faults.map_or(0, |faults| i64::from(faults.price) * faults.faults())
    }

    /// A set of people who must be together changes places with as many others of another group.
    pub(super) fn exchange(&mut self, set: usize, rng: &mut dyn Rng) -> u64 {
        let from = self.group_of[set] as usize;
        let to = below(rng.next_u32(), self.size.len());
        let size = self.problem.units.size(self.merged.units[set] as usize);
        if to == from {
            return 1;
        }
        let mut back: Vec<usize> = Vec::with_capacity(size);
        let mut people = 0;
        for _ in 0..4 * size {
            let others = &self.members[to];
            if people == size || others.is_empty() {
                break;
            }
            let other = others[below(rng.next_u32(), others.len())] as usize;
            let more = self.problem.units.size(self.merged.units[other] as usize);
            let free = other < self.merged.lanes + self.merged.sets;
            if free && people + more <= size && !back.contains(&other) {
                back.push(other);
                people += more;
            }
        }
        let allowance = self.noise[below(rng.next_u32(), NOISE)];
        if people < size {
            if self.insert_price(set, to) < allowance {
                self.shift(set, to);
            }
            return 1;
        }
        let before = self.with_faults();
        self.shift(set, to);
        for &other in &back {
            self.shift(other, from);
        }
        if self.with_faults() - before > i64::from(allowance) {
            for &other in &back {
                self.shift(other, to);
            }
            self.shift(set, from);
        }
        1
    }
}
