use super::estimator::{BLOCK, in_blocks};
use super::{Ability, Answered, Patterns};
use crate::irt::ItemBank;

/// How well one person's answers fit the ability that they are given.
///
/// A person who answers at random, copies, or loses the thread has answers that the model finds unlikely. With fewer
/// than some 15 answers, or an ability estimated from the same answers, the figures scatter less than their reference
/// says and flag fewer persons than they should.
///
/// ```
/// use intervision_assess::irt::score::{Answered, PersonFit};
/// use intervision_assess::irt::Logistic;
///
/// let items: Vec<_> = [-2.0, -1.0, 1.0, 2.0].into_iter().filter_map(|b| Logistic::rasch(b).ok()).collect();
/// let answers = |right: [usize; 4]| -> Vec<Answered<'_>> {
///     items.iter().zip(right).filter_map(|(item, category)| Answered::new(item, category).ok()).collect()
/// };
/// let usual = PersonFit::of(&answers([1, 1, 0, 0]), 0.0).unwrap();
/// let odd = PersonFit::of(&answers([0, 0, 1, 1]), 0.0).unwrap();
/// assert!(usual.lz > 0.5 && odd.lz < -2.0);
/// assert!(usual.outfit < 1.0 && odd.outfit > 2.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PersonFit {
    /// How many answers it rests on.
    pub answered: usize,
    /// The log-likelihood of the answers at the ability.
    pub log_likelihood: f64,
    /// The standardised log-likelihood (Drasgow, Levine and Williams, 1985): about standard normal for who answers as the
    /// model says, and below -2 for who does not.
    pub lz: f64,
    /// The mean square of the residuals, each weighted by its item's variance (Wright and Masters, 1982): 1 is as
    /// expected, more is noisier, less is more regular than the model.
    pub infit: f64,
    /// The mean square of the standardised residuals: like infit, but quick to show a single surprise far from the ability.
    pub outfit: f64,
}

impl PersonFit {
    /// The fit of these answers to θ; `None` without answers, or so far from the items that every answer is certain.
    ///
    /// Complexity: the categories of the items.
    #[must_use]
    pub fn of(answers: &[Answered<'_>], theta: f64) -> Option<Self> {
        let mut fit = Sums::default();
        let mut log_p = Vec::new();
        for answer in answers {
            log_p.clear();
            log_p.resize(answer.item.categories(), 0.0);
            answer.item.log_probabilities(theta, &mut log_p);
            fit.add(&log_p, answer.category);
        }
        fit.figures(answers.len())
    }

    /// The fit of everyone to their abilities, in the order of the persons; `None` also where there is no finite ability.
    #[must_use]
    pub fn of_all(
        bank: &ItemBank,
        patterns: &Patterns,
        abilities: &[Ability],
    ) -> Vec<Option<Self>> {
        in_blocks(patterns.len(), BLOCK, |persons| {
            let mut answers = Vec::new();
            persons
                .map(|person| {
                    let theta = abilities.get(person)?.theta()?;
                    patterns.answered(bank, person, &mut answers);
                    PersonFit::of(&answers, theta)
                })
                .collect()
        })
    }
}

#[derive(Default)]
struct Sums {
    log_likelihood: f64,
    expected: f64,
    variance: f64,
    squares: f64,
    variances: f64,
    standardised: f64,
}

impl Sums {
    fn add(&mut self, log_p: &[f64], category: usize) {
        let (mut mean, mut entropy) = (0.0, 0.0);
        for (score, &log_p) in log_p.iter().enumerate() {
            mean += score as f64 * log_p.exp();
            entropy += log_p * log_p.exp();
        }
        let (mut variance, mut spread) = (0.0, 0.0);
        for (score, &log_p) in log_p.iter().enumerate() {
            variance += (score as f64 - mean).powi(2) * log_p.exp();
            spread += (log_p - entropy).powi(2) * log_p.exp();
        }
        let residual = (category as f64 - mean).powi(2);
        self.log_likelihood += log_p.get(category).copied().unwrap_or_default();
        self.expected += entropy;
        self.variance += spread;
        self.squares += residual;
        self.variances += variance;
        self.standardised += residual / variance;
    }

    fn figures(self, answered: usize) -> Option<PersonFit> {
        let fit = PersonFit {
            answered,
            log_likelihood: self.log_likelihood,
            lz: (self.log_likelihood - self.expected) / self.variance.sqrt(),
            infit: self.squares / self.variances,
            outfit: self.standardised / answered as f64,
        };
        let finite = fit.lz.is_finite() && fit.infit.is_finite() && fit.outfit.is_finite();
        (answered > 0 && finite).then_some(fit)
    }
}
