use super::item::fill;
use super::sigmoid::{log_sigmoids, sigmoids};
use super::violation::{discrimination, number};
use super::{Curve, Fisher, ItemModel, ItemViolation};

/// An item with two categories: P(1) = c + (d - c) σ(a(θ - b)), the four-parameter logistic model (Birnbaum, 1968; Barton and Lord, 1981).
///
/// `a` is the discrimination, `b` the difficulty, `c` the lower and `d` the upper asymptote. There is no factor 1.702.
///
/// ```
/// use intervision_assess::irt::{ItemModel, Logistic};
///
/// let item = Logistic::three_parameter(1.2, -0.5, 0.25)?;
/// assert_eq!(item.expected_score(-0.5), 0.625);
/// # Ok::<(), intervision_assess::irt::ItemViolation>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Logistic {
    a: f64,
    b: f64,
    lower: f64,
    upper: f64,
}

impl Logistic {
    /// The Rasch model: a is 1.
    ///
    /// # Errors
    ///
    /// [`ItemViolation`] if b is no number.
    pub fn rasch(b: f64) -> Result<Self, ItemViolation> {
        Self::two_parameter(1.0, b)
    }

    /// The 2PL, and the 1PL where all items have the same a.
    ///
    /// # Errors
    ///
    /// [`ItemViolation`] unless a is above 0 and both are numbers.
    pub fn two_parameter(a: f64, b: f64) -> Result<Self, ItemViolation> {
        Self::four_parameter(a, b, 0.0, 1.0)
    }

    /// The 3PL: c is the chance of those who know nothing.
    ///
    /// # Errors
    ///
    /// [`ItemViolation`] unless a is above 0, all are numbers and c lies in [0, 1).
    pub fn three_parameter(a: f64, b: f64, c: f64) -> Result<Self, ItemViolation> {
        Self::four_parameter(a, b, c, 1.0)
    }

    /// The 4PL: d is the chance of those who know everything.
    ///
    /// # Errors
    ///
    /// [`ItemViolation`] unless a is above 0, all are numbers and 0 <= c < d <= 1.
    pub fn four_parameter(a: f64, b: f64, c: f64, d: f64) -> Result<Self, ItemViolation> {
        let item = Logistic { a: discrimination(a)?, b: number("b", b)?, lower: c, upper: d };
        if 0.0 <= c && c < d && d <= 1.0 {
            return Ok(item);
        }
        Err(ItemViolation::Asymptotes { lower: c, upper: d })
    }

    /// The discrimination.
    #[must_use]
    pub fn a(&self) -> f64 {
        self.a
    }

    /// The difficulty: the θ halfway between the asymptotes.
    #[must_use]
    pub fn b(&self) -> f64 {
        self.b
    }

    /// The lower asymptote c.
    #[must_use]
    pub fn lower(&self) -> f64 {
        self.lower
    }

    /// The upper asymptote d.
    #[must_use]
    pub fn upper(&self) -> f64 {
        self.upper
    }

    fn parts(&self, theta: f64) -> Parts {
        let (s, q) = sigmoids(self.a * (theta - self.b));
        let (lower, above) = (self.lower, 1.0 - self.upper);
        let span = self.upper - lower;
        let (right, wrong) = (lower + span * s, above + span * q);
        // How much of each probability is not due to its asymptote; exactly one where there is none, even if s or q is 0.
        let share = |asymptote: f64, own: f64, p: f64| {
            if asymptote > 0.0 { (own / p, asymptote / p) } else { (1.0, 0.0) }
        };
        let (known, guessed) = share(lower, span * s, right);
        let (missed, slipped) = share(above, span * q, wrong);
        Parts { s, q, span, right, wrong, known, guessed, missed, slipped }
    }
}

/// The pieces that all derivatives are made of.
struct Parts {
    s: f64,
    q: f64,
    span: f64,
    right: f64,
    wrong: f64,
    known: f64,
    guessed: f64,
    missed: f64,
    slipped: f64,
}

impl Parts {
    /// First and second derivative of the logarithm of the wrong answer.
    fn wrong(&self, a: f64) -> (f64, f64) {
        let Parts { s, q, missed, slipped, .. } = *self;
        (-a * s * missed, a * a * missed * s * (s * slipped - q))
    }

    /// The same of the right answer.
    fn right(&self, a: f64) -> (f64, f64) {
        let Parts { s, q, known, guessed, .. } = *self;
        (a * q * known, a * a * known * q * (q * guessed - s))
    }
}

impl ItemModel for Logistic {
    fn categories(&self) -> usize {
        2
    }

    fn log_probabilities(&self, theta: f64, log_p: &mut [f64]) {
        let (ln_s, ln_q) = log_sigmoids(self.a * (theta - self.b));
        let parts = self.parts(theta);
        let ln_span = parts.span.ln();
        let right = if self.lower > 0.0 { parts.right.ln() } else { ln_span + ln_s };
        let wrong = if self.upper < 1.0 { parts.wrong.ln() } else { ln_span + ln_q };
        fill(log_p, [wrong, right]);
    }

    fn curves(&self, theta: f64, curves: &mut [Curve]) {
        let mut log_p = [0.0; 2];
        self.log_probabilities(theta, &mut log_p);
        let parts = self.parts(theta);
        let both = [(log_p[0], parts.wrong(self.a)), (log_p[1], parts.right(self.a))];
        fill(curves, both.map(|(log_p, (first, second))| Curve { log_p, first, second }));
    }

    fn curve(&self, category: usize, theta: f64) -> Option<Curve> {
        let mut curves = [Curve::default(); 2];
        self.curves(theta, &mut curves);
        curves.get(category).copied()
    }

    fn fisher(&self, theta: f64) -> Fisher {
        let parts = self.parts(theta);
        let (down, up) = (parts.wrong(self.a).0, parts.right(self.a).0);
        let information = -down * up;
        let warm = self.a * (parts.q - parts.s) * information;
        let density = self.a * parts.span * parts.s * parts.q;
        Fisher { information, warm, slope: 2.0 * warm - density * (up * up - down * down) }
    }

    fn information(&self, theta: f64) -> f64 {
        let parts = self.parts(theta);
        -parts.wrong(self.a).0 * parts.right(self.a).0
    }

    fn expected_score(&self, theta: f64) -> f64 {
        self.parts(theta).right
    }

    /// An asymptote makes a likelihood level off on its side, and it may rise again further out.
    fn log_concave(&self) -> bool {
        self.lower <= 0.0 && self.upper >= 1.0
    }
}
