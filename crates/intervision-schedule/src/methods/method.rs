use super::error::MethodError;
use super::share::share;

/// Who leads a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Lead {
    /// Whoever leads the conversation.
    Facilitator,
    /// Whoever brought the case.
    CaseOwner,
    /// The others.
    Consultants,
}

/// One step of a method.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Step {
    /// What happens.
    pub title: String,
    /// How long it takes in an ordinary meeting.
    pub minutes: u32,
    /// Who leads it.
    pub lead: Lead,
}

/// How a meeting goes: steps in order, and for how many people.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Method {
    /// A stable id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is good for.
    #[cfg_attr(feature = "serde", serde(rename = "for", default))]
    pub purpose: String,
    /// It takes this many people at least.
    pub fewest: usize,
    /// It works for this many people at most.
    pub most: usize,
    /// The steps.
    pub steps: Vec<Step>,
}

/// A step with its place in the meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct TimedStep<'a> {
    /// The step.
    pub step: &'a Step,
    /// When it begins, in minutes from the start.
    pub from: u32,
    /// When it ends.
    pub to: u32,
}

impl Method {
    /// How long it takes in an ordinary meeting.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.steps.iter().map(|step| step.minutes).sum()
    }

    /// Whether a group of this size can use it.
    #[must_use]
    pub fn suits(&self, people: usize) -> bool {
        (self.fewest..=self.most).contains(&people)
    }

    /// The steps in the time at hand: all longer or shorter in proportion, in whole minutes, with no gap and no overlap.
    ///
    /// # Errors
    ///
    /// [`MethodError::TooShort`] where a step would have no minute.
    pub fn steps_in(&self, minutes: u32) -> Result<Vec<TimedStep<'_>>, MethodError> {
        let weights: Vec<u32> = self.steps.iter().map(|step| step.minutes).collect();
        let shares = share(minutes, &weights)?;
        let timed = self.steps.iter().zip(shares).scan(0, |now, (step, minutes)| {
            let from = *now;
            *now += minutes;
            Some(TimedStep { step, from, to: *now })
        });
        Ok(timed.collect())
    }
}
