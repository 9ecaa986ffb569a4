use std::collections::{BTreeMap, BTreeSet};

use intervision_core::{PairWeight, Progress, Run};
use rand::seq::SliceRandom;

use crate::{Error, PairsError};

/// Who turns to whom, before or after a programme: every pair with weight is a tie.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Network {
    /// How many members there are.
    pub members: usize,
    /// How many ties.
    pub ties: usize,
    /// Ties by the pairs there are; 0 for fewer than two members.
    pub density: f64,
    /// Which share of the ties joins two units, of those between members whose units are known; 0 without such ties.
    pub cross_unit: f64,
    /// The members who stand on most shortest ways between others, with the share of such ways, the first ten (betweenness; Freeman 1977).
    pub brokers: Vec<(usize, f64)>,
}

/// How a network changed, and whether groups have to do with it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct NetworkChange {
    /// Before.
    pub before: Network,
    /// After.
    pub after: Network,
    /// Ties that are new, and ties that are gone.
    pub new_and_gone: (usize, usize),
    /// How many of the new ties are between people who shared a group.
    pub new_within: usize,
    /// How many there would be on average if the groups had nothing to do with it: with the same groups of other people.
    pub expected_within: f64,
    /// How likely as many or more would be by chance: the share of permutations, the real one counted (Phipson and Smyth 2010).
    pub p: f64,
}

/// The figures of a network; `unit_of` gives the unit of each member, where it is known. Betweenness by Brandes (2001): O(members · ties).
///
/// # Errors
///
/// [`PairsError::Length`] when units are those of another number of members.
///
/// # Example
///
/// ```
/// use intervision_groups::{PairList, network};
///
/// // A path: 0 - 1 - 2, the last of another unit.
/// let ties = PairList::new(3, [(0, 1, 1.0), (1, 2, 1.0)])?;
/// let found = network(&ties, &[Some(0), Some(0), Some(1)])?;
/// assert_eq!((found.ties, found.cross_unit, found.brokers[0]), (2, 0.5, (1, 1.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn network(ties: &dyn PairWeight, unit_of: &[Option<usize>]) -> Result<Network, Error> {
    let members = ties.len();
    if unit_of.len() != members {
        let (name, found, people) = ("ties".to_owned(), members, unit_of.len());
        return Err(PairsError::Length { name, found, people }.into());
    }
    let ties = pairs(ties);
    let pairs = members * members.saturating_sub(1) / 2;
    let (mut known, mut across) = (0usize, 0usize);
    for &(a, b) in &ties {
        if let (Some(x), Some(y)) = (unit_of[a], unit_of[b]) {
            known += 1;
            across += usize::from(x != y);
        }
    }
    let mut brokers: Vec<(usize, f64)> = betweenness(members, &ties)
        .into_iter()
        .enumerate()
        .filter(|(_, share)| *share > 0.0)
        .collect();
    brokers.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    brokers.truncate(10);
    let share =
        |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    let (density, cross_unit) = (share(ties.len(), pairs), share(across, known));
    Ok(Network { members, ties: ties.len(), density, cross_unit, brokers })
}

/// What became of a network, and whether new ties are where people shared a group: `group_of` gives the group of each member. The test deals the
/// members out anew over the same groups, as often as said; a step is one such permutation.
///
/// # Errors
///
/// [`PairsError::Length`] when the two networks, units and groups are not of the same number of members.
pub fn network_change(
    (before, after): (&dyn PairWeight, &dyn PairWeight),
    unit_of: &[Option<usize>],
    group_of: &[Option<usize>],
    permutations: usize,
    run: &mut Run<'_>,
) -> Result<NetworkChange, Error> {
    if group_of.len() != unit_of.len() {
        let (name, found, people) = ("groups".to_owned(), group_of.len(), unit_of.len());
        return Err(PairsError::Length { name, found, people }.into());
    }
    let networks = (network(before, unit_of)?, network(after, unit_of)?);
    let (before, after) = (pairs(before), pairs(after));
    let new: Vec<(usize, usize)> = after.difference(&before).copied().collect();
    let gone = before.difference(&after).count();
    let within = |group_of: &[Option<usize>]| {
        new.iter().filter(|(a, b)| group_of[*a].is_some() && group_of[*a] == group_of[*b]).count()
    };
    let found = within(group_of);
    let (mut dealt, mut as_many, mut sum, mut done) = (group_of.to_vec(), 0usize, 0usize, 0usize);
    for step in 0..permutations {
        dealt.shuffle(run.rng());
        let chance = within(&dealt);
        as_many += usize::from(chance >= found);
        sum += chance;
        done += 1;
        if run
            .check(&Progress::new("permutations").at(step as u64 + 1).of(permutations as u64))
            .is_break()
        {
            break;
        }
    }
    Ok(NetworkChange {
        before: networks.0,
        after: networks.1,
        new_and_gone: (new.len(), gone),
        new_within: found,
        expected_within: sum as f64 / done.max(1) as f64,
        p: (as_many as f64 + 1.0) / (done as f64 + 1.0),
    })
}

fn pairs(ties: &dyn PairWeight) -> BTreeSet<(usize, usize)> {
    let (mut found, members) = (BTreeSet::new(), ties.len());
    ties.for_each_pair(&mut |a, b, weight| {
        if weight != 0.0 && a != b && a.max(b) < members {
            found.insert((a.min(b), a.max(b)));
        }
    });
    found
}

/// On which share of the shortest ways between two others each member stands, summed up over pairs and divided by their number.
fn betweenness(members: usize, ties: &BTreeSet<(usize, usize)>) -> Vec<f64> {
    let mut near: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &(a, b) in ties {
        near.entry(a).or_default().push(b);
        near.entry(b).or_default().push(a);
    }
    let mut share = vec![0.0; members];
    let (mut ways, mut far, mut lean) =
        (vec![0.0; members], vec![usize::MAX; members], vec![0.0; members]);
    for &start in near.keys() {
        ways.fill(0.0);
        far.fill(usize::MAX);
        lean.fill(0.0);
        (ways[start], far[start]) = (1.0, 0);
        let mut order = vec![start];
        let mut at = 0;
        while let Some(&here) = order.get(at) {
            at += 1;
            for &next in near.get(&here).into_iter().flatten() {
                if far[next] == usize::MAX {
                    far[next] = far[here] + 1;
                    order.push(next);
                }
                if far[next] == far[here] + 1 {
                    ways[next] += ways[here];
                }
            }
        }
        for &here in order.iter().rev() {
            for &before in near.get(&here).into_iter().flatten() {
                if far[before] + 1 == far[here] {
                    lean[before] += ways[before] / ways[here] * (1.0 + lean[here]);
                }
            }
            if here != start {
                share[here] += lean[here];
            }
        }
    }
    // Every pair was counted from both ends.
    let pairs = members.saturating_sub(1) * members.saturating_sub(2);
    share.iter().map(|sum| if pairs == 0 { 0.0 } else { sum / pairs as f64 }).collect()
}
