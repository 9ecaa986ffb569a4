use intervision_core::{MatrixError, PairWeight};

/// Pair weights as a list: for large rosters where most pairs weigh nothing.
///
/// Asking for one pair takes O(log pairs); memory goes with the pairs, not with the square of the members.
///
/// # Example
///
/// ```
/// use intervision_core::PairWeight;
/// use intervision_groups::PairList;
///
/// let friends = PairList::new(100_000, [(7, 99_999, 1.0), (99_999, 7, 0.5)])?;
/// assert_eq!(friends.weight(7, 99_999), 1.5);
/// assert_eq!(friends.pairs(), 1);
/// # Ok::<(), intervision_core::MatrixError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PairList {
    len: usize,
    /// Every pair once, the smaller member first, in order; no weight is 0.
    pairs: Vec<(usize, usize, f64)>,
}

impl PairList {
    /// Adds up the weights of the listed pairs of members `0..len`; a pair listed twice counts twice.
    ///
    /// # Errors
    ///
    /// [`MatrixError`] names the pair: out of range, one person twice, or a weight or sum that is not finite.
    pub fn new(
        len: usize,
        pairs: impl IntoIterator<Item = (usize, usize, f64)>,
    ) -> Result<Self, MatrixError> {
        let mut list = Vec::new();
        for (a, b, weight) in pairs {
            if a.max(b) >= len {
                return Err(MatrixError::OutOfRange { a, b, len });
            }
            if a == b {
                return Err(MatrixError::SamePerson { member: a });
            }
            if !weight.is_finite() {
                return Err(MatrixError::NotFinite { a, b, weight });
            }
            list.push((a.min(b), a.max(b), weight));
        }
        // Stable, so that weights of one pair are added up in the order given.
        list.sort_by_key(|&(a, b, _)| (a, b));
        list.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 += next.2;
            }
            same
        });
        if let Some(&(a, b, weight)) = list.iter().find(|(_, _, weight)| !weight.is_finite()) {
            return Err(MatrixError::NotFinite { a, b, weight });
        }
        list.retain(|&(_, _, weight)| weight != 0.0);
        Ok(PairList { len, pairs: list })
    }

    /// How many pairs weigh something.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.pairs.len()
    }
}

impl PairWeight for PairList {
    fn len(&self) -> usize {
        self.len
    }

    fn weight(&self, a: usize, b: usize) -> f64 {
        let key = (a.min(b), a.max(b));
        let at = self.pairs.binary_search_by_key(&key, |&(a, b, _)| (a, b));
        at.map_or(0.0, |at| self.pairs[at].2)
    }

    fn for_each_pair(&self, visit: &mut dyn FnMut(usize, usize, f64)) {
        for &(a, b, weight) in &self.pairs {
            visit(a, b, weight);
        }
    }
}
