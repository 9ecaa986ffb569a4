//! In: groups that stand, and a roster on which somebody is gone or new. Out: groups that keep the rules again with the fewest moves, and what
//! changed.

mod broken;
mod near;
mod search;

use intervision_core::{Grouping, Groups, Roster, Run, Status};

pub use self::near::NearGroups;
use self::search::{Found, Search};
use crate::explain::{changes_between, changes_by_number, counted};
use crate::{Changes, Error, Former, Problem, RepairError};

/// Where somebody was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Was {
    /// In no group.
    New,
    /// In a group that is no more.
    Dissolved,
    /// In a group that has this number now.
    In(u32),
}

impl Was {
    /// Whether it counts as a move to go there.
    fn moves_to(self, group: u32) -> bool {
        self != Was::New && self != Was::In(group)
    }

    fn group(self) -> Option<u32> {
        match self {
            Was::In(group) => Some(group),
            Was::New | Was::Dissolved => None,
        }
    }
}

/// Groups after a repair, as a proposal.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Repaired {
    /// The groups, members numbered as in the roster.
    pub groups: Groups,
    /// How many people are in another group than before; newcomers aside.
    pub moves: usize,
    /// The value of the rules.
    pub value: f64,
    /// `Optimal` where every way with fewer moves was tried, and every way with as many; `Feasible` where the search was cut; `Unknown` where
    /// the rules do not hold.
    pub status: Status,
    /// How many ways were tried.
    pub steps: u64,
    /// Who moves, comes and leaves, group by group.
    pub changes: Changes,
    /// Why each of those who move does, in the order of the moves.
    pub reasons: Vec<String>,
}

/// Repairs groups that stand: people who dropped out are not on the roster any more, people who joined are in no earlier group.
///
/// Fewest moves come first, then the least value of the former's rules. Whoever is named in `locked`, and whoever the rules pin, does not move.
/// A group keeps its number; where the rules now form fewer groups, the smallest are dissolved.
///
/// The search follows what is broken: a pair that may not meet, a group too large or too small, a quota, slots. One of the people concerned must
/// move, so that trying each of them in turn, with more and more moves, misses no smallest repair. O((people · groups)^moves) at worst; a step
/// is one change tried, and without a budget 200,000 are. A run that is cut takes the best of the likeliest changes.
///
/// # Errors
///
/// Every [`Error`] of [`Former::form`]; [`RepairError`] for somebody locked who is in no earlier group or in one that is dissolved, and for rules
/// with a waiting list.
///
/// # Example
///
/// ```
/// use intervision_core::{Groups, Run, Table};
/// use intervision_groups::{Former, RulesBuilder, Sizes, repair};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// // c has left the first group of three, and f has joined.
/// let roster = Table::new(["a", "b", "d", "e", "f", "g"])?;
/// let before = Groups::new(6, vec![vec![0, 1], vec![2, 3, 5]])?;
/// let former = Former::new(RulesBuilder::new(Sizes::count(2)).build()?);
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
/// let repaired = repair(&former, &roster, &before, &[], &mut Run::new(&mut rng, &mut ()))?;
/// assert_eq!((repaired.moves, repaired.groups.group_of(4)), (0, Some(0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn repair(
    former: &Former<'_>,
    roster: &dyn Roster,
    before: &dyn Grouping,
    locked: &[&str],
    run: &mut Run<'_>,
) -> Result<Repaired, Error> {
    let problem = Problem::new(former.rules(), roster, former.inputs())?;
    if problem.waiting.is_some() {
        return Err(RepairError::Waiting.into());
    }
    let earlier = Groups::copy_of(roster.len(), before)
        .map_err(|wrong| Error::Groups { which: "the earlier grouping", wrong })?;
    let number = numbers(&earlier, problem.groups());
    let place = |&member: &usize| match earlier.group_of(member) {
        None => Was::New,
        Some(group) => number[group].map_or(Was::Dissolved, Was::In),
    };
    let was: Vec<Was> = problem.listed.iter().map(place).collect();
    let mut fixed = vec![false; problem.members()];
    for id in locked {
        let at = problem.ids.binary_search_by(|own| own.as_str().cmp(id));
        let member = at.map_err(|_| RepairError::Nobody { id: (*id).to_owned() })?;
        match was[member] {
            Was::In(_) => fixed[member] = true,
            Was::Dissolved => return Err(RepairError::Dissolved { id: (*id).to_owned() }.into()),
            Was::New => return Err(RepairError::Newcomer { id: (*id).to_owned() }.into()),
        }
    }
    for unit in &problem.units.members {
        let mut still = unit.iter().map(|&member| member as usize).filter(|&member| fixed[member]);
        if let Some(a) = still.next()
            && let Some(b) = still.find(|&b| was[b] != was[a])
        {
            let (a, b) = (problem.ids[a].clone(), problem.ids[b].clone());
            return Err(RepairError::Apart { a, b }.into());
        }
    }
    let found = Search::new(&problem, &was, &fixed).best(run);
    Ok(told(roster, &problem, &earlier, &was, found))
}

/// The number that each earlier group has now: the fewest people are in groups that are dissolved.
fn numbers(earlier: &Groups, groups: usize) -> Vec<Option<u32>> {
    let sizes = earlier.sizes();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&group| (std::cmp::Reverse(sizes[group]), group));
    order.truncate(groups);
    order.sort_unstable();
    let mut number = vec![None; sizes.len()];
    for (now, &group) in order.iter().enumerate() {
        number[group] = Some(now as u32);
    }
    number
}

fn told(
    roster: &dyn Roster,
    problem: &Problem,
    earlier: &Groups,
    was: &[Was],
    found: Found,
) -> Repaired {
    let mut lists = vec![Vec::new(); problem.groups()];
    for (member, &group) in found.group_of.iter().enumerate() {
        lists[group as usize].push(problem.listed[member]);
    }
    for list in &mut lists {
        list.sort_unstable();
    }
    // Everybody has one place, so that this cannot fail.
    let groups = Groups::new(problem.members(), lists).unwrap_or_default();
    let moves = was.iter().zip(&found.group_of).filter(|(was, now)| was.moves_to(**now));
    // Numbers shift where groups are dissolved.
    let same = earlier.len() <= groups.len();
    let compare = if same { changes_by_number } else { changes_between };
    let changes = compare((earlier, roster), (&groups, roster)).unwrap_or_default();
    let status = match (found.kept, found.all_tried) {
        (false, _) => Status::Unknown,
        (true, true) => Status::Optimal,
        (true, false) => Status::Feasible,
    };
    let mut reasons = found.reasons;
    if found.kept && reasons.is_empty() {
        reasons.push("The groups keep the rules as they stand.".to_owned());
    } else if !found.kept {
        reasons.push(format!("No repair was found in {}.", counted(found.steps as usize, "step")));
    }
    Repaired {
        moves: moves.count(),
        value: problem.value(&found.group_of).unwrap_or(f64::INFINITY),
        groups,
        status,
        steps: found.steps,
        changes,
        reasons,
    }
}
