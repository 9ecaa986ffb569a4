use super::{ItemModel, ThetaGrid};

/// Log-probabilities of all categories of all items at all points of a grid, in one array: the likelihood of a person is
/// a sum of its rows.
///
/// ```
/// use intervision_assess::irt::{AnyItem, Logistic, LogTable, ThetaGrid};
///
/// let items: [AnyItem; 1] = [Logistic::rasch(0.0)?.into()];
/// let table = LogTable::new(&items, &ThetaGrid::standard());
/// assert_eq!(table.row(0, 1).map(|row| row[30]), Some(0.5_f64.ln()));
/// # Ok::<(), intervision_assess::irt::ItemViolation>(())
/// ```
#[derive(Debug, Clone)]
pub struct LogTable {
    /// Item by item, in each category by category, in each point by point.
    cells: Vec<f64>,
    /// Where the rows of each item begin, in rows; one more entry than items.
    starts: Vec<usize>,
    points: usize,
}

impl LogTable {
    /// Evaluates every item at every point.
    #[must_use]
    pub fn new<I: ItemModel>(items: &[I], grid: &ThetaGrid) -> Self {
        Self::at(items, grid.points())
    }

    /// The same at any points, of which there must be one.
    pub(crate) fn at<I: ItemModel>(items: &[I], thetas: &[f64]) -> Self {
        let points = thetas.len();
        let mut starts = vec![0];
        let mut cells = Vec::new();
        let mut log_p = Vec::new();
        for item in items {
            let start = cells.len();
            log_p.resize(item.categories(), 0.0);
            cells.resize(start + log_p.len() * points, 0.0);
            starts.push(cells.len() / points);
            for (point, &theta) in thetas.iter().enumerate() {
                item.log_probabilities(theta, &mut log_p);
                for (category, &value) in log_p.iter().enumerate() {
                    cells[start + category * points + point] = value;
                }
            }
        }
        LogTable { cells, starts, points }
    }

    /// How many points a row has.
    #[must_use]
    pub fn points(&self) -> usize {
        self.points
    }

    /// How many items there are.
    #[must_use]
    pub fn items(&self) -> usize {
        self.starts.len() - 1
    }

    /// How many categories an item has, 0 where there is no such item.
    #[must_use]
    pub fn categories(&self, item: usize) -> usize {
        self.starts.get(item..item + 2).map_or(0, |ends| ends[1] - ends[0])
    }

    /// The log-probability of a category at each point, `None` where there is no such item or category.
    #[must_use]
    pub fn row(&self, item: usize, category: usize) -> Option<&[f64]> {
        if category >= self.categories(item) {
            return None;
        }
        let row = self.starts.get(item)? + category;
        self.cells.get(row * self.points..(row + 1) * self.points)
    }

    /// Adds a row to a person's log-likelihood; what is out of range adds nothing.
    #[inline]
    pub fn add(&self, item: usize, category: usize, sums: &mut [f64]) {
        for (sum, value) in sums.iter_mut().zip(self.row(item, category).unwrap_or_default()) {
            *sum += value;
        }
    }

    /// Where a row begins, for [`total`](LogTable::total); `None` where there is no such item or category.
    pub(crate) fn place(&self, item: usize, category: usize) -> Option<usize> {
        let row = self.starts.get(item)? + category;
        (category < self.categories(item)).then_some(row * self.points)
    }

    /// Writes the sum of rows that begin at these places, from a point on: a few points of all rows at a time, so that their sums
    /// stay in registers.
    pub(crate) fn total(&self, places: &[usize], offset: usize, sums: &mut [f64]) {
        const LANES: usize = 16;
        let mut from = 0;
        while let Some(room) = sums.get_mut(from..).and_then(|rest| rest.first_chunk_mut::<LANES>())
        {
            let mut lanes = [0.0; LANES];
            for place in places {
                let row = self.cells.get(place + offset + from..);
                if let Some(chunk) = row.and_then(|row| row.first_chunk::<LANES>()) {
                    for (lane, value) in lanes.iter_mut().zip(chunk) {
                        *lane += value;
                    }
                }
            }
            *room = lanes;
            from += LANES;
            // The last points once more with some before them, rather than one by one.
            if from < sums.len() && from + LANES > sums.len() {
                from = sums.len() - LANES;
            }
        }
        if sums.len() < LANES {
            sums.fill(0.0);
            for place in places {
                let row = self.cells.get(place + offset..).unwrap_or_default();
                for (sum, value) in sums.iter_mut().zip(row) {
                    *sum += value;
                }
            }
        }
    }
}
