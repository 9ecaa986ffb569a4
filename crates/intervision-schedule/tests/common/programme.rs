//! The published programme case: groups with busy half-days, facilitators of their own, four rooms.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use intervision_core::{
    Availability, DateWindow, Demands, Lag, Need, Party, Presence, Relation, Resource, Session,
    Span,
};
use intervision_schedule::{Attendance, Grid, Planner};
use serde_json::Value;

/// The case as a demand, its calendars and a planner.
pub(crate) struct Case {
    pub(crate) demand: Demands,
    pub(crate) calendars: Busy,
    pub(crate) planner: Planner,
    pub(crate) may_miss: u32,
}

/// Busy half-days, by their start.
pub(crate) struct Busy {
    members: Vec<BTreeSet<chrono::NaiveDateTime>>,
    resources: Vec<BTreeSet<chrono::NaiveDateTime>>,
}

impl Availability for Busy {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        let busy = match party {
            Party::Member(member) => self.members.get(member),
            Party::Resource(resource) => self.resources.get(resource),
        };
        if busy.is_some_and(|busy| busy.range(span.start()..span.end()).next().is_some()) {
            Presence::busy("busy")
        } else {
            Presence::FREE
        }
    }
}

/// Reads the case; `None` when it does not have the expected shape.
pub(crate) fn read(text: &str) -> Option<Case> {
    let file: Value = serde_json::from_str(text).ok()?;
    let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
    let mut slots = Vec::new();
    for slot in file["slots"].as_array()? {
        let date: NaiveDate = slot["date"].as_str()?.parse().ok()?;
        let (from, to) = match slot["half"].as_str()? {
            "AM" => (time(8, 30), time(12, 30)),
            _ => (time(13, 0), time(17, 0)),
        };
        slots.push(Span::new(date.and_time(from), date.and_time(to)).ok()?);
    }
    let numbers = |value: &Value| -> Vec<usize> {
        let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
        list.iter().filter_map(|n| Some(n.as_u64()? as usize)).collect()
    };
    let busy = |value: &Value| -> Vec<BTreeSet<_>> {
        let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
        list.iter()
            .map(|of| numbers(of).into_iter().map(|slot| slots[slot].start()).collect())
            .collect()
    };
    let days = |value: &Value| value.as_u64().map(|days| days as u32);
    let first = slots.first()?.date();
    let rooms = file["rooms"].as_u64()? as usize;
    let mut demand = Demands::default();
    let mut resources = busy(&file["facilitators_busy"]);
    for number in 0..resources.len() {
        let mut facilitator = Resource::new(format!("f{number}"), "facilitator");
        facilitator.qualifications.push(format!("f{number}"));
        demand.resources.push(facilitator);
    }
    for number in 0..rooms {
        demand.resources.push(Resource::new(format!("room{number}"), "room"));
        resources.push(BTreeSet::new());
    }
    let spacing = &file["spacing_days"];
    let lag = Lag::between(days(&spacing["min"])?, days(&spacing["max"])?)
        .aiming_at(days(&spacing["target"])?);
    let window = numbers(&file["first_window_days"]);
    let start = |days: usize| first + TimeDelta::days(days as i64);
    for (group, members) in file["groups"].as_array()?.iter().enumerate() {
        let facilitator = file["group_facilitator"][group].as_u64()?;
        for number in 0..file["sessions_per_group"].as_u64()? {
            let id = format!("g{group:03}-{number}");
            let mut session = Session::new(id, "Meeting", 240, numbers(members));
            session.series = Some(format!("g{group:03}"));
            session.needs.push(Need::one("room"));
            let mut led = Need::one("facilitator");
            led.qualifications.push(format!("f{facilitator}"));
            session.needs.push(led);
            if number == 0 {
                session.window = DateWindow::between(start(window[0]), start(window[1]));
            } else {
                let later = demand.sessions.len();
                demand.relations.push(Relation::Lag { earlier: later - 1, later, lag });
            }
            demand.sessions.push(session);
        }
    }
    let size = file["groups"][0].as_array()?.len() as u32;
    let may_miss = size - days(&file["quorum"])?;
    let calendars = Busy { members: busy(&file["people_busy"]), resources };
    let planner =
        Planner::new(Grid::from_slots(slots).ok()?).with_attendance(Attendance::AllBut(may_miss));
    Some(Case { demand, calendars, planner, may_miss })
}
