//! When everyone meets: a series of meetings for each group, with rooms and facilitators, in the weeks of a season.
//!
//! Without options it plans six meetings for the three groups of advisers that ship. With your own groups (the table
//! that `form-groups --out` and `programme` write):
//!
//! `cargo run --release --example schedule -- --groups groups.csv --resources rooms.csv --need room --out out/dates`

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::str::FromStr;
use std::time::Instant;

use chrono::{NaiveDate, NaiveTime, TimeDelta, Timelike};
use clap::{Parser, ValueEnum};
use comfy_table::{Table, presets};
use intervision::core::{
    self, Demands, Grouping, Lag, Need, Placement, Relation, Resource, Roster, Run, Session, Span,
    Timetable,
};
use intervision::documents::{Invitations, Versions, timetable_table};
use intervision::model::GroupList;
use intervision::model::interchange::read_resources;
use intervision::schedule::calendar::{
    Calendars, DaysOff, HolidayPolicy, Region, SchoolHolidays, WorkingTimes,
};
use intervision::schedule::ical::{Import, Tz};
use intervision::schedule::overview::Overview;
use intervision::schedule::{Grid, Planner, check};
use intervision_examples::{AtPath, Bars, Outcome, finish, read, read_groups, write};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;
use serde_json::{Value, json};

const ZONE: Tz = Tz::Europe__Amsterdam;

/// Plans a series of meetings for every group.
#[derive(Parser, Debug)]
#[command(name = "schedule", version)]
struct Args {
    /// The groups: a table with the columns group and id
    #[arg(long, value_name = "FILE")]
    groups: Option<PathBuf>,
    /// Rooms, facilitators and whatever else meetings share
    #[arg(long, value_name = "FILE")]
    resources: Option<PathBuf>,
    /// Standing absences of people and resources: id,off
    #[arg(long, value_name = "FILE")]
    working_time: Option<PathBuf>,
    /// A folder of busy times: <id>.ics each
    #[arg(long, value_name = "DIR")]
    busy: Option<PathBuf>,
    /// The first day of the season
    #[arg(long, default_value = "2027-01-11", value_name = "YYYY-MM-DD")]
    start: NaiveDate,
    /// The last day of the season
    #[arg(long, default_value = "2027-11-26", value_name = "YYYY-MM-DD")]
    end: NaiveDate,
    /// Keep the school holidays of this Dutch region free, beside weekends and public holidays
    #[arg(long, value_enum)]
    school_region: Option<SchoolRegion>,
    /// How many times each group meets
    #[arg(long, default_value_t = 6, value_name = "N")]
    meetings: u32,
    /// How long a meeting lasts: up to 240 takes a morning or an afternoon, up to 480 both
    #[arg(long, default_value_t = 240)]
    minutes: u32,
    /// At least this many days between two meetings of a group
    #[arg(long, default_value_t = 21, value_name = "DAYS")]
    min_gap: u32,
    /// At most this many
    #[arg(long, default_value_t = 49, value_name = "DAYS")]
    max_gap: u32,
    /// Best this many
    #[arg(long, value_name = "DAYS")]
    target_gap: Option<u32>,
    /// What every meeting needs one of; :series for the same one in all meetings of a group
    #[arg(long, value_name = "KIND[:series]")]
    need: Vec<Wanted>,
    /// At most this many steps (series taken out and put back)
    #[arg(long, value_name = "N")]
    steps: Option<u64>,
    /// The same seed gives the same timetable
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where to write timetable.csv, overview.html and calendar files
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum SchoolRegion {
    Noord,
    Midden,
    Zuid,
}

#[derive(Debug, Clone)]
struct Wanted {
    kind: String,
    same_in_series: bool,
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            None => Ok(Wanted { kind: text.to_owned(), same_in_series: false }),
            Some((kind, "series")) => Ok(Wanted { kind: kind.to_owned(), same_in_series: true }),
            Some((kind, other)) => {
                Err(format!("\"{other}\" means nothing here; write {kind} or {kind}:series"))
            }
        }
    }
}

fn main() -> ExitCode {
    finish(run(Args::parse()))
}

fn run(args: Args) -> Outcome {
    let start = Instant::now();
    let args = args.or_shipped();
    let (people, groups) = read_groups(&args.groups.clone().unwrap_or_default())?;
    let resources = match &args.resources {
        Some(path) => read_resources(&read(path)?).at(path)?,
        None => Vec::new(),
    };

    let days_off = args.days_off()?;
    let grid = Grid::half_days(args.start, args.end, &days_off)?;
    let calendars = args.calendars(&people, &resources, days_off)?;
    let demand = args.demand(&groups, resources);

    let mut rng = Xoshiro256PlusPlus::seed_from_u64(args.seed);
    let mut bars = Bars::new(args.json);
    let mut run = Run::new(&mut rng, &mut bars).with_seed(args.seed);
    if let Some(steps) = args.steps {
        run = run.with_steps(steps);
    }
    let planner = Planner::new(grid).with_roster(&people);
    let timetable = planner.solve(&demand, &calendars, &mut run)?.timetable;
    bars.done();

    // The checker shares no code with the planner.
    let clashes: Vec<String> =
        check(&demand, &calendars, &timetable).iter().map(ToString::to_string).collect();
    if let Some(out) = &args.out {
        args.write(out, &people, &groups, &demand, &timetable)?;
    }
    let seconds = start.elapsed().as_secs_f64();
    let answer = if args.json {
        format!("{}\n", as_json(&demand, &timetable, &clashes, seconds))
    } else {
        as_text(&demand, &groups, &timetable, &clashes)
    };
    Ok(std::io::stdout().write_all(answer.as_bytes())?)
}

impl Args {
    /// Without groups: the three that ship, with their rooms, facilitators and calendars.
    fn or_shipped(mut self) -> Self {
        if self.groups.is_none() {
            let file = |name: &str| {
                let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/intervision-track");
                Some(Path::new(folder).join(name))
            };
            self.groups = file("groups.csv");
            self.resources = self.resources.or(file("resources.csv"));
            self.working_time = self.working_time.or(file("working-time.csv"));
            self.busy = self.busy.or(file("busy"));
            self.target_gap = self.target_gap.or(Some(35));
            if self.need.is_empty() {
                let need =
                    |kind: &str, same_in_series| Wanted { kind: kind.to_owned(), same_in_series };
                self.need = vec![need("room", false), need("facilitator", true)];
            }
        }
        self
    }

    /// Weekends and Dutch public holidays, and school holidays if asked for.
    fn days_off(&self) -> Outcome<DaysOff> {
        let mut days = DaysOff::between(self.start, self.end)?
            .with_weekends()
            .with_holidays(&HolidayPolicy::default());
        let region = self.school_region.map(|region| match region {
            SchoolRegion::Noord => Region::Noord,
            SchoolRegion::Midden => Region::Midden,
            SchoolRegion::Zuid => Region::Zuid,
        });
        if let Some(region) = region {
            days = days.with_school_holidays_off(&SchoolHolidays::shipped()?, region);
        }
        Ok(days)
    }

    fn calendars(
        &self,
        people: &core::Table,
        resources: &[Resource],
        days_off: DaysOff,
    ) -> Outcome<Calendars> {
        let ids = (0..people.len()).map(|member| people.id(member).into_owned());
        let shared = resources.iter().map(|resource| resource.id.clone());
        let mut calendars = Calendars::new(ids, shared).with_days_off(days_off);
        if let Some(path) = &self.working_time {
            let times = WorkingTimes::from_csv(&read(path)?).at(path)?;
            calendars = calendars.with_working_times(&times).at(path)?;
        }
        let Some(folder) = &self.busy else { return Ok(calendars) };
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
        let season = Span::new(midnight(self.start), midnight(self.end) + TimeDelta::days(1))?;
        let import = Import::new(ZONE, season);
        for entry in std::fs::read_dir(folder).at(folder)? {
            let path = entry.at(folder)?.path();
            if path.extension().is_some_and(|extension| extension == "ics") {
                let id = path.file_stem().unwrap_or_default().to_string_lossy();
                let busy = import.busy(&read(&path)?).at(&path)?;
                calendars = calendars.with_busy(&id, &busy).at(&path)?;
            }
        }
        Ok(calendars)
    }

    /// The meetings of each group, one after the other.
    fn demand(&self, groups: &GroupList, resources: Vec<Resource>) -> Demands {
        let mut demand = Demands { resources, ..Demands::default() };
        let mut lag = Lag::between(self.min_gap, self.max_gap);
        if let Some(target) = self.target_gap {
            lag = lag.aiming_at(target);
        }
        for group in 0..groups.len() {
            let (label, members) = (groups.label(group), groups.members(group));
            let needs: Vec<Need> = self
                .need
                .iter()
                .map(|wanted| wanted.need(members.len(), &demand.resources))
                .collect();
            for number in 1..=self.meetings {
                let later = demand.sessions.len();
                if number > 1 {
                    demand.relations.push(Relation::Lag { earlier: later - 1, later, lag });
                }
                let id = format!("meeting/{label}/{number}");
                let title = format!("Meeting {number} of group {label}");
                let mut session = Session::new(id, title, self.minutes, members.to_vec());
                session.series = Some(format!("group {label}"));
                session.group = Some(group);
                session.needs.clone_from(&needs);
                demand.sessions.push(session);
            }
        }
        demand
    }

    fn write(
        &self,
        out: &Path,
        people: &core::Table,
        groups: &GroupList,
        demand: &Demands,
        timetable: &Timetable,
    ) -> Outcome {
        let table = timetable_table(people, groups, demand, timetable, &Versions::none())?;
        write(&out.join("timetable.csv"), table)?;
        let overview = Overview::of(demand, people, timetable, &self.days_off()?);
        write(&out.join("overview.html"), overview.with_title("Season").html())?;
        // Same input, same files: the stamp is six weeks before the season, not the time of the clock.
        let stamp = (self.start - TimeDelta::weeks(6)).and_time(NaiveTime::MIN).and_utc();
        let invitations = Invitations::new("schedule.example", ZONE, stamp);
        for file in invitations.write(people, groups, demand, timetable)? {
            write(&out.join(file.path), file.text)?;
        }
        Ok(())
    }
}

impl Wanted {
    /// With a seat for everyone, where that kind has seats.
    fn need(&self, people: usize, resources: &[Resource]) -> Need {
        let mut need = Need::one(&self.kind);
        let mut of_kind = resources.iter().filter(|resource| resource.kind == self.kind);
        if of_kind.any(|resource| resource.seats.is_some()) {
            need = need.with_seats(u32::try_from(people).unwrap_or(u32::MAX));
        }
        if self.same_in_series { need.same_in_series() } else { need }
    }
}

fn as_json(demand: &Demands, timetable: &Timetable, clashes: &[String], seconds: f64) -> Value {
    let worth = &timetable.worth;
    let names = |placement: &Placement| -> Vec<&str> {
        let resources = placement.resources.iter().filter_map(|&index| demand.resources.get(index));
        resources.map(|resource| resource.id.as_str()).collect()
    };
    let id = |session: usize| demand.sessions.get(session).map(|session| &session.id);
    let placed = timetable.placements.iter().map(|placement| {
        json!({
            "session": id(placement.session),
            "start": placement.span.start(),
            "end": placement.span.end(),
            "resources": names(placement),
        })
    });
    let unplaced = timetable
        .unplaced
        .iter()
        .map(|unplaced| json!({ "session": id(unplaced.session), "reasons": unplaced.reasons }));
    json!({
        "sessions": demand.sessions.len(),
        "placed": timetable.placements.len(),
        "clashes": clashes,
        "timetable": placed.collect::<Vec<_>>(),
        "unplaced": unplaced.collect::<Vec<_>>(),
        "value": worth.value,
        "bound": worth.bound,
        "gap": worth.gap(),
        "status": worth.status,
        "stopped": worth.stopped,
        "steps": worth.steps,
        "seed": worth.seed,
        "seconds": seconds,
    })
}

/// A row per group, a column per meeting, and what has no place.
fn as_text(
    demand: &Demands,
    groups: &GroupList,
    timetable: &Timetable,
    clashes: &[String],
) -> String {
    let mut text = format!(
        "{} of {} meetings placed, {} clashes\n",
        timetable.placements.len(),
        demand.sessions.len(),
        clashes.len()
    );
    for clash in clashes {
        text += &format!("  {clash}\n");
    }
    let meetings = demand.sessions.len() / groups.len().max(1);
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    let numbers = (1..=meetings).map(|number| format!("meeting {number}"));
    table.set_header(std::iter::once("group".to_owned()).chain(numbers));
    for group in 0..groups.len() {
        let cells = (0..meetings).map(|number| {
            let placement = timetable.placement(group * meetings + number);
            placement.map_or("no place".to_owned(), |placement| cell(placement, demand))
        });
        table.add_row(std::iter::once(groups.label(group).into_owned()).chain(cells));
    }
    text += &format!("\n{table}\n");
    for unplaced in &timetable.unplaced {
        let session = demand.sessions.get(unplaced.session);
        let title = session.map_or("", |session| session.title.as_str());
        text += &format!("\n{title} has no place: {}\n", unplaced.reasons.join("; "));
    }
    let worth = &timetable.worth;
    let bound = worth.bound.map_or("unknown".to_owned(), |bound| bound.to_string());
    text += &format!("\nvalue {} (less is better), at least {bound}\n", worth.value);
    for term in &worth.terms {
        text += &format!("  {}: {}\n", term.name, term.value);
    }
    text
}

/// `Mon 18 Jan am`, and what serves it.
fn cell(placement: &Placement, demand: &Demands) -> String {
    let half = if placement.span.start().hour() < 12 { "am" } else { "pm" };
    let mut cell = format!("{} {half}", placement.span.start().format("%a %-d %b"));
    for resource in placement.resources.iter().filter_map(|&index| demand.resources.get(index)) {
        cell += &format!("\n{}", resource.id);
    }
    cell
}
