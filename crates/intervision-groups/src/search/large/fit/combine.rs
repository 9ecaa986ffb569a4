use super::super::numbers::Numbers;
use super::Fit;

/// Cells of the grid on which sums of two exchanges are looked up, in each of two directions: with 192 exchanges a side is about the
/// distance at which the best sum of three is found. Few sums need few cells.
const MOST_CELLS: usize = 48;
const FEWEST_CELLS: usize = 12;

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
        let cells = grid.cells;
        self.sort_pairs(&rows, width, &grid);
        let short: Vec<f32> = rows.iter().map(|&x| x as f32).collect();
        // With none of the others (two exchanges) and with each of them (three), what is missing to the goal.
        let mut looked = 0;
        let mut missing = vec![0.0f32; width];
        for third in 0..=number {
            for (feature, missing) in missing.iter_mut().enumerate() {
                let by = if third < number { row(third)[feature] } else { 0.0 };
                *missing = (self.goal[feature] - by) as f32;
            }
            let (column, line) = grid.place(missing[0], missing[width - 1]);
            for line in line.saturating_sub(1)..=(line + 1).min(cells - 1) {
                let left = line * cells + column.saturating_sub(1);
                let right = line * cells + (column + 1).min(cells - 1);
                let range = self.begin[left] as usize..self.begin[right + 1] as usize;
                looked += range.len() as u64;
                for &(i, j) in &self.pairs[range] {
                    let (i, j) = (usize::from(i), usize::from(j));
                    let (of_i, of_j) = (&short[i * width..], &short[j * width..]);
                    let sums = of_i.iter().zip(of_j).zip(&missing);
                    let off: f32 = sums.map(|((x, y), to)| (x + y - to) * (x + y - to)).sum();
                    // Single precision chooses, double precision decides.
                    if f64::from(off) < 1.1 * best.off {
                        if third == number {
                            best.note(&[i, j], &self.goal, row);
                        } else if [i, j].iter().all(|&at| self.close[at].apart(&self.close[third]))
                        {
                            best.note(&[i, j, third], &self.goal, row);
                        }
                    }
                }
            }
        }
        (best.exchanges, looked)
    }

    /// Sorts pairs of exchanges of four people by the cell of their sum.
    fn sort_pairs(&mut self, rows: &[f64], width: usize, grid: &Grid) {
        let number = self.close.len();
        let ends: Vec<(f32, f32)> =
            rows.chunks_exact(width).map(|row| (row[0] as f32, row[width - 1] as f32)).collect();
        self.begin.clear();
        self.begin.resize(grid.cells * grid.cells + 1, 0);
        self.found.clear();
        let close = &self.close;
        for i in 0..number {
            for j in (0..i).filter(|&j| close[i].apart(&close[j])) {
                let cell = grid.cell(ends[i].0 + ends[j].0, ends[i].1 + ends[j].1);
                self.begin[cell + 1] += 1;
                self.found.push((cell as u16, i as u16, j as u16));
            }
        }
        for cell in 0..grid.cells * grid.cells {
            self.begin[cell + 1] += self.begin[cell];
        }
        self.next.clone_from(&self.begin);
        self.pairs.clear();
        self.pairs.resize(self.found.len(), (0, 0));
        for &(cell, i, j) in &self.found {
            let at = &mut self.next[usize::from(cell)];
            self.pairs[*at as usize] = (i, j);
            *at += 1;
        }
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
    cells: usize,
    low: [f32; 2],
    per: [f32; 2],
}

impl Grid {
    fn new(rows: &[f64], width: usize) -> Self {
        let cells = (rows.len() / width / 4).clamp(FEWEST_CELLS, MOST_CELLS);
        let of = |feature: usize| {
            let each = rows.iter().skip(feature).step_by(width);
            let (low, high) = each.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &x| {
                (low.min(x), high.max(x))
            });
            let per = cells as f64 / (2.0 * (high - low)).max(1e-30);
            ((2.0 * low) as f32, per as f32)
        };
        let (x, y) = (of(0), of(width - 1));
        Grid { cells, low: [x.0, y.0], per: [x.1, y.1] }
    }

    /// Column and line; what lies outside is taken to the edge.
    fn place(&self, x: f32, y: f32) -> (usize, usize) {
        let of =
            |at: usize, x: f32| (((x - self.low[at]) * self.per[at]) as usize).min(self.cells - 1);
        (of(0, x), of(1, y))
    }

    fn cell(&self, x: f32, y: f32) -> usize {
        let (column, line) = self.place(x, y);
        line * self.cells + column
    }
}
