//! In: rules, and which wishes make up each objective. Out: both values of any grouping, on one scale, and the rules that weigh
//! the objectives against each other.

use intervision_core::{Groups, Roster};

use crate::problem::{Problem, Rules, RulesDocument, themes};
use crate::{Aggregate, Certificate, Error, Former, FrontError};

/// Values on the common scale that differ by less than this part of what random groups have are the same.
const SAME: f64 = 1e-9;

/// Two objectives: sums of terms on the common scale.
#[derive(Debug, Clone)]
pub(super) struct Objectives {
    /// Everything on one level, with the weights of the rules.
    pub(super) problem: Problem,
    /// The objective of each term, 0 or 1.
    of: Vec<Option<usize>>,
    document: RulesDocument,
    /// The terms of each objective, as they are called.
    pub(super) names: [Vec<String>; 2],
    /// What is no difference in each objective.
    pub(super) same: [f64; 2],
}

impl Objectives {
    pub(super) fn new(
        former: &Former<'_>,
        named: [&[String]; 2],
        roster: &dyn Roster,
    ) -> Result<Self, Error> {
        let rules = former.rules();
        if rules.aggregate() != Aggregate::Total {
            return Err(FrontError::NoSums { aggregate: rules.aggregate() }.into());
        }
        if rules.waiting_list().is_some_and(|list| list.priority.is_some()) {
            return Err(FrontError::Seats.into());
        }
        // The names of each wish: as its term is called, and what it is about.
        let wishes: Vec<(String, &str, f64)> = (rules.wishes().iter())
            .map(|wish| (wish.to_string(), wish.attribute.as_str(), wish.weight))
            .chain(rules.pairs().iter().map(|wish| {
                (format!("{} \"{}\"", wish.direction, wish.name), wish.name.as_str(), wish.weight)
            }))
            .chain(rules.themes().map(|wish| (themes::TERM.to_owned(), themes::TERM, wish.weight)))
            .collect();
        let mut of = vec![None; wishes.len()];
        for (objective, named) in named.into_iter().enumerate() {
            for name in named {
                let mut known = false;
                for (at, (term, about, _)) in wishes.iter().enumerate() {
                    if name == term || name == about {
                        known = true;
                        if of[at].is_some_and(|other| other != objective) {
                            return Err(FrontError::Twice { wish: term.clone() }.into());
                        }
                        of[at] = Some(objective);
                    }
                }
                if !known {
                    let known = wishes.into_iter().map(|(term, _, _)| term).collect();
                    return Err(FrontError::Unknown { name: name.clone(), known }.into());
                }
            }
        }
        let mut names = [Vec::new(), Vec::new()];
        let mut weights = [0.0f64; 2];
        for (objective, (term, _, weight)) in of.iter().zip(&wishes) {
            if let &Some(objective) = objective {
                names[objective].push(term.clone());
                weights[objective] += weight;
            }
        }
        for (weight, which) in weights.iter().zip(["first", "second"]) {
            if *weight <= 0.0 {
                return Err(FrontError::Empty { which }.into());
            }
        }
        let document = RulesDocument::from(rules.clone());
        let one_level = weighed(&document, &of, |_| (1.0, 1))?;
        let problem = Problem::new(&one_level, roster, former.inputs())?;
        let same = weights.map(|weight| SAME * weight);
        Ok(Objectives { problem, of, document, names, same })
    }

    /// The rules with the first objective times one weight plus the second times the other.
    pub(super) fn weighted(&self, weights: [f64; 2]) -> Result<Rules, Error> {
        weighed(&self.document, &self.of, |objective| (weights[objective], 1))
    }

    /// The rules with one objective first, and the other among what is best for it.
    pub(super) fn first(&self, first: usize) -> Result<Rules, Error> {
        weighed(&self.document, &self.of, |at| (1.0, if at == first { 1 } else { 2 }))
    }

    /// Both values of a grouping.
    pub(super) fn values(&self, group_of: &[u32]) -> [f64; 2] {
        let mut values = [0.0; 2];
        for (term, objective) in self.problem.terms.iter().zip(&self.of) {
            if let &Some(objective) = objective {
                values[objective] += term.factor * self.problem.term_value(term, group_of);
            }
        }
        values
    }

    /// The problem of one objective alone, on the scale of both.
    pub(super) fn alone(&self, objective: usize) -> Problem {
        self.problem.keeping(|term| self.of[term] == Some(objective))
    }

    /// The group of each member of the problem.
    pub(super) fn group_of(&self, groups: &Groups) -> Option<Vec<u32>> {
        self.problem.places_in(groups)
    }

    /// How much each objective weighs in the value that a certificate speaks of, and the least that it says each can have.
    pub(super) fn weights_in(&self, certificate: &Certificate) -> ([f64; 2], [f64; 2]) {
        let (mut weights, mut least) = ([0.0; 2], [0.0; 2]);
        let terms = certificate.terms.iter().zip(&self.problem.terms).zip(&self.of);
        for ((said, own), objective) in terms {
            let Some(objective) = *objective else { continue };
            if own.factor > 0.0 {
                weights[objective] = said.weight / own.factor;
                least[objective] += own.factor * said.bound.unwrap_or(0.0);
            }
        }
        (weights, least)
    }
}

/// The rules in which each wish has its weight times a factor and a level, by its objective; others are counted and not pursued.
fn weighed(
    document: &RulesDocument,
    of: &[Option<usize>],
    give: impl Fn(usize) -> (f64, u32),
) -> Result<Rules, Error> {
    let mut document = document.clone();
    let wishes = document.wishes.iter_mut().map(|wish| (&mut wish.weight, &mut wish.level));
    let pairs = document.pairs.iter_mut().map(|wish| (&mut wish.weight, &mut wish.level));
    let themes = document.themes.iter_mut().map(|wish| (&mut wish.weight, &mut wish.level));
    for ((weight, level), objective) in wishes.chain(pairs).chain(themes).zip(of) {
        let (factor, own) = objective.map_or((0.0, 1), &give);
        *weight *= factor;
        *level = own;
    }
    Rules::try_from(document)
}
