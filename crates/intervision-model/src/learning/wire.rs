//! Learning questions and action plans as documents, checked on the way in.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ActionPlan, ActionStep, LearningPlan, LearningQuestion, Tie, Wording};
use crate::interchange::document::version;
use crate::{ParticipantId, Place, Problem, Problems};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    version: u32,
    owner: ParticipantId,
    /// The first one first; at least one.
    wordings: Vec<Wording>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ties: Vec<Tie>,
}

/// The question is worded anew, wording by wording, so that only one that could have been asked is read.
impl TryFrom<Question> for LearningQuestion {
    type Error = Problem;

    fn try_from(wire: Question) -> Result<Self, Problem> {
        version("learning question", wire.version, LearningQuestion::VERSION)?;
        let mut wordings = wire.wordings.into_iter();
        let first = wordings.next().ok_or_else(|| Problem::Missing {
            at: Place::part("wordings"),
            what: "a wording",
            fix: "a question has at least one".to_owned(),
        })?;
        let mut question = LearningQuestion::new(wire.owner.clone(), first.words, first.on);
        for Wording { words, on } in wordings {
            question.revise(&wire.owner, words, on)?;
        }
        Ok(wire.ties.into_iter().fold(question, LearningQuestion::tied_to))
    }
}

impl From<LearningQuestion> for Question {
    fn from(question: LearningQuestion) -> Self {
        Question {
            version: LearningQuestion::VERSION,
            owner: question.owner().clone(),
            wordings: question.history().into_iter().cloned().collect(),
            ties: question.ties().to_vec(),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    version: u32,
    owner: ParticipantId,
    steps: Vec<ActionStep>,
}

impl TryFrom<Plan> for ActionPlan {
    type Error = Problems;

    fn try_from(wire: Plan) -> Result<Self, Problems> {
        version("action plan", wire.version, ActionPlan::VERSION)?;
        let done: Vec<(String, Option<NaiveDate>)> =
            wire.steps.iter().map(|step| (step.id.clone(), step.done)).collect();
        let steps = wire.steps.into_iter().map(|step| (step.id, step.what, step.due));
        let mut plan = ActionPlan::new(wire.owner, steps)?;
        for (id, on) in done {
            if let Some(on) = on {
                plan.done(&id, on)?;
            }
        }
        Ok(plan)
    }
}

impl From<ActionPlan> for Plan {
    fn from(plan: ActionPlan) -> Self {
        let (owner, steps) = (plan.owner().clone(), plan.steps().to_vec());
        Plan { version: ActionPlan::VERSION, owner, steps }
    }
}

/// The fields of a learning plan are open; what is left to check is its version.
struct Unchecked(LearningPlan);

impl<'de> Deserialize<'de> for Unchecked {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        LearningPlan::deserialize(from).map(Unchecked)
    }
}

impl TryFrom<Unchecked> for LearningPlan {
    type Error = Problem;

    fn try_from(Unchecked(plan): Unchecked) -> Result<Self, Problem> {
        version("learning plan", plan.version, LearningPlan::VERSION)?;
        Ok(plan)
    }
}

crate::interchange::document::documents! {
    "learning question": Question => LearningQuestion,
    "action plan": Plan => ActionPlan,
    "learning plan": Unchecked => LearningPlan,
}
