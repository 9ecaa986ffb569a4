use super::Problem;
use crate::terms::Data;

/// What a solver of your own may ask about people. Members and groups that are not there have no rules and no weights.
impl Problem {
    /// Everybody who must be in one group with this member, them included, in order.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::Table;
    /// use intervision_groups::{Pairs, Problem, RulesBuilder, Sizes};
    ///
    /// let roster = Table::new(["a", "b", "c", "d"])?;
    /// let rules = RulesBuilder::new(Sizes::count(2)).together(["a", "c"]).apart(["c", "d"]).pin("b", 2).build()?;
    /// let problem = Problem::new(&rules, &roster, &Pairs::new())?;
    /// assert!(problem.block(2).eq([0, 2]));
    /// assert!(problem.may_meet(0, 1) && !problem.may_meet(0, 3));
    /// assert_eq!((problem.pinned(1), problem.pinned(0)), (Some(1), None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn block(&self, member: usize) -> impl Iterator<Item = usize> {
        let unit = self.units.of.get(member).map(|&unit| unit as usize);
        let members = unit.map(|unit| self.units.members[unit].as_slice()).unwrap_or_default();
        members.iter().map(|&member| member as usize)
    }

    /// Whether these two may share a group, and with them all who must be together with either.
    #[must_use]
    pub fn may_meet(&self, a: usize, b: usize) -> bool {
        let (Some(&u), Some(v)) = (self.units.of.get(a), self.units.of.get(b)) else { return true };
        self.units.foes[u as usize].binary_search(v).is_err()
    }

    /// The group, counted from 0, in which this member is pinned.
    #[must_use]
    pub fn pinned(&self, member: usize) -> Option<usize> {
        let unit = *self.units.of.get(member)? as usize;
        self.units.pinned[unit].map(|group| group as usize)
    }

    /// What the pair weights alone add to the value when these two share a group: below 0 where they are wanted together.
    ///
    /// O(1) for a full table, O(log neighbours) for few pairs, times the wishes about pairs.
    #[must_use]
    pub fn pair_price(&self, a: usize, b: usize) -> f64 {
        let of_term = |term: &crate::Term| match &term.data {
            Data::Pairs(pairs) => term.factor * pairs.between(a, b),
            _ => 0.0,
        };
        self.terms.iter().map(of_term).sum()
    }
}
