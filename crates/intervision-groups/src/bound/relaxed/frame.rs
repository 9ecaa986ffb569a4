//! Matrices seen from the directions at right angles to (1, ..., 1): there groups of equal size have nothing but their own sums.
//!
//! One mirror brings (1, ..., 1) onto the first axis; the other axes of the mirrored space are the frame.

use super::eigen::dot;

/// The mirror, and room to apply it.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    order: usize,
    /// The mirror is 1 - v·vᵀ: this is the first part of v, and all others.
    first: f64,
    others: f64,
    mirror: Vec<f64>,
    product: Vec<f64>,
}

impl Frame {
    pub(super) fn new(order: usize) -> Self {
        let root = (order as f64).sqrt();
        let scale = (order as f64 + root).sqrt();
        let (first, others) = ((1.0 + root) / scale, 1.0 / scale);
        let mut mirror = vec![others; order];
        mirror[0] = first;
        Frame { order, first, others, mirror, product: vec![0.0; order] }
    }

    /// A symmetric matrix in the frame, one row and one column smaller.
    pub(super) fn reduce(&mut self, matrix: &[f64], reduced: &mut Vec<f64>) {
        let Frame { order, mirror, product, .. } = self;
        for (part, row) in product.iter_mut().zip(matrix.chunks_exact(*order)) {
            *part = dot(row, mirror);
        }
        let half = dot(product, mirror) / 2.0;
        for (part, along) in product.iter_mut().zip(&*mirror) {
            *part -= half * along;
        }
        reduced.clear();
        for (at, row) in matrix.chunks_exact(*order).enumerate().skip(1) {
            let (by_product, by_mirror) = (mirror[at], product[at]);
            let cells = row.iter().zip(&*product).zip(&*mirror).skip(1);
            reduced.extend(
                cells.map(|((cell, part), along)| cell - by_product * part - by_mirror * along),
            );
        }
    }

    /// A direction of the frame, as people see it.
    pub(super) fn lift(&self, direction: &[f64], lifted: &mut [f64]) {
        let by = self.others * direction.iter().sum::<f64>();
        lifted[0] = -by * self.first;
        for (part, along) in lifted[1..].iter_mut().zip(direction) {
            *part = along - by * self.others;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reduced_matrix_is_what_lifted_directions_make_of_it() {
        let order = 5;
        let matrix: Vec<f64> = (0..25)
            .map(|at| {
                let (a, b) = (at / 5, at % 5);
                f64::from((a + 1) * (b + 1)) + f64::from(u8::from(a == b))
            })
            .collect();
        let mut frame = Frame::new(order);
        let mut reduced = Vec::new();
        frame.reduce(&matrix, &mut reduced);
        let lifted = |axis: usize| {
            let (mut unit, mut lifted) = ([0.0; 4], [0.0; 5]);
            unit[axis] = 1.0;
            frame.lift(&unit, &mut lifted);
            lifted
        };
        for a in 0..4 {
            let one = lifted(a);
            assert!(one.iter().sum::<f64>().abs() < 1e-14);
            for b in 0..4 {
                let two = lifted(b);
                let image = matrix.chunks(order).map(|row| dot(row, &two));
                let found: f64 = one.iter().zip(image).map(|(part, image)| part * image).sum();
                assert!((found - reduced[a * 4 + b]).abs() < 1e-12);
            }
        }
    }
}
