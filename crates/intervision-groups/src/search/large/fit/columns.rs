use std::ops::Range;

/// Points, feature by feature: distances from one point to many are loops over contiguous floats.
#[derive(Debug, Default)]
pub(super) struct Columns {
    columns: Vec<Vec<f32>>,
}

impl Columns {
    /// Empty, for points of so many features.
    pub(super) fn clear(&mut self, width: usize) {
        self.columns.resize_with(width, Vec::new);
        self.columns.iter_mut().for_each(Vec::clear);
    }

    pub(super) fn push(&mut self, point: impl Iterator<Item = f64>) {
        for (column, x) in self.columns.iter_mut().zip(point) {
            column.push(x as f32);
        }
    }

    /// So many points at the origin, to be set one by one.
    pub(super) fn resize(&mut self, points: usize) {
        self.columns.iter_mut().for_each(|column| column.resize(points, 0.0));
    }

    pub(super) fn set(&mut self, at: usize, point: impl Iterator<Item = f64>) {
        for (column, x) in self.columns.iter_mut().zip(point) {
            column[at] = x as f32;
        }
    }

    /// One feature of all points.
    pub(super) fn feature(&self, feature: usize) -> &[f32] {
        self.columns.get(feature).map_or(&[], Vec::as_slice)
    }

    /// Squared distances from a point to those in a range.
    pub(super) fn distances(&self, range: Range<usize>, point: &[f32], off: &mut Vec<f32>) {
        off.clear();
        off.resize(range.len(), 0.0);
        for (column, &to) in self.columns.iter().zip(point) {
            for (off, &x) in off.iter_mut().zip(&column[range.clone()]) {
                *off += (x - to) * (x - to);
            }
        }
    }
}
