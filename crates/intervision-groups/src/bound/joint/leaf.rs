//! What an attribute that is to be mixed costs a group at least, given how many of each centre category sit in it.

/// Categories of which few should meet, against the centre.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    /// How many categories it has; those whose category is unknown are one more that costs nothing.
    pub(super) cats: usize,
    /// What a pair of each category costs.
    pub(super) cost: Vec<f64>,
    /// How many people are of a centre category and of a category of this attribute: centre by centre.
    pub(super) cells: Vec<u32>,
    /// The price of each cell, found by the ascent.
    pub(super) price: Vec<f64>,
}

/// Who of which cell a group takes, and the room to find it in.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    /// Heads by cell.
    pub(super) taken: Vec<u32>,
    /// Heads by category of the leaf.
    heads: Vec<f64>,
    /// The centre categories that the group holds, and how each is reached.
    ways: Vec<Way>,
}

/// How a head that is added to one centre category can push a head of another one out of its place.
#[derive(Debug, Clone, Copy)]
struct Way {
    centre: usize,
    length: f64,
    /// The entry before, and the category of which it takes the place.
    before: (usize, usize),
}

impl Leaf {
    /// The least of pair costs less prices over all ways to take `heads[p]` people of each centre category p, no more of a
    /// cell than there are; the cells taken are left in `flow`.
    ///
    /// A transport from centre categories to the categories of this attribute with convex costs at the end: people are added
    /// one by one along cheapest ways (successive shortest paths; Busacker and Gowen 1960), so that the result is exact.
    pub(super) fn least(&self, heads: &[f64], flow: &mut Flow) -> f64 {
        flow.taken.clear();
        flow.taken.resize(self.cells.len(), 0);
        flow.heads.clear();
        flow.heads.resize(self.cats, 0.0);
        flow.ways.clear();
        let mut total = 0.0;
        for (centre, &head) in heads.iter().enumerate().filter(|(_, head)| **head > 0.0) {
            // Those that come later have no heads yet that could be pushed.
            flow.ways.push(Way { centre, length: 0.0, before: (0, 0) });
            for _ in 0..head as usize {
                total += self.add(flow);
            }
        }
        total
    }

    /// Adds a head of the last centre category so far, and gives the change of the cost.
    fn add(&self, flow: &mut Flow) -> f64 {
        let from = flow.ways.len() - 1;
        for (at, way) in flow.ways.iter_mut().enumerate() {
            way.length = if at == from { 0.0 } else { f64::INFINITY };
        }
        // No circle gains anything, so that as many rounds as there are centre categories are enough.
        for _ in 0..from {
            let mut changed = false;
            for by in 0..=from {
                for of in (0..from).filter(|&of| of != by) {
                    let (length, cat) = self.push(flow, flow.ways[by].centre, flow.ways[of].centre);
                    let length = flow.ways[by].length + length;
                    // What is gained by rounding alone could run in circles.
                    if length < flow.ways[of].length - 1e-12 {
                        flow.ways[of].length = length;
                        flow.ways[of].before = (by, cat);
                        changed = true;
                    }
                }
            }
            if !changed {
                break;
            }
        }
        let mut best = (f64::INFINITY, 0, 0);
        for (at, way) in flow.ways.iter().enumerate().filter(|(_, way)| way.length.is_finite()) {
            let row = way.centre * self.cats;
            for cat in 0..self.cats {
                let cell = row + cat;
                let price = way.length - self.price[cell] + self.cost[cat] * flow.heads[cat];
                if price < best.0 && flow.taken[cell] < self.cells[cell] {
                    best = (price, at, cat);
                }
            }
        }
        let (price, mut at, cat) = best;
        if price < f64::INFINITY {
            flow.heads[cat] += 1.0;
            flow.taken[flow.ways[at].centre * self.cats + cat] += 1;
            for _ in 0..from {
                if at == from {
                    break;
                }
                let (by, cat) = flow.ways[at].before;
                flow.taken[flow.ways[at].centre * self.cats + cat] -= 1;
                flow.taken[flow.ways[by].centre * self.cats + cat] += 1;
                at = by;
            }
        }
        price
    }

    /// The cheapest way for one centre category to take the place of a head of another, and in which category.
    fn push(&self, flow: &Flow, by: usize, of: usize) -> (f64, usize) {
        let row = |centre: usize| centre * self.cats..(centre + 1) * self.cats;
        let theirs = flow.taken[row(of)].iter().zip(&self.price[row(of)]);
        let mine = flow.taken[row(by)].iter().zip(&self.cells[row(by)]).zip(&self.price[row(by)]);
        let mut best = (f64::INFINITY, 0);
        for (cat, ((&taken, price), ((have, most), pay))) in theirs.zip(mine).enumerate() {
            if taken > 0 && have < most && price - pay < best.0 {
                best = (price - pay, cat);
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same by trying all ways to take people one after another.
    fn tried(leaf: &Leaf, heads: &[f64]) -> f64 {
        fn go(leaf: &Leaf, heads: &[f64], cell: usize, taken: &mut Vec<u32>) -> f64 {
            let cats = leaf.cats;
            if cell == leaf.cells.len() {
                let full = heads.iter().enumerate().all(|(row, head)| {
                    let sum: u32 = taken[row * cats..(row + 1) * cats].iter().sum();
                    (f64::from(sum) - *head).abs() < 0.5
                });
                if !full {
                    return f64::INFINITY;
                }
                let paid = taken.iter().zip(&leaf.price).map(|(&n, price)| f64::from(n) * price);
                let met = (0..cats).map(|cat| {
                    let n: u32 = taken.iter().skip(cat).step_by(cats).sum();
                    leaf.cost[cat] * f64::from(n) * (f64::from(n) - 1.0) / 2.0
                });
                return met.sum::<f64>() - paid.sum::<f64>();
            }
            let mut best = f64::INFINITY;
            for n in 0..=leaf.cells[cell] {
                taken.push(n);
                best = best.min(go(leaf, heads, cell + 1, taken));
                taken.pop();
            }
            best
        }
        go(leaf, heads, 0, &mut Vec::new())
    }

    proptest::proptest! {
        #[test]
        fn the_least_cost_of_a_group_is_exact(
            cells in proptest::collection::vec(0..3u32, 6),
            price in proptest::collection::vec(-2.0..2.0f64, 6),
            parts in proptest::collection::vec(0.0..1.0f64, 3),
        ) {
            let leaf = Leaf { cats: 2, cost: vec![1.0, 0.7], cells, price };
            let heads: Vec<f64> = (0..3)
                .map(|row| {
                    let most = f64::from(leaf.cells[row * 2] + leaf.cells[row * 2 + 1]);
                    (parts[row] * (most + 1.0)).floor().min(most)
                })
                .collect();
            let mut flow = Flow::default();
            let found = leaf.least(&heads, &mut flow);
            let best = tried(&leaf, &heads);
            proptest::prop_assert!((found - best).abs() < 1e-9, "{} {}", found, best);
        }
    }
}
