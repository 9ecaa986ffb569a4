//! The demand as a checker sees it: where a session may stand by itself, and whether two may stand where they do.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use intervision_core::{
    Availability, Need, Party, Presence, Relation, Resource, Session, SessionDemand, Span,
};

use super::super::Asked;
use super::Refuted;
use crate::planner::Attendance;
use crate::{Grid, Planner};

/// Where a session stands: its slots and its span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) slots: std::ops::Range<usize>,
    pub(super) span: Span,
}

/// A demand under the rules that are kept.
pub(super) struct View<'a> {
    pub(super) grid: &'a Grid,
    pub(super) sessions: Vec<Session>,
    pub(super) relations: Vec<Relation>,
    pub(super) resources: Vec<Resource>,
    pub(super) may_miss: usize,
    availability: &'a dyn Availability,
    kept: &'a BTreeSet<Asked>,
}

impl<'a> View<'a> {
    pub(super) fn new(
        planner: &'a Planner,
        demand: &dyn SessionDemand,
        availability: &'a dyn Availability,
        kept: &'a BTreeSet<Asked>,
    ) -> Result<Self, Refuted> {
        let view = View {
            grid: planner.grid(),
            sessions: (0..demand.len()).filter_map(|index| demand.session(index)).collect(),
            relations: demand.relations(),
            resources: demand.resources(),
            may_miss: match planner.attendance {
                Attendance::Everyone => 0,
                Attendance::AllBut(most) => most as usize,
            },
            availability,
            kept,
        };
        match kept.iter().find(|rule| !view.asks(**rule)) {
            Some(rule) => Err(format!("the demand has no rule {rule:?}")),
            None => Ok(view),
        }
    }

    /// Whether a rule is one of the demand's.
    fn asks(&self, rule: Asked) -> bool {
        let session = |session: usize| self.sessions.get(session);
        match rule {
            Asked::Window { session: at } => session(at)
                .is_some_and(|of| of.window.earliest.is_some() || of.window.latest.is_some()),
            Asked::Attends { session: at, member } => {
                session(at).is_some_and(|of| of.attendees.contains(&member))
            }
            Asked::Calendar { party: Party::Member(member) } => {
                self.sessions.iter().any(|of| of.attendees.contains(&member))
            }
            Asked::Calendar { party: Party::Resource(at) } => at < self.resources.len(),
            Asked::Relation { relation } => self.relations.get(relation).is_some_and(|of| {
                let (a, b) = of.sessions();
                a != b && a.max(b) < self.sessions.len()
            }),
            Asked::Need { session: at, need } => {
                session(at).is_some_and(|of| need < of.needs.len())
            }
            Asked::Load { resource } => self
                .resources
                .get(resource)
                .is_some_and(|of| of.max_sessions.is_some() || of.max_per_week.is_some()),
        }
    }

    pub(super) fn keeps(&self, rule: Asked) -> bool {
        self.kept.contains(&rule)
    }

    pub(super) fn session(&self, session: usize) -> Result<&Session, Refuted> {
        self.sessions.get(session).ok_or_else(|| format!("there is no session {session}"))
    }

    /// Every place that days leave a session of this length.
    pub(super) fn stays(&self, minutes: u32) -> Vec<Place> {
        let place = |slot: usize| {
            let until = slot + self.grid.slots_for(slot, minutes)?;
            Some(Place { slots: slot..until, span: self.grid.place(slot, minutes)? })
        };
        (0..self.grid.len()).filter_map(place).collect()
    }

    /// The places that a session's own rules leave it.
    pub(super) fn places(&self, session: usize) -> Result<Vec<Place>, Refuted> {
        let minutes = self.session(session)?.minutes;
        let mut places = self.stays(minutes);
        places.retain(|place| self.against(session, place.span).is_empty());
        Ok(places)
    }

    /// The rules that are against a session in this span.
    pub(super) fn against(&self, session: usize, span: Span) -> Vec<Asked> {
        let Some(of) = self.sessions.get(session) else { return Vec::new() };
        let mut against = Vec::new();
        if self.keeps(Asked::Window { session }) && !of.window.contains(span.date()) {
            against.push(Asked::Window { session });
        }
        let away: BTreeSet<usize> = of
            .attendees
            .iter()
            .copied()
            .filter(|member| self.keeps(Asked::Attends { session, member: *member }))
            .filter(|member| self.away(Party::Member(*member), span))
            .collect();
        let calendar = |member: &usize| Asked::Calendar { party: Party::Member(*member) };
        match &of.quorum {
            None if away.len() > self.may_miss => against.extend(away.iter().map(calendar)),
            None => {}
            Some(quorum) => {
                let few: BTreeSet<usize> = quorum.of.iter().copied().collect();
                against.extend(away.difference(&few).map(calendar));
                let there = few.difference(&away).count();
                if there < quorum.least as usize {
                    against.extend(away.intersection(&few).map(calendar));
                }
            }
        }
        for (need, wanted) in of.needs.iter().enumerate() {
            let rule = Asked::Need { session, need };
            let free = self.fitting(wanted).into_iter();
            let free = free.filter(|at| !self.away(Party::Resource(*at), span)).count();
            if self.keeps(rule) && free < wanted.count as usize {
                against.push(rule);
            }
        }
        against
    }

    /// Whether some session can do without a member.
    pub(super) fn may_be_missed(&self, member: usize) -> bool {
        let of = |session: &Session| {
            session.quorum.as_ref().is_some_and(|quorum| quorum.of.contains(&member))
        };
        self.may_miss > 0 || self.sessions.iter().any(of)
    }

    /// Whether a party is away, by a calendar that is kept.
    pub(super) fn away(&self, party: Party, span: Span) -> bool {
        self.keeps(Asked::Calendar { party })
            && matches!(self.availability.presence(party, span), Presence::Busy { .. })
    }

    /// Resources that would do.
    pub(super) fn fitting(&self, need: &Need) -> BTreeSet<usize> {
        let mut fitting = BTreeSet::new();
        for (index, resource) in self.resources.iter().enumerate() {
            let able = need.qualifications.iter().all(|q| resource.qualifications.contains(q));
            if able && resource.kind == need.kind && need.seats <= resource.seats.unwrap_or(0) {
                fitting.insert(index);
            }
        }
        fitting
    }

    /// How many of a pool a session takes: needs that only the pool can meet.
    pub(super) fn drawn(&self, session: usize, pool: &BTreeSet<usize>) -> u32 {
        let Some(of) = self.sessions.get(session) else { return 0 };
        let mine = of.needs.iter().enumerate().filter(|(need, wanted)| {
            self.keeps(Asked::Need { session, need: *need }) && self.fitting(wanted).is_subset(pool)
        });
        mine.map(|(_, wanted)| wanted.count).fold(0, u32::saturating_add)
    }

    /// The time that must lie between two sessions that may not overlap: they share a member, or are to be apart.
    pub(super) fn apart(&self, a: usize, b: usize) -> Option<TimeDelta> {
        let shares = self.sessions.get(a)?.attendees.iter().any(|&member| {
            self.keeps(Asked::Attends { session: a, member })
                && self.keeps(Asked::Attends { session: b, member })
        });
        let mut apart = shares.then(TimeDelta::zero);
        for relation in self.between(a, b) {
            if let Relation::Apart { minutes, .. } = relation {
                let asked = TimeDelta::minutes(i64::from(minutes));
                apart = Some(apart.map_or(asked, |known| known.max(asked)));
            }
        }
        apart
    }

    /// The relations that are kept between two sessions, either way round.
    pub(super) fn between(&self, a: usize, b: usize) -> impl Iterator<Item = Relation> + '_ {
        self.relations.iter().enumerate().filter_map(move |(index, relation)| {
            let ends = relation.sessions();
            let kept = self.keeps(Asked::Relation { relation: index });
            (kept && (ends == (a, b) || ends == (b, a))).then_some(*relation)
        })
    }
}
