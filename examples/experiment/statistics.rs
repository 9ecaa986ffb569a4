//! The few statistics that the summary needs.

/// Mean, least and greatest of at least one number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    pub runs: usize,
    pub mean: f64,
    pub least: f64,
    pub most: f64,
}

impl Spread {
    pub fn of(values: &[f64]) -> Option<Self> {
        (!values.is_empty()).then(|| Spread {
            runs: values.len(),
            mean: values.iter().sum::<f64>() / values.len() as f64,
            least: values.iter().copied().fold(f64::INFINITY, f64::min),
            most: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        })
    }
}

/// The rank of each, 1 for the smallest; those that are the same share the mean of their ranks.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let same = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0);
    let rank = |&value: &f64| {
        let ties = values.iter().filter(|&&other| same(value, other)).count();
        let before = values.iter().filter(|&&other| other < value && !same(value, other)).count();
        before as f64 + (ties + 1) as f64 / 2.0
    };
    values.iter().map(rank).collect()
}

/// How likely it is that one of two equals wins at least so unevenly as `wins` against `losses`: the two-sided sign test, exact, with
/// ties left out (Dixon and Mood 1946).
pub fn sign_test(wins: usize, losses: usize) -> f64 {
    let (n, few) = (wins + losses, wins.min(losses));
    let mut choose = 1.0;
    let mut tail = 0.0;
    for at in 0..=few {
        tail += choose;
        choose *= (n - at) as f64 / (at + 1) as f64;
    }
    (2.0 * tail / 2f64.powi(n as i32)).min(1.0)
}
