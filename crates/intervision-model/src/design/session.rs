//! Phases and sessions: what a programme consists of.

use chrono::NaiveDate;
use intervision_core::{DateWindow, Lag};

use super::Seats;
use crate::journey::Gate;

/// A stretch of the programme with a purpose of its own. A session without a window of its own takes that of its phase.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Phase {
    /// A slug.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What happens in it.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub description: Option<String>,
    /// The first day, if it is set.
    #[cfg_attr(
        feature = "serde",
        serde(
            default,
            skip_serializing_if = "Option::is_none",
            with = "crate::interchange::date::option"
        )
    )]
    pub start: Option<NaiveDate>,
    /// The last day, if it is set.
    #[cfg_attr(
        feature = "serde",
        serde(
            default,
            skip_serializing_if = "Option::is_none",
            with = "crate::interchange::date::option"
        )
    )]
    pub end: Option<NaiveDate>,
    /// When its content opens for a participant: on a day of the programme, counted from 1, or after content and sessions.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Gate::is_free"))]
    pub gate: Gate,
}

impl Phase {
    /// A phase without dates of its own.
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Phase {
            id: id.into(),
            title: title.into(),
            description: None,
            start: None,
            end: None,
            gate: Gate::default(),
        }
    }
}

/// A kind of session, and how often it takes place for whom.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct SessionRule {
    /// A slug, unique in the design; the ids of sessions begin with it.
    pub id: String,
    /// What people call it: `Pit stop`.
    pub title: String,
    /// The title of its calendar entries, if it is not the title (with a number where there are several). `{number}` and
    /// `{count}` stand for the place in the sequence, `{group}` for the group's label, `{run}` for the run of an elective.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub entry: Option<String>,
    /// What it is for, in a sentence or two.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub description: Option<String>,
    /// The phase it belongs to.
    pub phase: String,
    /// Who comes.
    pub audience: Audience,
    /// How many times each audience meets.
    #[cfg_attr(feature = "serde", serde(default = "once"))]
    pub count: u32,
    /// How long it lasts, in minutes.
    pub minutes: u32,
    /// The days on which it may start; inside its phase and the season.
    #[cfg_attr(
        feature = "serde",
        serde(default, skip_serializing_if = "is_open", with = "super::window")
    )]
    pub window: DateWindow,
    /// The first one comes after the last one of these, as far as both have somebody in common.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub after: Vec<After>,
    /// How far apart consecutive ones are.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub spacing: Option<Lag>,
    /// What it needs beside its attendees.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub needs: Vec<NeedRule>,
    /// The competencies that it serves.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub develops: Vec<String>,
    /// The roles that rotate among the members of a group, one holder each per meeting.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub roles: Vec<String>,
    /// What happens in it, in order; the minutes add up to those of the session.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub agenda: Vec<AgendaItem>,
}

impl SessionRule {
    /// A session that takes place once, on any day of its phase.
    pub fn new(
        id: impl Into<String>,
        title: impl Into<String>,
        phase: impl Into<String>,
        audience: Audience,
        minutes: u32,
    ) -> Self {
        SessionRule {
            id: id.into(),
            title: title.into(),
            entry: None,
            description: None,
            phase: phase.into(),
            audience,
            count: 1,
            minutes,
            window: DateWindow::default(),
            after: Vec::new(),
            spacing: None,
            needs: Vec::new(),
            develops: Vec::new(),
            roles: Vec::new(),
            agenda: Vec::new(),
        }
    }
}

#[cfg(feature = "serde")]
fn once() -> u32 {
    1
}

#[cfg(feature = "serde")]
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_open(window: &DateWindow) -> bool {
    *window == DateWindow::default()
}

/// Who comes to a session.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Audience {
    /// All participants together.
    Everyone,
    /// Each group on its own.
    Group,
    /// Those who need it most, in runs of limited size.
    Elective(Elective),
    /// One participant at a time, with whom the needs name (a coach).
    Individual(Selection),
}

/// A session for those who need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Elective {
    /// At most this many people in a run.
    pub seats: u32,
    /// At most this many runs; `None` runs as many as are needed.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub max_runs: Option<u32>,
}

/// Who has a session of their own.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum Selection {
    /// Everyone.
    Everyone,
    /// Those who are proficient and no longer grow.
    Stagnating(Stagnation),
}

/// When somebody counts as proficient and stagnating.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Stagnation {
    /// Proficient from this level of the framework on; below it, training is what helps.
    pub proficient_from: f64,
    /// Growing means at least this many levels per measurement.
    pub min_slope: f64,
    /// At most this many participants; `None` takes all.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub places: Option<u32>,
}

/// How far a session comes after another one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct After {
    /// The session that comes first.
    pub session: String,
    /// At least this many days, from start day to start day.
    pub min_days: u32,
    /// Best this many days.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub target_days: Option<u32>,
    /// At most this many days.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub max_days: Option<u32>,
}

impl After {
    /// After `session`, as far as the lag says.
    pub fn new(session: impl Into<String>, lag: Lag) -> Self {
        let Lag { min_days, target_days, max_days } = lag;
        After { session: session.into(), min_days, target_days, max_days }
    }

    /// How far.
    #[must_use]
    pub fn lag(&self) -> Lag {
        Lag { min_days: self.min_days, target_days: self.target_days, max_days: self.max_days }
    }
}

/// What a session needs beside its attendees.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct NeedRule {
    /// The kind of resource: `room`, `facilitator`, `actor`.
    pub kind: String,
    /// How many of them.
    #[cfg_attr(feature = "serde", serde(default = "once"))]
    pub count: u32,
    /// How many seats each must have.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Seats::is_none"))]
    pub seats: Seats,
    /// Each must carry all of these.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub qualifications: Vec<String>,
    /// The same ones serve all sessions of the series.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "std::ops::Not::not"))]
    pub same_in_series: bool,
}

impl NeedRule {
    /// One of this kind.
    pub fn one(kind: impl Into<String>) -> Self {
        NeedRule {
            kind: kind.into(),
            count: 1,
            seats: Seats::None,
            qualifications: Vec::new(),
            same_in_series: false,
        }
    }
}

/// A part of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct AgendaItem {
    /// What happens.
    pub title: String,
    /// How long, in minutes.
    pub minutes: u32,
}
