use std::borrow::Cow;

use crate::Span;

/// Somebody or something that can be in one place at a time.
///
/// Members are numbered as in the roster, resources as in [`SessionDemand::resources`](crate::SessionDemand::resources).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Party {
    /// A member of the roster.
    Member(usize),
    /// A room, a facilitator, an actor or anything else that sessions need.
    Resource(usize),
}

/// Whether a party can be there.
#[derive(Debug, Clone, PartialEq)]
pub enum Presence<'a> {
    /// They can; `welcome` says how gladly, from -1 (rather not) over 0 (neutral) to 1 (preferred).
    Free {
        /// From -1 to 1.
        welcome: f64,
    },
    /// They cannot, for a reason that can be shown: `works Monday to Wednesday`. It must not carry private detail.
    Busy {
        /// The reason, in words that the planner may see.
        reason: Cow<'a, str>,
    },
}

impl<'a> Presence<'a> {
    /// Free, neither glad nor sorry.
    pub const FREE: Presence<'static> = Presence::Free { welcome: 0.0 };

    /// Busy for this reason.
    #[must_use]
    pub fn busy(reason: impl Into<Cow<'a, str>>) -> Self {
        Presence::Busy { reason: reason.into() }
    }

    /// Whether they can be there.
    #[must_use]
    pub fn is_free(&self) -> bool {
        matches!(self, Presence::Free { .. })
    }
}

/// Whether a person, room or other resource is free in a span of time, and how welcome that is.
///
/// A scheduler asks once per party and slot, when it lowers the problem.
///
/// # Laws
///
/// * Answers are stable, and `welcome` lies in -1..=1.
/// * Who is busy in a span is busy in every longer span around it.
///
/// `contract::availability` (feature `contract`) checks them.
///
/// # Example
///
/// ```
/// use chrono::{Datelike, Weekday};
/// use intervision_core::{Availability, Party, Presence, Span};
///
/// /// Nobody meets on Friday afternoon.
/// struct HouseRule;
///
/// impl Availability for HouseRule {
///     fn presence(&self, _party: Party, span: Span) -> Presence<'_> {
///         let friday = span.date().weekday() == Weekday::Fri;
///         if friday && span.end().time() > chrono::NaiveTime::from_hms_opt(13, 0, 0).unwrap() {
///             Presence::busy("Friday afternoon is free of meetings")
///         } else {
///             Presence::FREE
///         }
///     }
/// }
/// # let _: &dyn Availability = &HouseRule;
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not tell `Availability`",
    note = "implement `intervision_core::Availability` (presence), or pass `intervision_core::AlwaysFree`"
)]
pub trait Availability {
    /// Whether `party` can be there during the whole of `span`.
    fn presence(&self, party: Party, span: Span) -> Presence<'_>;
}

/// Everyone and everything is free at all times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AlwaysFree;

impl Availability for AlwaysFree {
    fn presence(&self, _party: Party, _span: Span) -> Presence<'_> {
        Presence::FREE
    }
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<T: Availability + ?Sized> Availability for $pointer {
            fn presence(&self, party: Party, span: Span) -> Presence<'_> {
                (**self).presence(party, span)
            }
        }
    )*};
}
forward!(&T, &mut T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);

/// Two calendars as one: busy where either is busy, as welcome as the less glad of the two.
impl<A: Availability, B: Availability> Availability for (A, B) {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        match (self.0.presence(party, span), self.1.presence(party, span)) {
            (Presence::Free { welcome: a }, Presence::Free { welcome: b }) => {
                Presence::Free { welcome: a.min(b) }
            }
            (busy @ Presence::Busy { .. }, _) | (_, busy) => busy,
        }
    }
}
