//! A host with types and engines of its own: every trait of the seam once, and nothing of `intervision-model`.
//!
//! `cargo run --release --example own-types` runs one small programme twice, first with the host's own plain engines behind
//! `FormGroups`, `Score` and `Plan`, then with ours in their place. The data and the rest of the pipeline stay the same.

use std::borrow::Cow;
use std::process::ExitCode;

use chrono::{Datelike, NaiveDate, Weekday};
use intervision::core::{
    Availability, FormGroups, Formed, Grouping, Groups, Lag, Need, PairWeight, Party, Placement,
    Plan, Presence, Rating, Ratings, Relation, Resource, Roster, Run, Score, ServiceError, Session,
    SessionDemand, Span, Status, Stopped, Timetable, Unplaced, Value, Worth, contract,
};
use intervision::groups::{Former, Pairs, RulesBuilder, Sizes};
use intervision::programme::{Programme, Season};
use intervision::schedule::{self, Grid, Planner};
use intervision_examples::{Outcome, finish};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

/// People as this host keeps them: number, job, years, manager's number, score of the last survey.
struct Staff(Vec<(u32, &'static str, f64, Option<u32>, f64)>);

impl Roster for Staff {
    fn len(&self) -> usize {
        self.0.len()
    }
    fn id(&self, member: usize) -> Cow<'_, str> {
        self.0.get(member).map(|person| person.0.to_string()).unwrap_or_default().into()
    }
    fn keys(&self) -> Vec<Cow<'_, str>> {
        vec!["job".into(), "years".into()]
    }
    fn attribute(&self, member: usize, key: &str) -> Value<'_> {
        match (self.0.get(member), key) {
            (Some(person), "job") => Value::category(person.1),
            (Some(person), "years") => Value::Number(person.2),
            _ => Value::Unknown,
        }
    }
    fn manager(&self, member: usize) -> Option<usize> {
        let manager = self.0.get(member)?.3?;
        self.0.iter().position(|person| person.0 == manager)
    }
}

/// Colleagues who share a room know each other already.
struct SharedRooms {
    people: usize,
    beds: usize,
}

impl PairWeight for SharedRooms {
    fn len(&self) -> usize {
        self.people
    }
    fn weight(&self, a: usize, b: usize) -> f64 {
        let inside = a < self.people && b < self.people && a != b;
        if inside && a / self.beds == b / self.beds { 1.0 } else { 0.0 }
    }
}

/// Levels on the one competency that this host measures.
struct Survey(Vec<f64>);

impl Ratings for Survey {
    fn len(&self) -> usize {
        self.0.len()
    }
    fn competencies(&self) -> Vec<Cow<'_, str>> {
        vec!["listening".into()]
    }
    fn rating(&self, member: usize, competency: &str) -> Option<Rating> {
        let level = self.0.get(member).filter(|_| competency == "listening")?;
        Some(Rating { level: *level, standard_error: None })
    }
}

/// The host's own scoring: the survey bureau has done it.
struct Bureau(Vec<f64>);

impl Score for Bureau {
    fn score(&self, roster: &dyn Roster) -> Result<Box<dyn Ratings>, ServiceError> {
        if roster.len() != self.0.len() {
            let (people, scores) = (roster.len(), self.0.len());
            return Err(format!(
                "{people} people but {scores} scores; ask the bureau for the rest"
            )
            .into());
        }
        Ok(Box::new(Survey(self.0.clone())))
    }
}

/// The host's own grouping: by number, dealt out like cards.
struct Deal(usize);

impl FormGroups for Deal {
    fn form_groups(&self, roster: &dyn Roster, _run: &mut Run<'_>) -> Result<Formed, ServiceError> {
        let hands =
            (0..self.0).map(|hand| (hand..roster.len()).step_by(self.0).collect()).collect();
        let worth = Worth::new(Status::Feasible, Stopped::Finished, 0.0);
        Ok(Formed { groups: Groups::new(roster.len(), hands)?, worth })
    }
}

/// Two meetings per group, two to four weeks apart, in the one room there is. The groups' names are of the sea.
struct Meetings {
    groups: Fleet,
}

/// A grouping of the host's own.
struct Fleet(Vec<Vec<usize>>);

impl Grouping for Fleet {
    fn len(&self) -> usize {
        self.0.len()
    }
    fn members(&self, group: usize) -> &[usize] {
        self.0.get(group).map_or(&[], Vec::as_slice)
    }
    fn label(&self, group: usize) -> Cow<'_, str> {
        ["Anchor", "Beacon", "Compass", "Dune"]
            .get(group)
            .map_or_else(|| group.to_string().into(), |&name| name.into())
    }
}

impl SessionDemand for Meetings {
    fn len(&self) -> usize {
        2 * self.groups.len()
    }
    fn session(&self, index: usize) -> Option<Session> {
        let (group, number) = (index / 2, index % 2 + 1);
        let members = self.groups.0.get(group)?.clone();
        let title = format!("{} {number}", self.groups.label(group));
        let mut session = Session::new(format!("{group}/{number}"), title, 240, members);
        session.group = Some(group);
        session.needs.push(Need::one("room").with_seats(4));
        Some(session)
    }
    fn resources(&self) -> Vec<Resource> {
        vec![Resource::new("attic", "room").with_seats(6)]
    }
    fn relations(&self) -> Vec<Relation> {
        let lag = Lag::between(14, 28);
        (0..self.groups.len())
            .map(|g| Relation::Lag { earlier: 2 * g, later: 2 * g + 1, lag })
            .collect()
    }
}

/// The host's own calendar: everyone has a day off by their number, and the attic is closed on Wednesdays.
struct Diary;

impl Availability for Diary {
    fn presence(&self, party: Party, span: Span) -> Presence<'_> {
        let off = match party {
            Party::Member(number) => [Weekday::Mon, Weekday::Fri][number % 2],
            Party::Resource(_) => Weekday::Wed,
        };
        let mut days = span
            .date()
            .iter_days()
            .take_while(|day| day.and_time(chrono::NaiveTime::MIN) < span.end());
        if days.any(|day| day.weekday() == off) {
            Presence::busy(format!("never on {off}"))
        } else {
            Presence::FREE
        }
    }
}

/// The host's own planning: each session in the first slot where everyone is free, after the one before it.
struct FirstFit(Vec<Span>);

impl Plan for FirstFit {
    fn plan(
        &self,
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
        _run: &mut Run<'_>,
    ) -> Result<Timetable, ServiceError> {
        let mut placements: Vec<Placement> = Vec::new();
        let mut unplaced = Vec::new();
        for (index, session) in
            (0..demand.len()).filter_map(|index| Some((index, demand.session(index)?)))
        {
            let earliest = demand.relations().into_iter().find_map(|relation| match relation {
                Relation::Lag { earlier, later, lag } if later == index => {
                    let before =
                        placements.iter().find(|placement| placement.session == earlier)?;
                    Some(before.span.date() + chrono::Days::new(lag.min_days.into()))
                }
                _ => None,
            });
            let parties = session
                .attendees
                .iter()
                .map(|&member| Party::Member(member))
                .chain([Party::Resource(0)]);
            let parties: Vec<Party> = parties.collect();
            let fits = |span: &&Span| {
                earliest.is_none_or(|day| day <= span.date())
                    && placements.iter().all(|placement| !placement.span.overlaps(span))
                    && parties.iter().all(|&party| availability.presence(party, **span).is_free())
            };
            match self.0.iter().find(fits) {
                Some(&span) => {
                    placements.push(Placement { session: index, span, resources: vec![0] })
                }
                None => unplaced
                    .push(Unplaced { session: index, reasons: vec!["no slot is free".into()] }),
            }
        }
        let worth = Worth::new(Status::Feasible, Stopped::Finished, unplaced.len() as f64);
        Ok(Timetable { placements, unplaced, worth })
    }
}

fn main() -> ExitCode {
    finish(run())
}

fn run() -> Outcome {
    let day = |month, day| NaiveDate::from_ymd_opt(2027, month, day).unwrap_or_default();
    let staff = Staff(vec![
        (4711, "adviser", 3.0, None, 2.4),
        (4712, "adviser", 12.0, Some(4711), 3.1),
        (4713, "planner", 1.0, Some(4711), 3.6),
        (4714, "planner", 20.0, None, 2.0),
        (4715, "adviser", 7.0, Some(4714), 4.2),
        (4716, "controller", 5.0, None, 3.3),
        (4717, "controller", 9.0, Some(4716), 2.9),
        (4718, "planner", 15.0, None, 3.8),
    ]);
    let rooms = SharedRooms { people: staff.len(), beds: 2 };
    let scores: Vec<f64> = staff.0.iter().map(|person| person.4).collect();
    let weekdays = |day: NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let grid = Grid::half_days(day(3, 1), day(4, 16), &weekdays)?;

    // The laws of the seam hold for this host's types.
    contract::roster(&staff)?;
    contract::pair_weight(&rooms)?;
    contract::ratings(&Survey(scores.clone()))?;
    contract::availability(&Diary, &[Party::Member(0), Party::Resource(0)], &grid.slots()[..12])?;

    let bureau = Bureau(scores);
    let (deal, first_fit) = (Deal(2), FirstFit(grid.slots().to_vec()));
    let own = Programme::new(&staff, &deal, &first_fit, &Diary).with_scorer(&bureau);

    let rules = RulesBuilder::new(Sizes::count(2))
        .mix("job", 2.0)
        .balance("years", 1.0)
        .avoid_pairs("room", 1.0)
        .not_with_manager()
        .build()?;
    let former = Former::new(rules).with_pairs(Pairs::new().with("room", &rooms));
    let planner = Planner::new(grid).with_roster(&staff);
    let ours = Programme::new(&staff, &former, &planner, &Diary).with_scorer(&bureau);

    for (name, programme) in [("the host's own engines", own), ("ours in their place", ours)] {
        let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(1), ());
        let mut run = Run::new(&mut rng, &mut nobody).with_seed(1);
        let proposal = programme.propose(&mut run)?;
        // Whatever formed the groups, ours can say what they are worth.
        let told = former.explain(&staff, proposal.formed())?;
        let decision =
            proposal.approve("works-council", day(2, 1).and_time(chrono::NaiveTime::MIN));
        let season = programme.plan(
            decision,
            |decision| {
                let groups = decision.groups().iter().map(<[usize]>::to_vec).collect();
                let meetings = Meetings { groups: Fleet(groups) };
                contract::grouping(&meetings.groups)?;
                contract::session_demand(&meetings, decision.groups().sizes().iter().sum())?;
                Ok(meetings)
            },
            &mut run,
        )?;
        println!("{name}:");
        for line in told.reasons().iter().chain(told.violated()) {
            println!("  {line}");
        }
        print(&staff, &season);
        let broken = schedule::check(&season.demand, &Diary, &season.timetable).len();
        println!("  {broken} rules broken by the timetable\n");
    }
    Ok(())
}

fn print(staff: &Staff, season: &Season<Meetings>) {
    let groups = &season.demand.groups;
    for group in 0..groups.len() {
        let members: Vec<_> =
            groups.members(group).iter().map(|&member| staff.id(member)).collect();
        println!("  {:8} {}", groups.label(group), members.join(" "));
    }
    for placement in &season.timetable.placements {
        let title = season
            .demand
            .session(placement.session)
            .map(|session| session.title)
            .unwrap_or_default();
        println!("  {title:10} {}", placement.span.start().format("%a %-d %b %H:%M"));
    }
}
