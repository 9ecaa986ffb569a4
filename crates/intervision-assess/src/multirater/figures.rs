//! Everything that could be published about one person, as numbers and as the sums that follow from them.

use std::collections::BTreeMap;

use super::feedback::{Feedback, Weighed, gcd};
use super::history::{PublishedSum, Quantity, Unknown};
use super::{Aggregator, DisclosurePolicy, PublishedGroup, RaterGroup, Scope, Speaks};

/// One figure that could be published.
pub(super) struct Candidate {
    /// `None` for the overall figure.
    pub(super) group: Option<usize>,
    /// Raters who speak in it.
    pub(super) raters: usize,
    /// How many of them are protected, and the largest of their floors.
    pub(super) protected: (usize, usize),
    pub(super) mean: f64,
    /// Standard deviation between its raters; `None` for the overall figure, and for one rater.
    pub(super) deviation: Option<f64>,
    /// The overall figure's weight of each group that is in it.
    pub(super) weights: Vec<(usize, u32)>,
    /// What a reader can calculate from it; `None` if that does not fit into whole numbers.
    pub(super) sums: Option<Vec<PublishedSum>>,
    pub(super) loss: u32,
}

/// The candidates about one scale or item.
pub(super) struct Scoped<'f> {
    pub(super) scope: Scope<'f>,
    pub(super) range: (f64, f64),
    pub(super) candidates: Vec<Candidate>,
}

/// The groups as they are shown. A policy that leaves one out or names one twice is mended: first come, and alone.
pub(super) fn groups(feedback: &Feedback, policy: &dyn DisclosurePolicy) -> Vec<PublishedGroup> {
    let mut answered: BTreeMap<RaterGroup, usize> = BTreeMap::new();
    for rater in &feedback.raters {
        *answered.entry(rater.group.clone()).or_default() += usize::from(rater.answered);
    }
    let mut left: Vec<&RaterGroup> = answered.keys().collect();
    let mut shown = Vec::new();
    for mut group in policy.publish(&answered) {
        group.of.retain(|it| left.contains(&it));
        left.retain(|it| !group.of.contains(it));
        if !group.of.is_empty() {
            shown.push(group);
        }
    }
    shown.extend(left.into_iter().cloned().map(PublishedGroup::single));
    shown
}

/// All candidates: scales first, then items.
pub(super) fn candidates<'f>(
    feedback: &'f Feedback,
    groups: &[PublishedGroup],
    policy: &dyn DisclosurePolicy,
    aggregator: &dyn Aggregator,
) -> Vec<Scoped<'f>> {
    let maker = Maker { feedback, groups, policy, aggregator };
    let scales = feedback.scales.iter().map(|scale| {
        let square = Quantity::SquareOfScale(scale.id.clone());
        maker.scoped(Scope::Scale(&scale.id), scale.range, &scale.scores, &square)
    });
    let items = feedback.items.iter().map(|item| {
        let square = Quantity::SquareOfItem(item.id.clone());
        maker.scoped(Scope::Item(&item.id), item.range, &item.scores, &square)
    });
    scales.chain(items).collect()
}

struct Maker<'f, 'a> {
    feedback: &'f Feedback,
    groups: &'a [PublishedGroup],
    policy: &'a dyn DisclosurePolicy,
    aggregator: &'a dyn Aggregator,
}

/// The scores of one group, with the raters' numbers.
type Said<'f> = Vec<(usize, &'f Weighed)>;

impl<'f> Maker<'f, '_> {
    fn scoped(
        &self,
        scope: Scope<'f>,
        range: (f64, f64),
        scores: &'f [Option<Weighed>],
        square: &Quantity,
    ) -> Scoped<'f> {
        let said: Vec<Said<'f>> = self
            .groups
            .iter()
            .map(|group| {
                let of = self.feedback.raters.iter().zip(scores).enumerate();
                of.filter(|(_, (rater, _))| group.of.contains(&rater.group))
                    .filter_map(|(number, (_, score))| Some((number, score.as_ref()?)))
                    .collect()
            })
            .collect();
        let mut candidates: Vec<Candidate> = said
            .iter()
            .enumerate()
            .filter(|(_, said)| !said.is_empty())
            .map(|(number, said)| self.of_group(scope, number, said, square))
            .collect();
        candidates.extend(self.overall(scope, &said, &candidates));
        Scoped { scope, range, candidates }
    }

    fn of_group(
        &self,
        scope: Scope<'_>,
        group: usize,
        said: &Said<'f>,
        square: &Quantity,
    ) -> Candidate {
        let count = said.len() as f64;
        let mean = said.iter().map(|(_, it)| it.value).sum::<f64>() / count;
        let squares: f64 = said.iter().map(|(_, it)| (it.value - mean).powi(2)).sum();
        let deviation = (said.len() > 1).then(|| (squares / (count - 1.0)).sqrt());
        let shown = self.groups.get(group);
        let name = figure_name(scope, shown.map_or("", |shown| &shown.name));
        let mut sums = self.sum(&name, &[(1, said)]).map(|sum| vec![sum]);
        if let (Some(sums), true) = (&mut sums, said.len() > 1) {
            let squared = said.iter().map(|&(rater, _)| (self.unknown(rater, square.clone()), 1));
            sums.push(PublishedSum { figure: name, terms: squared.collect() });
        }
        let loss = shown.map_or(1, |shown| self.policy.loss(scope, Speaks::Group(shown))).max(1);
        let (raters, group, weights) = (said.len(), Some(group), Vec::new());
        let protected = self.protected(said.iter());
        Candidate { group, raters, protected, mean, deviation, weights, sums, loss }
    }

    fn protected<'s>(&self, said: impl Iterator<Item = &'s (usize, &'f Weighed)>) -> (usize, usize)
    where
        'f: 's,
    {
        let floors = said
            .filter_map(|&(rater, _)| self.feedback.raters.get(rater))
            .map(|rater| self.policy.floor(&rater.group))
            .filter(|&floor| floor > 1);
        floors.fold((0, 0), |(count, largest), floor| (count + 1, floor.max(largest)))
    }

    /// The overall figure, if two groups or more are in it.
    fn overall(&self, scope: Scope<'_>, said: &[Said<'f>], of: &[Candidate]) -> Option<Candidate> {
        let weights: Vec<(usize, u32)> = of
            .iter()
            .filter_map(|it| {
                let group = it.group?;
                let weight = self.aggregator.weight(self.groups.get(group)?, it.raters);
                (weight > 0).then_some((group, weight))
            })
            .collect();
        if weights.len() < 2 {
            return None;
        }
        let whole: f64 = weights.iter().map(|&(_, weight)| f64::from(weight)).sum();
        let mean_of =
            |group| of.iter().find(|it| it.group == Some(group)).map_or(0.0, |it| it.mean);
        let mean = weights.iter().map(|&(it, weight)| f64::from(weight) * mean_of(it)).sum::<f64>();
        let parts: Vec<(i64, &Said<'f>)> = weights
            .iter()
            .filter_map(|&(group, weight)| Some((i64::from(weight), said.get(group)?)))
            .collect();
        let sums = self.sum(&figure_name(scope, "overall"), &parts).map(|sum| vec![sum]);
        Some(Candidate {
            group: None,
            raters: parts.iter().map(|(_, said)| said.len()).sum(),
            protected: self.protected(parts.iter().flat_map(|(_, said)| said.iter())),
            mean: mean / whole,
            deviation: None,
            weights,
            sums,
            loss: self.policy.loss(scope, Speaks::Overall).max(1),
        })
    }

    /// Σ weight · mean of the raters' scores, times a number that makes all of it whole.
    fn sum(&self, figure: &str, parts: &[(i64, &Said<'f>)]) -> Option<PublishedSum> {
        let mut denominator = 1_i64;
        for (_, said) in parts {
            let count = i64::try_from(said.len()).ok()?;
            for (_, score) in *said {
                let own = count.checked_mul(score.whole)?;
                denominator = (denominator / gcd(denominator, own)).checked_mul(own)?;
            }
        }
        let mut terms: BTreeMap<Unknown, i64> = BTreeMap::new();
        for (weight, said) in parts {
            let count = i64::try_from(said.len()).ok()?;
            for &(rater, score) in *said {
                let times = (denominator / count / score.whole).checked_mul(*weight)?;
                for (item, part) in &score.parts {
                    let unknown = self.unknown(rater, Quantity::Answer(item.clone()));
                    let there = terms.entry(unknown).or_default();
                    *there = there.checked_add(times.checked_mul(*part)?)?;
                }
            }
        }
        let shared = terms.values().fold(0, |shared, &it| gcd(shared, it)).max(1);
        let whole = terms.into_iter().map(|(unknown, it)| (unknown, it / shared));
        let terms = whole.filter(|&(_, it)| it != 0).collect();
        Some(PublishedSum { figure: figure.to_owned(), terms })
    }

    fn unknown(&self, rater: usize, quantity: Quantity) -> Unknown {
        let rater = self.feedback.raters.get(rater).map(|it| it.id.clone()).unwrap_or_default();
        Unknown { rater, occasion: self.feedback.occasion, quantity }
    }
}

fn figure_name(scope: Scope<'_>, group: &str) -> String {
    match scope {
        Scope::Scale(id) => format!("scale {id}: {group}"),
        Scope::Item(id) => format!("item {id}: {group}"),
    }
}
