use super::stated::Stated;
use super::trial::{Answer, Trial};
use super::{Conflict, StatedRule};

/// How many elementary steps one trial may take, and all of them together.
const ONE_TRIAL: u64 = 40_000_000;
const ALL_TRIALS: u64 = 400_000_000;

/// A smallest set of rules that cannot hold together, if the whole is shown to be one that cannot; a grouping that breaks few of
/// them helps.
///
/// `QuickXplain` (Junker 2004). Every grouping that a trial finds is kept as a witness: what it does not break can hold together.
pub(crate) fn minimal(stated: &Stated, known: Option<&[u32]>) -> Option<Conflict> {
    let all: Vec<usize> = (0..stated.rules.len()).collect();
    let mut search = Explanation {
        stated,
        witnesses: known.map(|group_of| stated.broken(group_of)).into_iter().collect(),
        left: ALL_TRIALS,
        sure: true,
    };
    if !search.impossible(&all) {
        return None;
    }
    let mut rules = search.explain(&[], false, &all);
    rules.sort_unstable();
    let rules: Vec<StatedRule> = rules.into_iter().map(|at| stated.rules[at].0.clone()).collect();
    Some(Conflict { groups: stated.groups(), rules, minimal: search.sure })
}

/// The same, where counting shows at once that the rules exclude each other: before any search.
pub(crate) fn at_once(stated: &Stated) -> Option<Conflict> {
    let all: Vec<usize> = (0..stated.rules.len()).collect();
    let (answer, _) = Trial::new(stated, &all, 0).run();
    if answer == Answer::Impossible { minimal(stated, None) } else { None }
}

struct Explanation<'s> {
    stated: &'s Stated,
    /// For each grouping found so far, the rules that it breaks.
    witnesses: Vec<Vec<bool>>,
    left: u64,
    /// No trial had to be given up.
    sure: bool,
}

impl Explanation<'_> {
    /// Those of the candidates that cannot hold together beside the given rules.
    fn explain(&mut self, given: &[usize], changed: bool, candidates: &[usize]) -> Vec<usize> {
        if changed && self.impossible(given) {
            return Vec::new();
        }
        if candidates.len() <= 1 {
            return candidates.to_vec();
        }
        let (first, second) = candidates.split_at(candidates.len() / 2);
        let of_second = self.explain(&[given, first].concat(), true, second);
        let mut found = self.explain(&[given, &of_second].concat(), !of_second.is_empty(), first);
        found.extend(of_second);
        found
    }

    /// Whether it is shown that no grouping keeps these rules.
    fn impossible(&mut self, rules: &[usize]) -> bool {
        if self.witnesses.iter().any(|broken| rules.iter().all(|&rule| !broken[rule])) {
            return false;
        }
        let steps = ONE_TRIAL.min(self.left);
        let (answer, spent) = Trial::new(self.stated, rules, steps).run();
        self.left -= spent.min(self.left);
        match answer {
            Answer::Impossible => true,
            Answer::Possible(group_of) => {
                self.witnesses.push(self.stated.broken(&group_of));
                false
            }
            Answer::Unknown => {
                self.sure = false;
                false
            }
        }
    }
}
