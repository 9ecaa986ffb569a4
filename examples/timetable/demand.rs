//! An instance in the words of the planner: lectures are sessions; courses, teachers and curricula attend them.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use intervision::core::{Availability, Demands, Need, Party, Presence, Resource, Session, Span};
use intervision::schedule::rules::{Compact, Seats, Spread, Steady};
use intervision::schedule::{Grid, Planner};
use intervision_examples::Outcome;

use crate::ctt::Instance;

/// Points of the competition: a student without a seat, a day short, a lecture alone, a room beyond the first.
const SEAT: u32 = 1;
const DAY: u32 = 5;
const ALONE: u32 = 2;
const ROOM: u32 = 1;

/// What the planner is asked.
pub struct Case {
    pub planner: Planner,
    pub demand: Demands,
    pub calendars: Calendars,
    /// The course of each session.
    pub course_of: Vec<usize>,
}

/// When courses cannot be taught; everyone else is always free.
pub struct Calendars {
    first: NaiveDate,
    periods_per_day: usize,
    /// By course, then day and period.
    busy: Vec<Vec<bool>>,
}

impl Availability for Calendars {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        let Party::Member(course) = party else { return Presence::FREE };
        let Some(busy) = self.busy.get(course) else { return Presence::FREE };
        let day = (span.date() - self.first).num_days() as usize;
        let since = span.start().time() - NaiveTime::MIN;
        let slot = day * self.periods_per_day + since.num_hours() as usize;
        match busy.get(slot) {
            Some(true) => Presence::busy("cannot be taught then"),
            _ => Presence::FREE,
        }
    }
}

pub fn case(instance: &Instance) -> Outcome<Case> {
    // The days have no dates; these stand for them, and period 8 is the hour from 8 to 9.
    let first = NaiveDate::from_ymd_opt(2027, 1, 4).unwrap_or_default();
    let last = first + TimeDelta::days(i64::try_from(instance.days)? - 1);
    let hour = |hour: usize| NaiveTime::from_hms_opt(hour as u32, 0, 0).unwrap_or_default();
    let end = |period: usize| match period + 1 {
        24 => NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default(),
        next => hour(next),
    };
    let parts: Vec<(NaiveTime, NaiveTime)> =
        (0..instance.periods_per_day).map(|period| (hour(period), end(period))).collect();
    let grid = Grid::parts(first, last, &|_| true, &parts)?;

    let teachers: Vec<&str> = {
        let mut ids: Vec<&str> = instance.courses.iter().map(|c| c.teacher.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let courses = instance.courses.len();
    let mut demand = Demands::default();
    for room in &instance.rooms {
        demand.resources.push(Resource::new(&room.id, "room").with_seats(room.seats));
    }
    let (mut seats, mut spread) = (Seats::new("room", SEAT), Spread::new(DAY));
    let (mut compact, mut steady) = (Compact::new(ALONE), Steady::new("room", ROOM));
    let mut course_of = Vec::new();
    let mut lectures_of = Vec::new();
    for (number, course) in instance.courses.iter().enumerate() {
        let teacher = teachers.binary_search(&course.teacher.as_str()).unwrap_or(0);
        let mut attendees = vec![number, courses + teacher];
        let curricula = instance.curricula.iter().enumerate();
        let mine = curricula.filter(|(_, curriculum)| curriculum.courses.contains(&number));
        attendees.extend(mine.map(|(index, _)| courses + teachers.len() + index));
        let first = demand.sessions.len();
        for lecture in 1..=course.lectures {
            let id = format!("{}#{lecture:03}", course.id);
            let mut session = Session::new(id, &course.id, 50, attendees.clone());
            session.needs.push(Need::one("room"));
            seats = seats.audience(demand.sessions.len(), course.students);
            demand.sessions.push(session);
            course_of.push(number);
        }
        let mine: Vec<usize> = (first..demand.sessions.len()).collect();
        spread = spread.over(mine.clone(), course.min_days);
        steady = steady.over(mine.clone());
        lectures_of.push(mine);
    }
    for curriculum in &instance.curricula {
        let lectures = curriculum.courses.iter().flat_map(|course| lectures_of[*course].clone());
        compact = compact.over(lectures.collect::<Vec<usize>>());
    }
    let mut busy = vec![vec![false; instance.days * instance.periods_per_day]; courses];
    for &(course, day, period) in &instance.unavailable {
        busy[course][day * instance.periods_per_day + period] = true;
    }
    let calendars = Calendars { first, periods_per_day: instance.periods_per_day, busy };
    let planner =
        Planner::new(grid).with_rule(seats).with_rule(spread).with_rule(compact).with_rule(steady);
    Ok(Case { planner, demand, calendars, course_of })
}
