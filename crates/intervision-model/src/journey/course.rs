//! The course of one thing: stages come in with their days, those that may follow are taken, the others are refused.

use chrono::NaiveDate;

use super::{Stage, Step, Ways};
use crate::{Place, Problem};

/// The course of a participant, a programme, a session, a topic, a coaching or a goal: the stages taken, in order, each with
/// its day.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::journey::{Journey, Step};
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 2, day).unwrap();
/// let mut journey = Journey::<Step>::new("a07");
/// journey.take(Step::KickedOff, day(2))?;
/// let refused = journey.take(Step::PlanDrafted, day(9)).unwrap_err();
/// assert_eq!(refused.to_string(), "\"a07\" cannot go from kicked off to plan drafted; next is assessed");
/// assert_eq!(journey.at(), Step::KickedOff);
/// # Ok::<(), intervision_model::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(
        try_from = "wire::Journey<S>",
        into = "wire::Journey<S>",
        bound(
            serialize = "S: Stage + serde::Serialize",
            deserialize = "S: Stage + serde::de::DeserializeOwned"
        )
    )
)]
pub struct Journey<S: Stage = Step> {
    of: String,
    ways: Ways<S>,
    taken: Vec<Taken<S>>,
}

/// A stage, and the day it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Taken<S = Step> {
    /// The stage.
    pub step: S,
    /// The day.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub on: NaiveDate,
}

/// Something that must be so before a stage is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    what: String,
    met: bool,
}

impl Requirement {
    /// What must be there, as in "missing: approved groups", and whether it is.
    pub fn new(what: impl Into<String>, met: bool) -> Self {
        Requirement { what: what.into(), met }
    }
}

impl<S: Stage> Journey<S> {
    /// The course of something that took no stage yet.
    pub fn new(of: impl Into<String>) -> Self {
        Journey::on(Ways::default(), of)
    }

    /// The course of something that goes ways of its own.
    pub fn on(ways: Ways<S>, of: impl Into<String>) -> Self {
        Journey { of: of.into(), ways, taken: Vec::new() }
    }

    /// Whose course it is.
    #[must_use]
    pub fn of(&self) -> &str {
        &self.of
    }

    /// The same course under another name.
    pub(crate) fn rename(&mut self, of: String) {
        self.of = of;
    }

    /// Where it stands.
    #[must_use]
    pub fn at(&self) -> S {
        self.taken.last().map_or(S::START, |taken| taken.step)
    }

    /// Since when it stands there; `None` at the start.
    #[must_use]
    pub fn since(&self) -> Option<NaiveDate> {
        self.taken.last().map(|taken| taken.on)
    }

    /// The stages taken, in order.
    #[must_use]
    pub fn taken(&self) -> &[Taken<S>] {
        &self.taken
    }

    /// The stages that may follow.
    #[must_use]
    pub fn next(&self) -> &[S] {
        self.ways.next(self.at())
    }

    /// Takes a stage.
    ///
    /// # Errors
    ///
    /// [`Problem::InvalidTransition`] when the stage does not follow from where the course stands, and
    /// [`Problem::Backwards`] when its day lies before that of the stage in front of it. The course is then unchanged.
    pub fn take(&mut self, to: S, on: NaiveDate) -> Result<(), Problem> {
        self.take_with(to, on, [])
    }

    /// Takes a stage that asks for something.
    ///
    /// # Errors
    ///
    /// As [`take`](Journey::take), and [`Problem::InvalidTransition`] with everything that is missing.
    pub fn take_with(
        &mut self,
        to: S,
        on: NaiveDate,
        requirements: impl IntoIterator<Item = Requirement>,
    ) -> Result<(), Problem> {
        let follows = self.next().contains(&to);
        let unmet = requirements.into_iter().filter(|requirement| !requirement.met);
        let missing: Vec<String> = unmet.map(|requirement| requirement.what).collect();
        if !follows || !missing.is_empty() {
            return Err(Problem::InvalidTransition {
                id: self.of.clone(),
                from: self.at().to_string(),
                to: to.to_string(),
                next: self.next().iter().map(S::to_string).collect(),
                missing: if follows { missing } else { Vec::new() },
            });
        }
        if let Some(last) = self.taken.last().filter(|last| on < last.on) {
            return Err(Problem::Backwards {
                at: Place::part(format!("journey of \"{}\"", self.of)),
                start: last.on,
                end: on,
            });
        }
        self.taken.push(Taken { step: to, on });
        Ok(())
    }
}

#[cfg(feature = "serde")]
mod wire {
    use super::{Stage, Taken, Ways};
    use crate::Problem;

    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Journey<S> {
        of: String,
        #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
        ways: Option<Vec<(S, S)>>,
        taken: Vec<Taken<S>>,
    }

    /// The stages are taken again, so that only a course that could have happened is read.
    impl<S: Stage> TryFrom<Journey<S>> for super::Journey<S> {
        type Error = Problem;

        fn try_from(wire: Journey<S>) -> Result<Self, Problem> {
            let ways = wire.ways.map_or_else(Ways::default, Ways::new);
            let mut journey = super::Journey::on(ways, wire.of);
            wire.taken.iter().try_for_each(|taken| journey.take(taken.step, taken.on))?;
            Ok(journey)
        }
    }

    impl<S: Stage> From<super::Journey<S>> for Journey<S> {
        fn from(journey: super::Journey<S>) -> Self {
            Journey { of: journey.of, ways: journey.ways.pairs(), taken: journey.taken }
        }
    }
}
