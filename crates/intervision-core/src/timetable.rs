use crate::{Span, Worth};

/// Where one session stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Placement {
    /// The session, as an index into the demand.
    pub session: usize,
    /// When.
    pub span: Span,
    /// The resources that serve it, as indices into the demand's list, in the order of the session's needs.
    pub resources: Vec<usize>,
}

/// A session that has no place, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Unplaced {
    /// The session, as an index into the demand.
    pub session: usize,
    /// Reasons in plain words, the most telling first; never empty.
    pub reasons: Vec<String>,
}

/// A proposal for a season: every session of a demand is placed or explained.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Timetable {
    /// The sessions that have a place, by session.
    pub placements: Vec<Placement>,
    /// The sessions that have none, by session.
    pub unplaced: Vec<Unplaced>,
    /// What the plan is worth, by rule.
    pub worth: Worth,
}

impl Timetable {
    /// Where a session stands, if it has a place. `placements` is ordered by session.
    #[must_use]
    pub fn placement(&self, session: usize) -> Option<&Placement> {
        let at =
            self.placements.binary_search_by_key(&session, |placement| placement.session).ok()?;
        self.placements.get(at)
    }
}
