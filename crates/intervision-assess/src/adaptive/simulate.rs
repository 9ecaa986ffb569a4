use std::collections::BTreeMap;

use super::stop::setting;
use super::stream::{stream, uniform};
use super::{AdaptiveTest, Exposure, Next, Outcome};
use crate::AssessError;
use crate::irt::ItemModel;
use crate::irt::score::in_blocks;
use crate::special::normal_quantile;

/// How many tests a thread simulates at once.
const BLOCK: usize = 32;

/// One simulated person.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulated {
    /// The ability that the answers were drawn from.
    pub truth: f64,
    /// What the test made of them.
    pub outcome: Outcome,
    /// The items, by number, in the order in which they were asked.
    pub items: Vec<usize>,
    /// Items that were chosen and did not pass their draw.
    pub put_aside: Vec<usize>,
}

/// An adaptive test tried on persons of known ability.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    persons: Vec<Simulated>,
    /// How often each item of the bank was asked.
    asked: Vec<usize>,
}

impl Simulation {
    /// The persons, in their order.
    #[must_use]
    pub fn persons(&self) -> &[Simulated] {
        &self.persons
    }

    /// The share of tests in which each item of the bank was asked; 0 for everything if there was no test.
    #[must_use]
    pub fn exposure(&self) -> Vec<f64> {
        let n = self.persons.len().max(1) as f64;
        self.asked.iter().map(|&asked| asked as f64 / n).collect()
    }

    /// The mean number of items, `None` if there was no test.
    #[must_use]
    pub fn mean_length(&self) -> Option<f64> {
        mean(self.persons.iter().map(|person| person.outcome.length as f64))
    }

    /// The mean of estimate minus truth, over finite estimates; `None` if there is none.
    #[must_use]
    pub fn bias(&self) -> Option<f64> {
        mean(self.errors().map(|(error, _)| error))
    }

    /// The root mean square of estimate minus truth, over finite estimates; `None` if there is none.
    #[must_use]
    pub fn rmse(&self) -> Option<f64> {
        mean(self.errors().map(|(error, _)| error * error)).map(f64::sqrt)
    }

    /// How often the truth lies within 1.96 standard errors of the estimate, over finite estimates; `None` if there is none.
    #[must_use]
    pub fn coverage(&self) -> Option<f64> {
        mean(self.errors().map(|(error, se)| f64::from(error.abs() <= 1.96 * se)))
    }

    fn errors(&self) -> impl Iterator<Item = (f64, f64)> {
        self.persons.iter().filter_map(|person| {
            let ability = person.outcome.ability;
            Some((ability.theta()? - person.truth, ability.standard_error()?))
        })
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = values.fold((0.0, 0_usize), |(sum, n), value| (sum + value, n + 1));
    (n > 0).then(|| sum / n as f64)
}

impl AdaptiveTest {
    /// Tries the test on a person of each of these abilities, whose answers are drawn from the bank's models.
    ///
    /// The same seed gives the same answers for each person, however many there are; on several threads with the feature
    /// `rayon`, with the same answer.
    ///
    /// ```
    /// use intervision_assess::adaptive::{AdaptiveTest, StandardErrorBelow};
    /// use intervision_assess::irt::{ItemBank, Logistic};
    ///
    /// let mut items = Vec::new();
    /// for k in 0..60 {
    ///     items.push((format!("q{k:02}"), Logistic::two_parameter(1.8, f64::from(k % 30) / 6.0 - 2.5)?.into()));
    /// }
    /// let test = AdaptiveTest::new(ItemBank::new(items)?).with_stop(StandardErrorBelow::new(0.35)?);
    /// let simulation = test.simulate(&test.draw_abilities(200, 1), 1);
    /// assert!(simulation.mean_length().unwrap() < 30.0);
    /// assert!(simulation.rmse().unwrap() < 0.45);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn simulate(&self, truths: &[f64], seed: u64) -> Simulation {
        let persons = in_blocks(truths.len(), BLOCK, |range| {
            let truths = range.clone().zip(truths.get(range).unwrap_or_default());
            truths.map(|(person, &truth)| self.simulate_one(truth, seed, person as u64)).collect()
        });
        let mut asked = vec![0; self.bank.len()];
        for item in persons.iter().flat_map(|person| &person.items) {
            if let Some(count) = asked.get_mut(*item) {
                *count += 1;
            }
        }
        Simulation { persons, asked }
    }

    /// Abilities drawn from the bank's population.
    #[must_use]
    pub fn draw_abilities(&self, n: usize, seed: u64) -> Vec<f64> {
        let population = self.bank.population();
        let draw = |person: usize| {
            let u = uniform(&mut stream(!seed, person as u64));
            population.mean() + population.sd() * normal_quantile(u)
        };
        (0..n).map(draw).collect()
    }

    /// The probabilities to pass for [`Exposure::SympsonHetter`] that keep every item's exposure at about `most` among persons of
    /// these abilities: rounds of simulation, after each of which an item that was chosen more often than that is let pass
    /// accordingly less (Sympson and Hetter, 1985).
    ///
    /// Where the bank is too small for what is asked, exposures stay above `most`; a [`simulation`](AdaptiveTest::simulate)
    /// with the result tells.
    ///
    /// Complexity: `rounds` simulations.
    ///
    /// # Errors
    ///
    /// [`AssessError::AdaptiveTest`] unless `most` is above 0 and at most 1.
    pub fn sympson_hetter(
        mut self,
        truths: &[f64],
        most: f64,
        rounds: usize,
        seed: u64,
    ) -> Result<Self, AssessError> {
        if !(most > 0.0 && most <= 1.0) {
            return Err(setting("highest exposure", most, "above 0 and at most 1"));
        }
        let mut pass = BTreeMap::new();
        for round in 0..rounds {
            self.exposure = Exposure::SympsonHetter { pass };
            let simulation = self.simulate(truths, seed.wrapping_add(round as u64));
            let mut chosen = vec![0_usize; self.bank.len()];
            for person in &simulation.persons {
                for &item in person.items.iter().chain(&person.put_aside) {
                    if let Some(count) = chosen.get_mut(item) {
                        *count += 1;
                    }
                }
            }
            let share = |count: usize| count as f64 / truths.len().max(1) as f64;
            let often = self.bank.ids().iter().zip(chosen).map(|(id, count)| (id, share(count)));
            pass = often
                .filter(|(_, share)| *share > most)
                .map(|(id, share)| (id.clone(), most / share))
                .collect();
        }
        self.exposure = Exposure::SympsonHetter { pass };
        Ok(self)
    }

    /// How the test limits exposure.
    #[must_use]
    pub fn exposure(&self) -> &Exposure {
        &self.exposure
    }

    fn simulate_one(&self, truth: f64, seed: u64, person: u64) -> Simulated {
        let mut rng = stream(seed, person);
        let mut sitting = self.begin(rand_xoshiro::rand_core::Rng::next_u64(&mut rng));
        let mut log_p = Vec::new();
        let outcome = loop {
            match sitting.proceed() {
                Next::Done(outcome) => break outcome,
                Next::Ask(item) => {
                    log_p.clear();
                    if let Some(model) = self.bank.items().get(item) {
                        log_p.resize(model.categories(), 0.0);
                        model.log_probabilities(truth, &mut log_p);
                    }
                    let mut left = uniform(&mut rng);
                    let fits = |log_p: &f64| {
                        left -= log_p.exp();
                        left < 0.0
                    };
                    let last = log_p.len().saturating_sub(1);
                    let category = log_p.iter().position(fits).unwrap_or(last);
                    // A category of the item that was asked is always taken.
                    if sitting.answer(category).is_err() {
                        break Outcome {
                            ability: sitting.ability(),
                            reason: super::StopReason::NoItemLeft,
                            length: sitting.given().len(),
                        };
                    }
                }
            }
        };
        Simulated {
            truth,
            outcome,
            items: sitting.given().iter().map(|&(item, _)| item).collect(),
            put_aside: sitting.put_aside().to_vec(),
        }
    }
}
