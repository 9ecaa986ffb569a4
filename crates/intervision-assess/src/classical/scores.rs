use std::borrow::Cow;

use intervision_core::{Rating, Ratings};

use super::{NoScore, ScaleScore};
use crate::instrument::LevelMap;
use crate::reliability::{Alpha, Covariances, ItemAnalysis, MissingPairs, NoReliability};

/// Everyone's scores on every scale; as [`Ratings`], levels on the competencies that scales are linked to.
///
/// Members are numbered as on the roster that was scored. Personal scores do not serialise; what is published about a
/// cohort goes through [`CohortSummary`](crate::survey::CohortSummary).
///
/// ```compile_fail,E0277
/// fn write<T: serde::Serialize>() {}
/// write::<intervision_assess::Scores>();
/// ```
#[derive(Clone, PartialEq)]
pub struct Scores {
    ids: Vec<String>,
    responded: Vec<bool>,
    scales: Vec<ScaleScores>,
}

impl std::fmt::Debug for Scores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scales: Vec<_> = self.scales.iter().map(ScaleScores::id).collect();
        f.debug_struct("Scores")
            .field("members", &self.ids.len())
            .field("scales", &scales)
            .finish_non_exhaustive()
    }
}

/// Everyone's scores on one scale.
#[derive(Clone, PartialEq)]
pub struct ScaleScores {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) competency: Option<String>,
    pub(super) levels: LevelMap,
    /// Pairwise, listwise.
    pub(super) covariances: [Covariances; 2],
    /// Pairwise, listwise.
    pub(super) items: [Vec<ItemAnalysis>; 2],
    pub(super) scores: Vec<Result<ScaleScore, NoScore>>,
}

impl std::fmt::Debug for ScaleScores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScaleScores")
            .field("id", &self.id)
            .field("members", &self.scores.len())
            .finish_non_exhaustive()
    }
}

impl Scores {
    pub(super) fn new(ids: Vec<String>, responded: Vec<bool>, scales: Vec<ScaleScores>) -> Self {
        Scores { ids, responded, scales }
    }

    /// The members' ids, in the order of their numbers.
    #[must_use]
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// The scales, in the order of the instrument.
    #[must_use]
    pub fn scales(&self) -> &[ScaleScores] {
        &self.scales
    }

    /// The scale with this id.
    #[must_use]
    pub fn scale(&self, id: &str) -> Option<&ScaleScores> {
        self.scales.iter().find(|scale| scale.id == id)
    }

    /// A member's score on a scale, or why there is none; `None` for a member or scale that does not exist.
    #[must_use]
    pub fn score(&self, member: usize, scale: &str) -> Option<&Result<ScaleScore, NoScore>> {
        self.scale(scale)?.scores.get(member)
    }

    /// Whether the member is among those who responded.
    #[must_use]
    pub fn responded(&self, member: usize) -> bool {
        self.responded.get(member).copied().unwrap_or(false)
    }

    /// Whether each member responded, in the order of their numbers.
    #[must_use]
    pub fn respondents(&self) -> &[bool] {
        &self.responded
    }

    /// Who has not responded, in the order of ids: those to remind.
    #[must_use]
    pub fn outstanding(&self) -> Vec<usize> {
        let mut members: Vec<usize> =
            (0..self.ids.len()).filter(|&member| !self.responded(member)).collect();
        members.sort_by_key(|&member| self.ids.get(member));
        members
    }
}

impl ScaleScores {
    /// The scale's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A name to show.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The competency it measures, if any.
    #[must_use]
    pub fn competency(&self) -> Option<&str> {
        self.competency.as_deref()
    }

    /// The score of each member, or why there is none.
    pub fn scores(&self) -> &[Result<ScaleScore, NoScore>] {
        &self.scores
    }

    /// Alpha of the scale in this cohort.
    ///
    /// # Errors
    ///
    /// [`NoReliability`] when there is too little to compare.
    pub fn alpha(&self, missing: MissingPairs) -> Result<Alpha, NoReliability> {
        self.covariances(missing).alpha()
    }

    /// How the keyed items vary together in this cohort, for the other coefficients of [`reliability`](crate::reliability).
    #[must_use]
    pub fn covariances(&self, missing: MissingPairs) -> &Covariances {
        match missing {
            MissingPairs::Pairwise => &self.covariances[0],
            MissingPairs::Listwise => &self.covariances[1],
        }
    }

    /// What each item does in the scale, in the order of its items.
    #[must_use]
    pub fn items(&self, missing: MissingPairs) -> &[ItemAnalysis] {
        match missing {
            MissingPairs::Pairwise => &self.items[0],
            MissingPairs::Listwise => &self.items[1],
        }
    }

    /// The member's level, with the standard error taken along the slope of the level map.
    fn rating(&self, member: usize) -> Option<Rating> {
        let score = self.scores.get(member)?.as_ref().ok()?;
        let slope = self.levels.slope(score.pomp);
        Some(Rating {
            level: self.levels.level(score.pomp),
            standard_error: score.standard_error.ok().map(|error| error.value * slope),
        })
    }
}

impl Ratings for Scores {
    fn len(&self) -> usize {
        self.ids.len()
    }

    fn competencies(&self) -> Vec<Cow<'_, str>> {
        self.scales.iter().filter_map(|scale| Some(scale.competency()?.into())).collect()
    }

    fn rating(&self, member: usize, competency: &str) -> Option<Rating> {
        self.scales.iter().find(|scale| scale.competency() == Some(competency))?.rating(member)
    }
}
