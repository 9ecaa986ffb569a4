use super::super::numbers::Numbers;
use super::Fit;

/// Cells of the grid on which sums of two exchanges are looked up, in each of two directions.
const CELLS: usize = 24;

/// Exchanges put together that come closest to the goal.
struct Best {
    /// Places among the closest.
    exchanges: Vec<usize>,
    off: f64,
}

impl Fit {
    /// One, two or three of the closest exchanges that come closest to the goal, if they are closer than `worth`; and how many
    /// sums were looked at.
    pub(super) fn combine(&mut self, numbers: &Numbers, worth: f64) -> (Vec<usize>, u64) {
        let width = numbers.width;
        let number = self.close.len();
        let rows: Vec<f64> =
            self.close.iter().flat_map(|exchange| self.difference(numbers, exchange)).collect();
        let row = |at: usize| &rows[at * width..(at + 1) * width];
        let mut best = Best { exchanges: Vec::new(), off: worth };
        for one in 0..number {
            best.note(&[one], &self.goal, row);
        }
        let grid = Grid::new(&rows, width);
        self.sort_sums(&rows, width, &grid);
        // With none of the others (two exchanges) and with each of them (three), what is missing to the goal.
        let mut looked = 0;
        let mut missing = vec![0.0f32; width];
        for third in 0..=number {
            for (feature, missing) in missing.iter_mut().enumerate() {
                let by = if third < number { row(third)[feature] } else { 0.0 };
                *missing = (self.goal[feature] - by) as f32;
            }
            let (column, line) = grid.place(missing[0], missing[width - 1]);
            for line in line.saturating_sub(1)..=(line + 1).min(CELLS - 1) {
                let left = line * CELLS + column.saturating_sub(1);
                let right = line * CELLS + (column + 1).min(CELLS - 1);
                let range = self.begin[left] as usize..self.begin[right + 1] as usize;
                self.sums.distances(range.clone(), &missing, &mut self.off);
                looked += range.len() as u64;
                for (&off, &(i, j)) in self.off.iter().zip(&self.pairs[range]) {
                    // Single precision chooses, double precision decides.
                    if f64::from(off) < 1.1 * best.off {
                        let (i, j) = (usize::from(i), usize::from(j));
                        if third == number {
                            best.note(&[i, j], &self.goal, row);
                        } else if self.apart(i, third) && self.apart(j, third) {
                            best.note(&[i, j, third], &self.goal, row);
                        }
                    }
                }
            }
        }
        (best.exchanges, looked)
    }

    /// Sums of two exchanges of four people, by their cell.
    fn sort_sums(&mut self, rows: &[f64], width: usize, grid: &Grid) {
        let number = self.close.len();
        let last = width - 1;
        let sum = |i: usize, j: usize, f: usize| rows[i * width + f] + rows[j * width + f];
        let mut found = Vec::with_capacity(number * number / 2);
        self.begin.clear();
        self.begin.resize(CELLS * CELLS + 1, 0);
        for i in 0..number {
            for j in (0..i).filter(|&j| self.apart(i, j)) {
                let cell = grid.cell(sum(i, j, 0) as f32, sum(i, j, last) as f32);
                found.push((cell, i as u16, j as u16));
            }
        }
        for &(cell, ..) in &found {
            self.begin[cell + 1] += 1;
        }
        for cell in 0..CELLS * CELLS {
            self.begin[cell + 1] += self.begin[cell];
        }
        let mut next = self.begin.clone();
        self.pairs.clear();
        self.pairs.resize(found.len(), (0, 0));
        self.sums.clear(width);
        self.sums.resize(found.len());
        for (cell, i, j) in found {
            let at = next[cell] as usize;
            next[cell] += 1;
            self.pairs[at] = (i, j);
            let (i, j) = (usize::from(i), usize::from(j));
            self.sums.set(at, (0..width).map(|feature| sum(i, j, feature)));
        }
    }

    /// Whether two exchanges are about four people.
    fn apart(&self, i: usize, j: usize) -> bool {
        let (x, y) = (&self.close[i], &self.close[j]);
        x.a != y.a && x.b != y.b
    }
}

impl Best {
    fn note<'a>(&mut self, exchanges: &[usize], goal: &[f64], row: impl Fn(usize) -> &'a [f64]) {
        let off: f64 = goal
            .iter()
            .enumerate()
            .map(|(feature, goal)| {
                let sum: f64 = exchanges.iter().map(|&exchange| row(exchange)[feature]).sum();
                (sum - goal) * (sum - goal)
            })
            .sum();
        if off < self.off {
            *self = Best { exchanges: exchanges.to_vec(), off };
        }
    }
}

/// Where sums of two exchanges lie in the first and the last feature.
struct Grid {
    low: [f32; 2],
    per: [f32; 2],
}

impl Grid {
    fn new(rows: &[f64], width: usize) -> Self {
        let of = |feature: usize| {
            let each = rows.iter().skip(feature).step_by(width);
            let (low, high) = each.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &x| {
                (low.min(x), high.max(x))
            });
            let per = CELLS as f64 / (2.0 * (high - low)).max(1e-30);
            ((2.0 * low) as f32, per as f32)
        };
        let (x, y) = (of(0), of(width - 1));
        Grid { low: [x.0, y.0], per: [x.1, y.1] }
    }

    /// Column and line; what lies outside is taken to the edge.
    fn place(&self, x: f32, y: f32) -> (usize, usize) {
        let of = |at: usize, x: f32| (((x - self.low[at]) * self.per[at]) as usize).min(CELLS - 1);
        (of(0, x), of(1, y))
    }

    fn cell(&self, x: f32, y: f32) -> usize {
        let (column, line) = self.place(x, y);
        line * CELLS + column
    }
}
