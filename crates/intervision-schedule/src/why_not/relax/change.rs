//! A change to one rule: what it makes of the facts, and how people say it.

use std::sync::Arc;

use chrono::NaiveDate;
use intervision_core::{Relation, Resource, SessionDemand};

use super::super::Asked;
use super::super::facts::Facts;
use super::super::rule::{party_name, relation_words, so_many};
use crate::Planner;

/// One change that would help.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Relaxation {
    /// The rule that is changed.
    pub rule: Asked,
    /// How.
    pub change: Change,
    /// How many calendars it may touch.
    pub calendars: u32,
    /// Whether every session then has a start, as far as proofs look: `false` when other rules still contradict each other,
    /// `None` when the budget was spent first.
    pub enough: Option<bool>,
}

/// How a rule is loosened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
#[non_exhaustive]
pub enum Change {
    /// The rule is dropped.
    Drop,
    /// The party is free on this day.
    FreeOn(NaiveDate),
    /// The window opens on this day.
    From(NaiveDate),
    /// The window closes on this day.
    Until(NaiveDate),
    /// The least of a relation is this, in its days or minutes.
    AtLeast(u32),
    /// The most of a relation is this, in its days or minutes.
    AtMost(u32),
    /// The session makes do with so many.
    MakeDo(u32),
    /// There are so many more resources that would do, or the resource serves so many more sessions, in a week and in all.
    More(u32),
}

impl Change {
    /// How large it is beside others of its kind; dropping a rule is the largest.
    pub(super) fn size(self) -> u32 {
        match self {
            Change::FreeOn(_) => 1,
            Change::More(more) => more,
            Change::From(_) | Change::Until(_) | Change::AtLeast(_) | Change::AtMost(_) => 2,
            Change::MakeDo(_) => 3,
            Change::Drop => u32::MAX,
        }
    }

    /// The facts after the change; a rule that is dropped stays in the facts, and is left out of what is kept.
    pub(super) fn applied(self, facts: &Facts, rule: Asked) -> Facts {
        let mut facts = facts.clone();
        match (rule, self) {
            (Asked::Calendar { party }, Change::FreeOn(day)) => {
                let mut away = facts.away.as_ref().clone();
                for ((of, minutes), slots) in &mut away {
                    let starts = facts.starts(*minutes).iter().filter(|_| *of == party);
                    for start in starts.filter(|start| facts.date(start.day) == day) {
                        slots.set(start.slot, false);
                    }
                }
                facts.away = Arc::new(away);
            }
            (Asked::Window { session }, Change::From(day)) => {
                facts.sessions[session].window.earliest = Some(day);
            }
            (Asked::Window { session }, Change::Until(day)) => {
                facts.sessions[session].window.latest = Some(day);
            }
            (Asked::Relation { relation }, change) => {
                facts.relations[relation] = change.to_relation(facts.relations[relation]);
            }
            (Asked::Need { session, need }, Change::MakeDo(count)) => {
                facts.sessions[session].needs[need].count = count;
            }
            (Asked::Need { session, need }, Change::More(more)) => {
                let wanted = &facts.sessions[session].needs[need];
                let mut another = Resource::new("", wanted.kind.clone()).with_seats(wanted.seats);
                another.qualifications.clone_from(&wanted.qualifications);
                facts.resources.extend((0..more).map(|_| another.clone()));
            }
            (Asked::Load { resource }, Change::More(more)) => {
                let of = &mut facts.resources[resource];
                for limit in [&mut of.max_per_week, &mut of.max_sessions] {
                    *limit = limit.map(|limit| limit.saturating_add(more));
                }
            }
            _ => {}
        }
        facts
    }

    fn to_relation(self, mut relation: Relation) -> Relation {
        match (&mut relation, self) {
            (Relation::Lag { lag, .. }, Change::AtLeast(days)) => lag.min_days = days,
            (Relation::Lag { lag, .. }, Change::AtMost(days)) => lag.max_days = Some(days),
            (Relation::Pause { pause, .. }, Change::AtLeast(least)) => pause.min_minutes = least,
            (Relation::Pause { pause, .. }, Change::AtMost(most)) => pause.max_minutes = Some(most),
            (Relation::Apart { minutes, .. }, Change::AtLeast(least)) => *minutes = least,
            _ => {}
        }
        relation
    }
}

impl Relaxation {
    /// The change in words, with members named as the planner names them.
    #[must_use]
    pub fn words(&self, planner: &Planner, demand: &dyn SessionDemand) -> String {
        let id = |at: usize| demand.session(at).map_or_else(String::new, |session| session.id);
        match (self.rule, self.change) {
            (Asked::Attends { session, member }, Change::Drop) => {
                format!("\"{}\" without {}", id(session), planner.name_of(member))
            }
            (Asked::Calendar { party }, Change::FreeOn(day)) => {
                format!("{} is free on {day}", party_name(party, planner, demand))
            }
            (Asked::Window { session }, Change::From(day)) => {
                format!("\"{}\" may start from {day}", id(session))
            }
            (Asked::Window { session }, Change::Until(day)) => {
                format!("\"{}\" may start until {day}", id(session))
            }
            (Asked::Relation { relation }, Change::AtLeast(_) | Change::AtMost(_)) => {
                let relation = demand.relations().get(relation).copied();
                relation.map_or_else(String::new, |relation| {
                    relation_words(self.change.to_relation(relation), &id)
                })
            }
            (Asked::Need { session, need }, change) if change != Change::Drop => {
                let found = demand.session(session).and_then(|of| of.needs.get(need).cloned());
                let kind = found.map_or_else(String::new, |need| need.kind);
                match change {
                    Change::More(1) => format!("1 more {kind} for \"{}\"", id(session)),
                    Change::More(more) => {
                        format!("{more} more of kind {kind} for \"{}\"", id(session))
                    }
                    Change::MakeDo(0) => format!("\"{}\" makes do without {kind}", id(session)),
                    Change::MakeDo(count) => {
                        format!("\"{}\" makes do with {}", id(session), so_many(count, &kind))
                    }
                    _ => String::new(),
                }
            }
            (Asked::Load { resource }, Change::More(more)) => {
                let resources = demand.resources();
                let who = resources.get(resource).map_or("", |resource| resource.id.as_str());
                format!("{who} serves {more} more, in a week and in all")
            }
            _ => format!("without this: {}", self.rule.words(planner, demand)),
        }
    }
}
