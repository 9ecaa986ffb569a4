//! Demands that several tests plan.

#![allow(dead_code, clippy::unwrap_used, reason = "helpers; each test file uses some of them")]

pub(crate) mod programme;
pub(crate) mod standing;

use chrono::{Datelike, NaiveDate, Weekday};
use intervision_core::{
    Availability, DateWindow, Demands, Lag, Need, Party, Presence, Relation, Resource, Run,
    Session, Span,
};
use intervision_schedule::calendar::HolidayPolicy;
use intervision_schedule::{DaysOff, Error, Grid, Outcome, Planner};
use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};

pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap()
}

pub(crate) fn weekdays(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

pub(crate) fn season() -> Grid {
    let off = DaysOff::between(day(1, 11), day(10, 15)).unwrap();
    let off = off.with_weekends().with_holidays(&HolidayPolicy::default());
    Grid::half_days(off.first(), off.last(), &off).unwrap()
}

/// Who is away on one weekday, or on one half of it.
pub(crate) struct PartTime;

impl Availability for PartTime {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        let (member, off) = match party {
            Party::Member(member) => {
                (member, [None, Some(2), Some(4), None, Some(4), None, Some(2)])
            }
            Party::Resource(resource) => {
                (resource, [None, None, Some(4), Some(2), None, None, None])
            }
        };
        let weekday = span.date().weekday().num_days_from_monday();
        let afternoon = span.end().time() > chrono::NaiveTime::from_hms_opt(12, 30, 0).unwrap();
        match off[(member * 5 + member / 7) % 7] {
            Some(day) if day == weekday && (member % 2 == 0 || afternoon) => {
                Presence::busy("a part-time day")
            }
            _ => Presence::FREE,
        }
    }
}

/// `groups` groups of eight, with an intake, six pit stops and three theme days for all.
pub(crate) fn pit_stop(groups: usize, facilitators: usize, rooms: usize) -> Demands {
    let mut demand = Demands::default();
    for number in 0..rooms {
        demand.resources.push(Resource::new(format!("room-{number}"), "room").with_seats(10));
    }
    for number in 0..facilitators {
        demand.resources.push(Resource::new(format!("facilitator-{number}"), "facilitator"));
    }
    demand.resources.push(Resource::new("town hall", "venue").with_seats(400));
    let people = groups * 8;
    for group in 0..groups {
        for number in 0..7 {
            let (id, title) = match number {
                0 => (format!("g{group:02}-intake"), "Intake".to_owned()),
                _ => (format!("g{group:02}-pit-stop-{number}"), format!("Pit stop {number}")),
            };
            let members = (group * 8..group * 8 + 8).collect();
            let mut session = Session::new(id, title, 240, members);
            session.series = Some(format!("group {group:02}"));
            session.group = Some(group);
            session.needs.push(Need::one("room").with_seats(8));
            session.needs.push(Need::one("facilitator").same_in_series());
            let index = demand.sessions.len();
            if number > 0 {
                let lag = Lag::between(21, 49).aiming_at(30);
                demand.relations.push(Relation::Lag { earlier: index - 1, later: index, lag });
            }
            demand.sessions.push(session);
        }
    }
    let days = [(day(3, 1), day(3, 31)), (day(5, 17), day(6, 18)), (day(9, 6), day(10, 8))];
    for (number, (earliest, latest)) in days.into_iter().enumerate() {
        let (id, title) = (format!("theme-day-{}", number + 1), "Theme day");
        let mut session = Session::new(id, title, 480, (0..people).collect());
        session.window = DateWindow::between(earliest, latest);
        session.needs.push(Need::one("venue").with_seats(people as u32));
        demand.sessions.push(session);
    }
    demand
}

pub(crate) fn solve(
    planner: &Planner,
    demand: &Demands,
    availability: &dyn Availability,
    seed: u64,
    steps: Option<u64>,
) -> Result<Outcome, Error> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut nobody = ();
    let mut run = Run::new(&mut rng, &mut nobody).with_seed(seed);
    if let Some(steps) = steps {
        run = run.with_steps(steps);
    }
    planner.solve(demand, availability, &mut run)
}
