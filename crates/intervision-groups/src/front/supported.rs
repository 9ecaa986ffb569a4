//! In: two objectives. Out: both ends of the front, and the points between that some weights favour.

use intervision_core::Run;

use super::found::Way;
use super::search::{Search, level_with};
use crate::Error;

impl Search<'_> {
    /// Both ends, and then the weights that make neighbours on the hull worth the same: whatever is better for these lies between
    /// them (Aneja and Nair 1979). The pair with the most room between comes first.
    pub(super) fn supported(&mut self, searches: usize, run: &mut Run<'_>) -> Result<(), Error> {
        let steps = run.budget().steps.map(|steps| (steps / searches.max(1) as u64).max(1));
        for end in [0, 1] {
            let rules = self.objectives.first(end)?;
            let share = 1.0 / searches.saturating_sub(end).max(1) as f64;
            let way = Way::End { objective: end + 1 };
            self.form(rules, way, &mut run.share(steps, share))?;
            if self.cut.is_some() || self.archive.entries().is_empty() {
                return Ok(());
            }
        }
        let mut asked: Vec<[[u64; 2]; 2]> = Vec::new();
        for left in (1..=searches.saturating_sub(2)).rev() {
            let Some([upper, lower]) = self.widest(&asked) else { return Ok(()) };
            asked.push([upper, lower].map(bits));
            let weights = level_with(upper, lower);
            let rules = self.objectives.weighted(weights)?;
            let way = Way::Weights { weights };
            self.form(rules, way, &mut run.share(steps, 1.0 / left as f64))?;
            if self.cut.is_some() {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The neighbours on the hull with the largest triangle below them, whose weights were not asked for.
    fn widest(&self, asked: &[[[u64; 2]; 2]]) -> Option<[[f64; 2]; 2]> {
        let (entries, same) = (self.archive.entries(), self.objectives.same);
        let hull = self.archive.hull();
        let pairs = hull.windows(2).map(|pair| [entries[pair[0]].values, entries[pair[1]].values]);
        let open = pairs.filter(|[upper, lower]| {
            lower[0] - upper[0] > 2.0 * same[0]
                && upper[1] - lower[1] > 2.0 * same[1]
                && !asked.contains(&[*upper, *lower].map(bits))
        });
        let area = |[upper, lower]: &[[f64; 2]; 2]| (lower[0] - upper[0]) * (upper[1] - lower[1]);
        open.max_by(|a, b| area(a).total_cmp(&area(b)))
    }
}

/// Two points are the same question only where every digit is the same.
pub(super) fn bits(point: [f64; 2]) -> [u64; 2] {
    point.map(f64::to_bits)
}
