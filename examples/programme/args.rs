use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use clap::Parser;
use intervision::language::Language;
use intervision::model::design::Design;
use intervision_examples::{Outcome, language};

use crate::input::ZONE;

/// Runs a whole learning programme: scores its assessment, forms its groups, plans its season, and writes tables,
/// calendar files, a certificate and a report.
///
/// Without options it runs the pit-stop design on invented data. Every file can be replaced by one's own.
#[derive(Parser, Debug)]
#[command(name = "programme", version)]
pub struct Args {
    /// The design to run: a folder of examples/data, or any folder that has the files below
    #[arg(long, default_value = "pit-stop", value_name = "NAME|DIR")]
    pub design: String,
    /// Where to write; out/<design> unless given
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// The language of what people read: en or nl
    #[arg(long, default_value_t, value_parser = language, value_name = "CODE")]
    pub lang: Language,
    /// The seed; the same seed gives the same files
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// At most this many steps of the group search (evaluated moves)
    #[arg(long)]
    pub steps: Option<u64>,
    /// Print nothing but errors
    #[arg(long)]
    pub quiet: bool,
    /// Print one JSON object instead of the summary
    #[arg(long)]
    pub json: bool,

    /// The programme design (programme.toml)
    #[arg(long, value_name = "FILE")]
    pub programme: Option<PathBuf>,
    /// The participants (roster.csv). With a roster of your own, files about people are only read when you name them
    #[arg(long, value_name = "FILE")]
    pub roster: Option<PathBuf>,
    /// Who met before (met.csv)
    #[arg(long, value_name = "FILE")]
    pub met: Option<PathBuf>,
    /// Who may not share a group (apart.csv)
    #[arg(long, value_name = "FILE")]
    pub apart: Option<PathBuf>,
    /// Who must share a group (together.csv)
    #[arg(long, value_name = "FILE")]
    pub together: Option<PathBuf>,
    /// The answers to the assessment (responses.csv; responses-1.csv and so on beside it are earlier measurements)
    #[arg(long, value_name = "FILE")]
    pub responses: Option<PathBuf>,
    /// Standing absences of people and resources (working-time.csv)
    #[arg(long, value_name = "FILE")]
    pub working_time: Option<PathBuf>,
    /// A folder of busy times, <id>.ics each
    #[arg(long, value_name = "DIR")]
    pub busy: Option<PathBuf>,
    /// The competency framework (framework.toml)
    #[arg(long, value_name = "FILE")]
    pub framework: Option<PathBuf>,
    /// The target profiles (profile.toml)
    #[arg(long, value_name = "FILE")]
    pub profile: Option<PathBuf>,
    /// The assessment (instrument.json)
    #[arg(long, value_name = "FILE")]
    pub instrument: Option<PathBuf>,
    /// Rooms, facilitators and whatever else sessions share (resources.csv)
    #[arg(long, value_name = "FILE")]
    pub resources: Option<PathBuf>,
    /// School holidays (TOML); the ones that ship unless given
    #[arg(long, value_name = "FILE")]
    pub school_holidays: Option<PathBuf>,

    /// What was sent before: the issued.json of an earlier run. As few calendars as can be change, and changes.md and, in place
    /// of those of an earlier run, the notices to send are written as well
    #[arg(long, value_name = "FILE")]
    pub previous: Option<PathBuf>,
    /// The groups that stand: the groups.csv of an earlier run. As few people as can be change groups
    #[arg(long, value_name = "FILE")]
    pub groups: Option<PathBuf>,
    /// What was sent and starts before this day stays, and nothing else comes there
    #[arg(long, value_name = "YYYY-MM-DD", requires = "previous")]
    pub frozen_until: Option<NaiveDate>,
    /// Begin on or after this day: every day of the design moves by the same number of weeks, as for a template
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub start: Option<NaiveDate>,
    /// Who approves the proposed groups: an office or an opaque id
    #[arg(long, default_value = "programme-office", value_name = "WHO")]
    pub approved_by: String,
    /// When they do: the time stamp of the calendar files, and the sooner after it a change the dearer; six weeks before the season
    /// unless given
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub approved_on: Option<NaiveDate>,
    /// What the ids in calendar files end in
    #[arg(long, default_value = "programme.example", value_name = "DOMAIN")]
    pub domain: String,
}

impl Args {
    /// The folder of the design.
    pub fn folder(&self) -> PathBuf {
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(&self.design);
        if shipped.is_dir() { shipped } else { PathBuf::from(&self.design) }
    }

    /// Where to write.
    pub fn out(&self, design: &Design) -> PathBuf {
        self.out.clone().unwrap_or_else(|| Path::new("out").join(design.id()))
    }

    /// Who sends: the design under this domain.
    pub fn sender(&self, design: &Design) -> String {
        format!("{}@{}", design.id(), self.domain)
    }

    /// When the groups are approved, in local time.
    pub fn approved_at(&self, design: &Design) -> NaiveDateTime {
        let day = self.approved_on.unwrap_or_else(|| design.season().start - TimeDelta::weeks(6));
        day.and_time(chrono::NaiveTime::MIN) + TimeDelta::hours(9)
    }

    /// The same moment, as the time stamp of calendar files.
    pub fn stamp(&self, design: &Design) -> Outcome<DateTime<Utc>> {
        let stamp = ZONE.from_local_datetime(&self.approved_at(design)).earliest();
        Ok(stamp.ok_or("the approval falls in a missing hour")?.to_utc())
    }
}
