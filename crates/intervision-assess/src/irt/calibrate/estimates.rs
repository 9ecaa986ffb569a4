//! From the optimised vector to parameters with standard errors, in the forms in which they are reported.

use super::kernel::Kernel;
use super::{CalibrationViolation, Family};
use crate::irt::{AnyItem, Graded, Logistic, Nominal, PartialCredit};

/// An estimate with its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error: 0 for what is held fixed, `None` where the answers do not determine it.
    pub standard_error: Option<f64>,
}

/// The parameters of one item, in slope and intercept form (z = aθ + d) and as locations on the scale of θ.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ItemEstimate {
    /// The item's id.
    pub id: String,
    /// The model; `None` for an anchor.
    #[cfg_attr(feature = "serde", serde(skip))]
    pub family: Option<Family>,
    /// The item with these parameters, ready for scoring.
    pub item: AnyItem,
    /// The discrimination a; for nominal items one slope per category, the first of which is 0.
    pub slopes: Vec<Estimate>,
    /// The intercepts d: one for two categories; for graded items one per threshold; for partial credit and nominal items one per
    /// category, the first of which is 0.
    pub intercepts: Vec<Estimate>,
    /// Difficulty, thresholds or steps b; empty for nominal items.
    pub locations: Vec<Estimate>,
    /// The lower asymptote c of the 3PL.
    pub lower: Option<Estimate>,
    /// Where a rating scale item stands: the mean of its steps, which lie around it as on every other item that shares them.
    pub centre: Option<Estimate>,
}

/// The parameters of an item where they stand in the optimised vector.
pub(super) struct Solution<'a> {
    pub(super) x: &'a [f64],
    /// The covariance of the free parameters, row by row; `None` if the information is singular.
    pub(super) covariance: Option<&'a [f64]>,
    /// The place of each parameter among the free ones.
    pub(super) places: &'a [Option<usize>],
    /// How many parameters are free.
    pub(super) free: usize,
}

impl Solution<'_> {
    fn covariance(&self, a: usize, b: usize) -> Option<f64> {
        match (self.places[a], self.places[b]) {
            (Some(a), Some(b)) => self.covariance.map(|all| all[a * self.free + b]),
            _ => Some(0.0),
        }
    }

    /// A function of parameters with its gradient: the delta method.
    pub(super) fn estimate(&self, value: f64, gradient: &[(usize, f64)]) -> Estimate {
        let mut variance = Some(0.0);
        for &(a, slope) in gradient {
            for &(b, other) in gradient {
                let term = self.covariance(a, b).map(|covariance| slope * other * covariance);
                variance = variance.zip(term).map(|(sum, term)| sum + term);
            }
        }
        Estimate { value, standard_error: variance.map(|it: f64| it.max(0.0).sqrt()) }
    }

    fn own(&self, place: usize) -> Estimate {
        self.estimate(self.x[place], &[(place, 1.0)])
    }

    /// The estimates of an item whose parameters begin at `start`; `common` is where the logarithm of a common slope
    /// stands.
    pub(super) fn item(
        &self,
        id: &str,
        family: Family,
        kernel: Kernel,
        start: usize,
        common: Option<usize>,
    ) -> Result<ItemEstimate, CalibrationViolation> {
        let n = kernel.parameters();
        for (own, value) in self.x[start..start + n].iter().enumerate() {
            if value.is_nan() || value.abs() > 1e5 {
                let (item, parameter) = (id.to_string(), format!("parameter {}", own + 1));
                return Err(CalibrationViolation::Runaway { item, parameter });
            }
        }
        match kernel {
            Kernel::Nominal(k) => return self.nominal(id, k, start),
            Kernel::RatingScale(k) => return self.rating_scale(id, k, start),
            _ => {}
        }
        // A common slope is the standard deviation of a population of which the item sees a = 1.
        let (a, a_slope) = match common {
            Some(place) => (self.x[place].exp(), (place, self.x[place].exp())),
            None => (self.x[start], (start, 1.0)),
        };
        if a <= 0.0 {
            return Err(CalibrationViolation::Reversed { item: id.into(), slope: a });
        }
        let zero = Estimate { value: 0.0, standard_error: Some(0.0) };
        let thresholds = match kernel {
            Kernel::Logistic | Kernel::Guessing => 1,
            _ => n - 1,
        };
        let places: Vec<usize> = (start + 1..=start + thresholds).collect();
        let mut intercepts: Vec<Estimate> = places.iter().map(|&place| self.own(place)).collect();
        let mut locations = Vec::with_capacity(places.len());
        for (index, &place) in places.iter().enumerate() {
            // Partial credit is about neighbouring categories: differences of intercepts.
            let below = matches!(kernel, Kernel::Partial(_)) && index > 0;
            let d = self.x[place] - if below { self.x[place - 1] } else { 0.0 };
            let mut gradient = vec![(place, -1.0 / a), (a_slope.0, d / (a * a) * a_slope.1)];
            if below {
                gradient.push((place - 1, 1.0 / a));
            }
            locations.push(self.estimate(-d / a, &gradient));
        }
        let values: Vec<f64> = locations.iter().map(|location| location.value).collect();
        let mut lower = None;
        let runaway = |_| CalibrationViolation::Runaway { item: id.into(), parameter: "a".into() };
        let item: AnyItem = match kernel {
            Kernel::Guessing => {
                let c = 1.0 / (1.0 + (-self.x[start + 2]).exp());
                lower = Some(self.estimate(c, &[(start + 2, c * (1.0 - c))]));
                Logistic::three_parameter(a, values[0], c).map_err(runaway)?.into()
            }
            Kernel::Graded(_) => Graded::new(a, values).map_err(runaway)?.into(),
            Kernel::Partial(_) => {
                intercepts.insert(0, zero);
                PartialCredit::generalized(a, values).map_err(runaway)?.into()
            }
            _ => Logistic::two_parameter(a, values[0]).map_err(runaway)?.into(),
        };
        let slopes = vec![self.estimate(a, &[a_slope])];
        Ok(ItemEstimate {
            id: id.into(),
            family: Some(family),
            item,
            slopes,
            intercepts,
            locations,
            lower,
            centre: None,
        })
    }

    fn rating_scale(
        &self,
        id: &str,
        k: usize,
        start: usize,
    ) -> Result<ItemEstimate, CalibrationViolation> {
        let (ease, zero) = (start + 1, Estimate { value: 0.0, standard_error: Some(0.0) });
        // What a category's intercept has beside so many times the ease.
        let shared = |category: usize| (1..k - 1).contains(&category).then_some(ease + category);
        let with = |own: f64, parts: [(Option<usize>, f64); 2]| {
            let shared = parts.into_iter().filter_map(|(place, slope)| Some((place?, slope)));
            let gradient: Vec<(usize, f64)> = [(ease, own)].into_iter().chain(shared).collect();
            let sum = gradient.iter().map(|&(place, slope)| slope * self.x[place]).sum();
            self.estimate(sum, &gradient)
        };
        let intercept =
            |category: usize| with(category as f64, [(shared(category), 1.0), (None, 0.0)]);
        let step =
            |category: usize| with(-1.0, [(shared(category), -1.0), (shared(category - 1), 1.0)]);
        let locations: Vec<Estimate> = (1..k).map(step).collect();
        let steps = locations.iter().map(|step| step.value).collect();
        let runaway = |_| CalibrationViolation::Runaway { item: id.into(), parameter: "b".into() };
        Ok(ItemEstimate {
            id: id.into(),
            family: Some(Family::RatingScale),
            item: PartialCredit::new(steps).map_err(runaway)?.into(),
            slopes: vec![Estimate { value: 1.0, standard_error: Some(0.0) }],
            intercepts: std::iter::once(zero).chain((1..k).map(intercept)).collect(),
            locations,
            lower: None,
            centre: Some(with(-1.0, [(None, 0.0); 2])),
        })
    }

    fn nominal(
        &self,
        id: &str,
        k: usize,
        start: usize,
    ) -> Result<ItemEstimate, CalibrationViolation> {
        let zero = Estimate { value: 0.0, standard_error: Some(0.0) };
        let part = |from: usize| {
            let own = (from..from + k - 1).map(|place| self.own(place));
            std::iter::once(zero).chain(own).collect::<Vec<_>>()
        };
        let (slopes, intercepts) = (part(start), part(start + k - 1));
        let values = |all: &[Estimate]| all.iter().map(|it| it.value).collect();
        let item = Nominal::new(values(&slopes), values(&intercepts)).map_err(|_| {
            CalibrationViolation::Runaway { item: id.into(), parameter: "a slope".into() }
        })?;
        Ok(ItemEstimate {
            id: id.into(),
            family: Some(Family::Nominal),
            item: item.into(),
            slopes,
            intercepts,
            locations: Vec::new(),
            lower: None,
            centre: None,
        })
    }
}

/// The parameters of an anchor, all of them known.
pub(super) fn anchored(id: &str, item: &AnyItem) -> ItemEstimate {
    let known = |value: f64| Estimate { value, standard_error: Some(0.0) };
    let all = |values: &[f64]| values.iter().map(|&value| known(value)).collect::<Vec<_>>();
    let mut lower = None;
    let (slopes, intercepts, locations) = match item {
        AnyItem::Logistic(it) => {
            lower = (it.lower() > 0.0).then(|| known(it.lower()));
            (vec![it.a()], vec![-it.a() * it.b()], vec![it.b()])
        }
        AnyItem::Graded(it) => {
            let d = it.thresholds().iter().map(|b| -it.a() * b).collect();
            (vec![it.a()], d, it.thresholds().to_vec())
        }
        AnyItem::PartialCredit(it) => {
            let sums = it.steps().iter().scan(0.0, |sum, b| {
                *sum -= it.a() * b;
                Some(*sum)
            });
            (vec![it.a()], std::iter::once(0.0).chain(sums).collect(), it.steps().to_vec())
        }
        AnyItem::Nominal(it) => (it.slopes().to_vec(), it.intercepts().to_vec(), Vec::new()),
    };
    ItemEstimate {
        id: id.into(),
        family: None,
        item: item.clone(),
        slopes: all(&slopes),
        intercepts: all(&intercepts),
        locations: all(&locations),
        lower,
        centre: None,
    }
}
