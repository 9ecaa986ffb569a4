use std::collections::{BTreeMap, BTreeSet};

use super::{FeedbackReport, GroupFigure, RaterViolation};
use crate::AssessError;
use crate::survey::{Figure, Floor};

/// What may be published about several people together.
///
/// It is made of their own reports, so that raters are protected as there: nothing follows about a rater from sums of figures that
/// does not follow from the figures. **All its figures are means over the same people**, those whose reports show every one of
/// them, and at least as many as the floor: no calculation with them tells about fewer. What the others' reports do not
/// show is left out, so that as many figures of as many people as can be are in it.
///
/// Two such reports about teams that differ by a few people can be subtracted: give a reader one. If a mean stands at the
/// end of the scale, everybody's is known.
///
/// # Example
///
/// ```
/// use intervision_assess::multirater::{Disclosure, Feedback, History, RaterGroup, TeamReport};
/// use intervision_assess::{Answer, Floor, Instrument, Item, ResponseFormat, Responses, Scale};
///
/// let instrument = Instrument::builder("short")
///     .with_format("often", ResponseFormat::new(1, 5))
///     .with_item(Item::new("q1", "often"))
///     .with_scale(Scale::new("listening").with_item("q1"))
///     .build()?;
/// let mut reports = Vec::new();
/// for (subject, answers) in [("p1", [3, 4, 5]), ("p2", [2, 2, 2]), ("p3", [4, 4, 4])] {
///     let raters = ["a", "b", "c"].map(|rater| (rater, RaterGroup::Peers));
///     let rows = raters.iter().zip(answers);
///     let responses = rows.fold(Responses::builder(&instrument), |all, ((rater, _), answer)| {
///         all.with_row(rater, [("q1", Answer::Given(answer))])
///     });
///     let feedback = Feedback::new(&instrument, &responses.build()?, subject, raters)?;
///     reports.push(Disclosure::new().report(&feedback, &History::new(subject))?.report);
/// }
/// let team = TeamReport::new(&reports, Floor::new(3)?)?;
/// assert_eq!(team.of, 3);
/// let peers = team.scales[0].groups[0].value().unwrap();
/// assert!((peers - 10.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct TeamReport {
    /// The version of this document's form: 1.
    pub version: u32,
    /// Nothing rests on fewer people than this.
    pub floor: Floor,
    /// How many reports there are.
    pub people: usize,
    /// How many of them the figures are means over; 0 if too few show the same.
    pub of: usize,
    /// How groups of raters count in overall figures.
    pub overall: String,
    /// The names of the groups of raters, in the order of every list of figures below.
    pub groups: Vec<String>,
    /// The scales, in the order of the reports.
    pub scales: Vec<TeamScale>,
}

/// The figures about one scale.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct TeamScale {
    /// The id of the scale.
    pub id: String,
    /// The competency that it measures, if any.
    pub competency: Option<String>,
    /// The lowest and the highest mean there can be.
    pub range: (f64, f64),
    /// One per group of raters; standard errors are those between people.
    pub groups: Vec<Figure>,
    /// The overall figures of people's reports.
    pub overall: Figure,
}

/// One figure of a report: which scale, and which group of raters, or overall.
type Column = (usize, Option<usize>);

impl TeamReport {
    /// Puts the reports of several people together.
    ///
    /// Complexity: people x figures x the logarithm of figures.
    ///
    /// # Errors
    ///
    /// [`AssessError::Raters`] if somebody is there twice, or if reports are about other scales or count groups in another way.
    pub fn new(reports: &[FeedbackReport], floor: Floor) -> Result<Self, AssessError> {
        check(reports)?;
        let mut names: Vec<&str> = Vec::new();
        for part in reports.iter().flat_map(|report| &report.groups) {
            if !names.contains(&part.name.as_str()) {
                names.push(&part.name);
            }
        }
        let scales = reports.first().map_or(&[][..], |first| &first.scales);
        let columns: Vec<Column> = (0..scales.len())
            .flat_map(|scale| {
                let groups = (0..names.len()).map(Some);
                std::iter::once(None).chain(groups).map(move |group| (scale, group))
            })
            .collect();
        // By column: what each report shows. In the order of ids, so that sums do not depend on that of the reports.
        let mut sorted: Vec<&FeedbackReport> = reports.iter().collect();
        sorted.sort_by(|a, b| a.subject.cmp(&b.subject));
        let shown: BTreeMap<Column, Vec<Option<f64>>> = columns
            .iter()
            .map(|&column| (column, sorted.iter().map(|it| value(it, &names, column)).collect()))
            .collect();
        let (kept, people) = same_people(&columns, &shown, floor);
        let figure = |scale: usize, group: Option<usize>| {
            let all = shown.get(&(scale, group)).map_or(&[][..], Vec::as_slice);
            match all.iter().flatten().count() {
                0 => Figure::Nobody,
                _ if kept.contains(&(scale, group)) => {
                    mean(people.iter().filter_map(|&person| *all.get(person)?))
                }
                few if few < floor.get() => Figure::BelowFloor,
                _ => Figure::Complementary,
            }
        };
        let scale = |(number, scale): (usize, &GroupFigure)| TeamScale {
            id: scale.id.clone(),
            competency: scale.competency.clone(),
            range: scale.range,
            groups: (0..names.len()).map(|group| figure(number, Some(group))).collect(),
            overall: figure(number, None),
        };
        Ok(TeamReport {
            version: 1,
            floor,
            people: reports.len(),
            of: people.len(),
            overall: reports.first().map_or(String::new(), |first| first.overall.clone()),
            groups: names.iter().map(|&name| name.to_owned()).collect(),
            scales: scales.iter().enumerate().map(scale).collect(),
        })
    }
}

fn check(reports: &[FeedbackReport]) -> Result<(), RaterViolation> {
    let mut seen = BTreeSet::new();
    let Some(first) = reports.first() else { return Ok(()) };
    let about = |report: &FeedbackReport| -> Vec<(String, (f64, f64))> {
        report.scales.iter().map(|scale| (scale.id.clone(), scale.range)).collect()
    };
    for report in reports {
        let (subject, other) = (report.subject.clone(), first.subject.clone());
        if !seen.insert(&report.subject) {
            return Err(RaterViolation::SubjectTwice { subject });
        }
        if about(report) != about(first) {
            return Err(RaterViolation::OtherScales { subject, other });
        }
        if report.overall != first.overall {
            let (found, expected) = (report.overall.clone(), first.overall.clone());
            return Err(RaterViolation::OtherOverall { subject, found, other, expected });
        }
    }
    Ok(())
}

/// What a report shows in a column.
fn value(report: &FeedbackReport, names: &[&str], (scale, group): Column) -> Option<f64> {
    let scale = report.scales.get(scale)?;
    let Some(group) = group else { return scale.overall.mean() };
    let place =
        report.groups.iter().position(|part| names.get(group) == Some(&part.name.as_str()))?;
    scale.groups.get(place)?.mean()
}

/// The columns to publish and the people who show all of them. Columns join in the order of how many show them; of all stages with
/// enough people the one with most figures counts, columns times people, and of equal ones that with more people.
fn same_people(
    columns: &[Column],
    shown: &BTreeMap<Column, Vec<Option<f64>>>,
    floor: Floor,
) -> (BTreeSet<Column>, Vec<usize>) {
    let has = |column: &Column, person: usize| {
        shown.get(column).and_then(|all| all.get(person)).copied().flatten().is_some()
    };
    let people = shown.values().next().map_or(0, Vec::len);
    let count = |column: &Column| (0..people).filter(|&person| has(column, person)).count();
    let mut order: Vec<(usize, Column)> = columns.iter().map(|it| (count(it), *it)).collect();
    // Stable: overall before groups, earlier scales first.
    order.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let mut best = (0, 0, Vec::new());
    let mut left: Vec<usize> = (0..people).collect();
    for (index, (_, column)) in order.iter().enumerate() {
        left.retain(|&person| has(column, person));
        let figures = left.len() * (index + 1);
        if left.len() >= floor.get() && figures > best.0 {
            best = (figures, index + 1, left.clone());
        }
    }
    let (_, columns, people) = best;
    (order.into_iter().take(columns).map(|(_, column)| column).collect(), people)
}

/// The mean over people and its standard error between them.
fn mean(values: impl Iterator<Item = f64> + Clone) -> Figure {
    let n = values.clone().count();
    let count = n as f64;
    let value = values.clone().sum::<f64>() / count;
    let squares: f64 = values.map(|it| (it - value).powi(2)).sum();
    Figure::Shown { value, standard_error: (squares / (count - 1.0) / count).sqrt(), n }
}
