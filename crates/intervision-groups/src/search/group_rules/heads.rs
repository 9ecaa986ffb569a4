use crate::problem::limits::Limits;

/// Heads per group and limit.
#[derive(Debug, Clone)]
pub(in crate::search) struct Heads<'p> {
    pub(in crate::search) limits: &'p Limits,
    /// How many limits there are.
    width: usize,
    /// Group by group, how many each limit counts.
    counted: Vec<u32>,
    /// Faults of each group.
    by_group: Vec<i64>,
}

impl<'p> Heads<'p> {
    pub(super) fn new(limits: &'p Limits, groups: usize) -> Self {
        let width = limits.all.len();
        // An empty group lacks everybody it must hold.
        let lacking: usize = limits.all.iter().map(|limit| limit.faults(0)).sum();
        Heads {
            limits,
            width,
            counted: vec![0; groups * width],
            by_group: vec![lacking as i64; groups],
        }
    }

    pub(super) fn faults(&self) -> i64 {
        self.by_group.iter().sum()
    }

    pub(super) fn faulty(&self, group: usize) -> bool {
        self.by_group[group] > 0
    }

    pub(super) fn lacking(&self, limit: usize, group: usize) -> usize {
        let heads = self.counted[group * self.width + limit] as usize;
        self.limits.all[limit].at_least.saturating_sub(heads)
    }

    pub(super) fn too_many(&self, group: usize) -> bool {
        let heads = &self.counted[group * self.width..(group + 1) * self.width];
        heads.iter().zip(&self.limits.all).any(|(&heads, limit)| heads as usize > limit.at_most)
    }

    /// The change in a group's faults when so many heads come (or go) under a limit.
    #[inline]
    pub(in crate::search) fn step(&self, limit: u32, group: usize, heads: i64) -> i64 {
        let of = &self.limits.all[limit as usize];
        let now = self.counted[group * self.width + limit as usize] as usize;
        let then = (now as i64 + heads).max(0) as usize;
        of.faults(then) as i64 - of.faults(now) as i64
    }

    /// The change in a group's faults when a unit comes (`sign` 1) or goes (-1).
    pub(super) fn change(&self, unit: usize, group: usize, sign: i64) -> i64 {
        let of = self.limits.of(unit).iter();
        of.map(|&(limit, heads)| self.step(limit, group, sign * i64::from(heads))).sum()
    }

    /// The change in faults when `u` of group `g` and `v` of group `h` change places.
    pub(super) fn swap(&self, u: usize, g: usize, v: usize, h: usize) -> i64 {
        let (mut of_u, mut of_v) = (self.limits.of(u), self.limits.of(v));
        let mut change = 0;
        // Both lists are in order; under a limit of both only the difference moves.
        loop {
            let (limit, moves) = match (of_u.first(), of_v.first()) {
                (Some(&(limit, heads)), other) if other.is_none_or(|other| limit < other.0) => {
                    of_u = &of_u[1..];
                    (limit, i64::from(heads))
                }
                (Some(&(limit, a)), Some(&(other, b))) if limit == other => {
                    of_u = &of_u[1..];
                    of_v = &of_v[1..];
                    (limit, i64::from(a) - i64::from(b))
                }
                (_, Some(&(limit, heads))) => {
                    of_v = &of_v[1..];
                    (limit, -i64::from(heads))
                }
                (_, None) => return change,
            };
            if moves != 0 {
                change += self.step(limit, g, -moves) + self.step(limit, h, moves);
            }
        }
    }

    /// The change in a group's faults when a unit goes and another comes.
    pub(super) fn replace(&self, out: Option<usize>, into: Option<usize>, group: usize) -> i64 {
        let of = |unit: Option<usize>| unit.map_or(&[][..], |unit| self.limits.of(unit));
        let heads = |own: &[(u32, u32)], limit: u32| {
            let at = own.binary_search_by_key(&limit, |&(limit, _)| limit);
            at.map_or(0, |at| i64::from(own[at].1))
        };
        let (out, into) = (of(out), of(into));
        let gone = out.iter().map(|&(limit, own)| (limit, heads(into, limit) - i64::from(own)));
        let new = into.iter().filter(|(limit, _)| heads(out, *limit) == 0);
        let come = new.map(|&(limit, own)| (limit, i64::from(own)));
        gone.chain(come).map(|(limit, moves)| self.step(limit, group, moves)).sum()
    }

    /// Adds (`sign` 1) or takes away (-1) a unit, and gives the change in faults.
    pub(super) fn shift(&mut self, unit: usize, group: usize, sign: i64) -> i64 {
        let limits = self.limits;
        let mut change = 0;
        for &(limit, heads) in limits.of(unit) {
            let moves = sign * i64::from(heads);
            change += self.step(limit, group, moves);
            let cell = &mut self.counted[group * self.width + limit as usize];
            *cell = (i64::from(*cell) + moves).max(0) as u32;
        }
        self.by_group[group] += change;
        change
    }
}
