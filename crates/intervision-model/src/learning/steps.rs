//! Action plans: steps with due days come in, what was done is noted, what is overdue goes out.

use chrono::NaiveDate;

use crate::names::unique;
use crate::{ParticipantId, Place, Problem, Problems};

/// One step of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct ActionStep {
    /// Names the step in its plan.
    pub id: String,
    /// What somebody will do.
    pub what: String,
    /// The day by which it is done.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub due: NaiveDate,
    /// The day it was done.
    #[cfg_attr(
        feature = "serde",
        serde(
            default,
            skip_serializing_if = "Option::is_none",
            with = "crate::interchange::date::option"
        )
    )]
    pub done: Option<NaiveDate>,
}

/// A step that is not done though its day is over.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct StepOverdue {
    /// Whose plan it is.
    pub owner: ParticipantId,
    /// The step.
    pub step: String,
    /// Days since it was due.
    pub days: u32,
}

/// What somebody will do by when, and what they did.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::learning::ActionPlan;
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
/// let mut plan = ActionPlan::new("a07", [("ask", "Ask two colleagues", day(10)), ("try", "Try it", day(20))])?;
/// let overdue = plan.overdue(day(13));
/// assert_eq!((overdue[0].step.as_str(), overdue[0].days), ("ask", 3));
/// plan.done("ask", day(13))?;
/// assert!(plan.overdue(day(20)).is_empty());
/// # Ok::<(), intervision_model::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "super::wire::Plan", into = "super::wire::Plan"))]
pub struct ActionPlan {
    owner: ParticipantId,
    steps: Vec<ActionStep>,
}

impl ActionPlan {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// A plan of steps: id, what will be done, and by when.
    ///
    /// # Errors
    ///
    /// [`Problem::Missing`] without a step, and [`Problem::Twice`] for two steps of one id.
    pub fn new<I, S, W>(owner: impl Into<ParticipantId>, steps: I) -> Result<Self, Problems>
    where
        I: IntoIterator<Item = (S, W, NaiveDate)>,
        S: Into<String>,
        W: Into<String>,
    {
        let owner = owner.into();
        let steps = steps.into_iter().map(|(id, what, due)| {
            let (id, what) = (id.into(), what.into());
            ActionStep { id, what, due, done: None }
        });
        let steps: Vec<ActionStep> = steps.collect();
        let mut problems = Vec::new();
        if steps.is_empty() {
            problems.push(Problem::Missing {
                at: Place::part(format!("action plan of \"{owner}\"")),
                what: "a step",
                fix: "write at least one, with the day by which it is done".to_owned(),
            });
        }
        unique("step", steps.iter().map(|step| step.id.as_str()), &mut problems);
        Problems::or(problems, ActionPlan { owner, steps })
    }

    /// Notes that a step was done.
    ///
    /// # Errors
    ///
    /// [`Problem::UnknownReference`] for a step that is not in the plan.
    pub fn done(&mut self, step: &str, on: NaiveDate) -> Result<(), Problem> {
        let known: Vec<String> = self.steps.iter().map(|step| step.id.clone()).collect();
        let at = Place::part(format!("action plan of \"{}\"", self.owner));
        let unknown = Problem::UnknownReference { at, what: "step", id: step.to_owned(), known };
        self.steps.iter_mut().find(|other| other.id == step).ok_or(unknown)?.done = Some(on);
        Ok(())
    }

    /// Whose plan it is.
    #[must_use]
    pub fn owner(&self) -> &ParticipantId {
        &self.owner
    }

    /// The steps, in the order of the plan.
    #[must_use]
    pub fn steps(&self) -> &[ActionStep] {
        &self.steps
    }

    /// The steps that were due before a day and are not done, in the order of the plan.
    #[must_use]
    pub fn overdue(&self, on: NaiveDate) -> Vec<StepOverdue> {
        let late = self.steps.iter().filter(|step| step.done.is_none_or(|done| done > on));
        let late = late.filter_map(|step| {
            let days = u32::try_from((on - step.due).num_days()).ok().filter(|days| *days > 0)?;
            Some(StepOverdue { owner: self.owner.clone(), step: step.id.clone(), days })
        });
        late.collect()
    }

    /// Whether every step is done.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.steps.iter().all(|step| step.done.is_some())
    }
}
