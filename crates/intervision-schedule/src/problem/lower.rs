//! Lowering: everything is asked once here, checked, and put in canonical order.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use fixedbitset::FixedBitSet;
use intervision_core::{Availability, Party, Relation, Resource, Session, SessionDemand};

use super::between::{Asked, Between};
use super::needs::Needs;
use super::party::mean_wish;
use super::{
    Activity, Asset, Calendar, Length, LowLag, LowNeed, Problem, Profile, Time, chains, lags,
};
use crate::planner::Attendance;
use crate::rules::{self, Prices};
use crate::{Error, Planner};

/// Limits between sessions are cut to this many days.
const A_CENTURY: u32 = 36_525;

/// Points that a plan may have beside those of the demand, at most.
#[derive(Clone, Copy, Default)]
pub(crate) struct Beside {
    pub(crate) medium: i64,
    pub(crate) soft: i64,
}

/// Lowers a demand for this planner.
pub(crate) fn lower(
    planner: &Planner,
    demand: &dyn SessionDemand,
    availability: &dyn Availability,
) -> Result<Problem, Error> {
    lower_beside(planner, demand, availability, Beside::default())
}

/// Lowers a demand, with prices that leave room for other points.
pub(crate) fn lower_beside(
    planner: &Planner,
    demand: &dyn SessionDemand,
    availability: &dyn Availability,
    beside: Beside,
) -> Result<Problem, Error> {
    let sessions = sessions(demand)?;
    let resources = resources(demand)?;
    let mut minutes: Vec<u32> = sessions.iter().map(|(_, session)| session.minutes).collect();
    minutes.sort_unstable();
    minutes.dedup();
    let time = Time::lower(&planner.grid, &minutes);
    too_long(&sessions, &time, planner.grid.longest())?;
    let across = time.lengths.iter().any(|length| length.most > 1);

    let windows = windows(&sessions, &time)?;
    let Relations { lags: low_lags, pairs, between } = relations(demand, &sessions)?;
    let ids: Vec<String> = sessions.iter().map(|(_, session)| session.id.clone()).collect();
    let first = time.days.first().copied().unwrap_or_default();
    let day_name = |day: i32| (first + TimeDelta::days(i64::from(day))).to_string();
    let tight = lags::tighten(&ids, &windows, &low_lags, &day_name)?;

    let calendar = |party| Calendar::lower(party, availability, &planner.grid, across);
    let people = people(&sessions, &calendar);
    let mut wanted = Needs::new(&resources.sorted);
    let needs = sessions
        .iter()
        .map(|(_, session)| wanted.lower(session))
        .collect::<Result<Vec<Vec<LowNeed>>, Error>>()?;
    let ties = wanted.into_ties();
    let assets = assets(&resources, &needs, &time, &calendar);

    let season = time.date.last().copied().unwrap_or(0);
    let soft = most_soft(planner, &sessions, &low_lags, season).saturating_add(beside.soft);
    let medium = most_medium(planner, &sessions).saturating_add(beside.medium);
    let prices = Prices::new(planner.weights, medium, soft);
    let (classes, class_of) = classes(&sessions);
    let mut profiles = Profiles::new(planner.attendance, prices, &people, &time);
    let mut activities: Vec<Activity> = Vec::with_capacity(sessions.len());
    for (index, ((original, session), needs)) in sessions.iter().zip(needs).enumerate() {
        let length = minutes.binary_search(&session.minutes).unwrap_or(0);
        let quorum = quorum(session)?;
        let profile = profiles.of(&session.attendees, quorum.as_ref(), length);
        let window = window(&time, length, windows[index]);
        let mut domain = window.clone();
        domain.intersect_with(&profiles.all[profile].open);
        let mut mine: Vec<u32> = session.attendees.iter().map(|member| class_of[member]).collect();
        mine.sort_unstable();
        mine.dedup();
        activities.push(Activity {
            original: *original,
            id: session.id.clone(),
            length,
            profile,
            domain,
            window,
            attendees: session.attendees.clone(),
            quorum,
            classes: mine,
            needs,
            lags: Vec::new(),
            same_day: Vec::new(),
            other_day: Vec::new(),
            between: Vec::new(),
            chain: 0,
        });
    }
    for (index, lag) in low_lags.iter().enumerate() {
        activities[lag.earlier as usize].lags.push(index as u32);
        activities[lag.later as usize].lags.push(index as u32);
    }
    for (a, b, same) in pairs {
        for (one, other) in [(a, b), (b, a)] {
            let activity = &mut activities[one];
            let list = if same { &mut activity.same_day } else { &mut activity.other_day };
            list.push(other as u32);
        }
    }
    for (index, asked) in between.iter().enumerate() {
        activities[asked.first as usize].between.push(index as u32);
        activities[asked.second as usize].between.push(index as u32);
    }
    let profiles = profiles.all;
    let chains = chains::chains(&mut activities, &low_lags, &between);
    Ok(Problem {
        time,
        prices,
        activities,
        profiles,
        resources: assets,
        classes,
        ties,
        lags: low_lags,
        between,
        chains,
        people,
        tight,
    })
}

/// Sessions with their index in the demand, by id; attendees in order, each once.
fn sessions(demand: &dyn SessionDemand) -> Result<Vec<(usize, Session)>, Error> {
    let mut sessions: Vec<(usize, Session)> =
        (0..demand.len()).filter_map(|index| Some((index, demand.session(index)?))).collect();
    sessions.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
    let twice = sessions.windows(2).find(|pair| pair[0].1.id == pair[1].1.id);
    if let Some(pair) = twice {
        return Err(Error::DuplicateId { what: "session", id: pair[0].1.id.clone() });
    }
    for (_, session) in &mut sessions {
        session.attendees.sort_unstable();
        session.attendees.dedup();
    }
    Ok(sessions)
}

/// Resources by id, and where each stands in the demand.
struct Sorted {
    sorted: Vec<Resource>,
    original: Vec<usize>,
}

fn resources(demand: &dyn SessionDemand) -> Result<Sorted, Error> {
    let mut listed: Vec<(usize, Resource)> = demand.resources().into_iter().enumerate().collect();
    listed.sort_by(|(_, a), (_, b)| a.id.cmp(&b.id));
    if let Some(pair) = listed.windows(2).find(|pair| pair[0].1.id == pair[1].1.id) {
        return Err(Error::DuplicateId { what: "resource", id: pair[0].1.id.clone() });
    }
    let (original, sorted) = listed.into_iter().unzip();
    Ok(Sorted { sorted, original })
}

fn too_long(sessions: &[(usize, Session)], time: &Time, longest: u32) -> Result<(), Error> {
    for (_, session) in sessions {
        let length = time.lengths.iter().find(|length| length.minutes == session.minutes);
        if length.is_none_or(|length| length.most == 0) {
            let (session, minutes) = (session.id.clone(), session.minutes);
            return Err(Error::TooLong { session, minutes, longest });
        }
    }
    Ok(())
}

/// Windows in days since the season began, cut to the season.
fn windows(sessions: &[(usize, Session)], time: &Time) -> Result<Vec<(i32, i32)>, Error> {
    let (Some(first), Some(last)) = (time.days.first(), time.days.last()) else {
        return Ok(Vec::new());
    };
    let since = |day: NaiveDate| (day - *first).num_days() as i32;
    let lower = |(_, session): &(usize, Session)| {
        let earliest = session.window.earliest.unwrap_or(*first);
        let latest = session.window.latest.unwrap_or(*last);
        let inside = time.days.iter().any(|day| (earliest..=latest).contains(day));
        if inside {
            Ok((since(earliest.max(*first)), since(latest.min(*last))))
        } else {
            Err(Error::EmptyWindow { session: session.id.clone(), earliest, latest })
        }
    };
    sessions.iter().map(lower).collect()
}

/// Start slots on the days of a window.
fn window(time: &Time, length: usize, days: (i32, i32)) -> FixedBitSet {
    let mut starts = time.lengths[length].fits();
    for slot in 0..time.slots {
        let day = time.date_of(slot);
        if day < days.0 || day > days.1 {
            starts.remove(slot);
        }
    }
    starts
}

/// Two activities, and whether they fall on the same day or on different ones.
type DayPair = (usize, usize, bool);

/// What holds between sessions: in days, on days, and by the minute.
struct Relations {
    lags: Vec<LowLag>,
    pairs: Vec<DayPair>,
    between: Vec<Between>,
}

fn relations(
    demand: &dyn SessionDemand,
    sessions: &[(usize, Session)],
) -> Result<Relations, Error> {
    let mut place = vec![usize::MAX; demand.len()];
    for (canonical, (original, _)) in sessions.iter().enumerate() {
        place[*original] = canonical;
    }
    let mut lags = Vec::new();
    let mut pairs = Vec::new();
    let mut between = Vec::new();
    for (index, relation) in demand.relations().into_iter().enumerate() {
        let (a, b) = relation.sessions();
        let found = |session: usize| place.get(session).copied().filter(|at| *at != usize::MAX);
        let Some((one, other)) = found(a).zip(found(b)).filter(|_| a != b) else {
            let last = demand.len().saturating_sub(1);
            return Err(Error::BadRelation { relation: index + 1, a, b, last });
        };
        match relation {
            Relation::Lag { lag, .. } => {
                if let Some(max) = lag.max_days.filter(|max| *max < lag.min_days) {
                    return Err(Error::LagLimits {
                        earlier: sessions[one].1.id.clone(),
                        later: sessions[other].1.id.clone(),
                        min: lag.min_days,
                        max,
                    });
                }
                // Longer than any season may be; cutting there keeps sums small.
                let cut = |days: u32| days.min(A_CENTURY) as i32;
                lags.push(LowLag {
                    earlier: one as u32,
                    later: other as u32,
                    min: cut(lag.min_days),
                    max: lag.max_days.map_or(i32::MAX, cut),
                    target: lag
                        .target_days
                        .map_or(-1, |days| i32::try_from(days).unwrap_or(i32::MAX)),
                });
            }
            Relation::SameDay { .. } => pairs.push((one.min(other), one.max(other), true)),
            Relation::DifferentDay { .. } => pairs.push((one.min(other), one.max(other), false)),
            Relation::SameStart { .. } => between.push(together(one, other, Asked::SameStart)),
            Relation::Apart { minutes, .. } => {
                between.push(together(one, other, Asked::Apart(i64::from(minutes) * 60)));
            }
            Relation::Pause { pause, .. } => {
                if let Some(max) = pause.max_minutes.filter(|max| *max < pause.min_minutes) {
                    return Err(Error::PauseLimits {
                        earlier: sessions[one].1.id.clone(),
                        later: sessions[other].1.id.clone(),
                        min: pause.min_minutes,
                        max,
                    });
                }
                let (first, second) = (one as u32, other as u32);
                between.push(Between { first, second, asked: Asked::pause(pause) });
            }
            _ => {}
        }
    }
    lags.sort_by_key(|lag| (lag.earlier, lag.later, lag.min, lag.max, lag.target));
    pairs.sort_unstable();
    pairs.dedup();
    between.sort_unstable();
    between.dedup();
    Ok(Relations { lags, pairs, between })
}

/// A relation in which neither of the two comes first.
fn together(one: usize, other: usize, asked: Asked) -> Between {
    Between { first: one.min(other) as u32, second: one.max(other) as u32, asked }
}

fn people(
    sessions: &[(usize, Session)],
    calendar: &dyn Fn(Party) -> Calendar,
) -> Vec<(usize, Calendar)> {
    let mut members: Vec<usize> =
        sessions.iter().flat_map(|(_, session)| session.attendees.iter().copied()).collect();
    members.sort_unstable();
    members.dedup();
    members.into_iter().map(|member| (member, calendar(Party::Member(member)))).collect()
}

/// Resources that some session could use get a calendar; the others are never asked for one.
fn assets(
    resources: &Sorted,
    needs: &[Vec<LowNeed>],
    time: &Time,
    calendar: &dyn Fn(Party) -> Calendar,
) -> Vec<Asset> {
    let mut used = vec![false; resources.sorted.len()];
    for candidate in needs.iter().flatten().flat_map(|need| &need.candidates) {
        used[*candidate as usize] = true;
    }
    let lower = |(index, resource): (usize, &Resource)| {
        let original = resources.original[index];
        let mine = used[index].then(|| calendar(Party::Resource(original)));
        let starts =
            |length: &Length| mine.as_ref().map_or_else(FixedBitSet::new, |c| c.starts(length));
        Asset {
            original,
            id: resource.id.clone(),
            kind: resource.kind.clone(),
            seats: resource.seats.unwrap_or(0),
            open: time.lengths.iter().map(starts).collect(),
            wishes: mine.and_then(|calendar| calendar.wishes),
            max_sessions: resource.max_sessions.unwrap_or(u32::MAX),
            max_per_week: resource.max_per_week.unwrap_or(u32::MAX),
        }
    };
    resources.sorted.iter().enumerate().map(lower).collect()
}

impl Asset {
    /// Thousandths of a point against serving from `slot`.
    pub(crate) fn wish(&self, slot: usize, take: usize) -> i64 {
        self.wishes.as_ref().map_or(0, |wishes| mean_wish(wishes, slot, take))
    }
}

/// More medium points than any plan can have.
fn most_medium(planner: &Planner, sessions: &[(usize, Session)]) -> i64 {
    let points = |(_, session): &(usize, Session)| {
        i64::from(planner.weights.unplaced)
            + i64::from(planner.weights.absence) * session.attendees.len() as i64
    };
    sessions.iter().map(points).fold(0, i64::saturating_add)
}

/// More soft points than any plan can have.
fn most_soft(
    planner: &Planner,
    sessions: &[(usize, Session)],
    lags: &[LowLag],
    season: i32,
) -> i64 {
    let farthest = |lag: &LowLag| i64::from(lag.target.max(season).max(0));
    let days: i64 = lags.iter().map(farthest).fold(0, i64::saturating_add);
    let parties = |(_, session): &(usize, Session)| {
        let needs: u64 = session.needs.iter().map(|need| u64::from(need.count)).sum();
        session.attendees.len() as i64 + needs as i64
    };
    let wishes: i64 = sessions.iter().map(parties).sum();
    days.saturating_mul(i64::from(planner.weights.lag_day))
        .saturating_add(wishes.saturating_mul(2 * i64::from(planner.weights.unwelcome)))
}

/// Members who attend exactly the same sessions form one class. Returns how many classes there are, and each member's.
fn classes(sessions: &[(usize, Session)]) -> (usize, BTreeMap<usize, u32>) {
    let mut attended: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for (index, (_, session)) in sessions.iter().enumerate() {
        for member in &session.attendees {
            attended.entry(*member).or_default().push(index as u32);
        }
    }
    let mut numbers: BTreeMap<&Vec<u32>, u32> = attended.values().map(|list| (list, 0)).collect();
    for (number, class) in numbers.values_mut().enumerate() {
        *class = number as u32;
    }
    let of = attended.iter().map(|(member, list)| (*member, numbers[list])).collect();
    (numbers.len(), of)
}

/// Those of whom some may be missed, in order, and how many must be there.
type LowQuorum = (Vec<usize>, u32);

fn quorum(session: &Session) -> Result<Option<LowQuorum>, Error> {
    let Some(quorum) = &session.quorum else { return Ok(None) };
    let mut of = quorum.of.clone();
    of.sort_unstable();
    of.dedup();
    let attending = of.iter().filter(|m| session.attendees.binary_search(m).is_ok()).count();
    if attending < of.len() || (quorum.least as usize) > attending {
        let (session, least) = (session.id.clone(), quorum.least);
        return Err(Error::Quorum { session, least, of: of.len(), attending });
    }
    Ok(Some((of, quorum.least)))
}

/// Profiles, one per list of attendees, quorum and length.
struct Profiles<'a> {
    attendance: Attendance,
    prices: Prices,
    people: &'a [(usize, Calendar)],
    time: &'a Time,
    known: BTreeMap<(Vec<usize>, Option<LowQuorum>, usize), usize>,
    starts: BTreeMap<(usize, usize), FixedBitSet>,
    all: Vec<Profile>,
}

impl<'a> Profiles<'a> {
    fn new(
        attendance: Attendance,
        prices: Prices,
        people: &'a [(usize, Calendar)],
        time: &'a Time,
    ) -> Self {
        let (known, starts, all) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        Profiles { attendance, prices, people, time, known, starts, all }
    }

    fn of(&mut self, attendees: &[usize], quorum: Option<&LowQuorum>, length: usize) -> usize {
        let key = (attendees.to_vec(), quorum.cloned(), length);
        if let Some(&profile) = self.known.get(&key) {
            return profile;
        }
        let profile = self.make(attendees, quorum, length);
        self.all.push(profile);
        self.known.insert(key, self.all.len() - 1);
        self.all.len() - 1
    }

    fn make(&mut self, attendees: &[usize], quorum: Option<&LowQuorum>, length: usize) -> Profile {
        let may_miss = match (quorum, self.attendance) {
            (Some((of, least)), _) => (of.len() as u32).saturating_sub(*least),
            (None, Attendance::Everyone) => 0,
            (None, Attendance::AllBut(most)) => most,
        };
        let table = &self.time.lengths[length];
        let who: Vec<usize> = attendees
            .iter()
            .filter_map(|member| self.people.binary_search_by_key(member, |(m, _)| *m).ok())
            .collect();
        for &person in &who {
            let (_, calendar) = &self.people[person];
            self.starts.entry((person, length)).or_insert_with(|| calendar.starts(table));
        }
        let starts: Vec<&FixedBitSet> =
            who.iter().map(|person| &self.starts[&(*person, length)]).collect();
        let (may_be_missed, required): (Vec<usize>, Vec<usize>) = (0..who.len())
            .partition(|at| quorum.is_none_or(|(of, _)| of.contains(&self.people[who[*at]].0)));
        let absent = |of: &[usize], slot| rules::absences(of.iter().map(|at| starts[*at]), slot);
        let mut open = table.fits();
        let mut cost = vec![0; self.time.slots];
        let mut wishes = vec![0; self.time.slots];
        for slot in table.fits().ones() {
            let away = absent(&may_be_missed, slot);
            if away > may_miss || absent(&required, slot) > 0 {
                open.remove(slot);
                continue;
            }
            let take = table.take[slot] as usize;
            let against: i64 =
                who.iter().map(|person| self.people[*person].1.wish(slot, take)).sum();
            wishes[slot] = against * self.prices.wish;
            cost[slot] = wishes[slot] + i64::from(away) * self.prices.absence;
        }
        Profile { open, cost, wishes }
    }
}
