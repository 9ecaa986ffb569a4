use crate::terms::ranks::Ranks;

/// What people cost where they are: nothing changes with who else is there.
#[derive(Debug, Clone)]
pub(super) struct RankState<'p> {
    term: &'p Ranks,
    factor: f64,
}

impl<'p> RankState<'p> {
    pub(super) fn new(term: &'p Ranks, factor: f64) -> Self {
        RankState { term, factor }
    }

    /// The change that adding a member would make.
    pub(super) fn price(&self, member: usize, group: usize) -> f64 {
        self.factor * f64::from(self.term.cost(member, group))
    }

    /// The change in a group when one member leaves it and another takes the place.
    #[inline]
    pub(super) fn replace(&self, out: usize, into: usize, group: usize) -> f64 {
        self.price(into, group) - self.price(out, group)
    }
}
