use std::ops::Range;

/// Points that are looked at together.
const LANES: usize = 16;

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

    /// One feature of all points.
    pub(super) fn feature(&self, feature: usize) -> &[f32] {
        self.columns.get(feature).map_or(&[], Vec::as_slice)
    }

    /// Calls with each point of a range that is no further from this one than so much, and with the squared distance.
    pub(super) fn near(
        &self,
        range: Range<usize>,
        point: &[f32],
        most_off: f32,
        mut found: impl FnMut(usize, f32),
    ) {
        let mut at = range.start;
        while at < range.end {
            let lanes = LANES.min(range.end - at);
            let mut off = [0.0; LANES];
            for (column, &to) in self.columns.iter().zip(point) {
                match column[at..at + lanes].first_chunk::<LANES>() {
                    Some(xs) => {
                        for (off, &x) in off.iter_mut().zip(xs) {
                            *off += (x - to) * (x - to);
                        }
                    }
                    None => {
                        for (off, &x) in off.iter_mut().zip(&column[at..at + lanes]) {
                            *off += (x - to) * (x - to);
                        }
                    }
                }
            }
            // Hardly ever is one of them near.
            let nearest = off[..lanes].iter().copied().fold(f32::INFINITY, f32::min);
            if nearest <= most_off {
                for (lane, &off) in off[..lanes].iter().enumerate() {
                    if off <= most_off {
                        found(at + lane, off);
                    }
                }
            }
            at += lanes;
        }
    }
}
