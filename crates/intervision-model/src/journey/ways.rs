//! Which step may follow which, in a programme of one's own design.

use std::collections::BTreeMap;

use super::{Stage, Step};

/// Which stages may follow which. The default is what the stages themselves say.
///
/// # Example
///
/// ```
/// use intervision_model::journey::{Step, Ways};
///
/// let ways = Ways::route([(Step::KickedOff, true), (Step::Coached, false), (Step::Closed, true)]);
/// assert_eq!(ways.next(Step::Invited), [Step::KickedOff]);
/// // Coaching may be passed over.
/// assert_eq!(ways.next(Step::KickedOff), [Step::Coached, Step::Closed]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways<S: Stage = Step> {
    own: Option<BTreeMap<S, Vec<S>>>,
}

impl<S: Stage> Default for Ways<S> {
    fn default() -> Self {
        Ways { own: None }
    }
}

impl<S: Stage> Ways<S> {
    /// These pairs of a stage and one that may follow, and no others.
    pub fn new(pairs: impl IntoIterator<Item = (S, S)>) -> Self {
        let mut own: BTreeMap<S, Vec<S>> = BTreeMap::new();
        for (from, to) in pairs {
            let next = own.entry(from).or_default();
            if !next.contains(&to) {
                next.push(to);
            }
        }
        Ways { own: Some(own) }
    }

    /// One stage after the other, from the start on; with `false` a stage may be passed over.
    pub fn route(stages: impl IntoIterator<Item = (S, bool)>) -> Self {
        let stages: Vec<(S, bool)> = stages.into_iter().collect();
        let mut pairs = Vec::new();
        for (place, from) in std::iter::once(S::START).chain(stages.iter().map(|s| s.0)).enumerate()
        {
            for &(to, must) in stages.iter().skip(place) {
                pairs.push((from, to));
                if must {
                    break;
                }
            }
        }
        Ways::new(pairs)
    }

    /// The stages that may follow.
    #[must_use]
    pub fn next(&self, from: S) -> &[S] {
        match &self.own {
            Some(own) => own.get(&from).map_or(&[], Vec::as_slice),
            None => from.next(),
        }
    }

    /// All pairs of a stage and one that may follow; `None` for the stages' own ways.
    #[must_use]
    pub fn pairs(&self) -> Option<Vec<(S, S)>> {
        let own = self.own.as_ref()?;
        Some(own.iter().flat_map(|(&from, next)| next.iter().map(move |&to| (from, to))).collect())
    }
}

/// The ways of the five designs.
impl Ways<Step> {
    /// Kick-off, assessment, plan, sharing it, training, possibly coaching, intervision, closing, evaluation.
    #[must_use]
    pub fn intervision_track() -> Self {
        Ways::default()
    }

    /// A retreat: visits to the field, imagining the future, the closing, the evaluation.
    #[must_use]
    pub fn retreat() -> Self {
        use Step::{Closed, Evaluated, FieldVisited, FutureImagined};
        Ways::route([FieldVisited, FutureImagined, Closed, Evaluated].map(|step| (step, true)))
    }

    /// Pit stops: a survey of needs, the intake of the group, pit stops with peers, the closing, the evaluation.
    #[must_use]
    pub fn pit_stop() -> Self {
        use Step::{Assessed, Closed, Evaluated, PeersConsulted, TakenIn};
        Ways::route([Assessed, TakenIn, PeersConsulted, Closed, Evaluated].map(|step| (step, true)))
    }

    /// A hundred days for talent: kick-off, assessment, plan, possibly sharing it, coaching, closing, evaluation.
    #[must_use]
    pub fn talent() -> Self {
        use Step::{Assessed, Closed, Coached, Evaluated, KickedOff, PlanDrafted, PlanShared};
        let steps = [KickedOff, Assessed, PlanDrafted, PlanShared, Coached, Closed, Evaluated];
        Ways::route(steps.map(|step| (step, step != PlanShared)))
    }

    /// A community that people join and leave: a personal conversation, and gatherings from then on.
    #[must_use]
    pub fn community() -> Self {
        use Step::{Gathered, Invited, Received};
        Ways::new([
            (Invited, Received),
            (Invited, Gathered),
            (Received, Gathered),
            (Gathered, Received),
            (Gathered, Gathered),
        ])
    }
}
