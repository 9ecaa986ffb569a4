use std::fmt;

/// A step of a participant's journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Step {
    /// Invited; where every journey begins.
    Invited,
    /// Took part in the kick-off.
    KickedOff,
    /// Answered the assessment.
    Assessed,
    /// Has a draft of a personal learning plan.
    PlanDrafted,
    /// Shared the plan, as far as they chose to.
    PlanShared,
    /// Followed the training.
    Trained,
    /// Was coached; not everyone is.
    Coached,
    /// Took part in intervision: consulted peers and was consulted.
    PeersConsulted,
    /// Told what they learned, at the closing.
    Closed,
    /// Evaluated the programme.
    Evaluated,
}

impl Step {
    /// The steps that may follow.
    #[must_use]
    pub fn next(self) -> &'static [Step] {
        match self {
            Step::Invited => &[Step::KickedOff],
            Step::KickedOff => &[Step::Assessed],
            Step::Assessed => &[Step::PlanDrafted],
            Step::PlanDrafted => &[Step::PlanShared],
            Step::PlanShared => &[Step::Trained],
            Step::Trained => &[Step::Coached, Step::PeersConsulted],
            Step::Coached => &[Step::PeersConsulted],
            Step::PeersConsulted => &[Step::Closed],
            Step::Closed => &[Step::Evaluated],
            Step::Evaluated => &[],
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Step::Invited => "invited",
            Step::KickedOff => "kicked off",
            Step::Assessed => "assessed",
            Step::PlanDrafted => "plan drafted",
            Step::PlanShared => "plan shared",
            Step::Trained => "trained",
            Step::Coached => "coached",
            Step::PeersConsulted => "peers consulted",
            Step::Closed => "closed",
            Step::Evaluated => "evaluated",
        })
    }
}
