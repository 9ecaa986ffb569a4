use std::path::{Path, PathBuf};

use intervision::adapters::Named;
use intervision::assess::{Instrument, Responses};
use intervision::core::{Groups, Resource, Roster, Span, Table};
use intervision::model::Cohort;
use intervision::model::MeetingHistory;
use intervision::model::competency::{Framework, Targets};
use intervision::model::design::{Design, Template};
use intervision::model::interchange::{read_id_sets, read_met, read_resources, read_roster};
use intervision::schedule::calendar::{Calendars, DaysOff, SchoolHolidays, WorkingTimes};
use intervision::schedule::ical::{Import, Tz};
use intervision_examples::{AtPath, Outcome, read, read_if_there, read_text};

use crate::args::Args;
use crate::members::Members;

/// The programme's zone.
pub const ZONE: Tz = Tz::Europe__Amsterdam;

/// Everything that a programme reads.
pub struct Input {
    pub design: Design,
    /// The same in the language of what people read; other files name things as `design` does.
    pub told: Design,
    /// Everybody on the roster, and when they are members.
    pub members: Members,
    /// Those who are members when the season begins: with them groups are formed.
    pub cohort: Cohort,
    pub met: MeetingHistory,
    pub together: Vec<Vec<usize>>,
    pub apart: Vec<Vec<usize>>,
    pub resources: Vec<Resource>,
    pub school: SchoolHolidays,
    pub assessment: Option<Assessment>,
    folder: PathBuf,
    own_roster: bool,
}

/// What is needed to score people against a profile.
pub struct Assessment {
    pub framework: Framework,
    pub targets: Targets,
    pub instrument: Instrument,
    pub responses: Responses,
    pub earlier: Vec<Responses>,
}

impl Input {
    pub fn load(args: &Args) -> Outcome<Self> {
        let folder = args.folder();
        let shared =
            |given: &Option<PathBuf>, name: &str| given.clone().unwrap_or(folder.join(name));
        // Files about people belong to a roster: those that ship do not fit one's own.
        let personal = |given: &Option<PathBuf>, name: &str| match given {
            Some(path) => Some(path.clone()),
            None => args.roster.is_none().then(|| folder.join(name)),
        };
        let read_personal = |given: &Option<PathBuf>,
                             name: &str|
         -> Outcome<Option<(PathBuf, Vec<u8>)>> {
            let Some(path) = personal(given, name) else { return Ok(None) };
            let bytes = if given.is_some() { Some(read(&path)?) } else { read_if_there(&path)? };
            Ok(bytes.map(|bytes| (path, bytes)))
        };

        let path = shared(&args.programme, "programme.toml");
        let design = Design::from_toml(&read_text(&path)?).at(&path)?;
        let design = match args.start {
            Some(day) => Template::of(&design, &Table::default())?.start(day).at(&path)?,
            None => design,
        };
        let path = shared(&args.roster, "roster.csv");
        let everyone = read_roster(&read(&path)?, design.roster()).at(&path)?;
        let members = Members::load(everyone, args.roster.is_none().then_some(folder.as_path()))?;
        let cohort = members.cohort(design.season().start)?;

        let met = match read_personal(&args.met, "met.csv")? {
            Some((path, bytes)) => read_met(&bytes, &cohort).at(&path)?,
            None => MeetingHistory::new(cohort.len()),
        };
        let sets = |given: &Option<PathBuf>, name: &str| -> Outcome<Vec<Vec<usize>>> {
            match read_personal(given, name)? {
                Some((path, bytes)) => read_id_sets(&bytes, &cohort).at(&path),
                None => Ok(Vec::new()),
            }
        };
        let (together, apart) =
            (sets(&args.together, "together.csv")?, sets(&args.apart, "apart.csv")?);

        let path = shared(&args.resources, "resources.csv");
        let resources = read_resources(&read(&path)?).at(&path)?;
        let school = match &args.school_holidays {
            Some(path) => SchoolHolidays::from_toml(&read_text(path)?).at(path)?,
            None => SchoolHolidays::shipped()?,
        };
        let assessment = match read_personal(&args.responses, "responses.csv")? {
            Some((path, bytes)) => Some(Assessment::load(args, &folder, &path, &bytes)?),
            None => None,
        };
        let own_roster = args.roster.is_some();
        Ok(Input {
            told: design.in_language(args.lang.code()),
            design,
            members,
            cohort,
            met,
            together,
            apart,
            resources,
            school,
            assessment,
            folder,
            own_roster,
        })
    }

    /// A file about people that a section of the design needs; those that ship do not fit one's own roster.
    pub fn personal(&self, name: &str) -> Outcome<Option<(PathBuf, Vec<u8>)>> {
        if self.own_roster {
            return Ok(None);
        }
        let path = self.folder.join(name);
        Ok(read_if_there(&path)?.map(|bytes| (path, bytes)))
    }

    /// The groups under their names: teams are called after their themes.
    pub fn named<'a>(&'a self, groups: &'a Groups) -> Named<'a> {
        let themes = self.design.theme_teams().map_or(&[][..], |_| self.design.themes());
        Named::new(groups, themes)
    }

    /// The groups under the names that people read.
    pub fn told_groups<'a>(&'a self, groups: &'a Groups) -> Named<'a> {
        let themes = self.told.theme_teams().map_or(&[][..], |_| self.told.themes());
        Named::new(groups, themes)
    }

    /// The folder of the design.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The numbers that the cohort has among everybody.
    pub fn numbers(&self) -> Vec<usize> {
        let ids = (0..self.cohort.len()).map(|member| self.cohort.id(member));
        ids.filter_map(|id| self.members.everyone.number(&id)).collect()
    }

    /// When everybody and the resources are away.
    pub fn calendars(&self, args: &Args, days_off: &DaysOff) -> Outcome<Calendars> {
        let everyone = &self.members.everyone;
        let members = (0..everyone.len()).map(|member| everyone.id(member).into_owned());
        let resources = self.resources.iter().map(|resource| resource.id.clone());
        let mut calendars = Calendars::new(members, resources).with_days_off(days_off.clone());

        let path = match &args.working_time {
            Some(path) => Some(path.clone()),
            None => args.roster.is_none().then(|| self.folder.join("working-time.csv")),
        };
        if let Some(path) = path.filter(|path| args.working_time.is_some() || path.exists()) {
            let times = WorkingTimes::from_csv(&read(&path)?).at(&path)?;
            calendars = calendars.with_working_times(&times).at(&path)?;
        }
        let busy = match &args.busy {
            Some(folder) => Some(folder.clone()),
            None => args.roster.is_none().then(|| self.folder.join("busy")),
        };
        if let Some(folder) = busy.filter(|folder| args.busy.is_some() || folder.is_dir()) {
            let season = self.design.season();
            let midnight = chrono::NaiveTime::MIN;
            let within = Span::new(
                season.start.and_time(midnight),
                season.end.and_time(midnight) + chrono::TimeDelta::days(1),
            )?;
            let import = Import::new(ZONE, within);
            for path in ics_files(&folder)? {
                let id = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
                let busy = import.busy(&read(&path)?).at(&path)?;
                calendars = calendars.with_busy(&id.unwrap_or_default(), &busy).at(&path)?;
            }
        }
        Ok(calendars)
    }
}

impl Assessment {
    fn load(args: &Args, folder: &Path, responses: &Path, bytes: &[u8]) -> Outcome<Self> {
        let or = |given: &Option<PathBuf>, name: &str| given.clone().unwrap_or(folder.join(name));
        let path = or(&args.framework, "framework.toml");
        let framework = Framework::from_toml(&read_text(&path)?).at(&path)?;
        let path = or(&args.profile, "profile.toml");
        let targets = Targets::from_toml(&read_text(&path)?, &framework).at(&path)?;
        let path = or(&args.instrument, "instrument.json");
        let instrument = Instrument::from_json(&read_text(&path)?).at(&path)?;
        let parsed = Responses::from_csv(&instrument, bytes).at(responses)?;

        let mut earlier = Vec::new();
        for number in 1.. {
            let path = responses.with_file_name(format!("responses-{number}.csv"));
            let Some(bytes) = read_if_there(&path)? else { break };
            earlier.push(Responses::from_csv(&instrument, &bytes).at(&path)?);
        }
        Ok(Assessment { framework, targets, instrument, responses: parsed, earlier })
    }
}

/// The calendar files of a folder, by name.
fn ics_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).at(folder)? {
        let path = entry.at(folder)?.path();
        if path.extension().is_some_and(|extension| extension == "ics") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
