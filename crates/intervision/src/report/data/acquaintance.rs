/// Who met whom at the tables of a year, in numbers.
///
/// # Example
///
/// ```
/// use intervision::report::Tables;
///
/// let tables = Tables::new(4, 8).with_pairs([3900, 700, 12]).with_repeats(12, 30, 42);
/// assert_eq!((tables.pairs(), tables.never_met()), (4612, 3900));
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tables {
    gatherings: usize,
    rounds: usize,
    pairs: Vec<usize>,
    again: usize,
    known: usize,
    bound: usize,
    next: f64,
}

impl Tables {
    /// Of so many gatherings, with so many rounds altogether.
    #[must_use]
    pub fn new(gatherings: usize, rounds: usize) -> Self {
        Tables { gatherings, rounds, ..Tables::default() }
    }

    /// How many pairs never sat together, sat together once, twice, and so on.
    #[must_use]
    pub fn with_pairs(mut self, by_times: impl IntoIterator<Item = usize>) -> Self {
        self.pairs = by_times.into_iter().collect();
        self
    }

    /// How many meetings are of people who sat together before, how many of people who know each other from elsewhere, and how few of both
    /// there can be.
    #[must_use]
    pub fn with_repeats(mut self, again: usize, known: usize, bound: usize) -> Self {
        (self.again, self.known, self.bound) = (again, known, bound);
        self
    }

    /// How many pairs a round more is expected to bring together for the first time.
    #[must_use]
    pub fn with_next(mut self, pairs: f64) -> Self {
        self.next = pairs;
        self
    }

    /// How many gatherings there are.
    #[must_use]
    pub fn gatherings(&self) -> usize {
        self.gatherings
    }

    /// How many rounds there are altogether.
    #[must_use]
    pub fn rounds(&self) -> usize {
        self.rounds
    }

    /// Pairs by how often they sat together, from never on.
    #[must_use]
    pub fn by_times(&self) -> &[usize] {
        &self.pairs
    }

    /// How many pairs there are.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.pairs.iter().sum()
    }

    /// How many of them never sat together.
    #[must_use]
    pub fn never_met(&self) -> usize {
        self.pairs.first().copied().unwrap_or(0)
    }

    /// Meetings of people who sat together before, of people who know each other from elsewhere, and how few of both there can be.
    #[must_use]
    pub fn repeats(&self) -> (usize, usize, usize) {
        (self.again, self.known, self.bound)
    }

    /// How many pairs a round more is expected to bring together for the first time.
    #[must_use]
    pub fn next(&self) -> f64 {
        self.next
    }
}

/// Introductions of people who share something and have not met, in numbers; who and what stays in their own letters.
///
/// # Example
///
/// ```
/// use intervision::report::Introductions;
///
/// let introductions = Introductions::new(3, [1, 4, 2]);
/// assert_eq!((introductions.each(), introductions.pairs()), (3, 4));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Introductions {
    each: usize,
    people: Vec<usize>,
}

impl Introductions {
    /// At most so many for one person; and how many people have none, one, two, and so on.
    #[must_use]
    pub fn new(each: usize, people: impl IntoIterator<Item = usize>) -> Self {
        Introductions { each, people: people.into_iter().collect() }
    }

    /// The most for one person.
    #[must_use]
    pub fn each(&self) -> usize {
        self.each
    }

    /// People by their number of introductions, from none on.
    #[must_use]
    pub fn people(&self) -> &[usize] {
        &self.people
    }

    /// How many introductions there are: each is between two people.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.people.iter().enumerate().map(|(each, people)| each * people).sum::<usize>() / 2
    }
}
