//! In: a model. Out: prices that prove much.
//!
//! Who shares a group with whom is relaxed in two ways that must agree: a table with every pair within its limits, and one whose
//! eigenvalues are those of an average of partitions. Each is easily found when the other is given, and the prices of the pairs in
//! which they differ bring them together (alternating directions on the relaxation of Karisch and Rendl 1998, split as by
//! Oliveira, Wolkowicz and Xu 2018).

use super::eigen::Eigen;
use super::frame::Frame;
use super::model::Model;

/// How much further prices go than to the next point (Fortin and Glowinski 1983: below 1.618).
const STRIDE: f64 = 1.6;
/// The pull between the two tables is set anew every so many rounds, by this factor, where one lags behind the other so much.
const SET_ANEW: u32 = 10;
const FACTOR: f64 = 1.3;
const LAG: f64 = 2.0;

/// Where the ascent stands.
pub(super) struct Ascent<'m> {
    model: &'m Model,
    /// Costs are multiplied by this, so that one is about 1.
    scale: f64,
    cost: Vec<f64>,
    /// Prices, in the unit of the scaled costs.
    prices: Vec<f64>,
    /// The table within limits, and the one with the right eigenvalues.
    within: Vec<f64>,
    smooth: Vec<f64>,
    pull: f64,
    rounds: u32,
    frame: Frame,
    eigen: Eigen,
    shifted: Vec<f64>,
    reduced: Vec<f64>,
    lifted: Vec<f64>,
}

impl<'m> Ascent<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let places = model.places;
        let largest = model.cost.iter().fold(0.0f64, |most, cost| most.max(cost.abs()));
        let square: f64 = model.cost.iter().map(|cost| (cost / largest).powi(2)).sum();
        let scale = places as f64 / square.sqrt() / largest;
        let cost: Vec<f64> = model.cost.iter().map(|cost| cost * scale).collect();
        let mean = model.size as f64 / places as f64;
        Ascent {
            model,
            scale,
            prices: cost.clone(),
            cost,
            within: model.limits.iter().map(|&(low, high)| mean.clamp(low, high)).collect(),
            smooth: vec![0.0; places * places],
            pull: 1.0,
            rounds: 0,
            frame: Frame::new(places),
            eigen: Eigen::new(places - 1),
            shifted: vec![0.0; places * places],
            reduced: Vec::with_capacity(places * places),
            lifted: Vec::new(),
        }
    }

    /// The prices of now, in the unit of the model.
    pub(super) fn prices(&self) -> Vec<f64> {
        self.prices.iter().map(|price| price / self.scale).collect()
    }

    /// One round; gives how far the two tables are apart. Takes O(n³) time.
    pub(super) fn round(&mut self) -> f64 {
        self.smoothen();
        let (mut apart, mut moved) = (0.0, 0.0);
        let cells = self.within.iter_mut().zip(&self.smooth).zip(&self.model.limits);
        for (((within, smooth), &(low, high)), (price, cost)) in
            cells.zip(self.prices.iter_mut().zip(&self.cost))
        {
            let next = (smooth + (*price - cost) / self.pull).clamp(low, high);
            moved += (next - *within) * (next - *within);
            *within = next;
            let gap = smooth - next;
            apart += gap * gap;
            *price += STRIDE * self.pull * gap;
        }
        let (apart, moved) = (apart.sqrt(), self.pull * moved.sqrt());
        self.rounds += 1;
        if self.rounds.is_multiple_of(SET_ANEW) {
            if apart > LAG * moved {
                self.pull *= FACTOR;
            } else if moved > LAG * apart {
                self.pull /= FACTOR;
            }
        }
        apart / self.model.places as f64
    }

    /// The table nearest to the other, prices considered, that has the eigenvalues of an average of partitions.
    fn smoothen(&mut self) {
        let Model { places, groups, size, .. } = *self.model;
        let (order, size) = (places - 1, size as f64);
        for ((shifted, within), price) in
            self.shifted.iter_mut().zip(&self.within).zip(&self.prices)
        {
            *shifted = within - price / self.pull;
        }
        self.frame.reduce(&self.shifted, &mut self.reduced);
        self.eigen.decompose(&mut self.reduced);
        project(&mut self.eigen.values, size, size * (groups - 1) as f64);
        self.lifted.clear();
        let mut weights = Vec::new();
        for (&value, vector) in self.eigen.values.iter().zip(self.eigen.vectors.chunks_exact(order))
        {
            if value > 0.0 {
                let from = self.lifted.len();
                self.lifted.resize(from + places, 0.0);
                self.frame.lift(vector, &mut self.lifted[from..]);
                weights.push(value);
            }
        }
        self.smooth.fill(size / places as f64);
        for (at, row) in self.smooth.chunks_exact_mut(places).enumerate() {
            for (weight, vector) in weights.iter().zip(self.lifted.chunks_exact(places)) {
                let weight = weight * vector[at];
                for (cell, part) in row.iter_mut().zip(vector) {
                    *cell += weight * part;
                }
            }
        }
    }
}

/// The nearest numbers from 0 to `most` that add up to `sum`: all are moved by the same before they are cut, which is found by halving.
fn project(values: &mut [f64], most: f64, sum: f64) {
    let largest = values.iter().fold(0.0f64, |largest, value| largest.max(value.abs()));
    let (mut low, mut high) = (-largest, largest + most);
    let moved = |value: f64, by: f64| (value + by).clamp(0.0, most);
    for _ in 0..64 {
        let middle = f64::midpoint(low, high);
        if values.iter().map(|&value| moved(value, middle)).sum::<f64>() < sum {
            low = middle;
        } else {
            high = middle;
        }
    }
    for value in values {
        *value = moved(*value, high);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_moved_and_cut() {
        let mut values = [5.0, 1.0, 0.0, -4.0];
        project(&mut values, 3.0, 5.0);
        // Two are left between the cuts: 3 + 1.5 + 0.5.
        let expected = [3.0, 1.5, 0.5, 0.0];
        assert!(values.iter().zip(expected).all(|(found, right)| (found - right).abs() < 1e-12));
    }
}
