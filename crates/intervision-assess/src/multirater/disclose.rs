use super::figures::{Candidate, Scoped, candidates, groups};
use super::history::{History, Index, PublishedSum};
use super::johari::self_other;
use super::withhold::{Calculation, Withheld, withhold};
use super::{
    Aggregator, DisclosurePolicy, DropSelf, EqualGroups, Feedback, FeedbackReport, Floors,
    GroupFigure, Johari, NoError, Part, PublishedGroup, RatedFigure, RaterGroup, RaterViolation,
    Scope,
};
use crate::AssessError;
use crate::Interval;
use crate::special::t_quantile;
use crate::survey::Cell;

/// Makes reports from feedback: what is shown, and what is withheld so that nobody can be found.
///
/// # Example
///
/// Manager 4, peers 3 4 3 4, direct reports 2 3. The overall mean would give the two reports away; joined with the
/// peers they are six.
///
/// ```
/// use intervision_assess::multirater::{
///     Disclosure, DropSelf, Feedback, Floors, History, RaterGroup, RaterWeighted, RatedFigure,
/// };
/// use intervision_assess::{Answer, Instrument, Item, ResponseFormat, Responses, Scale};
///
/// let instrument = Instrument::builder("short")
///     .with_format("often", ResponseFormat::new(1, 5))
///     .with_item(Item::new("q1", "often"))
///     .with_scale(Scale::new("listening").with_item("q1"))
///     .build()?;
/// let (mut answers, mut raters) = (Responses::builder(&instrument), Vec::new());
/// for (rater, group, answer) in [
///     ("m", "manager", 4), ("p1", "peers", 3), ("p2", "peers", 4), ("p3", "peers", 3), ("p4", "peers", 4),
///     ("d1", "direct_reports", 2), ("d2", "direct_reports", 3),
/// ] {
///     answers = answers.with_row(rater, [("q1", Answer::Given(answer))]);
///     raters.push((rater, RaterGroup::named(group)));
/// }
/// let feedback = Feedback::new(&instrument, &answers.build()?, "p1", raters)?;
///
/// let plain = Disclosure::new().with_aggregator(DropSelf(RaterWeighted));
/// let report = plain.report(&feedback, &History::new("p1"))?.report;
/// assert_eq!(report.scales[0].overall, RatedFigure::Complementary);
///
/// let joined = Floors::new().joining("colleagues", [RaterGroup::Peers, RaterGroup::DirectReports]);
/// let report = plain.with_policy(joined).report(&feedback, &History::new("p1"))?.report;
/// assert_eq!(report.groups[1].name, "colleagues");
/// assert_eq!(report.scales[0].groups[1].raters(), Some(6));
/// assert!((report.scales[0].overall.mean().unwrap() - 23.0 / 7.0).abs() < 1e-12);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
pub struct Disclosure {
    policy: Box<dyn DisclosurePolicy>,
    aggregator: Box<dyn Aggregator>,
    confidence: f64,
    threshold: Option<(f64, f64)>,
}

impl std::fmt::Debug for Disclosure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Disclosure")
            .field("overall", &self.aggregator.method())
            .field("confidence", &self.confidence)
            .finish_non_exhaustive()
    }
}

/// A report, and what its reader has seen from now on.
#[derive(Debug, Clone, PartialEq)]
pub struct Disclosed {
    /// What may be published.
    pub report: FeedbackReport,
    /// To be kept, and given to the next report for the same reader.
    pub history: History,
}

impl Disclosed {
    /// Whether no other choice of figures loses less. Where the search for one is cut short, more is
    /// withheld, never less.
    #[must_use]
    pub fn minimal(&self) -> bool {
        self.report.minimal
    }
}

impl Default for Disclosure {
    fn default() -> Self {
        Disclosure::new()
    }
}

impl Disclosure {
    /// [`Floors`] as they are by default, others only with every group alike, 95 % intervals.
    #[must_use]
    pub fn new() -> Disclosure {
        Disclosure {
            policy: Box::new(Floors::new()),
            aggregator: Box::new(DropSelf(EqualGroups)),
            confidence: 0.95,
            threshold: None,
        }
    }

    /// Who is protected and how.
    #[must_use]
    pub fn with_policy(mut self, policy: impl DisclosurePolicy + 'static) -> Self {
        self.policy = Box::new(policy);
        self
    }

    /// How groups count together.
    #[must_use]
    pub fn with_aggregator(mut self, aggregator: impl Aggregator + 'static) -> Self {
        self.aggregator = Box::new(aggregator);
        self
    }

    /// How often intervals hold the mean they are about.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] unless it is above 0 and below 1.
    pub fn with_confidence(mut self, confidence: f64) -> Result<Self, AssessError> {
        if !(confidence > 0.0 && confidence < 1.0) {
            let (setting, allowed) = ("confidence", "above 0 and below 1");
            return Err(AssessError::Setting { setting, value: confidence, allowed });
        }
        self.confidence = confidence;
        Ok(self)
    }

    /// Sorts scales and items into [`Johari`] cells: from which part of the range on (0 to 1) something is a strength, and how sure that must
    /// be.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] for a part outside 0 to 1, or a confidence not above 0.5 and below 1.
    pub fn with_johari(mut self, part: f64, confidence: f64) -> Result<Self, AssessError> {
        if !(0.0..=1.0).contains(&part) {
            let (setting, allowed) = ("threshold", "0 to 1, a part of the range");
            return Err(AssessError::Setting { setting, value: part, allowed });
        }
        if !(confidence > 0.5 && confidence < 1.0) {
            let (setting, allowed) = ("confidence", "above 0.5 and below 1");
            return Err(AssessError::Setting { setting, value: confidence, allowed });
        }
        self.threshold = Some((part, confidence));
        Ok(self)
    }

    /// What may be shown to a reader who has seen what `history` holds.
    ///
    /// # Errors
    ///
    /// [`AssessError::Raters`] when the history is about somebody else, or gives raters away already.
    pub fn report(&self, feedback: &Feedback, history: &History) -> Result<Disclosed, AssessError> {
        let subject = feedback.subject.clone();
        if history.subject != subject {
            let found = history.subject.clone();
            return Err(RaterViolation::OtherSubject { subject, found }.into());
        }
        let groups = groups(feedback, &*self.policy);
        let scoped = candidates(feedback, &groups, &*self.policy, &*self.aggregator);
        let figures: Vec<&Candidate> = scoped.iter().flat_map(|it| &it.candidates).collect();

        let mut grown = history.clone();
        for rater in &feedback.raters {
            grown.promises.make(&rater.id, feedback.occasion, self.policy.floor(&rater.group));
        }
        let mut withheld = settled(&figures, &grown);
        if let Some((raters, floor)) = withheld.out_already {
            return Err(RaterViolation::FoundAlready { subject, raters, floor }.into());
        }
        let unspoken = figures.iter().enumerate().filter(|(_, figure)| figure.sums.is_none());
        for (number, _) in unspoken {
            withheld.minimal &= !withheld.figures.insert(number);
        }
        for (number, figure) in figures.iter().enumerate() {
            if !withheld.figures.contains(&number) {
                for sum in figure.sums.iter().flatten() {
                    if !grown.sums.contains(sum) {
                        grown.sums.push(sum.clone());
                    }
                }
            }
        }
        let report = self.publish(feedback, &groups, &scoped, &withheld);
        Ok(Disclosed { report, history: grown })
    }

    fn publish(
        &self,
        feedback: &Feedback,
        groups: &[PublishedGroup],
        scoped: &[Scoped<'_>],
        withheld: &Withheld,
    ) -> FeedbackReport {
        let mut first = 0;
        let (mut scales, mut items) = (Vec::new(), Vec::new());
        for scope in scoped {
            let figures = self.figures(groups, scope, first, withheld);
            first += scope.candidates.len();
            match scope.scope {
                Scope::Scale(_) => scales.push(figures),
                Scope::Item(_) => items.push(figures),
            }
        }
        for (figures, scale) in scales.iter_mut().zip(&feedback.scales) {
            figures.competency.clone_from(&scale.competency);
        }
        FeedbackReport {
            version: 1,
            subject: feedback.subject.clone(),
            occasion: feedback.occasion,
            overall: self.aggregator.method(),
            error: "standard deviation between raters over the root of their number; Student's t",
            groups: groups.iter().map(|group| self.part(feedback, group)).collect(),
            scales,
            items,
            minimal: withheld.minimal,
        }
    }

    fn part(&self, feedback: &Feedback, group: &PublishedGroup) -> Part {
        let sum = |of: fn(&Feedback, &RaterGroup) -> usize| {
            group.of.iter().map(|it| of(feedback, it)).sum::<usize>()
        };
        let floor = group.of.iter().map(|it| self.policy.floor(it)).max().unwrap_or(1).max(1);
        let answered = match sum(Feedback::answered) {
            0 => Cell::Shown(0),
            few if few < floor => Cell::Below(floor),
            enough => Cell::Shown(enough),
        };
        let (name, of) = (group.name.clone(), group.of.clone());
        Part { name, of, floor, invited: sum(Feedback::invited), answered }
    }

    /// The figures of one scope, whose candidates are numbered from `first`.
    fn figures(
        &self,
        groups: &[PublishedGroup],
        scope: &Scoped<'_>,
        first: usize,
        withheld: &Withheld,
    ) -> GroupFigure {
        let why = |number: usize, (raters, floor): (usize, usize)| {
            withheld.figures.contains(&number).then_some(if raters < floor {
                RatedFigure::BelowFloor { floor }
            } else {
                RatedFigure::Complementary
            })
        };
        let mut of_groups = vec![RatedFigure::NoAnswers; groups.len()];
        let mut overall = RatedFigure::NoAnswers;
        for (number, candidate) in scope.candidates.iter().enumerate() {
            let figure = why(first + number, candidate.protected);
            match candidate.group {
                Some(group) => {
                    if let Some(place) = of_groups.get_mut(group) {
                        *place = figure.unwrap_or_else(|| self.of_raters(candidate));
                    }
                }
                None => overall = figure.unwrap_or_else(|| of_all(candidate, &of_groups)),
            }
        }
        let own = groups.iter().position(PublishedGroup::is_own);
        // The overall figure is of others if the person's own score is not in it.
        let with_own = scope
            .candidates
            .iter()
            .any(|candidate| candidate.weights.iter().any(|&(group, _)| Some(group) == own));
        let own = own.and_then(|own| of_groups.get(own)).filter(|_| !with_own);
        let gap = own.and_then(|own| self_other(own, &overall));
        let johari = self.threshold.and_then(|(part, confidence)| {
            let threshold = scope.range.0 + part * (scope.range.1 - scope.range.0);
            let others = (overall.mean()?, overall.standard_error()?);
            Some(Johari::of(own?.mean()?, others, threshold, confidence))
        });
        let id = match scope.scope {
            Scope::Scale(id) | Scope::Item(id) => id.to_owned(),
        };
        let range = scope.range;
        GroupFigure { id, competency: None, range, groups: of_groups, overall, gap, johari }
    }

    fn of_raters(&self, candidate: &Candidate) -> RatedFigure {
        let Candidate { mean, raters, .. } = *candidate;
        let count = raters as f64;
        let standard_error = candidate.deviation.map(|it| it / count.sqrt());
        let interval = standard_error.map(|error| {
            let half = t_quantile(0.5 + self.confidence / 2.0, count - 1.0) * error;
            Interval { low: mean - half, high: mean + half, confidence: self.confidence }
        });
        let missing = standard_error.is_none().then_some(NoError::OneRater);
        RatedFigure::Shown { mean, raters, standard_error, interval, missing }
    }
}

/// The overall figure. Its error comes from those of its groups, a single rater counting as what he or she said; with
/// a group withheld it would tell of that group, and is left out.
fn of_all(candidate: &Candidate, groups: &[RatedFigure]) -> RatedFigure {
    let whole: f64 = candidate.weights.iter().map(|&(_, weight)| f64::from(weight)).sum();
    let variance = candidate.weights.iter().try_fold(0.0, |sum, &(group, weight)| {
        let RatedFigure::Shown { standard_error, .. } = groups.get(group)? else { return None };
        let error = f64::from(weight) / whole * standard_error.unwrap_or(0.0);
        Some(sum + error * error)
    });
    RatedFigure::Shown {
        mean: candidate.mean,
        raters: candidate.raters,
        standard_error: variance.map(f64::sqrt),
        interval: None,
        missing: Some(variance.map_or(NoError::PartWithheld, |_| NoError::OfGroups)),
    }
}

/// What to withhold of these figures beside what is out already.
fn settled(figures: &[&Candidate], history: &History) -> Withheld {
    let mut calculations = Vec::new();
    for steady in history.keyings() {
        let mut index = Index::new(steady);
        let mut sums: Vec<_> = history.sums.iter().map(|sum| index.sum(None, sum)).collect();
        for (number, figure) in figures.iter().enumerate() {
            let of: &[PublishedSum] = figure.sums.as_deref().unwrap_or_default();
            sums.extend(of.iter().map(|sum| index.sum(Some(number), sum)));
        }
        calculations.push(Calculation { sums, unknowns: index.finish(&history.promises) });
    }
    let losses: Vec<u32> = figures.iter().map(|figure| figure.loss).collect();
    withhold(&losses, &calculations)
}
