//! Where a participant stands in a programme: steps come in, those that follow are taken and dated, the others are refused.

mod step;

use chrono::NaiveDate;

pub use step::Step;

use crate::{ParticipantId, Problem};

/// One participant's way through a programme: the steps taken, in order, each with its day.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::journey::{Journey, Step};
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 2, day).unwrap();
/// let mut journey = Journey::new("a07");
/// journey.take(Step::KickedOff, day(2))?;
/// let refused = journey.take(Step::PlanDrafted, day(9)).unwrap_err();
/// assert_eq!(refused.to_string(), "\"a07\" cannot go from kicked off to plan drafted; next is assessed");
/// assert_eq!(journey.at(), Step::KickedOff);
/// # Ok::<(), intervision_model::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "wire::Journey", into = "wire::Journey"))]
pub struct Journey {
    participant: ParticipantId,
    taken: Vec<Taken>,
}

/// A step, and the day it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Taken {
    /// The step.
    pub step: Step,
    /// The day.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub on: NaiveDate,
}

impl Journey {
    /// Somebody who was invited and took no step yet.
    pub fn new(participant: impl Into<ParticipantId>) -> Self {
        Journey { participant: participant.into(), taken: Vec::new() }
    }

    /// Whose journey it is.
    #[must_use]
    pub fn participant(&self) -> &ParticipantId {
        &self.participant
    }

    /// Where they stand.
    #[must_use]
    pub fn at(&self) -> Step {
        self.taken.last().map_or(Step::Invited, |taken| taken.step)
    }

    /// The steps taken, in order.
    #[must_use]
    pub fn taken(&self) -> &[Taken] {
        &self.taken
    }

    /// Takes a step.
    ///
    /// # Errors
    ///
    /// [`Problem::InvalidTransition`] when the step does not follow from where the journey stands, and
    /// [`Problem::Backwards`] when its day lies before that of the step in front of it. The journey is then unchanged.
    pub fn take(&mut self, step: Step, on: NaiveDate) -> Result<(), Problem> {
        let from = self.at();
        if !from.next().contains(&step) {
            return Err(Problem::InvalidTransition {
                id: self.participant.to_string(),
                from: from.to_string(),
                to: step.to_string(),
                next: from.next().iter().map(Step::to_string).collect(),
            });
        }
        if let Some(last) = self.taken.last().filter(|last| on < last.on) {
            return Err(Problem::Backwards {
                at: crate::Place::part(format!("journey of \"{}\"", self.participant)),
                start: last.on,
                end: on,
            });
        }
        self.taken.push(Taken { step, on });
        Ok(())
    }
}

#[cfg(feature = "serde")]
mod wire {
    use super::Taken;
    use crate::{ParticipantId, Problem};

    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Journey {
        participant: ParticipantId,
        taken: Vec<Taken>,
    }

    /// The steps are taken again, so that only a journey that could have happened is read.
    impl TryFrom<Journey> for super::Journey {
        type Error = Problem;

        fn try_from(wire: Journey) -> Result<Self, Problem> {
            let mut journey = super::Journey::new(wire.participant);
            wire.taken.iter().try_for_each(|taken| journey.take(taken.step, taken.on))?;
            Ok(journey)
        }
    }

    impl From<super::Journey> for Journey {
        fn from(journey: super::Journey) -> Self {
            Journey { participant: journey.participant, taken: journey.taken }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 1, day).unwrap()
    }

    #[test]
    fn the_whole_way_is_open_with_and_without_coaching() {
        use Step::{
            Assessed, Closed, Coached, Evaluated, KickedOff, PeersConsulted, PlanDrafted,
            PlanShared, Trained,
        };
        let way = [
            KickedOff,
            Assessed,
            PlanDrafted,
            PlanShared,
            Trained,
            PeersConsulted,
            Closed,
            Evaluated,
        ];
        for coached in [false, true] {
            let mut journey = Journey::new("a07");
            for (index, step) in way.into_iter().enumerate() {
                if coached && step == PeersConsulted {
                    journey.take(Coached, day(index as u32 + 1)).unwrap();
                }
                journey.take(step, day(index as u32 + 1)).unwrap();
            }
            assert!(journey.at().next().is_empty());
        }
    }

    #[test]
    fn a_plan_before_the_assessment_is_refused() {
        let mut journey = Journey::new("a07");
        let problem = journey.take(Step::PlanDrafted, day(1)).unwrap_err();
        assert!(
            matches!(&problem, Problem::InvalidTransition { from, to, .. } if from == "invited" && to == "plan drafted"),
            "{problem}"
        );
        assert!(journey.taken().is_empty());
    }

    #[test]
    fn days_do_not_run_backwards() {
        let mut journey = Journey::new("a07");
        journey.take(Step::KickedOff, day(9)).unwrap();
        assert_eq!(
            journey.take(Step::Assessed, day(8)).unwrap_err().to_string(),
            "journey of \"a07\": runs from 2027-01-09 to 2027-01-08; the last day must not come before the first"
        );
    }

    #[cfg(feature = "serde")]
    #[test]
    fn a_journey_that_could_not_happen_is_not_read() {
        let text = r#"{"participant":"a07","taken":[{"step":"plan_drafted","on":"2027-01-09"}]}"#;
        let error = serde_json::from_str::<Journey>(text).unwrap_err();
        assert!(error.to_string().contains("cannot go from invited to plan drafted"), "{error}");
        let good = r#"{"participant":"a07","taken":[{"step":"kicked_off","on":"2027-01-09"}]}"#;
        let journey: Journey = serde_json::from_str(good).unwrap();
        assert_eq!(serde_json::to_string(&journey).unwrap(), good);
    }
}
