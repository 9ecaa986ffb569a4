use super::{Curve, Fisher, Graded, ItemModel, Logistic, Nominal, PartialCredit};

/// An item of any of the models that this crate brings; calls are resolved by a `match`, for inner loops.
///
/// ```
/// use intervision_assess::irt::{AnyItem, Graded, ItemModel, Logistic};
///
/// let items: Vec<AnyItem> = vec![Logistic::rasch(0.3)?.into(), Graded::new(1.2, vec![-1.0, 1.0])?.into()];
/// let most: usize = items.iter().map(|item| item.categories() - 1).sum();
/// assert_eq!(most, 3);
/// # Ok::<(), intervision_assess::irt::ItemViolation>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(try_from = "super::document::ItemWire", into = "super::document::ItemWire")
)]
#[non_exhaustive]
pub enum AnyItem {
    /// Two categories: Rasch, 1PL, 2PL, 3PL, 4PL.
    Logistic(Logistic),
    /// The graded response model.
    Graded(Graded),
    /// The (generalised) partial credit and the rating scale model.
    PartialCredit(PartialCredit),
    /// The nominal response model.
    Nominal(Nominal),
}

macro_rules! from {
    ($($model:ident),*) => {$(
        impl From<$model> for AnyItem {
            fn from(item: $model) -> Self {
                AnyItem::$model(item)
            }
        }
    )*};
}

from!(Logistic, Graded, PartialCredit, Nominal);

macro_rules! each {
    ($self:ident, $item:ident => $call:expr) => {
        match $self {
            AnyItem::Logistic($item) => $call,
            AnyItem::Graded($item) => $call,
            AnyItem::PartialCredit($item) => $call,
            AnyItem::Nominal($item) => $call,
        }
    };
}

impl ItemModel for AnyItem {
    fn categories(&self) -> usize {
        each!(self, item => item.categories())
    }

    fn log_probabilities(&self, theta: f64, log_p: &mut [f64]) {
        each!(self, item => item.log_probabilities(theta, log_p));
    }

    fn curves(&self, theta: f64, curves: &mut [Curve]) {
        each!(self, item => item.curves(theta, curves));
    }

    fn curve(&self, category: usize, theta: f64) -> Option<Curve> {
        each!(self, item => item.curve(category, theta))
    }

    fn fisher(&self, theta: f64) -> Fisher {
        each!(self, item => item.fisher(theta))
    }

    fn information(&self, theta: f64) -> f64 {
        each!(self, item => item.information(theta))
    }

    fn log_concave(&self) -> bool {
        each!(self, item => item.log_concave())
    }

    fn expected_score(&self, theta: f64) -> f64 {
        each!(self, item => item.expected_score(theta))
    }
}
