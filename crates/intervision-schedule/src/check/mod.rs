//! An independent check of any timetable, whoever made it. It shares no code with the search.
//!
//! In: a demand, everyone's availability and a timetable. Out: every rule that the timetable breaks. The check asks the
//! traits themselves and compares times as they stand, without a grid. O(sessions² + attendances).

mod relations;
#[cfg(test)]
mod tests;
mod violation;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, TimeDelta};
use intervision_core::{
    Availability, Need, Party, Placement, Presence, Resource, Session, SessionDemand, Span,
    Timetable,
};

pub use violation::Violation;

/// Checks timetables, with options. [`check`] is the short way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[must_use]
pub struct Checker {
    absences: u32,
}

impl Checker {
    /// Every attendee must be free.
    pub fn new() -> Self {
        Checker::default()
    }

    /// At most this many attendees of a session may be away.
    pub fn allowing_absences(mut self, per_session: u32) -> Self {
        self.absences = per_session;
        self
    }

    /// Lists every rule that the timetable breaks; empty when all hold.
    ///
    /// # Example
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use intervision_core::{AlwaysFree, Demands, Placement, Session, Span, Status, Stopped, Timetable, Worth};
    /// use intervision_schedule::Checker;
    ///
    /// let hour = |hour| NaiveDate::from_ymd_opt(2027, 3, 9).unwrap().and_hms_opt(hour, 0, 0).unwrap();
    /// let demand = Demands { sessions: vec![Session::new("m1", "Meeting", 240, vec![0])], ..Demands::default() };
    /// let placement = Placement { session: 0, span: Span::new(hour(9), hour(12))?, resources: vec![] };
    /// let worth = Worth::new(Status::Feasible, Stopped::Finished, 0.0);
    /// let timetable = Timetable { placements: vec![placement], unplaced: vec![], worth };
    /// let found = Checker::new().check(&demand, &AlwaysFree, &timetable);
    /// assert!(found[0].to_string().starts_with("\"m1\" needs 240 minutes of one day"));
    /// # Ok::<(), intervision_core::SpanError>(())
    /// ```
    #[must_use]
    pub fn check(
        self,
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
        timetable: &Timetable,
    ) -> Vec<Violation> {
        let mut found = listing(demand, timetable);
        let resources = demand.resources();
        let placed: Vec<(Session, &Placement)> = timetable
            .placements
            .iter()
            .filter_map(|placement| Some((demand.session(placement.session)?, placement)))
            .collect();
        for (session, placement) in &placed {
            when(session, placement, &mut found);
            self.who(session, placement, availability, &mut found);
            needs(session, placement, &resources, &mut found);
        }
        clashes(&placed, &mut found);
        relations::relations(demand, timetable, &mut found);
        series(&placed, &mut found);
        loads(&placed, &resources, &mut found);
        found
    }

    fn who(
        self,
        session: &Session,
        placement: &Placement,
        availability: &dyn Availability,
        found: &mut Vec<Violation>,
    ) {
        let away = |party| match availability.presence(party, placement.span) {
            Presence::Busy { reason } => Some(reason.into_owned()),
            Presence::Free { .. } => None,
        };
        let violation =
            |party, reason| Violation::Away { session: session.id.clone(), party, reason };
        let absent: Vec<(usize, String)> = session
            .attendees
            .iter()
            .filter_map(|member| Some((*member, away(Party::Member(*member))?)))
            .collect();
        if let Some(quorum) = &session.quorum {
            let (spared, required): (Vec<_>, Vec<_>) =
                absent.into_iter().partition(|(member, _)| quorum.of.contains(member));
            let each = required.into_iter();
            found.extend(each.map(|(member, reason)| violation(Party::Member(member), reason)));
            let of: BTreeSet<&usize> = quorum.of.iter().collect();
            let allowed = (of.len() as u32).saturating_sub(quorum.least);
            if spared.len() > allowed as usize {
                found.push(Violation::Absences {
                    session: session.id.clone(),
                    members: spared.into_iter().map(|(member, _)| member).collect(),
                    allowed,
                });
            }
        } else if self.absences == 0 {
            let each = absent.into_iter();
            found.extend(each.map(|(member, reason)| violation(Party::Member(member), reason)));
        } else if absent.len() > self.absences as usize {
            found.push(Violation::Absences {
                session: session.id.clone(),
                members: absent.into_iter().map(|(member, _)| member).collect(),
                allowed: self.absences,
            });
        }
        for resource in &placement.resources {
            let party = Party::Resource(*resource);
            found.extend(away(party).map(|reason| violation(party, reason)));
        }
    }
}

/// Lists every rule that the timetable breaks; empty when all hold. Every attendee must be free.
#[must_use]
pub fn check(
    demand: &dyn SessionDemand,
    availability: &dyn Availability,
    timetable: &Timetable,
) -> Vec<Violation> {
    Checker::new().check(demand, availability, timetable)
}

fn listing(demand: &dyn SessionDemand, timetable: &Timetable) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut times = vec![0; demand.len()];
    let placed = timetable.placements.iter().map(|placement| placement.session);
    for session in placed.chain(timetable.unplaced.iter().map(|unplaced| unplaced.session)) {
        match times.get_mut(session) {
            Some(times) => *times += 1,
            None => found.push(Violation::Unknown { session }),
        }
    }
    let wrong = times.into_iter().enumerate().filter(|(_, times)| *times != 1);
    found.extend(wrong.map(|(session, times)| Violation::Listed { session, times }));
    let silent = timetable.unplaced.iter().filter(|unplaced| unplaced.reasons.is_empty());
    let known = silent.filter_map(|unplaced| demand.session(unplaced.session));
    found.extend(known.map(|session| Violation::Unexplained { session: session.id }));
    found
}

fn when(session: &Session, placement: &Placement, found: &mut Vec<Violation>) {
    let span = placement.span;
    if !session.window.contains(span.date()) {
        found.push(Violation::Window { session: session.id.clone(), span });
    }
    if span.minutes() < i64::from(session.minutes) || span.end().date() != span.date() {
        let (session, minutes) = (session.id.clone(), session.minutes);
        found.push(Violation::Length { session, minutes, span });
    }
}

/// The part of a placement's resources that serves one need; the resources stand in the order of the needs.
fn serving<'a>(session: &'a Session, placement: &'a Placement) -> Vec<(&'a Need, &'a [usize])> {
    let mut rest = placement.resources.as_slice();
    let mut parts = Vec::new();
    for need in &session.needs {
        let (mine, others) = rest.split_at((need.count as usize).min(rest.len()));
        parts.push((need, mine));
        rest = others;
    }
    parts
}

fn needs(
    session: &Session,
    placement: &Placement,
    resources: &[Resource],
    found: &mut Vec<Violation>,
) {
    let mut say =
        |detail: String| found.push(Violation::Need { session: session.id.clone(), detail });
    let wanted: usize = session.needs.iter().map(|need| need.count as usize).sum();
    if placement.resources.len() != wanted {
        say(format!("{wanted} resources needed, {} given", placement.resources.len()));
    }
    let different: BTreeSet<&usize> = placement.resources.iter().collect();
    if different.len() < placement.resources.len() {
        say("one resource is given twice".to_owned());
    }
    for (need, mine) in serving(session, placement) {
        for index in mine {
            let Some(resource) = resources.get(*index) else {
                say(format!("there is no resource {index}"));
                continue;
            };
            if resource.kind != need.kind {
                say(format!("\"{}\" is a {}, not a {}", resource.id, resource.kind, need.kind));
            }
            if resource.seats.unwrap_or(0) < need.seats {
                let have = resource.seats.unwrap_or(0);
                say(format!("\"{}\" is too small: need {}, have {have}", resource.id, need.seats));
            }
            for lacking in
                need.qualifications.iter().filter(|q| !resource.qualifications.contains(q))
            {
                say(format!("\"{}\" lacks {lacking}", resource.id));
            }
        }
    }
}

fn clashes(placed: &[(Session, &Placement)], found: &mut Vec<Violation>) {
    let mut diaries: BTreeMap<Party, Vec<(Span, &str)>> = BTreeMap::new();
    for (session, placement) in placed {
        let members = session.attendees.iter().map(|member| Party::Member(*member));
        let resources = placement.resources.iter().map(|resource| Party::Resource(*resource));
        let parties: BTreeSet<Party> = members.chain(resources).collect();
        for party in parties {
            diaries.entry(party).or_default().push((placement.span, &session.id));
        }
    }
    for (party, mut diary) in diaries {
        diary.sort();
        for (index, (span, first)) in diary.iter().enumerate() {
            let after =
                diary[index + 1..].iter().take_while(|(other, _)| other.start() < span.end());
            found.extend(after.map(|(_, second)| Violation::Clash {
                party,
                first: (*first).to_owned(),
                second: (*second).to_owned(),
            }));
        }
    }
}

fn series(placed: &[(Session, &Placement)], found: &mut Vec<Violation>) {
    let mut kept: BTreeMap<(&str, &str, usize), BTreeSet<&usize>> = BTreeMap::new();
    let mut broken: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (session, placement) in placed {
        let Some(name) = &session.series else { continue };
        let mut nth: BTreeMap<&str, usize> = BTreeMap::new();
        for (need, mine) in
            serving(session, placement).into_iter().filter(|(n, _)| n.same_in_series)
        {
            let place = nth.entry(&need.kind).or_default();
            let mine: BTreeSet<&usize> = mine.iter().collect();
            let key = (name.as_str(), need.kind.as_str(), *place);
            *place += 1;
            if *kept.entry(key).or_insert_with(|| mine.clone()) != mine {
                broken.insert((name, &need.kind));
            }
        }
    }
    let violation = |(series, kind): (&str, &str)| Violation::Series {
        series: series.to_owned(),
        kind: kind.to_owned(),
    };
    found.extend(broken.into_iter().map(violation));
}

fn loads(placed: &[(Session, &Placement)], resources: &[Resource], found: &mut Vec<Violation>) {
    for (index, resource) in resources.iter().enumerate() {
        let serves = |(_, placement): &&(Session, &Placement)| placement.resources.contains(&index);
        let days = placed.iter().filter(serves).map(|(_, placement)| placement.span.date());
        let mut weeks: BTreeMap<NaiveDate, u32> = BTreeMap::new();
        for day in days {
            let monday = day - TimeDelta::days(i64::from(day.weekday().num_days_from_monday()));
            *weeks.entry(monday).or_default() += 1;
        }
        let load = |sessions, limit, week| Violation::Load {
            resource: resource.id.clone(),
            sessions,
            limit,
            week,
        };
        let total: u32 = weeks.values().sum();
        if let Some(limit) = resource.max_sessions.filter(|limit| total > *limit) {
            found.push(load(total, limit, None));
        }
        if let Some(limit) = resource.max_per_week {
            let over = weeks.into_iter().filter(|(_, sessions)| *sessions > limit);
            found.extend(over.map(|(week, sessions)| load(sessions, limit, Some(week))));
        }
    }
}
