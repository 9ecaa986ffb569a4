use crate::terms::moments::Moments;

/// Sums per group and feature.
#[derive(Debug, Clone)]
pub(super) struct MomentState<'p> {
    term: &'p Moments,
    factor: f64,
    groups: usize,
    /// Feature by feature, a sum per group.
    sums: Vec<f64>,
    known: Vec<f64>,
}

impl<'p> MomentState<'p> {
    pub(super) fn new(term: &'p Moments, factor: f64, groups: usize) -> Self {
        MomentState {
            term,
            factor: factor * term.sign(),
            groups,
            sums: vec![0.0; groups * term.features.len()],
            known: vec![0.0; groups],
        }
    }

    /// Adds (`step` 1) or takes away (-1) a member, and gives the change of the objective.
    pub(super) fn shift(&mut self, member: usize, group: usize, step: i32) -> f64 {
        if !self.term.known[member] {
            return 0.0;
        }
        let step = f64::from(step);
        let (before, after) = (self.known[group], self.known[group] + step);
        let mut change = 0.0;
        for (feature, sums) in
            self.term.features.iter().zip(self.sums.chunks_exact_mut(self.groups))
        {
            let sum = sums[group];
            let next = if after > 0.0 { sum + step * feature[member] } else { 0.0 };
            change += share(next, after) - share(sum, before);
            sums[group] = next;
        }
        self.known[group] = after;
        self.factor * change
    }

    /// The change that adding a member would make.
    pub(super) fn price(&self, member: usize, group: usize) -> f64 {
        if !self.term.known[member] {
            return 0.0;
        }
        let known = self.known[group];
        let features = self.term.features.iter().zip(self.sums.chunks_exact(self.groups));
        let change = |(feature, sums): (&Vec<f64>, &[f64])| {
            share(sums[group] + feature[member], known + 1.0) - share(sums[group], known)
        };
        self.factor * features.map(change).sum::<f64>()
    }

    /// The change when `a` of group `g` and `b` of group `h` change places.
    #[inline]
    pub(super) fn swap(&self, a: usize, g: usize, b: usize, h: usize) -> f64 {
        let step =
            f64::from(u8::from(self.term.known[b])) - f64::from(u8::from(self.term.known[a]));
        let (known_g, known_h) = (self.known[g], self.known[h]);
        let mut change = 0.0;
        for (feature, sums) in self.term.features.iter().zip(self.sums.chunks_exact(self.groups)) {
            let by = feature[b] - feature[a];
            let (sum_g, sum_h) = (sums[g], sums[h]);
            if step == 0.0 && known_g > 0.0 && known_h > 0.0 {
                change += by * (2.0 * sum_g + by) / known_g - by * (2.0 * sum_h - by) / known_h;
            } else {
                change += share(sum_g + by, known_g + step) - share(sum_g, known_g)
                    + share(sum_h - by, known_h - step)
                    - share(sum_h, known_h);
            }
        }
        self.factor * change
    }

    /// What a member adds to their group beside the change of the objective: their part of all variation, where that inside
    /// groups is counted.
    pub(super) fn aside(&self, member: usize) -> f64 {
        if self.term.sign() > 0.0 {
            return 0.0;
        }
        let square = |feature: &Vec<f64>| feature[member] * feature[member];
        -self.factor * self.term.features.iter().map(square).sum::<f64>()
    }

    /// The change in a group when one member leaves it and another takes the place, but for what stands aside.
    pub(super) fn replace(&self, out: usize, into: usize, group: usize) -> f64 {
        let is_known = |member: usize| f64::from(u8::from(self.term.known[member]));
        let known = self.known[group];
        let after = known + is_known(into) - is_known(out);
        let features = self.term.features.iter().zip(self.sums.chunks_exact(self.groups));
        let change = |(feature, sums): (&Vec<f64>, &[f64])| {
            let sum = sums[group];
            share(sum + feature[into] - feature[out], after) - share(sum, known)
        };
        self.factor * features.map(change).sum::<f64>()
    }
}

fn share(sum: f64, known: f64) -> f64 {
    if known > 0.0 { sum * sum / known } else { 0.0 }
}
