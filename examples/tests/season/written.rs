//! What a run wrote, and what it was given, read by this test alone.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{NaiveDate, NaiveDateTime};

/// A row of `timetable.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    pub id: String,
    pub group: String,
    pub start: NaiveDateTime,
    pub end: NaiveDateTime,
    pub resources: Vec<String>,
    pub attendees: Vec<String>,
}

impl Session {
    /// The session of the design: `pit-stop` of `pit-stop/g07/3`.
    pub fn rule(&self) -> &str {
        self.id.split('/').next().unwrap()
    }

    /// Its audience: `pit-stop/g07` of `pit-stop/g07/3`.
    pub fn audience(&self) -> &str {
        self.id.rsplit_once('/').unwrap().0
    }

    pub fn number(&self) -> usize {
        self.id.rsplit_once('/').unwrap().1.parse().unwrap()
    }

    pub fn date(&self) -> NaiveDate {
        self.start.date()
    }

    /// Everyone and everything that is there.
    pub fn parties(&self) -> impl Iterator<Item = &String> {
        self.attendees.iter().chain(&self.resources)
    }
}

/// The rows of a table as maps from column to cell.
pub fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

pub fn timetable(out: &Path) -> Vec<Session> {
    let list = |text: &str| -> Vec<String> {
        text.split('|').filter(|id| !id.is_empty()).map(str::to_owned).collect()
    };
    let time = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap();
    let rows = table(&out.join("timetable.csv")).into_iter();
    rows.map(|row| Session {
        id: row["session"].clone(),
        group: row["group"].clone(),
        start: time(&row["start"]),
        end: time(&row["end"]),
        resources: list(&row["resources"]),
        attendees: list(&row["attendees"]),
    })
    .collect()
}

/// The ids of each group, by label.
pub fn groups(out: &Path) -> BTreeMap<String, Vec<String>> {
    let mut groups = BTreeMap::<String, Vec<String>>::new();
    for row in table(&out.join("groups.csv")) {
        groups.entry(row["group"].clone()).or_default().push(row["id"].clone());
    }
    groups
}

/// A row of `resources.csv`.
pub struct Resource {
    pub kind: String,
    pub seats: usize,
    pub qualifications: Vec<String>,
    pub max_sessions: usize,
    pub max_per_week: usize,
}

pub fn resources(folder: &Path) -> BTreeMap<String, Resource> {
    let number =
        |text: &str, otherwise| if text.is_empty() { otherwise } else { text.parse().unwrap() };
    let rows = table(&folder.join("resources.csv")).into_iter();
    rows.map(|row| {
        let resource = Resource {
            kind: row["kind"].clone(),
            seats: number(&row["seats"], 0),
            qualifications: row["qualifications"].split('|').map(str::to_owned).collect(),
            max_sessions: number(&row["max_sessions"], usize::MAX),
            max_per_week: number(&row["max_per_week"], usize::MAX),
        };
        (row["id"].clone(), resource)
    })
    .collect()
}

/// Sets of ids, one per row, below a header.
pub fn sets(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Every file below a folder, with its bytes.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}
