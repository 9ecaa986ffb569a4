use std::collections::BTreeMap;

use intervision_core::{Roster, Run, Value};
use rand::seq::SliceRandom;

use crate::explain::counted;
use crate::problem::canonical;
use crate::{Error, RosterError};

/// So many people of a roster, drawn at random so that each kind has its share: a sounding board that looks like the whole.
///
/// The seats go to the kinds by largest remainders (Hamilton), so that no kind is more than one seat away from its exact share; remainders that
/// are equal are decided by lot. Unknown is a stratum of its own, so that nobody is left out for what is not known. The same seed
/// gives the same people, however the roster is listed. O(members · log members).
///
/// # Errors
///
/// [`RosterError::UnknownAttribute`]; [`Error::Number`] for more people than there are.
///
/// # Example
///
/// ```
/// use intervision_core::{Run, Table, Value};
/// use intervision_groups::stratified_sample;
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let unit = (0..30).map(|at| Value::category(if at < 20 { "large" } else { "small" }));
/// let roster = Table::new((0..30).map(|at| format!("p{at:02}")))?.with_column("unit", unit)?;
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
/// let board = stratified_sample(&roster, "unit", 6, &mut Run::new(&mut rng, &mut ()))?;
/// assert_eq!(board.iter().filter(|member| **member < 20).count(), 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn stratified_sample(
    roster: &dyn Roster,
    attribute: &str,
    people: usize,
    run: &mut Run<'_>,
) -> Result<Vec<usize>, Error> {
    let (ids, listed) = canonical(roster)?;
    let known: Vec<String> = roster.keys().into_iter().map(std::borrow::Cow::into_owned).collect();
    if !known.iter().any(|key| key == attribute) {
        return Err(RosterError::UnknownAttribute { attribute: attribute.to_owned(), known }.into());
    }
    if people > ids.len() {
        let right = format!("at most {}", counted(ids.len(), "person"));
        return Err(Error::Number { what: "the size of the sample", found: people, right });
    }
    let mut strata: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &member in &listed {
        let kind = match roster.attribute(member, attribute).known() {
            Value::Unknown => String::new(),
            value => format!("{}: {value}", value.kind()),
        };
        strata.entry(kind).or_default().push(member);
    }
    let mut strata: Vec<Vec<usize>> = strata.into_values().collect();
    strata.shuffle(run.rng());
    let whole = |stratum: &Vec<usize>| people * stratum.len() / ids.len();
    let left = people - strata.iter().map(whole).sum::<usize>();
    // Stable, so that the lot decides between equal remainders.
    strata.sort_by_key(|stratum| std::cmp::Reverse(people * stratum.len() % ids.len()));
    let mut drawn = Vec::with_capacity(people);
    for (at, stratum) in strata.iter_mut().enumerate() {
        let seats = whole(stratum) + usize::from(at < left);
        stratum.shuffle(run.rng());
        drawn.extend(stratum.iter().take(seats));
    }
    drawn.sort_unstable();
    Ok(drawn)
}
