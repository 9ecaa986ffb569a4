use crate::problem::Direction;

/// A share of the variation below this is none.
const NOTHING: f64 = 1e-12;

/// A term over a number: the share of its variation that lies between groups (eta squared), for each feature.
///
/// `Mix` has one feature, the standardised number. `Balance` adds its squared deviation, so that group spreads come out
/// alike as well (k-plus anticlustering, Papenberg 2024). `Match` counts the share that lies inside groups.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Moments {
    pub(crate) want: Direction,
    /// Per feature a value per member: mean 0 and sum of squares 1 over those who are known, 0 for the others.
    pub(crate) features: Vec<Vec<f64>>,
    pub(crate) known: Vec<bool>,
    /// How many members are known.
    pub(crate) people: usize,
}

impl Moments {
    pub(crate) fn new(want: Direction, numbers: &[Option<f64>]) -> Self {
        let known: Vec<bool> = numbers.iter().map(Option::is_some).collect();
        let people = numbers.iter().flatten().count();
        // Dividing by the largest first keeps sums finite for any finite numbers.
        let largest = numbers.iter().flatten().fold(0.0f64, |top, x| top.max(x.abs()));
        let mut features = Vec::new();
        if largest > 0.0 {
            let scaled: Vec<f64> = numbers.iter().map(|x| x.map_or(0.0, |x| x / largest)).collect();
            if let Some(first) = standard(&scaled, &known, people) {
                if want == Direction::Balance {
                    let squares: Vec<f64> = first.iter().map(|z| z * z).collect();
                    let second = standard(&squares, &known, people);
                    features.push(first);
                    features.extend(second);
                } else {
                    features.push(first);
                }
            }
        }
        Moments { want, features, known, people }
    }

    /// +1 when variation between groups is unwanted, -1 when it is wanted.
    pub(crate) fn sign(&self) -> f64 {
        if self.want == Direction::Match { -1.0 } else { 1.0 }
    }

    pub(crate) fn offset(&self) -> f64 {
        if self.want == Direction::Match { self.features.len() as f64 } else { 0.0 }
    }

    /// The value in its own unit, counted from nothing.
    pub(crate) fn value(&self, group_of: &[u32], groups: usize) -> f64 {
        let mut known = vec![0u32; groups];
        for (&group, &is_known) in group_of.iter().zip(&self.known) {
            known[group as usize] += u32::from(is_known);
        }
        let mut between = 0.0;
        for feature in &self.features {
            let mut sums = vec![0.0; groups];
            for (&group, z) in group_of.iter().zip(feature) {
                sums[group as usize] += z;
            }
            between += sums
                .iter()
                .zip(&known)
                .filter(|(_, people)| **people > 0)
                .map(|(sum, &people)| sum * sum / f64::from(people))
                .sum::<f64>();
        }
        let value = (self.offset() + self.sign() * between).max(0.0);
        // All variation is 1, so that this is what rounding leaves of nothing; a heavy weight would make it count.
        if value < NOTHING { 0.0 } else { value }
    }
}

/// Centred and scaled to a sum of squares of 1; `None` when everyone is the same.
fn standard(values: &[f64], known: &[bool], people: usize) -> Option<Vec<f64>> {
    let each = || values.iter().zip(known).filter(|(_, known)| **known).map(|(value, _)| *value);
    let mean = each().sum::<f64>() / people.max(1) as f64;
    let squares: f64 = each().map(|value| (value - mean) * (value - mean)).sum();
    let size = each().fold(0.0f64, |top, value| top.max(value.abs()));
    // Rounding leaves a few units in the last place where everyone is the same.
    if squares.sqrt() <= size * 1e-12 * (people as f64).sqrt() {
        return None;
    }
    let scale = 1.0 / squares.sqrt();
    let centred = |(value, known): (&f64, &bool)| if *known { (value - mean) * scale } else { 0.0 };
    Some(values.iter().zip(known).map(centred).collect())
}
