//! What a plan is worth. Out: a timetable, its score by level, rule and session.

use intervision_core::Timetable;

use crate::why_not::Shortage;

/// How much a rule matters: a better value at an earlier level outweighs everything at the later ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Level {
    /// Must hold; the planner never breaks it.
    Hard,
    /// Sessions without a place, people who are missed.
    Medium,
    /// Comfort: distances in time, welcome slots.
    Soft,
}

/// Penalty points per level, compared in this order. Smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Score {
    /// Broken hard rules; 0 in every timetable of the planner.
    pub hard: i64,
    /// Points of the medium level.
    pub medium: i64,
    /// Points of the soft level.
    pub soft: f64,
}

/// What one rule adds to the score.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Contribution {
    /// The rule, in the field's words.
    pub rule: &'static str,
    /// Where it counts.
    pub level: Level,
    /// How much of it there is, in the rule's unit.
    pub amount: f64,
    /// The points it adds at its level.
    pub points: i64,
}

/// What one placed session adds to the score.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct SessionWorth {
    /// The session, as an index into the demand.
    pub session: usize,
    /// Attendees who cannot be there, as members; empty unless absences are allowed.
    pub absent: Vec<usize>,
    /// Days by which the distances to the sessions before it miss their targets.
    pub lag_days: u32,
    /// Points for a time that attendees or resources would rather not have.
    pub unwelcome: f64,
}

/// A proposal with all that is known of it.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Outcome {
    /// The timetable, as core knows it.
    pub timetable: Timetable,
    /// Its score.
    pub score: Score,
    /// What each rule adds.
    pub contributions: Vec<Contribution>,
    /// What each placed session adds, by session.
    pub sessions: Vec<SessionWorth>,
    /// People and kinds of resources with more sessions than room for them.
    pub shortages: Vec<Shortage>,
    /// The value of the first full plan, before it was improved.
    pub first_value: f64,
}
