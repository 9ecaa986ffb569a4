use crate::terms::alone::Alone;

/// Head counts per group and category, and what the next head more or less would change.
#[derive(Debug, Clone)]
pub(super) struct AloneState<'p> {
    term: &'p Alone,
    factor: f64,
    heads: Vec<u32>,
}

impl<'p> AloneState<'p> {
    pub(super) fn new(term: &'p Alone, factor: f64, groups: usize) -> Self {
        AloneState { term, factor, heads: vec![0; groups * term.totals.len()] }
    }

    fn at(&self, group: usize, cat: u32) -> usize {
        group * self.term.totals.len() + cat as usize
    }

    /// What so many heads more of a category would change in a group.
    fn change(&self, group: usize, cat: u32, step: i32) -> f64 {
        let head = self.heads[self.at(group, cat)];
        let next = head.saturating_add_signed(step);
        self.term.cost(next as usize) as f64 - self.term.cost(head as usize) as f64
    }

    /// Adds (`step` 1) or takes away (-1) a member, and gives the change of the objective.
    pub(super) fn shift(&mut self, member: usize, group: usize, step: i32) -> f64 {
        let mut change = 0.0;
        for &cat in self.term.of(member) {
            change += self.change(group, cat, step);
            let at = self.at(group, cat);
            self.heads[at] = self.heads[at].saturating_add_signed(step);
        }
        self.factor * change
    }

    /// The change that adding a member would make.
    pub(super) fn price(&self, member: usize, group: usize) -> f64 {
        let cats = self.term.of(member).iter();
        self.factor * cats.map(|&cat| self.change(group, cat, 1)).sum::<f64>()
    }

    /// The change when `a` of group `g` and `b` of group `h` change places.
    #[inline]
    pub(super) fn swap(&self, a: usize, g: usize, b: usize, h: usize) -> f64 {
        let (of_a, of_b) = (self.term.of(a), self.term.of(b));
        let mut change = 0.0;
        for &cat in of_a.iter().filter(|cat| !of_b.contains(cat)) {
            change += self.change(g, cat, -1) + self.change(h, cat, 1);
        }
        for &cat in of_b.iter().filter(|cat| !of_a.contains(cat)) {
            change += self.change(h, cat, -1) + self.change(g, cat, 1);
        }
        self.factor * change
    }

    /// The change in a group when one member leaves it and another takes the place.
    pub(super) fn replace(&self, out: usize, into: usize, group: usize) -> f64 {
        let (of_out, of_into) = (self.term.of(out), self.term.of(into));
        let goes = of_out.iter().filter(|cat| !of_into.contains(cat));
        let comes = of_into.iter().filter(|cat| !of_out.contains(cat));
        let change = goes.map(|&cat| self.change(group, cat, -1)).sum::<f64>()
            + comes.map(|&cat| self.change(group, cat, 1)).sum::<f64>();
        self.factor * change
    }
}
