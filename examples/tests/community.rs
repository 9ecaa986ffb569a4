//! Runs the community and checks what it wrote, with none of the engines' code: from its tables on one side, and the shipped roster and
//! memberships on the other.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Weekday};
use serde_json::Value;

const FIRST: &str = "2027-01-11";

struct Run {
    printed: Value,
    out: tempfile::TempDir,
}

fn programme() -> Run {
    let out = tempfile::tempdir().unwrap();
    let folder = out.path().display().to_string();
    let args = ["--design", "community", "--out", &folder, "--json"];
    Run { printed: common::json("programme", &args), out }
}

/// One run for all tests.
fn shared() -> &'static Run {
    static RUN: OnceLock<Run> = OnceLock::new();
    RUN.get_or_init(programme)
}

type Row = BTreeMap<String, String>;

fn table(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

fn written(name: &str) -> Vec<Row> {
    table(&shared().out.path().join(name))
}

fn shipped(name: &str) -> Vec<Row> {
    table(&Path::new(&common::data("community")).join(name))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// From when until when each is a member.
fn stays() -> BTreeMap<String, (NaiveDate, Option<NaiveDate>)> {
    let until = |text: &str| (!text.is_empty()).then(|| day(text));
    shipped("memberships.csv")
        .iter()
        .map(|row| (row["id"].clone(), (day(&row["from"]), until(&row["until"]))))
        .collect()
}

fn members_on(on: NaiveDate) -> BTreeSet<String> {
    let there = |(from, until): &(NaiveDate, Option<NaiveDate>)| {
        *from <= on && until.is_none_or(|until| on < until)
    };
    stays().into_iter().filter(|(_, stay)| there(stay)).map(|(id, _)| id).collect()
}

/// Every file below a folder.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            let inside = contents(&path).into_iter();
            files.extend(inside.map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            files.insert(name, fs::read(&path).unwrap());
        }
    }
    files
}

/// The days of the gatherings, in order.
fn gatherings() -> Vec<NaiveDate> {
    let rows = written("gatherings.csv");
    rows.iter().filter(|row| !row["gathering"].is_empty()).map(|row| day(&row["date"])).collect()
}

/// The pairs of people who stand together in groups of rows.
fn pairs<'r>(
    groups: impl IntoIterator<Item = &'r Vec<String>>,
) -> BTreeMap<(String, String), usize> {
    let mut times = BTreeMap::new();
    for group in groups {
        for (at, a) in group.iter().enumerate() {
            for b in &group[at + 1..] {
                *times.entry((a.min(b).clone(), a.max(b).clone())).or_default() += 1;
            }
        }
    }
    times
}

fn groups() -> BTreeMap<String, Vec<String>> {
    let mut groups = BTreeMap::<String, Vec<String>>::new();
    for row in written("groups.csv") {
        groups.entry(row["group"].clone()).or_default().push(row["id"].clone());
    }
    groups
}

/// By gathering, round and table.
fn tables() -> BTreeMap<(usize, usize, usize), Vec<String>> {
    let mut tables = BTreeMap::<_, Vec<String>>::new();
    for row in written("tables.csv") {
        let number = |name: &str| row[name].parse().unwrap();
        let key = (number("gathering"), number("round"), number("table"));
        tables.entry(key).or_default().push(row["id"].clone());
    }
    tables
}

#[test]
fn one_seed_gives_the_same_files() {
    let again = programme();
    assert_eq!(again.printed, shared().printed);
    let (one, other) = (contents(shared().out.path()), contents(again.out.path()));
    assert!(one.len() > 100, "{} files", one.len());
    assert!(one == other, "the files differ");
}

#[test]
fn c4_a_gathering_in_each_quarter_off_holidays() {
    let days = gatherings();
    assert_eq!(days.iter().map(|day| day.month0() / 3).collect::<Vec<_>>(), [0, 1, 2, 3]);
    // Region Midden, 2027; public holidays on a Tuesday or Thursday: King's Day and Ascension Day.
    let off = [
        ("2027-02-20", "2027-02-28"),
        ("2027-04-24", "2027-05-02"),
        ("2027-05-06", "2027-05-06"),
        ("2027-07-17", "2027-08-29"),
        ("2027-10-16", "2027-10-24"),
    ];
    for own in &days {
        assert!(matches!(own.weekday(), Weekday::Tue | Weekday::Thu), "{own}");
        assert!(!off.iter().any(|(from, to)| day(from) <= *own && *own <= day(to)), "{own}");
    }
    for pair in days.windows(2) {
        assert!((60..=120).contains(&(pair[1] - pair[0]).num_days()), "{pair:?}");
    }
    // No other day of a quarter that fits would bring more people together over the year.
    let rows = written("gatherings.csv");
    assert!(
        rows.iter()
            .all(|row| row["loses"].is_empty() || row["loses"].parse::<f64>().unwrap() >= 0.0)
    );
    assert!(rows.len() > 60, "{} candidate days", rows.len());
}

#[test]
fn c3_eight_of_fourteen_topics_over_four_gatherings() {
    let rows = written("agenda.csv");
    let scheduled: Vec<&Row> = rows.iter().filter(|row| row["state"] == "scheduled").collect();
    let topics: BTreeSet<&String> = scheduled.iter().map(|row| &row["topic"]).collect();
    assert_eq!((rows.len(), scheduled.len(), topics.len()), (14, 8, 8));
    for (at, own) in gatherings().iter().enumerate() {
        let of = scheduled.iter().filter(|row| row["gathering"] == (at + 1).to_string());
        assert_eq!(of.filter(|row| row["date"] == own.to_string()).count(), 2);
    }
    assert_eq!(rows.iter().filter(|row| row["state"] == "proposed").count(), 6);
}

#[test]
fn c9_nothing_leads_from_a_topic_to_a_person() {
    for name in ["agenda.csv", "backlog.json"] {
        let text = fs::read_to_string(shared().out.path().join(name)).unwrap();
        for id in stays().keys() {
            assert!(!text.contains(id.as_str()), "{id} in {name}");
        }
        assert_eq!(text.contains("Eleven priorities are none."), name == "backlog.json");
    }
    // What is told in confidence stands beside nobody.
    let roster = shipped("roster.csv");
    for topic in ["loneliness", "sabotage"] {
        assert!(roster.iter().all(|row| !row["issues"].contains(topic)));
    }
}

#[test]
fn c5_everybody_has_one_conversation_in_time() {
    let stays = stays();
    let rows = written("conversations.csv");
    let met: BTreeSet<&String> = rows.iter().map(|row| &row["attendees"]).collect();
    assert_eq!((rows.len(), met.len()), (stays.len(), stays.len()));
    let time = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap();
    let (mut by_host, mut by_day) = (BTreeSet::new(), BTreeMap::<_, usize>::new());
    for row in &rows {
        let start = time(&row["start"]);
        assert!(by_host.insert((&row["resources"], start)), "{row:?}");
        *by_day.entry((&row["resources"], start.date())).or_default() += 1;
        let joined = stays[&row["attendees"]].0.max(day(FIRST));
        assert!((joined..joined + TimeDelta::days(42)).contains(&start.date()), "{row:?}");
        assert!(!gatherings().contains(&start.date()), "{row:?}");
    }
    assert!(by_day.values().all(|count| *count <= 4), "{by_day:?}");
    assert_eq!(by_day.keys().map(|(host, _)| host).collect::<BTreeSet<_>>().len(), 3);
    // 98 conversations, four a day for each of three hosts: nine days at least.
    assert!(shared().printed["year"]["conversations"]["days"].as_u64().unwrap() >= 9);
    // Nobody is in a group at the same time.
    let mut busy = Vec::new();
    for row in written("timetable.csv") {
        for id in row["attendees"].split('|') {
            busy.push((id.to_owned(), time(&row["start"]), time(&row["end"])));
        }
    }
    for row in &rows {
        let (start, end) = (time(&row["start"]), time(&row["end"]));
        let clash = busy
            .iter()
            .find(|(id, from, to)| *id == row["attendees"] && *from < end && start < *to);
        assert_eq!(clash, None);
    }
}

#[test]
fn c7_topic_groups_mix_organisations() {
    let of: BTreeMap<String, String> = shipped("roster.csv")
        .into_iter()
        .map(|row| (row["id"].clone(), row["organisation"].clone()))
        .collect();
    let groups = groups();
    let everyone: BTreeSet<String> = groups.values().flatten().cloned().collect();
    assert_eq!(everyone, members_on(day(FIRST)));
    for group in groups.values() {
        assert!((8..=9).contains(&group.len()), "{group:?}");
        let mut counts = BTreeMap::<&String, usize>::new();
        for id in group {
            *counts.entry(&of[id]).or_default() += 1;
        }
        assert!(counts.values().all(|count| *count <= 2), "{counts:?}");
    }
    assert_eq!(shared().printed["unplaced"], 0);
    assert_eq!(shared().printed["clashes"], 0);
    let free = gatherings();
    assert!(written("timetable.csv").iter().all(|row| !free.contains(&day(&row["start"][..10]))));
}

#[test]
fn tables_seat_the_members_of_the_day_once_a_round() {
    let tables = tables();
    let own = gatherings();
    for (at, on) in own.iter().enumerate() {
        for round in 1..=2 {
            let of = tables.iter().filter(|((g, r, _), _)| (*g, *r) == (at + 1, round));
            let seated: Vec<&String> = of.clone().flat_map(|(_, ids)| ids).collect();
            let unique: BTreeSet<String> = seated.iter().map(|id| (*id).clone()).collect();
            assert_eq!(seated.len(), unique.len());
            assert_eq!(unique, members_on(*on));
            assert!(of.clone().all(|(_, ids)| (8..=9).contains(&ids.len())));
        }
    }
    let times = pairs(tables.values());
    let again: usize = times.values().map(|times| times - 1).sum();
    assert_eq!(shared().printed["year"]["tables"]["repeats"], again);
}

#[test]
fn c10_who_never_met_is_counted() {
    let last = members_on(*gatherings().last().unwrap());
    let times = pairs(tables().values());
    let met = times.keys().filter(|(a, b)| last.contains(a) && last.contains(b)).count();
    let all = last.len() * (last.len() - 1) / 2;
    let told = &shared().printed["year"]["tables"];
    assert_eq!((&told["pairs"], &told["never_met"]), (&all.into(), &(all - met).into()));
    // A round more: no more pairs than its tables hold, and fewer, since some stay away.
    let adds = told["next_adds"].as_f64().unwrap();
    assert!(adds > 0.0 && adds < last.len() as f64 * 4.0, "{adds}");
}

#[test]
fn c8_introductions_are_of_people_who_share_an_issue_and_have_not_met() {
    let issues: BTreeMap<String, BTreeSet<String>> = shipped("roster.csv")
        .into_iter()
        .map(|row| (row["id"].clone(), row["issues"].split('|').map(str::to_owned).collect()))
        .collect();
    let met: BTreeSet<(String, String)> =
        pairs(tables().values()).into_keys().chain(pairs(groups().values()).into_keys()).collect();
    let rows = written("introductions.csv");
    let both: BTreeSet<(String, String)> =
        rows.iter().map(|row| (row["id"].clone(), row["meets"].clone())).collect();
    let mut count = BTreeMap::<&String, usize>::new();
    for row in &rows {
        let (a, b) = (&row["id"], &row["meets"]);
        *count.entry(a).or_default() += 1;
        assert!(both.contains(&(b.clone(), a.clone())), "both sides");
        assert!(!met.contains(&(a.min(b).clone(), a.max(b).clone())), "{a} and {b} met");
        let shared: BTreeSet<String> = row["shares"].split('|').map(str::to_owned).collect();
        assert!(!shared.is_empty());
        assert_eq!(shared, issues[a].intersection(&issues[b]).cloned().collect());
    }
    assert!(count.values().all(|count| *count <= 3));
    assert!(count.len() > 90, "{} people are introduced", count.len());
}

#[test]
fn the_report_tells_the_year() {
    let html = fs::read_to_string(shared().out.path().join("report.html")).unwrap();
    let chapters = ["gatherings", "agenda", "tables", "introductions", "conversations"];
    for chapter in chapters {
        assert!(
            html.contains(&format!("<section class=\"chapter\" id=\"{chapter}\"")),
            "{chapter}"
        );
    }
    let asked = shared().printed["year"]["conversations"]["asked"].as_u64().unwrap();
    assert!(html.contains(&format!("All {asked} conversations have a time.")));
    // Numbers, and nobody: whom somebody should meet, what they share and what they said stay with them.
    for chapter in &chapters[1..4] {
        let rest = html.split(&format!("id=\"{chapter}\"")).nth(1).unwrap();
        let text = rest.split("</section>").next().unwrap();
        assert!(members_on(day(FIRST)).iter().all(|id| !text.contains(id.as_str())), "{chapter}");
    }
    for row in shipped("contributions.csv") {
        assert!(!html.contains(&row["words"]), "{row:?}");
    }
}
