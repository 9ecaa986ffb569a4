/// What is known of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Status {
    /// The rules hold and nothing better exists: value and bound meet.
    Optimal,
    /// The rules hold; something better may exist.
    Feasible,
    /// The rules cannot all hold.
    Infeasible,
    /// The search ended before it knew.
    Unknown,
}

/// Why a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Stopped {
    /// The value reached its bound, or every possibility was seen.
    Proven,
    /// The method came to its own end.
    Finished,
    /// The step budget is spent.
    Steps,
    /// The time budget is spent; another run may differ.
    Time,
    /// The observer asked for it.
    Cancelled,
}

/// One term of an objective. Smaller is better.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct TermWorth {
    /// What is counted, in the field's words.
    pub name: String,
    /// How much of it there is, in its own unit.
    pub value: f64,
    /// No answer can have less of it, if that is known.
    pub bound: Option<f64>,
    /// What one unit of it adds to the whole.
    pub weight: f64,
}

/// An answer's worth: its value by term, the proven bound, and how the search went. Smaller is better.
///
/// # Example
///
/// ```
/// use intervision_core::{Status, Stopped, Worth};
///
/// let worth = Worth::new(Status::Feasible, Stopped::Steps, 22.5).with_bound(22.0);
/// assert!((worth.gap().unwrap() - 0.5 / 22.5).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Worth {
    /// The terms that make up the value.
    pub terms: Vec<TermWorth>,
    /// The value of the whole.
    pub value: f64,
    /// No answer can have a smaller value, if that is known.
    pub bound: Option<f64>,
    /// What is known of the answer.
    pub status: Status,
    /// Why the search ended.
    pub stopped: Stopped,
    /// How many steps it took; what a step is, each engine says.
    pub steps: u64,
    /// The seed that gave this answer, if the run had one.
    pub seed: Option<u64>,
}

impl Worth {
    /// A worth without terms, bound, steps or seed.
    #[must_use]
    pub fn new(status: Status, stopped: Stopped, value: f64) -> Self {
        Worth { terms: Vec::new(), value, bound: None, status, stopped, steps: 0, seed: None }
    }

    /// With a proven bound.
    #[must_use]
    pub fn with_bound(mut self, bound: f64) -> Self {
        self.bound = Some(bound);
        self
    }

    /// How far the value may be from the best possible: |value - bound| / |value|, 0 where they meet.
    ///
    /// `None` without a bound, and infinite when the value is 0 and the bound is not.
    #[must_use]
    pub fn gap(&self) -> Option<f64> {
        let distance = (self.value - self.bound?).abs();
        Some(if distance == 0.0 { 0.0 } else { distance / self.value.abs() })
    }
}
