//! Small dense symmetric matrices, row by row.

/// The lower triangle L with A = L Lᵀ, in place of A; `None` unless A is positive definite by a safe margin.
pub(super) fn cholesky(mut a: Vec<f64>, n: usize) -> Option<Vec<f64>> {
    for column in 0..n {
        let own = a[column * n + column];
        for row in column..n {
            let (upper, lower) = a.split_at_mut(row * n);
            let (above, this) =
                if row == column { (None, lower) } else { (Some(&upper[column * n..]), lower) };
            let dot: f64 = match above {
                Some(above) => {
                    above[..column].iter().zip(&this[..column]).map(|(x, y)| x * y).sum()
                }
                None => this[..column].iter().map(|x| x * x).sum(),
            };
            let rest = this[column] - dot;
            if row == column {
                // Anything smaller is what rounding leaves of a zero.
                if !(rest > 1e-13 * own.abs() && rest.is_finite()) {
                    return None;
                }
                this[column] = rest.sqrt();
            } else {
                let pivot = upper[column * n + column];
                this[column] = rest / pivot;
            }
        }
    }
    Some(a)
}

/// Solves L Lᵀ x = b in place of b.
pub(super) fn solve(l: &[f64], n: usize, b: &mut [f64]) {
    for row in 0..n {
        let (done, rest) = b.split_at_mut(row);
        let dot: f64 = l[row * n..row * n + row].iter().zip(&*done).map(|(x, y)| x * y).sum();
        rest[0] = (rest[0] - dot) / l[row * n + row];
    }
    for row in (0..n).rev() {
        b[row] /= l[row * n + row];
        let value = b[row];
        for (x, l) in b[..row].iter_mut().zip(&l[row * n..row * n + row]) {
            *x -= l * value;
        }
    }
}

/// The inverse of A = L Lᵀ.
pub(super) fn inverse(l: &[f64], n: usize) -> Vec<f64> {
    let mut all = vec![0.0; n * n];
    for (index, row) in all.chunks_exact_mut(n).enumerate() {
        row[index] = 1.0;
        solve(l, n, row);
    }
    all
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn a_system_of_three() {
        let a = vec![4.0, 2.0, 0.5, 2.0, 3.0, 1.0, 0.5, 1.0, 2.0];
        let l = cholesky(a.clone(), 3).unwrap();
        let mut x = vec![1.0, -2.0, 0.25];
        solve(&l, 3, &mut x);
        for (row, b) in a.chunks(3).zip([1.0, -2.0, 0.25]) {
            close(dot(row, &x), b, 1e-14);
        }
        let inverse = inverse(&l, 3);
        for i in 0..3 {
            for j in 0..3 {
                let product: f64 = (0..3).map(|k| a[i * 3 + k] * inverse[k * 3 + j]).sum();
                close(product, f64::from(u8::from(i == j)), 1e-14);
            }
        }
        assert!(cholesky(vec![1.0, 2.0, 2.0, 1.0], 2).is_none());
        assert!(cholesky(vec![1.0, 1.0, 1.0, 1.0], 2).is_none());
    }
}
