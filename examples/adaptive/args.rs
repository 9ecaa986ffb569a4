//! The options, and the test that they describe.

use std::path::{Path, PathBuf};

use clap::{Parser, ValueEnum};
use intervision::assess::adaptive::{
    AdaptiveTest, Classified, ContentQuotas, Exposure, MaximumInformation, PosteriorWeighted,
    StandardErrorBelow,
};
use intervision::assess::irt::ItemBank;
use intervision::assess::irt::score::{AbilityEstimator, Eap, Map, MaximumLikelihood, Warm};
use intervision_examples::{AtPath, Outcome, read_text};

use crate::questions::Questions;

/// Rounds of simulation, and persons in each, from which limits of exposure are found.
const ROUNDS: usize = 15;
const PERSONS: usize = 1000;

/// Asks the items of a bank adaptively, or tries such a test on simulated persons.
#[derive(Parser, Debug)]
#[command(name = "adaptive", version)]
pub struct Args {
    /// The items with their parameters, as `calibrate --bank` writes them; without it 24 invented ones about conversations
    #[arg(long, value_name = "FILE")]
    bank: Option<PathBuf>,
    /// The instrument with the items' texts, answers and scales; without it items show their ids
    #[arg(long, value_name = "FILE", requires = "bank")]
    instrument: Option<PathBuf>,
    /// How the next item is chosen
    #[arg(long, value_enum, default_value_t = Choice::Information)]
    choose: Choice,
    /// How the ability is estimated
    #[arg(long, value_enum, default_value_t = Estimator::Eap)]
    estimate: Estimator,
    /// Stop when the standard error is at most this
    #[arg(long, default_value_t = 0.3, value_name = "SE")]
    se: f64,
    /// Stop when it is clear on which side of this ability the person lies
    #[arg(long, value_name = "THETA", allow_negative_numbers = true)]
    target: Option<f64>,
    /// How probable one side of the target must be
    #[arg(long, default_value_t = 0.95, value_name = "P", requires = "target")]
    confidence: f64,
    /// The shortest test
    #[arg(long, default_value_t = 4, value_name = "ITEMS")]
    shortest: usize,
    /// The longest test
    #[arg(long, default_value_t = 15, value_name = "ITEMS")]
    longest: usize,
    /// At least so many items of each scale of the instrument
    #[arg(long, default_value_t = 1, value_name = "ITEMS")]
    per_scale: usize,
    /// Draw each item from this many of the best
    #[arg(long, default_value_t = 1, value_name = "ITEMS")]
    among: usize,
    /// Let no item stand in more than about this share of tests; found by simulation
    #[arg(long, value_name = "SHARE", conflicts_with = "among")]
    exposure: Option<f64>,
    /// What chance is drawn from, if anything is left to it
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    pub seed: u64,
    /// Keep the test here after each answer, and go on from here if it is there already
    #[arg(long, value_name = "FILE", conflicts_with = "simulate")]
    pub state: Option<PathBuf>,
    /// Try the test on so many persons drawn from the bank's population
    #[arg(long, value_name = "PERSONS")]
    pub simulate: Option<usize>,
    /// Print one JSON object; questions then go to standard error
    #[arg(long)]
    pub json: bool,
}

#[derive(ValueEnum, Debug, Clone, Copy)]
enum Choice {
    /// The most informative at the ability so far
    Information,
    /// The most informative on average over what is believed of the ability
    Posterior,
}

#[derive(ValueEnum, Debug, Clone, Copy)]
enum Estimator {
    /// Mean of the posterior
    Eap,
    /// Mode of the posterior
    Map,
    /// Maximum likelihood
    Ml,
    /// Warm's weighted likelihood
    Wle,
}

impl Args {
    /// The test, and what is asked with each item of its bank.
    pub fn test(&self) -> Outcome<(AdaptiveTest, Questions)> {
        let shipped = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data/adaptive"));
        let (bank, instrument) = match &self.bank {
            Some(bank) => (bank.clone(), self.instrument.clone()),
            None => (shipped.join("bank.json"), Some(shipped.join("instrument.json"))),
        };
        let items = ItemBank::from_json(&read_text(&bank)?).at(&bank)?;
        let questions = match &instrument {
            Some(path) => Questions::read(path, &items)?,
            None => Questions::of(&items),
        };

        let longest = self.longest.min(items.len());
        let mut quotas = ContentQuotas::new();
        for (scale, ids) in questions.scales() {
            quotas = quotas.with_area(scale, self.per_scale, longest, ids);
        }
        let mut test = AdaptiveTest::new(items)
            .with_length(self.shortest, longest)?
            .with_quotas(quotas)?
            .with_stop(StandardErrorBelow::new(self.se)?);
        if let Some(target) = self.target {
            test = test.with_stop(Classified::new(target, self.confidence)?);
        }
        test = match self.choose {
            Choice::Information => test.with_selector(MaximumInformation),
            Choice::Posterior => test.with_selector(PosteriorWeighted),
        };
        let estimator: Box<dyn AbilityEstimator> = match self.estimate {
            Estimator::Eap => Box::new(Eap::default()),
            Estimator::Map => Box::new(Map),
            Estimator::Ml => Box::new(MaximumLikelihood),
            Estimator::Wle => Box::new(Warm),
        };
        test = test.with_estimator(estimator);
        test = match self.exposure {
            None => test.with_exposure(Exposure::Randomesque { among: self.among })?,
            Some(most) => {
                let persons = test.draw_abilities(PERSONS, self.seed);
                test.sympson_hetter(&persons, most, ROUNDS, self.seed)?
            }
        };
        Ok((test, questions))
    }
}
