/// Why there is no agreement within a group.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NoRwg {
    /// Fewer than two ratings.
    #[error("{found} ratings have no spread; 2 are needed")]
    TooFew {
        /// How many there are.
        found: usize,
    },
    /// A format of one category.
    #[error("{categories} categories leave nothing to choose; a format has at least 2")]
    Categories {
        /// How many there are.
        categories: u32,
    },
}

/// Agreement of one group on one item, `r_WG` (James, Demaree and Wolf, 1984): 1 less the variance of the ratings over
/// the variance of people who tick at random, every one of the `categories` as likely (the uniform null).
///
/// 1 is full agreement and 0 that of chance. It is negative where raters disagree more than chance, and returned as it is:
/// setting it to 0 would hide a divided group.
///
/// # Errors
///
/// [`NoRwg`] for fewer than two ratings or categories.
///
/// # Example
///
/// ```
/// use intervision_assess::agreement::rwg;
///
/// assert_eq!(rwg(&[4, 4, 5, 4, 3], 5), Ok(0.75));
/// assert!(rwg(&[1, 5], 5)? < 0.0);
/// # Ok::<(), intervision_assess::agreement::NoRwg>(())
/// ```
pub fn rwg(ratings: &[i32], categories: u32) -> Result<f64, NoRwg> {
    let found = ratings.len();
    if found < 2 {
        return Err(NoRwg::TooFew { found });
    }
    if categories < 2 {
        return Err(NoRwg::Categories { categories });
    }
    let n = found as f64;
    let mean = ratings.iter().copied().map(f64::from).sum::<f64>() / n;
    let squares: f64 = ratings.iter().map(|&rating| (f64::from(rating) - mean).powi(2)).sum();
    let random = (f64::from(categories).powi(2) - 1.0) / 12.0;
    Ok(1.0 - squares / (n - 1.0) / random)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_alike_agrees_and_too_little_is_said() {
        assert_eq!(rwg(&[2, 2, 2], 7), Ok(1.0));
        let text = |error: Result<f64, NoRwg>| error.unwrap_err().to_string();
        assert_eq!(text(rwg(&[2], 5)), "1 ratings have no spread; 2 are needed");
        assert!(text(rwg(&[2, 2], 1)).starts_with("1 categories leave nothing to choose"));
    }
}
