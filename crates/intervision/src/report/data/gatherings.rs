use chrono::NaiveDate;

/// A gathering: its day, how many are expected, and the other days that it could have been.
#[derive(Debug, Clone, PartialEq)]
pub struct Gathering {
    day: NaiveDate,
    expected: f64,
    members: usize,
    period: (NaiveDate, NaiveDate),
    others: Vec<(NaiveDate, f64)>,
    next_best: Option<(NaiveDate, f64)>,
}

impl Gathering {
    /// On this day, on which so many of so many members are expected.
    #[must_use]
    pub fn new(day: NaiveDate, expected: f64, members: usize) -> Self {
        Gathering {
            day,
            expected,
            members,
            period: (day, day),
            others: Vec::new(),
            next_best: None,
        }
    }

    /// Another day of the same period on which it could be held, and how many are expected then.
    #[must_use]
    pub fn with_other(mut self, day: NaiveDate, expected: f64) -> Self {
        self.others.push((day, expected));
        self.period = (self.period.0.min(day), self.period.1.max(day));
        self
    }

    /// The day to take if this one falls through, and how many fewer are expected over the year then.
    #[must_use]
    pub fn with_next_best(mut self, day: NaiveDate, loses: f64) -> Self {
        self.next_best = Some((day, loses));
        self
    }

    /// The day.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.day
    }

    /// How many are expected.
    #[must_use]
    pub fn expected(&self) -> f64 {
        self.expected
    }

    /// How many members there are on the day.
    #[must_use]
    pub fn members(&self) -> usize {
        self.members
    }

    /// The first and the last day on which it could be held.
    #[must_use]
    pub fn period(&self) -> (NaiveDate, NaiveDate) {
        self.period
    }

    /// The other days, with how many are expected on each.
    #[must_use]
    pub fn others(&self) -> &[(NaiveDate, f64)] {
        &self.others
    }

    /// The day to take if this one falls through, and what that loses.
    #[must_use]
    pub fn next_best(&self) -> Option<(NaiveDate, f64)> {
        self.next_best
    }
}

/// When a whole community comes together.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision::report::{Gathering, Gatherings};
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).unwrap();
/// let first = Gathering::new(day(16), 71.4, 97).with_other(day(18), 70.2).with_next_best(day(18), 1.2);
/// let year = Gatherings::new(60, 120).with_gathering(first);
/// assert_eq!(year.gatherings()[0].period(), (day(16), day(18)));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Gatherings {
    apart: (u32, u32),
    gatherings: Vec<Gathering>,
}

impl Gatherings {
    /// Each at least and at most so many days after the one before.
    #[must_use]
    pub fn new(least: u32, most: u32) -> Self {
        Gatherings { apart: (least, most), gatherings: Vec::new() }
    }

    /// Adds a gathering.
    #[must_use]
    pub fn with_gathering(mut self, gathering: Gathering) -> Self {
        self.gatherings.push(gathering);
        self
    }

    /// The least and the most days between two.
    #[must_use]
    pub fn apart(&self) -> (u32, u32) {
        self.apart
    }

    /// The gatherings, in the order in which they came.
    #[must_use]
    pub fn gatherings(&self) -> &[Gathering] {
        &self.gatherings
    }
}
