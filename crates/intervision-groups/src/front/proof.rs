//! In: what searches proved for weighted sums. Out: a region that no grouping leaves, and what it says of a front.

use super::objectives::Objectives;
use crate::Certificate;
use crate::problem::Rules;

/// What holds for every grouping that keeps the rules: the first value times one weight plus the second times the other is no
/// less than a number.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct HalfPlane {
    /// What each value is multiplied by.
    pub weights: [f64; 2],
    /// The least that the sum can be.
    pub at_least: f64,
}

impl HalfPlane {
    /// By how much the sum of a point is above the least.
    fn above(&self, [x, y]: [f64; 2]) -> f64 {
        self.weights[0] * x + self.weights[1] * y - self.at_least
    }
}

/// A search by a weighted sum, with the certificate of what it found: proves [`half_planes`](Proof::half_planes).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Proof {
    pub(super) rules: Rules,
    pub(super) certificate: Certificate,
    pub(super) half_planes: Vec<HalfPlane>,
}

impl Proof {
    pub(super) fn new(objectives: &Objectives, rules: Rules, certificate: Certificate) -> Self {
        let half_planes = half_planes(objectives, &certificate);
        Proof { rules, certificate, half_planes }
    }

    /// The rules with these weights or levels.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What was found, and the bound.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// What follows from the bounds of the certificate.
    #[must_use]
    pub fn half_planes(&self) -> &[HalfPlane] {
        &self.half_planes
    }
}

/// What a certificate says of the two values: its bound on their weighted sum, and the bounds of their terms alone.
pub(super) fn half_planes(objectives: &Objectives, certificate: &Certificate) -> Vec<HalfPlane> {
    let (weights, least) = objectives.weights_in(certificate);
    // Heavy first levels would drown the rest in rounding.
    let unit = weights[0].max(weights[1]);
    let mut found = vec![
        HalfPlane { weights: [1.0, 0.0], at_least: least[0] },
        HalfPlane { weights: [0.0, 1.0], at_least: least[1] },
    ];
    if unit > 0.0 && certificate.bound.is_finite() {
        let weights = weights.map(|weight| weight / unit);
        found.push(HalfPlane { weights, at_least: certificate.bound / unit });
    }
    found
}

/// The values that no proof excludes.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Region {
    planes: Vec<HalfPlane>,
}

impl Region {
    pub(super) fn new(proofs: &[Proof]) -> Self {
        let planes = proofs.iter().flat_map(|proof| proof.half_planes.iter().copied());
        Region { planes: planes.filter(|plane| plane.at_least.is_finite()).collect() }
    }

    /// How far a point can go towards less of both, in steps of these lengths; no proof says where when it is infinite.
    pub(super) fn reach(&self, from: [f64; 2], step: [f64; 2]) -> f64 {
        let each = self.planes.iter().filter_map(|plane| {
            let per_step = plane.weights[0] * step[0] + plane.weights[1] * step[1];
            (per_step > 0.0).then(|| plane.above(from) / per_step)
        });
        each.fold(f64::INFINITY, f64::min).max(0.0)
    }

    /// How far one value alone can fall, in steps of a length.
    pub(super) fn reach_along(&self, from: f64, axis: usize, step: f64) -> f64 {
        let own = self.planes.iter().filter(|plane| plane.weights[1 - axis] == 0.0);
        let each = own.map(|plane| (from - plane.at_least / plane.weights[axis]) / step);
        each.fold(f64::INFINITY, f64::min).max(0.0)
    }

    /// The corners of the part of the region with both values at or below a corner, in turn.
    pub(super) fn outline(&self, corner: [f64; 2]) -> Vec<[f64; 2]> {
        let least = [0, 1].map(|axis| corner[axis] - self.reach_along(corner[axis], axis, 1.0));
        if least.iter().any(|least| !least.is_finite()) {
            return Vec::new();
        }
        let [x, y] = corner;
        let mut outline = vec![least, [x, least[1]], corner, [least[0], y]];
        // Sutherland and Hodgman 1974, one half-plane after the other.
        for plane in &self.planes {
            let mut cut = Vec::with_capacity(outline.len() + 1);
            for (at, &to) in outline.iter().enumerate() {
                let from = outline[(at + outline.len() - 1) % outline.len()];
                let (a, b) = (plane.above(from), plane.above(to));
                if (a < 0.0) != (b < 0.0) {
                    let part = a / (a - b);
                    cut.push([0, 1].map(|axis| from[axis] + part * (to[axis] - from[axis])));
                }
                if b >= 0.0 {
                    cut.push(to);
                }
            }
            outline = cut;
        }
        outline
    }
}

/// The area inside corners in turn.
pub(super) fn area(outline: &[[f64; 2]]) -> f64 {
    let next = outline.iter().cycle().skip(1);
    let twice: f64 = outline.iter().zip(next).map(|(a, b)| a[0] * b[1] - a[1] * b[0]).sum();
    twice.abs() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(planes: &[([f64; 2], f64)]) -> Region {
        let planes = planes.iter().map(|&(weights, at_least)| HalfPlane { weights, at_least });
        Region { planes: planes.collect() }
    }

    #[test]
    fn a_corner_cut_off_a_square() {
        let region = region(&[([1.0, 0.0], 0.0), ([0.0, 1.0], 0.0), ([1.0, 1.0], 2.0)]);
        let outline = region.outline([4.0, 4.0]);
        assert_eq!(outline.len(), 5);
        assert!((area(&outline) - 14.0).abs() < 1e-12);
        assert!((region.reach([4.0, 4.0], [1.0, 1.0]) - 3.0).abs() < 1e-12);
        assert!((region.reach_along(4.0, 1, 2.0) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn a_front_without_bounds_has_no_outline() {
        assert!(region(&[([1.0, 1.0], 2.0)]).outline([4.0, 4.0]).is_empty());
        assert!(region(&[]).reach([1.0, 1.0], [1.0, 1.0]).is_infinite());
    }
}
