use crate::terms::counts::Counts;

/// Head counts per group and category: a swap costs O(categories of the two), whatever the number of people.
#[derive(Debug, Clone)]
pub(super) struct CountState<'p> {
    term: &'p Counts,
    factor: f64,
    width: usize,
    heads: Vec<i32>,
    known: Vec<i32>,
    shares: Vec<f64>,
    /// The one category of each member, where everyone has exactly one and groups are compared by pairs alone.
    single: Option<Vec<u32>>,
}

impl<'p> CountState<'p> {
    pub(super) fn new(term: &'p Counts, factor: f64, groups: usize) -> Self {
        let everyone_once = term.cats.len() == term.known.len()
            && term.start.windows(2).all(|at| at[1] == at[0] + 1);
        CountState {
            term,
            factor,
            width: term.names.len(),
            heads: vec![0; groups * term.names.len()],
            known: vec![0; groups],
            shares: vec![0.0; groups],
            single: (everyone_once && term.gamma == 0.0).then(|| term.cats.clone()),
        }
    }

    /// Whether a member's group holds more of one of their categories than an even spread gives every group.
    pub(super) fn crowded(&self, member: usize, group: usize) -> bool {
        self.term.of(member).iter().any(|&cat| {
            let even = self.term.totals[cat as usize] / self.known.len().max(1);
            self.heads[group * self.width + cat as usize] > even as i32
        })
    }

    fn cost(&self, known: f64, shares: f64) -> f64 {
        self.term.beta * known * known + self.term.gamma * known * shares
    }

    /// Adds (`step` 1) or takes away (-1) a member, and gives the change of the objective.
    pub(super) fn shift(&mut self, member: usize, group: usize, step: i32) -> f64 {
        let before = self.cost(f64::from(self.known[group]), self.shares[group]);
        let mut squares = 0;
        for &cat in self.term.of(member) {
            let head = &mut self.heads[group * self.width + cat as usize];
            squares += 2 * step * *head + 1;
            *head += step;
            self.shares[group] += f64::from(step) * self.term.share[cat as usize];
        }
        self.known[group] += step * i32::from(self.term.known[member]);
        let after = self.cost(f64::from(self.known[group]), self.shares[group]);
        self.factor * (self.term.alpha * f64::from(squares) + after - before)
    }

    /// The change that adding a member would make.
    pub(super) fn price(&self, member: usize, group: usize) -> f64 {
        let mut squares = 0;
        let mut shares = self.shares[group];
        for &cat in self.term.of(member) {
            squares += 2 * self.heads[group * self.width + cat as usize] + 1;
            shares += self.term.share[cat as usize];
        }
        let known = f64::from(self.known[group]);
        let more = known + f64::from(u8::from(self.term.known[member]));
        let rest = self.cost(more, shares) - self.cost(known, self.shares[group]);
        self.factor * (self.term.alpha * f64::from(squares) + rest)
    }

    /// The change when `a` of group `g` and `b` of group `h` change places.
    #[inline]
    pub(super) fn swap(&self, a: usize, g: usize, b: usize, h: usize) -> f64 {
        let (in_g, in_h) = (g * self.width, h * self.width);
        if let Some(single) = &self.single {
            let (x, y) = (single[a] as usize, single[b] as usize);
            if x == y {
                return 0.0;
            }
            let squares = self.heads[in_h + x] - self.heads[in_g + x] + self.heads[in_g + y]
                - self.heads[in_h + y]
                + 2;
            return self.factor * self.term.alpha * f64::from(2 * squares);
        }
        let (of_a, of_b) = (self.term.of(a), self.term.of(b));
        let mut squares = 0;
        let mut shares = 0.0;
        for &x in of_a {
            squares += 2 * (self.heads[in_h + x as usize] - self.heads[in_g + x as usize]) + 2;
            shares -= self.term.share[x as usize];
            if of_b.contains(&x) {
                squares -= 4;
            }
        }
        for &y in of_b {
            squares += 2 * (self.heads[in_g + y as usize] - self.heads[in_h + y as usize]) + 2;
            shares += self.term.share[y as usize];
        }
        let step = f64::from(i32::from(self.term.known[b]) - i32::from(self.term.known[a]));
        let (known_g, known_h) = (f64::from(self.known[g]), f64::from(self.known[h]));
        let rest = self.cost(known_g + step, self.shares[g] + shares)
            - self.cost(known_g, self.shares[g])
            + self.cost(known_h - step, self.shares[h] - shares)
            - self.cost(known_h, self.shares[h]);
        self.factor * (self.term.alpha * f64::from(squares) + rest)
    }

    /// What a member adds to their group beside the change of the objective: parts of the offset.
    pub(super) fn aside(&self, member: usize) -> f64 {
        let (by_head, _) = self.term.offset_by_head();
        self.factor * by_head * self.term.of(member).len() as f64
    }

    /// What every group has from the beginning.
    pub(super) fn each(&self) -> f64 {
        self.factor * self.term.offset_by_head().1
    }

    /// The change in a group when one member leaves it and another takes the place, but for what stands aside.
    pub(super) fn replace(&self, out: usize, into: usize, group: usize) -> f64 {
        let (of_out, of_into) = (self.term.of(out), self.term.of(into));
        let first = group * self.width;
        let (mut squares, mut shares) = (0, 0.0);
        for &x in of_out {
            if !of_into.contains(&x) {
                squares += 1 - 2 * self.heads[first + x as usize];
            }
            shares -= self.term.share[x as usize];
        }
        for &y in of_into {
            if !of_out.contains(&y) {
                squares += 1 + 2 * self.heads[first + y as usize];
            }
            shares += self.term.share[y as usize];
        }
        let step = i32::from(self.term.known[into]) - i32::from(self.term.known[out]);
        let known = f64::from(self.known[group]);
        let rest = self.cost(known + f64::from(step), self.shares[group] + shares)
            - self.cost(known, self.shares[group]);
        self.factor * (self.term.alpha * f64::from(squares) + rest)
    }
}
