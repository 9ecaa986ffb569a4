//! Talent in a hundred days from end to end: coaches, phases, themes and portfolios, checked from the files that were written.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use intervision::model::portfolio::{Form, digest, verify};
use serde_json::Value;

struct Run {
    printed: Value,
    out: tempfile::TempDir,
}

fn run() -> Run {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().display().to_string();
    let args = ["--design", "talent-100-days", "--out", &folder, "--json"];
    Run { printed: common::json("programme", &args), out }
}

fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

#[test]
fn t1_to_t11_the_hundred_days_hold() {
    let run = run();
    assert_eq!(run.printed["participants"], 48);
    assert_eq!((&run.printed["unplaced"], &run.printed["clashes"]), (&0.into(), &0.into()));
    coaches(run.out.path());
    phases(run.out.path());
    themes(run.out.path());
    portfolios(run.out.path());
    report(run.out.path());

    let again = tree(self::run().out.path());
    let first = tree(run.out.path());
    assert_eq!(first.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>());
    let differ: Vec<&String> = first.keys().filter(|name| first[*name] != again[*name]).collect();
    assert!(differ.is_empty(), "two runs with one seed differ in {differ:?}");
}

/// The report counts: who has which coach and what anybody wrote stands nowhere in it.
fn report(out: &Path) {
    let html = std::fs::read_to_string(out.join("report.html")).unwrap();
    for said in [
        "46 of 48 people have a coach.",
        "every coach who may coach them is taken",
        "holds until 30 November 2026",
        "Opens on day 26 for those who did “Log of a week: what gave energy?”.",
        "The profile sets no target for",
    ] {
        assert!(html.contains(said), "{said}");
    }
    for row in rows(Path::new(&common::data("talent-100-days/reflections.csv"))) {
        assert!(!html.contains(&row["text"]), "{row:?}");
    }
    let chapter = html.split("id=\"coaching\"").nth(1).unwrap().split("</section>").next().unwrap();
    let waiting = ["t08", "t48"];
    for number in 1..=48 {
        let id = format!("t{number:02}");
        assert_eq!(chapter.contains(&id), waiting.contains(&id.as_str()), "{id}");
    }
}

/// T5, T6 and T7: matched by certificate and seats, three conversations each in their phases, no word of them.
fn coaches(out: &Path) {
    let told = rows(&out.join("coaches.csv"));
    let people: Vec<_> = told.iter().filter(|row| !row["participant"].is_empty()).collect();
    let coach: BTreeMap<&str, &str> = people
        .iter()
        .filter(|row| !row["coach"].is_empty())
        .map(|row| (row["participant"].as_str(), row["coach"].as_str()))
        .collect();
    assert_eq!((people.len(), coach.len()), (48, 46));
    let without = people.iter().filter(|row| row["coach"].is_empty());
    assert!(
        without.clone().count() == 2 && without.into_iter().all(|row| !row["reason"].is_empty())
    );
    let excluded: BTreeMap<&str, &str> = told
        .iter()
        .filter(|row| row["participant"].is_empty())
        .map(|row| (row["coach"].as_str(), row["reason"].as_str()))
        .collect();
    assert_eq!(excluded.keys().collect::<Vec<_>>(), [&"k5", &"k6"]);
    assert!(excluded["k5"].contains("2026-11-30"), "{excluded:?}");
    assert!(excluded["k6"].contains("talent-coaching"), "{excluded:?}");
    assert!(people.iter().any(|row| row["conversations"] == "3"));

    let phases = [
        ("coaching-1", "2027-01-11", "2027-02-04"),
        ("coaching-2", "2027-02-05", "2027-03-01"),
        ("coaching-3", "2027-03-27", "2027-04-20"),
    ];
    let mut had: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut busy: BTreeSet<(String, String)> = BTreeSet::new();
    let timetable = rows(&out.join("timetable.csv"));
    for row in timetable.iter().filter(|row| row["session"].starts_with("coaching-")) {
        let (participant, served) = (row["attendees"].as_str(), row["resources"].as_str());
        assert_eq!(coach.get(participant), Some(&served), "{row:?}");
        let (session, ..) = phases.iter().find(|p| row["session"].starts_with(p.0)).unwrap();
        had.entry(participant).or_default().insert(session);
        let (_, first, last) = phases.iter().find(|p| p.0 == *session).unwrap();
        let day = &row["start"][..10];
        assert!(*first <= day && day <= *last, "{row:?}");
        // Conversations last an hour and begin on the hour.
        assert!(busy.insert((served.to_owned(), row["start"].clone())), "{row:?}");
    }
    assert_eq!(had.len(), 46);
    assert!(had.values().all(|sessions| sessions.len() == 3));
    let notes =
        std::fs::read_to_string(common::data("talent-100-days/coaching-notes.csv")).unwrap();
    let notes: BTreeSet<&str> =
        notes.lines().skip(1).filter_map(|l| l.splitn(3, ',').nth(2)).collect();
    for (name, bytes) in tree(out) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(!notes.iter().any(|note| text.contains(note.trim_matches('"'))), "{name}");
    }
}

/// T2, T3 and T9: a phase opens for those who did what it asks, and not before its day.
fn phases(out: &Path) {
    let data = rows(Path::new(&common::data("talent-100-days/done.csv")));
    let did = |id: &str, item: &str| {
        data.iter().find(|row| row["id"] == id && row["item"] == item).map(|row| row["on"].clone())
    };
    let opened = rows(&out.join("phases.csv"));
    assert_eq!(opened.len(), 4 * 48);
    for row in &opened {
        let id = &row["participant"];
        let expected = match row["phase"].as_str() {
            "choose" => did(id, "discover-log").map(|on| on.max("2027-02-05".to_owned())),
            "do" => did(id, "choose-goal").map(|on| on.max("2027-03-02".to_owned())),
            _ => Some(row["first"].clone()),
        };
        assert_eq!(row["opened"], expected.unwrap_or_default(), "{row:?}");
    }
    assert!(opened.iter().any(|row| row["opened"].is_empty()));
    let content = rows(&out.join("content.csv"));
    for phase in ["discover", "choose", "do", "keep"] {
        let of = || content.iter().filter(|row| row["phase"] == phase);
        for kind in ["assignment", "question", "video", "theory", "inspiration"] {
            assert!(of().any(|row| row["kind"] == kind), "{phase} {kind}");
        }
        let joint = |row: &&BTreeMap<String, String>| {
            row["kind"] == "assignment" && row["mode"] == "online" && row["company"] == "group"
        };
        assert!(of().any(|row| joint(&row)));
    }
    let groups = rows(&out.join("groups.csv"));
    for row in rows(&out.join("assignments.csv")) {
        let members = groups.iter().filter(|member| member["group"] == row["group"]);
        let mut days: Vec<String> =
            members.filter_map(|member| did(&member["id"], &row["item"])).collect();
        days.sort();
        let quorum = if row["item"] == "keep-gallery" { 5 } else { 4 };
        let complete = days.get(quorum - 1).cloned().unwrap_or_default();
        assert_eq!(row["complete_on"], complete, "{row:?}");
    }
}

/// T11: an employer sees three themes over everybody, four times, and nobody.
fn themes(out: &Path) {
    let text = std::fs::read_to_string(out.join("themes.json")).unwrap();
    let seen: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(seen.as_array().unwrap().len(), 4);
    for occasion in seen.as_array().unwrap() {
        let themes = occasion["cohort"]["themes"].as_array().unwrap();
        let ids: Vec<&str> = themes.iter().map(|theme| theme["theme"].as_str().unwrap()).collect();
        assert_eq!(ids, ["talent", "leadership", "vitality"]);
        for theme in themes {
            assert!(theme["figure"]["shown"]["n"].as_u64().unwrap() >= 40, "{theme}");
        }
    }
    for number in 1..=48 {
        assert!(!text.contains(&format!("t{number:02}")), "{number}");
    }
}

/// T8 and T10: everybody has a portfolio that verifies by itself and names nobody else.
fn portfolios(out: &Path) {
    let mut strong = 0.0;
    for number in 1..=48 {
        let id = format!("t{number:02}");
        let folder = out.join("portfolio").join(&id);
        let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
        let json = read("portfolio.json");
        let verified = verify(Form::Json, &json).unwrap();
        verify(Form::Html, &read("portfolio.html")).unwrap();
        verify(Form::Markdown, &read("portfolio.md")).unwrap();
        if let Some(record) = &verified.record {
            assert_eq!(*record, digest(&read("record.json")));
        }
        let mut forged = json.clone();
        forged[json.len() / 2] ^= 1;
        assert!(verify(Form::Json, &forged).is_err());

        let text = String::from_utf8(json).unwrap();
        for other in (1..=48).map(|n| format!("t{n:02}")).filter(|other| *other != id) {
            let mentioned = text.split(|c: char| !c.is_alphanumeric()).any(|word| word == other);
            assert!(!mentioned, "{id} {other}");
        }
        let portfolio: Value = serde_json::from_str(&text).unwrap();
        let strengths = portfolio["parts"]["strengths"]["content"].as_array().unwrap();
        assert_eq!(strengths.len(), 3, "{id}");
        strong += strengths.iter().map(|s| s["probability"].as_f64().unwrap()).sum::<f64>();
        let scales: BTreeSet<&str> = portfolio["parts"]["results"]["content"]
            .as_array()
            .unwrap()
            .iter()
            .map(|result| result["scale"].as_str().unwrap())
            .collect();
        assert_eq!(scales, ["Leadership", "Talent", "Vitality"].into());
    }
    // By chance three of six would have one and a half.
    assert!(strong / 48.0 > 2.2, "{strong}");
    let late = rows(&out.join("overdue.csv"));
    assert!(!late.is_empty());
    assert!(late.iter().all(|row| row["days_late"].parse::<u32>().unwrap() > 0));
}
