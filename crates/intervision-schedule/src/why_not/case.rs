//! Some sessions under some of their rules. In: facts and the rules that are kept. Out: each session's starts, what holds
//! between two of them, and the pools from which they draw.

use std::collections::{BTreeMap, BTreeSet};

use intervision_core::{Party, Relation};

use super::Asked;
use super::facts::{Facts, Start};

/// What the search for a proof reads. Sessions are numbered within the case, in the order of their ids.
pub(super) struct Case<'f> {
    pub(super) facts: &'f Facts,
    kept: BTreeSet<Asked>,
    /// The sessions, as indices into the demand.
    pub(super) sessions: Vec<usize>,
    /// Starts that a session's own rules leave.
    pub(super) starts: Vec<Vec<Start>>,
    /// For each session, the others with which something holds.
    pub(super) others: Vec<Vec<(usize, Between)>>,
    pub(super) pools: Vec<Pool>,
    /// For each session, the pools from which it draws, and how much of each.
    pub(super) draws: Vec<Vec<(usize, u32)>>,
}

/// What holds between a session and another one.
#[derive(Clone, Default)]
pub(super) struct Between {
    /// They do not overlap, and so many seconds lie between them.
    pub(super) apart: Option<i64>,
    /// Relations, and whether this session is the first one of them.
    relations: Vec<(Relation, bool)>,
}

/// Resources from which sessions draw: a session draws from every pool in which all that would do for it lie.
pub(super) struct Pool {
    pub(super) resources: Vec<usize>,
}

impl<'f> Case<'f> {
    /// The sessions under those of the rules that concern them.
    pub(super) fn new(facts: &'f Facts, sessions: &BTreeSet<usize>, kept: BTreeSet<Asked>) -> Self {
        let sessions: Vec<usize> =
            facts.order.iter().copied().filter(|session| sessions.contains(session)).collect();
        let mut case = Case {
            facts,
            kept,
            starts: Vec::new(),
            others: Vec::new(),
            pools: Vec::new(),
            draws: Vec::new(),
            sessions,
        };
        let open = |local: usize| {
            let starts = facts.starts(facts.sessions[case.sessions[local]].minutes);
            let free = |start: &&Start| case.blockers(local, start).is_empty();
            starts.iter().filter(free).copied().collect()
        };
        case.starts = (0..case.sessions.len()).map(open).collect();
        case.others = case.between();
        case.lower_pools();
        case
    }

    pub(super) fn keeps(&self, rule: Asked) -> bool {
        self.kept.contains(&rule)
    }

    /// Members who must attend a session under the rules that are kept.
    pub(super) fn attendees(&self, local: usize) -> impl Iterator<Item = usize> + '_ {
        let session = self.sessions[local];
        let members = self.facts.sessions[session].attendees.iter().copied();
        members.filter(move |member| self.keeps(Asked::Attends { session, member: *member }))
    }

    /// The sessions of each member who must attend any, members in the order of their names.
    pub(super) fn attended(&self) -> Vec<(usize, Vec<usize>)> {
        let mut attended: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for local in 0..self.sessions.len() {
            for member in self.attendees(local) {
                attended.entry((self.facts.rank(member), member)).or_default().push(local);
            }
        }
        attended.into_iter().map(|((_, member), locals)| (member, locals)).collect()
    }

    /// Needs that are kept: which, and how many of what would do.
    pub(super) fn needs(&self, local: usize) -> Vec<(usize, usize, Vec<usize>)> {
        let session = self.sessions[local];
        let needs = self.facts.sessions[session].needs.iter().enumerate();
        needs
            .filter(|(need, _)| self.keeps(Asked::Need { session, need: *need }))
            .map(|(at, need)| (at, need.count as usize, self.facts.fitting(need)))
            .collect()
    }

    pub(super) fn is_away(&self, party: Party, minutes: u32, slot: usize) -> bool {
        self.keeps(Asked::Calendar { party }) && self.facts.is_away(party, minutes, slot)
    }

    /// The rules that forbid a start: the window, calendars of attendees, or what a need leaves.
    pub(super) fn blockers(&self, local: usize, start: &Start) -> Vec<Asked> {
        let session = self.sessions[local];
        let of = &self.facts.sessions[session];
        let mut blockers = Vec::new();
        let window = Asked::Window { session };
        if self.keeps(window) && !of.window.contains(self.facts.date(start.day)) {
            blockers.push(window);
        }
        let (spared, required): (Vec<usize>, Vec<usize>) = self
            .attendees(local)
            .filter(|member| self.is_away(Party::Member(*member), of.minutes, start.slot))
            .partition(|member| of.quorum.as_ref().is_none_or(|quorum| quorum.of.contains(member)));
        let calendar = |member| Asked::Calendar { party: Party::Member(member) };
        blockers.extend(required.into_iter().map(calendar));
        let may_miss = of.quorum.as_ref().map_or(self.facts.may_miss, |quorum| {
            quorum.of.len().saturating_sub(quorum.least as usize)
        });
        if spared.len() > may_miss {
            blockers.extend(spared.into_iter().map(calendar));
        }
        for (need, count, fitting) in self.needs(local) {
            let free = fitting.iter().filter(|resource| {
                !self.is_away(Party::Resource(**resource), of.minutes, start.slot)
            });
            if free.count() < count {
                blockers.push(Asked::Need { session, need });
            }
        }
        blockers
    }

    fn between(&self) -> Vec<Vec<(usize, Between)>> {
        let mut pairs: Vec<BTreeMap<usize, Between>> = vec![BTreeMap::new(); self.sessions.len()];
        for (_, theirs) in &self.attended() {
            for &one in theirs {
                for &other in theirs.iter().filter(|other| **other != one) {
                    pairs[one].entry(other).or_default().keep_apart(0);
                }
            }
        }
        let place: BTreeMap<usize, usize> =
            self.sessions.iter().enumerate().map(|(local, session)| (*session, local)).collect();
        for (index, relation) in self.facts.relations.iter().enumerate() {
            let (a, b) = relation.sessions();
            let ends = place.get(&a).zip(place.get(&b));
            let Some((&a, &b)) = ends.filter(|_| self.keeps(Asked::Relation { relation: index }))
            else {
                continue;
            };
            for (one, other, first) in [(a, b, true), (b, a, false)] {
                let between = pairs[one].entry(other).or_default();
                if let Relation::Apart { minutes, .. } = relation {
                    between.keep_apart(i64::from(*minutes) * 60);
                } else {
                    between.relations.push((*relation, first));
                }
            }
        }
        pairs.into_iter().map(|others| others.into_iter().collect()).collect()
    }

    fn lower_pools(&mut self) {
        let needs: Vec<_> = (0..self.sessions.len()).map(|local| self.needs(local)).collect();
        let pools: BTreeSet<Vec<usize>> =
            needs.iter().flatten().map(|(_, _, fitting)| fitting.clone()).collect();
        let mut pools: Vec<Vec<usize>> = pools.into_iter().collect();
        pools.sort_by_cached_key(|resources| self.facts.resource_ranks(resources));
        self.pools = pools.into_iter().map(|resources| Pool { resources }).collect();
        self.draws = needs
            .iter()
            .map(|needs| {
                let drawn = |pool: &Pool| {
                    let inside = |fitting: &[usize]| {
                        fitting.iter().all(|one| pool.resources.binary_search(one).is_ok())
                    };
                    let mine = needs.iter().filter(|(_, _, fitting)| inside(fitting));
                    mine.map(|(_, count, _)| *count as u32).sum::<u32>()
                };
                let each = self.pools.iter().map(drawn).enumerate();
                each.filter(|(_, count)| *count > 0).collect()
            })
            .collect();
    }
}

impl Between {
    fn keep_apart(&mut self, seconds: i64) {
        self.apart = Some(self.apart.map_or(seconds, |apart| apart.max(seconds)));
    }

    /// Whether this session may start here when the other one starts there.
    pub(super) fn allows(&self, here: &Start, there: &Start) -> bool {
        let apart = self.apart.is_none_or(|seconds| {
            here.end + seconds <= there.begin || there.end + seconds <= here.begin
        });
        apart
            && self.relations.iter().all(|(relation, first)| {
                let (one, other) = if *first { (here, there) } else { (there, here) };
                allows(*relation, one, other)
            })
    }
}

fn allows(relation: Relation, first: &Start, second: &Start) -> bool {
    let days = i64::from(second.day - first.day);
    let after = second.begin - first.end;
    match relation {
        Relation::Lag { lag, .. } => {
            days >= i64::from(lag.min_days)
                && lag.max_days.is_none_or(|most| days <= i64::from(most))
                && after >= 0
        }
        Relation::DifferentDay { .. } => days != 0,
        Relation::SameDay { .. } => days == 0,
        Relation::SameStart { .. } => first.begin == second.begin,
        Relation::Pause { pause, .. } => {
            after >= i64::from(pause.min_minutes) * 60
                && pause.max_minutes.is_none_or(|most| after <= i64::from(most) * 60)
        }
        _ => true,
    }
}
