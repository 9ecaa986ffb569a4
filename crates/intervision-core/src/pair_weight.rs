/// A symmetric weight for two members: how often they met, how close they are, how far apart.
///
/// What the weight means (wanted or to be avoided) is said where it is used.
///
/// # Laws
///
/// * `weight(a, b) == weight(b, a)`, finite, and the same at every call.
/// * [`for_each_pair`](PairWeight::for_each_pair) visits every pair with a weight other than 0 exactly once, with `a < b`.
/// * A member outside `0..len()` weighs 0 with everyone.
///
/// `contract::pair_weight` (feature `contract`) checks them.
///
/// # Example
///
/// ```
/// use intervision_core::{PairMatrix, PairWeight};
///
/// let met = PairMatrix::from_pairs(3, [(0, 1, 2.0)])?;
/// assert_eq!(met.weight(1, 0), 2.0);
/// assert_eq!(met.weight(1, 2), 0.0);
/// # Ok::<(), intervision_core::MatrixError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `PairWeight`",
    note = "implement `intervision_core::PairWeight` (len, weight), or fill an `intervision_core::PairMatrix`"
)]
pub trait PairWeight {
    /// How many members there are; members are `0..len()`.
    fn len(&self) -> usize;

    /// Whether there is nobody.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The weight of two members.
    fn weight(&self, a: usize, b: usize) -> f64;

    /// Visits every pair whose weight is not 0, once, with the smaller number first.
    ///
    /// Implement it when the pairs are few; by default all `len()·(len()-1)/2` are asked for.
    fn for_each_pair(&self, visit: &mut dyn FnMut(usize, usize, f64)) {
        for a in 0..self.len() {
            for b in a + 1..self.len() {
                let weight = self.weight(a, b);
                if weight != 0.0 {
                    visit(a, b, weight);
                }
            }
        }
    }
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: PairWeight + ?Sized> PairWeight for $pointer {
            fn len(&self) -> usize {
                (**self).len()
            }
            fn weight(&self, a: usize, b: usize) -> f64 {
                (**self).weight(a, b)
            }
            fn for_each_pair(&self, visit: &mut dyn FnMut(usize, usize, f64)) {
                (**self).for_each_pair(visit);
            }
        }
    )*};
}
forward!(&T, &mut T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);

/// Why a [`PairMatrix`] could not be made.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MatrixError {
    /// A member that is not there.
    #[error("pair ({a}, {b}) is outside 0..{len}")]
    OutOfRange {
        /// One member.
        a: usize,
        /// The other.
        b: usize,
        /// How many members there are.
        len: usize,
    },
    /// A member paired with themselves.
    #[error("member {member} is paired with themselves; only two different members have a weight")]
    SamePerson {
        /// The member.
        member: usize,
    },
    /// A weight that is not finite.
    #[error("the weight of pair ({a}, {b}) is {weight}; it must be finite")]
    NotFinite {
        /// One member.
        a: usize,
        /// The other.
        b: usize,
        /// The weight.
        weight: f64,
    },
    /// A row of a table that is as long as no square table's.
    #[error("row {row} (counted from 0) has {found} weights; a square table has {expected}")]
    RowLength {
        /// The row.
        row: usize,
        /// How many weights it has.
        found: usize,
        /// How many rows there are.
        expected: usize,
    },
    /// A weight that differs by the order of the two.
    #[error(
        "the weight of pair ({a}, {b}) is {there}, and {back} the other way round; a weight has no direction"
    )]
    Directed {
        /// One member.
        a: usize,
        /// The other.
        b: usize,
        /// The weight in row `a`.
        there: f64,
        /// The weight in row `b`.
        back: f64,
    },
}

/// A [`PairWeight`] held as a symmetric table of n·(n-1)/2 weights.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PairMatrix {
    len: usize,
    upper: Vec<f64>,
}

impl PairMatrix {
    /// `len` members, every weight 0.
    #[must_use]
    pub fn zeros(len: usize) -> Self {
        PairMatrix { len, upper: vec![0.0; len * len.saturating_sub(1) / 2] }
    }

    /// Adds up the weights of the listed pairs; a pair listed twice counts twice.
    ///
    /// # Errors
    ///
    /// [`MatrixError`] names the pair.
    pub fn from_pairs<I>(len: usize, pairs: I) -> Result<Self, MatrixError>
    where
        I: IntoIterator<Item = (usize, usize, f64)>,
    {
        let mut matrix = PairMatrix::zeros(len);
        for (a, b, weight) in pairs {
            matrix.add(a, b, weight)?;
        }
        Ok(matrix)
    }

    /// Takes a square table of weights, row by row; the diagonal is not read.
    ///
    /// # Errors
    ///
    /// [`MatrixError`] for rows of the wrong length, weights that are not finite, and weights that differ by direction.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::{PairMatrix, PairWeight};
    ///
    /// let distance = PairMatrix::from_rows(&[[0.0, 2.0], [2.0, 0.0]])?;
    /// assert_eq!(distance.weight(0, 1), 2.0);
    /// let wrong = PairMatrix::from_rows(&[[0.0, 2.0], [1.0, 0.0]]).unwrap_err();
    /// assert_eq!(
    ///     wrong.to_string(),
    ///     "the weight of pair (0, 1) is 2, and 1 the other way round; a weight has no direction"
    /// );
    /// # Ok::<(), intervision_core::MatrixError>(())
    /// ```
    pub fn from_rows<R: AsRef<[f64]>>(rows: &[R]) -> Result<Self, MatrixError> {
        let len = rows.len();
        let mut matrix = PairMatrix::zeros(len);
        for (row, weights) in rows.iter().enumerate() {
            let found = weights.as_ref().len();
            if found != len {
                return Err(MatrixError::RowLength { row, found, expected: len });
            }
        }
        for (b, weights) in rows.iter().enumerate() {
            for (a, above) in rows[..b].iter().enumerate() {
                let (there, back) = (above.as_ref()[b], weights.as_ref()[a]);
                // Adding 0 makes a negative zero positive.
                let differ = (there + 0.0).total_cmp(&(back + 0.0)).is_ne();
                if there.is_finite() && back.is_finite() && differ {
                    return Err(MatrixError::Directed { a, b, there, back });
                }
                matrix.add(a, b, if there.is_finite() { back } else { there })?;
            }
        }
        Ok(matrix)
    }

    /// Adds to the weight of one pair.
    ///
    /// # Errors
    ///
    /// [`MatrixError`] names the pair; the matrix is then unchanged.
    pub fn add(&mut self, a: usize, b: usize, weight: f64) -> Result<(), MatrixError> {
        let len = self.len;
        if a == b && a < len {
            return Err(MatrixError::SamePerson { member: a });
        }
        let cell = self.cell(a, b).ok_or(MatrixError::OutOfRange { a, b, len })?;
        let sum = self.upper[cell] + weight;
        if !sum.is_finite() {
            return Err(MatrixError::NotFinite { a, b, weight });
        }
        self.upper[cell] = sum;
        Ok(())
    }

    fn cell(&self, a: usize, b: usize) -> Option<usize> {
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        (low != high && high < self.len).then(|| high * (high - 1) / 2 + low)
    }
}

impl PairWeight for PairMatrix {
    fn len(&self) -> usize {
        self.len
    }

    fn weight(&self, a: usize, b: usize) -> f64 {
        self.cell(a, b).map_or(0.0, |cell| self.upper[cell])
    }
}
