use std::collections::{BTreeMap, BTreeSet};

use super::elimination::{Overflow, Row, confined, reduced};

/// Raters who can be told from the others by calculation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Isolated {
    /// How many they are.
    pub raters: usize,
    /// How many there would have to be.
    pub floor: usize,
    /// The figures that give them away together.
    pub figures: Vec<String>,
}

/// The unknowns of a calculation: whose each is, and which of that rater's.
#[derive(Debug, Clone, Default)]
pub(super) struct Unknowns {
    /// The rater.
    pub(super) rater: Vec<usize>,
    /// Which quantity; the same number means the same quantity of different raters.
    pub(super) quantity: Vec<usize>,
    /// The fewest raters that a combination with it may rest on; below 2 the reader knows it.
    pub(super) floor: Vec<usize>,
}

/// A sum that is published, or may be.
#[derive(Debug, Clone)]
pub(super) struct Sum {
    /// The figure it belongs to; `None` if it is out already.
    pub(super) figure: Option<usize>,
    /// Unknown to coefficient.
    pub(super) terms: BTreeMap<usize, i64>,
}

/// Figures that must not all be published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Conflict {
    pub(super) figures: BTreeSet<usize>,
    pub(super) raters: usize,
    pub(super) floor: usize,
}

/// The proof would take too long or too large numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unproven;

impl From<Overflow> for Unproven {
    fn from(_: Overflow) -> Self {
        Unproven
    }
}

/// Sets of raters looked at before the proof is given up.
const MAX_SETS: usize = 60_000;
/// Conflicts that one round reports at most.
const MAX_FOUND: usize = 48;

/// Raters whose unknowns have the same coefficients in every sum. A combination of sums holds all of them or none.
struct Atom {
    raters: usize,
    floor: usize,
}

/// Every way, or enough of them, in which a combination of these sums rests on too few raters; none if there is none.
///
/// A combination that rests on the raters T is made of reduced sums whose pivots are T's, for a pivot stands in no
/// other. From one such sum on, each unknown outside T that it alone holds must go: by taking in its rater, or the
/// rater of the pivot of another sum that holds it. So sets grow only where they must. Time O(sets x elimination),
/// sets at most b^(k-1) per reduced sum, with floor k and b the sums that an unknown stands in.
pub(super) fn conflicts(sums: &[&Sum], unknowns: &Unknowns) -> Result<Vec<Conflict>, Unproven> {
    let (sums, atom_of, atoms) = atoms(sums, unknowns);
    let given = sums.iter().enumerate().map(|(number, sum)| Row::given(number, &sum.terms));
    let rows = reduced(given)?;
    let mut search = Search {
        sums: &sums,
        atom_of: &atom_of,
        atoms: &atoms,
        holders: holders(&rows),
        by_atom: by_atom(&rows, &atom_of),
        rows: &rows,
        largest: atoms.iter().map(|atom| atom.floor).max().unwrap_or(0),
        seen: BTreeSet::new(),
        sets: 0,
        found: Vec::new(),
    };
    for (start, (pivot, _)) in rows.iter().enumerate() {
        search.seen.clear();
        if let Some(&atom) = atom_of.get(pivot) {
            search.grow(start, &BTreeSet::from([atom]))?;
        }
        if search.found.len() >= MAX_FOUND {
            break;
        }
    }
    let mut found = search.found;
    found.sort();
    found.dedup();
    Ok(found)
}

/// One unknown stands for those of all raters of its atom: the sums over these, the atom of each, and the atoms.
fn atoms(sums: &[&Sum], unknowns: &Unknowns) -> (Vec<Sum>, BTreeMap<usize, usize>, Vec<Atom>) {
    type Pattern = BTreeMap<usize, Vec<(usize, i64)>>;
    let mut patterns: BTreeMap<usize, Pattern> = BTreeMap::new();
    let mut own: BTreeMap<usize, (usize, Vec<usize>)> = BTreeMap::new();
    for (number, sum) in sums.iter().enumerate() {
        for (&unknown, &coefficient) in &sum.terms {
            let (Some(&rater), Some(&quantity), Some(&floor)) = (
                unknowns.rater.get(unknown),
                unknowns.quantity.get(unknown),
                unknowns.floor.get(unknown),
            ) else {
                continue;
            };
            // What is open is known to the reader and hides nothing.
            if floor < 2 {
                continue;
            }
            let pattern = patterns.entry(rater).or_default();
            pattern.entry(quantity).or_default().push((number, coefficient));
            let (largest, own) = own.entry(rater).or_default();
            *largest = floor.max(*largest);
            own.push(unknown);
        }
    }
    let mut alike: BTreeMap<(usize, Pattern), Vec<usize>> = BTreeMap::new();
    for (rater, pattern) in patterns {
        let floor = own.get(&rater).map_or(usize::MAX, |(floor, _)| *floor);
        alike.entry((floor, pattern)).or_default().push(rater);
    }
    let (mut atoms, mut atom_of) = (Vec::new(), BTreeMap::new());
    for ((floor, _), raters) in alike {
        if let Some((_, own)) = raters.first().and_then(|first| own.get(first)) {
            atom_of.extend(own.iter().map(|&unknown| (unknown, atoms.len())));
        }
        atoms.push(Atom { raters: raters.len(), floor });
    }
    let kept = |sum: &Sum| {
        let terms = sum.terms.iter().filter(|(unknown, _)| atom_of.contains_key(unknown));
        Sum { figure: sum.figure, terms: terms.map(|(&unknown, &it)| (unknown, it)).collect() }
    };
    (sums.iter().map(|sum| kept(sum)).collect(), atom_of, atoms)
}

/// The reduced sums that hold each unknown.
fn holders(rows: &[(usize, Row)]) -> BTreeMap<usize, Vec<usize>> {
    let mut holders: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, (_, row)) in rows.iter().enumerate() {
        for &unknown in row.terms.keys() {
            holders.entry(unknown).or_default().push(number);
        }
    }
    holders
}

/// The reduced sums whose pivot belongs to each atom.
fn by_atom(rows: &[(usize, Row)], atom_of: &BTreeMap<usize, usize>) -> BTreeMap<usize, Vec<usize>> {
    let mut by_atom: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, (pivot, _)) in rows.iter().enumerate() {
        if let Some(&atom) = atom_of.get(pivot) {
            by_atom.entry(atom).or_default().push(number);
        }
    }
    by_atom
}

struct Search<'a> {
    sums: &'a [Sum],
    atom_of: &'a BTreeMap<usize, usize>,
    atoms: &'a [Atom],
    rows: &'a [(usize, Row)],
    holders: BTreeMap<usize, Vec<usize>>,
    by_atom: BTreeMap<usize, Vec<usize>>,
    /// The largest floor of all.
    largest: usize,
    seen: BTreeSet<BTreeSet<usize>>,
    sets: usize,
    found: Vec<Conflict>,
}

impl Search<'_> {
    /// Looks at the combinations of sums that hold `start` and rest on these atoms and perhaps more.
    fn grow(&mut self, start: usize, set: &BTreeSet<usize>) -> Result<(), Unproven> {
        let (raters, _) = self.measure(set);
        if raters >= self.largest || self.found.len() >= MAX_FOUND || !self.seen.insert(set.clone())
        {
            return Ok(());
        }
        self.sets += 1;
        if self.sets > MAX_SETS {
            return Err(Unproven);
        }
        let inside = |unknown: usize| self.atom_of.get(&unknown).is_some_and(|a| set.contains(a));
        let mine: Vec<usize> = set
            .iter()
            .flat_map(|atom| self.by_atom.get(atom).into_iter().flatten())
            .copied()
            .collect();
        let rows = mine.iter().filter_map(|&number| self.rows.get(number)).map(|(_, row)| row);
        let left = confined(rows.cloned(), inside)?;
        if let Some((raters, floor)) = self.too_few(&left) {
            let figures = self.fewest(set, &left)?;
            self.found.push(Conflict { figures, raters, floor });
            return Ok(());
        }
        for atom in self.next(start, set, &mine) {
            let mut larger = set.clone();
            larger.insert(atom);
            self.grow(start, &larger)?;
        }
        Ok(())
    }

    /// Raters and largest floor of a set of atoms.
    fn measure(&self, set: &BTreeSet<usize>) -> (usize, usize) {
        let atoms = || set.iter().filter_map(|&atom| self.atoms.get(atom));
        (atoms().map(|atom| atom.raters).sum(), atoms().map(|atom| atom.floor).max().unwrap_or(0))
    }

    /// Raters and floor if these combinations, taken together in general position, rest on too few.
    fn too_few(&self, left: &[Row]) -> Option<(usize, usize)> {
        let unknowns = left.iter().flat_map(|row| row.terms.keys());
        let set: BTreeSet<usize> =
            unknowns.filter_map(|unknown| self.atom_of.get(unknown)).copied().collect();
        let (raters, floor) = self.measure(&set);
        (raters > 0 && raters < floor).then_some((raters, floor))
    }

    /// The figures behind these combinations, less those without which some set of too few is left all the same.
    fn fewest(&self, set: &BTreeSet<usize>, left: &[Row]) -> Result<BTreeSet<usize>, Unproven> {
        let inside = |unknown: usize| self.atom_of.get(&unknown).is_some_and(|a| set.contains(a));
        let used: BTreeSet<usize> =
            left.iter().flat_map(|row| row.made_of.keys()).copied().collect();
        let figure = |&number: &usize| self.sums.get(number).and_then(|sum| sum.figure);
        let mut figures: BTreeSet<usize> = used.iter().filter_map(figure).collect();
        let out_already = |sum: &&(usize, &Sum)| sum.1.figure.is_none() || used.contains(&sum.0);
        let numbered: Vec<(usize, &Sum)> = self.sums.iter().enumerate().collect();
        let sums: Vec<(usize, &Sum)> = numbered.iter().filter(out_already).copied().collect();
        for figure in figures.clone() {
            let kept = sums.iter().filter(|(_, sum)| {
                sum.figure.is_none_or(|it| it != figure && figures.contains(&it))
            });
            let rows = kept.map(|(number, sum)| Row::given(*number, &sum.terms));
            if self.too_few(&confined(rows, inside)?).is_some() {
                figures.remove(&figure);
            }
        }
        Ok(figures)
    }

    /// Atoms of which one must be taken in.
    fn next(&self, start: usize, set: &BTreeSet<usize>, mine: &[usize]) -> BTreeSet<usize> {
        let outside = |number: usize| {
            let row = self.rows.get(number).into_iter().flat_map(|(_, row)| row.terms.keys());
            row.filter(|unknown| self.atom_of.get(unknown).is_some_and(|a| !set.contains(a)))
        };
        let ways = |unknown: &usize| -> BTreeSet<usize> {
            let holders = self.holders.get(unknown).into_iter().flatten();
            let pivots = holders.filter_map(|&row| self.rows.get(row)).map(|(pivot, _)| pivot);
            let atoms = pivots.chain([unknown]).filter_map(|it| self.atom_of.get(it));
            atoms.filter(|atom| !set.contains(atom)).copied().collect()
        };
        let alone = |unknown: &&usize| {
            let holders = self.holders.get(*unknown).into_iter().flatten();
            holders.filter(|&row| mine.contains(row)).count() == 1
        };
        let forced = outside(start).filter(alone).map(ways).min_by_key(BTreeSet::len);
        forced.unwrap_or_else(|| {
            mine.iter().flat_map(|&number| outside(number)).flat_map(ways).collect()
        })
    }
}
