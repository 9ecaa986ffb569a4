//! How many groups have which composition, at these costs: a small linear programme.

/// Turns after which the prices of now are taken as they are.
const MOST_PIVOTS: usize = 200;

/// Minimises the cost of compositions whose head counts add up to the totals; kept between calls, since only costs change.
///
/// A primal simplex method with the whole inverse of the basis, which is as large as there are centre categories. Any prices
/// give a valid bound, so that it may stop at any time.
#[derive(Debug, Clone)]
pub(super) struct Master {
    rows: usize,
    /// The composition in each row of the basis; `None` for one that is not there, at a high cost.
    pub(super) basis: Vec<Option<usize>>,
    inverse: Vec<f64>,
    /// How often each composition of the basis is used.
    pub(super) amount: Vec<f64>,
    high: f64,
}

impl Master {
    pub(super) fn new(totals: &[f64], high: f64) -> Self {
        let rows = totals.len();
        let mut inverse = vec![0.0; rows * rows];
        (0..rows).for_each(|row| inverse[row * rows + row] = 1.0);
        Master { rows, basis: vec![None; rows], inverse, amount: totals.to_vec(), high }
    }

    /// How often each composition of the basis is used when so many people are seated.
    pub(super) fn amounts(&self, totals: &[f64]) -> Vec<f64> {
        let of = |row: usize| {
            let inverse = &self.inverse[row * self.rows..(row + 1) * self.rows];
            inverse.iter().zip(totals).map(|(part, total)| part * total).sum()
        };
        (0..self.rows).map(of).collect()
    }

    /// The price of one head of each centre category, at the best basis for these costs.
    pub(super) fn prices(&mut self, columns: &[(&[f64], f64)]) -> Vec<f64> {
        let rows = self.rows;
        let mut prices = vec![0.0; rows];
        for _ in 0..MOST_PIVOTS {
            prices.fill(0.0);
            for (row, column) in self.basis.iter().enumerate() {
                let cost = column.map_or(self.high, |column| columns[column].1);
                for (price, part) in prices.iter_mut().zip(&self.inverse[row * rows..]) {
                    *price += cost * part;
                }
            }
            let reduced = |&(heads, cost): &(&[f64], f64)| {
                cost - heads.iter().zip(&prices).map(|(head, price)| head * price).sum::<f64>()
            };
            let enters = columns
                .iter()
                .map(reduced)
                .enumerate()
                .min_by(|a, b| a.1.total_cmp(&b.1))
                .filter(|(_, reduced)| *reduced < -1e-10);
            let Some((enters, _)) = enters else { break };
            let heads = columns[enters].0;
            let change: Vec<f64> = (0..rows)
                .map(|row| {
                    let inverse = &self.inverse[row * rows..(row + 1) * rows];
                    inverse.iter().zip(heads).map(|(part, head)| part * head).sum()
                })
                .collect();
            let leaves = (0..rows).filter(|&row| change[row] > 1e-9).min_by(|&a, &b| {
                (self.amount[a] / change[a]).total_cmp(&(self.amount[b] / change[b]))
            });
            let Some(leaves) = leaves else { break };
            let by = self.amount[leaves] / change[leaves];
            for (amount, change) in self.amount.iter_mut().zip(&change) {
                *amount = (*amount - by * change).max(0.0);
            }
            self.amount[leaves] = by;
            let pivot: Vec<f64> = self.inverse[leaves * rows..(leaves + 1) * rows]
                .iter()
                .map(|part| part / change[leaves])
                .collect();
            for (inverse, change) in self.inverse.chunks_exact_mut(rows).zip(&change) {
                for (part, pivot) in inverse.iter_mut().zip(&pivot) {
                    *part -= change * pivot;
                }
            }
            self.inverse[leaves * rows..(leaves + 1) * rows].copy_from_slice(&pivot);
            self.basis[leaves] = Some(enters);
        }
        prices
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_compositions_that_add_up() {
        // Ten of one and six of another in pairs: five pure pairs and three, or mixed ones at 1 each.
        let columns: [(&[f64], f64); 3] =
            [(&[2.0, 0.0], 3.0), (&[0.0, 2.0], 1.0), (&[1.0, 1.0], 1.0)];
        let mut master = Master::new(&[10.0, 6.0], 1000.0);
        let prices = master.prices(&columns);
        // Six mixed pairs and two of the first kind: 6 + 6.
        let value = 10.0 * prices[0] + 6.0 * prices[1];
        assert!((value - 12.0).abs() < 1e-9, "{prices:?}");
        let used: Vec<_> = master.basis.iter().zip(&master.amount).collect();
        assert!(
            used.iter()
                .any(|(column, amount)| **column == Some(2) && (**amount - 6.0).abs() < 1e-9)
        );
    }
}
