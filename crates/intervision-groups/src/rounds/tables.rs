//! In: rounds of groups. Out: a table, host or topic for each group, so that people see as many of them as can be.

use std::collections::BTreeMap;

use intervision_core::Grouping;

use crate::search::assign;

/// Sweeps over all rounds, each of which can only improve.
const SWEEPS: usize = 20;

/// The table of each group in each round, counted from 0: `rotate_tables(...)[round][group]`.
///
/// Nobody sits at a table more often than need be: of one round after the other the groups are assigned anew to the tables, at the least sum over
/// people of how often they sit there in the other rounds (assignment problem; Kuhn 1955), until no round gains. There are as many tables
/// as the largest round has groups. The sum never rises, and a person's visits are not proven to be the fewest. O(rounds · tables³) a sweep.
///
/// # Example
///
/// ```
/// use intervision_core::Groups;
/// use intervision_groups::rounds::rotate_tables;
///
/// let round = Groups::new(4, vec![vec![0, 1], vec![2, 3]])?;
/// // Those who stay together change tables.
/// assert_eq!(rotate_tables(&[&round, &round]), [[0, 1], [1, 0]]);
/// # Ok::<(), intervision_core::GroupsError>(())
/// ```
#[must_use]
pub fn rotate_tables(rounds: &[&dyn Grouping]) -> Vec<Vec<usize>> {
    let tables = rounds.iter().map(|round| Grouping::len(*round)).max().unwrap_or(0);
    let mut visits: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let mut table_of: Vec<Vec<usize>> =
        rounds.iter().map(|round| (0..round.len()).collect()).collect();
    for (round, of) in rounds.iter().zip(&table_of) {
        count(&mut visits, *round, of, 1.0);
    }
    for _ in 0..SWEEPS {
        let mut gained = false;
        // The first round keeps its tables where it can.
        for (round, of) in rounds.iter().zip(&mut table_of).rev() {
            count(&mut visits, *round, of, -1.0);
            let mut cost = Vec::with_capacity(of.len() * tables);
            for group in 0..round.len() {
                let members = round.members(group);
                cost.extend((0..tables).map(|table| {
                    let been =
                        |member: &usize| visits.get(&(*member, table)).copied().unwrap_or(0.0);
                    members.iter().map(been).sum::<f64>()
                }));
            }
            let sum = |of: &[usize]| -> f64 {
                of.iter().enumerate().map(|(group, &table)| cost[group * tables + table]).sum()
            };
            let best = assign(&cost, tables);
            if sum(&best) < sum(of) {
                *of = best;
                gained = true;
            }
            count(&mut visits, *round, of, 1.0);
        }
        if !gained {
            break;
        }
    }
    table_of
}

fn count(
    visits: &mut BTreeMap<(usize, usize), f64>,
    round: &dyn Grouping,
    of: &[usize],
    step: f64,
) {
    for (group, &table) in of.iter().enumerate() {
        for &member in round.members(group) {
            *visits.entry((member, table)).or_default() += step;
        }
    }
}
