//! The proportional odds model, fitted by Newton's method; with two answers it is logistic regression.

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fitted {
    pub(super) log_likelihood: f64,
    /// Slopes, one per column.
    pub(super) slopes: Vec<f64>,
    /// Their standard errors.
    pub(super) errors: Vec<f64>,
}

/// The likelihood has no maximum: some combination of columns tells answers apart without fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Separated;

/// Steps of Newton's method; a likelihood with a maximum takes fewer than ten.
const STEPS: usize = 60;
/// A change of odds by e to this power between people a standard deviation apart is no estimate any more.
const LARGEST: f64 = 25.0;

/// Fits `P(Y <= j) = logistic(t_j - x·slopes)` to answers `0..categories`, all of which occur. The likelihood is concave
/// (Pratt, 1981), so that Newton's method with halving finds its maximum. Columns are expected to be of about unit
/// spread. Time O(steps x people x columns²).
pub(super) fn fit(
    rows: &[Vec<f64>],
    answers: &[usize],
    categories: usize,
) -> Result<Fitted, Separated> {
    let columns = rows.first().map_or(0, Vec::len);
    let model = Model { rows, answers, cuts: categories.saturating_sub(1), columns };
    let mut at = model.start();
    let mut value = model.log_likelihood(&at);
    for _ in 0..STEPS {
        let (gradient, information) = model.derivatives(&at);
        let factor = factor(&information).ok_or(Separated)?;
        let step = solve(&factor, &gradient);
        let gain: f64 = step.iter().zip(&gradient).map(|(a, b)| a * b).sum();
        if at.iter().skip(model.cuts).any(|it| it.abs() > LARGEST) {
            return Err(Separated);
        }
        if gain < 1e-16 * (1.0 + value.abs()) {
            return Ok(model.fitted(&at, value, &factor));
        }
        let (mut length, mut better) = (1.0, None);
        for _ in 0..40 {
            let there: Vec<f64> = at.iter().zip(&step).map(|(a, b)| a + length * b).collect();
            let found = model.log_likelihood(&there);
            if found.is_finite() && found > value {
                better = Some((there, found));
                break;
            }
            length /= 2.0;
        }
        let Some((there, found)) = better else {
            // No step gains anything: the last digits are reached.
            return Ok(model.fitted(&at, value, &factor));
        };
        (at, value) = (there, found);
    }
    Err(Separated)
}

struct Model<'a> {
    rows: &'a [Vec<f64>],
    answers: &'a [usize],
    /// Thresholds: one fewer than categories.
    cuts: usize,
    columns: usize,
}

fn logistic(x: f64) -> f64 {
    if x >= 0.0 { 1.0 / (1.0 + (-x).exp()) } else { x.exp() / (1.0 + x.exp()) }
}

impl Model<'_> {
    /// Thresholds of the answers as they are distributed, slopes 0.
    fn start(&self) -> Vec<f64> {
        let n = self.answers.len() as f64;
        let below =
            |cut: usize| self.answers.iter().filter(|&&answer| answer <= cut).count() as f64;
        let cuts = (0..self.cuts).map(|cut| (below(cut) / (n - below(cut))).ln());
        cuts.chain(std::iter::repeat_n(0.0, self.columns)).collect()
    }

    /// P(Y <= j) at each side of an answer, with the logits; 0 and 1 at the ends.
    fn sides(&self, at: &[f64], row: &[f64], answer: usize) -> [f64; 2] {
        let slopes = at.iter().skip(self.cuts);
        let eta: f64 = slopes.zip(row).map(|(slope, x)| slope * x).sum();
        let upper =
            at.get(answer).filter(|_| answer < self.cuts).map_or(1.0, |cut| logistic(cut - eta));
        let lower =
            answer.checked_sub(1).and_then(|it| at.get(it)).map_or(0.0, |cut| logistic(cut - eta));
        [lower, upper]
    }

    fn log_likelihood(&self, at: &[f64]) -> f64 {
        let people = self.rows.iter().zip(self.answers);
        people
            .map(|(row, &answer)| {
                let [lower, upper] = self.sides(at, row, answer);
                if upper > lower { (upper - lower).ln() } else { f64::NEG_INFINITY }
            })
            .sum()
    }

    /// Gradient and observed information.
    fn derivatives(&self, at: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
        let size = self.cuts + self.columns;
        let (mut gradient, mut information) = (vec![0.0; size], vec![vec![0.0; size]; size]);
        for (row, &answer) in self.rows.iter().zip(self.answers) {
            let [lower, upper] = self.sides(at, row, answer);
            let part = (upper - lower).max(1e-300);
            // The direction in which each side's logit moves.
            let along = |cut: Option<usize>| -> Vec<f64> {
                let mut along = vec![0.0; size];
                let Some(cut) = cut.filter(|&cut| cut < self.cuts) else { return along };
                for (place, it) in along.iter_mut().enumerate() {
                    *it = match place.checked_sub(self.cuts) {
                        None => f64::from(u8::from(place == cut)),
                        Some(column) => -row.get(column).copied().unwrap_or(0.0),
                    };
                }
                along
            };
            let (up, down) = (along(Some(answer)), along(answer.checked_sub(1)));
            let density = |side: f64| side * (1.0 - side);
            let bend = |side: f64| density(side) * (1.0 - 2.0 * side);
            let first: Vec<f64> = up
                .iter()
                .zip(&down)
                .map(|(up, down)| (density(upper) * up - density(lower) * down) / part)
                .collect();
            for (place, &it) in gradient.iter_mut().zip(&first) {
                *place += it;
            }
            for (i, line) in information.iter_mut().enumerate() {
                for (j, place) in line.iter_mut().enumerate() {
                    let get = |of: &[f64], at: usize| of.get(at).copied().unwrap_or(0.0);
                    let second = bend(upper) * get(&up, i) * get(&up, j)
                        - bend(lower) * get(&down, i) * get(&down, j);
                    *place += get(&first, i) * get(&first, j) - second / part;
                }
            }
        }
        (gradient, information)
    }

    fn fitted(&self, at: &[f64], log_likelihood: f64, factor: &[Vec<f64>]) -> Fitted {
        let slopes = at.iter().skip(self.cuts).copied().collect();
        let errors = (self.cuts..at.len()).map(|place| {
            let unit: Vec<f64> = (0..at.len()).map(|it| f64::from(u8::from(it == place))).collect();
            solve(factor, &unit).get(place).copied().unwrap_or(0.0).max(0.0).sqrt()
        });
        Fitted { log_likelihood, slopes, errors: errors.collect() }
    }
}

/// Cholesky's lower factor of a positive definite matrix.
fn factor(of: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let mut lower: Vec<Vec<f64>> = Vec::with_capacity(of.len());
    for (i, row) in of.iter().enumerate() {
        let mut line: Vec<f64> = Vec::with_capacity(i + 1);
        for (j, &value) in row.iter().enumerate().take(i + 1) {
            let above: &[f64] = if i == j { &line } else { lower.get(j)? };
            let done: f64 = line.iter().zip(above).take(j).map(|(a, b)| a * b).sum();
            let left = value - done;
            if i == j {
                if left <= 1e-12 * value.abs() || !left.is_finite() {
                    return None;
                }
                line.push(left.sqrt());
            } else {
                line.push(left / lower.get(j)?.get(j)?);
            }
        }
        lower.push(line);
    }
    Some(lower)
}

/// Solves L Lᵀ x = b.
fn solve(lower: &[Vec<f64>], b: &[f64]) -> Vec<f64> {
    let mut x: Vec<f64> = Vec::with_capacity(b.len());
    for (line, &b) in lower.iter().zip(b) {
        let done: f64 = line.iter().zip(&x).map(|(a, x)| a * x).sum();
        x.push((b - done) / line.last().copied().unwrap_or(1.0));
    }
    for i in (0..x.len()).rev() {
        let diagonal = lower.get(i).and_then(|line| line.get(i)).copied().unwrap_or(1.0);
        let below = (i + 1..x.len()).map(|j| {
            let it = lower.get(j).and_then(|line| line.get(i)).copied().unwrap_or(0.0);
            it * x.get(j).copied().unwrap_or(0.0)
        });
        let done: f64 = below.sum();
        if let Some(place) = x.get_mut(i) {
            *place = (*place - done) / diagonal;
        }
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    /// Weight in 1000 lb of 32 cars and whether they are shifted by hand (Henderson and Velleman, 1981).
    const CARS: [(f64, usize); 32] = [
        (2.620, 1),
        (2.875, 1),
        (2.320, 1),
        (3.215, 0),
        (3.440, 0),
        (3.460, 0),
        (3.570, 0),
        (3.190, 0),
        (3.150, 0),
        (3.440, 0),
        (3.440, 0),
        (4.070, 0),
        (3.730, 0),
        (3.780, 0),
        (5.250, 0),
        (5.424, 0),
        (5.345, 0),
        (2.200, 1),
        (1.615, 1),
        (1.835, 1),
        (2.465, 0),
        (3.520, 0),
        (3.435, 0),
        (3.840, 0),
        (3.845, 0),
        (1.935, 1),
        (2.140, 1),
        (1.513, 1),
        (3.170, 1),
        (2.770, 1),
        (3.570, 1),
        (2.780, 1),
    ];

    #[test]
    fn two_answers_are_logistic_regression() {
        let rows: Vec<Vec<f64>> = CARS.iter().map(|it| vec![it.0]).collect();
        let answers: Vec<usize> = CARS.iter().map(|it| it.1).collect();
        let found = fit(&rows, &answers, 2).unwrap();
        // As R's glm prints it: slope -4.024 (1.436), deviance 19.176, and 43.230 without the weight.
        close(found.slopes[0], -4.024, 5e-4);
        close(found.errors[0], 1.436, 1e-3); // R stops a step of weights earlier
        close(-2.0 * found.log_likelihood, 19.176, 5e-4);
        let none: Vec<Vec<f64>> = CARS.iter().map(|_| Vec::new()).collect();
        close(-2.0 * fit(&none, &answers, 2).unwrap().log_likelihood, 43.230, 5e-4);
    }

    #[test]
    fn turning_the_order_of_answers_around_turns_the_slope() {
        let rows: Vec<Vec<f64>> = (0..60).map(|it| vec![f64::from(it % 7) - 3.0]).collect();
        let answers: Vec<usize> = (0..60).map(|it| (it % 7 + it % 5) % 4).collect();
        let turned: Vec<usize> = answers.iter().map(|it| 3 - it).collect();
        let (a, b) = (fit(&rows, &answers, 4).unwrap(), fit(&rows, &turned, 4).unwrap());
        close(a.slopes[0], -b.slopes[0], 1e-9);
        close(a.log_likelihood, b.log_likelihood, 1e-9);
    }

    #[test]
    fn answers_that_are_told_without_fail_have_no_fit() {
        let rows: Vec<Vec<f64>> = (0..20).map(|it| vec![f64::from(it) / 10.0]).collect();
        let answers: Vec<usize> = (0..20).map(|it| usize::from(it >= 10)).collect();
        assert_eq!(fit(&rows, &answers, 2), Err(Separated));
    }
}
