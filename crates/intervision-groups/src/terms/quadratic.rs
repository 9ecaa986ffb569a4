//! Terms as sums over pairs of people who share a group: head counts squared, sums squared, and pair weights themselves.

use super::Data;
use super::counts::Counts;
use super::moments::Moments;

impl Data {
    /// Names every pair and what it adds to the term, in its own unit, when the two share a group; a pair may be named several times.
    /// Gives what the term is with nobody in one group with anybody: with that, the pairs inside groups make up its value.
    ///
    /// A share of variation divides by how many are known in a group: `known` says by what. `None` for a term that is no sum over
    /// pairs.
    pub(crate) fn each_pair(
        &self,
        known: f64,
        mut add: impl FnMut(usize, usize, f64),
    ) -> Option<f64> {
        match self {
            Data::Counts(counts) => Some(of_counts(counts, add)),
            Data::Moments(moments) => Some(of_moments(moments, known, add)),
            Data::Pairs(sums) => {
                for &(a, b, weight) in &sums.edges {
                    add(a as usize, b as usize, sums.sign() * weight);
                }
                Some(0.0)
            }
            Data::Alone(_) | Data::Ranks(_) | Data::Waits(_) => None,
        }
    }
}

fn of_counts(counts: &Counts, mut add: impl FnMut(usize, usize, f64)) -> f64 {
    let people = counts.known.len();
    let mut carriers = vec![Vec::new(); counts.names.len()];
    let mut shares = vec![0.0; people];
    for (member, share) in shares.iter_mut().enumerate() {
        for &cat in counts.of(member) {
            carriers[cat as usize].push(member);
            *share += counts.share[cat as usize];
        }
    }
    for members in &carriers {
        for (at, &b) in members.iter().enumerate() {
            for &a in &members[..at] {
                add(a, b, 2.0 * counts.alpha);
            }
        }
    }
    if counts.beta != 0.0 || counts.gamma != 0.0 {
        let known: Vec<usize> = (0..people).filter(|&member| counts.known[member]).collect();
        for (at, &b) in known.iter().enumerate() {
            for &a in &known[..at] {
                add(a, b, 2.0 * counts.beta + counts.gamma * (shares[a] + shares[b]));
            }
        }
    }
    let own: f64 =
        shares.iter().zip(&counts.known).filter(|(_, known)| **known).map(|(p, _)| p).sum();
    let heads = counts.cats.len() as f64;
    counts.offset + counts.alpha * heads + counts.beta * counts.people as f64 + counts.gamma * own
}

fn of_moments(moments: &Moments, known: f64, mut add: impl FnMut(usize, usize, f64)) -> f64 {
    let sign = moments.sign() / known;
    let mut own = 0.0;
    for feature in &moments.features {
        own += feature.iter().map(|z| z * z).sum::<f64>();
        for b in 0..feature.len() {
            for a in 0..b {
                add(a, b, 2.0 * sign * feature[a] * feature[b]);
            }
        }
    }
    moments.offset() + sign * own
}
