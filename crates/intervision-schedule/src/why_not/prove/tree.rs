//! A complete search over starts. In: a case. Out: the points that it went through, if it found nothing; else starts.
//!
//! Forward checking (Haralick & Elliott 1980) with the smallest domain by weight first (Boussemart, Hemery, Lecoutre & Sais
//! 2004), each group of sessions that have to do with each other on its own. What leaves nothing at a point is met first
//! there, so the points alone tell a checker all that it has to go through.

use std::collections::BTreeMap;

use fixedbitset::FixedBitSet;
use intervision_core::{Party, Resource};

use super::super::case::Case;
use super::super::facts::Start;
use super::super::{Asked, Proof};
use super::{Finding, LOOKS, Purse};

/// Larger groups are not searched: a search goes as deep as there are sessions.
const DEEPEST: usize = 600;

pub(super) fn search(case: &Case<'_>, purse: &mut Purse<'_, '_>, most: u64) -> Finding {
    let mut found = Vec::new();
    let mut unknown = false;
    let limit = purse.steps.saturating_add(most);
    for part in parts(case) {
        if part.len() > DEEPEST {
            unknown = true;
            continue;
        }
        let mut tree = Tree::new(case, &part, limit);
        match tree.descend(purse) {
            Some(true) => found.extend(
                tree.placed
                    .iter()
                    .map(|(local, start)| (case.sessions[*local], case.starts[*local][*start])),
            ),
            Some(false) => {
                let branches = tree.points.iter().map(|local| case.sessions[*local as usize]);
                return Finding::Contradiction(Proof::Tree { branches: branches.collect() });
            }
            None => unknown = true,
        }
    }
    if unknown { Finding::Unknown } else { Finding::Open(found) }
}

/// Groups of sessions that have to do with each other, the smallest first.
fn parts(case: &Case<'_>) -> Vec<Vec<usize>> {
    let mut part_of: Vec<Option<usize>> = vec![None; case.sessions.len()];
    let mut parts: Vec<Vec<usize>> = Vec::new();
    let mut drawing: Vec<Vec<usize>> = vec![Vec::new(); case.pools.len()];
    for (local, draws) in case.draws.iter().enumerate() {
        for (pool, _) in draws {
            drawing[*pool].push(local);
        }
    }
    for start in 0..case.sessions.len() {
        if part_of[start].is_some() {
            continue;
        }
        let mut part = Vec::new();
        let mut reached = vec![start];
        part_of[start] = Some(parts.len());
        while let Some(local) = reached.pop() {
            part.push(local);
            let pairs = case.others[local].iter().map(|(other, _)| *other);
            let pools =
                case.draws[local].iter().flat_map(|(pool, _)| drawing[*pool].iter().copied());
            for other in pairs.chain(pools) {
                if part_of[other].is_none() {
                    part_of[other] = Some(parts.len());
                    reached.push(other);
                }
            }
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts.sort_by_key(Vec::len);
    parts
}

struct Tree<'c, 'f> {
    case: &'c Case<'f>,
    limit: u64,
    /// Sessions without a start, in order.
    left: Vec<usize>,
    /// Starts that pairs leave each session.
    domains: Vec<FixedBitSet>,
    /// How often each session was left without a start.
    weights: Vec<u64>,
    placed: Vec<(usize, usize)>,
    points: Vec<u32>,
}

impl<'c, 'f> Tree<'c, 'f> {
    fn new(case: &'c Case<'f>, part: &[usize], limit: u64) -> Self {
        let domain = |starts: &Vec<Start>| {
            let mut domain = FixedBitSet::with_capacity(starts.len());
            domain.insert_range(..);
            domain
        };
        Tree {
            case,
            limit,
            left: part.to_vec(),
            domains: case.starts.iter().map(domain).collect(),
            weights: case.others.iter().map(|others| 1 + others.len() as u64).collect(),
            placed: Vec::new(),
            points: Vec::new(),
        }
    }

    /// Goes through all starts of one session. Says whether all sessions found one; nothing when the budget is spent.
    fn descend(&mut self, purse: &mut Purse<'_, '_>) -> Option<bool> {
        if self.left.is_empty() {
            return Some(true);
        }
        if purse.steps >= self.limit || !purse.spend(1) {
            return None;
        }
        let (at, options, looks) = self.pick();
        if looks >= LOOKS && !purse.spend((looks / LOOKS) as u64) {
            return None;
        }
        let session = self.left.remove(at);
        self.points.push(session as u32);
        if options.is_empty() {
            self.weights[session] += 1;
        }
        for start in options {
            let taken_back = self.place(session, start);
            match self.descend(purse) {
                Some(false) => {}
                other => return other,
            }
            self.placed.pop();
            for (other, domain) in taken_back {
                self.domains[other] = domain;
            }
        }
        self.left.insert(at, session);
        Some(false)
    }

    /// The session with the fewest starts for its weight, those starts, and how many looks it took.
    fn pick(&self) -> (usize, Vec<usize>, usize) {
        let mut looks = 0;
        let mut best: Option<(u64, u64, usize, Vec<usize>)> = None;
        for (at, &session) in self.left.iter().enumerate() {
            let options: Vec<usize> = self.domains[session]
                .ones()
                .filter(|start| self.has_room(session, &self.case.starts[session][*start]))
                .collect();
            let each = 1 + self.case.draws[session].len() * self.placed.len();
            looks += self.domains[session].count_ones(..) * each;
            let (size, weight) = (options.len() as u64, self.weights[session]);
            if best.as_ref().is_none_or(|(least, heavy, ..)| size * heavy < least * weight) {
                let none_left = size == 0;
                best = Some((size, weight, at, options));
                if none_left {
                    break;
                }
            }
        }
        best.map_or((0, Vec::new(), looks), |(_, _, at, options)| (at, options, looks))
    }

    /// Places a session, and narrows the others. Returns what their domains were.
    fn place(&mut self, session: usize, start: usize) -> Vec<(usize, FixedBitSet)> {
        let case = self.case;
        let here = &case.starts[session][start];
        let mut before = Vec::new();
        for (other, between) in &case.others[session] {
            if self.left.binary_search(other).is_err() {
                continue;
            }
            let domain = &self.domains[*other];
            let broken: Vec<usize> = domain
                .ones()
                .filter(|there| !between.allows(here, &case.starts[*other][*there]))
                .collect();
            if !broken.is_empty() {
                before.push((*other, domain.clone()));
                for there in broken {
                    self.domains[*other].set(there, false);
                }
            }
        }
        self.placed.push((session, start));
        before
    }

    /// Whether every pool from which a session draws has enough for it beside all that is placed.
    fn has_room(&self, session: usize, start: &Start) -> bool {
        let case = self.case;
        case.draws[session].iter().all(|&(pool, units)| {
            let drawing: Vec<(usize, &Start, u32)> = self
                .placed
                .iter()
                .filter_map(|&(other, at)| {
                    let drawn = case.draws[other].iter().find(|(of, _)| *of == pool)?;
                    Some((other, &case.starts[other][at], drawn.1))
                })
                .chain([(session, start, units)])
                .collect();
            self.enough_at_once(pool, start, &drawing) && self.enough_in_all(pool, start, &drawing)
        })
    }

    /// In each slot, no more than there are resources that are free for one of the sessions that draw there.
    fn enough_at_once(&self, pool: usize, start: &Start, drawing: &[(usize, &Start, u32)]) -> bool {
        let case = self.case;
        (start.slot..start.until).all(|slot| {
            let there = || drawing.iter().filter(|(_, s, _)| s.slot <= slot && slot < s.until);
            let wanted: u32 = there().map(|(_, _, units)| *units).sum();
            let free = |resource: &&usize| {
                there().any(|(local, start, _)| {
                    let minutes = case.facts.sessions[case.sessions[*local]].minutes;
                    !case.is_away(Party::Resource(**resource), minutes, start.slot)
                })
            };
            wanted as usize <= case.pools[pool].resources.iter().filter(free).count()
        })
    }

    /// In the week and in all, no more than the resources may serve.
    fn enough_in_all(&self, pool: usize, start: &Start, drawing: &[(usize, &Start, u32)]) -> bool {
        let case = self.case;
        let may = |limit: fn(&Resource) -> Option<u32>| {
            let each = case.pools[pool].resources.iter().map(|&resource| {
                let kept = case.keeps(Asked::Load { resource });
                limit(&case.facts.resources[resource]).filter(|_| kept).map(u64::from)
            });
            each.sum::<Option<u64>>()
        };
        let mut weeks: BTreeMap<i32, u64> = BTreeMap::new();
        for (_, start, units) in drawing {
            *weeks.entry(case.facts.week(start.day)).or_default() += u64::from(*units);
        }
        let total: u64 = weeks.values().sum();
        let here = weeks.get(&case.facts.week(start.day)).copied().unwrap_or(0);
        may(|resource| resource.max_sessions).is_none_or(|most| total <= most)
            && may(|resource| resource.max_per_week).is_none_or(|most| here <= most)
    }
}
