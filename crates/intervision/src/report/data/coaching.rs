use chrono::NaiveDate;

/// Why somebody waits for a coach, as far as everybody may read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NoCoach {
    /// Every coach who may coach them is taken.
    NoSeat,
    /// No coach may coach at all.
    NobodyCoaches,
    /// None fits. Whether that is a manager, a wish or something else is between those whom it concerns.
    NoneFits,
}

/// Why a coach of the pool does not coach.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotEligible {
    /// Without this certificate.
    Without(String),
    /// The certificate begins on this day.
    Begins(String, NaiveDate),
    /// The certificate ended on this day.
    Ended(String, NaiveDate),
}

/// The conversations of one kind: in which phase, and how many of those that were asked for have a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoachingRound {
    /// What they are called.
    pub title: String,
    /// The phase.
    pub phase: String,
    /// How many have a date.
    pub placed: usize,
    /// How many were asked for.
    pub asked: usize,
    /// The first and the last day, where there is one.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

/// Who is coached, in numbers: seats, people who wait, conversations. Who has which coach, and what is said, it does not tell.
///
/// # Example
///
/// ```
/// use intervision::report::{Coaching, NoCoach};
///
/// let coaching = Coaching::new()
///     .with_coach("k1", 2, 2)
///     .with_coach("k2", 1, 2)
///     .with_waiting("t07", NoCoach::NoneFits);
/// assert_eq!((coaching.coached(), coaching.free()), (3, 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coaching {
    coaches: Vec<(String, usize, usize)>,
    waiting: Vec<(String, NoCoach)>,
    barred: Vec<(String, NotEligible)>,
    rounds: Vec<CoachingRound>,
    held: Vec<usize>,
}

impl Coaching {
    /// Nobody is coached yet.
    #[must_use]
    pub fn new() -> Self {
        Coaching::default()
    }

    /// Adds a coach by id, with how many people they have and at most take.
    #[must_use]
    pub fn with_coach(mut self, id: impl Into<String>, taken: usize, seats: usize) -> Self {
        self.coaches.push((id.into(), taken, seats.max(taken)));
        self
    }

    /// Adds somebody who waits, by id.
    #[must_use]
    pub fn with_waiting(mut self, id: impl Into<String>, why: NoCoach) -> Self {
        self.waiting.push((id.into(), why));
        self
    }

    /// Adds somebody of the pool who does not coach, by id.
    #[must_use]
    pub fn with_barred(mut self, id: impl Into<String>, why: NotEligible) -> Self {
        self.barred.push((id.into(), why));
        self
    }

    /// Adds the conversations of one kind.
    #[must_use]
    pub fn with_round(mut self, round: CoachingRound) -> Self {
        self.rounds.push(round);
        self
    }

    /// How many pairs had no conversation so far, one, two, and so on.
    #[must_use]
    pub fn with_held(mut self, pairs: impl IntoIterator<Item = usize>) -> Self {
        self.held = pairs.into_iter().collect();
        self
    }

    /// The coaches: id, people, seats.
    #[must_use]
    pub fn coaches(&self) -> &[(String, usize, usize)] {
        &self.coaches
    }

    /// Who waits, and why.
    #[must_use]
    pub fn waiting(&self) -> &[(String, NoCoach)] {
        &self.waiting
    }

    /// Who of the pool does not coach, and why.
    #[must_use]
    pub fn barred(&self) -> &[(String, NotEligible)] {
        &self.barred
    }

    /// The conversations, kind by kind.
    #[must_use]
    pub fn rounds(&self) -> &[CoachingRound] {
        &self.rounds
    }

    /// Pairs by the number of conversations that they had; empty where that was not said.
    #[must_use]
    pub fn held(&self) -> &[usize] {
        &self.held
    }

    /// How many people have a coach.
    #[must_use]
    pub fn coached(&self) -> usize {
        self.coaches.iter().map(|(_, taken, _)| taken).sum()
    }

    /// How many seats are free.
    #[must_use]
    pub fn free(&self) -> usize {
        self.coaches.iter().map(|(_, taken, seats)| seats - taken).sum()
    }
}
