//! How probable it is that one of several uncertain levels is among the highest.

use std::cmp::Ordering;
use std::f64::consts::PI;

use super::belief::Belief;
use crate::special::normal_cdf;

/// Nodes and weights of the Gauss-Legendre rule with eight points, for the right half of −1 to 1.
const RULE: [(f64, f64); 4] = [
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_3),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_5),
    (0.960_289_856_497_536_3, 0.101_228_536_290_376_3),
];

/// Beyond so many standard deviations nothing is left.
const REACH: f64 = 8.5;

/// For each level the probability that fewer than `count` others are higher, all independent. Of equal certain levels the one that
/// stands first counts as higher.
///
/// The number of others above a point is a sum of independent Bernoulli variables, whose distribution is built up one by one; its
/// expectation over the level's own distribution is an integral, taken piece by piece between the points where something changes.
/// O(n² · (n · count)).
pub(super) fn among_highest(levels: &[Belief], count: usize) -> Vec<f64> {
    (0..levels.len()).map(|own| probability(levels, own, count)).collect()
}

fn probability(levels: &[Belief], own: usize, count: usize) -> f64 {
    let Some(level) = levels.get(own) else { return 0.0 };
    if count == 0 {
        return 0.0;
    }
    if levels.len() <= count {
        return 1.0;
    }
    let sd = level.sd();
    if sd == 0.0 {
        return few_above(levels, own, level.mean, count);
    }
    let (low, high) = (level.mean - REACH * sd, level.mean + REACH * sd);
    let mut edges = vec![low, high];
    for other in levels {
        for step in [-REACH, -6.0, -4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 6.0, REACH] {
            let edge = other.mean + step * other.sd();
            if low < edge && edge < high {
                edges.push(edge);
            }
        }
    }
    edges.sort_by(f64::total_cmp);
    let density = |x: f64| {
        let z = (x - level.mean) / sd;
        (-0.5 * z * z).exp() / (sd * (2.0 * PI).sqrt())
    };
    let mut sum = 0.0;
    for piece in edges.windows(2) {
        let [from, to] = piece else { continue };
        let (middle, half) = (f64::midpoint(*from, *to), 0.5 * (to - from));
        for (node, weight) in RULE {
            for x in [middle - half * node, middle + half * node] {
                sum += half * weight * density(x) * few_above(levels, own, x, count);
            }
        }
    }
    sum.clamp(0.0, 1.0)
}

/// The probability that fewer than `count` of the others lie above a point.
fn few_above(levels: &[Belief], own: usize, point: f64, count: usize) -> f64 {
    let mut exactly = vec![0.0; count];
    if let Some(none) = exactly.first_mut() {
        *none = 1.0;
    }
    for (place, other) in levels.iter().enumerate().filter(|(place, _)| *place != own) {
        let sd = other.sd();
        let above = if sd > 0.0 {
            normal_cdf((other.mean - point) / sd)
        } else {
            let above = match other.mean.total_cmp(&point) {
                Ordering::Greater => true,
                Ordering::Equal => place < own,
                Ordering::Less => false,
            };
            f64::from(u8::from(above))
        };
        let mut fewer = 0.0;
        for chance in &mut exactly {
            let now = *chance;
            *chance = now * (1.0 - above) + fewer * above;
            fewer = now;
        }
    }
    exactly.iter().sum()
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "certain levels give certain answers")]
mod tests {
    use super::*;

    fn at(mean: f64, sd: f64) -> Belief {
        Belief { mean, variance: sd * sd }
    }

    #[test]
    fn of_two_it_is_the_normal_distribution_of_their_difference() {
        for (a, b) in [
            (at(3.0, 0.4), at(2.5, 0.3)),
            (at(3.0, 0.01), at(2.9, 0.8)),
            (at(1.0, 0.0), at(1.2, 0.5)),
        ] {
            let expected = normal_cdf((a.mean - b.mean) / (a.variance + b.variance).sqrt());
            let found = among_highest(&[a, b], 1);
            assert!((found[0] - expected).abs() < 1e-9, "{} {expected}", found[0]);
            assert!((found[0] + found[1] - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn alike_levels_share() {
        let alike = [at(3.0, 0.5); 6];
        for chance in among_highest(&alike, 2) {
            assert!((chance - 1.0 / 3.0).abs() < 1e-9, "{chance}");
        }
    }

    #[test]
    fn certain_levels_have_an_order() {
        let levels = [at(2.0, 0.0), at(3.0, 0.0), at(3.0, 0.0), at(1.0, 0.0)];
        assert_eq!(among_highest(&levels, 1), [0.0, 1.0, 0.0, 0.0]);
        assert_eq!(among_highest(&levels, 2), [0.0, 1.0, 1.0, 0.0]);
        assert_eq!(among_highest(&levels, 4), [1.0; 4]);
        assert_eq!(among_highest(&levels, 0), [0.0; 4]);
    }
}
