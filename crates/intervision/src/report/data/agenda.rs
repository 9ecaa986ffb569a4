use chrono::NaiveDate;

/// What a community talks about, as its ballots chose. Who voted for what it does not know.
///
/// # Example
///
/// ```
/// use intervision::report::Agenda;
///
/// let agenda = Agenda::new(9)
///     .with_gathering(None, ["Useful conflict"])
///     .with_heard([3, 6])
///     .with_waiting("Lightness");
/// assert_eq!((agenda.chosen(), agenda.waiting().len()), (1, 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agenda {
    ballots: usize,
    gatherings: Vec<(Option<NaiveDate>, Vec<String>)>,
    heard: Vec<usize>,
    waiting: Vec<String>,
    lots: Vec<(Vec<String>, Vec<String>)>,
}

impl Agenda {
    /// By so many ballots.
    #[must_use]
    pub fn new(ballots: usize) -> Self {
        Agenda {
            ballots,
            gatherings: Vec::new(),
            heard: Vec::new(),
            waiting: Vec::new(),
            lots: Vec::new(),
        }
    }

    /// Adds a gathering on a day, if that is known, with its topics.
    #[must_use]
    pub fn with_gathering<T: Into<String>>(
        mut self,
        day: Option<NaiveDate>,
        topics: impl IntoIterator<Item = T>,
    ) -> Self {
        self.gatherings.push((day, topics.into_iter().map(Into::into).collect()));
        self
    }

    /// How many ballots got none of the topics that they named, one of them, two, and so on.
    #[must_use]
    pub fn with_heard(mut self, ballots: impl IntoIterator<Item = usize>) -> Self {
        self.heard = ballots.into_iter().collect();
        self
    }

    /// Adds a topic that waits.
    #[must_use]
    pub fn with_waiting(mut self, topic: impl Into<String>) -> Self {
        self.waiting.push(topic.into());
        self
    }

    /// Adds topics that were level, and those of them that the lot took.
    #[must_use]
    pub fn with_lot<T: Into<String>>(
        mut self,
        level: impl IntoIterator<Item = T>,
        taken: impl IntoIterator<Item = T>,
    ) -> Self {
        let all = |topics: &mut dyn Iterator<Item = T>| topics.map(Into::into).collect();
        self.lots.push((all(&mut level.into_iter()), all(&mut taken.into_iter())));
        self
    }

    /// How many ballots there are.
    #[must_use]
    pub fn ballots(&self) -> usize {
        self.ballots
    }

    /// The gatherings with their topics.
    #[must_use]
    pub fn gatherings(&self) -> &[(Option<NaiveDate>, Vec<String>)] {
        &self.gatherings
    }

    /// Ballots by the number of chosen topics that they named.
    #[must_use]
    pub fn heard(&self) -> &[usize] {
        &self.heard
    }

    /// The topics that wait.
    #[must_use]
    pub fn waiting(&self) -> &[String] {
        &self.waiting
    }

    /// Topics that were level, and those that the lot took.
    #[must_use]
    pub fn lots(&self) -> &[(Vec<String>, Vec<String>)] {
        &self.lots
    }

    /// How many topics were chosen.
    #[must_use]
    pub fn chosen(&self) -> usize {
        self.gatherings.iter().map(|(_, topics)| topics.len()).sum()
    }
}
