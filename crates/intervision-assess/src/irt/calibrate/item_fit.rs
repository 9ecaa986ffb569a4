use super::Calibration;
use crate::irt::{ItemModel, Tally, ThetaGrid};
use crate::special::chi_square_upper;

/// How far the answers to an item are from what its model expects among persons with the same sum score: S-X² (Orlando and
/// Thissen, 2000; Kang and Chen, 2008, for several categories).
///
/// Neighbouring sum scores are joined until at least one person is expected in every category that they can have. The lowest
/// and the highest sum say nothing about an item.
///
/// With two categories that is the rule of R's mirt as well, and the figures are the same. With several, mirt first joins sparse
/// categories within a sum score, and then sum scores: it keeps more of these apart and fewer categories, so that statistic and degrees of
/// freedom differ from those here.
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
                let expected = shares.iter().map(|share| n * share).collect();
                Group { observed, expected }
            });
            compare(groups.collect(), self.parameters_of(item), persons)
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

/// Joins each sparse group with its smaller neighbour, lowest first.
fn join_sparse(mut groups: Vec<Group>) -> Vec<Group> {
    groups.retain(|group| group.persons() > 0.0);
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
    groups
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
