//! Which figures to withhold so that nothing leaks and the least is lost.

use std::collections::{BTreeMap, BTreeSet};

use super::isolate::{Conflict, Sum, Unknowns, conflicts};

/// Figures in, figures out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Withheld {
    pub(super) figures: BTreeSet<usize>,
    /// Whether no other choice loses less.
    pub(super) minimal: bool,
    /// Raters and floor, if what is out already gives somebody away.
    pub(super) out_already: Option<(usize, usize)>,
}

/// One way to number the unknowns, and the sums with these numbers.
pub(super) struct Calculation {
    pub(super) sums: Vec<Sum>,
    pub(super) unknowns: Unknowns,
}

/// Rounds of finding conflicts and settling them.
const MAX_ROUNDS: usize = 400;
/// Choices looked at for one part of the problem.
const MAX_CHOICES: usize = 200_000;

/// Withholds a cheapest set of figures without which no calculation isolates anybody.
///
/// A conflict is a set of figures that must not all be shown. As long as showing the rest turns up new ones, they are
/// added and a cheapest set that meets all of them is chosen anew; when nothing turns up, that set is the cheapest
/// there is (implicit hitting sets: Chandrasekaran, Karp, Moreno-Centeno and Vempala, 2011). Parts without a common
/// unknown are settled on their own.
pub(super) fn withhold(losses: &[u32], calculations: &[Calculation]) -> Withheld {
    let mut result = Withheld { figures: BTreeSet::new(), minimal: true, out_already: None };
    for part in parts(losses.len(), calculations) {
        settle(&part, losses, calculations, &mut result);
    }
    result
}

/// Sums that are joined by unknowns or figures, by number, per calculation.
fn parts(figures: usize, calculations: &[Calculation]) -> Vec<Vec<BTreeSet<usize>>> {
    // The same sums stand at the same places in every calculation.
    let total = calculations.iter().map(|it| it.sums.len()).max().unwrap_or(0);
    let mut joined = Joined::new(total + figures);
    for calculation in calculations {
        let mut first_with = vec![None; calculation.unknowns.rater.len()];
        for (number, sum) in calculation.sums.iter().enumerate() {
            if let Some(figure) = sum.figure {
                joined.join(number, total + figure);
            }
            for &unknown in sum.terms.keys() {
                if calculation.open(unknown) {
                    continue;
                }
                match first_with.get_mut(unknown) {
                    Some(Some(first)) => joined.join(number, *first),
                    Some(place) => *place = Some(number),
                    None => {}
                }
            }
        }
    }
    let mut parts: BTreeMap<usize, Vec<BTreeSet<usize>>> = BTreeMap::new();
    for (which, calculation) in calculations.iter().enumerate() {
        for number in 0..calculation.sums.len() {
            let part = parts
                .entry(joined.root(number))
                .or_insert_with(|| vec![BTreeSet::new(); calculations.len()]);
            if let Some(sums) = part.get_mut(which) {
                sums.insert(number);
            }
        }
    }
    parts.into_values().collect()
}

impl Calculation {
    fn open(&self, unknown: usize) -> bool {
        self.unknowns.floor.get(unknown).is_none_or(|&floor| floor < 2)
    }

    /// Conflicts among these sums when `hidden` figures are withheld.
    fn conflicts(
        &self,
        part: &BTreeSet<usize>,
        shown: impl Fn(usize) -> bool,
    ) -> Result<Vec<Conflict>, super::isolate::Unproven> {
        let sums = part.iter().filter_map(|&number| self.sums.get(number));
        let sums: Vec<&Sum> = sums.filter(|sum| sum.figure.is_none_or(&shown)).collect();
        conflicts(&sums, &self.unknowns)
    }
}

fn settle(
    part: &[BTreeSet<usize>],
    losses: &[u32],
    calculations: &[Calculation],
    result: &mut Withheld,
) {
    let all = || calculations.iter().zip(part);
    let figures: BTreeSet<usize> = all()
        .flat_map(|(it, part)| part.iter().filter_map(|&number| it.sums.get(number)?.figure))
        .collect();
    let mut known: BTreeSet<BTreeSet<usize>> = BTreeSet::new();
    for (calculation, sums) in all() {
        match calculation.conflicts(sums, |_| false) {
            Ok(found) => {
                if let Some(found) = found.first() {
                    result.out_already = Some((found.raters, found.floor));
                    return;
                }
            }
            Err(_) => result.minimal = false,
        }
        for &figure in &figures {
            if let Ok(found) = calculation.conflicts(sums, |it| it == figure)
                && !found.is_empty()
            {
                known.insert(BTreeSet::from([figure]));
            }
        }
    }
    let mut withheld: BTreeSet<usize> = BTreeSet::new();
    for round in 0..MAX_ROUNDS {
        let (chosen, minimal) = cheapest(&known, losses);
        result.minimal &= minimal;
        withheld = chosen;
        let before = known.len();
        for (calculation, sums) in all() {
            if let Ok(found) = calculation.conflicts(sums, |it| !withheld.contains(&it)) {
                known.extend(found.into_iter().map(|conflict| conflict.figures));
            } else {
                // What cannot be proven to be safe loses a figure.
                result.minimal = false;
                known.insert(figures.difference(&withheld).copied().collect());
            }
        }
        known.remove(&BTreeSet::new());
        if known.len() == before {
            break;
        }
        if round + 1 == MAX_ROUNDS {
            result.minimal = false;
            withheld.clone_from(&figures);
        }
    }
    result.figures.extend(withheld);
}

/// A cheapest set that meets every conflict, and whether that is proven.
fn cheapest(conflicts: &BTreeSet<BTreeSet<usize>>, losses: &[u32]) -> (BTreeSet<usize>, bool) {
    let loss = |figure: usize| losses.get(figure).map_or(1, |&loss| u64::from(loss));
    // Small ones first; those that hold a smaller one follow from it.
    let mut sorted: Vec<&BTreeSet<usize>> = conflicts.iter().collect();
    sorted.sort_by_key(|conflict| conflict.len());
    let mut kept: Vec<&BTreeSet<usize>> = Vec::new();
    for conflict in sorted {
        if !kept.iter().any(|smaller| smaller.is_subset(conflict)) {
            kept.push(conflict);
        }
    }
    let mut choice = Choice { conflicts: &kept, loss: &loss, best: None, looked: 0 };
    choice.branch(&mut BTreeSet::new(), &mut BTreeSet::new(), 0);
    let proven = choice.looked <= MAX_CHOICES;
    // The first dive always ends, so there is a best.
    let best = choice.best.map(|(_, best)| best);
    (best.unwrap_or_else(|| conflicts.iter().flatten().copied().collect()), proven)
}

struct Choice<'a> {
    conflicts: &'a [&'a BTreeSet<usize>],
    loss: &'a dyn Fn(usize) -> u64,
    best: Option<(u64, BTreeSet<usize>)>,
    looked: usize,
}

impl Choice<'_> {
    fn branch(&mut self, chosen: &mut BTreeSet<usize>, refused: &mut BTreeSet<usize>, lost: u64) {
        self.looked += 1;
        if self.looked > MAX_CHOICES && self.best.is_some() {
            return;
        }
        // Conflicts without a common figure each cost their cheapest one at least.
        let (mut bound, mut taken) = (lost, BTreeSet::new());
        let mut next: Option<Vec<usize>> = None;
        for conflict in self.conflicts.iter().filter(|it| it.is_disjoint(chosen)) {
            let free: Vec<usize> = conflict.difference(refused).copied().collect();
            let Some(least) = free.iter().map(|&it| (self.loss)(it)).min() else { return };
            if free.iter().all(|it| !taken.contains(it)) {
                bound += least;
                taken.extend(free.iter().copied());
            }
            if next.as_ref().is_none_or(|next| free.len() < next.len()) {
                next = Some(free);
            }
        }
        if self.best.as_ref().is_some_and(|(best, _)| bound >= *best) {
            return;
        }
        let Some(mut free) = next else {
            self.best = Some((lost, chosen.clone()));
            return;
        };
        free.sort_by_key(|&figure| ((self.loss)(figure), figure));
        for &figure in &free {
            chosen.insert(figure);
            self.branch(chosen, refused, lost + (self.loss)(figure));
            chosen.remove(&figure);
            refused.insert(figure);
        }
        for figure in &free {
            refused.remove(figure);
        }
    }
}

/// Sets that are joined step by step.
struct Joined(Vec<usize>);

impl Joined {
    fn new(count: usize) -> Joined {
        Joined((0..count).collect())
    }

    fn root(&self, mut it: usize) -> usize {
        while let Some(&up) = self.0.get(it)
            && up != it
        {
            it = up;
        }
        it
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        if let Some(place) = self.0.get_mut(high) {
            *place = low;
        }
    }
}
