use super::{NoEffect, PairedEffect};

/// One person's levels before, as seen afterwards ("then"), and after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThenTest {
    /// Measured before.
    pub before: f64,
    /// The level before as the person judges it afterwards.
    pub then: f64,
    /// Measured after.
    pub after: f64,
}

/// What a retrospective pre-test adds (Howard and Dailey, 1979): people who learn also learn what they did not know, and judge
/// themselves by another standard afterwards.
///
/// # Example
///
/// ```
/// use intervision_assess::change::{Retrospective, ThenTest};
///
/// let people = [(4.0, 2.0, 4.0), (3.5, 2.5, 4.0), (4.5, 3.0, 4.5), (3.0, 2.5, 3.5)]
///     .map(|(before, then, after)| ThenTest { before, then, after });
/// let found = Retrospective::of(&people, 0.95)?;
/// assert_eq!(found.observed.mean_change, 0.25);
/// assert_eq!(found.shift.mean_change, -1.25);
/// assert_eq!(found.adjusted.mean_change, 1.5);
/// # Ok::<(), intervision_assess::change::NoEffect>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Retrospective {
    /// From before to after, as measured.
    pub observed: PairedEffect,
    /// From before to "then": how the standard moved. Negative where people now think that they overrated themselves.
    pub shift: PairedEffect,
    /// From "then" to after: change by one standard. It holds what people like to believe about their change, too.
    pub adjusted: PairedEffect,
}

impl Retrospective {
    /// The three changes of the same people. Time O(n).
    ///
    /// # Errors
    ///
    /// [`NoEffect`] as of [`PairedEffect::of`], for the first of the three that lacks something.
    pub fn of(people: &[ThenTest], confidence: f64) -> Result<Retrospective, NoEffect> {
        let effect = |from: fn(&ThenTest) -> f64, to: fn(&ThenTest) -> f64| {
            let pairs: Vec<(f64, f64)> = people.iter().map(|it| (from(it), to(it))).collect();
            PairedEffect::of(&pairs, confidence)
        };
        Ok(Retrospective {
            observed: effect(|it| it.before, |it| it.after)?,
            shift: effect(|it| it.before, |it| it.then)?,
            adjusted: effect(|it| it.then, |it| it.after)?,
        })
    }
}
