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

    /// Drafts a plan from ranked needs: one goal per need, the most pressing first. The evidence is what the framework says
    /// of the target level; the activities are the sessions of the design that develop the competency.
    ///
    /// # Example
    ///
    /// ```
    /// # use intervision_model::competency::Framework;
    /// # use intervision_model::design::Design;
    /// use chrono::NaiveDate;
    /// use intervision_core::Rating;
    /// use intervision_model::learning::{LearningNeed, LearningPlan, PlanOptions};
    ///
    /// # let framework = Framework::from_toml(r#"
    /// #     version = 1
    /// #     id = "advice"
    /// #     title = "Advice"
    /// #     levels = [{ title = "One" }, { title = "Two" }, { title = "Three" }, { title = "Four" }]
    /// #     competencies = [{ id = "influence", title = "Influence" }]
    /// # "#)?;
    /// # let design = Design::from_toml(r#"
    /// #     version = 1
    /// #     id = "track"
    /// #     title = "Track"
    /// #     season = { start = 2027-01-11, end = 2027-11-26 }
    /// #     phases = [{ id = "training", title = "Training" }]
    /// #     [[sessions]]
    /// #     id = "day-2"
    /// #     title = "Exerting influence"
    /// #     phase = "training"
    /// #     audience = "everyone"
    /// #     minutes = 480
    /// #     develops = ["influence"]
    /// # "#)?;
    /// let need = LearningNeed::new("influence", Some(Rating::measured(2.0, 0.3)), 4.0, 2.0);
    /// let day = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
    /// let plan = LearningPlan::draft("a07", &[need], &framework, &design, day, PlanOptions::default());
    /// assert_eq!(plan.goals.len(), 1);
    /// assert_eq!(plan.goals[0].goal, "Influence: from level 2 to level 4");
    /// assert_eq!(plan.goals[0].activities[0].session, "day-2");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn draft(
        participant: impl Into<ParticipantId>,
        needs: &[LearningNeed],
        framework: &Framework,
        design: &Design,
        drafted_on: NaiveDate,
        options: PlanOptions,
    ) -> Self {
        let goals = needs.iter().take(options.max_goals).map(|need| {
            let id = need.competency.as_str();
            let title = framework.competency(id).map_or(id, |competency| competency.title.as_str());
            Goal {
                competency: id.to_owned(),
                goal: goal(title, need),
                target: need.target,
                evidence: evidence(framework, id, need.target),
                activities: activities(design, id),
                due: options.due.unwrap_or(design.season().end),
            }
        });
        LearningPlan {
            version: Self::VERSION,
            participant: participant.into(),
            drafted_on,
            goals: goals.collect(),
        }
    }
}

fn goal(title: &str, need: &LearningNeed) -> String {
    match need.now {
        Some(now) => {
            format!("{title}: from level {} to level {}", tenth(now.level), tenth(need.target))
        }
        None => format!("{title}: to level {}", tenth(need.target)),
    }
}

fn evidence(framework: &Framework, competency: &str, target: f64) -> String {
    match framework.anchor(competency, target) {
        Some(anchor) => anchor.to_owned(),
        None => format!("a measurement at level {} or above", tenth(target)),
    }
}

fn activities(design: &Design, competency: &str) -> Vec<Activity> {
    let serves = design.sessions().iter().filter(|s| s.develops.iter().any(|c| c == competency));
    serves.map(|s| Activity { session: s.id.clone(), title: s.title.clone() }).collect()
}

/// A level with one decimal, and none where it is whole.
fn tenth(level: f64) -> f64 {
    (level * 10.0).round() / 10.0
}
