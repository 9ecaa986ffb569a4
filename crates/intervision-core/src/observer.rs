use std::ops::ControlFlow;

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// What is going on, in a word or two.
    pub stage: &'a str,
    /// Steps done in this stage.
    pub steps: u64,
    /// Steps that this stage takes at most, if that is known.
    pub total: Option<u64>,
    /// The best value so far, if there is one.
    pub best: Option<f64>,
    /// The proven bound so far, if there is one.
    pub bound: Option<f64>,
}

impl<'a> Progress<'a> {
    /// A stage at its start.
    #[must_use]
    pub fn new(stage: &'a str) -> Self {
        Progress { stage, steps: 0, total: None, best: None, bound: None }
    }

    /// After this many steps.
    #[must_use]
    pub fn at(mut self, steps: u64) -> Self {
        self.steps = steps;
        self
    }

    /// Of this many steps.
    #[must_use]
    pub fn of(mut self, total: u64) -> Self {
        self.total = Some(total);
        self
    }

    /// With this value as the best.
    #[must_use]
    pub fn best(mut self, value: f64) -> Self {
        self.best = Some(value);
        self
    }

    /// With this bound.
    #[must_use]
    pub fn bound(mut self, bound: f64) -> Self {
        self.bound = Some(bound);
        self
    }
}

/// Watches a run and may end it.
///
/// `()` watches nothing; every `FnMut(&Progress) -> ControlFlow<()>` is an observer. A search calls it now and then,
/// between steps; `Break` ends the search, which then answers with the best it has.
///
/// # Example
///
/// ```
/// use std::ops::ControlFlow;
/// use intervision_core::{Observer, Progress};
///
/// let mut seen = 0;
/// let mut stop_at_ten = |progress: &Progress<'_>| {
///     seen += 1;
///     if progress.steps < 10 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
/// };
/// assert!(stop_at_ten.observe(&Progress::new("search").at(9)).is_continue());
/// assert!(stop_at_ten.observe(&Progress::new("search").at(10)).is_break());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an `Observer`",
    note = "pass `&mut ()`, or a closure `|progress: &Progress<'_>| ControlFlow::Continue(())`"
)]
pub trait Observer {
    /// Takes note of progress.
    fn observe(&mut self, progress: &Progress<'_>) -> ControlFlow<()>;
}

impl Observer for () {
    fn observe(&mut self, _progress: &Progress<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

impl<F> Observer for F
where
    F: FnMut(&Progress<'_>) -> ControlFlow<()>,
{
    fn observe(&mut self, progress: &Progress<'_>) -> ControlFlow<()> {
        self(progress)
    }
}
