use std::collections::BTreeMap;

use intervision_core::{Roster, Value};

use super::report::Breakdown;
use super::{
    Cell, CohortReport, CompetencyReport, Figure, Floor, GroupReport, Participation, VerdictCounts,
    disclose,
};
use crate::AssessError;
use crate::needs::{Need, Needs, Verdict};

/// Everything about a cohort before disclosure control. It does not serialise and shows nothing;
/// [`disclose`](Self::disclose) gives what may be published.
///
/// One breakdown per summary: figures by two attributes can be combined into groups that neither shows, and guarding
/// against that takes more than this type does. Do not publish two reports of one cohort by different attributes.
///
/// # Example
///
/// ```
/// use intervision_assess::{CohortSummary, Floor, NeedsAnalysis, TargetProfile};
///
/// let measured = TargetProfile::new(200, [("influence", 2.5)]);
/// let target = TargetProfile::new(200, [("influence", 3.0)]);
/// let needs = NeedsAnalysis::new().find(&measured, &target)?;
/// let responded: Vec<bool> = (0..200).map(|member| member < 163).collect();
/// let report = CohortSummary::new(&needs, &responded)?.disclose(Floor::default());
/// assert_eq!(report.participation.rate, Some(0.815));
/// assert_eq!(report.competencies[0].gap.value(), Some(0.5));
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
pub struct CohortSummary<'a> {
    needs: &'a Needs,
    responded: &'a [bool],
    groups: Option<(String, Vec<Group>)>,
}

struct Group {
    name: String,
    members: Vec<usize>,
}

impl std::fmt::Debug for CohortSummary<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CohortSummary").field("members", &self.needs.len()).finish_non_exhaustive()
    }
}

impl<'a> CohortSummary<'a> {
    /// A cohort's needs, and who of its members responded.
    ///
    /// # Errors
    ///
    /// [`AssessError::Members`] when both are not about the same number of members.
    pub fn new(needs: &'a Needs, responded: &'a [bool]) -> Result<Self, AssessError> {
        let (expected, found) = (needs.len(), responded.len());
        if expected != found {
            let what = "the list of who responded";
            return Err(AssessError::Members { what, expected, found });
        }
        Ok(CohortSummary { needs, responded, groups: None })
    }

    /// Breaks the figures down by an attribute of the roster, read as a category or as text.
    ///
    /// # Errors
    ///
    /// [`AssessError::Members`] when the roster has another number of members.
    pub fn by(mut self, roster: &dyn Roster, attribute: &str) -> Result<Self, AssessError> {
        let (expected, found) = (self.needs.len(), roster.len());
        if expected != found {
            return Err(AssessError::Members { what: "the roster", expected, found });
        }
        let mut named: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut unknown = Vec::new();
        for member in 0..expected {
            match roster.attribute(member, attribute).known() {
                Value::Unknown => unknown.push(member),
                value => named.entry(value.to_string()).or_default().push(member),
            }
        }
        let mut groups: Vec<Group> =
            named.into_iter().map(|(name, members)| Group { name, members }).collect();
        if !unknown.is_empty() {
            groups.push(Group { name: "unknown".into(), members: unknown });
        }
        self.groups = Some((attribute.to_owned(), groups));
        Ok(self)
    }

    /// What may be published: every figure rests on at least `floor` people, and none that is withheld follows from
    /// the others by subtraction. Time O(members x competencies).
    #[must_use]
    pub fn disclose(&self, floor: Floor) -> CohortReport {
        let competencies: Vec<&str> =
            self.needs.cohort().iter().map(|need| need.competency.as_str()).collect();
        let everyone: Vec<usize> = (0..self.needs.len()).collect();
        let reports = competencies
            .iter()
            .map(|competency| self.competency(competency, &everyone, floor))
            .collect();
        let breakdown = self
            .groups
            .as_ref()
            .map(|(attribute, groups)| self.breakdown(attribute, groups, &competencies, floor));
        CohortReport {
            version: 1,
            floor,
            participation: self.participation(floor),
            competencies: reports,
            breakdown,
        }
    }

    fn participation(&self, floor: Floor) -> Participation {
        let invited = self.responded.len();
        let answered = self.responded.iter().filter(|&&responded| responded).count();
        Participation::of(invited, answered, floor)
    }

    fn measured<'s>(
        &'s self,
        competency: &'s str,
        members: &'s [usize],
    ) -> impl Iterator<Item = &'s Need> {
        members
            .iter()
            .filter_map(move |&member| self.needs.on(member, competency))
            .filter(|need| need.gap.gap.is_some())
    }

    fn competency(&self, competency: &str, everyone: &[usize], floor: Floor) -> CompetencyReport {
        let needs: Vec<&Need> = self.measured(competency, everyone).collect();
        let cell = Cell::alone(needs.len(), floor);
        let mean = |of: fn(&Need) -> Option<f64>| {
            figure(cell, needs.iter().filter_map(|need| of(need)).collect())
        };
        let count = |wanted: fn(&Verdict) -> bool| {
            needs.iter().filter(|need| wanted(&need.gap.verdict)).count()
        };
        let parts = [
            count(|verdict| matches!(verdict, Verdict::Below)),
            count(|verdict| matches!(verdict, Verdict::Met)),
            count(|verdict| matches!(verdict, Verdict::CannotTell(_))),
        ];
        let cells = disclose(&parts, floor);
        let part = |index: usize| cells.get(index).copied().unwrap_or(Cell::Withheld);
        CompetencyReport {
            competency: competency.to_owned(),
            level: mean(|need| need.gap.level),
            target: mean(|need| Some(need.gap.target)),
            gap: mean(|need| need.gap.gap),
            priority: mean(|need| Some(need.priority)),
            verdicts: VerdictCounts { below: part(0), met: part(1), cannot_tell: part(2) },
        }
    }

    fn breakdown(
        &self,
        attribute: &str,
        groups: &[Group],
        competencies: &[&str],
        floor: Floor,
    ) -> Breakdown {
        let answered = |group: &Group| {
            let responded = |&&member: &&usize| self.responded.get(member) == Some(&true);
            group.members.iter().filter(responded).count()
        };
        let parts: Vec<usize> = groups.iter().map(answered).collect();
        let mut reports: Vec<GroupReport> = groups
            .iter()
            .zip(disclose(&parts, floor))
            .map(|(group, answered)| GroupReport {
                name: group.name.clone(),
                answered,
                levels: Vec::new(),
                gaps: Vec::new(),
            })
            .collect();
        for competency in competencies {
            let needs: Vec<Vec<&Need>> = groups
                .iter()
                .map(|group| self.measured(competency, &group.members).collect())
                .collect();
            let parts: Vec<usize> = needs.iter().map(Vec::len).collect();
            let cells = disclose(&parts, floor);
            for ((report, needs), cell) in reports.iter_mut().zip(&needs).zip(cells) {
                let of = |of: fn(&Need) -> Option<f64>| {
                    figure(cell, needs.iter().filter_map(|need| of(need)).collect())
                };
                report.levels.push(of(|need| need.gap.level));
                report.gaps.push(of(|need| need.gap.gap));
            }
        }
        Breakdown { attribute: attribute.to_owned(), groups: reports }
    }
}

/// Mean and standard error over people, summed in the order of the values so that the roster's order does not matter.
fn figure(cell: Cell, mut values: Vec<f64>) -> Figure {
    match cell {
        Cell::Below(_) => Figure::BelowFloor,
        Cell::Withheld => Figure::Complementary,
        Cell::Shown(n) if n < 2 || values.len() != n => Figure::Nobody,
        Cell::Shown(n) => {
            values.sort_by(f64::total_cmp);
            let count = n as f64;
            let value = values.iter().sum::<f64>() / count;
            let squares: f64 = values.iter().map(|x| (x - value).powi(2)).sum();
            let standard_error = (squares / (count - 1.0) / count).sqrt();
            Figure::Shown { value, standard_error, n }
        }
    }
}
