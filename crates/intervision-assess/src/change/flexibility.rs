use crate::AssessError;

/// How evenly a person chooses among styles over a set of situations: the style flexibility of situational leadership questionnaires.
///
/// # Example
///
/// Twenty situations, four styles:
///
/// ```
/// use intervision_assess::change::StyleFlexibility;
///
/// let found = StyleFlexibility::of(&[8, 7, 3, 2])?;
/// assert_eq!((found.score, found.highest), (20.0, 30.0));
/// # Ok::<(), intervision_assess::AssessError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct StyleFlexibility {
    /// The highest score less the distance of the counts from equal ones, 0 for a single style.
    pub score: f64,
    /// The score of equal counts: twice the situations that one style would take from the others.
    pub highest: f64,
    /// How many situations were answered.
    pub situations: u64,
}

impl StyleFlexibility {
    /// From how often each style was chosen, styles that were never chosen included.
    ///
    /// # Errors
    ///
    /// [`AssessError::Setting`] for fewer than two styles or no situation.
    pub fn of(counts: &[u32]) -> Result<StyleFlexibility, AssessError> {
        let styles = counts.len();
        if styles < 2 {
            let (setting, value) = ("the number of styles", styles as f64);
            return Err(AssessError::Setting { setting, value, allowed: "at least 2" });
        }
        let situations: u64 = counts.iter().copied().map(u64::from).sum();
        if situations == 0 {
            let setting = "the number of situations";
            return Err(AssessError::Setting { setting, value: 0.0, allowed: "at least 1" });
        }
        let equal = situations as f64 / styles as f64;
        let highest = 2.0 * (situations as f64 - equal);
        let away: f64 = counts.iter().map(|&count| (f64::from(count) - equal).abs()).sum();
        Ok(StyleFlexibility { score: highest - away, highest, situations })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::close;

    #[test]
    fn from_one_style_to_all() {
        let score = |counts: &[u32]| StyleFlexibility::of(counts).unwrap().score;
        close(score(&[5, 5, 5, 5]), 30.0, 0.0);
        close(score(&[20, 0, 0, 0]), 0.0, 0.0);
        assert!(StyleFlexibility::of(&[20]).is_err());
        let error = StyleFlexibility::of(&[0, 0]).unwrap_err().to_string();
        assert_eq!(error, "the number of situations is 0; it must be at least 1");
    }
}
