use super::NoNorm;
use super::population::finite;

/// Words for ranges of values, each from its cut point up to the next.
///
/// # Example
///
/// ```
/// use intervision_assess::norms::Bands;
///
/// let bands = Bands::new("below average", [(40.0, "average"), (60.0, "above average")])?;
/// assert_eq!(bands.word(39.9), "below average");
/// assert_eq!(bands.word(40.0), "average");
/// assert_eq!(bands.word(75.0), "above average");
/// # Ok::<(), intervision_assess::norms::NoNorm>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Bands {
    lowest: String,
    cuts: Vec<(f64, String)>,
}

impl Bands {
    /// The word below the first cut point, and each cut point with the word that holds from it on.
    ///
    /// # Errors
    ///
    /// [`NoNorm`] for cut points that are not finite or do not rise.
    pub fn new<S: Into<String>>(
        lowest: impl Into<String>,
        cuts: impl IntoIterator<Item = (f64, S)>,
    ) -> Result<Bands, NoNorm> {
        let cuts: Vec<(f64, String)> =
            cuts.into_iter().map(|(from, word)| (from, word.into())).collect();
        let mut before = f64::NEG_INFINITY;
        for (index, (from, _)) in cuts.iter().enumerate() {
            if finite("a cut point", *from)? <= before {
                return Err(NoNorm::NotRising { what: "bands", line: index + 1 });
            }
            before = *from;
        }
        Ok(Bands { lowest: lowest.into(), cuts })
    }

    /// The word for a value.
    #[must_use]
    pub fn word(&self, value: f64) -> &str {
        let place = self.cuts.partition_point(|(from, _)| *from <= value);
        let found = place.checked_sub(1).and_then(|place| self.cuts.get(place));
        found.map_or(&self.lowest, |(_, word)| word)
    }
}
