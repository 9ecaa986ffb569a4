use super::{Covariances, NoReliability};
use crate::linear::cholesky;

/// How the single factor is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Extraction {
    /// Least squares of the correlations off the diagonal (Harman and Jones, 1966).
    #[default]
    MinimumResiduals,
    /// Maximum likelihood for normal answers (Lawley, 1940).
    MaximumLikelihood,
}

/// Omega total of a scale that measures one factor (`McDonald`, 1999).
///
/// Unlike alpha it does not ask that all items load alike. It is what a single factor explains of the variance of the sum; whether
/// one factor is enough it does not say.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Omega {
    /// Omega total: squared sum of the loadings over that and the sum of the unique variances.
    pub total: f64,
    /// How the factor was found.
    pub extraction: Extraction,
    /// Loading of each item, in the units of the matrix that was given; their sum is positive.
    pub loadings: Vec<f64>,
    /// Unique variance of each item, in the same units squared.
    pub uniquenesses: Vec<f64>,
}

impl Covariances {
    /// Fits one factor to the correlations, takes it to the units of this matrix, and gives omega total of the sum of the items as they
    /// are here: of [`correlations`](Self::correlations), of standardised items. Time O(iterations x items²).
    ///
    /// # Errors
    ///
    /// [`NoReliability::TooFewItems`] below 3, [`NoReliability::Heywood`] where an item would be explained wholly,
    /// [`NoReliability::NoFactor`] where nothing is shared, and as of [`correlations`](Self::correlations).
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_assess::DataTable;
    /// use intervision_assess::reliability::{Covariances, Extraction, MissingPairs};
    ///
    /// let answers = [[1., 2., 1.], [2., 1., 2.], [3., 3., 5.], [5., 4., 4.], [4., 3., 2.], [2., 3., 3.]];
    /// let covariances = Covariances::of(&DataTable::complete(&answers)?, MissingPairs::Listwise);
    /// let omega = covariances.omega(Extraction::MinimumResiduals)?;
    /// assert!(omega.total > 0.7 && omega.loadings.len() == 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn omega(&self, extraction: Extraction) -> Result<Omega, NoReliability> {
        let items = self.items();
        if items < 3 {
            return Err(NoReliability::TooFewItems { items, needed: 3 });
        }
        let deviations = self.deviations()?;
        let correlations = Matrix { cells: self.correlations()?.matrix()?, n: items };
        let standardised = match extraction {
            Extraction::MinimumResiduals => minimum_residuals(&correlations)?,
            Extraction::MaximumLikelihood => maximum_likelihood(&correlations)?,
        };
        let loadings: Vec<f64> =
            standardised.iter().zip(&deviations).map(|(l, sd)| l * sd).collect();
        let uniquenesses: Vec<f64> = standardised
            .iter()
            .zip(&deviations)
            .map(|(loading, sd)| (1.0 - loading * loading) * sd * sd)
            .collect();
        let shared = loadings.iter().sum::<f64>().powi(2);
        let total = shared / (shared + uniquenesses.iter().sum::<f64>());
        Ok(Omega { total, extraction, loadings, uniquenesses })
    }
}

struct Matrix {
    cells: Vec<f64>,
    n: usize,
}

impl Matrix {
    fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.cells.chunks_exact(self.n)
    }
}

/// The dominant direction of the correlations, as first loadings.
fn start(correlations: &Matrix) -> Vec<f64> {
    let mut loadings = vec![0.5; correlations.n];
    for _ in 0..50 {
        let turned: Vec<f64> = correlations
            .rows()
            .map(|row| row.iter().zip(&loadings).map(|(r, l)| r * l).sum())
            .collect();
        let size = turned.iter().map(|value: &f64| value * value).sum::<f64>().sqrt();
        let reach = (size / 2.0).clamp(0.1, 0.9);
        loadings = turned.iter().map(|value| value / size.max(1e-300) * reach).collect();
    }
    loadings
}

/// Each loading in turn at its own optimum, (Σ r λ)/(Σ λ²) over the other items, until nothing moves.
fn minimum_residuals(correlations: &Matrix) -> Result<Vec<f64>, NoReliability> {
    let mut loadings = start(correlations);
    for _ in 0..20_000 {
        let mut moved = 0.0_f64;
        for (item, row) in correlations.rows().enumerate() {
            let others =
                || row.iter().zip(&loadings).enumerate().filter(|&(other, _)| other != item);
            let shared: f64 = others().map(|(_, (r, l))| r * l).sum();
            let squares: f64 = others().map(|(_, (_, l))| l * l).sum();
            if squares < 1e-8 {
                return Err(NoReliability::NoFactor);
            }
            let value = shared / squares;
            if let Some(loading) = loadings.get_mut(item) {
                moved = moved.max((value - *loading).abs());
                *loading = value;
            }
        }
        if moved < 1e-14 {
            break;
        }
    }
    settled(loadings)
}

/// Expectation and maximisation (Rubin and Thayer, 1982), extrapolated (Varadhan and Roland, 2008) where that lowers the discrepancy,
/// until the likelihood equations hold.
fn maximum_likelihood(correlations: &Matrix) -> Result<Vec<f64>, NoReliability> {
    cholesky(&correlations.cells, correlations.n).ok_or(NoReliability::NotPositiveDefinite)?;
    let mut loadings: Vec<f64> = start(correlations).iter().map(|l| l.clamp(-0.95, 0.95)).collect();
    for _ in 0..10_000 {
        let once = improved(correlations, &loadings);
        let twice = improved(correlations, &once);
        let step: Vec<f64> = once.iter().zip(&loadings).map(|(a, b)| a - b).collect();
        let bend: Vec<f64> =
            twice.iter().zip(&once).zip(&step).map(|((a, b), step)| a - b - step).collect();
        let length = |vector: &[f64]| vector.iter().map(|value| value * value).sum::<f64>().sqrt();
        if length(&step) < 1e-13 {
            break;
        }
        let reach = (length(&step) / length(&bend).max(1e-300)).max(1.0);
        let far: Vec<f64> = loadings
            .iter()
            .zip(step.iter().zip(&bend))
            .map(|(at, (step, bend))| at + 2.0 * reach * step + reach * reach * bend)
            .collect();
        let better = far.iter().all(|loading| loading.abs() < 1.0)
            && discrepancy(correlations, &far) <= discrepancy(correlations, &twice);
        loadings = if better { improved(correlations, &far) } else { twice };
    }
    settled(loadings)
}

/// Loadings over unique variances, and the information Σ λ²/ψ about the factor.
fn weights(loadings: &[f64]) -> (Vec<f64>, f64) {
    let weights: Vec<f64> = loadings.iter().map(|l| l / unique(*l)).collect();
    let information = weights.iter().zip(loadings).map(|(w, l)| w * l).sum();
    (weights, information)
}

fn unique(loading: f64) -> f64 {
    (1.0 - loading * loading).max(1e-9)
}

/// One step of expectation and maximisation. The regression of the factor on the items is λ'Σ⁻¹ = (λ/ψ)'/(1 + Σ λ²/ψ).
fn improved(correlations: &Matrix, loadings: &[f64]) -> Vec<f64> {
    let (weights, information) = weights(loadings);
    let scale = 1.0 / (1.0 + information);
    let shared: Vec<f64> = correlations
        .rows()
        .map(|row| row.iter().zip(&weights).map(|(r, w)| r * w * scale).sum())
        .collect();
    let spread: f64 = weights.iter().zip(&shared).map(|(w, s)| w * scale * s).sum();
    // What is left of the factor's variance, and what the items tell of it.
    let square = scale + spread;
    shared.iter().map(|shared| shared / square).collect()
}

/// ln |Σ| + tr(RΣ⁻¹), what maximum likelihood makes smallest.
fn discrepancy(correlations: &Matrix, loadings: &[f64]) -> f64 {
    let (weights, information) = weights(loadings);
    let own: f64 = loadings.iter().map(|&l| unique(l).ln() + 1.0 / unique(l)).sum();
    let turned: f64 = correlations
        .rows()
        .zip(&weights)
        .map(|(row, a)| a * row.iter().zip(&weights).map(|(r, b)| r * b).sum::<f64>())
        .sum();
    own + information.ln_1p() - turned / (1.0 + information)
}

/// Turned so that the loadings add up to more than nothing, if they are a solution that can be.
fn settled(mut loadings: Vec<f64>) -> Result<Vec<f64>, NoReliability> {
    // An item that shares all but half a percent is taken for a Heywood case, as most packages do.
    if let Some(item) = loadings.iter().position(|loading| loading * loading > 0.995) {
        return Err(NoReliability::Heywood { item: item + 1 });
    }
    let sum: f64 = loadings.iter().sum();
    if !sum.is_finite() || sum.abs() < 1e-6 {
        return Err(NoReliability::NoFactor);
    }
    if sum < 0.0 {
        for loading in &mut loadings {
            *loading = -*loading;
        }
    }
    Ok(loadings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DataTable;
    use crate::reliability::MissingPairs;
    use crate::testing::close;

    /// Answers whose covariances are exactly those of one factor: a 2^k design with a column per unique part.
    fn one_factor(loadings: &[f64], unique: &[f64]) -> Covariances {
        let bits = loadings.len() + 1;
        let sign = |row: usize, bit: usize| if row >> bit & 1 == 1 { 1.0 } else { -1.0 };
        let rows: Vec<Vec<f64>> = (0..1 << bits)
            .map(|row| {
                let cells = loadings.iter().zip(unique).enumerate();
                cells
                    .map(|(item, (l, u))| l * sign(row, 0) + u.sqrt() * sign(row, item + 1))
                    .collect()
            })
            .collect();
        Covariances::of(&DataTable::complete(&rows).unwrap(), MissingPairs::Listwise)
    }

    #[test]
    fn both_ways_find_the_factor_that_is_there() {
        let (loadings, unique) = ([0.9, 1.2, 0.5, 0.7], [0.5, 1.0, 0.4, 0.9]);
        let covariances = one_factor(&loadings, &unique);
        let expected = 3.3_f64.powi(2) / (3.3_f64.powi(2) + 2.8);
        for extraction in [Extraction::MinimumResiduals, Extraction::MaximumLikelihood] {
            let found = covariances.omega(extraction).unwrap();
            close(found.total, expected, 1e-9);
            // 32 rows: sample covariances are 32/31 of the design's.
            for (value, loading) in found.loadings.iter().zip(loadings) {
                close(*value, loading * (32.0_f64 / 31.0).sqrt(), 1e-8);
            }
        }
        assert!(
            covariances.omega(Extraction::default()).unwrap().total
                > covariances.alpha().unwrap().value
        );
    }

    #[test]
    fn a_wholly_explained_item_and_no_factor_are_said() {
        let one =
            one_factor(&[1.0, 1.0, 1.0], &[0.001, 1.0, 1.0]).omega(Extraction::MaximumLikelihood);
        assert_eq!(one, Err(NoReliability::Heywood { item: 1 }));
        let none = one_factor(&[0.0, 0.0, 0.0], &[1.0, 1.0, 1.0]).omega(Extraction::default());
        assert_eq!(none, Err(NoReliability::NoFactor));
        let two = one_factor(&[1.0, 1.0], &[1.0, 1.0]).omega(Extraction::default());
        assert_eq!(two, Err(NoReliability::TooFewItems { items: 2, needed: 3 }));
    }
}
