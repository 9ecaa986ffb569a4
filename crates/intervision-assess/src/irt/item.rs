/// An item response model: how likely each category of an item is, given the ability θ of who answers.
///
/// Categories are numbered from 0, lowest first; the number is also the item's score. θ is finite, in units of the
/// standard deviation of the population that the item was calibrated on.
///
/// Scoring and adaptive tests need nothing else of an item, so a host adds a model by implementing the first three
/// methods. The other methods follow from these; override them where a closed form is faster. Inner loops of this crate
/// run over [`AnyItem`](super::AnyItem), an enum of the models that it brings.
///
/// # Laws
///
/// * [`categories`](ItemModel::categories) is at least 2 and always the same.
/// * Probabilities sum to one; logarithms are finite for every finite θ for which they can be told from -∞.
/// * The derivatives that [`curves`](ItemModel::curves) gives are those of the log-probabilities.
///
/// # Example
///
/// The complementary log-log model, which this crate does not bring:
///
/// ```
/// use intervision_assess::irt::{Curve, ItemModel};
///
/// struct LogLog { b: f64 }
///
/// impl ItemModel for LogLog {
///     fn categories(&self) -> usize { 2 }
///     fn log_probabilities(&self, theta: f64, log_p: &mut [f64]) {
///         let hazard = (theta - self.b).exp();
///         for (place, value) in log_p.iter_mut().zip([-hazard, (-(-hazard).exp_m1()).ln()]) {
///             *place = value;
///         }
///     }
///     fn curves(&self, theta: f64, curves: &mut [Curve]) {
///         let hazard = (theta - self.b).exp();
///         let odds = hazard / hazard.exp_m1();
///         let mut log_p = [0.0; 2];
///         self.log_probabilities(theta, &mut log_p);
///         let both = [
///             Curve { log_p: log_p[0], first: -hazard, second: -hazard },
///             Curve { log_p: log_p[1], first: odds, second: odds * (1.0 - hazard - odds) },
///         ];
///         for (place, value) in curves.iter_mut().zip(both) {
///             *place = value;
///         }
///     }
/// }
///
/// let item = LogLog { b: 0.0 };
/// assert!((item.expected_score(0.0) - (1.0 - (-1.0_f64).exp())).abs() < 1e-15);
/// assert!(item.information(0.0) > item.information(3.0));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no item response model",
    note = "implement `intervision_assess::irt::ItemModel` (categories, log_probabilities, curves)"
)]
pub trait ItemModel {
    /// How many categories the item has, at least 2.
    fn categories(&self) -> usize;

    /// Writes the log-probability of every category at θ.
    ///
    /// A slice that is too short is filled as far as it goes; places beyond the last category are left alone.
    fn log_probabilities(&self, theta: f64, log_p: &mut [f64]);

    /// Writes the log-probability of every category at θ with its first two derivatives; slices as in
    /// [`log_probabilities`](ItemModel::log_probabilities).
    fn curves(&self, theta: f64, curves: &mut [Curve]);

    /// The curve of one category at θ, `None` where the item has no such category.
    fn curve(&self, category: usize, theta: f64) -> Option<Curve> {
        let mut curves = vec![Curve::default(); self.categories()];
        self.curves(theta, &mut curves);
        curves.get(category).copied()
    }

    /// Fisher's information at θ and what goes with it.
    fn fisher(&self, theta: f64) -> Fisher {
        let mut curves = vec![Curve::default(); self.categories()];
        self.curves(theta, &mut curves);
        Fisher::of(&curves)
    }

    /// Fisher's information about θ that one answer carries: Σ P'²/P.
    fn information(&self, theta: f64) -> f64 {
        self.fisher(theta).information
    }

    /// Whether every log-probability is a concave function of θ, so that no likelihood has two maxima. A model that does
    /// not know says no; scoring then looks everywhere, which takes longer.
    fn log_concave(&self) -> bool {
        false
    }

    /// The expected score of the item, 0 to `categories() - 1`.
    fn expected_score(&self, theta: f64) -> f64 {
        let mut log_p = vec![f64::NEG_INFINITY; self.categories()];
        self.log_probabilities(theta, &mut log_p);
        log_p.iter().enumerate().map(|(score, log_p)| score as f64 * log_p.exp()).sum()
    }
}

/// The log-probability of one category at one θ, with its derivatives with respect to θ.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Curve {
    /// ln P.
    pub log_p: f64,
    /// d ln P / dθ.
    pub first: f64,
    /// d² ln P / dθ².
    pub second: f64,
}

/// Fisher's information of one item at one θ, or of several items: it adds up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Fisher {
    /// I = Σ P'²/P.
    pub information: f64,
    /// J = Σ P'P''/P, the numerator of Warm's correction J/(2I) (Warm, 1989; Samejima, 1993, for several categories).
    pub warm: f64,
    /// dI/dθ; the correction of Jeffreys' prior is I'/(2I). For partial credit models and the 2PL it is the same as `warm`.
    pub slope: f64,
}

impl Fisher {
    /// Of an item whose categories have these curves.
    #[must_use]
    pub fn of(curves: &[Curve]) -> Self {
        let mut sum = Fisher::default();
        for &Curve { log_p, first, second } in curves {
            let p = log_p.exp();
            let warm = first * (second + first * first);
            sum.information += p * first * first;
            sum.warm += p * warm;
            sum.slope += p * (2.0 * warm - first * first * first);
        }
        sum
    }
}

impl std::ops::AddAssign for Fisher {
    fn add_assign(&mut self, other: Fisher) {
        self.information += other.information;
        self.warm += other.warm;
        self.slope += other.slope;
    }
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: ItemModel + ?Sized> ItemModel for $pointer {
            fn categories(&self) -> usize {
                (**self).categories()
            }
            fn log_probabilities(&self, theta: f64, log_p: &mut [f64]) {
                (**self).log_probabilities(theta, log_p);
            }
            fn curves(&self, theta: f64, curves: &mut [Curve]) {
                (**self).curves(theta, curves);
            }
            fn curve(&self, category: usize, theta: f64) -> Option<Curve> {
                (**self).curve(category, theta)
            }
            fn fisher(&self, theta: f64) -> Fisher {
                (**self).fisher(theta)
            }
            fn information(&self, theta: f64) -> f64 {
                (**self).information(theta)
            }
            fn log_concave(&self) -> bool {
                (**self).log_concave()
            }
            fn expected_score(&self, theta: f64) -> f64 {
                (**self).expected_score(theta)
            }
        }
    )*};
}

forward!(&T, &mut T, Box<T>, std::sync::Arc<T>);

/// Fills a slice as far as both go.
pub(super) fn fill<T>(places: &mut [T], values: impl IntoIterator<Item = T>) {
    for (place, value) in places.iter_mut().zip(values) {
        *place = value;
    }
}
