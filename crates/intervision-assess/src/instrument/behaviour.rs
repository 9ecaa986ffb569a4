/// What somebody does who stands at a level: a behavioural anchor (Smith and Kendall, 1963).
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
#[non_exhaustive]
pub struct Behaviour {
    /// The level from which on it can be seen.
    pub level: f64,
    /// What is seen.
    pub text: String,
}

impl Behaviour {
    /// What is seen from a level on.
    #[must_use]
    pub fn new(level: f64, text: impl Into<String>) -> Self {
        Behaviour { level, text: text.into() }
    }

    /// Whether levels rise from one to the next and lie between two ends, and whether each has words.
    pub(super) fn are_valid(all: &[Behaviour], (low, high): (f64, f64)) -> bool {
        let rise = all.windows(2).all(|pair| match pair {
            [below, above] => below.level < above.level,
            _ => false,
        });
        let fits = |it: &Behaviour| (low..=high).contains(&it.level) && !it.text.trim().is_empty();
        rise && all.iter().all(fits)
    }
}
