use crate::AssessError;

/// A normal distribution: mean and standard deviation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Normal {
    mean: f64,
    sd: f64,
}

impl Normal {
    /// The logarithm of the density, up to a constant, with two derivatives.
    fn log(self, x: f64) -> [f64; 3] {
        let z = (x - self.mean) / self.sd;
        [-0.5 * z * z, -z / self.sd, -1.0 / (self.sd * self.sd)]
    }
}

/// What is known of item parameters before there is an answer; with priors the estimates are posterior modes.
///
/// ```
/// use intervision_assess::irt::Priors;
///
/// // Slopes around 1, mostly between 0.4 and 2.7; intercepts mostly within ±4.
/// let priors = Priors::none().with_slopes(0.0, 0.5)?.with_intercepts(0.0, 2.0)?;
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Priors {
    slope: Option<Normal>,
    intercept: Option<Normal>,
    guess: Option<Normal>,
}

impl Priors {
    /// No prior: maximum likelihood, but for the lower asymptote of the 3PL.
    ///
    /// That one always has a prior, as answers alone say little about it: logit c is normal around logit 0.2 with a standard
    /// deviation of 1, unless [`with_guessing`](Priors::with_guessing) says otherwise.
    #[must_use]
    pub fn none() -> Self {
        Priors::default()
    }

    /// The discrimination a is log-normal: ln a has this mean and standard deviation. The slopes of nominal items have no
    /// prior.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] unless both are finite and the standard deviation is above 0.
    pub fn with_slopes(mut self, mean: f64, sd: f64) -> Result<Self, AssessError> {
        self.slope = Some(normal("the prior of slopes", mean, sd)?);
        Ok(self)
    }

    /// Every intercept d is normal with this mean and standard deviation.
    ///
    /// # Errors
    ///
    /// As [`with_slopes`](Priors::with_slopes).
    pub fn with_intercepts(mut self, mean: f64, sd: f64) -> Result<Self, AssessError> {
        self.intercept = Some(normal("the prior of intercepts", mean, sd)?);
        Ok(self)
    }

    /// The logit of the lower asymptote, ln(c / (1 - c)), is normal with this mean and standard deviation.
    ///
    /// # Errors
    ///
    /// As [`with_slopes`](Priors::with_slopes).
    pub fn with_guessing(mut self, mean: f64, sd: f64) -> Result<Self, AssessError> {
        self.guess = Some(normal("the prior of guessing", mean, sd)?);
        Ok(self)
    }

    /// Whether slopes and intercepts both have one, so that small samples can be fitted.
    pub(super) fn are_proper(&self) -> bool {
        self.slope.is_some() && self.intercept.is_some()
    }

    /// Of a slope: the log-density and two derivatives.
    pub(super) fn of_slope(&self, a: f64) -> [f64; 3] {
        let Some(prior) = self.slope else { return [0.0; 3] };
        if a <= 0.0 {
            return [f64::NEG_INFINITY, 0.0, 0.0];
        }
        let [value, first, second] = prior.log(a.ln());
        [value - a.ln(), (first - 1.0) / a, (second - first + 1.0) / (a * a)]
    }

    pub(super) fn of_intercept(&self, d: f64) -> [f64; 3] {
        self.intercept.map_or([0.0; 3], |prior| prior.log(d))
    }

    pub(super) fn of_guess(&self, logit: f64) -> [f64; 3] {
        let usual = Normal { mean: -(4.0_f64.ln()), sd: 1.0 };
        self.guess.unwrap_or(usual).log(logit)
    }
}

fn normal(setting: &'static str, mean: f64, sd: f64) -> Result<Normal, AssessError> {
    if !mean.is_finite() {
        return Err(AssessError::Setting { setting, value: mean, allowed: "around a finite mean" });
    }
    if !(sd.is_finite() && sd > 0.0) {
        let allowed = "of a finite standard deviation above 0";
        return Err(AssessError::Setting { setting, value: sd, allowed });
    }
    Ok(Normal { mean, sd })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn derivatives_of_the_priors() {
        let priors =
            Priors::none().with_slopes(0.2, 0.5).unwrap().with_intercepts(1.0, 2.0).unwrap();
        let h = 1e-5;
        for x in [0.3, 1.0, 2.7] {
            for of in [Priors::of_slope, Priors::of_intercept, Priors::of_guess] {
                let (below, here, above) = (of(&priors, x - h), of(&priors, x), of(&priors, x + h));
                close(here[1], (above[0] - below[0]) / (2.0 * h), 1e-7);
                close(here[2], (above[1] - below[1]) / (2.0 * h), 1e-6);
            }
        }
        assert!(priors.of_slope(-0.1)[0] < -1e300);
        close(priors.of_intercept(1.0)[1], 0.0, 0.0);
    }
}
