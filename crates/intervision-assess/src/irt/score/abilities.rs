use std::borrow::Cow;

use intervision_core::{Rating, Ratings};

use super::{Ability, AbilityLevels, PersonFit};
use crate::instrument::LevelMap;
use crate::irt::{Curve, ItemBank, ItemModel};

/// Everyone's abilities on every scale that has a bank; as [`Ratings`], levels on the competencies that scales are linked to.
///
/// Members are numbered as on the roster. An ability that is not finite gives no rating. They do not serialise:
///
/// ```compile_fail,E0277
/// fn write<T: serde::Serialize>() {}
/// write::<intervision_assess::irt::score::Abilities>();
/// ```
#[derive(Clone, PartialEq)]
pub struct Abilities {
    ids: Vec<String>,
    scales: Vec<ScaleAbilities>,
}

impl std::fmt::Debug for Abilities {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Abilities")
            .field("members", &self.ids.len())
            .field("scales", &self.scales)
            .finish_non_exhaustive()
    }
}

/// Everyone's abilities on one scale.
#[derive(Clone, PartialEq)]
pub struct ScaleAbilities {
    pub(super) id: String,
    pub(super) competency: Option<String>,
    pub(super) map: LevelMap,
    pub(super) levels: AbilityLevels,
    pub(super) bank: ItemBank,
    pub(super) abilities: Vec<Ability>,
    pub(super) fits: Vec<Option<PersonFit>>,
}

impl std::fmt::Debug for ScaleAbilities {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ScaleAbilities").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Abilities {
    pub(super) fn new(ids: Vec<String>, scales: Vec<ScaleAbilities>) -> Self {
        Abilities { ids, scales }
    }

    /// The members' ids, in the order of their numbers.
    #[must_use]
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// The scales that have a bank, in the order of the instrument.
    #[must_use]
    pub fn scales(&self) -> &[ScaleAbilities] {
        &self.scales
    }

    /// The scale with this id.
    #[must_use]
    pub fn scale(&self, id: &str) -> Option<&ScaleAbilities> {
        self.scales.iter().find(|scale| scale.id == id)
    }

    /// A member's ability on a scale; `None` for a member or scale that does not exist.
    #[must_use]
    pub fn ability(&self, member: usize, scale: &str) -> Option<Ability> {
        self.scale(scale)?.abilities.get(member).copied()
    }
}

impl ScaleAbilities {
    /// The scale's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The competency it measures, if any.
    #[must_use]
    pub fn competency(&self) -> Option<&str> {
        self.competency.as_deref()
    }

    /// The scale's items, in its order.
    #[must_use]
    pub fn bank(&self) -> &ItemBank {
        &self.bank
    }

    /// Everyone's ability, in the order of the members.
    #[must_use]
    pub fn abilities(&self) -> &[Ability] {
        &self.abilities
    }

    /// How well a member's answers fit their ability; `None` without a finite one.
    #[must_use]
    pub fn fit(&self, member: usize) -> Option<PersonFit> {
        self.fits.get(member).copied().flatten()
    }

    /// The level that θ stands for, with its standard error taken along the slope.
    fn rating(&self, member: usize) -> Option<Rating> {
        let Some(Ability::Finite { theta, se }) = self.abilities.get(member).copied() else {
            return None;
        };
        Some(match self.levels {
            AbilityLevels::Theta => Rating::measured(theta, se),
            AbilityLevels::Linear { at_zero, per_unit } => {
                Rating::measured(at_zero + per_unit * theta, per_unit * se)
            }
            AbilityLevels::ExpectedScore => {
                let (share, slope) = expected_share(&self.bank, theta);
                Rating::measured(self.map.level(share), self.map.slope(share) * slope * se)
            }
        })
    }
}

/// The expected score at θ as a share of the highest one, and its slope.
fn expected_share(bank: &ItemBank, theta: f64) -> (f64, f64) {
    let (mut expected, mut slope, mut highest) = (0.0, 0.0, 0.0);
    let mut curves = Vec::new();
    for item in bank.items() {
        curves.clear();
        curves.resize(item.categories(), Curve::default());
        item.curves(theta, &mut curves);
        for (score, curve) in curves.iter().enumerate() {
            let part = score as f64 * curve.log_p.exp();
            expected += part;
            slope += part * curve.first;
        }
        highest += (curves.len() - 1) as f64;
    }
    (expected / highest, (slope / highest).max(0.0))
}

impl Ratings for Abilities {
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
