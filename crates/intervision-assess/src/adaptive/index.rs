//! Which items are informative where, worked out once for a bank.

use crate::irt::{ItemBank, ItemModel, ThetaGrid};

/// How many cells lie between two neighbouring points of the grid.
const CELLS: usize = 2;
/// What a bound is raised by, for items whose information bends twice within a cell.
const MARGIN: f64 = 1.001;

/// The information of every item at the points of the population's grid, and for every cell between them the items in the
/// order of the most that they can tell there.
#[derive(Debug, Clone)]
pub(super) struct InformationIndex {
    /// Item by item.
    rows: Vec<Vec<f64>>,
    low: f64,
    width: f64,
    /// Cell by cell: a bound and an item, highest bound first.
    cells: Vec<Vec<(f64, usize)>>,
}

impl InformationIndex {
    /// Complexity: items times points, and sorting the items for each cell.
    pub(super) fn new(bank: &ItemBank) -> Self {
        let grid = ThetaGrid::of(&bank.population());
        let points = grid.points();
        let low = points.first().copied().unwrap_or_default();
        let width = grid.step() / CELLS as f64;
        let cells = CELLS * (points.len() - 1);
        let mut index =
            InformationIndex { rows: Vec::new(), low, width, cells: vec![Vec::new(); cells] };
        for (number, item) in bank.items().iter().enumerate() {
            let at = |cell: usize| item.fisher(low + width * cell as f64);
            let ends: Vec<_> = (0..=cells).map(at).collect();
            index.rows.push(ends.iter().step_by(CELLS).map(|end| end.information).collect());
            for (cell, pair) in index.cells.iter_mut().zip(ends.windows(2)) {
                let [left, right] = pair else { continue };
                let mut bound = left.information.max(right.information);
                // A hilltop within the cell lies below the place where the tangents meet.
                if left.slope > 0.0 && right.slope < 0.0 {
                    let rise = right.information - left.information - right.slope * width;
                    let meet = (rise / (left.slope - right.slope)).clamp(0.0, width);
                    bound = bound.max(left.information + left.slope * meet);
                }
                cell.push((MARGIN * bound, number));
            }
        }
        for cell in &mut index.cells {
            cell.sort_by(|a, b| b.0.total_cmp(&a.0));
        }
        index
    }

    /// The information of an item at the points of the grid.
    pub(super) fn row(&self, item: usize) -> &[f64] {
        self.rows.get(item).map_or(&[], Vec::as_slice)
    }

    /// The items with bounds for this θ, if it lies on the grid.
    pub(super) fn cell(&self, theta: f64) -> Option<&[(f64, usize)]> {
        let cell = (theta - self.low) / self.width;
        // As a whole number only when it is one: a negative number would become 0.
        if cell >= 0.0 { self.cells.get(cell as usize).map(Vec::as_slice) } else { None }
    }
}
