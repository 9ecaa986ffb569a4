use std::collections::BTreeMap;

use intervision_core::{
    FormGroups, Formed, Grouping, Groups, Roster, Run, ServiceError, Status, Stopped, Worth,
};

use super::{Repaired, repair};
use crate::{Error, Former};

/// [`repair`] as a service: whoever takes [`FormGroups`] gets groups near those that stand.
///
/// Made by [`Former::near`]. Who stands where is kept by id, so that the roster may have changed since: whoever is not on it has left,
/// whoever stands in no group is new.
#[derive(Debug, Clone)]
#[must_use = "a former does nothing until it forms"]
pub struct NearGroups<'a> {
    former: &'a Former<'a>,
    standing: Vec<Vec<String>>,
    locked: Vec<String>,
}

impl<'a> Former<'a> {
    /// Forms groups near those that stand among the people of an earlier roster: as few people as can be change groups ([`repair`]).
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::{Grouping, Groups, Run, Table};
    /// use intervision_groups::{Former, RulesBuilder, Sizes};
    /// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
    ///
    /// let then = Table::new(["a", "b", "c", "d", "e", "f"])?;
    /// let standing = Groups::new(6, vec![vec![0, 1, 2], vec![3, 4, 5]])?;
    /// // c has left, and g has joined.
    /// let now = Table::new(["g", "a", "b", "d", "e", "f"])?;
    /// let former = Former::new(RulesBuilder::new(Sizes::count(2)).build()?);
    /// let near = former.near(&then, &standing).locking("f");
    ///
    /// let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(7), ());
    /// let repaired = near.repair(&now, &mut Run::new(&mut rng, &mut nobody))?;
    /// assert_eq!(repaired.moves, 0);
    /// assert_eq!(repaired.groups.members(0), [0, 1, 2]); // g takes the place of c
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn near(&'a self, roster: &dyn Roster, standing: &dyn Grouping) -> NearGroups<'a> {
        let ids = |group: usize| {
            standing.members(group).iter().map(|&member| roster.id(member).into_owned()).collect()
        };
        let standing = (0..standing.len()).map(ids).collect();
        NearGroups { former: self, standing, locked: Vec::new() }
    }
}

impl NearGroups<'_> {
    /// Whoever has this id stays in their group.
    pub fn locking(mut self, id: impl Into<String>) -> Self {
        self.locked.push(id.into());
        self
    }

    /// Repairs, and tells who moves and why.
    ///
    /// # Errors
    ///
    /// Those of [`repair`].
    pub fn repair(&self, roster: &dyn Roster, run: &mut Run<'_>) -> Result<Repaired, Error> {
        let place: BTreeMap<_, _> =
            (0..roster.len()).map(|member| (roster.id(member).into_owned(), member)).collect();
        let still =
            |ids: &Vec<String>| ids.iter().filter_map(|id| place.get(id).copied()).collect();
        let before = Groups::new(roster.len(), self.standing.iter().map(still).collect())
            .map_err(|wrong| Error::Groups { which: "the groups that stand", wrong })?;
        let locked: Vec<&str> = self.locked.iter().map(String::as_str).collect();
        repair(self.former, roster, &before, &locked, run)
    }
}

impl FormGroups for NearGroups<'_> {
    fn form_groups(&self, roster: &dyn Roster, run: &mut Run<'_>) -> Result<Formed, ServiceError> {
        let seed = run.seed();
        let repaired = self.repair(roster, run)?;
        // That no way has fewer moves says nothing of the value; what is proven of that is counted anew. The numbers stay, whoever is
        // now the first in a group.
        let mut worth = Worth::new(Status::Feasible, Stopped::Finished, repaired.value);
        (worth.steps, worth.seed) = (repaired.steps, seed);
        let mut formed = Formed { groups: repaired.groups, worth };
        formed.worth = self.former.explain(roster, &formed)?.worth().clone();
        Ok(formed)
    }
}
