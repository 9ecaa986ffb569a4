use std::collections::BTreeMap;

use intervision_core::{Grouping, Groups, Progress, Roster, Run};

use super::faultline::{Features, asw};
use crate::search::Draft;
use crate::{Error, Former, Problem};

/// Groups with weaker faultlines: people of two groups change places as long as that lowers the sum of [`asw`] over all groups, keeps the rules,
/// and leaves the wishes of the former no worse than before by more than `allowance` in value.
///
/// A local search for small groups, since a silhouette has no sum that an exchange could update: every exchange looks at two groups in
/// O(splits · size²). A step is one such look. Begin with groups that a former has formed.
///
/// # Errors
///
/// Every [`Error`] of the former; [`Error::Solution`] when somebody has no group.
///
/// # Example
///
/// ```
/// use intervision_core::{Groups, Run, Table, Value};
/// use intervision_groups::measures::{Features, asw, lessen_faultlines};
/// use intervision_groups::{Former, RulesBuilder, Sizes};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let roster = Table::new(["a", "b", "c", "d", "e", "f", "g", "h"])?
///     .with_column("age", [20.0, 21.0, 60.0, 61.0, 40.0, 41.0, 42.0, 39.0].map(Value::Number))?;
/// let features = Features::new(&roster, &[("age", 0.1)])?;
/// let former = Former::new(RulesBuilder::new(Sizes::count(2)).build()?);
/// let camps = Groups::new(8, vec![vec![0, 1, 2, 3], vec![4, 5, 6, 7]])?;
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
/// let better = lessen_faultlines(&former, &roster, &features, &camps, 0.0, &mut Run::new(&mut rng, &mut ()))?;
/// let sum = |groups: &Groups| groups.iter().map(|group| asw(&features, group).strength).sum::<f64>();
/// assert!(sum(&better) < sum(&camps));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lessen_faultlines(
    former: &Former<'_>,
    roster: &dyn Roster,
    features: &Features,
    groups: &Groups,
    allowance: f64,
    run: &mut Run<'_>,
) -> Result<Groups, Error> {
    let problem = Problem::new(former.rules(), roster, former.inputs())?;
    let wrong = || Error::Solution {
        solver: "groups that exist",
        people: problem.members(),
        groups: problem.seats(),
    };
    let places = problem.places_in(groups).ok_or_else(wrong)?;
    let mut draft = Draft::new(&problem, &places).ok_or_else(wrong)?;
    let most = draft.value() + allowance.max(0.0);
    let mut known: BTreeMap<Vec<usize>, f64> = BTreeMap::new();
    let mut strength = |draft: &Draft<'_>, group: usize| {
        let mut members: Vec<usize> =
            draft.group(group).map(|member| problem.listed[member]).collect();
        members.sort_unstable();
        *known.entry(members).or_insert_with_key(|members| asw(features, members).strength)
    };
    let movers = draft.movers();
    let mut steps = 0;
    loop {
        let mut gained = false;
        for (at, &a) in movers.iter().enumerate() {
            for &b in &movers[..at] {
                let (g, h) = (draft.group_of()[a] as usize, draft.group_of()[b] as usize);
                if !draft.may_swap(a, b) || draft.value() + draft.swap_price(a, b) > most + 1e-9 {
                    continue;
                }
                let before = strength(&draft, g) + strength(&draft, h);
                draft.swap(a, b);
                steps += 1;
                if strength(&draft, g) + strength(&draft, h) < before - 1e-9 {
                    gained = true;
                } else {
                    draft.swap(a, b);
                }
                if run.check(&Progress::new("faultlines").at(steps)).is_break() {
                    return Ok(told(&problem, &draft, groups));
                }
            }
        }
        if !gained {
            return Ok(told(&problem, &draft, groups));
        }
    }
}

fn told(problem: &Problem, draft: &Draft<'_>, groups: &Groups) -> Groups {
    let list = |group: usize| {
        let mut members: Vec<usize> =
            draft.group(group).map(|member| problem.listed[member]).collect();
        members.sort_unstable();
        members
    };
    // Everybody has one place, so that this cannot fail.
    Groups::new(problem.members(), (0..groups.len()).map(list).collect())
        .unwrap_or_else(|_| groups.clone())
}
