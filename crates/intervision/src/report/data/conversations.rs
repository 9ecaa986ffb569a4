use std::collections::BTreeMap;

use chrono::NaiveDate;

/// Why somebody has no time for their conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NoTime {
    /// No day is open within the days in which it should be.
    NoDay,
    /// Too few times suit them and the hosts.
    TooFew,
    /// No host is free when they are.
    NoHost,
}

/// A conversation of everybody with one of the hosts: how they spread over hosts and days.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision::report::{Conversations, NoTime};
///
/// let day = NaiveDate::from_ymd_opt(2027, 1, 12).unwrap();
/// let talks = Conversations::new(4)
///     .with_conversation("host-1", day)
///     .with_conversation("host-1", day)
///     .without_time("d07", NoTime::TooFew);
/// assert_eq!((talks.placed(), talks.hosts()["host-1"][&day]), (2, 2));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conversations {
    per_day: usize,
    hosts: BTreeMap<String, BTreeMap<NaiveDate, usize>>,
    without: Vec<(String, NoTime)>,
    first_round: Option<(NaiveDate, usize)>,
}

impl Conversations {
    /// With at most so many on a day for one host.
    #[must_use]
    pub fn new(per_day: usize) -> Self {
        Conversations { per_day, ..Conversations::default() }
    }

    /// Adds a conversation with a host, by id, on a day.
    #[must_use]
    pub fn with_conversation(mut self, host: impl Into<String>, day: NaiveDate) -> Self {
        *self.hosts.entry(host.into()).or_default().entry(day).or_default() += 1;
        self
    }

    /// Adds somebody without a time, by id.
    #[must_use]
    pub fn without_time(mut self, id: impl Into<String>, why: NoTime) -> Self {
        self.without.push((id.into(), why));
        self
    }

    /// The last day of those who were there from the start, and how many days it took until then.
    #[must_use]
    pub fn with_first_round(mut self, last: NaiveDate, days: usize) -> Self {
        self.first_round = Some((last, days));
        self
    }

    /// The most on a day for one host.
    #[must_use]
    pub fn per_day(&self) -> usize {
        self.per_day
    }

    /// How many conversations each host has on each day.
    #[must_use]
    pub fn hosts(&self) -> &BTreeMap<String, BTreeMap<NaiveDate, usize>> {
        &self.hosts
    }

    /// Who has no time, and why.
    #[must_use]
    pub fn without(&self) -> &[(String, NoTime)] {
        &self.without
    }

    /// The last day of those who were there from the start, and how many days it took.
    #[must_use]
    pub fn first_round(&self) -> Option<(NaiveDate, usize)> {
        self.first_round
    }

    /// How many have a time.
    #[must_use]
    pub fn placed(&self) -> usize {
        self.hosts.values().flat_map(BTreeMap::values).sum()
    }
}
