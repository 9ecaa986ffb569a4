//! A smallest set of rules that contradict each other. In: a proof. Out: its certificate, cut down.
//!
//! `QuickXplain` (Junker 2004): about c·log(r / c) proofs for c conflicting rules among r, each of a part of the rules.

use std::collections::BTreeSet;

use intervision_core::SessionDemand;

use super::facts::Facts;
use super::prove::{Finding, Purse, prove};
use super::{Asked, Certificate, Proof};

/// A proof of fewer rules may take so many times the steps of the first one.
const PATIENCE: u64 = 8;

/// It may always take so many.
const LEAST: u64 = 1_000;

/// The certificate with the fewest rules that was found, and whether each of them is needed.
pub(super) fn smallest(
    facts: &Facts,
    demand: &dyn SessionDemand,
    proof: Proof,
    purse: &mut Purse<'_, '_>,
) -> (Certificate, bool) {
    let all: BTreeSet<usize> = (0..facts.sessions.len()).collect();
    let most = match &proof {
        Proof::Tree { branches } => (branches.len() as u64).saturating_mul(PATIENCE).max(LEAST),
        _ => LEAST,
    };
    let sessions = proof.sessions(demand);
    let fewest = Certificate { rules: facts.rules(&all), proof };
    let mut trial = Trial { facts, sessions, most, purse, fewest, sure: true };
    let mut rules = facts.rules(&trial.sessions);
    if !trial.contradicts(&rules) {
        // Lags to sessions that the proof does not name may have been part of it.
        trial.sessions = all;
        rules = facts.rules(&trial.sessions);
    }
    trial.sure = true;
    let core = trial.minimal(&[], &rules, false);
    let minimal = trial.contradicts(&core) && trial.sure;
    (trial.fewest, minimal)
}

struct Trial<'t, 'r, 'a> {
    facts: &'t Facts,
    sessions: BTreeSet<usize>,
    most: u64,
    purse: &'t mut Purse<'r, 'a>,
    /// What was proven with the fewest rules.
    fewest: Certificate,
    /// Whether every trial came to an end.
    sure: bool,
}

impl Trial<'_, '_, '_> {
    /// Whether it is proven that these rules contradict each other.
    fn contradicts(&mut self, rules: &[Asked]) -> bool {
        let kept = rules.iter().copied().collect();
        match prove(self.facts, &self.sessions, kept, self.purse, self.most) {
            Finding::Contradiction(proof) => {
                if rules.len() <= self.fewest.rules.len() {
                    self.fewest = Certificate { rules: rules.to_vec(), proof };
                }
                true
            }
            Finding::Open(_) => false,
            Finding::Unknown => {
                self.sure = false;
                false
            }
        }
    }

    /// The rules of `among` that are needed beside `base`, where both together contradict each other.
    fn minimal(&mut self, base: &[Asked], among: &[Asked], grown: bool) -> Vec<Asked> {
        if grown && self.contradicts(base) {
            return Vec::new();
        }
        if among.len() <= 1 {
            return among.to_vec();
        }
        let (first, second) = among.split_at(among.len() / 2);
        let needed_second = self.minimal(&[base, first].concat(), second, true);
        let needed_first =
            self.minimal(&[base, &needed_second].concat(), first, !needed_second.is_empty());
        [needed_first, needed_second].concat()
    }
}
