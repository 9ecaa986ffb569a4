//! What can be asked for.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use chrono::{NaiveDate, TimeDelta};
use clap::{Parser, ValueEnum};
use intervision::language::Language;
use intervision::schedule::calendar::Region;
use intervision_examples::language;

/// Plans a series of meetings for every group.
#[derive(Parser, Debug)]
#[command(name = "schedule", version)]
pub struct Args {
    /// The groups: a table with the columns group and id
    #[arg(long, value_name = "FILE")]
    pub groups: Option<PathBuf>,
    /// Rooms, facilitators and whatever else meetings share
    #[arg(long, value_name = "FILE")]
    pub resources: Option<PathBuf>,
    /// Standing absences of people and resources: id,off
    #[arg(long, value_name = "FILE")]
    pub working_time: Option<PathBuf>,
    /// A folder of busy times: <id>.ics each
    #[arg(long, value_name = "DIR")]
    pub busy: Option<PathBuf>,
    /// The first day of the season
    #[arg(long, default_value = "2027-01-11", value_name = "YYYY-MM-DD")]
    pub start: NaiveDate,
    /// The last day of the season
    #[arg(long, default_value = "2027-11-26", value_name = "YYYY-MM-DD")]
    pub end: NaiveDate,
    /// Keep the school holidays of this Dutch region free, beside weekends and public holidays
    #[arg(long, value_enum)]
    pub school_region: Option<SchoolRegion>,
    /// How many times each group meets
    #[arg(long, default_value_t = 6, value_name = "N")]
    pub meetings: u32,
    /// How long a meeting lasts: up to 240 takes a morning or an afternoon, up to 480 both
    #[arg(long, default_value_t = 240)]
    pub minutes: u32,
    /// At least this many days between two meetings of a group
    #[arg(long, default_value_t = 21, value_name = "DAYS")]
    pub min_gap: u32,
    /// At most this many
    #[arg(long, default_value_t = 49, value_name = "DAYS")]
    pub max_gap: u32,
    /// Best this many
    #[arg(long, value_name = "DAYS")]
    pub target_gap: Option<u32>,
    /// What every meeting needs one of; :series for the same one in all meetings of a group
    #[arg(long, value_name = "KIND[:series]")]
    pub need: Vec<Wanted>,
    /// At most this many steps (series taken out and put back)
    #[arg(long, value_name = "N")]
    pub steps: Option<u64>,
    /// The same seed gives the same timetable
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// What was sent before: the issued.json of an earlier run. As few calendars as can be change, and --out also gets changes.md
    /// and, in place of those of an earlier run, the notices to send
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// What was sent and starts before this day stays, and nothing else comes there
    #[arg(long, value_name = "YYYY-MM-DD", requires = "previous")]
    pub frozen_until: Option<NaiveDate>,
    /// The day on which this is sent: the sooner a change the dearer, and the time stamp of calendar files. Six weeks before the
    /// season unless given
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub sent_on: Option<NaiveDate>,
    /// The language of what people read of changes: en or nl
    #[arg(long, default_value_t, value_parser = language, value_name = "CODE")]
    pub lang: Language,
    /// Where to write timetable.csv, overview.html, calendar files and issued.json
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SchoolRegion {
    Noord,
    Midden,
    Zuid,
}

#[derive(Debug, Clone)]
pub struct Wanted {
    pub kind: String,
    pub same_in_series: bool,
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

impl Args {
    /// Without groups: the three that ship, with their rooms, facilitators and calendars.
    pub fn or_shipped(mut self) -> Self {
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

    /// When this is sent. Same input, same files: without a day of its own six weeks before the season, not today.
    pub fn sent_on(&self) -> NaiveDate {
        self.sent_on.unwrap_or_else(|| self.start - TimeDelta::weeks(6))
    }
}

impl From<SchoolRegion> for Region {
    fn from(region: SchoolRegion) -> Self {
        match region {
            SchoolRegion::Noord => Region::Noord,
            SchoolRegion::Midden => Region::Midden,
            SchoolRegion::Zuid => Region::Zuid,
        }
    }
}
