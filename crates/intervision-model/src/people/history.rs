//! Who met whom, and how often.

use std::collections::BTreeMap;

use intervision_core::PairWeight;

/// How often each two members met before; most never did.
///
/// # Example
///
/// ```
/// use intervision_core::PairWeight;
/// use intervision_model::MeetingHistory;
///
/// let mut met = MeetingHistory::new(3);
/// met.add(2, 0, 1.0);
/// met.add(0, 2, 1.0);
/// assert_eq!(met.weight(0, 2), 2.0);
/// assert_eq!(met.weight(0, 1), 0.0);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MeetingHistory {
    len: usize,
    pairs: BTreeMap<(usize, usize), f64>,
}

impl MeetingHistory {
    /// Nobody among these members met yet.
    #[must_use]
    pub fn new(len: usize) -> Self {
        MeetingHistory { len, pairs: BTreeMap::new() }
    }

    /// Notes that two members met so many times more. Says whether it was noted: two different members of the roster, and a
    /// finite number above 0.
    pub fn add(&mut self, a: usize, b: usize, times: f64) -> bool {
        let valid = a != b && a.max(b) < self.len && times.is_finite() && times > 0.0;
        if valid {
            *self.pairs.entry((a.min(b), a.max(b))).or_default() += times;
        }
        valid
    }

    /// Notes that everyone in this group met everyone else in it.
    pub fn add_group(&mut self, members: &[usize]) {
        for (place, &a) in members.iter().enumerate() {
            for &b in members.iter().skip(place + 1) {
                self.add(a, b, 1.0);
            }
        }
    }

    /// How many pairs ever met.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.pairs.len()
    }
}

impl PairWeight for MeetingHistory {
    fn len(&self) -> usize {
        self.len
    }

    fn weight(&self, a: usize, b: usize) -> f64 {
        self.pairs.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0)
    }

    fn for_each_pair(&self, visit: &mut dyn FnMut(usize, usize, f64)) {
        for (&(a, b), &times) in &self.pairs {
            visit(a, b, times);
        }
    }
}
