//! In: a problem with very many people who move one by one. Out: groups in time that grows with the number of people.
//!
//! Head counts of all categories lie side by side, one row per group, and people in the order of their profiles. Groups are filled
//! part by part so that nearly every category is spread evenly; what is left is mended by trades between people who differ in one
//! attribute alone, then by the best exchange of any two. Most often that reaches the bound, and then it is proven best. Numbers are
//! dealt out from the outside to the middle and levelled by fitting groups to each other.
//!
//! It is for wishes to mix or to balance; attributes to match, pairs, quotas and common slots are for the other searches.

mod batch;
mod blocks;
mod fill;
mod fit;
mod layout;
mod level;
mod numbers;
mod part;
mod search;
#[cfg(test)]
mod tests;
mod trades;

use intervision_core::Run;

use super::Solution;
use crate::problem::Problem;
use crate::terms::Data;

/// From this many units on it is worth the while.
const MANY: usize = 2000;
/// From here on it is also used where annealing would do better in the end, but not in this time: for categories and numbers at
/// once, and for numbers in small groups.
pub(super) const VERY_MANY: usize = 20_000;
/// In groups of this size on there are enough exchanges to level numbers far below what annealing reaches.
const MANY_PLACES: usize = 24;

/// Moves between two looks at the budget.
const SLICE: u64 = 65_536;

/// Groups for very many people, or `None` where another search has to do it.
pub(super) fn solve(problem: &Problem, run: &mut Run<'_>) -> Option<Solution> {
    let units = problem.units.len();
    let terms = || problem.terms.iter().filter(|term| term.factor > 0.0);
    let categories = terms().any(|term| matches!(term.data, Data::Counts(_)));
    let numbers = terms().any(|term| matches!(term.data, Data::Moments(_)));
    let small_groups = problem.members() / problem.groups() < MANY_PLACES;
    let needed = if numbers && (categories || small_groups) { VERY_MANY } else { MANY };
    if units < needed || !(categories || numbers) {
        return None;
    }
    search::form(problem, run)
}
