use std::collections::BTreeMap;

use intervision_core::{Ratings, Roster, Score, ServiceError};

use super::MissingRule;
use super::residual::residual;
use super::score::{ErrorBasis, ErrorMethod, NoScore, NoStandardError, ScaleScore, StandardError};
use super::scores::{ScaleScores, Scores};
use crate::AssessError;
use crate::instrument::{Instrument, Scale, ScaleItem};
use crate::reliability::{Alpha, Covariances, MissingPairs};
use crate::responses::{Keyed, Responses};

/// Fewer than this and a pooled standard deviation is itself off by more than a sixth.
const MIN_DEGREES: usize = 20;
/// Fewer than this and alpha says little.
const MIN_PERSONS: usize = 10;

/// Scores an instrument's responses; core's [`Score`] service.
///
/// # Example
///
/// ```
/// use intervision_assess::{Answer, Instrument, Item, ResponseFormat, Responses, Scale, Scorer};
/// use intervision_core::{Ratings, Score, Table};
///
/// let instrument = Instrument::builder("short")
///     .with_format("agreement", ResponseFormat::new(1, 5))
///     .with_items(["q1", "q2"].map(|id| Item::new(id, "agreement")))
///     .with_scale(Scale::new("s").with_competency("influence").with_item("q1").with_reversed("q2"))
///     .build()?;
/// let answers = [("q1", Answer::Given(4)), ("q2", Answer::Given(2))];
/// let responses = Responses::builder(&instrument).with_row("p1", answers).build()?;
/// let roster = Table::new(["p1", "p2"])?;
/// let ratings = Scorer::new(instrument, responses)?.score(&roster)?;
/// assert_eq!(ratings.rating(0, "influence").map(|rating| rating.level), Some(4.0));
/// assert_eq!(ratings.rating(1, "influence"), None);
/// # Ok::<(), intervision_core::ServiceError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Scorer {
    instrument: Instrument,
    responses: Responses,
    method: ErrorMethod,
}

impl Scorer {
    /// Takes an instrument and the responses of one occasion.
    ///
    /// # Errors
    ///
    /// [`AssessError::SeveralOccasions`] when the responses hold more than one, [`AssessError::AnswersOfRaters`] when they hold answers about
    /// others.
    pub fn new(instrument: Instrument, responses: Responses) -> Result<Self, AssessError> {
        if responses.has_raters() {
            return Err(AssessError::AnswersOfRaters);
        }
        let occasions = responses.occasions();
        if occasions.len() > 1 {
            return Err(AssessError::SeveralOccasions { occasions });
        }
        Ok(Scorer { instrument, responses, method: ErrorMethod::default() })
    }

    /// Where standard errors come from.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] for a known item SD that is not a positive number.
    pub fn with_error_method(mut self, method: ErrorMethod) -> Result<Self, AssessError> {
        if let ErrorMethod::Known { item_sd } = method
            && !(item_sd.is_finite() && item_sd > 0.0)
        {
            let allowed = "a positive number";
            return Err(AssessError::Setting { setting: "item_sd", value: item_sd, allowed });
        }
        self.method = method;
        Ok(self)
    }

    /// The instrument.
    #[must_use]
    pub fn instrument(&self) -> &Instrument {
        &self.instrument
    }

    /// Scores for the members of this roster, numbered as there. Who did not respond has [`NoScore::NoResponse`].
    ///
    /// # Errors
    ///
    /// [`AssessError::UnknownPerson`] names everyone who answered without being on the roster.
    pub fn scores(&self, roster: &dyn Roster) -> Result<Scores, AssessError> {
        let (ids, rows) = self.responses.members(roster)?;
        // Sums over the cohort run in the order of ids, so that they do not depend on how the roster is sorted.
        let in_order: BTreeMap<&str, Option<usize>> =
            ids.iter().map(String::as_str).zip(rows.iter().copied()).collect();
        let by_id: Vec<Option<usize>> = in_order.into_values().collect();
        let scales =
            self.instrument.scales().map(|scale| self.scale(scale, &rows, &by_id)).collect();
        let responded = rows.iter().map(Option::is_some).collect();
        Ok(Scores::new(ids, responded, scales))
    }

    fn scale(&self, scale: &Scale, rows: &[Option<usize>], by_id: &[Option<usize>]) -> ScaleScores {
        let weights: Vec<f64> = scale.items().iter().map(ScaleItem::weight).collect();
        let (min, max) = self.instrument.range_of(scale);
        let range = (f64::from(min), f64::from(max));
        let cohort = Keyed::new(&self.instrument, scale, &self.responses, by_id);
        let table = cohort.table();
        let covariances = [MissingPairs::Pairwise, MissingPairs::Listwise]
            .map(|missing| Covariances::of(&table, missing));
        let names: Vec<String> = scale.items().iter().map(|it| it.item().to_owned()).collect();
        let source = ErrorSource::new(self.method, &cohort);
        let keyed = Keyed::new(&self.instrument, scale, &self.responses, rows);
        let scores = rows
            .iter()
            .zip(keyed.rows())
            .map(|(row, answers)| match row {
                None => Err(NoScore::NoResponse),
                Some(_) => score(scale.missing(), &weights, range, &source, answers),
            })
            .collect();
        ScaleScores {
            id: scale.id().to_owned(),
            title: scale.title().to_owned(),
            competency: scale.competency().map(str::to_owned),
            levels: self.instrument.levels_of(scale).clone(),
            items: covariances.each_ref().map(|it| it.item_analyses(&names)),
            covariances,
            scores,
        }
    }
}

impl Score for Scorer {
    fn score(&self, roster: &dyn Roster) -> Result<Box<dyn Ratings>, ServiceError> {
        Ok(Box::new(self.scores(roster)?))
    }
}

/// One person on one scale: a linear combination of the answers, and the same combination of their errors.
fn score(
    rule: MissingRule,
    weights: &[f64],
    (min, max): (f64, f64),
    source: &ErrorSource,
    answers: &[Option<f64>],
) -> Result<ScaleScore, NoScore> {
    let coefficients = rule.coefficients(weights, answers)?;
    let terms = coefficients.iter().zip(answers).filter_map(|(c, answer)| Some(c * (*answer)?));
    let mean = terms.sum::<f64>().clamp(min, max);
    let (items, answered) = (answers.len(), answers.iter().flatten().count());
    let total: f64 = weights.iter().sum();
    let width = max - min;
    let spread = coefficients.iter().map(|c| c * c).sum::<f64>().sqrt();
    let standard_error =
        source.of(answers).map(|(sd, basis)| StandardError { value: sd * spread / width, basis });
    Ok(ScaleScore {
        mean,
        sum: rule.gives_sum(answered, items).then_some(mean * total),
        pomp: (mean - min) / width,
        answered,
        items,
        standard_error,
    })
}

/// The standard deviation of the error of one answer, worked out once per scale where it is the cohort's.
enum ErrorSource {
    Fixed(Result<(f64, ErrorBasis), NoStandardError>),
    WithinPerson,
}

impl ErrorSource {
    fn new(method: ErrorMethod, cohort: &Keyed) -> Self {
        match method {
            ErrorMethod::CohortResidual => ErrorSource::Fixed(from_residual(cohort)),
            ErrorMethod::CohortAlpha => ErrorSource::Fixed(from_alpha(cohort)),
            ErrorMethod::Known { item_sd } => ErrorSource::Fixed(Ok((item_sd, ErrorBasis::Known))),
            ErrorMethod::WithinPerson => ErrorSource::WithinPerson,
        }
    }

    fn of(&self, answers: &[Option<f64>]) -> Result<(f64, ErrorBasis), NoStandardError> {
        match self {
            ErrorSource::Fixed(found) => *found,
            ErrorSource::WithinPerson => {
                let given: Vec<f64> = answers.iter().flatten().copied().collect();
                let n = given.len();
                if n < 2 {
                    return Err(NoStandardError::OneAnswer);
                }
                let sd = variance(&given).sqrt();
                positive(sd, ErrorBasis::WithinPerson { answers: n })
            }
        }
    }
}

fn from_residual(cohort: &Keyed) -> Result<(f64, ErrorBasis), NoStandardError> {
    let found = residual(cohort);
    let degrees_of_freedom = found.degrees_of_freedom;
    if degrees_of_freedom < MIN_DEGREES {
        let (found, needed) = (degrees_of_freedom, MIN_DEGREES);
        return Err(NoStandardError::TooFewDegrees { found, needed });
    }
    let persons = found.persons;
    positive(found.variance.sqrt(), ErrorBasis::CohortResidual { persons, degrees_of_freedom })
}

fn from_alpha(cohort: &Keyed) -> Result<(f64, ErrorBasis), NoStandardError> {
    let means: Vec<f64> = cohort
        .rows()
        .filter_map(|row| row.iter().copied().collect::<Option<Vec<f64>>>())
        .map(|row| row.iter().sum::<f64>() / row.len().max(1) as f64)
        .collect();
    let (found, needed) = (means.len(), MIN_PERSONS);
    if found < needed {
        return Err(NoStandardError::TooFewPersons { found, needed });
    }
    let alpha = Alpha::of(&cohort.table(), MissingPairs::Listwise)
        .map_err(|_| NoStandardError::NoVariance)?;
    if alpha.value < 0.0 {
        return Err(NoStandardError::NegativeAlpha { alpha: alpha.value });
    }
    // The error of a mean of k items, times √k, is the error of one.
    let sd = (variance(&means) * (1.0 - alpha.value) * cohort.items() as f64).sqrt();
    positive(sd, ErrorBasis::CohortAlpha { persons: found, alpha: alpha.value })
}

fn positive(sd: f64, basis: ErrorBasis) -> Result<(f64, ErrorBasis), NoStandardError> {
    if sd.is_finite() && sd > 1e-9 { Ok((sd, basis)) } else { Err(NoStandardError::NoVariance) }
}

/// Sample variance of at least two values.
fn variance(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0)
}
