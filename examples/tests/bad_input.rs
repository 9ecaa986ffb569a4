//! What people get wrong: the message names the file, the place, the value and what would be right.

mod common;

use common::{at, data, error, files, json};
use tempfile::TempDir;

/// The message for a roster, with these further options.
fn roster(text: &[u8], args: &[&str]) -> String {
    let files = files(&[("roster.csv", text)]);
    form(&files, args)
}

/// The message of form-groups for the `roster.csv` of a folder.
fn form(files: &TempDir, args: &[&str]) -> String {
    let roster = at(files, "roster.csv");
    error("form-groups", &[&["--roster", &roster], args].concat(), files.path())
}

const TWO_GROUPS: [&str; 2] = ["--groups", "2"];
const MANAGERS: [&str; 4] = ["--groups", "2", "--manager-column", "boss"];

#[test]
fn a_duplicate_id() {
    assert_eq!(
        roster(b"id,function\np1,a\np2,b\np1,c\n", &TWO_GROUPS),
        "roster.csv: id \"p1\" stands more than once (row 2, column \"id\" and row 4, column \"id\"); ids must differ"
    );
}

#[test]
fn a_rules_document_that_says_what_is_not_there() {
    let rules = br#"{ "version": 1, "sizes": { "count": 2 }, "mixed": [] }"#;
    let files = files(&[("roster.csv", b"id\np1\np2\n"), ("rules.json", rules)]);
    let message = form(&files, &["--rules", &at(&files, "rules.json")]);
    assert!(message.starts_with("rules.json: unknown field `mixed`"), "{message}");
}

#[test]
fn a_question_about_somebody_who_is_not_there() {
    let message = roster(b"id\np1\np2\np3\np4\n", &["--groups", "2", "--why", "p9"]);
    assert!(message.contains("p9"), "{message}");
}

#[test]
fn a_manager_who_is_not_on_the_roster() {
    assert_eq!(
        roster(b"id,boss\np1,\np2,p9\n", &MANAGERS),
        "roster.csv: row 3, column \"boss\": manager \"p9\" of \"p2\" is not on the roster; write the id of a \
         participant, or leave it empty if the manager does not take part"
    );
}

#[test]
fn a_reporting_line_in_a_circle() {
    assert_eq!(
        roster(b"id,boss\np1,p2\np2,p3\np3,p1\np4,\n", &MANAGERS),
        "roster.csv: the reporting line runs in a circle: p1 reports to p2 reports to p3 reports to p1; correct the \
         manager of one of them"
    );
}

#[test]
fn an_empty_roster() {
    assert_eq!(
        roster(b"id,function\n", &TWO_GROUPS),
        "roster.csv: the roster is empty; add at least one participant below the header"
    );
}

#[test]
fn a_file_without_content() {
    assert!(roster(b"", &TWO_GROUPS).starts_with("roster.csv: the file is empty"));
}

#[test]
fn more_groups_than_people() {
    assert_eq!(
        roster(b"id\np1\np2\np3\n", &["--groups", "4"]),
        "roster.csv: 4 groups for 3 people; ask for 3 groups or fewer"
    );
}

#[test]
fn sizes_that_cannot_add_up() {
    assert_eq!(
        roster(b"id\np1\np2\np3\n", &["--size", "8"]),
        "roster.csv: groups of 8 or more hold 0, and there are 3 people; allow smaller groups"
    );
}

#[test]
fn together_and_apart_in_conflict() {
    let files = files(&[
        ("roster.csv", b"id\np1\np2\np3\np4\n"),
        ("together.csv", b"p1,p2\np2,p3\n"),
        ("apart.csv", b"p1,p3\n"),
    ]);
    let (together, apart) = (at(&files, "together.csv"), at(&files, "apart.csv"));
    assert_eq!(
        form(&files, &["--groups", "2", "--together", &together, "--apart", &apart]),
        "roster.csv: p1 and p3 may not meet (apart), and must be together: p1 with p2 with p3; drop one of the rules"
    );
}

#[test]
fn a_manager_rule_that_cannot_hold_names_a_small_set() {
    assert_eq!(
        roster(b"id,boss\np1,\np2,p1\np3,p1\np4,p1\np5,p1\np6,p1\n", &MANAGERS),
        "roster.csv: p1 may not meet p2, p3, p4, p5 and p6 (manager and report), which leaves 1, and the smallest \
         group needs 3; form more groups or look fewer steps up the reporting line"
    );
}

#[test]
fn an_unknown_column() {
    let people = b"id,function\np1,a\np2,b\n";
    assert_eq!(
        roster(people, &["--groups", "1", "--mix", "colour"]),
        "roster.csv: the roster has no attribute \"colour\"; it has \"function\""
    );
    assert_eq!(
        roster(people, &["--groups", "1", "--manager-column", "boss"]),
        "roster.csv: there is no column \"boss\"; the columns are \"id\", \"function\""
    );
}

#[test]
fn an_id_in_a_rule_that_is_not_on_the_roster() {
    let files = files(&[("roster.csv", b"id\np1\np2\n"), ("apart.csv", b"p1,p7\n")]);
    let apart = at(&files, "apart.csv");
    assert_eq!(
        form(&files, &["--groups", "2", "--apart", &apart]),
        "apart.csv: row 1, column \"2\": \"p7\" is not on the roster; write the id of a participant"
    );
}

#[test]
fn a_file_that_is_not_there() {
    let files = files(&[]);
    assert!(form(&files, &TWO_GROUPS).starts_with("roster.csv: "));
}

#[test]
fn a_file_that_is_not_utf8() {
    assert_eq!(
        roster(b"id,function\np1,a\np2,conseill\xe8re\n", &TWO_GROUPS),
        "roster.csv: line 3: byte 29 of the file (0xE8) is not UTF-8; save the file as \"CSV UTF-8\""
    );
}

#[test]
fn a_response_outside_its_scale() {
    let shipped = std::fs::read_to_string(data("pit-stop/responses.csv")).unwrap();
    let wrong = shipped.replacen("\nm001,5,", "\nm001,6,", 1);
    assert_ne!(shipped, wrong);
    let files = files(&[("responses.csv", wrong.as_bytes())]);
    let (instrument, responses) = (data("pit-stop/instrument.json"), at(&files, "responses.csv"));
    assert_eq!(
        error(
            "score-assessment",
            &["--instrument", &instrument, "--responses", &responses],
            files.path()
        ),
        "responses.csv: the responses have 1 mistake: row 2: person \"m001\" answers \"6\" to item \"col-1\"; allowed is \
         1 to 5, or an empty cell"
    );
}

#[test]
fn ballots_that_cannot_be_counted() {
    let files = files(&[
        ("votes.csv", b"voter,focus,egos,lightness\nv1,1,2,\nv2,first,,\nv1,1,,\n"),
        ("few.csv", b"focus,egos\n1,2\n"),
        ("empty.csv", b""),
    ]);
    let refused = |name: &str, more: &[&str]| {
        error("ballots", &[&["--ballots", &at(&files, name)], more].concat(), files.path())
    };
    assert_eq!(
        refused("votes.csv", &[]),
        "votes.csv: the vote has 2 mistakes: row 3: \"first\" for \"focus\"; write a place, 1 for the best, or leave the cell \
         empty; row 4: voter \"v1\" has voted on row 2 already; keep one ballot per voter"
    );
    assert_eq!(
        refused("few.csv", &[]),
        "few.csv: the vote has 1 mistake: 8 are to be chosen and there are 2 options; choose 1 to 2"
    );
    assert_eq!(
        refused("empty.csv", &["--kind", "dots"]),
        "empty.csv: the vote has 1 mistake: the file cannot be read: it is empty; its first row must name the options"
    );
}

#[test]
fn norms_of_a_scale_that_is_not_there() {
    let files = files(&[
        ("norms.csv", b"scale,mean,sd\ncharm,3,1\n"),
        ("wrong.csv", b"scale,mean,sd\ncollaboration,3,0\n"),
        ("raters.csv", b"subject,who\nm003,m004\n"),
    ]);
    let said = |option: &str, file: &str| {
        let file = at(&files, file);
        error("score-assessment", &["--person", "m003", option, &file], files.path())
    };
    assert_eq!(
        said("--norms", "norms.csv"),
        "--norms: there is no scale \"charm\"; the instrument has collaboration, connecting, awareness, decisiveness"
    );
    assert_eq!(
        said("--norms", "wrong.csv"),
        "wrong.csv: the norm has a standard deviation of 0; it must be a positive number"
    );
    assert_eq!(
        said("--raters", "raters.csv"),
        "raters.csv: the columns are subject, who; they must be subject, rater, group"
    );
}

#[test]
fn a_lag_that_cannot_fit_its_window() {
    let files = files(&[("groups.csv", b"group,id\n1,p1\n1,p2\n")]);
    let groups = at(&files, "groups.csv");
    let season = ["--start", "2027-03-01", "--end", "2027-03-31", "--meetings", "3"];
    assert_eq!(
        error("schedule", &[&["--groups", &groups], &season[..]].concat(), files.path()),
        "these limits cannot all hold, by 12 days: \"meeting/1/1\" starts from 2027-03-01; \"meeting/1/2\" comes at least 21 \
         days after \"meeting/1/1\"; \"meeting/1/3\" comes at least 21 days after \"meeting/1/2\"; \"meeting/1/3\" starts by \
         2027-03-31; move a window or shorten a lag"
    );
}

#[test]
fn a_design_with_a_lag_that_cannot_fit() {
    let shipped = std::fs::read_to_string(data("pit-stop/programme.toml")).unwrap();
    let wrong =
        shipped.replace("min_days = 56, target_days = 91", "min_days = 140, target_days = 140");
    assert_ne!(shipped, wrong);
    let files = files(&[("programme.toml", wrong.as_bytes())]);
    let programme = at(&files, "programme.toml");
    let message = error("programme", &["--programme", &programme, "--quiet"], files.path());
    assert_eq!(
        message,
        "programme.toml: sessions.theme-day.spacing: 3 sessions at least 140 days apart need 281 days, and there are 264 \
         (2027-01-25 to 2027-10-15); widen the window, plan fewer or bring them closer"
    );
}

#[test]
fn a_room_too_small_for_two_hundred() {
    let groups: String = (1..=200).map(|n| format!("all,p{n:03}\n")).collect();
    let files = files(&[
        ("groups.csv", format!("group,id\n{groups}").as_bytes()),
        ("resources.csv", b"id,kind,seats\nhall,room,180\n"),
    ]);
    let (groups, resources) = (at(&files, "groups.csv"), at(&files, "resources.csv"));
    let args = ["--groups", &groups, "--resources", &resources, "--need", "room"];
    assert_eq!(
        error("schedule", &args, files.path()),
        "session \"meeting/all/1\" needs a room with more seats: need 200, have 180; find a larger one or split the session"
    );
}

#[test]
fn a_venue_too_small_for_everyone() {
    let shipped = std::fs::read_to_string(data("pit-stop/resources.csv")).unwrap();
    let wrong = shipped.replace("venue-1,venue,220", "venue-1,venue,180");
    assert_ne!(shipped, wrong);
    let files = files(&[("resources.csv", wrong.as_bytes())]);
    let (resources, out) = (at(&files, "resources.csv"), at(&files, "out"));
    let args = ["--resources", &resources, "--out", &out, "--steps", "1000", "--quiet"];
    let message = error("programme", &args, files.path());
    assert!(
        message.ends_with(
            "session \"theme-day/1\" needs a venue with more seats: need 200, have 180; find a larger one or split the session"
        ),
        "{message}"
    );
}

#[test]
fn a_broken_calendar() {
    let cut = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART:20270309T080000Z\r\n";
    let wrong = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:9 March\r\n\
        DTEND:20270309T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let message = |calendar: &[u8]| {
        let files = files(&[("groups.csv", b"group,id\n1,p1\n1,p2\n"), ("busy/p1.ics", calendar)]);
        let (groups, busy) = (at(&files, "groups.csv"), at(&files, "busy"));
        error("schedule", &["--groups", &groups, "--busy", &busy], files.path())
    };
    assert_eq!(
        message(cut).replace('\\', "/"),
        "busy/p1.ics: line 3: BEGIN:VEVENT is never ended; the file is cut off, export it again"
    );
    let message = message(wrong).replace('\\', "/");
    assert!(message.starts_with("busy/p1.ics: line 5, DTSTART: \"9 March\" "), "{message}");
}

#[test]
fn a_programme_in_which_much_is_wrong_lists_all_of_it() {
    let names = ["programme.toml", "roster.csv", "framework.toml", "profile.toml"];
    let shipped =
        names.map(|name| std::fs::read_to_string(data(&format!("pit-stop/{name}"))).unwrap());
    let [programme, roster, framework, profile] = &shipped;
    let programme = programme.replace("phase = \"intake\"", "phase = \"intak\"");
    let roster = roster.replacen("m078", "x078", 1);
    let profile = profile.replacen("awareness = 3,", "awarenes = 3,", 1);
    let files = files(&[
        ("programme.toml", programme.as_bytes()),
        ("roster.csv", roster.as_bytes()),
        ("framework.toml", framework.as_bytes()),
        ("profile.toml", profile.as_bytes()),
    ]);
    let message = error("model", &[&files.path().display().to_string()], files.path());
    for expected in [
        "programme.toml: sessions.intake.phase: there is no phase \"intak\"",
        "profile.toml: profiles.everyone.levels.awarenes: there is no competency \"awarenes\"",
    ] {
        assert!(message.contains(expected), "{message}");
    }
}

/// `;`, a byte-order mark and CRLF are what spreadsheets write; the answer is the same.
#[test]
fn tables_from_spreadsheets_simply_work() {
    let plain = std::fs::read_to_string(data("intervision-track/roster.csv")).unwrap();
    let semicolons = plain.replace(',', ";");
    let crlf = plain.replace('\n', "\r\n");
    let all = format!("\u{feff}{}", semicolons.replace('\n', "\r\n"));
    let marked = format!("\u{feff}{plain}");
    let form = |text: &str| {
        let files = files(&[("roster.csv", text.as_bytes())]);
        let roster = at(&files, "roster.csv");
        let wishes = ["--mix", "function", "--balance", "years", "--manager-column", "manager"];
        let args = ["--roster", &roster, "--groups", "3", "--steps", "5000", "--json"];
        json("form-groups", &[&args[..], &wishes].concat())
    };
    let expected = form(&plain);
    for text in [semicolons, crlf, marked, all] {
        assert_eq!(form(&text), expected);
    }
}

#[test]
fn tables_of_answers_and_groups_from_spreadsheets_simply_work() {
    let like_a_spreadsheet = |path: &str| {
        let plain = std::fs::read_to_string(data(path)).unwrap();
        format!("\u{feff}{}", plain.replace(',', ";").replace('\n', "\r\n"))
    };
    let files = files(&[
        ("responses.csv", like_a_spreadsheet("pit-stop/responses.csv").as_bytes()),
        ("groups.csv", like_a_spreadsheet("intervision-track/groups.csv").as_bytes()),
    ]);
    let instrument = data("pit-stop/instrument.json");
    let score = |responses: &str| {
        json("score-assessment", &["--instrument", &instrument, "--responses", responses, "--json"])
    };
    assert_eq!(score(&at(&files, "responses.csv")), score(&data("pit-stop/responses.csv")));
    let plan = |groups: &str| json("schedule", &["--groups", groups, "--meetings", "3", "--json"]);
    assert_eq!(plan(&at(&files, "groups.csv")), plan(&data("intervision-track/groups.csv")));
}
