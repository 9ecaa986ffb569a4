//! What the benchmarks share: seeded people, answers and seasons of any size.

pub mod simulated;

use chrono::{Datelike, NaiveDate, Weekday};
use intervision::assess::{Instrument, Item, ResponseFormat, Responses, Scale};
use intervision::core::{
    Availability, Demands, Lag, Need, Party, Presence, Relation, Resource, Roster, Session, Span,
    Table, Value,
};
use intervision::schedule::Grid;
use rand::RngExt;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

/// The sizes that every engine is measured at: a team, a programme, an organisation.
pub const SIZES: [usize; 3] = [24, 200, 2_000];

/// A generator for one seed.
pub fn rng(seed: u64) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(seed)
}

/// `n` people with five attributes of uneven frequencies; one in two reports to somebody listed before them.
pub fn people(n: usize) -> Table {
    let mut rng = rng(n as u64);
    // A square of a uniform draw makes the first categories the common ones.
    let mut category = |name: &str, kinds: usize| -> Vec<Value<'static>> {
        (0..n)
            .map(|_| {
                let draw: f64 = rng.random();
                Value::category(format!("{name} {}", (draw * draw * kinds as f64) as usize))
            })
            .collect()
    };
    let (function, directorate) = (category("function", 9), category("directorate", 8));
    let (preference, location) = (category("preference", 4), category("location", 5));
    let years: Vec<_> = (0..n).map(|_| Value::Number(rng.random_range(0..35).into())).collect();
    let ids = (0..n).map(|number| format!("p{number:05}"));
    let fine = "made of unique ids and columns of equal length";
    let mut table = Table::new(ids).expect(fine);
    for (key, column) in [
        ("function", function),
        ("directorate", directorate),
        ("preference", preference),
        ("location", location),
        ("years", years),
    ] {
        table = table.with_column(key, column).expect(fine);
    }
    for member in (1..n).step_by(2) {
        let manager = table.id(rng.random_range(0..member)).into_owned();
        let member = table.id(member).into_owned();
        table = table.with_manager(&member, &manager).expect("managers stand before their reports");
    }
    table
}

/// A questionnaire of `scales` scales with six items each, one in three reversed, answered from 1 to 5.
pub fn instrument(scales: usize) -> Instrument {
    let mut instrument =
        Instrument::builder("bench").with_format("agree", ResponseFormat::new(1, 5));
    for scale in 0..scales {
        let mut made = Scale::new(format!("s{scale}")).with_competency(format!("c{scale}"));
        for item in 0..6 {
            let id = format!("s{scale}i{item}");
            instrument = instrument.with_item(Item::new(&id, "agree"));
            made = if item % 3 == 2 { made.with_reversed(id) } else { made.with_item(id) };
        }
        instrument = instrument.with_scale(made);
    }
    instrument.build().expect("every item is in one scale")
}

/// Answers of everyone to everything, but for one in fifty.
pub fn responses(instrument: &Instrument, roster: &dyn Roster) -> Responses {
    let mut rng = rng(7);
    let header: Vec<&str> = instrument.items().map(Item::id).collect();
    let mut text = format!("id,{}\n", header.join(","));
    for member in 0..roster.len() {
        text.push_str(&roster.id(member));
        for _ in &header {
            text.push(',');
            if rng.random_range(0..50) > 0 {
                text.push_str(&rng.random_range(1..=5).to_string());
            }
        }
        text.push('\n');
    }
    Responses::from_csv(instrument, text.as_bytes()).expect("answers from 1 to 5")
}

/// Half-days of a year, Monday to Friday.
pub fn year() -> Grid {
    let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).expect("a day of 2027");
    let weekday = |day: NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    Grid::half_days(day(1, 4), day(12, 17), &weekday).expect("a year has weekdays")
}

/// Groups of eight that meet six times, three to seven weeks apart, with a room and a facilitator for every ten groups.
pub fn season(people: usize) -> Demands {
    let mut demands = Demands::default();
    let groups = people.div_ceil(8);
    for number in 0..groups.div_ceil(10) {
        demands.resources.push(Resource::new(format!("room-{number}"), "room").with_seats(10));
        demands.resources.push(Resource::new(format!("facilitator-{number}"), "facilitator"));
    }
    for group in 0..groups {
        let members: Vec<usize> = (group * 8..people.min(group * 8 + 8)).collect();
        for meeting in 1..=6 {
            let id = format!("g{group}/{meeting}");
            let mut session = Session::new(id, format!("Meeting {meeting}"), 240, members.clone());
            session.series = Some(format!("g{group}"));
            session.group = Some(group);
            session.needs.push(Need::one("room").with_seats(members.len() as u32));
            session.needs.push(Need::one("facilitator").same_in_series());
            let later = demands.sessions.len();
            if meeting > 1 {
                let lag = Lag::between(21, 49).aiming_at(30);
                demands.relations.push(Relation::Lag { earlier: later - 1, later, lag });
            }
            demands.sessions.push(session);
        }
    }
    demands
}

/// Everyone is away on one weekday, by number; facilitators on another.
#[derive(Debug, Clone, Copy)]
pub struct PartTime;

impl Availability for PartTime {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        let (Party::Member(number) | Party::Resource(number)) = party;
        let weekday = span.date().weekday().num_days_from_monday() as usize;
        // Thursday is the common working day.
        let off = [0, 1, 2, 4, 7, 7, 7][number % 7];
        if weekday == off { Presence::busy("day off") } else { Presence::FREE }
    }
}
