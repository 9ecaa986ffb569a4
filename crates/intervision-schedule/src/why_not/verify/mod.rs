//! The check of a certificate. In: a certificate, a demand and calendars. Out: nothing, or what does not hold.
//!
//! It shares no code with the search for proofs: it asks the traits itself, compares spans of time as they stand, and goes
//! through trees and orders on its own.

mod counts;
mod days;
mod orders;
mod view;

use std::collections::BTreeSet;

use intervision_core::{Availability, SessionDemand};

use super::{Certificate, Proof};
use crate::{Error, Planner};

use view::View;

/// What does not hold, in words.
type Refuted = String;

impl Certificate {
    /// Checks that the rules named are rules of this demand and its calendars, and that they contradict each other as the
    /// proof says. Of the planner only the grid and the attendance count.
    ///
    /// # Errors
    ///
    /// [`Error::Certificate`] with what does not hold.
    ///
    /// # Complexity
    ///
    /// A tree of n points takes O(n x starts x sessions); an order of k sessions k! orders, for k up to 8.
    pub fn verify(
        &self,
        planner: &Planner,
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
    ) -> Result<(), Error> {
        let kept: BTreeSet<_> = self.rules.iter().copied().collect();
        let check = || {
            let view = View::new(planner, demand, availability, &kept)?;
            match &self.proof {
                Proof::Lacking { session, need, needed, available } => {
                    counts::lacking(&view, *session, *need, [*needed, *available])
                }
                Proof::NoStart { session, starts, blocked } => {
                    counts::no_start(&view, *session, *starts, blocked)
                }
                Proof::Circle { steps } => days::circle(&view, steps),
                Proof::Crowd { whom, sessions, first, last, needed, available } => {
                    days::inside(&view, sessions, *first, *last)?;
                    counts::crowd(&view, whom, sessions, (*first, *last), [*needed, *available])
                }
                Proof::Order { sessions } => orders::order(&view, sessions),
                Proof::Tree { branches } => orders::tree(&view, branches),
            }
        };
        check().map_err(|reason| Error::Certificate { reason })
    }
}
