use std::collections::BTreeMap;

/// A sum over unknowns in whole numbers, and the multiples of given sums that it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Unknown to coefficient, never 0.
    pub(super) terms: BTreeMap<usize, i128>,
    /// Given sum to multiple, never 0.
    pub(super) made_of: BTreeMap<usize, i128>,
}

/// A coefficient outgrew 128 bits, so that nothing is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Overflow;

impl Row {
    pub(super) fn given(number: usize, terms: &BTreeMap<usize, i64>) -> Row {
        let terms = terms.iter().map(|(&unknown, &it)| (unknown, i128::from(it)));
        Row {
            terms: terms.filter(|&(_, it)| it != 0).collect(),
            made_of: BTreeMap::from([(number, 1)]),
        }
    }

    /// Takes away the multiple of `by` that cancels `unknown`, in which `by` has a coefficient.
    fn cancel(&mut self, unknown: usize, by: &Row) -> Result<(), Overflow> {
        let (Some(&mine), Some(&theirs)) = (self.terms.get(&unknown), by.terms.get(&unknown))
        else {
            return Ok(());
        };
        let shared = gcd(mine, theirs);
        let (a, b) = (theirs / shared, mine / shared);
        combine(&mut self.terms, a, &by.terms, b)?;
        combine(&mut self.made_of, a, &by.made_of, b)?;
        let all = self.terms.values().chain(self.made_of.values());
        let shared = all.fold(0, |shared, &it| gcd(shared, it));
        if shared > 1 {
            let both = self.terms.values_mut().chain(self.made_of.values_mut());
            both.for_each(|it| *it /= shared);
        }
        Ok(())
    }
}

/// `a · mine − b · theirs`, without zeros.
fn combine(
    mine: &mut BTreeMap<usize, i128>,
    a: i128,
    theirs: &BTreeMap<usize, i128>,
    b: i128,
) -> Result<(), Overflow> {
    for it in mine.values_mut() {
        *it = it.checked_mul(a).ok_or(Overflow)?;
    }
    for (&key, &it) in theirs {
        let part = it.checked_mul(b).ok_or(Overflow)?;
        let cell = mine.entry(key).or_insert(0);
        *cell = cell.checked_sub(part).ok_or(Overflow)?;
        if *cell == 0 {
            mine.remove(&key);
        }
    }
    Ok(())
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        // The remainder of the smallest number by -1 does not fit; it is 0.
        (a, b) = (b, a.wrapping_rem(b));
    }
    // The smallest number has no positive twin; a smaller divisor is still a divisor.
    a.checked_abs().unwrap_or(1).max(1)
}

/// Rows in which each pivot stands in one row only, as (pivot, row), by Gauss-Jordan elimination in whole numbers (Bareiss,
/// 1968, for why coefficients stay small). They span what the given rows span.
pub(super) fn reduced(given: impl Iterator<Item = Row>) -> Result<Vec<(usize, Row)>, Overflow> {
    let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
    for mut row in given {
        for (&pivot, by) in &rows {
            row.cancel(pivot, by)?;
        }
        let Some((&pivot, _)) = row.terms.iter().next() else { continue };
        for other in rows.values_mut() {
            other.cancel(pivot, &row)?;
        }
        rows.insert(pivot, row);
    }
    Ok(rows.into_iter().collect())
}

/// Combinations of the given rows that have unknowns only where `inside` says so: a basis of all of them, or more
/// than a basis.
pub(super) fn confined(
    given: impl Iterator<Item = Row>,
    inside: impl Fn(usize) -> bool,
) -> Result<Vec<Row>, Overflow> {
    let mut rows: Vec<(usize, Row)> = Vec::new();
    let mut left = Vec::new();
    for mut row in given {
        for (pivot, by) in &rows {
            row.cancel(*pivot, by)?;
        }
        match row.terms.keys().copied().find(|&unknown| !inside(unknown)) {
            Some(pivot) => rows.push((pivot, row)),
            None if !row.terms.is_empty() => left.push(row),
            None => {}
        }
    }
    Ok(left)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(given: &[&[(usize, i64)]]) -> Vec<Row> {
        let one = |(number, terms): (usize, &&[(usize, i64)])| {
            Row::given(number, &terms.iter().copied().collect())
        };
        given.iter().enumerate().map(one).collect()
    }

    #[test]
    fn a_difference_is_found_with_what_it_is_made_of() {
        // x0 + x1 + x2 and x0 + x1 leave x2.
        let given = rows(&[&[(0, 1), (1, 1), (2, 1)], &[(0, 2), (1, 2)]]);
        let found = confined(given.into_iter(), |unknown| unknown == 2).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].terms.keys().collect::<Vec<_>>(), [&2]);
        let made_of = &found[0].made_of;
        assert_eq!(made_of[&0], -2 * made_of[&1]);
    }

    #[test]
    fn reduced_rows_share_no_pivot_and_drop_what_follows() {
        let given = rows(&[&[(0, 1), (1, 1)], &[(1, 1), (2, 1)], &[(0, 1), (1, 2), (2, 1)]]);
        let found = reduced(given.into_iter()).unwrap();
        let pivots: Vec<usize> = found.iter().map(|(pivot, _)| *pivot).collect();
        assert_eq!(pivots, [0, 1]);
        assert!(!found[0].1.terms.contains_key(&1));
    }

    #[test]
    fn numbers_that_outgrow_are_told() {
        let big = i64::MAX - 24;
        let given = rows(&[
            &[(0, big), (1, big - 2), (2, 3)],
            &[(0, big - 4), (1, big - 6), (2, 5)],
            &[(0, big - 8), (1, 7), (2, big - 16)],
            &[(0, 11), (1, big - 32), (2, big - 30)],
        ]);
        assert_eq!(confined(given.into_iter(), |_| false), Err(Overflow));
    }
}
