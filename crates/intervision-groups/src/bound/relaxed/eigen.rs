//! In: a symmetric matrix. Out: its eigenvalues, and its eigenvectors row by row.
//!
//! Nothing relies on the digits: whoever proves something with them multiplies them out (see `proven`).

/// Sweeps per eigenvalue after which what is left beside the diagonal stays there.
const MOST_SWEEPS: usize = 40;

/// Room for decompositions of one order.
#[derive(Debug, Clone)]
pub(super) struct Eigen {
    order: usize,
    /// In no order.
    pub(super) values: Vec<f64>,
    /// The vector of each value, row by row.
    pub(super) vectors: Vec<f64>,
    beside: Vec<f64>,
    mirrors: Vec<f64>,
    product: Vec<f64>,
}

impl Eigen {
    pub(super) fn new(order: usize) -> Self {
        Eigen {
            order,
            values: vec![0.0; order],
            vectors: vec![0.0; order * order],
            beside: vec![0.0; order],
            mirrors: vec![0.0; order * order],
            product: vec![0.0; order],
        }
    }

    /// Decomposes a symmetric matrix, which is spent: mirrors make it tridiagonal (Householder 1958), and turns with shifts bring
    /// the rest to nothing (implicit symmetric QR; Francis 1961, Wilkinson 1968). Takes O(n³) time.
    pub(super) fn decompose(&mut self, matrix: &mut [f64]) {
        if self.order == 0 {
            return;
        }
        self.tridiagonal(matrix);
        self.unfold();
        self.diagonal();
    }

    /// Mirrors one column after the other onto the first place below the diagonal; keeps the mirrors, scaled so that the mirror is
    /// 1 - v·vᵀ.
    fn tridiagonal(&mut self, matrix: &mut [f64]) {
        let order = self.order;
        self.mirrors.fill(0.0);
        for column in 0..order.saturating_sub(2) {
            let from = column + 1;
            let mirror = &mut self.mirrors[column * order + from..(column + 1) * order];
            mirror.copy_from_slice(&matrix[column * order + from..(column + 1) * order]);
            let length = dot(mirror, mirror).sqrt();
            let first = mirror[0];
            let image = if first > 0.0 { -length } else { length };
            mirror[0] -= image;
            let square = dot(mirror, mirror);
            if square > 0.0 {
                let scale = (2.0 / square).sqrt();
                for part in mirror.iter_mut() {
                    *part *= scale;
                }
                let product = &mut self.product[from..];
                for (row, part) in (from..order).zip(product.iter_mut()) {
                    *part = dot(&matrix[row * order + from..(row + 1) * order], mirror);
                }
                let half = dot(product, mirror) / 2.0;
                for (part, along) in product.iter_mut().zip(&*mirror) {
                    *part -= half * along;
                }
                for at in 0..order - from {
                    let row = &mut matrix[(from + at) * order + from..(from + at + 1) * order];
                    let (by_product, by_mirror) = (mirror[at], product[at]);
                    for ((cell, part), along) in row.iter_mut().zip(&*product).zip(&*mirror) {
                        *cell -= by_product * part + by_mirror * along;
                    }
                }
            }
            self.beside[column] = image;
        }
        if order > 1 {
            self.beside[order - 2] = matrix[(order - 1) * order + order - 2];
        }
        self.beside[order - 1] = 0.0;
        for (at, value) in self.values.iter_mut().enumerate() {
            *value = matrix[at * order + at];
        }
    }

    /// The product of all mirrors, the last one first.
    fn unfold(&mut self) {
        let order = self.order;
        self.vectors.fill(0.0);
        (0..order).for_each(|at| self.vectors[at * order + at] = 1.0);
        for column in (0..order.saturating_sub(2)).rev() {
            let from = column + 1;
            let mirror = &self.mirrors[column * order + from..(column + 1) * order];
            for row in from..order {
                let row = &mut self.vectors[row * order + from..(row + 1) * order];
                let by = dot(row, mirror);
                for (cell, along) in row.iter_mut().zip(mirror) {
                    *cell -= by * along;
                }
            }
        }
    }

    /// Turns neighbours until nothing stands beside the diagonal.
    fn diagonal(&mut self) {
        let mut last = self.order - 1;
        let mut sweeps = 0;
        while last > 0 && sweeps < MOST_SWEEPS * self.order {
            if self.is_apart(last - 1) {
                last -= 1;
                continue;
            }
            let mut first = last - 1;
            while first > 0 && !self.is_apart(first - 1) {
                first -= 1;
            }
            self.sweep(first, last);
            sweeps += 1;
        }
    }

    /// Whether a place and the next have nothing to do with each other, but for rounding.
    fn is_apart(&self, at: usize) -> bool {
        let size = self.values[at].abs() + self.values[at + 1].abs();
        self.beside[at].abs() <= f64::EPSILON * size
    }

    /// One sweep of turns from the first place to the last of a part that hangs together.
    fn sweep(&mut self, first: usize, last: usize) {
        let order = self.order;
        let (values, beside) = (&mut self.values, &mut self.beside);
        // The eigenvalue of the last two places that is nearer to the last (Wilkinson's shift).
        let half = (values[last - 1] - values[last]) / 2.0;
        let off = beside[last - 1];
        let root = (half * half + off * off).sqrt();
        let shift = values[last] - off * off / (if half < 0.0 { half - root } else { half + root });
        let (mut lead, mut bulge) = (values[first] - shift, beside[first]);
        for at in first..last {
            let length = (lead * lead + bulge * bulge).sqrt();
            let (cos, sin) =
                if length > 0.0 { (lead / length, bulge / length) } else { (1.0, 0.0) };
            if at > first {
                beside[at - 1] = length;
            }
            let (one, two, off) = (values[at], values[at + 1], beside[at]);
            let cross = 2.0 * cos * sin * off;
            values[at] = cos * cos * one + cross + sin * sin * two;
            values[at + 1] = sin * sin * one - cross + cos * cos * two;
            beside[at] = cos * sin * (two - one) + (cos * cos - sin * sin) * off;
            if at + 1 < last {
                lead = beside[at];
                bulge = sin * beside[at + 1];
                beside[at + 1] *= cos;
            }
            let (upper, lower) = self.vectors[at * order..].split_at_mut(order);
            for (one, two) in upper.iter_mut().zip(&mut lower[..order]) {
                let turned = cos * *one + sin * *two;
                *two = cos * *two - sin * *one;
                *one = turned;
            }
        }
    }
}

/// Sum of products, in four strands.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (a_fours, a_rest) = a.as_chunks::<4>();
    let (b_fours, b_rest) = b.as_chunks::<4>();
    let mut sums = [0.0; 4];
    for (a, b) in a_fours.iter().zip(b_fours) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    (sums[0] + sums[2]) + (sums[1] + sums[3]) + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn values_and_vectors_make_the_matrix(
            order in 1..9usize,
            numbers in proptest::collection::vec(-3..4i8, 81),
        ) {
            // Whole numbers, so that many eigenvalues are equal or 0.
            let cell = |a: usize, b: usize| f64::from(numbers[a.min(b) * 9 + a.max(b)]);
            let matrix: Vec<f64> =
                (0..order * order).map(|at| cell(at / order, at % order)).collect();
            let mut eigen = Eigen::new(order);
            eigen.decompose(&mut matrix.clone());
            let row = |at: usize| &eigen.vectors[at * order..(at + 1) * order];
            for a in 0..order {
                for b in 0..order {
                    let made: f64 =
                        (0..order).map(|at| eigen.values[at] * row(at)[a] * row(at)[b]).sum();
                    proptest::prop_assert!((made - cell(a, b)).abs() < 1e-12, "{} {}", a, b);
                    let product = dot(row(a), row(b));
                    proptest::prop_assert!((product - f64::from(u8::from(a == b))).abs() < 1e-13);
                }
            }
        }
    }
}
