use super::{Cell, Floor};

/// What may be published about a cohort. Made by [`CohortSummary::disclose`](super::CohortSummary::disclose).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct CohortReport {
    /// The version of this document's form: 1.
    pub version: u32,
    /// Nothing rests on fewer people than this.
    pub floor: Floor,
    /// Who was asked and who answered.
    pub participation: Participation,
    /// The competencies, highest mean priority first.
    pub competencies: Vec<CompetencyReport>,
    /// The same per group, if the summary was broken down by an attribute.
    pub breakdown: Option<Breakdown>,
}

/// How many took part.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Participation {
    /// How many were asked.
    pub invited: usize,
    /// How many answered.
    pub answered: Cell,
    /// Answered over invited, 0 to 1; `None` where it would give a withheld count away, or nobody was asked.
    pub rate: Option<f64>,
}

impl Participation {
    pub(crate) fn of(invited: usize, answered: usize, floor: Floor) -> Self {
        let answered = Cell::alone(answered, floor);
        let rate = answered.count().filter(|_| invited > 0).map(|n| n as f64 / invited as f64);
        Participation { invited, answered, rate }
    }
}

/// One competency over the whole cohort.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct CompetencyReport {
    /// The competency.
    pub competency: String,
    /// Mean level of those measured.
    pub level: Figure,
    /// Mean target of those measured.
    pub target: Figure,
    /// Mean gap, target minus level, of those measured.
    pub gap: Figure,
    /// Mean priority of those measured.
    pub priority: Figure,
    /// How many are surely below their target, surely meet it, or neither.
    pub verdicts: VerdictCounts,
}

/// How many people have which verdict; they add up to those measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct VerdictCounts {
    /// Below the target.
    pub below: Cell,
    /// At or above it.
    pub met: Cell,
    /// Measured, and one cannot tell yet.
    pub cannot_tell: Cell,
}

/// A mean over people, or why it is not there.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Figure {
    /// It may be shown.
    Shown {
        /// The mean.
        value: f64,
        /// Standard error of the mean: the standard deviation between persons over √n.
        standard_error: f64,
        /// How many people it is of.
        n: usize,
    },
    /// Nobody was measured.
    Nobody,
    /// Fewer people than the floor, but somebody.
    BelowFloor,
    /// Enough people, and withheld because a subtraction would give a smaller group away.
    Complementary,
}

impl Figure {
    /// The mean, if it is shown.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        match self {
            Figure::Shown { value, .. } => Some(*value),
            _ => None,
        }
    }
}

/// Figures per group of people.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Breakdown {
    /// The attribute that the groups share.
    pub attribute: String,
    /// The groups, by name; members of whom it is not known come last, under "unknown".
    pub groups: Vec<GroupReport>,
}

/// The figures of one group.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct GroupReport {
    /// The group's name.
    pub name: String,
    /// How many of the group answered.
    pub answered: Cell,
    /// Mean level per competency, in the order of the report.
    pub levels: Vec<Figure>,
    /// Mean gap per competency, in the order of the report.
    pub gaps: Vec<Figure>,
}
