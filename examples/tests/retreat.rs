//! The retreat from its files to its outcomes: teams, hours, clashes, vision and template, in both languages.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn run(language: &str) -> (serde_json::Value, tempfile::TempDir) {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().display().to_string();
    let args = ["--design", "retreat", "--lang", language, "--out", &folder, "--json"];
    (common::json("programme", &args), out)
}

fn text(out: &tempfile::TempDir, name: &str) -> String {
    std::fs::read_to_string(out.path().join(name)).unwrap()
}

fn table(text: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

fn tree(folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tree(&path, found);
        } else {
            found.insert(
                path.file_name().unwrap().display().to_string(),
                std::fs::read(&path).unwrap(),
            );
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_files() {
    let files = |out: &tempfile::TempDir| {
        let mut found = BTreeMap::new();
        tree(out.path(), &mut found);
        found
    };
    let (first, second) = (run("nl"), run("nl"));
    assert!(files(&first.1) == files(&second.1), "two runs differ");
    // Another language changes what people read, and nobody's place.
    let english = run("en");
    assert_eq!(first.0, english.0);
    let places = |out: &tempfile::TempDir| -> Vec<_> {
        let mut rows = table(&text(out, "timetable.csv"));
        rows.iter_mut().for_each(|row| drop(row.remove("title")));
        rows
    };
    assert_eq!(places(&first.1), places(&english.1));
    for name in ["clashes.csv", "visits.csv", "template.toml", "day-plan.csv"] {
        assert_eq!(text(&first.1, name), text(&english.1, name), "{name}");
    }
}

#[test]
fn r2_teams_mix_sectors_and_each_works_on_its_theme() {
    let (printed, out) = run("en");
    let mut sizes: Vec<u64> =
        printed["sizes"].as_array().unwrap().iter().map(|size| size.as_u64().unwrap()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [6, 6, 6, 7]);
    let mut teams = BTreeMap::<String, BTreeSet<String>>::new();
    for row in table(&text(&out, "groups.csv")) {
        teams.entry(row["group"].clone()).or_default().insert(row["sector"].clone());
    }
    assert!(teams.contains_key("The human measure"), "{teams:?}");
    assert!(teams.values().all(|sectors| sectors.len() >= 4), "{teams:?}");
}

#[test]
fn r4_and_r5_the_hours_have_no_gap_and_each_team_presents_once() {
    let (_, out) = run("en");
    let rows = table(&text(&out, "day-plan.csv"));
    let blocks: Vec<_> = rows.iter().filter(|row| row["team"].is_empty()).collect();
    assert_eq!(
        (blocks[0]["start"].as_str(), blocks[0]["what"].as_str()),
        ("2027-04-08T13:00", "Welcome and the guiding question",)
    );
    assert_eq!(blocks.last().unwrap()["end"], "2027-04-09T13:00");
    assert!(blocks.windows(2).all(|pair| pair[0]["end"] == pair[1]["start"]));
    let place = |what: &str| blocks.iter().position(|row| row["what"].starts_with(what)).unwrap();
    assert!(place("Encounters") < place("Sharing"));
    let turns: Vec<_> = rows.iter().filter(|row| !row["team"].is_empty()).collect();
    let teams: BTreeSet<&String> = turns.iter().map(|row| &row["team"]).collect();
    assert_eq!((turns.len(), teams.len()), (4, 4));
    assert!(turns.iter().all(|row| row["what"].starts_with("Sharing")));
}

#[test]
fn r3_r6_and_r7_visits_vision_and_clashes() {
    let (_, out) = run("en");
    let visits = table(&text(&out, "visits.csv"));
    assert_eq!(visits.len(), 4);
    let missing: Vec<&str> = visits.iter().map(|row| row["missing"].as_str()).collect();
    assert_eq!(missing, ["", "", "audio", ""]);
    let clashes = table(&text(&out, "clashes.csv"));
    let told: Vec<(&str, &str)> =
        clashes.iter().map(|row| (row["id"].as_str(), row["start"].as_str())).collect();
    assert_eq!(told, [("d07", "2027-04-09T09:00"), ("d19", "2027-04-08T19:30")]);
    common::golden("retreat-vision.md", &text(&out, "vision.md"));
    common::golden("retreat-vision.nl.md", &text(&run("nl").1, "vision.md"));
}

#[test]
fn r8_the_template_starts_again_and_names_nobody() {
    let (_, out) = run("en");
    let template = text(&out, "template.toml");
    let ids = (1..=25).map(|number| format!("d{number:02}"));
    assert!(ids.into_iter().all(|id| !template.contains(&id)));
    // It is a design: with the roster beside it, the programme runs again.
    let folder = out.path().join("again");
    let again = tempfile::tempdir().unwrap();
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("programme.toml"), template).unwrap();
    for name in ["roster.csv", "rankings.csv", "resources.csv"] {
        std::fs::copy(common::data(&format!("retreat/{name}")), folder.join(name)).unwrap();
    }
    let (design, out) = (folder.display().to_string(), again.path().display().to_string());
    let printed = common::json("programme", &["--design", &design, "--out", &out, "--json"]);
    assert_eq!(printed["groups"], 4);
}

#[test]
fn the_report_is_in_the_language_that_is_asked_for() {
    let english =
        ["The groups", "The human measure", "2 appointments have to give way", "First choices"];
    let dutch =
        ["De groepen", "De menselijke maat", "2 afspraken moeten wijken", "Mengen op sector"];
    let both = ["A resident tells a story once, and everyone who needs it knows it."];
    for (language, says) in [("en", english), ("nl", dutch)] {
        let html = text(&run(language).1, "report.html");
        assert!(html.contains(&format!("<html lang=\"{language}\">")));
        for said in says.iter().chain(&both) {
            assert!(html.contains(said), "{said}");
        }
    }
    // Only what participants wrote themselves, and what names them, is in the language of the data.
    let calendar = text(&run("nl").1, "calendars/day-plan.ics");
    assert!(calendar.contains("SUMMARY:Ontmoetingen in vier wijken"), "{calendar}");
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().display().to_string();
    let said =
        common::text("programme", &["--design", "retreat", "--lang", "nl", "--out", &folder]);
    assert!(said.contains("25 deelnemers, 4 groepen, 2 bijeenkomsten van 8 maart 2027"), "{said}");
}
