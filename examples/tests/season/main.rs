//! Runs both programmes and checks what they wrote, with none of the engines' code: from `groups.csv`, `timetable.csv` and the
//! calendar files on one side, and the shipped tables and calendars on the other.

mod busy;
mod calendar;
#[path = "../common/mod.rs"]
mod common;
mod designs;
mod rules;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use designs::Design;
use serde_json::Value;

/// A run of the main job: what it printed and where it wrote.
struct Run {
    printed: Value,
    out: tempfile::TempDir,
}

fn programme(design: &Design<'_>, seed: &str) -> Run {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().display().to_string();
    let args = ["--design", design.name, "--seed", seed, "--out", &folder, "--json"];
    Run { printed: common::json("programme", &args), out }
}

fn certificate(run: &Run) -> Value {
    let text = std::fs::read_to_string(run.out.path().join("certificate.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Everything that does not hold of a run.
fn findings(design: &Design<'_>, run: &Run) -> Vec<String> {
    let data = common::data(design.name);
    let season = rules::Season::read(design, Path::new(&data), run.out.path());
    season.findings()
}

fn holds(design: &Design<'_>, run: &Run) {
    let found = findings(design, run);
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
    let unplaced = written::table(&run.out.path().join("unplaced.csv"));
    assert!(unplaced.is_empty(), "{unplaced:?}");
    assert_eq!(run.printed["clashes"], 0);
    assert_eq!(run.printed["unplaced"], 0);
}

#[test]
fn h5_the_pit_stop_season_holds() {
    let run = programme(&designs::PIT_STOP, "1");
    holds(&designs::PIT_STOP, &run);
    let sizes: Vec<usize> = written::groups(run.out.path()).values().map(Vec::len).collect();
    assert_eq!(sizes, [8; 25]);
    let printed = &run.printed;
    assert_eq!((&printed["participants"], &printed["groups"]), (&200.into(), &25.into()));
    assert_eq!((&printed["sessions"], &printed["placed"]), (&178.into(), &178.into()));

    let again = programme(&designs::PIT_STOP, "1");
    let (first, second) = (written::tree(run.out.path()), written::tree(again.out.path()));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    let differ: Vec<&String> = first.keys().filter(|name| first[*name] != second[*name]).collect();
    assert!(differ.is_empty(), "two runs with one seed differ in {differ:?}");
}

#[test]
fn the_pit_stop_season_holds_with_another_seed() {
    holds(&designs::PIT_STOP, &programme(&designs::PIT_STOP, "20270111"));
}

#[test]
fn the_intervision_track_holds_and_is_proven_optimal() {
    let run = programme(&designs::INTERVISION_TRACK, "1");
    holds(&designs::INTERVISION_TRACK, &run);
    let groups = written::groups(run.out.path());
    assert_eq!(groups.values().map(Vec::len).collect::<Vec<_>>(), [8, 8, 8]);

    // 10, 8 and 6 in three groups: 4/3/3, 3/3/2 and 2/2/2, so 6+3+3 + 3+3+1 + 1+1+1 pairs.
    let rows = written::table(Path::new(&common::data("intervision-track/roster.csv")));
    let function: BTreeMap<&str, &str> =
        rows.iter().map(|row| (row["id"].as_str(), row["function"].as_str())).collect();
    let pairs: usize = groups
        .values()
        .map(|ids| {
            let alike = |at: usize| {
                ids[at + 1..]
                    .iter()
                    .filter(|id| function[id.as_str()] == function[ids[at].as_str()])
                    .count()
            };
            (0..ids.len()).map(alike).sum::<usize>()
        })
        .sum();
    assert_eq!(pairs, 22);

    for told in [run.printed.clone(), certificate(&run)] {
        let terms = told["terms"].as_array().unwrap();
        let term = terms.iter().find(|term| term["name"] == "mix \"function\"").unwrap();
        assert_eq!(term["value"].as_f64(), Some(22.0));
        assert_eq!(term["bound"].as_f64(), Some(22.0));
        assert_eq!(told["status"], "optimal");
    }

    let again = programme(&designs::INTERVISION_TRACK, "1");
    assert!(written::tree(run.out.path()) == written::tree(again.out.path()));
}

/// `;`, a byte-order mark and CRLF in every table, as spreadsheets write them, change no byte of what is written.
#[test]
fn tables_from_spreadsheets_give_the_same_files() {
    let shipped = common::data("intervision-track");
    let files: Vec<(String, Vec<u8>)> = written::tree(Path::new(&shipped))
        .into_iter()
        .map(|(name, bytes)| match name.ends_with(".csv") {
            false => (name, bytes),
            true => {
                let text = String::from_utf8(bytes).unwrap();
                let text = text.replace(',', ";").replace('\n', "\r\n");
                (name, format!("\u{feff}{text}").into_bytes())
            }
        })
        .collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let folder = common::files(&files);
    let path = folder.path().display().to_string();
    let from_spreadsheets = programme(&Design { name: &path, ..designs::INTERVISION_TRACK }, "1");
    let plain = programme(&designs::INTERVISION_TRACK, "1");
    assert!(written::tree(plain.out.path()) == written::tree(from_spreadsheets.out.path()));
}

/// The checker finds what is wrong, or it would be no use that it finds nothing.
#[test]
fn the_checker_finds_what_was_broken() {
    let design = &designs::INTERVISION_TRACK;
    let run = programme(design, "1");
    let data = common::data(design.name);
    let read = || rules::Season::read(design, Path::new(&data), run.out.path());
    assert!(read().findings().is_empty());
    let mut kinds = BTreeSet::new();
    let mut broken = |expected: &str, change: &dyn Fn(&mut rules::Season<'_>)| {
        let mut season = read();
        change(&mut season);
        let found = season.findings();
        assert!(found.iter().any(|finding| finding.contains(expected)), "{expected}: {found:?}");
        kinds.insert(expected.to_owned());
    };
    let at = |season: &rules::Season<'_>, id: &str| {
        season.sessions.iter().position(|session| session.id == id).unwrap()
    };
    let shift = |season: &mut rules::Season<'_>, id: &str, days: i64| {
        let index = at(season, id);
        let session = &mut season.sessions[index];
        session.start += chrono::TimeDelta::days(days);
        session.end += chrono::TimeDelta::days(days);
    };
    broken("is missing", &|season| drop(season.sessions.remove(0)));
    broken("days after", &|season| shift(season, "intervision/g02/3", 49));
    broken("outside", &|season| shift(season, "closing/1", 60));
    broken("weekend", &|season| {
        let date = season.sessions[0].date();
        let sunday = 6 - i64::from(chrono::Datelike::weekday(&date).num_days_from_monday());
        let id = season.sessions[0].id.clone();
        shift(season, &id, sunday);
    });
    broken("at the same time", &|season| {
        let (first, second) = (at(season, "kick-off/1"), at(season, "closing/1"));
        let (start, end) = (season.sessions[first].start, season.sessions[first].end);
        (season.sessions[second].start, season.sessions[second].end) = (start, end);
    });
    broken("needs", &|season| {
        let index = at(season, "closing/1");
        season.sessions[index].resources.clear();
    });
    broken("changes its facilitator", &|season| {
        let index = at(season, "intervision/g01/2");
        for id in &mut season.sessions[index].resources {
            *id = id
                .replace("facilitator-1", "facilitator-x")
                .replace("facilitator-2", "facilitator-1");
            *id = id.replace("facilitator-x", "facilitator-2");
        }
    });
    broken("stands in", &|season| {
        let id = season.groups["1"][0].clone();
        season.groups.get_mut("2").unwrap().push(id);
    });
    broken("wrong people", &|season| drop(season.sessions[0].attendees.pop()));
    broken("does not fit", &|season| season.sessions[0].start += chrono::TimeDelta::minutes(30));
    broken("differs from the timetable", &|season| shift(season, "kick-off/1", 7));
    broken("is off", &|season| {
        let days = ["mon", "tue", "wed", "thu", "fri"].map(str::to_owned).to_vec();
        season.absences.insert("a01".to_owned(), days);
    });
    broken("is busy", &|season| {
        let whole_year = (season.sessions[0].start, season.sessions.last().unwrap().end);
        season.busy.insert("a01".to_owned(), vec![whole_year]);
    });
    broken("sessions in the week", &|season| {
        season.resources.get_mut("facilitator-1").unwrap().max_per_week = 0;
    });
    broken("with their manager", &|season| {
        let (first, second) = (season.groups["1"][0].clone(), season.groups["1"][1].clone());
        season.people.insert(first, second);
    });
    broken("are not apart", &|season| season.apart.push(season.groups["1"][..2].to_vec()));
    broken("are not together", &|season| {
        let ids = vec![season.groups["1"][0].clone(), season.groups["2"][0].clone()];
        season.together.push(ids);
    });
    assert_eq!(kinds.len(), 17);
}
