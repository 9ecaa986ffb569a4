use std::collections::BTreeSet;

use super::state::VERSION;
use super::stream::{below, stream, uniform};
use super::test::LEVEL;
use super::{AdaptiveTest, Exposure, SittingViolation, SoFar, StopReason, TestState};
use crate::AssessError;
use crate::irt::ItemModel;
use crate::irt::score::{Ability, AbilityEstimator, Answered, Evidence, Map};

/// What comes next in a test.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// This item, by its number in the bank.
    Ask(usize),
    /// Nothing: the test is over.
    Done(Outcome),
}

/// What a test ended with.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The ability.
    pub ability: Ability,
    /// Why the test stopped.
    pub reason: StopReason,
    /// How many items were answered.
    pub length: usize,
}

/// One person's test: [`proceed`](Sitting::proceed) to an item, [`answer`](Sitting::answer) it, until it is done.
#[derive(Debug)]
pub struct Sitting<'t> {
    test: &'t AdaptiveTest,
    seed: u64,
    given: Vec<(usize, usize)>,
    answers: Vec<Answered<'t>>,
    asked: Option<usize>,
    put_aside: Vec<usize>,
    /// Neither asked nor put aside.
    fresh: Vec<bool>,
    /// The log-likelihood at the points of the test's table.
    sums: Vec<f64>,
    ability: Ability,
    theta: f64,
}

impl<'t> Sitting<'t> {
    pub(super) fn new(test: &'t AdaptiveTest, seed: u64) -> Self {
        Sitting {
            test,
            seed,
            given: Vec::new(),
            answers: Vec::new(),
            asked: None,
            put_aside: Vec::new(),
            fresh: vec![true; test.bank.len()],
            sums: vec![0.0; test.table.points()],
            ability: Ability::NoResponses,
            theta: test.start,
        }
    }

    pub(super) fn resume(test: &'t AdaptiveTest, state: &TestState) -> Result<Self, AssessError> {
        if state.bank != test.fingerprint {
            let (found, expected) = (state.bank.clone(), test.fingerprint.clone());
            let violations = vec![SittingViolation::OtherBank { found, expected }];
            return Err(AssessError::Sitting { violations });
        }
        let mut sitting = Sitting::new(test, state.seed);
        let mut violations = Vec::new();
        let mut seen = BTreeSet::new();
        let answered = state.answers.iter().map(|(item, category)| (item, Some(*category)));
        let others = state.asked.iter().chain(&state.put_aside).map(|item| (item, None));
        for (item, category) in answered.chain(others) {
            let Some(index) = test.bank.index(item) else {
                violations.push(SittingViolation::UnknownItem { item: item.clone() });
                continue;
            };
            if !seen.insert(index) {
                violations.push(SittingViolation::Twice { item: item.clone() });
            }
            if let Some(category) = category
                && let Err(violation) = sitting.take(index, category)
            {
                violations.push(violation);
            }
        }
        if !violations.is_empty() {
            return Err(AssessError::Sitting { violations });
        }
        sitting.asked = state.asked.as_deref().and_then(|item| test.bank.index(item));
        sitting.put_aside = state.put_aside.iter().filter_map(|it| test.bank.index(it)).collect();
        for &item in sitting.put_aside.iter().chain(&sitting.asked) {
            if let Some(fresh) = sitting.fresh.get_mut(item) {
                *fresh = false;
            }
        }
        sitting.estimate();
        Ok(sitting)
    }

    /// What to ask next, or what came of the test. It stays the same until there is an answer.
    pub fn proceed(&mut self) -> Next {
        if let Some(item) = self.asked {
            return Next::Ask(item);
        }
        if let Some(reason) = self.over() {
            return self.done(reason);
        }
        match self.choose() {
            Some(item) => {
                self.asked = Some(item);
                if let Some(fresh) = self.fresh.get_mut(item) {
                    *fresh = false;
                }
                Next::Ask(item)
            }
            None => self.done(StopReason::NoItemLeft),
        }
    }

    /// Takes the answer to the item that was asked.
    ///
    /// # Errors
    ///
    /// [`AssessError::Sitting`] if no item was asked, or if it has no such category; the item then stays asked.
    pub fn answer(&mut self, category: usize) -> Result<(), AssessError> {
        let taken = match self.asked {
            Some(item) => self.take(item, category),
            None => Err(SittingViolation::NotAsked),
        };
        taken.map_err(|violation| AssessError::Sitting { violations: vec![violation] })?;
        self.asked = None;
        self.estimate();
        Ok(())
    }

    /// Item and category of each answer, in the order in which they were asked.
    #[must_use]
    pub fn given(&self) -> &[(usize, usize)] {
        &self.given
    }

    /// The items that were chosen and did not pass their draw.
    #[must_use]
    pub fn put_aside(&self) -> &[usize] {
        &self.put_aside
    }

    /// The ability after the answers so far.
    #[must_use]
    pub fn ability(&self) -> Ability {
        self.ability
    }

    /// Everything that is needed to take the test up again.
    #[must_use]
    pub fn state(&self) -> TestState {
        let id = |item: usize| self.test.bank.ids().get(item).cloned().unwrap_or_default();
        TestState {
            version: VERSION,
            bank: self.test.fingerprint.clone(),
            seed: self.seed,
            answers: self.given.iter().map(|&(item, category)| (id(item), category)).collect(),
            asked: self.asked.map(id),
            put_aside: self.put_aside.iter().map(|&item| id(item)).collect(),
        }
    }

    fn done(&self, reason: StopReason) -> Next {
        Next::Done(Outcome { ability: self.ability, reason, length: self.given.len() })
    }

    fn take(&mut self, item: usize, category: usize) -> Result<(), SittingViolation> {
        let Some(model) = self.test.bank.items().get(item) else {
            return Err(SittingViolation::NotAsked);
        };
        let answer = Answered::new(model, category).map_err(|_| SittingViolation::Category {
            item: self.test.bank.ids().get(item).cloned().unwrap_or_default(),
            category,
            categories: model.categories(),
        })?;
        self.answers.push(answer);
        self.given.push((item, category));
        self.test.table.add(item, category, &mut self.sums);
        if let Some(fresh) = self.fresh.get_mut(item) {
            *fresh = false;
        }
        Ok(())
    }

    fn estimate(&mut self) {
        if self.answers.is_empty() {
            return;
        }
        let evidence =
            Evidence::new(self.test.bank.population(), &self.answers).with_sums(LEVEL, &self.sums);
        self.ability = self.test.estimator.estimate(&evidence);
        let finite = self.ability.theta().or_else(|| Map.estimate(&evidence).theta());
        self.theta = finite.unwrap_or(self.test.start);
    }

    fn so_far<'a>(&'a self, open: &'a [bool]) -> SoFar<'a> {
        SoFar {
            bank: &self.test.bank,
            index: &self.test.index,
            given: &self.given,
            answers: &self.answers,
            sums: &self.sums,
            open,
            ability: self.ability,
            theta: self.theta,
        }
    }

    fn answered(&self) -> impl Iterator<Item = usize> {
        self.given.iter().map(|&(item, _)| item)
    }

    fn over(&self) -> Option<StopReason> {
        let length = self.given.len();
        if length >= self.test.longest {
            return Some(StopReason::Length);
        }
        if length < self.test.shortest || !self.test.quotas.met(self.answered()) {
            return None;
        }
        let so_far = self.so_far(&self.fresh);
        self.test.stops.iter().find_map(|rule| rule.stop(&so_far))
    }

    /// The next item, if one may be asked.
    fn choose(&mut self) -> Option<usize> {
        let left = self.test.longest - self.given.len();
        let mut open = self.fresh.clone();
        self.test.quotas.close(self.answered(), left, &mut open);
        let mut rng = stream(self.seed, self.given.len() as u64);
        let selector = &self.test.selector;
        match &self.test.exposure {
            Exposure::Unlimited => selector.best(&self.so_far(&open), 1).first().copied(),
            Exposure::Randomesque { among } => {
                let best = selector.best(&self.so_far(&open), *among);
                if best.is_empty() { None } else { best.get(below(&mut rng, best.len())).copied() }
            }
            Exposure::SympsonHetter { pass } => {
                // A few at a time: nearly always one of the first passes.
                let mut most = 8;
                let mut tried = 0;
                loop {
                    let best = selector.best(&self.so_far(&open), most);
                    for &item in best.get(tried..).unwrap_or_default() {
                        let id = self.test.bank.ids().get(item);
                        let p = id.and_then(|id| pass.get(id)).copied().unwrap_or(1.0);
                        if uniform(&mut rng) < p {
                            return Some(item);
                        }
                        self.put_aside.push(item);
                        if let Some(fresh) = self.fresh.get_mut(item) {
                            *fresh = false;
                        }
                    }
                    if best.len() < most {
                        break;
                    }
                    tried = best.len();
                    most *= 4;
                }
                // Nobody passed: the test goes on with the best of those that were put aside.
                let mut again = vec![false; open.len()];
                for &item in &self.put_aside {
                    if let Some(place) = again.get_mut(item) {
                        *place = !self.given.iter().any(|&(given, _)| given == item);
                    }
                }
                self.test.quotas.close(self.answered(), left, &mut again);
                let item = selector.best(&self.so_far(&again), 1).first().copied();
                self.put_aside.retain(|&aside| Some(aside) != item);
                item
            }
        }
    }
}
