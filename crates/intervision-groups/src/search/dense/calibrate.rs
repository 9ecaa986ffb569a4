use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;

use super::partition::Partition;

/// Below this share of the spread of random exchanges, the best ones of a local optimum lose almost nothing: weights look like
/// distances between points, where everyone has near neighbours that could stand in.
const SMOOTH: f64 = 0.2;
const RANDOM: (f64, f64) = (0.25, 0.1);
const EUCLIDEAN: (f64, f64) = (0.3, 0.003);
/// How many random exchanges tell the spread.
const SAMPLE: usize = 2000;

/// The first and the last temperature of an annealing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Heat {
    pub(crate) hot: f64,
    pub(crate) cold: f64,
    /// Whether weights look like distances, so that nobody stands out.
    pub(crate) smooth: bool,
}

impl Heat {
    /// Measured at a local optimum: temperatures follow from what the best exchange of each member loses, on average.
    pub(crate) fn at(partition: &Partition<'_>, rng: &mut Xoshiro256PlusPlus) -> Self {
        let members = partition.matrix.members;
        let gain = |x: usize, y: usize| {
            let (g, h) = (partition.group_of[x] as usize, partition.group_of[y] as usize);
            let sums = partition.sum(h, x) + partition.sum(g, y);
            f64::from(sums - partition.own[x] - partition.own[y])
                - 2.0 * f64::from(partition.matrix.row(x)[y])
        };
        let apart = |x: usize, y: usize| partition.group_of[x] != partition.group_of[y];
        let best = |x: usize| {
            let gains = (0..members).filter(|&y| apart(x, y)).map(|y| gain(x, y));
            gains.reduce(f64::max)
        };
        let losses: Vec<f64> = (0..members).filter_map(best).map(|gain| (-gain).max(0.0)).collect();
        let loss = losses.iter().sum::<f64>() / losses.len().max(1) as f64;
        let sample: Vec<f64> = (0..SAMPLE)
            .map(|_| (rng.random_range(0..members), rng.random_range(0..members)))
            .filter(|&(x, y)| apart(x, y))
            .map(|(x, y)| gain(x, y))
            .collect();
        let mean = sample.iter().sum::<f64>() / sample.len().max(1) as f64;
        let squares: f64 = sample.iter().map(|gain| (gain - mean).powi(2)).sum();
        let spread = (squares / sample.len().max(1) as f64).sqrt();
        let smooth = loss < SMOOTH * spread;
        let (hot, cold) = if smooth { EUCLIDEAN } else { RANDOM };
        Heat { hot: hot * loss, cold: cold * loss, smooth }
    }

    /// The same, down to this part of the last temperature.
    pub(crate) fn down_to(self, part: f64) -> Self {
        Heat { cold: self.cold * part, ..self }
    }

    /// The temperature after a share of the way from `from` (0 is hot, 1 is cold) to the end.
    pub(crate) fn after(&self, share: f64, from: f64) -> f32 {
        if self.hot <= 0.0 {
            return 0.0;
        }
        let way = from + (1.0 - from) * share.clamp(0.0, 1.0);
        (self.hot * (self.cold / self.hot).powf(way)) as f32
    }
}
