use super::Calibration;
use crate::irt::{ItemModel, Tally, ThetaGrid};
use crate::special::chi_square_upper;

/// How far the answers to an item are from what its model expects among persons with the same sum score: S-X² (Orlando and
/// Thissen, 2000; Kang and Chen, 2008, for several categories).
///
/// What is sparse is joined by the rule of R's mirt, and the figures are the same. Sum scores at either end that leave some
/// category impossible count with the first ones that leave them all; a person who is alone with a sum score counts with the
/// next one. Within a sum score categories are joined, the least expected one with its lesser neighbour, until one person is
/// expected in each or two are left; then neighbouring sum scores are, until one person is expected in every category that
/// they still have. The lowest and the highest sum say nothing about an item.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ItemFit {
    /// Σ (observed - expected)² / expected.
    pub statistic: f64,
    /// Its degrees of freedom, at least 1.
    pub degrees: usize,
    /// The probability of so large a value if the model holds, by the χ² distribution.
    pub p: f64,
    /// The misfit per person and degree of freedom, which does not grow with the sample: √max(0, (S-X² - df) / (df (n - 1))).
    pub rmsea: f64,
}

/// Why there is no item fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoItemFit {
    /// Nobody answered every item, so that nobody has a sum score.
    #[error("nobody answered every item; sum scores need complete answers")]
    NobodyComplete,
    /// Too few sum scores for the number of parameters.
    #[error(
        "the sum scores leave {cells} independent counts for {parameters} parameters; more items or more persons are needed"
    )]
    NoDegrees {
        /// Independent counts, after joining what is sparse.
        cells: usize,
        /// Parameters that were estimated.
        parameters: usize,
    },
}

/// The persons with one sum score, or with several that were joined.
#[derive(Clone)]
struct Group {
    observed: Vec<f64>,
    expected: Vec<f64>,
}

impl Group {
    fn persons(&self) -> f64 {
        self.observed.iter().sum()
    }

    /// Whether some category is possible but hardly expected.
    fn is_sparse(&self) -> bool {
        self.expected.iter().any(|&expected| expected > 0.0 && expected < 1.0)
    }

    /// Joins sparse or impossible categories with a neighbour, the least expected first, while there are more than two.
    fn join_categories(&mut self) {
        while self.expected.len() > 2 && self.expected.iter().any(|expected| *expected < 1.0) {
            let last = self.expected.len() - 1;
            let least = |least: usize, at| {
                if self.expected[at] <= self.expected[least] { at } else { least }
            };
            let place = (1..=last).fold(0, least);
            let below = match place {
                0 => 0,
                place if place == last => last - 1,
                place if self.expected[place - 1] <= self.expected[place + 1] => place - 1,
                place => place,
            };
            self.join_pair(below);
        }
    }

    /// Joins a category with the one after it.
    fn join_pair(&mut self, below: usize) {
        let above = (self.observed.remove(below + 1), self.expected.remove(below + 1));
        self.observed[below] += above.0;
        self.expected[below] += above.1;
    }

    fn join(&mut self, other: &Group) {
        for (sum, value) in self.observed.iter_mut().zip(&other.observed) {
            *sum += value;
        }
        for (sum, value) in self.expected.iter_mut().zip(&other.expected) {
            *sum += value;
        }
    }
}

impl Calibration {
    /// The fit of each item to the answers that it was calibrated with, over those who answered every item.
    ///
    /// Complexity: items² x categories x highest sum score x 61.
    #[must_use]
    pub fn item_fit(&self, tally: &Tally) -> Vec<Result<ItemFit, NoItemFit>> {
        let items = self.bank().items();
        let sums = Sums::new(self);
        let most: usize = items.iter().map(|item| item.categories() - 1).sum();
        // Persons by item, sum score and category.
        let mut observed: Vec<Vec<Vec<f64>>> =
            items.iter().map(|item| vec![vec![0.0; item.categories()]; most + 1]).collect();
        let mut persons = 0.0;
        for pattern in 0..tally.len() {
            let answers: Option<Vec<usize>> =
                tally.answers(pattern).map(|answer| answer.map(usize::from)).collect();
            let Some(answers) = answers.filter(|answers| answers.len() == items.len()) else {
                continue;
            };
            let (score, count) = (answers.iter().sum::<usize>(), tally.count(pattern) as f64);
            persons += count;
            for (of_item, answer) in observed.iter_mut().zip(answers) {
                if let Some(place) = of_item.get_mut(score).and_then(|row| row.get_mut(answer)) {
                    *place += count;
                }
            }
        }
        let fit = |(item, observed): (usize, Vec<Vec<f64>>)| {
            if persons < 1.0 {
                return Err(NoItemFit::NobodyComplete);
            }
            let shares = sums.of_item(item);
            let groups = observed.into_iter().zip(shares).take(most).skip(1);
            let groups = groups.map(|(observed, shares)| {
                let n: f64 = observed.iter().sum();
                let whole = shares.iter().all(|share| *share > 0.0);
                let expected = shares.iter().map(|share| n * share).collect();
                (whole, Group { observed, expected })
            });
            compare(join_ends(groups.collect()), self.parameters_of(item), persons)
        };
        observed.into_iter().enumerate().map(fit).collect()
    }
}

fn compare(groups: Vec<Group>, parameters: usize, persons: f64) -> Result<ItemFit, NoItemFit> {
    let groups = join_sparse(groups);
    let (mut statistic, mut cells) = (0.0, 0);
    for group in &groups {
        for (observed, expected) in group.observed.iter().zip(&group.expected) {
            if *expected > 0.0 {
                statistic += (observed - expected).powi(2) / expected;
                cells += 1;
            }
        }
    }
    let cells = cells - groups.len().min(cells);
    let Some(degrees) = cells.checked_sub(parameters).filter(|&degrees| degrees > 0) else {
        return Err(NoItemFit::NoDegrees { cells, parameters });
    };
    let df = degrees as f64;
    let rmsea = ((statistic - df) / (df * (persons - 1.0).max(1.0))).max(0.0).sqrt();
    Ok(ItemFit { statistic, degrees, p: chi_square_upper(statistic, df), rmsea })
}

/// Joins the sum scores at either end that leave some category impossible with the first ones that leave them all.
fn join_ends(groups: Vec<(bool, Group)>) -> Vec<Group> {
    let whole = |(whole, _): &(bool, Group)| *whole;
    let first = groups.iter().position(whole);
    let last = groups.iter().rposition(whole);
    let mut groups: Vec<Group> = groups.into_iter().map(|(_, group)| group).collect();
    if let (Some(first), Some(last)) = (first, last) {
        for above in groups.split_off(last + 1) {
            groups[last].join(&above);
        }
        for below in groups.drain(..first).collect::<Vec<Group>>() {
            groups[0].join(&below);
        }
    }
    groups
}

/// Joins what is sparse: persons who are alone, then categories within each group, then groups.
fn join_sparse(mut groups: Vec<Group>) -> Vec<Group> {
    groups.retain(|group| group.persons() > 0.0);
    join_persons(&mut groups);
    groups.iter_mut().for_each(Group::join_categories);
    join_columns(&mut groups);
    join_groups(&mut groups);
    groups
}

/// Joins a group of one person with the next group, the last with the one before.
fn join_persons(groups: &mut Vec<Group>) {
    let mut place = 0;
    while place < groups.len() && groups.len() > 1 {
        if groups[place].persons() <= 1.0 {
            let alone = groups.remove(place);
            let next = place.min(groups.len() - 1);
            groups[next].join(&alone);
        } else {
            place += 1;
        }
    }
}

/// Joins places of categories that hardly any group still has with the place before.
fn join_columns(groups: &mut [Group]) {
    let rows = groups.len() as f64;
    let mut width = groups.iter().map(|group| group.expected.len()).max().unwrap_or(0);
    for group in groups.iter_mut() {
        group.observed.resize(width, 0.0);
        group.expected.resize(width, 0.0);
    }
    let expected = |groups: &[Group], at: usize| groups.iter().map(|g| g.expected[at]).sum::<f64>();
    while width > 2 && expected(groups, width - 1) < (rows / 10.0).ceil() {
        width -= 1;
        for group in groups.iter_mut() {
            group.join_pair(width - 1);
        }
    }
    for at in (1..width).rev() {
        let used = groups.iter().filter(|group| group.expected[at] > 0.0).count() as f64;
        if used < 0.05 * rows {
            for group in groups.iter_mut() {
                group.join_pair(at - 1);
            }
        }
    }
}

/// Joins each sparse group with its smaller neighbour, lowest first.
fn join_groups(groups: &mut Vec<Group>) {
    while let Some(place) = groups.iter().position(Group::is_sparse) {
        if groups.len() < 2 {
            break;
        }
        let below = place.checked_sub(1).map(|below| (below, groups[below].persons()));
        let above = groups.get(place + 1).map(Group::persons);
        let neighbour = match (below, above) {
            (Some((below, few)), Some(many)) if few <= many => below,
            (Some((below, _)), None) => below,
            _ => place + 1,
        };
        let sparse = groups[place].clone();
        groups[neighbour].join(&sparse);
        groups.remove(place);
    }
}

/// Probabilities of categories and sum scores over the grid.
struct Sums {
    weights: Vec<f64>,
    /// Item by item, point by point, category by category.
    p: Vec<Vec<Vec<f64>>>,
}

impl Sums {
    fn new(calibration: &Calibration) -> Self {
        let population = calibration.bank().population();
        let grid = ThetaGrid::of(&population);
        let of_item = |item: &crate::irt::AnyItem| {
            let at = |&theta: &f64| {
                let mut p = vec![0.0; item.categories()];
                item.log_probabilities(theta, &mut p);
                for p in &mut p {
                    *p = p.exp();
                }
                p
            };
            grid.points().iter().map(at).collect()
        };
        let p = calibration.bank().items().iter().map(of_item).collect();
        Sums { weights: grid.weights(&population), p }
    }

    /// The share of each category of an item among persons of each sum score, by the recursion of Lord and Wingersky (1984).
    fn of_item(&self, item: usize) -> Vec<Vec<f64>> {
        let mut shares: Vec<Vec<f64>> = Vec::new();
        for (point, weight) in self.weights.iter().enumerate() {
            // The sum score of all other items.
            let mut rest = vec![1.0];
            for (_, other) in self.p.iter().enumerate().filter(|(other, _)| *other != item) {
                let p = &other[point];
                let mut next = vec![0.0; rest.len() + p.len() - 1];
                for (category, p) in p.iter().enumerate() {
                    for (place, before) in next.iter_mut().skip(category).zip(&rest) {
                        *place += p * before;
                    }
                }
                rest = next;
            }
            let own = &self.p[item][point];
            shares.resize(rest.len() + own.len() - 1, vec![0.0; own.len()]);
            for (category, p) in own.iter().enumerate() {
                for (row, rest) in shares.iter_mut().skip(category).zip(&rest) {
                    row[category] += weight * p * rest;
                }
            }
        }
        for row in &mut shares {
            let total: f64 = row.iter().sum();
            for share in row.iter_mut() {
                *share /= total.max(f64::MIN_POSITIVE);
            }
        }
        shares
    }
}
