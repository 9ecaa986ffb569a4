use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;

use super::{RaterGroup, RaterViolation as Violation};
use crate::AssessError;
use crate::classical::MissingRule;
use crate::instrument::{Instrument, Scale};
use crate::responses::{Keyed, Responses, sign};

/// What raters answered about one person. It neither serialises nor prints;
/// [`Disclosure::report`](super::Disclosure::report) gives what may be published.
///
/// # Example
///
/// ```
/// use intervision_assess::multirater::{Feedback, RaterGroup};
/// use intervision_assess::{Answer, Instrument, Item, ResponseFormat, Responses, Scale};
///
/// let instrument = Instrument::builder("short")
///     .with_format("often", ResponseFormat::new(1, 5))
///     .with_item(Item::new("q1", "often"))
///     .with_scale(Scale::new("listening").with_item("q1"))
///     .build()?;
/// let answers = Responses::builder(&instrument)
///     .with_row("r1", [("q1", Answer::Given(4))])
///     .with_row("r2", [("q1", Answer::Given(2))])
///     .build()?;
/// let raters = [("r1", RaterGroup::Own), ("r2", RaterGroup::Manager), ("r3", RaterGroup::Peers)];
/// let feedback = Feedback::new(&instrument, &answers, "p1", raters)?;
/// assert_eq!(feedback.invited(&RaterGroup::Peers), 1);
/// assert_eq!(feedback.answered(&RaterGroup::Peers), 0);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
///
/// It cannot be written out by accident:
///
/// ```compile_fail,E0277
/// fn write<T: serde::Serialize>() {}
/// write::<intervision_assess::multirater::Feedback>();
/// ```
#[derive(Clone, PartialEq)]
pub struct Feedback {
    pub(super) subject: String,
    pub(super) occasion: Option<NaiveDate>,
    /// By id.
    pub(super) raters: Vec<Rater>,
    pub(super) scales: Vec<RatedScale>,
    /// Items that stand on a scale, in the order of the instrument's scales.
    pub(super) items: Vec<RatedItem>,
}

#[derive(Clone, PartialEq)]
pub(super) struct Rater {
    pub(super) id: String,
    pub(super) group: RaterGroup,
    pub(super) answered: bool,
}

/// One scale, with what each rater says on it.
#[derive(Clone, PartialEq)]
pub(super) struct RatedScale {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) competency: Option<String>,
    pub(super) range: (f64, f64),
    pub(super) scores: Vec<Option<Weighed>>,
}

/// One item, turned around where it is reversed.
#[derive(Clone, PartialEq)]
pub(super) struct RatedItem {
    pub(super) id: String,
    pub(super) range: (f64, f64),
    pub(super) scores: Vec<Option<Weighed>>,
}

/// A rater's score and how it is made: Σ part · answer over `whole`, up to a constant.
#[derive(Clone, PartialEq)]
pub(super) struct Weighed {
    pub(super) value: f64,
    pub(super) whole: i64,
    /// Item to part, with the sign of its key.
    pub(super) parts: Vec<(String, i64)>,
}

impl fmt::Debug for Feedback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Feedback").field("raters", &self.raters.len()).finish_non_exhaustive()
    }
}

impl Feedback {
    /// The answers about `subject`, one row per rater, and the group of every rater who was asked.
    ///
    /// Raters without a row did not answer. Item weights count to six decimals.
    ///
    /// # Errors
    ///
    /// [`AssessError::Raters`] when a rater who answered has no group, stands in two, has no id, or is a second self, or
    /// when the answers belong to another instrument; [`AssessError::SeveralOccasions`] when the responses hold more
    /// than one.
    pub fn new<I, S>(
        instrument: &Instrument,
        responses: &Responses,
        subject: impl Into<String>,
        raters: I,
    ) -> Result<Feedback, AssessError>
    where
        I: IntoIterator<Item = (S, RaterGroup)>,
        S: Into<String>,
    {
        let subject = subject.into();
        let occasions = responses.occasions();
        if occasions.len() > 1 {
            return Err(AssessError::SeveralOccasions { occasions });
        }
        let (expected, found) = (instrument.items().len(), responses.items());
        if expected != found {
            let instrument = instrument.id().to_owned();
            return Err(Violation::OtherInstrument { subject, instrument, expected, found }.into());
        }
        let mut groups = groups(&subject, raters)?;
        let mut rows = BTreeMap::new();
        for (row, rater) in responses.persons().enumerate() {
            if !groups.contains_key(rater) {
                return Err(Violation::NoGroup { subject, rater: rater.to_owned() }.into());
            }
            rows.insert(rater, row);
        }
        let by_id: Vec<Option<usize>> =
            groups.keys().map(|id| rows.get(id.as_str()).copied()).collect();
        let scales: Vec<RatedScale> = instrument
            .scales()
            .map(|scale| rated_scale(instrument, scale, responses, &by_id))
            .collect();
        let items = rated_items(instrument, responses, &by_id);
        let raters = std::mem::take(&mut groups)
            .into_iter()
            .zip(&by_id)
            .map(|((id, group), row)| Rater { id, group, answered: row.is_some() })
            .collect();
        let occasion = occasions.first().copied().flatten();
        Ok(Feedback { subject, occasion, raters, scales, items })
    }

    /// The person rated.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// How many of a group were asked.
    #[must_use]
    pub fn invited(&self, group: &RaterGroup) -> usize {
        self.raters.iter().filter(|rater| rater.group == *group).count()
    }

    /// How many of a group answered.
    #[must_use]
    pub fn answered(&self, group: &RaterGroup) -> usize {
        self.raters.iter().filter(|rater| rater.group == *group && rater.answered).count()
    }
}

fn groups<I, S>(subject: &str, raters: I) -> Result<BTreeMap<String, RaterGroup>, Violation>
where
    I: IntoIterator<Item = (S, RaterGroup)>,
    S: Into<String>,
{
    let subject = || subject.to_owned();
    let mut groups: BTreeMap<String, RaterGroup> = BTreeMap::new();
    for (index, (rater, group)) in raters.into_iter().enumerate() {
        let rater = rater.into();
        if rater.is_empty() {
            return Err(Violation::EmptyId { subject: subject(), position: index + 1 });
        }
        if let Some(first) = groups.get(&rater) {
            let (first, second) = (first.to_string(), group.to_string());
            return Err(Violation::Twice { subject: subject(), rater, first, second });
        }
        let own = groups.iter().find(|(_, there)| **there == RaterGroup::Own);
        if let (RaterGroup::Own, Some((first, _))) = (&group, own) {
            let first = first.clone();
            return Err(Violation::TwoSelves { subject: subject(), first, second: rater });
        }
        groups.insert(rater, group);
    }
    Ok(groups)
}

fn rated_scale(
    instrument: &Instrument,
    scale: &Scale,
    responses: &Responses,
    rows: &[Option<usize>],
) -> RatedScale {
    let (min, max) = instrument.range_of(scale);
    let weights = whole_weights(scale);
    let keyed = Keyed::new(instrument, scale, responses, rows);
    let scores = keyed.rows().map(|answers| weighed(scale, &weights, answers)).collect();
    RatedScale {
        id: scale.id().to_owned(),
        title: scale.title().to_owned(),
        competency: scale.competency().map(str::to_owned),
        range: (f64::from(min), f64::from(max)),
        scores,
    }
}

fn rated_items(
    instrument: &Instrument,
    responses: &Responses,
    rows: &[Option<usize>],
) -> Vec<RatedItem> {
    let mut items: Vec<RatedItem> = Vec::new();
    for scale in instrument.scales() {
        let (min, max) = instrument.range_of(scale);
        let keyed = Keyed::new(instrument, scale, responses, rows);
        for (place, item) in scale.items().iter().enumerate() {
            if items.iter().any(|there| there.id == item.item()) {
                continue;
            }
            let scores = keyed.rows().map(|answers| {
                let value = answers.get(place).copied().flatten()?;
                let parts = vec![(item.item().to_owned(), sign(item.key()))];
                Some(Weighed { value, whole: 1, parts })
            });
            let range = (f64::from(min), f64::from(max));
            items.push(RatedItem { id: item.item().to_owned(), range, scores: scores.collect() });
        }
    }
    items
}

/// The weights as whole numbers without a common divisor.
fn whole_weights(scale: &Scale) -> Vec<i64> {
    let millionths: Vec<i64> =
        scale.items().iter().map(|item| (item.weight() * 1e6).round().max(1.0) as i64).collect();
    let shared = millionths.iter().fold(0, |shared, &it| gcd(shared, it)).max(1);
    millionths.into_iter().map(|it| it / shared).collect()
}

/// The mean of the answers as the scale's missing rule has it, in whole parts.
fn weighed(scale: &Scale, weights: &[i64], answers: &[Option<f64>]) -> Option<Weighed> {
    let answered = answers.iter().flatten().count();
    if answered < scale.missing().needed(answers.len()) {
        return None;
    }
    let all: i64 = weights.iter().sum();
    let given = || weights.iter().zip(answers).zip(scale.items());
    let present: i64 =
        given().filter(|((_, answer), _)| answer.is_some()).map(|((w, _), _)| w).sum();
    let count = i64::try_from(answered).ok()?;
    let (mut value, mut whole, mut parts) = (0.0, 0, Vec::new());
    for ((&weight, answer), item) in given() {
        let Some(answer) = answer else { continue };
        // A missing item hands its weight on in equal parts where it is filled with the person's mean.
        let part = match scale.missing() {
            MissingRule::PersonMean => weight.checked_mul(count)?.checked_add(all - present)?,
            _ => weight,
        };
        value += part as f64 * answer;
        whole += part;
        parts.push((item.item().to_owned(), part * sign(item.key())));
    }
    let shared = parts.iter().fold(whole, |shared, (_, part)| gcd(shared, *part)).max(1);
    for (_, part) in &mut parts {
        *part /= shared;
    }
    Some(Weighed { value: value / whole as f64, whole: whole / shared, parts })
}

pub(super) fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.saturating_abs(), b.saturating_abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
