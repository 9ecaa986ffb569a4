//! What people who are left over when pure groups are full must cost at least.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Above this many residues the question is left open.
const MOST_RESIDUES: usize = 1 << 15;

/// A length that orders as numbers do; none is negative or not a number.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Length(f64);

impl Eq for Length {}

impl PartialOrd for Length {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Length {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// A group of one composition.
struct Step {
    column: usize,
    /// Its heads, as remainders.
    by: Vec<usize>,
    cost: f64,
}

/// Remainders of heads in all categories but those that follow from the others, as numbers.
struct Residues {
    size: usize,
    rows: usize,
    many: usize,
}

impl Residues {
    fn of(&self, heads: &[f64]) -> Vec<usize> {
        heads[..self.rows].iter().map(|&head| head as usize % self.size).collect()
    }

    fn number(&self, digits: impl Iterator<Item = usize>) -> usize {
        digits.fold(0, |number, digit| number * self.size + digit)
    }

    fn digits(&self, mut number: usize, digits: &mut [usize]) {
        for digit in digits.iter_mut().rev() {
            (*digit, number) = (number % self.size, number / self.size);
        }
    }

    fn sum(&self, a: usize, b: usize) -> usize {
        if a + b < self.size { a + b } else { a + b - self.size }
    }

    fn difference(&self, a: usize, b: usize) -> usize {
        if a < b { a + self.size - b } else { a - b }
    }
}

/// The least sum of costs of whole groups whose heads add up to the totals, when groups of `size` people of one category cost
/// nothing and may even be taken away; and which columns these groups are. Costs must not be negative.
///
/// A linear programme may take a quarter of a group; whole groups leave people over, which is a question of remainders alone: the
/// group relaxation of an integer programme (Gomory 1965), here the shortest way (Dijkstra 1959) from nobody to the remainders of the
/// totals, each composition a step. What leads from there to the end looks from the end like what leads there, so that one search
/// goes both ways at once, each half as far (Pohl 1971). Takes O(size^categories · compositions) time at worst; 0 and none where that
/// is too much, or where there is no way.
pub(super) fn least(size: usize, totals: &[f64], columns: &[(&[f64], f64)]) -> (f64, Vec<usize>) {
    let nothing = (0.0, Vec::new());
    // Where all groups are of one size, the heads of the last category follow from the others.
    let full =
        |heads: &[f64]| size > 0 && (heads.iter().sum::<f64>() as usize).is_multiple_of(size);
    let even = full(totals) && columns.iter().all(|&(heads, _)| full(heads));
    let rows = totals.len() - usize::from(even);
    let many = u32::try_from(rows).ok().and_then(|rows| size.checked_pow(rows));
    let Some(many) = many.filter(|&many| size > 0 && many <= MOST_RESIDUES) else { return nothing };
    let residues = Residues { size, rows, many };
    let step = |(column, &(heads, cost)): (usize, &(&[f64], f64))| Step {
        column,
        by: residues.of(heads),
        cost,
    };
    let mut steps: Vec<Step> = columns.iter().enumerate().map(step).collect();
    steps.retain(|step| step.by.iter().any(|&digit| digit > 0));
    steps.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    shortest(&residues, &residues.of(totals), &steps).unwrap_or(nothing)
}

fn shortest(residues: &Residues, end: &[usize], steps: &[Step]) -> Option<(f64, Vec<usize>)> {
    if end.iter().all(|&digit| digit == 0) {
        return Some((0.0, Vec::new()));
    }
    let mut length = vec![f64::INFINITY; residues.many];
    let mut before = vec![(0, 0); residues.many];
    length[0] = 0.0;
    let mut open = BinaryHeap::from([Reverse((Length(0.0), 0))]);
    let (mut from, mut to) = (vec![0; residues.rows], vec![0; residues.rows]);
    // The length of the best way so far, and the two places where its halves end with the step between them.
    let mut best = (f64::INFINITY, 0, 0, 0);
    while let Some(Reverse((Length(so_far), at))) = open.pop() {
        if 2.0 * so_far >= best.0 {
            break;
        }
        if so_far > length[at] {
            continue;
        }
        residues.digits(at, &mut from);
        for step in steps {
            let way = so_far + step.cost;
            if way >= best.0 {
                break;
            }
            for ((to, &from), &by) in to.iter_mut().zip(&from).zip(&step.by) {
                *to = residues.sum(from, by);
            }
            let next = residues.number(to.iter().copied());
            let rest = end.iter().zip(&to).map(|(&end, &to)| residues.difference(end, to));
            let rest = residues.number(rest);
            if way + length[rest] < best.0 {
                best = (way + length[rest], at, step.column, rest);
            }
            if way < length[next] {
                length[next] = way;
                before[next] = (at, step.column);
                open.push(Reverse((Length(way), next)));
            }
        }
    }
    let (value, there, column, back) = best;
    let mut path = vec![column];
    for mut at in [there, back] {
        while at != 0 {
            path.push(before[at].1);
            at = before[at].0;
        }
    }
    value.is_finite().then_some((value, path))
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "counts are whole numbers")]
mod tests {
    use super::*;
    use crate::bound::alike::fewest_different;

    /// Every way to seat `size` people, with the pairs of different categories among them.
    fn all(rows: usize, size: usize) -> Vec<(Vec<f64>, f64)> {
        let mut ways = vec![Vec::new()];
        for _ in 0..rows {
            let longer = |way: &Vec<usize>| {
                let left = size - way.iter().sum::<usize>();
                (0..=left).map(|head| [&way[..], &[head]].concat()).collect::<Vec<_>>()
            };
            ways = ways.iter().flat_map(longer).collect();
        }
        ways.retain(|way| way.iter().sum::<usize>() == size);
        let pairs = |head: f64| head * (head - 1.0) / 2.0;
        let cost =
            |heads: &[f64]| pairs(size as f64) - heads.iter().copied().map(pairs).sum::<f64>();
        ways.into_iter()
            .map(|way| way.into_iter().map(|head| head as f64).collect())
            .map(|heads: Vec<f64>| (heads.clone(), cost(&heads)))
            .collect()
    }

    proptest::proptest! {
        /// Where pairs of different categories are all that costs, it is what the exact count of those left over says.
        #[test]
        fn who_is_left_over_costs_as_counted(
            size in 2..7usize,
            mut totals in proptest::collection::vec(0..40usize, 2..5),
        ) {
            let rest = totals.iter().sum::<usize>() % size;
            totals[0] += (size - rest) % size;
            let columns = all(totals.len(), size);
            let columns: Vec<(&[f64], f64)> =
                columns.iter().map(|(heads, cost)| (&heads[..], *cost)).collect();
            let heads: Vec<f64> = totals.iter().map(|&total| total as f64).collect();
            let groups = totals.iter().sum::<usize>() / size;
            let exact = fewest_different(&totals, 0, &vec![(size, size); groups]);
            let (cost, path) = least(size, &heads, &columns);
            proptest::prop_assert_eq!(cost, exact);
            proptest::prop_assert_eq!(path.iter().map(|&at| columns[at].1).sum::<f64>(), exact);
            for (row, total) in heads.iter().enumerate() {
                let seated: f64 = path.iter().map(|&at| columns[at].0[row]).sum();
                proptest::prop_assert_eq!((total - seated).rem_euclid(size as f64), 0.0);
            }
        }
    }
}
