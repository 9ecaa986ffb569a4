//! A programme's whole life, on the data that ships: it is evaluated and closed, and its template begins another one.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use common::{at, data, files, golden, json};
use intervision::assess::ballots::{BallotKind, Ballots, unrepresented};
use intervision::model::design::Design;
use intervision::model::journal::Journal;
use intervision::model::privacy::{Content, Record, Register};

const DESIGNS: [&str; 5] =
    ["retreat", "intervision-track", "pit-stop", "talent-100-days", "community"];

/// A run of a design in a language, made once.
fn run(design: &str, language: &str) -> &'static tempfile::TempDir {
    static RUNS: [[OnceLock<tempfile::TempDir>; 2]; 5] =
        [const { [const { OnceLock::new() }; 2] }; 5];
    let at = DESIGNS.iter().position(|own| *own == design).unwrap();
    RUNS[at][usize::from(language == "nl")].get_or_init(|| {
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().display().to_string();
        let args = ["--design", design, "--lang", language, "--out", &folder, "--quiet"];
        assert_eq!(common::text("programme", &args), "");
        out
    })
}

fn text(out: &tempfile::TempDir, name: &str) -> String {
    std::fs::read_to_string(out.path().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

/// The figures of evaluation.csv.
fn figures(out: &tempfile::TempDir) -> BTreeMap<[String; 3], BTreeMap<String, String>> {
    let key = |row: &BTreeMap<String, String>| ["part", "item", "figure"].map(|c| row[c].clone());
    rows(&text(out, "evaluation.csv")).into_iter().map(|row| (key(&row), row)).collect()
}

fn all_files(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all_files(&path, found);
        } else {
            found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
}

/// The ids of a roster that ships.
fn ids(design: &str) -> Vec<String> {
    let roster = std::fs::read_to_string(data(&format!("{design}/roster.csv"))).unwrap();
    roster.lines().skip(1).map(|line| line.split(',').next().unwrap().to_owned()).collect()
}

/// Which of these ids a file mentions, as whole words.
fn mentioned<'a>(bytes: &[u8], ids: &'a [String]) -> Option<&'a String> {
    let text = String::from_utf8_lossy(bytes);
    let words: BTreeSet<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    ids.iter().find(|id| words.contains(id.as_str()))
}

#[test]
fn m16_m17_the_track_is_evaluated() {
    let out = run("intervision-track", "en");
    let found = figures(out);
    let value = |part: &str, item: &str, figure: &str| {
        found[&[part, item, figure].map(str::to_owned)]["value"].clone()
    };
    assert_eq!(value("survey", "", "invited"), "24");
    assert_eq!(
        (value("survey", "", "answered"), value("survey", "", "rate")),
        ("21".into(), "0.8750".into())
    );
    // Two say no; one more count is withheld, or they would follow.
    assert_eq!(
        (value("survey", "style", "no"), value("survey", "style", "clearly")),
        ("<5".into(), "withheld".into())
    );
    assert_eq!(value("survey", "helped", "coaching"), "<5");
    assert_eq!(value("survey", "helped", "silent"), "withheld");
    assert_eq!(
        (value("ties", "before", "ties"), value("ties", "after", "ties")),
        ("40".into(), "118".into())
    );
    assert_eq!(
        (value("ties", "before", "across"), value("ties", "after", "across")),
        ("0.2250".into(), "0.4661".into())
    );
    let effect = &found[&["change", "exerting-influence", "d_av"].map(str::to_owned)];
    let number = |column: &str| effect[column].parse::<f64>().unwrap();
    assert!(number("low") < number("value") && number("value") < number("high"));
    assert!(number("people") >= 5.0 && number("value") > 0.0);
    golden("track-evaluation.md", &text(out, "evaluation.md"));
    golden("track-evaluation.nl.md", &text(run("intervision-track", "nl"), "evaluation.md"));
}

#[test]
fn m7_m9_everyone_has_the_core_days_and_cases_find_theirs() {
    let out = run("intervision-track", "en");
    let timetable = rows(&text(out, "timetable.csv"));
    let core: Vec<_> =
        timetable.iter().filter(|row| row["session"].starts_with("training-")).collect();
    assert_eq!(core.len(), 5);
    assert!(core.iter().all(|row| row["attendees"].split('|').count() == 24));

    let page = text(out, "cases.md");
    let day = |n: usize| {
        let from = page.find(&format!("## Day {n}:")).unwrap();
        let rest = &page[from + 3..];
        rest[..rest.find("\n## ").unwrap_or(rest.len())].to_owned()
    };
    assert!(day(4).starts_with("Day 4: Training day: bringing bad news"));
    assert!(day(4).contains("The news that came too late"));
    assert!(
        day(4).contains("They had read it in the \\[name\\]")
            && day(4).contains("\\[person 1\\] asked")
    );
    assert!(day(3).contains("\\[number\\]"));
    // Owners stand there only where they agreed, nobody else does, and what nobody read stays out.
    let named: BTreeSet<String> = ids("intervision-track")
        .into_iter()
        .filter(|id| mentioned(page.as_bytes(), std::slice::from_ref(id)).is_some())
        .collect();
    assert_eq!(named, ["a03".to_owned(), "a10".to_owned()].into());
    assert!(!page.contains("Not yet read") && !page.contains("Vliet Courier"));
}

#[test]
fn h1_h12_the_pit_stops_are_evaluated() {
    let out = run("pit-stop", "en");
    let found = figures(out);
    let value = |part: &str, item: &str, figure: &str| {
        found[&[part, item, figure].map(str::to_owned)]["value"].clone()
    };
    assert_eq!(
        (value("survey", "", "invited"), value("survey", "", "answered")),
        ("200".into(), "163".into())
    );
    assert_eq!(value("survey", "", "rate"), "0.8150");
    assert_eq!(value("survey", "how-often", "never"), "<5");
    assert_eq!(value("survey", "helps", "a fixed group"), "74");
    assert_eq!(value("survey", "helps", "a quiet place"), "<5");
    let number = |item: &str, figure: &str| value("ties", item, figure).parse::<f64>().unwrap();
    assert!(number("after", "density") > 2.0 * number("before", "density"));
    assert!(number("after", "across") > 2.0 * number("before", "across"));
    assert!(number("", "p") <= 0.01);
    let page = text(out, "evaluation.md");
    assert!(page.contains("163 of the 200 people who were asked answered (81.5%)."), "{page}");
}

#[test]
fn c3_the_years_topics_leave_no_large_group_unheard() {
    let out = run("community", "en");
    let file = std::fs::read(data("community/ballots.csv")).unwrap();
    let ballots = Ballots::from_csv(BallotKind::Ranking, &file).unwrap();
    let agenda = rows(&text(out, "agenda.csv"));
    let chosen: Vec<usize> = agenda
        .iter()
        .filter(|row| row["state"] == "scheduled")
        .map(|row| ballots.options().iter().position(|option| *option == row["topic"]).unwrap())
        .collect();
    assert_eq!((ballots.len(), chosen.len()), (100, 8));
    assert!(unrepresented(&ballots, &chosen, 8, 8).unwrap().is_none());
}

#[test]
fn every_design_is_evaluated_and_closed() {
    for design in DESIGNS {
        let (out, dutch) = (run(design, "en"), run(design, "nl"));
        let people = ids(design);
        for (own, says) in [(out, "# Evaluation: "), (dutch, "# Evaluatie: ")] {
            assert!(text(own, "evaluation.md").starts_with(says), "{design}");
            for name in
                ["evaluation.md", "evaluation.csv", "register.md", "closing.md", "retention.csv"]
            {
                assert_eq!(mentioned(text(own, name).as_bytes(), &people), None, "{design} {name}");
            }
        }
        // No count from 1 to 4 is told.
        for ([part, item, figure], row) in figures(out) {
            let count = row["value"].parse::<u32>();
            let small = part == "survey" && count.is_ok_and(|count| (1..5).contains(&count));
            assert!(!small, "{design} {item} {figure}");
        }
        assert_eq!(text(out, "evaluation.csv"), text(dutch, "evaluation.csv"));
        assert_eq!(text(out, "retention.csv"), text(dutch, "retention.csv"));
        let register = std::fs::read_to_string(data(&format!("{design}/register.toml"))).unwrap();
        let fields = register.matches("[[fields]]").count();
        let told = rows(&text(out, "retention.csv"));
        assert_eq!(told.len(), fields);
        assert!(told.iter().all(|row| !row["gone_by"].is_empty()));
        assert!(told.is_sorted_by(|a, b| a["gone_by"] <= b["gone_by"]));
        assert!(text(dutch, "register.md").contains("toestemming (6.1.a)"));
        let portfolios = text(out, "closing.md").contains("48 portfolios");
        assert_eq!(portfolios, design == "talent-100-days");
    }
    golden("talent-closing.md", &text(run("talent-100-days", "en"), "closing.md"));
    golden("talent-closing.nl.md", &text(run("talent-100-days", "nl"), "closing.md"));
}

#[test]
fn the_report_tells_the_end_as_well() {
    for design in DESIGNS {
        for language in ["en", "nl"] {
            let page = text(run(design, language), "report.html");
            for chapter in ["id=\"evaluation\"", "id=\"closing\""] {
                assert_eq!(page.matches(chapter).count(), 1, "{design} {language}: {chapter}");
            }
        }
    }
}

#[test]
fn whoever_asked_is_erased_and_leaves_a_tombstone() {
    for design in DESIGNS {
        let out = run(design, "en");
        let asked = std::fs::read_to_string(data(&format!("{design}/erasures.csv"))).unwrap();
        let gone: Vec<String> = rows(&asked).iter().map(|row| row["id"].clone()).collect();
        assert!(ids(design).contains(&gone[0]), "{design}: they were there");

        let file = text(out, "journal.jsonl");
        assert_eq!(mentioned(file.as_bytes(), &gone), None, "{design}");
        let others = ids(design).into_iter().filter(|id| !gone.contains(id)).count();
        let read = Journal::read(file.as_bytes()).unwrap();
        assert!(read.broken.is_none(), "{design}");
        let state = read.journal.state();
        assert_eq!(state.erased().len(), gone.len(), "{design}");
        let tombstone = state.erased().keys().next().unwrap();
        let records = state.records();
        let about: BTreeSet<&str> = records.iter().map(|own| own.entry().about.as_str()).collect();
        assert!(about.contains(tombstone.as_str()) && about.len() <= others + 1, "{design}");

        // What closing.md tells is what the journal holds.
        let left: Vec<&Content> = records
            .iter()
            .filter(|own| own.entry().about == *tombstone)
            .map(|own| &own.entry().content)
            .collect();
        let texts = left.iter().filter(|content| ***content == Content::Erased).count();
        let numbers = left.len() - texts;
        assert!(texts > 0, "{design}: somebody of whom something was noted");
        let told = text(out, "closing.md");
        let says = format!("{texts} texts went, and {numbers} numbers stay");
        assert!(told.contains(&says) && told.contains(tombstone.as_str()), "{design}: {told}");
        assert_eq!(
            numbers > 0,
            records.iter().any(is_number),
            "{design}: numbers outlive an erasure"
        );
    }
}

fn is_number(record: &Record) -> bool {
    matches!(record.entry().content, Content::Number(_))
}

#[test]
fn where_dutch_is_asked_no_english_title_is_left() {
    for design in DESIGNS {
        let out = run(design, "nl");
        let file = std::fs::read_to_string(data(&format!("{design}/programme.toml"))).unwrap();
        let own = Design::from_toml(&file).unwrap();
        let told = own.in_language("nl");
        // Words that are the same in both languages prove nothing.
        let changed = |english: &str, dutch: &str| (english != dutch).then(|| english.to_owned());
        let sessions = own.sessions().iter().zip(told.sessions());
        let titles: Vec<String> =
            sessions.filter_map(|(own, told)| changed(&own.title, &told.title)).collect();
        let mut written = Vec::new();
        all_files(out.path(), &mut written);
        for (name, bytes) in written.iter().filter(|(name, _)| name.ends_with(".ics")) {
            let calendar = String::from_utf8_lossy(bytes);
            for line in calendar.lines().filter(|line| line.starts_with("SUMMARY:")) {
                let title = line.trim_start_matches("SUMMARY:");
                assert!(!titles.iter().any(|english| english == title), "{name}: {title}");
            }
            assert!(!calendar.contains("DESCRIPTION:facilitator"), "{name}");
        }
        let page = text(out, "evaluation.md");
        let questions = &own.evaluation().unwrap().questions;
        for (own, told) in questions.iter().zip(&told.evaluation().unwrap().questions) {
            assert!(!page.contains(&own.text) && page.contains(&told.text), "{design}: {page}");
        }
        let file = std::fs::read_to_string(data(&format!("{design}/register.toml"))).unwrap();
        let register = Register::from_toml(&file).unwrap();
        for field in register.fields() {
            assert!(!text(out, "register.md").contains(&field.holds), "{design}: {}", field.holds);
        }
    }
}

/// A roster for others: the rows of one that ships under new ids, so many of them, the last ones once more under further ids.
fn others(design: &str, people: usize) -> String {
    let roster = std::fs::read_to_string(data(&format!("{design}/roster.csv"))).unwrap();
    let old = ids(design);
    let renamed = |cell: &str, turn: usize| match old.iter().position(|id| id == cell) {
        Some(at) => format!("n{:03}", at + 500 * turn),
        None => cell.to_owned(),
    };
    let mut lines = roster.lines();
    let mut text = lines.next().unwrap().to_owned() + "\n";
    for (at, line) in lines.cycle().take(people).enumerate() {
        let cells: Vec<&str> = line.split(',').collect();
        let row: Vec<String> = cells
            .iter()
            .enumerate()
            .map(|(column, cell)| {
                // Whoever is there a second time reports to the same people as before.
                renamed(cell, if column == 0 { at / old.len() } else { 0 })
            })
            .collect();
        text += &(row.join(",") + "\n");
    }
    text
}

#[test]
fn r8_a_template_of_every_design_begins_again_with_others() {
    for (design, people, start) in [
        ("retreat", 30, "2028-03-06"),
        ("intervision-track", 24, "2026-01-12"),
        ("pit-stop", 200, "2026-01-12"),
        ("talent-100-days", 48, "2028-01-10"),
        ("community", 98, "2026-01-12"),
    ] {
        let finished = run(design, "en");
        let old = ids(design);
        let template = finished.path().join("template.toml").display().to_string();
        assert_eq!(mentioned(text(finished, "template.toml").as_bytes(), &old), None, "{design}");

        let roster = files(&[("roster.csv", others(design, people).as_bytes())]);
        let roster = at(&roster, "roster.csv");
        // Only what is no one's comes along: rooms, and who leads.
        let out = tempfile::tempdir().unwrap();
        let folder = out.path().display().to_string();
        let args = ["--design", design, "--programme", &template, "--roster", &roster];
        let more = ["--start", start, "--out", &folder, "--json"];
        let printed = json("programme", &[args.as_slice(), &more].concat());
        assert_eq!(printed["participants"], people, "{design}");
        assert_eq!((&printed["unplaced"], &printed["clashes"]), (&0.into(), &0.into()), "{design}");
        let seated: Vec<String> =
            rows(&text(&out, "groups.csv")).iter().map(|row| row["id"].clone()).collect();
        let everyone: BTreeSet<&String> = seated.iter().collect();
        assert_eq!((seated.len(), everyone.len()), (people, people), "{design}");
        assert!(seated.iter().all(|id| id.starts_with('n')));
        assert!(text(&out, "timetable.csv").contains(&start[..4]));
        let mut written = Vec::new();
        all_files(out.path(), &mut written);
        for (name, bytes) in written {
            assert_eq!(mentioned(&bytes, &old), None, "{name}");
            let stem = Path::new(&name).file_stem().unwrap().to_string_lossy().into_owned();
            assert!(!old.contains(&stem), "{name}");
        }
    }
}
