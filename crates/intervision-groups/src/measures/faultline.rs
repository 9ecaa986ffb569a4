use std::collections::BTreeMap;

use intervision_core::{Roster, Value};

use crate::{Error, RosterError};

/// Up to so many members every way to split a group is tried.
const EVERY_SPLIT: usize = 10;
const EVERY_HALF: usize = 16;

/// What members are like as points: numbers and ranks times their weight, and for each category a coordinate of its own, times the weight and
/// divided by the root of 2, so that two members of different categories are one weight apart (Thatcher, Jehn and Zanutto 2003).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Features {
    rows: Vec<Vec<f64>>,
}

/// A split of a group into camps, and how strong it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Faultline {
    /// From 0 (no camps) to 1.
    pub strength: f64,
    /// The camp of each member, numbered from 0 in the order of the first members.
    pub camp_of: Vec<usize>,
    /// Whether every split was tried; else a better one may exist.
    pub exact: bool,
}

impl Features {
    /// Points of everybody on a roster, by these attributes and weights. What is unknown takes no side: the mean of a number, no category.
    ///
    /// # Errors
    ///
    /// [`RosterError::UnknownAttribute`].
    pub fn new(roster: &dyn Roster, attributes: &[(&str, f64)]) -> Result<Self, Error> {
        let known: Vec<String> =
            roster.keys().into_iter().map(std::borrow::Cow::into_owned).collect();
        let mut rows = vec![Vec::new(); roster.len()];
        for &(key, weight) in attributes {
            if !known.iter().any(|own| own == key) {
                return Err(
                    RosterError::UnknownAttribute { attribute: key.to_owned(), known }.into()
                );
            }
            let values: Vec<Value<'_>> =
                (0..roster.len()).map(|member| roster.attribute(member, key).known()).collect();
            let numbers: Vec<f64> = values.iter().filter_map(Value::as_number).collect();
            if !numbers.is_empty() {
                let mean = numbers.iter().sum::<f64>() / numbers.len() as f64;
                for (row, value) in rows.iter_mut().zip(&values) {
                    row.push(weight * value.as_number().unwrap_or(mean));
                }
            }
            let mut categories = BTreeMap::new();
            for value in &values {
                for name in names(value) {
                    let next = categories.len();
                    categories.entry(name).or_insert(next);
                }
            }
            for (row, value) in rows.iter_mut().zip(&values) {
                let own = names(value);
                let has = |name: &&str| f64::from(u8::from(own.contains(name)));
                row.extend(
                    categories
                        .keys()
                        .map(|name| weight * has(name) * std::f64::consts::FRAC_1_SQRT_2),
                );
            }
        }
        Ok(Features { rows })
    }

    /// Points of one's own: a row for each member, all of one length.
    #[must_use]
    pub fn from_rows(rows: Vec<Vec<f64>>) -> Self {
        Features { rows }
    }

    fn of(&self, members: &[usize]) -> Vec<&[f64]> {
        members.iter().filter_map(|&member| self.rows.get(member).map(Vec::as_slice)).collect()
    }
}

fn names<'a>(value: &'a Value<'_>) -> Vec<&'a str> {
    match value {
        Value::Category(name) => vec![name],
        Value::Tags(tags) => tags.iter().map(AsRef::as_ref).collect(),
        _ => Vec::new(),
    }
}

/// Faultline strength by average silhouette width (Meyer and Glenz 2013): how much closer members are to their own camp than to the nearest
/// other, for the split into camps where that is greatest. A member alone in a camp counts 0.
///
/// Up to 10 members every split is tried; of more, those of average linkage, each improved by moving one member at a time.
///
/// # Example
///
/// ```
/// use intervision_core::{Table, Value};
/// use intervision_groups::measures::{Features, asw};
///
/// let team = Table::new(["a", "b", "c", "d", "e", "f"])?
///     .with_column("age", [22.0, 23.0, 39.0, 42.0, 57.0, 51.0].map(Value::Number))?
///     .with_column("gender", ["f", "f", "m", "m", "m", "m"].map(Value::category))?
///     .with_column("ethnicity", ["A", "A", "B", "B", "C", "C"].map(Value::category))?;
/// let features = Features::new(&team, &[("age", 0.1), ("gender", 1.0), ("ethnicity", 1.0)])?;
/// let found = asw(&features, &[0, 1, 2, 3, 4, 5]);
/// assert!((found.strength - 0.805489497404053).abs() < 1e-12);
/// assert_eq!(found.camp_of, [0, 0, 1, 1, 2, 2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn asw(features: &Features, members: &[usize]) -> Faultline {
    let rows = features.of(members);
    let distance: Vec<Vec<f64>> =
        rows.iter().map(|a| rows.iter().map(|b| apart(a, b)).collect()).collect();
    strongest(rows.len(), EVERY_SPLIT, usize::MAX, &|camps| silhouette(&distance, camps), &distance)
}

/// Faultline strength by Fau (Thatcher, Jehn and Zanutto 2003): the share of all variation that lies between two camps, for the split into two where
/// that is greatest.
///
/// Up to 16 members every split is tried; of more, that of average linkage, improved by moving one member at a time.
#[must_use]
pub fn fau(features: &Features, members: &[usize]) -> Faultline {
    let rows = features.of(members);
    let distance: Vec<Vec<f64>> =
        rows.iter().map(|a| rows.iter().map(|b| apart(a, b)).collect()).collect();
    strongest(rows.len(), EVERY_HALF, 2, &|camps| between(&rows, camps), &distance)
}

fn apart(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt()
}

/// The strongest split into at least two camps, and at most so many.
fn strongest(
    members: usize,
    every: usize,
    most: usize,
    strength: &dyn Fn(&[usize]) -> f64,
    distance: &[Vec<f64>],
) -> Faultline {
    let exact = members <= every;
    let mut best = Faultline { strength: 0.0, camp_of: vec![0; members], exact };
    if exact {
        let mut camps = vec![0; members];
        while next(&mut camps, most) {
            take(&mut best, strength(&camps), &camps);
        }
        return best;
    }
    for mut camps in linkage(distance, most.min(members)) {
        let mut own = strength(&camps);
        loop {
            let mut gained = false;
            let count = camps.iter().max().map_or(0, |most| most + 1);
            for member in 0..members {
                for camp in 0..count {
                    let before = std::mem::replace(&mut camps[member], camp);
                    let now = strength(&camps);
                    if now > own + 1e-12 {
                        (own, gained) = (now, true);
                    } else {
                        camps[member] = before;
                    }
                }
            }
            if !gained {
                break;
            }
        }
        take(&mut best, own, &numbered(&camps));
    }
    best
}

fn take(best: &mut Faultline, strength: f64, camps: &[usize]) {
    if strength > best.strength + 1e-15 {
        best.strength = strength;
        best.camp_of.copy_from_slice(camps);
    }
}

/// The next way to split, camps numbered by their first members: restricted growth strings in order.
fn next(camps: &mut [usize], most: usize) -> bool {
    for at in (1..camps.len()).rev() {
        let before = camps[..at].iter().max().map_or(0, |most| most + 1);
        if camps[at] < before && camps[at] + 1 < most {
            camps[at] += 1;
            camps[at + 1..].fill(0);
            return true;
        }
    }
    false
}

fn numbered(camps: &[usize]) -> Vec<usize> {
    let mut number = BTreeMap::new();
    let of = |&camp: &usize| {
        let next = number.len();
        *number.entry(camp).or_insert(next)
    };
    camps.iter().map(of).collect()
}

/// Camps by average linkage (Sokal and Michener 1958), from so many down to two.
fn linkage(distance: &[Vec<f64>], most: usize) -> Vec<Vec<usize>> {
    let mut camps: Vec<Vec<usize>> = (0..distance.len()).map(|member| vec![member]).collect();
    let mut found = Vec::new();
    while camps.len() > 1 {
        if camps.len() <= most {
            let mut of = vec![0; distance.len()];
            for (camp, members) in camps.iter().enumerate() {
                for &member in members {
                    of[member] = camp;
                }
            }
            found.push(of);
        }
        let mean = |a: &[usize], b: &[usize]| {
            let sum: f64 = a
                .iter()
                .flat_map(|&x| b.iter().map(move |&y| (x, y)))
                .map(|(x, y)| distance[x][y])
                .sum();
            sum / (a.len() * b.len()) as f64
        };
        let pairs = (0..camps.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
        let nearest = pairs.min_by(|&(a, b), &(c, d)| {
            mean(&camps[a], &camps[b]).total_cmp(&mean(&camps[c], &camps[d]))
        });
        let Some((a, b)) = nearest else { break };
        let joined = camps.remove(b);
        camps[a].extend(joined);
    }
    found
}

/// The mean silhouette (Rousseeuw 1987).
fn silhouette(distance: &[Vec<f64>], camps: &[usize]) -> f64 {
    let count = camps.iter().max().map_or(0, |most| most + 1);
    let mut sum = 0.0;
    for (member, row) in distance.iter().enumerate() {
        let (mut to, mut size) = (vec![0.0; count], vec![0usize; count]);
        for (other, far) in row.iter().enumerate().filter(|(other, _)| *other != member) {
            to[camps[other]] += far;
            size[camps[other]] += 1;
        }
        let own = camps[member];
        let mean = |camp: usize| to[camp] / size[camp] as f64;
        let others = (0..count).filter(|&camp| camp != own && size[camp] > 0).map(mean);
        let nearest = others.fold(f64::INFINITY, f64::min);
        if size[own] == 0 || nearest.is_infinite() {
            continue;
        }
        let widest = mean(own).max(nearest);
        if widest > 0.0 {
            sum += (nearest - mean(own)) / widest;
        }
    }
    sum / camps.len().max(1) as f64
}

/// The share of the sum of squares that lies between camps.
fn between(rows: &[&[f64]], camps: &[usize]) -> f64 {
    let count = camps.iter().max().map_or(0, |most| most + 1);
    let (mut within, mut whole) = (0.0, 0.0);
    for at in 0..rows.first().map_or(0, |row| row.len()) {
        let spread = |of: &dyn Fn(usize) -> bool| {
            let values: Vec<f64> =
                (0..rows.len()).filter(|&row| of(row)).map(|row| rows[row][at]).collect();
            let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
            values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>()
        };
        whole += spread(&|_| true);
        within += (0..count).map(|camp| spread(&|row| camps[row] == camp)).sum::<f64>();
    }
    if whole > 0.0 { 1.0 - within / whole } else { 0.0 }
}
