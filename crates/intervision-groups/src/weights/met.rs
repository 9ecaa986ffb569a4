use std::collections::BTreeMap;

use intervision_core::{Grouping, Groups};

use super::PairList;
use crate::Error;

/// How often, and how recently, members met in earlier groupings: each meeting counts 1 when it is new and half as much with
/// every half-life that it is old. Without a half-life every meeting counts 1.
///
/// Members are `0..members`, as on the roster; each grouping comes with its age, in the unit of the half-life (rounds, days,
/// months). Pass it as pair weights to `avoid_pairs`, so that the same people do not meet again soon.
///
/// Takes time and memory with the pairs that met.
///
/// # Errors
///
/// [`Error::Groups`] for a grouping that names somebody twice or somebody who is not there; [`Error::Age`] for an age below 0
/// or a half-life that is not above 0.
///
/// # Example
///
/// ```
/// use intervision_core::{Grouping, Groups, PairWeight};
/// use intervision_groups::met_before;
///
/// let spring = Groups::new(4, vec![vec![0, 1], vec![2, 3]])?;
/// let autumn = Groups::new(4, vec![vec![0, 1, 2], vec![3]])?;
/// // Twelve and six months ago; what is six months old counts half.
/// let met = met_before(4, &[(&spring, 12.0), (&autumn, 6.0)], Some(6.0))?;
/// assert_eq!(met.weight(0, 1), 0.75);
/// assert_eq!(met.weight(1, 2), 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn met_before(
    members: usize,
    earlier: &[(&dyn Grouping, f64)],
    half_life: Option<f64>,
) -> Result<PairList, Error> {
    if let Some(found) = half_life.filter(|half_life| half_life.is_nan() || *half_life <= 0.0) {
        let right = "more than 0, or none for meetings that count the same for ever";
        return Err(Error::Age { what: "the half-life of meetings".into(), found, right });
    }
    let mut met: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (at, &(grouping, age)) in earlier.iter().enumerate() {
        if !(0.0..f64::INFINITY).contains(&age) {
            let what = format!("the age of earlier grouping {}", at + 1);
            return Err(Error::Age { what, found: age, right: "0 or more" });
        }
        let which = "an earlier grouping";
        Groups::copy_of(members, grouping).map_err(|wrong| Error::Groups { which, wrong })?;
        let weight = half_life.map_or(1.0, |half_life| (-age / half_life).exp2());
        for group in 0..grouping.len() {
            let group = grouping.members(group);
            for (at, &a) in group.iter().enumerate() {
                for &b in &group[at + 1..] {
                    *met.entry((a.min(b), a.max(b))).or_default() += weight;
                }
            }
        }
    }
    let pairs = met.into_iter().map(|((a, b), weight)| (a, b, weight));
    // Pairs are in range, of two members and finite, so that this cannot fail.
    Ok(PairList::new(members, pairs).unwrap_or_default())
}
