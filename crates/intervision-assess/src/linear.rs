//! The little linear algebra that coefficients need. Private to the crate.

/// Lower triangle L with LL' = A of a symmetric matrix in row-major order; `None` unless A is positive definite beyond rounding.
pub(crate) fn cholesky(matrix: &[f64], n: usize) -> Option<Vec<f64>> {
    let mut lower = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let done: f64 = (0..j)
                .map(|k| lower.get(i * n + k).copied().zip(lower.get(j * n + k).copied()))
                .map(|pair| pair.map_or(0.0, |(a, b)| a * b))
                .sum();
            let rest = matrix.get(i * n + j)? - done;
            let value = if i == j {
                let own = *matrix.get(i * n + i)?;
                (rest > 1e-12 * own && rest.is_finite()).then(|| rest.sqrt())?
            } else {
                rest / lower.get(j * n + j)?
            };
            *lower.get_mut(i * n + j)? = value;
        }
    }
    Some(lower)
}

/// Diagonal of the inverse of a symmetric positive definite matrix. Time O(n³).
pub(crate) fn inverse_diagonal(matrix: &[f64], n: usize) -> Option<Vec<f64>> {
    let lower = cholesky(matrix, n)?;
    // A⁻¹ = L⁻ᵀL⁻¹: its diagonal holds the squared lengths of the columns of L⁻¹.
    let mut diagonal = Vec::with_capacity(n);
    for column in 0..n {
        let mut solved = vec![0.0; n];
        for i in column..n {
            let known: f64 =
                (column..i).filter_map(|k| Some(lower.get(i * n + k)? * solved.get(k)?)).sum();
            let unit = f64::from(u8::from(i == column));
            *solved.get_mut(i)? = (unit - known) / lower.get(i * n + i)?;
        }
        diagonal.push(solved.iter().map(|value| value * value).sum());
    }
    Some(diagonal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn a_three_by_three_by_hand() {
        // Inverse of [[2,1,0],[1,2,1],[0,1,2]] has 3/4, 1, 3/4 on its diagonal.
        let matrix = [2.0, 1.0, 0.0, 1.0, 2.0, 1.0, 0.0, 1.0, 2.0];
        let found = inverse_diagonal(&matrix, 3).unwrap();
        for (value, expected) in found.into_iter().zip([0.75, 1.0, 0.75]) {
            close(value, expected, 1e-14);
        }
        assert!(cholesky(&[1.0, 1.0, 1.0, 1.0], 2).is_none());
    }
}
