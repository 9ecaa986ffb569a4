//! What people are told when something changes after the first invitations: through the programs, from files alone.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use common::{at, data, error, files, json, text};
use serde_json::Value;
use tempfile::TempDir;

/// The lines of a calendar file that say what it is.
#[derive(Debug, Clone, PartialEq)]
struct Notice {
    method: String,
    uid: String,
    sequence: u32,
    start: String,
    attendee: String,
}

fn notice(text: &str) -> Notice {
    let text = text.replace("\r\n ", "");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "{text}");
    // Zones have starts of their own.
    let (zone, event) = (text.find("BEGIN:VTIMEZONE").unwrap(), text.find("BEGIN:VEVENT").unwrap());
    let text = format!("{}{}", &text[..zone], &text[event..]);
    let value = |name: &str| {
        let line = text.lines().find(|line| line.starts_with(&format!("{name}:")));
        let line = line.or_else(|| text.lines().find(|line| line.starts_with(&format!("{name};"))));
        line.unwrap_or_else(|| panic!("{name} in {text}")).split_once(':').unwrap().1.to_owned()
    };
    assert_eq!(
        value("ORGANIZER"),
        format!("mailto:office@{}", value("UID").rsplit('@').next().unwrap())
    );
    let [method, uid, start, attendee] = ["METHOD", "UID", "DTSTART", "ATTENDEE"].map(value);
    Notice { method, uid, sequence: value("SEQUENCE").parse().unwrap(), start, attendee }
}

/// The notices below a folder, by path.
fn notices(folder: &Path) -> BTreeMap<String, Notice> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name.replace('\\', "/"), notice(&fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

/// Two groups of three who meet three times, in three rooms.
const GROUPS: &str = "group,id\n1,p1\n1,p2\n1,p3\n2,p4\n2,p5\n2,p6\n";
const ROOMS: &str = "id,kind,seats\nblue,room,4\nred,room,4\ngreen,room,4\n";

/// A first run, to which the others come back.
struct Season {
    folder: TempDir,
}

impl Season {
    fn planned() -> Self {
        let folder = files(&[("groups.csv", GROUPS.as_bytes()), ("rooms.csv", ROOMS.as_bytes())]);
        let season = Season { folder };
        season.plan("first", &[]);
        season
    }

    fn path(&self, name: &str) -> String {
        at(&self.folder, name)
    }

    /// Plans from the files as they are, into this folder.
    fn plan(&self, out: &str, more: &[&str]) -> Value {
        let (groups, rooms, out) =
            (self.path("groups.csv"), self.path("rooms.csv"), self.path(out));
        let args = ["--groups", &groups, "--resources", &rooms, "--need", "room", "--out", &out];
        let season = ["--start", "2027-03-01", "--end", "2027-06-30", "--meetings", "3", "--json"];
        json("schedule", &[&args[..], &season, more].concat())
    }

    /// Plans near what a run sent.
    fn again(&self, before: &str, out: &str, more: &[&str]) -> (Value, BTreeMap<String, Notice>) {
        let issued = self.path(&format!("{before}/issued.json"));
        let told = self.plan(out, &[&["--previous", issued.as_str()], more].concat());
        (told, notices(&self.folder.path().join(out).join("notices")))
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap()
    }

    /// The first meeting of group 1: its start and its room.
    fn first_meeting(&self, out: &str) -> (String, String) {
        let mut reader = csv::Reader::from_path(self.folder.path().join(out).join("timetable.csv"));
        let rows = reader.as_mut().unwrap().records().map(Result::unwrap);
        let row = rows.into_iter().find(|row| &row[0] == "meeting/1/1").unwrap();
        (row[4].to_owned(), row[6].to_owned())
    }
}

#[test]
fn x2_what_did_not_change_is_not_sent_again() {
    let season = Season::planned();
    assert!(!season.folder.path().join("first/notices").exists(), "nothing was sent before");
    let (told, sent) = season.again("first", "second", &[]);
    assert_eq!((told["changes"].as_array().unwrap().len(), sent.len()), (0, 0));
    assert_eq!(season.read("first/issued.json"), season.read("second/issued.json"));
    assert_eq!(season.read("first/timetable.csv"), season.read("second/timetable.csv"));
    assert!(season.read("second/changes.md").contains("Nothing changes"));
}

#[test]
fn x3_a_closed_room_is_told_once_to_those_who_meet_there() {
    let season = Season::planned();
    let (_, room) = season.first_meeting("first");
    season.write("closed.csv", &format!("id,off\n{room},mon tue wed thu fri\n"));
    let closed = season.path("closed.csv");
    let (told, sent) = season.again("first", "second", &["--working-time", &closed]);
    assert_eq!(told["clashes"], Value::Array(vec![]));
    // The meetings in that room, and no others: as few calendars as can be.
    let changes = told["changes"].as_array().unwrap();
    let there = |change: &Value| change["before"]["places"] == serde_json::json!([room]);
    assert!(!changes.is_empty() && changes.iter().all(there), "{changes:?}");
    let in_room = season.read("first/timetable.csv").matches(&format!(",{room},")).count();
    assert_eq!((changes.len(), sent.len()), (in_room, 3 * in_room));
    let (start, another) = season.first_meeting("second");
    assert_ne!(room, another);
    let mine = &sent["participants/p1/meeting_2f1_2f1.ics"];
    let expected = Notice {
        method: "REQUEST".into(),
        uid: "meeting/1/1@schedule.example".into(),
        sequence: 1,
        start: start.replace(['-', ':'], "") + "00",
        attendee: "mailto:p1@schedule.example".into(),
    };
    assert_eq!(mine, &expected);
    // The feed that people subscribe to says the same.
    let feed = season.read("second/participants/p1.ics");
    assert!(feed.contains("METHOD:PUBLISH\r\n"));
    assert!(feed.contains("UID:meeting/1/1@schedule.example\r\nSEQUENCE:1\r\n"), "{feed}");
    // Once more, from what was sent now, into the same folder: nothing is left to send.
    let (again, sent) = season.again("second", "second", &["--working-time", &closed]);
    assert_eq!((again["changes"].as_array().unwrap().len(), sent.len()), (0, 0));
}

#[test]
fn a_moved_meeting_keeps_its_uid_and_a_cancelled_one_is_taken_back() {
    let season = Season::planned();
    let (start, _) = season.first_meeting("first");
    let day = &start[..10];
    // Somebody is away on the day of the first meeting.
    let stamp = day.replace('-', "");
    let busy = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20270101T000000Z\r\n\
         DTSTART;VALUE=DATE:{stamp}\r\nSUMMARY:away\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    fs::create_dir(season.folder.path().join("busy")).unwrap();
    season.write("busy/p2.ics", &busy);
    let calendars = season.path("busy");
    let (told, sent) = season.again("first", "second", &["--busy", &calendars]);
    let affected = told["affected"].as_array().unwrap();
    assert_eq!((affected.len(), &affected[0]["session"]), (1, &"meeting/1/1".into()));
    let moved = &sent["participants/p3/meeting_2f1_2f1.ics"];
    assert_eq!((moved.method.as_str(), moved.sequence), ("REQUEST", 1));
    assert_eq!(moved.uid, "meeting/1/1@schedule.example");
    assert!(!moved.start.starts_with(&stamp));
    let groups: BTreeSet<&str> = sent.keys().filter_map(|path| path.split('/').nth(1)).collect();
    assert_eq!(groups, BTreeSet::from(["p1", "p2", "p3"]), "the other group keeps its dates");
    let page = season.read("second/changes.md");
    assert!(page.contains("| Meeting 1 of group 1 (meeting/1/1) | "), "{page}");

    // Group 2 is given up.
    season.write("groups.csv", "group,id\n1,p1\n1,p2\n1,p3\n");
    let more = ["--busy", calendars.as_str(), "--lang", "nl"];
    let (told, sent) = season.again("second", "third", &more);
    let changes = told["changes"].as_array().unwrap();
    assert!(changes.iter().all(|change| change["kind"] == "cancelled"), "{changes:?}");
    assert_eq!(sent.len(), 9);
    assert!(sent.values().all(|one| (one.method.as_str(), one.sequence) == ("CANCEL", 1)));
    assert!(sent.keys().all(|path| !path.contains("/p1/")));
    let page = season.read("third/changes.md");
    assert!(page.contains("3 vervallen; ") && page.contains(" | – | 4 |\n"), "{page}");
}

#[test]
fn what_is_frozen_stays_and_whoever_joins_is_the_only_one_invited() {
    let season = Season::planned();
    season.write("groups.csv", &format!("{GROUPS}1,p7\n"));
    let (told, sent) = season.again("first", "second", &["--frozen-until", "2027-05-01"]);
    let changes = told["changes"].as_array().unwrap();
    assert!(changes.iter().all(|change| change["kind"] == "attendance"), "{changes:?}");
    assert_eq!((changes.len(), told["touched"].as_u64()), (3, Some(1)));
    assert_eq!(sent.len(), 3);
    assert!(sent.keys().all(|path| path.starts_with("participants/p7/")));
    // Taken up under the number that the others hold from now on.
    assert!(sent.values().all(|one| (one.method.as_str(), one.sequence) == ("REQUEST", 1)));
}

#[test]
fn wrong_files_of_what_was_sent_are_refused() {
    let season = Season::planned();
    let right = season.read("first/issued.json");
    let session = |version: &str| format!("{{\"version\": 1, \"sessions\": {{{version}}}}}");
    let cancelled = |id: &str, sequence: u64| {
        format!("\"{id}\": {{\"sequence\": {sequence}, \"standing\": null}}")
    };
    let long_ago = right.replacen("T08:30:00", "T23:30:00", 1);
    let wrong = [
        (
            right.replacen("\"version\": 1", "\"version\": 7", 1),
            "is of version 7; this reader knows version 1",
        ),
        (
            right.replacen("schedule.example", "elsewhere.example", 1),
            "issued by \"elsewhere.example\" and not by",
        ),
        (right[..right.len() / 2].to_owned(), "EOF while parsing"),
        (right.replacen("\"sequence\"", "\"order\"", 1), "unknown field `order`"),
        (session(&cancelled("  ", 0)), "issued without an id"),
        (
            session(&[cancelled("a", 0), cancelled("a", 1)].join(",")),
            "session \"a\" is listed twice",
        ),
        (session(&cancelled("a", 2_147_483_647)), "calendars count to 2147483646"),
        (session(&cancelled("a", 1 << 40)), "expected u32"),
        (long_ago, "the end must come after the start"),
        ("[".repeat(100_000), "invalid type: sequence"),
        (String::new(), "EOF while parsing"),
        ("session,start\n".to_owned(), "expected value"),
    ];
    for (text, message) in wrong {
        season.write("issued.json", &text);
        let (issued, groups) = (season.path("issued.json"), season.path("groups.csv"));
        let args = ["--groups", &groups, "--previous", &issued];
        let said = error("schedule", &args, season.folder.path());
        assert!(said.starts_with("issued.json: ") && said.contains(message), "{message} in {said}");
    }
    let groups = season.path("groups.csv");
    let alone = common::run("schedule", &["--groups", &groups, "--frozen-until", "2027-05-01"]);
    assert!(!alone.ok && alone.stderr.contains("--previous <FILE>"), "{}", alone.stderr);
}

/// A coach of a whole programme has no Mondays any more.
#[test]
fn a_programme_tells_only_those_whom_a_change_concerns() {
    let out = files(&[]);
    let (first, second) = (at(&out, "first"), at(&out, "second"));
    text("programme", &["--design", "intervision-track", "--out", &first, "--quiet"]);
    let issued = at(&out, "first/issued.json");
    let working_time = fs::read_to_string(data("intervision-track/working-time.csv")).unwrap();
    let changed = working_time.replace("coach-1,fri", "coach-1,mon fri");
    assert_ne!(changed, working_time);
    fs::write(out.path().join("working-time.csv"), changed).unwrap();
    let away = at(&out, "working-time.csv");
    let args = ["--design", "intervision-track", "--out", &second, "--previous", &issued];
    let told = json("programme", &[&args[..], &["--working-time", &away, "--json"]].concat());
    assert_eq!((&told["clashes"], &told["unplaced"]), (&0.into(), &0.into()));
    let changes = told["changes"].as_array().unwrap();
    assert!(!changes.is_empty(), "the coach had meetings on Mondays");
    let sent = notices(&out.path().join("second/notices"));
    let concerned: BTreeSet<String> = changes
        .iter()
        .flat_map(|change| [&change["before"], &change["after"]])
        .flat_map(|standing| standing["people"].as_array().into_iter().flatten())
        .map(|id| id.as_str().unwrap().to_owned())
        .collect();
    let people = sent.keys().filter_map(|path| path.strip_prefix("participants/"));
    let told: BTreeSet<String> =
        people.filter_map(|path| Some(path.split_once('/')?.0.to_owned())).collect();
    assert_eq!(told, concerned);
    assert!(concerned.len() < 8, "{concerned:?}");
    assert!(sent.keys().any(|path| path.starts_with("coach/coach-1/")), "{sent:?}");
    assert!(sent.values().all(|one| one.sequence == 1));
    // The same again changes nothing.
    let issued = at(&out, "second/issued.json");
    let third = at(&out, "third");
    let args = ["--design", "intervision-track", "--out", &third, "--previous", &issued];
    let told = json("programme", &[&args[..], &["--working-time", &away, "--json"]].concat());
    assert_eq!(told["changes"], Value::Array(vec![]));
    assert!(!out.path().join("third/notices").exists());
}

#[test]
fn x3_whoever_leaves_is_the_only_one_whose_calendar_changes() {
    let out = tempfile::tempdir().unwrap();
    let roster = fs::read_to_string(data("intervision-track/roster.csv")).unwrap();
    let managers: Vec<&str> = roster.lines().filter_map(|row| row.rsplit(',').next()).collect();
    let leads = |row: &&str| managers.contains(&row.split(',').next().unwrap());
    let leaver = roster.lines().skip(1).find(|row| !leads(row)).unwrap();
    let left = roster.replacen(&format!("{leaver}\n"), "", 1);
    let id = leaver.split(',').next().unwrap();
    let [before, after] = [("before.csv", &roster), ("after.csv", &left)].map(|(name, text)| {
        fs::write(out.path().join(name), text).unwrap();
        at(&out, name)
    });
    let plan = |roster: &str, name: &str, more: &[&str]| {
        let to = at(&out, name);
        let args = ["--design", "intervision-track", "--roster", roster, "--out", &to, "--quiet"];
        text("programme", &[&args[..], more].concat());
        fs::read_to_string(out.path().join(name).join("groups.csv")).unwrap()
    };
    let formed = plan(&before, "first", &[]);
    let (groups, issued) = (at(&out, "first/groups.csv"), at(&out, "first/issued.json"));
    let kept = plan(&after, "second", &["--groups", &groups, "--previous", &issued]);
    let stayed = formed.lines().filter(|row| row.split(',').nth(1) != Some(id));
    assert_eq!(kept.lines().collect::<Vec<_>>(), stayed.collect::<Vec<_>>());
    let sent = notices(&out.path().join("second/notices"));
    let theirs = format!("participants/{id}/");
    assert!(!sent.is_empty() && sent.keys().all(|path| path.starts_with(&theirs)), "{sent:?}");
    assert!(sent.values().all(|one| one.method == "CANCEL"), "{sent:?}");

    // Groups of another programme.
    let said = error("programme", &["--design", "retreat", "--groups", &groups], out.path());
    assert!(said.contains("groups.csv: nobody in these groups is on the roster"), "{said}");
}

#[test]
fn a_community_takes_back_what_falls_away() {
    let out = files(&[]);
    let first = at(&out, "first");
    text("programme", &["--design", "community", "--out", &first, "--quiet"]);
    let issued: Value =
        serde_json::from_str(&fs::read_to_string(out.path().join("first/issued.json")).unwrap())
            .unwrap();
    let sessions = issued["sessions"].as_object().unwrap();
    let of = |kind: &str| sessions.keys().filter(|id| id.starts_with(kind)).count();
    assert_eq!((of("gathering/"), of("conversation/")), (4, 104));
    let again = at(&out, "first/issued.json");
    let args = ["--design", "community", "--out", &at(&out, "second"), "--previous", &again];
    assert_eq!(
        json("programme", &[&args[..], &["--json"]].concat())["changes"],
        Value::Array(vec![])
    );
    let args = ["--design", "retreat", "--out", &at(&out, "third"), "--previous", &again];
    let said = error("programme", &args, out.path());
    assert!(said.contains("issued by \"community@programme.example\" and not by"), "{said}");
}
