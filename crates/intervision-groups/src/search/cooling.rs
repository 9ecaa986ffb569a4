use crate::problem::Objective;

/// How temperatures fall: on each priority level from a hot to a cold one, the first level first.
///
/// While an earlier level is annealed later ones are noise; once it is cold, moves that would worsen it have frozen, and the
/// next level is annealed among those that leave it as it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cooling {
    /// The first temperature of each part, and the last as a part of it.
    parts: Vec<(f64, f64)>,
}

impl Cooling {
    /// Level by level the first temperature, and the last as a part of it; levels at which nothing is lost are left out.
    pub(super) fn in_parts(parts: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut parts: Vec<(f64, f64)> = parts.into_iter().filter(|part| part.0 > 0.0).collect();
        if parts.is_empty() {
            parts.push((0.0, 1.0));
        }
        Cooling { parts }
    }

    /// The temperature when this part of the time is over, from 0 to 1.
    pub(super) fn at(&self, over: f64) -> f64 {
        let place = over.clamp(0.0, 1.0) * self.parts.len() as f64;
        let part = (place as usize).min(self.parts.len() - 1);
        let (hot, cold) = self.parts[part];
        hot * cold.powf(place - part as f64)
    }
}

/// Losses sorted by the level that they are of: from half a step of a level on they are not of a later one.
pub(super) fn by_level(objective: &Objective, unit: f64, losses: &[f64]) -> Vec<Vec<f64>> {
    let mut sorted = vec![Vec::new(); objective.levels.len().max(1)];
    for &loss in losses {
        let of = |step: f64| step > 0.0 && loss >= 0.5 * step * unit;
        let level = objective.levels.iter().position(|level| of(level.step));
        sorted[level.unwrap_or(objective.levels.len().saturating_sub(1))].push(loss);
    }
    sorted
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "ends of the parts")]
mod tests {
    use super::*;

    #[test]
    fn one_level_after_the_other() {
        let cooling = Cooling::in_parts([(1000.0, 0.01), (0.0, 1.0), (4.0, 0.25)]);
        let seen = [0.0, 0.25, 0.5, 0.75, 1.0].map(|over| cooling.at(over));
        assert!(seen.iter().zip([1000.0, 100.0, 4.0, 2.0, 1.0]).all(|(a, b)| (a - b).abs() < 1e-9));
        assert_eq!(Cooling::in_parts([]).at(0.3), 0.0);
    }
}
