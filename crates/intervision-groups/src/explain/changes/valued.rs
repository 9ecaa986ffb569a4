use intervision_core::{Grouping, Groups, Roster};

use super::{Changes, TermChange, changes};
use crate::problem::Problem;
use crate::{Error, Former, Term};

impl Former<'_> {
    /// What changed from an earlier grouping to one of now, with the value of every term then and now.
    ///
    /// Neither grouping needs to keep the rules. Values are left out where somebody on the roster is in no group and the rules let nobody
    /// wait.
    ///
    /// # Errors
    ///
    /// As [`changes`], and every [`Error`] of rules that contradict the roster.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::{Groups, Table, Value};
    /// use intervision_groups::{Former, RulesBuilder, Sizes};
    ///
    /// let functions = ["adviser", "adviser", "planner", "planner"].map(Value::category);
    /// let roster = Table::new(["p1", "p2", "p3", "p4"])?.with_column("function", functions)?;
    /// let former = Former::new(RulesBuilder::new(Sizes::count(2)).mix("function", 1.0).build()?);
    /// let earlier = Groups::new(4, vec![vec![0, 1], vec![2, 3]])?;
    /// let now = Groups::new(4, vec![vec![0, 3], vec![1, 2]])?;
    /// let changed = former.changes(&roster, &earlier, &now)?;
    /// assert_eq!(changed.value, Some((2.0, 0.0)));
    /// assert_eq!(changed.sentences().last().unwrap(), "mix \"function\": 0 now, 2 before.");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn changes(
        &self,
        roster: &dyn Roster,
        earlier: &dyn Grouping,
        now: &dyn Grouping,
    ) -> Result<Changes, Error> {
        let mut changed = changes(earlier, now, roster)?;
        let problem = Problem::new(self.rules(), roster, self.inputs())?;
        let groups = problem.groups().max(earlier.len()).max(now.len());
        let value = |term: &Term, group_of: &[u32]| match problem.waiting() {
            Some(_) => problem.term_value(term, group_of),
            None => term.value(group_of, groups),
        };
        if let (Some(then), Some(here)) = (places(&problem, earlier), places(&problem, now)) {
            changed.value = problem.value(&then).zip(problem.value(&here));
            changed.terms = problem
                .terms
                .iter()
                .map(|term| TermChange {
                    name: term.name.clone(),
                    earlier: value(term, &then),
                    now: value(term, &here),
                    weight: term.factor,
                })
                .collect();
        }
        Ok(changed)
    }
}

/// The group of each member of the problem, if everyone is in one or waits.
fn places(problem: &Problem, grouping: &dyn Grouping) -> Option<Vec<u32>> {
    let groups = Groups::copy_of(problem.members(), grouping).ok()?;
    if problem.waiting().is_some() {
        return problem.places_in(&groups);
    }
    let place = |&member: &usize| groups.group_of(member).map(|group| group as u32);
    problem.listed.iter().map(place).collect()
}
