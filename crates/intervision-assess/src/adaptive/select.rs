use super::SoFar;
use crate::irt::ItemModel;

/// Chooses what is asked next.
///
/// # Laws
///
/// * Only open items are chosen, each once, best first.
/// * The same test so far gives the same choice; the order of the bank does not matter.
///
/// # Example
///
/// Items whose difficulty is nearest to the ability, for banks of Rasch items:
///
/// ```
/// use intervision_assess::adaptive::{ItemSelector, SoFar};
/// use intervision_assess::irt::AnyItem;
///
/// struct Nearest;
///
/// impl ItemSelector for Nearest {
///     fn name(&self) -> &str { "nearest difficulty" }
///     fn value(&self, item: usize, so_far: &SoFar<'_>) -> f64 {
///         match &so_far.bank().items()[item] {
///             AnyItem::Logistic(item) => -(item.b() - so_far.theta()).abs(),
///             _ => f64::NEG_INFINITY,
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not choose items",
    note = "implement `intervision_assess::adaptive::ItemSelector` (name, value), or use `MaximumInformation`"
)]
pub trait ItemSelector: Send + Sync {
    /// A short name for reports.
    fn name(&self) -> &str;

    /// How good it would be to ask this item next: more is better.
    fn value(&self, item: usize, so_far: &SoFar<'_>) -> f64;

    /// The open items with the highest values, best first, at most so many; of equal ones that with the smaller id.
    fn best(&self, so_far: &SoFar<'_>, most: usize) -> Vec<usize> {
        let mut best = Best::new(so_far, most);
        for item in so_far.open() {
            best.offer(self.value(item, so_far), item);
        }
        best.items()
    }
}

/// The item that tells most at the ability estimated so far (Lord, 1980): Fisher's information.
///
/// Complexity: few items for each choice; a table made once for the bank says which items can matter near an ability.
#[derive(Debug, Clone, Copy, Default)]
pub struct MaximumInformation;

impl ItemSelector for MaximumInformation {
    fn name(&self) -> &'static str {
        "maximum information"
    }

    fn value(&self, item: usize, so_far: &SoFar<'_>) -> f64 {
        so_far.bank().items().get(item).map_or(0.0, |item| item.information(so_far.theta()))
    }

    fn best(&self, so_far: &SoFar<'_>, most: usize) -> Vec<usize> {
        let mut best = Best::new(so_far, most);
        let Some(cell) = so_far.index.cell(so_far.theta()) else {
            for item in so_far.open() {
                best.offer(self.value(item, so_far), item);
            }
            return best.items();
        };
        for &(bound, item) in cell {
            if best.is_beyond(bound) {
                break;
            }
            if so_far.is_open(item) {
                best.offer(self.value(item, so_far), item);
            }
        }
        best.items()
    }
}

/// The item that tells most on average over what is believed of the ability (van der Linden, 1998): information weighted with
/// the posterior. It is less easily misled by the first answers.
///
/// Complexity: open items times 61 points for each choice.
#[derive(Debug, Clone, Copy, Default)]
pub struct PosteriorWeighted;

impl ItemSelector for PosteriorWeighted {
    fn name(&self) -> &'static str {
        "posterior-weighted information"
    }

    fn value(&self, item: usize, so_far: &SoFar<'_>) -> f64 {
        dot(&so_far.weights(), so_far.index.row(item))
    }

    fn best(&self, so_far: &SoFar<'_>, most: usize) -> Vec<usize> {
        let weights = so_far.weights();
        let mut best = Best::new(so_far, most);
        for item in so_far.open() {
            best.offer(dot(&weights, so_far.index.row(item)), item);
        }
        best.items()
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The best few of many.
struct Best<'a> {
    so_far: &'a SoFar<'a>,
    most: usize,
    /// Best first.
    found: Vec<(f64, usize)>,
}

impl<'a> Best<'a> {
    fn new(so_far: &'a SoFar<'_>, most: usize) -> Self {
        Best { so_far, most, found: Vec::new() }
    }

    fn before(&self, a: (f64, usize), b: (f64, usize)) -> bool {
        let id = |item: usize| self.so_far.bank.ids().get(item);
        b.0.total_cmp(&a.0).then_with(|| id(a.1).cmp(&id(b.1))).is_lt()
    }

    fn offer(&mut self, value: f64, item: usize) {
        // What is no number is worse than anything.
        let value = if value.is_nan() { f64::NEG_INFINITY } else { value };
        let place = self.found.iter().rposition(|&other| !self.before((value, item), other));
        let place = place.map_or(0, |place| place + 1);
        if place < self.most {
            self.found.insert(place, (value, item));
            self.found.truncate(self.most);
        }
    }

    /// Whether nothing with a value up to this can be among the best.
    fn is_beyond(&self, bound: f64) -> bool {
        self.found.len() >= self.most && self.found.last().is_none_or(|last| bound < last.0)
    }

    fn items(self) -> Vec<usize> {
        self.found.into_iter().map(|(_, item)| item).collect()
    }
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: ItemSelector + ?Sized> ItemSelector for $pointer {
            fn name(&self) -> &str {
                (**self).name()
            }
            fn value(&self, item: usize, so_far: &SoFar<'_>) -> f64 {
                (**self).value(item, so_far)
            }
            fn best(&self, so_far: &SoFar<'_>, most: usize) -> Vec<usize> {
                (**self).best(so_far, most)
            }
        }
    )*};
}

forward!(&T, Box<T>);
