use std::fmt;
use std::ops::ControlFlow;
use std::time::Duration;

use rand_core::Rng;

use crate::{Observer, Progress, Stopped};

/// Tells how much time has passed since some fixed moment. Libraries never look at a clock of their own.
///
/// Every `Fn() -> Duration` is a clock, so a host writes
/// `let start = std::time::Instant::now(); let clock = move || start.elapsed();`.
pub trait Clock {
    /// Time since the clock's own beginning; it never goes back.
    fn elapsed(&self) -> Duration;
}

impl<F: Fn() -> Duration> Clock for F {
    fn elapsed(&self) -> Duration {
        self()
    }
}

/// How much a search may spend. What a step is, each engine says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields, default))]
pub struct Budget {
    /// At most this many steps; `None` leaves it to the engine's preset. The same budget gives the same answer.
    pub steps: Option<u64>,
    /// At most this long, if the run has a clock. Answers may then differ from run to run, and say so.
    pub time: Option<Duration>,
}

/// All that a search is given beside its problem: randomness, a budget and an observer.
///
/// It is borrowed for the length of a call and never stored.
///
/// # Example
///
/// ```
/// use intervision_core::Run;
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
/// let mut observer = ();
/// let run = Run::new(&mut rng, &mut observer).with_seed(7).with_steps(100_000);
/// assert_eq!(run.budget().steps, Some(100_000));
/// assert_eq!(run.seed(), Some(7));
/// ```
pub struct Run<'a> {
    rng: &'a mut dyn Rng,
    observer: &'a mut dyn Observer,
    clock: Option<&'a dyn Clock>,
    start: Duration,
    budget: Budget,
    seed: Option<u64>,
}

impl<'a> Run<'a> {
    /// A run without limits of its own.
    pub fn new(rng: &'a mut dyn Rng, observer: &'a mut dyn Observer) -> Self {
        Run {
            rng,
            observer,
            clock: None,
            start: Duration::ZERO,
            budget: Budget::default(),
            seed: None,
        }
    }

    /// Notes the seed that the generator was made from, so that results can name it.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Limits the number of steps.
    #[must_use]
    pub fn with_steps(mut self, steps: u64) -> Self {
        self.budget.steps = Some(steps);
        self
    }

    /// Limits the time, from now on, as this clock tells it.
    #[must_use]
    pub fn with_time(mut self, limit: Duration, clock: &'a dyn Clock) -> Self {
        self.budget.time = Some(limit);
        self.start = clock.elapsed();
        self.clock = Some(clock);
        self
    }

    /// The randomness.
    pub fn rng(&mut self) -> &mut dyn Rng {
        self.rng
    }

    /// A number to seed one stream of a search with. Streams are numbered by the order of the calls, so the answer
    /// does not depend on which thread runs which stream.
    pub fn fork(&mut self) -> u64 {
        self.rng.next_u64()
    }

    /// What may be spent.
    #[must_use]
    pub fn budget(&self) -> Budget {
        self.budget
    }

    /// The seed that the host named, if it did.
    #[must_use]
    pub fn seed(&self) -> Option<u64> {
        self.seed
    }

    /// Time since the run began, if there is a clock.
    #[must_use]
    pub fn elapsed(&self) -> Option<Duration> {
        self.clock.map(|clock| clock.elapsed().saturating_sub(self.start))
    }

    /// Tells the observer, and says whether to go on: `Break` carries the reason, in the order
    /// cancelled, steps, time.
    ///
    /// A search calls it every thousand steps or so, and at the end of each stage.
    pub fn check(&mut self, progress: &Progress<'_>) -> ControlFlow<Stopped> {
        if self.observer.observe(progress).is_break() {
            return ControlFlow::Break(Stopped::Cancelled);
        }
        if self.budget.steps.is_some_and(|limit| progress.steps >= limit) {
            return ControlFlow::Break(Stopped::Steps);
        }
        if let (Some(limit), Some(elapsed)) = (self.budget.time, self.elapsed())
            && elapsed >= limit
        {
            return ControlFlow::Break(Stopped::Time);
        }
        ControlFlow::Continue(())
    }

    /// The same run for a part of the work, with a step budget of its own; time goes on counting.
    pub fn part(&mut self, steps: Option<u64>) -> Run<'_> {
        Run {
            rng: &mut *self.rng,
            observer: &mut *self.observer,
            clock: self.clock,
            start: self.start,
            budget: Budget { steps, time: self.budget.time },
            seed: self.seed,
        }
    }

    /// The same run for a part of the work, with a step budget of its own and at most this share (0 to 1) of the time that is
    /// left, so that later parts have theirs.
    ///
    /// # Example
    ///
    /// ```
    /// use std::time::Duration;
    /// use intervision_core::Run;
    /// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
    ///
    /// let clock = || Duration::from_secs(4);
    /// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
    /// let mut observer = ();
    /// let mut run = Run::new(&mut rng, &mut observer).with_time(Duration::from_secs(10), &clock);
    /// assert_eq!(run.share(None, 0.5).budget().time, Some(Duration::from_secs(5)));
    /// ```
    pub fn share(&mut self, steps: Option<u64>, share: f64) -> Run<'_> {
        let gone = self.elapsed().unwrap_or_default();
        let time = self.budget.time.map(|limit| {
            let left = limit.saturating_sub(gone);
            let part = Duration::try_from_secs_f64(left.as_secs_f64() * share);
            gone.saturating_add(part.unwrap_or_default().min(left))
        });
        let mut part = self.part(steps);
        part.budget.time = time;
        part
    }

    /// A part of the work with randomness of its own, so that several parts can have the same; time goes on counting.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::Run;
    /// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
    ///
    /// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
    /// let mut observer = ();
    /// let mut run = Run::new(&mut rng, &mut observer);
    /// let seed = run.fork();
    /// let draws = [0, 1].map(|_| {
    ///     let mut own = Xoshiro256PlusPlus::seed_from_u64(seed);
    ///     run.part_with(&mut own, Some(1000)).fork()
    /// });
    /// assert_eq!(draws[0], draws[1]);
    /// ```
    pub fn part_with<'b>(&'b mut self, rng: &'b mut dyn Rng, steps: Option<u64>) -> Run<'b> {
        Run {
            rng,
            observer: &mut *self.observer,
            clock: self.clock,
            start: self.start,
            budget: Budget { steps, time: self.budget.time },
            seed: self.seed,
        }
    }
}

impl fmt::Debug for Run<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run")
            .field("budget", &self.budget)
            .field("seed", &self.seed)
            .field("clock", &self.clock.is_some())
            .finish_non_exhaustive()
    }
}
