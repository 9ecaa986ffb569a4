use std::collections::BTreeMap;

use intervision_core::{Roster, Status};

use super::broken::broken_rule;
use super::certificate::{CERTIFICATE_VERSION, Certificate};
use super::tried::{MOST_ENUMERATED, better_grouping};
use super::verify_levels::{check_levels, noise, put_together, same_levels, units};
use super::{NOTHING, ROUNDING, fingerprint, recount};
use crate::problem::{Places, Problem};
use crate::terms::Term;
use crate::{Error, Inputs, Rules};

/// Checks a certificate against the rules, the roster and the inputs it was made for ([`Inputs`], or
/// [`Pairs`](crate::Pairs) alone).
///
/// Hashes, sizes and every rule are checked, and all values are counted again from the definitions, person by person and pair
/// by pair, by code that the search does not use. Weights and bounds are derived again from the rules and the roster. Seed
/// and steps say how the groups were found and cannot be checked without searching again.
///
/// # Errors
///
/// [`Error::Certificate`] names the first thing that does not hold; errors of the rules or the roster come through.
///
/// # Example
///
/// ```
/// use intervision_core::{Run, Table, Value};
/// use intervision_groups::{Former, Pairs, RulesBuilder, Sizes, verify};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let unit = ["x", "x", "y", "y"].map(Value::category);
/// let roster = Table::new(["a", "b", "c", "d"])?.with_column("unit", unit)?;
/// let rules = RulesBuilder::new(Sizes::count(2)).mix("unit", 1.0).build()?;
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
/// let outcome = Former::new(rules.clone()).form(&roster, &mut Run::new(&mut rng, &mut ()))?;
///
/// let mut certificate = outcome.certificate().clone();
/// verify(&certificate, &rules, &roster, &Pairs::new())?;
/// certificate.groups.swap(0, 1);
/// certificate.groups[0].swap(0, 1);
/// verify(&certificate, &rules, &roster, &Pairs::new())?;
/// certificate.groups = vec![vec!["a".into(), "b".into()], vec!["c".into(), "d".into()]];
/// let refused = verify(&certificate, &rules, &roster, &Pairs::new()).unwrap_err();
/// assert_eq!(
///     refused.to_string(),
///     "the certificate does not hold: the value of mix \"unit\" is 2, and it says 0"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn verify<'a>(
    certificate: &Certificate,
    rules: &Rules,
    roster: &dyn Roster,
    inputs: impl Into<Inputs<'a>>,
) -> Result<(), Error> {
    check(certificate, rules, roster, &inputs.into())
}

fn check(
    certificate: &Certificate,
    rules: &Rules,
    roster: &dyn Roster,
    inputs: &Inputs<'_>,
) -> Result<(), Error> {
    if certificate.version != CERTIFICATE_VERSION {
        return Err(Error::Version {
            document: "the certificate",
            found: certificate.version,
            supported: CERTIFICATE_VERSION,
        });
    }
    // Also says what is wrong with the rules or the roster, if anything is.
    let problem = Problem::new(rules, roster, inputs)?;
    same_text("the hash of the rules", &certificate.rules, &fingerprint::of_rules(rules))?;
    let people = (problem.ids.as_slice(), problem.listed.as_slice());
    let input = fingerprint::of_input(rules, roster, people, inputs);
    same_text("the hash of the input", &certificate.input, &input)?;

    let problem = match &certificate.relaxation {
        None => problem,
        Some(relaxation) => problem.tightened(relaxation).ok_or_else(|| {
            let claimed = "a relaxation that proves it".to_owned();
            refused("the bound", claimed, "one that proves nothing more".to_owned())
        })?,
    };

    let Places { limits, waiting } = rules.places(roster.len())?;
    let groups = places(certificate, roster, &limits, waiting)?;
    let misfit = |(group, &(least, most)): (&Vec<usize>, &(usize, usize))| {
        !(least..=most).contains(&group.len())
    };
    let broken = broken_rule(rules, roster, inputs, &groups, waiting)
        .or_else(|| groups.iter().zip(&limits).any(misfit).then(|| "broken: sizes".to_owned()));
    match (broken, certificate.status) {
        (Some(rule), Status::Optimal | Status::Feasible) => {
            return Err(refused("a rule", "kept".into(), rule));
        }
        (None, Status::Optimal | Status::Feasible) | (Some(_), Status::Unknown) => {}
        (_, status) => {
            let found = "that the rules are kept".to_owned();
            return Err(refused("what is found", format!("{status:?}"), found));
        }
    }

    let bounds = problem.bounds();
    let (seats, waits) = groups.split_at(waiting.unwrap_or(groups.len()));
    let limits = &limits[..seats.len()];
    let wishes = rules.wishes().iter().map(|w| recount::wish(w, roster, &groups, limits));
    let mut by_group: Vec<Vec<f64>> = wishes
        .chain(rules.pairs().iter().map(|w| recount::pair_wish(w, inputs.pairs(), seats)))
        .chain(rules.themes().map(|w| recount::theme_wish(w, inputs.rankings(), seats)))
        .collect();
    // Whoever waits counts for nothing but their priority.
    for parts in &mut by_group {
        parts.truncate(seats.len());
        parts.resize(groups.len(), 0.0);
    }
    let priority = rules.waiting_list().and_then(|list| list.priority.as_ref());
    if let (Some(attribute), Some(waits)) = (priority, waits.first()) {
        let mut parts = vec![0.0; groups.len()];
        parts[seats.len()] = recount::priorities(attribute, roster, waits);
        by_group.push(parts);
    }
    let values: Vec<f64> = by_group.iter().map(|parts| parts.iter().sum()).collect();
    let terms = &certificate.terms;
    same_text("the number of terms", &terms.len().to_string(), &values.len().to_string())?;
    for (((claim, term), value), bound) in
        terms.iter().zip(&problem.terms).zip(&values).zip(&bounds.terms)
    {
        let name = &term.name;
        same_text("the name of a term", &claim.name, name)?;
        same_in(term.factor, &format!("the weight of {name}"), claim.weight, term.factor)?;
        let own = term.unit();
        same_in(own, &format!("the value of {name}"), claim.value, *value)?;
        same_in(own, &format!("the bound of {name}"), claim.bound.unwrap_or(f64::NAN), *bound)?;
    }
    let levels = put_together(rules.aggregate(), &problem, &by_group);
    let value: f64 =
        levels.iter().zip(&problem.objective.levels).map(|(own, of)| own * of.multiplier).sum();
    let rounding = rounding_of(&problem.terms, &values).max(noise(&problem, &levels));
    let units = units(rules, inputs.pairs(), &problem.objective.levels);
    let unit = units.last().copied().unwrap_or(1.0);
    if !within(certificate.value, value, rounding) {
        same_in(unit, "the value", certificate.value, value)?;
    }
    same_levels("the value", certificate.value, value, &problem, (&levels, unit))?;
    let optimal = certificate.status == Status::Optimal;
    let everything_tried = optimal && !bounds.met_by(value) && problem.members() <= MOST_ENUMERATED;
    let least = if optimal { &levels } else { &bounds.levels };
    check_levels(certificate, &problem, &levels, least, &units)?;
    let (bound, by_level) =
        if everything_tried { (value, &levels) } else { (bounds.value, &bounds.levels) };
    if !within(certificate.bound, bound, noise(&problem, by_level)) {
        same_in(unit, "the bound", certificate.bound, bound)?;
    }
    same_levels("the bound", certificate.bound, bound, &problem, (by_level, unit))?;
    if optimal && !everything_tried && !bounds.met_by(value) {
        let claimed = "that nothing is better".to_owned();
        return Err(refused("the bound", claimed, bounds.value.to_string()));
    }
    let distance = (certificate.value - certificate.bound).abs();
    let gap = if distance == 0.0 { 0.0 } else { distance / certificate.value.abs() };
    same("the gap", certificate.gap, gap)?;
    if everything_tried
        && let Some(better) = better_grouping(&problem, (value, unit), rules, roster, inputs)
    {
        return Err(refused("the bound", certificate.bound.to_string(), better.to_string()));
    }
    Ok(())
}

/// Rounding of the terms, each on its weight: large terms may cancel out.
fn rounding_of(terms: &[Term], values: &[f64]) -> f64 {
    let of = |(term, value): (&Term, &f64)| term.factor * value.abs().max(NOTHING * term.unit());
    ROUNDING * terms.iter().zip(values).map(of).sum::<f64>()
}

pub(crate) fn refused(what: &str, claimed: String, found: String) -> Error {
    Error::Certificate { what: what.to_owned(), claimed, found }
}

pub(super) fn same_text(what: &str, claimed: &str, found: &str) -> Result<(), Error> {
    if claimed == found {
        return Ok(());
    }
    Err(refused(what, claimed.to_owned(), found.to_owned()))
}

/// Whether two numbers are this close; what is not a number is close to nothing.
fn within(claimed: f64, found: f64, close: f64) -> bool {
    (claimed - found).abs() <= close
}

/// Equal up to rounding; not a number is equal to nothing.
pub(crate) fn same(what: &str, claimed: f64, found: f64) -> Result<(), Error> {
    same_in(1.0, what, claimed, found)
}

/// Equal up to rounding, where values near nothing are measured by this unit.
pub(super) fn same_in(unit: f64, what: &str, claimed: f64, found: f64) -> Result<(), Error> {
    let close = ROUNDING * claimed.abs().max(found.abs()).max(NOTHING * unit);
    let both_infinite = claimed.is_infinite() && claimed.total_cmp(&found).is_eq();
    if both_infinite || (claimed - found).abs() <= close {
        return Ok(());
    }
    Err(refused(what, claimed.to_string(), found.to_string()))
}

/// Roster numbers by group; everyone on the roster has exactly one place, and sizes are within their limits.
fn places(
    certificate: &Certificate,
    roster: &dyn Roster,
    limits: &[(usize, usize)],
    waiting: Option<usize>,
) -> Result<Vec<Vec<usize>>, Error> {
    let number = |count: usize| count.to_string();
    let seats = waiting.unwrap_or(limits.len());
    same_text("the number of groups", &number(certificate.groups.len()), &number(seats))?;
    if waiting.is_none() && !certificate.waiting.is_empty() {
        let found = "nobody, by the rules".to_owned();
        return Err(refused("who waits", certificate.waiting.join(", "), found));
    }
    let all = certificate.groups.iter().chain(waiting.map(|_| &certificate.waiting));
    let mut absent: BTreeMap<String, usize> =
        (0..roster.len()).map(|member| (roster.id(member).into_owned(), member)).collect();
    let mut groups = Vec::with_capacity(limits.len());
    for (at, (ids, &(least, most))) in all.zip(limits).enumerate() {
        let mut group = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(member) = absent.remove(id) else {
                let found = "not on the roster, or in two places".to_owned();
                return Err(refused(id, format!("in group {}", at + 1), found));
            };
            group.push(member);
        }
        if !(least..=most).contains(&group.len()) && certificate.status != Status::Unknown {
            let what = match waiting {
                Some(waiting) if waiting == at => "the length of the waiting list".to_owned(),
                _ => format!("the size of group {}", at + 1),
            };
            return Err(refused(
                &what,
                number(group.len()),
                format!("limited to {least} to {most}"),
            ));
        }
        groups.push(group);
    }
    match absent.keys().next() {
        Some(id) => Err(refused(id, "in no group".into(), "on the roster".into())),
        None => Ok(groups),
    }
}
