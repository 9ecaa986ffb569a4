//! What proofs ask of a demand, asked once. In: a demand and calendars. Out: start times, who is away when, what would do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use fixedbitset::FixedBitSet;
use intervision_core::{
    Availability, Need, Party, Presence, Relation, Resource, Session, SessionDemand, Span,
};

use super::Asked;
use crate::planner::Attendance;
use crate::{Grid, Planner};

/// When a session of some length stands if it starts in a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) slot: usize,
    /// One past the last slot.
    pub(super) until: usize,
    /// Seconds since the season's first slot began.
    pub(super) begin: i64,
    pub(super) end: i64,
    /// Days since the season's first day.
    pub(super) day: i32,
}

/// The demand as it was asked.
#[derive(Clone)]
pub(super) struct Facts {
    pub(super) sessions: Vec<Session>,
    pub(super) relations: Vec<Relation>,
    pub(super) resources: Vec<Resource>,
    /// How many attendees a session may miss.
    pub(super) may_miss: usize,
    /// Sessions by id.
    pub(super) order: Vec<usize>,
    /// The place of each member among all, by name.
    ranks: BTreeMap<usize, usize>,
    /// The place of each resource among all, by id.
    resource_ranks: Vec<usize>,
    pub(super) first: NaiveDate,
    /// By length: the starts that days leave, in order.
    starts: Arc<BTreeMap<u32, Vec<Start>>>,
    /// By party and length: the starts at which it is away.
    pub(super) away: Arc<BTreeMap<(Party, u32), FixedBitSet>>,
}

impl Facts {
    pub(super) fn new(
        planner: &Planner,
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
    ) -> Self {
        let sessions: Vec<Session> = (0..demand.len())
            .filter_map(|index| demand.session(index))
            .map(|mut session| {
                session.attendees.sort_unstable();
                session.attendees.dedup();
                if let Some(quorum) = &mut session.quorum {
                    quorum.of.sort_unstable();
                    quorum.of.dedup();
                }
                session
            })
            .collect();
        let mut order: Vec<usize> = (0..sessions.len()).collect();
        order.sort_by(|a, b| sessions[*a].id.cmp(&sessions[*b].id));
        let members: BTreeSet<usize> =
            sessions.iter().flat_map(|session| session.attendees.iter().copied()).collect();
        let mut by_name: Vec<usize> = members.into_iter().collect();
        by_name.sort_by_cached_key(|member| (planner.name_of(*member), *member));
        let ranks = by_name.into_iter().enumerate().map(|(rank, member)| (member, rank)).collect();
        let grid = planner.grid();
        let first = grid.days().first().copied().unwrap_or_default();
        let lengths: BTreeSet<u32> = sessions.iter().map(|session| session.minutes).collect();
        let starts: BTreeMap<u32, Vec<Start>> =
            lengths.into_iter().map(|minutes| (minutes, starts(grid, minutes))).collect();
        let resources = demand.resources();
        let mut by_id: Vec<usize> = (0..resources.len()).collect();
        by_id.sort_by_key(|at| resources[*at].id.as_str());
        let mut resource_ranks = vec![0; resources.len()];
        for (rank, at) in by_id.into_iter().enumerate() {
            resource_ranks[at] = rank;
        }
        let mut facts = Facts {
            relations: demand.relations(),
            resources,
            resource_ranks,
            may_miss: match planner.attendance {
                Attendance::Everyone => 0,
                Attendance::AllBut(most) => most as usize,
            },
            sessions,
            order,
            ranks,
            first,
            starts: Arc::new(starts),
            away: Arc::default(),
        };
        facts.away = Arc::new(facts.ask(grid, availability));
        facts
    }

    /// Asks every party that some session involves for every place that the session could have.
    fn ask(
        &self,
        grid: &Grid,
        availability: &dyn Availability,
    ) -> BTreeMap<(Party, u32), FixedBitSet> {
        let mut away = BTreeMap::new();
        for session in &self.sessions {
            let starts = self.starts(session.minutes);
            for party in self.parties(session) {
                away.entry((party, session.minutes)).or_insert_with(|| {
                    let busy = |start: &Start| {
                        let span = grid.place(start.slot, session.minutes);
                        let presence = span.map(|span| availability.presence(party, span));
                        !matches!(presence, Some(Presence::Free { .. }))
                    };
                    let mut away = FixedBitSet::with_capacity(grid.len());
                    away.extend(starts.iter().filter(|start| busy(start)).map(|start| start.slot));
                    away
                });
            }
        }
        away
    }

    /// Attendees, and resources that would do for some need.
    fn parties(&self, session: &Session) -> BTreeSet<Party> {
        let members = session.attendees.iter().map(|member| Party::Member(*member));
        let resources = session.needs.iter().flat_map(|need| self.fitting(need));
        members.chain(resources.map(Party::Resource)).collect()
    }

    pub(super) fn starts(&self, minutes: u32) -> &[Start] {
        self.starts.get(&minutes).map_or(&[], Vec::as_slice)
    }

    /// Whether a party is away from a session of this length that starts in a slot.
    pub(super) fn is_away(&self, party: Party, minutes: u32, slot: usize) -> bool {
        self.away.get(&(party, minutes)).is_some_and(|away| away.contains(slot))
    }

    /// Whether some session can do without a member.
    pub(super) fn may_be_missed(&self, member: usize) -> bool {
        let spared = |session: &Session| {
            session.quorum.as_ref().is_some_and(|quorum| quorum.of.contains(&member))
        };
        self.may_miss > 0 || self.sessions.iter().any(spared)
    }

    /// Resources that would do for a need.
    pub(super) fn fitting(&self, need: &Need) -> Vec<usize> {
        let fits = |resource: &Resource| {
            resource.kind == need.kind
                && resource.seats.unwrap_or(0) >= need.seats
                && need.qualifications.iter().all(|q| resource.qualifications.contains(q))
        };
        (0..self.resources.len()).filter(|index| fits(&self.resources[*index])).collect()
    }

    /// The place of a member among all, by name.
    pub(super) fn rank(&self, member: usize) -> usize {
        self.ranks.get(&member).copied().unwrap_or(usize::MAX)
    }

    /// The places of resources among all, by id.
    pub(super) fn resource_ranks(&self, resources: &[usize]) -> Vec<usize> {
        let mut ranks: Vec<usize> =
            resources.iter().map(|resource| self.resource_ranks[*resource]).collect();
        ranks.sort_unstable();
        ranks
    }

    /// Rules in an order that does not depend on how things are listed.
    pub(super) fn key(&self, rule: Asked) -> (u8, &str, usize, usize) {
        let id = |session: usize| self.sessions[session].id.as_str();
        match rule {
            Asked::Window { session } => (0, id(session), 0, 0),
            Asked::Attends { session, member } => (1, id(session), self.rank(member), 0),
            Asked::Calendar { party: Party::Member(member) } => (2, "", self.rank(member), 0),
            Asked::Calendar { party: Party::Resource(resource) } => {
                (3, self.resources[resource].id.as_str(), 0, 0)
            }
            Asked::Relation { relation } => (4, "", relation, 0),
            Asked::Need { session, need } => (5, id(session), need, 0),
            Asked::Load { resource } => (6, self.resources[resource].id.as_str(), 0, 0),
        }
    }

    /// Days from the first to the last start of the season.
    pub(super) fn season(&self) -> u32 {
        let last = self.starts.values().filter_map(|starts| starts.last()).map(|start| start.day);
        last.max().map_or(0, i32::unsigned_abs)
    }

    /// The season's day with this number since its first.
    pub(super) fn date(&self, day: impl Into<i64>) -> NaiveDate {
        self.first + chrono::TimeDelta::days(day.into())
    }

    /// Weeks from Monday to Sunday since the season's first, for a day since the season's first.
    pub(super) fn week(&self, day: i32) -> i32 {
        (day + self.first.weekday().num_days_from_monday() as i32).div_euclid(7)
    }

    /// The rules that concern these sessions and nothing else, in an order that does not depend on how things are listed.
    pub(super) fn rules(&self, sessions: &BTreeSet<usize>) -> Vec<Asked> {
        let mut rules = Vec::new();
        let mut parties = BTreeSet::new();
        for &session in self.order.iter().filter(|session| sessions.contains(session)) {
            let of = &self.sessions[session];
            if of.window.earliest.is_some() || of.window.latest.is_some() {
                rules.push(Asked::Window { session });
            }
            let mut attendees = of.attendees.clone();
            attendees.sort_by_key(|member| self.rank(*member));
            rules.extend(attendees.iter().map(|&member| Asked::Attends { session, member }));
            let needs = (0..of.needs.len()).filter(|need| of.needs[*need].count > 0);
            rules.extend(needs.map(|need| Asked::Need { session, need }));
            let away = |party: &Party| {
                self.away.get(&(*party, of.minutes)).is_some_and(|away| !away.is_clear())
            };
            parties.extend(self.parties(of).into_iter().filter(away));
            let fitting = of.needs.iter().flat_map(|need| self.fitting(need));
            let mut loaded: Vec<usize> = fitting
                .filter(|resource| {
                    let of = &self.resources[*resource];
                    of.max_sessions.is_some() || of.max_per_week.is_some()
                })
                .collect();
            loaded.sort_by_key(|resource| self.resource_ranks[*resource]);
            rules.extend(loaded.into_iter().map(|resource| Asked::Load { resource }));
        }
        let mut calendars: Vec<Party> = parties.into_iter().collect();
        calendars.sort_by_key(|party| self.key(Asked::Calendar { party: *party }));
        rules.extend(calendars.into_iter().map(|party| Asked::Calendar { party }));
        let inside = |relation: &usize| {
            let (a, b) = self.relations[*relation].sessions();
            a != b && sessions.contains(&a) && sessions.contains(&b)
        };
        let mut relations: Vec<usize> = (0..self.relations.len()).filter(inside).collect();
        relations.sort_by_key(|relation| {
            let (a, b) = self.relations[*relation].sessions();
            (self.sessions[a].id.as_str(), self.sessions[b].id.as_str(), *relation)
        });
        rules.extend(relations.into_iter().map(|relation| Asked::Relation { relation }));
        let mut seen = BTreeSet::new();
        rules.retain(|rule| seen.insert(*rule));
        rules
    }
}

fn starts(grid: &Grid, minutes: u32) -> Vec<Start> {
    let Some(season) = grid.slots().first().map(Span::start) else { return Vec::new() };
    let start = |slot: usize| {
        let (span, take) = (grid.place(slot, minutes)?, grid.slots_for(slot, minutes)?);
        Some(Start {
            slot,
            until: slot + take,
            begin: (span.start() - season).num_seconds(),
            end: (span.end() - season).num_seconds(),
            day: (span.date() - season.date()).num_days() as i32,
        })
    };
    (0..grid.len()).filter_map(start).collect()
}
