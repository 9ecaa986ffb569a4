use std::fmt;

use intervision_core::{Grouping, Groups, Roster};

use super::alternative::{Alternative, Alternatives};
use super::group::{self, GroupView};
use super::person::{self, PersonView};
use super::search::{self, Candidate};
use super::standing::Standing;
use crate::problem::Problem;
use crate::{Error, Former, RosterError};

/// Answers questions about a grouping: why somebody is where they are, what a group looks like, what would change if people
/// changed places. Made by [`Former::explainer`].
///
/// Groups are counted from 1, people are named by their ids. Only attributes that the rules name are told.
///
/// # Example
///
/// ```
/// use intervision_core::{Groups, Table, Value};
/// use intervision_groups::{Former, RulesBuilder, Sizes};
///
/// let functions = ["adviser", "adviser", "planner", "planner"].map(Value::category);
/// let roster = Table::new(["p1", "p2", "p3", "p4"])?.with_column("function", functions)?;
/// let rules = RulesBuilder::new(Sizes::count(2)).mix("function", 1.0).apart(["p1", "p3"]).build()?;
/// let by_hand = Groups::new(4, vec![vec![0, 1], vec![2, 3]])?;
///
/// let former = Former::new(rules);
/// let explainer = former.explainer(&roster, &by_hand)?;
/// assert_eq!(
///     explainer.person("p1")?.sentences(),
///     ["p1 is in group 1 with p2.", "p1 shares function adviser with p2."]
/// );
/// let found = explainer.exchanges_of("p1", 3)?;
/// assert_eq!(found.allowed[0].to_string(), "swap p1 and p3: mix \"function\" -2");
/// assert_eq!(
///     found.forbidden[0].to_string(),
///     "swap p1 and p4: mix \"function\" -2; not allowed, since then p1 and p3 may not meet (apart), and do"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Explainer<'a> {
    pub(super) roster: &'a dyn Roster,
    pub(super) attributes: Vec<String>,
    pub(super) standing: Standing,
}

impl fmt::Debug for Explainer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Explainer")
            .field("attributes", &self.attributes)
            .field("standing", &self.standing)
            .finish_non_exhaustive()
    }
}

impl Former<'_> {
    /// Questions about a grouping of this roster, found or made by hand; it need not keep the rules.
    ///
    /// # Errors
    ///
    /// [`Error::Groups`] when the grouping names somebody twice or somebody who is not there, [`Error::Solution`] when
    /// somebody is in no group and the rules let nobody wait, or there are more groups than the rules allow, and every [`Error`] of rules that contradict
    /// the roster.
    pub fn explainer<'a>(
        &self,
        roster: &'a dyn Roster,
        groups: &dyn Grouping,
    ) -> Result<Explainer<'a>, Error> {
        let problem = Problem::new(self.rules(), roster, self.inputs())?;
        let which = "the grouping";
        let groups = Groups::copy_of(problem.members(), groups)
            .map_err(|wrong| Error::Groups { which, wrong })?;
        let group_of = problem.places_in(&groups).ok_or(Error::Solution {
            solver: "groups that exist",
            people: problem.members(),
            groups: problem.seats(),
        })?;
        let mut attributes: Vec<String> = Vec::new();
        for wish in self.rules().wishes() {
            if !attributes.contains(&wish.attribute) {
                attributes.push(wish.attribute.clone());
            }
        }
        Ok(Explainer { roster, attributes, standing: Standing::new(problem, group_of) })
    }
}

impl Explainer<'_> {
    /// Why somebody is where they are: whom they meet, what they share and what only they bring.
    ///
    /// # Errors
    ///
    /// [`RosterError::Nobody`] when the id is not on the roster.
    pub fn person(&self, id: &str) -> Result<PersonView, Error> {
        Ok(person::view(self, self.member(id)?))
    }

    /// What a group looks like beside the whole: head counts against an even share, means, its part of each term.
    ///
    /// # Errors
    ///
    /// [`Error::Number`] when there is no such group; groups are counted from 1.
    pub fn group(&self, group: usize) -> Result<GroupView, Error> {
        Ok(group::view(self, self.index(group)?))
    }

    /// What would come of two people changing places; nothing changes when they are in one group.
    ///
    /// # Errors
    ///
    /// [`RosterError::Nobody`] when an id is not on the roster.
    pub fn swap(&self, a: &str, b: &str) -> Result<Alternative, Error> {
        let (a, b) = (self.member(a)?, self.member(b)?);
        Ok(search::alternative(&self.standing, Candidate::Swap(a, b)))
    }

    /// What would come of somebody moving to another group; sizes change.
    ///
    /// # Errors
    ///
    /// [`RosterError::Nobody`] and [`Error::Number`], as for [`person`](Explainer::person) and [`group`](Explainer::group).
    pub fn move_to(&self, id: &str, group: usize) -> Result<Alternative, Error> {
        let (member, group) = (self.member(id)?, self.index(group)?);
        Ok(search::alternative(&self.standing, Candidate::Move(member, group as u32)))
    }

    /// The best few exchanges that somebody can be part of: swaps with each other person, and moves where sizes allow them.
    ///
    /// # Errors
    ///
    /// [`RosterError::Nobody`] when the id is not on the roster.
    pub fn exchanges_of(&self, id: &str, few: usize) -> Result<Alternatives, Error> {
        Ok(search::of_person(&self.standing, self.member(id)?, few))
    }

    /// The best few exchanges of all. Where there are more than can be priced, those between the people whose places cost
    /// most are looked at, and the answer is not [`complete`](Alternatives::complete).
    #[must_use]
    pub fn exchanges(&self, few: usize) -> Alternatives {
        search::of_all(&self.standing, few)
    }

    fn member(&self, id: &str) -> Result<u32, Error> {
        let ids = &self.standing.problem.ids;
        let found = ids.binary_search_by(|known| known.as_str().cmp(id));
        found.map(|at| at as u32).map_err(|_| RosterError::Nobody { id: id.to_owned() }.into())
    }

    fn index(&self, group: usize) -> Result<usize, Error> {
        let groups = self.standing.problem.seats();
        if group == 0 || group > groups {
            let right = format!("1 to {groups}");
            return Err(Error::Number { what: "the number of the group", found: group, right });
        }
        Ok(group - 1)
    }
}
