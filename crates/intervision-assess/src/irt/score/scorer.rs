use std::collections::BTreeMap;

use intervision_core::{Ratings, Roster, Score, ServiceError};

use super::abilities::{Abilities, ScaleAbilities};
use super::{AbilityEstimator, Eap, Patterns, PersonFit};
use crate::AssessError;
use crate::instrument::{Instrument, Scale};
use crate::irt::{ItemBank, ItemModel};
use crate::responses::{Keyed, Responses};

/// What levels the ratings of an ability are given in.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub enum AbilityLevels {
    /// The score that somebody of this ability is expected to reach on the whole scale, taken to levels by the scale's own map:
    /// the levels of classical scores, and of targets that were set in them, even for who skipped the easy items.
    #[default]
    ExpectedScore,
    /// θ itself. Targets are then set in θ.
    Theta,
    /// A straight line.
    Linear {
        /// The level at θ = 0.
        at_zero: f64,
        /// How many levels one unit of θ is worth, above 0.
        per_unit: f64,
    },
}

/// Why a bank does not fit a scale.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScaleBankViolation {
    /// An item of the scale is not in the bank.
    #[error("item \"{item}\" is not in the bank")]
    NotInBank {
        /// The item.
        item: String,
    },
    /// The item's response format has another number of categories than its model.
    #[error("item \"{item}\" is answered in {format} categories and has {bank} in the bank")]
    Categories {
        /// The item.
        item: String,
        /// In the instrument.
        format: usize,
        /// In the bank.
        bank: usize,
    },
}

/// Scores responses with item response models; core's [`Score`] service beside the classical
/// [`Scorer`](crate::Scorer).
///
/// A scale needs a bank with its items, calibrated on keyed answers: category 0 is the lowest, of a reversed item the highest
/// answer. Weights of the scale do not count, parameters do. Scales without a bank are left out.
///
/// Complexity: as the estimator, for each scale.
///
/// # Example
///
/// ```
/// use intervision_assess::irt::score::AbilityScorer;
/// use intervision_assess::irt::{Graded, ItemBank};
/// use intervision_assess::{Answer, Instrument, Item, NeedsAnalysis, ResponseFormat, Responses, Scale, TargetProfile};
/// use intervision_core::Table;
///
/// let instrument = Instrument::builder("short")
///     .with_format("agreement", ResponseFormat::new(1, 3))
///     .with_items(["q1", "q2"].map(|id| Item::new(id, "agreement")))
///     .with_scale(Scale::new("s").with_competency("influence").with_item("q1").with_reversed("q2"))
///     .build()?;
/// let answers = [("q1", Answer::Given(3)), ("q2", Answer::Given(2))];
/// let responses = Responses::builder(&instrument).with_row("p1", answers).build()?;
/// let bank = ItemBank::new([
///     ("q1", Graded::new(1.4, vec![-1.0, 0.5])?.into()),
///     ("q2", Graded::new(1.1, vec![-0.5, 1.0])?.into()),
/// ])?;
///
/// let scorer = AbilityScorer::new(instrument, responses)?.with_bank("s", &bank)?;
/// let abilities = scorer.abilities(&Table::new(["p1", "p2"])?)?;
/// assert!(abilities.ability(0, "s").unwrap().theta().unwrap() > 0.0);
/// let needs = NeedsAnalysis::new().find(&abilities, &TargetProfile::new(2, [("influence", 4.5)]))?;
/// assert!(needs.of(0)[0].gap.gap.unwrap() > 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct AbilityScorer {
    instrument: Instrument,
    responses: Responses,
    /// By scale: the scale's own items, in its order.
    banks: BTreeMap<String, ItemBank>,
    estimator: Box<dyn AbilityEstimator>,
    levels: AbilityLevels,
}

impl std::fmt::Debug for AbilityScorer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AbilityScorer")
            .field("scales", &self.banks.keys().collect::<Vec<_>>())
            .field("estimator", &self.estimator.name())
            .finish_non_exhaustive()
    }
}

impl AbilityScorer {
    /// Takes an instrument and the responses of one occasion. Abilities are [`Eap`] unless something else is asked for.
    ///
    /// # Errors
    ///
    /// [`AssessError::SeveralOccasions`] when the responses hold more than one.
    pub fn new(instrument: Instrument, responses: Responses) -> Result<Self, AssessError> {
        let occasions = responses.occasions();
        if occasions.len() > 1 {
            return Err(AssessError::SeveralOccasions { occasions });
        }
        let estimator = Box::new(Eap::default());
        let levels = AbilityLevels::default();
        Ok(AbilityScorer { instrument, responses, banks: BTreeMap::new(), estimator, levels })
    }

    /// The items of a scale. A bank may hold more than those.
    ///
    /// # Errors
    ///
    /// [`AssessError::UnknownScale`], or [`AssessError::ScaleBank`], which lists every item that is missing or has another
    /// number of categories than its response format.
    pub fn with_bank(mut self, scale: &str, bank: &ItemBank) -> Result<Self, AssessError> {
        let Some(found) = self.instrument.scale(scale) else {
            let known = self.instrument.scales().map(|scale| scale.id().to_owned()).collect();
            return Err(AssessError::UnknownScale { scale: scale.to_owned(), known });
        };
        let (min, max) = self.instrument.range_of(found);
        let format = max.abs_diff(min) as usize + 1;
        let (mut items, mut violations) = (Vec::new(), Vec::new());
        for place in found.items() {
            let id = place.item().to_owned();
            match bank.get(&id) {
                None => violations.push(ScaleBankViolation::NotInBank { item: id }),
                Some(item) if item.categories() != format => {
                    let bank = item.categories();
                    violations.push(ScaleBankViolation::Categories { item: id, format, bank });
                }
                Some(item) => items.push((id, item.clone())),
            }
        }
        if !violations.is_empty() {
            return Err(AssessError::ScaleBank { scale: scale.to_owned(), violations });
        }
        let own = ItemBank::new(items)?.with_population(bank.population());
        self.banks.insert(scale.to_owned(), own);
        Ok(self)
    }

    /// Another estimator.
    #[must_use]
    pub fn with_estimator(mut self, estimator: impl AbilityEstimator + 'static) -> Self {
        self.estimator = Box::new(estimator);
        self
    }

    /// Other levels.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] for a line that does not rise.
    pub fn with_levels(mut self, levels: AbilityLevels) -> Result<Self, AssessError> {
        if let AbilityLevels::Linear { at_zero, per_unit } = levels {
            if !at_zero.is_finite() {
                let (setting, allowed) = ("level at ability 0", "a number");
                return Err(AssessError::Setting { setting, value: at_zero, allowed });
            }
            if !(per_unit.is_finite() && per_unit > 0.0) {
                let (setting, allowed) = ("levels per unit of ability", "a positive number");
                return Err(AssessError::Setting { setting, value: per_unit, allowed });
            }
        }
        self.levels = levels;
        Ok(self)
    }

    /// Abilities of the members of this roster, numbered as there. Who did not respond has
    /// [`NoResponses`](super::Ability::NoResponses).
    ///
    /// # Errors
    ///
    /// [`AssessError::UnknownPerson`] names everyone who answered without being on the roster.
    pub fn abilities(&self, roster: &dyn Roster) -> Result<Abilities, AssessError> {
        let (ids, rows) = self.responses.members(roster)?;
        let mut scales = Vec::with_capacity(self.banks.len());
        for scale in self.instrument.scales() {
            if let Some(bank) = self.banks.get(scale.id()) {
                scales.push(self.scale(scale, bank, &rows)?);
            }
        }
        Ok(Abilities::new(ids, scales))
    }

    fn scale(
        &self,
        scale: &Scale,
        bank: &ItemBank,
        rows: &[Option<usize>],
    ) -> Result<ScaleAbilities, AssessError> {
        let lowest = f64::from(self.instrument.range_of(scale).0);
        let keyed = Keyed::new(&self.instrument, scale, &self.responses, rows);
        let category = |answer: &Option<f64>| answer.map(|answer| (answer - lowest) as usize);
        let row = |row: &[Option<f64>]| row.iter().map(category).collect::<Vec<_>>();
        let patterns = Patterns::new(bank, keyed.rows().map(row))?;
        let abilities = self.estimator.estimate_all(bank, &patterns);
        Ok(ScaleAbilities {
            id: scale.id().to_owned(),
            competency: scale.competency().map(str::to_owned),
            map: self.instrument.levels_of(scale).clone(),
            levels: self.levels,
            fits: PersonFit::of_all(bank, &patterns, &abilities),
            bank: bank.clone(),
            abilities,
        })
    }
}

impl Score for AbilityScorer {
    fn score(&self, roster: &dyn Roster) -> Result<Box<dyn Ratings>, ServiceError> {
        Ok(Box::new(self.abilities(roster)?))
    }
}
