//! Each demo on the data that ships, and the figures that are known beforehand.

mod common;

use std::collections::BTreeMap;

use common::{at, data, files, golden, json, text};
use serde_json::Value;

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap() + "\n"
}

/// How many groups there are of each size.
fn sizes(answer: &Value) -> BTreeMap<usize, usize> {
    let mut sizes = BTreeMap::new();
    for group in answer["groups"].as_array().unwrap() {
        *sizes.entry(group.as_array().unwrap().len()).or_default() += 1;
    }
    sizes
}

#[test]
fn model_tells_what_is_in_both_programmes() {
    golden("model-pit-stop.txt", &text("model", &[]));
    golden("model-intervision-track.txt", &text("model", &[&data("intervision-track")]));
}

#[test]
fn form_groups_puts_the_advisers_into_three_groups() {
    golden("form-groups.txt", &text("form-groups", &[]));
    golden("form-groups.json", &pretty(&json("form-groups", &["--json"])));
}

#[test]
fn score_assessment_shows_the_cohort_and_one_person() {
    golden("score-assessment.txt", &text("score-assessment", &["--by", "directorate"]));
    golden("score-assessment-person.txt", &text("score-assessment", &["--person", "m003"]));
    let answer = json("score-assessment", &["--json", "--person", "m003"]);
    assert_eq!(answer["participation"]["rate"], 0.815);
    golden("score-assessment.json", &pretty(&answer));
}

#[test]
fn score_assessment_puts_one_person_beside_others_and_norms() {
    let out = files(&[]);
    let svg = out.path().join("m003.svg").display().to_string();
    let [responses, raters, norms, target] =
        ["responses.csv", "raters.csv", "norms.csv", "target.json"]
            .map(|file| data(&format!("feedback/{file}")));
    let instrument = data("pit-stop/instrument.json");
    let args = [
        "--instrument",
        &instrument,
        "--responses",
        &responses,
        "--raters",
        &raters,
        "--norms",
        &norms,
        "--target",
        &target,
        "--person",
        "m003",
        "--svg",
        &svg,
    ];
    golden("score-assessment-feedback.txt", &text("score-assessment", &args));
    golden("score-assessment-feedback.svg", &std::fs::read_to_string(&svg).unwrap());
    let answer = json("score-assessment", &[&args[..], &["--json"]].concat());
    // Two direct reports are fewer than three: neither they nor what would give them away is shown.
    let scale = &answer["person"]["feedback"]["scales"][0];
    let groups = answer["person"]["feedback"]["groups"].as_array().unwrap();
    let reports = groups.iter().position(|group| group["name"] == "direct_reports").unwrap();
    assert_eq!(scale["groups"][reports]["below_floor"]["floor"], 3);
    assert!(answer["person"]["norms"][0]["t"]["band"]["low"].is_number());
}

#[test]
fn score_assessment_without_a_target_has_no_gaps() {
    let (instrument, responses) =
        (data("pit-stop/instrument.json"), data("pit-stop/responses.csv"));
    let own = ["--instrument", &instrument, "--responses", &responses, "--json"];
    let answer = json("score-assessment", &own);
    assert_eq!(answer["participation"]["invited"], 163);
    assert_eq!(answer["scales"].as_array().unwrap().len(), 4);
    assert_eq!(answer["needs"], Value::Array(Vec::new()));
}

#[test]
fn ballots_chooses_eight_topics_by_three_rules() {
    golden("ballots.txt", &text("ballots", &[]));
    let answer = json("ballots", &["--json"]);
    golden("ballots.json", &pretty(&answer));
    for choice in answer["choices"].as_array().unwrap() {
        let gatherings = choice["gatherings"].as_array().unwrap();
        assert!(gatherings.iter().all(|topics| topics.as_array().unwrap().len() == 2));
        assert_eq!(gatherings.len(), 4);
    }
    // Whoever beats all others is a topic of the first gathering under Schulze, and equal shares pass nobody over.
    let schulze = answer["choices"][1]["gatherings"][0].as_array().unwrap();
    assert!(answer["beats_all_others"].is_null() || schulze[0] == answer["beats_all_others"]);
    assert_eq!(answer["choices"][2]["passed_over"], Value::Null);
}

#[test]
fn schedule_plans_six_meetings_for_three_groups() {
    golden("schedule.txt", &text("schedule", &[]));
    let answer = json("schedule", &["--json"]);
    assert_eq!((&answer["sessions"], &answer["placed"]), (&18.into(), &18.into()));
    assert_eq!(answer["clashes"], Value::Array(Vec::new()));
    golden("schedule.json", &pretty(&answer));
}

#[test]
fn schedule_writes_a_table_and_calendars() {
    let out = files(&[]);
    text("schedule", &["--out", &out.path().display().to_string()]);
    let table = std::fs::read_to_string(out.path().join("timetable.csv")).unwrap();
    assert_eq!(table.lines().count(), 19);
    let calendar = std::fs::read_to_string(out.path().join("participants/a01.ics")).unwrap();
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 6);
}

#[test]
fn schedule_explains_what_has_no_place() {
    let table = "id,kind,seats\nblue,room,8\n";
    let groups: String = (0..16).map(|n| format!("{},p{n}\n", n / 8 + 1)).collect();
    let files = files(&[
        ("groups.csv", format!("group,id\n{groups}").as_bytes()),
        ("resources.csv", table.as_bytes()),
        ("working-time.csv", b"id,off\nblue,tue wed thu fri mon-am\n"),
    ]);
    let (groups, resources, off) =
        (at(&files, "groups.csv"), at(&files, "resources.csv"), at(&files, "working-time.csv"));
    let args = ["--groups", &groups, "--resources", &resources, "--working-time", &off];
    let season = ["--start", "2027-03-01", "--end", "2027-03-07", "--meetings", "1"];
    let answer = json("schedule", &[&args[..], &season, &["--need", "room", "--json"]].concat());
    assert_eq!((&answer["sessions"], &answer["placed"]), (&2.into(), &1.into()));
    let unplaced = answer["unplaced"].as_array().unwrap();
    assert_eq!(unplaced.len(), 1);
    let reasons = unplaced[0]["reasons"].as_array().unwrap();
    assert!(reasons.iter().any(|reason| reason.as_str().unwrap().contains("room")), "{reasons:?}");
}

#[test]
fn twenty_four_advisers_mixed_by_function_are_proven_optimal() {
    let roster = data("intervision-track/roster.csv");
    let answer =
        json("form-groups", &["--roster", &roster, "--groups", "3", "--mix", "function", "--json"]);
    assert_eq!(answer["status"], "optimal");
    assert_eq!(answer["terms"][0]["name"], "mix \"function\"");
    for figure in [&answer["value"], &answer["bound"], &answer["terms"][0]["value"]] {
        assert_eq!(figure.as_f64(), Some(22.0));
    }
    assert_eq!(answer["gap"].as_f64(), Some(0.0));
    assert_eq!(sizes(&answer), BTreeMap::from([(8, 3)]));
}

#[test]
fn a_named_preset_says_what_ran() {
    let answer = json("form-groups", &["--effort", "instant", "--json"]);
    assert_eq!(answer["solver"], "instant portfolio: annealing on 2 islands");
    assert_eq!(answer["status"], "optimal");
    let instance = data("experiment/whole-numbers-30.txt");
    let answer = json("partition", &[&instance, "--effort", "instant", "--json"]);
    assert_eq!(answer["solver"], "instant portfolio: population");
    assert_eq!((&answer["stopped"], &answer["sizes_ok"]), (&"finished".into(), &true.into()));
}

#[test]
fn form_groups_answers_questions_about_the_groups() {
    let earlier = data("intervision-track/groups.csv");
    let asked = ["--earlier", &earlier, "--why", "a05", "--prices", "--steps", "20000"];
    golden("form-groups-asked.txt", &text("form-groups", &asked));
    let answer = json("form-groups", &[&asked[..], &["--json"]].concat());
    assert_eq!(answer["why"][0]["person"]["id"], "a05");
    assert!(!answer["changes"]["groups"].as_array().unwrap().is_empty());
    assert!(!answer["prices"]["rules"].as_array().unwrap().is_empty());
}

#[test]
fn form_groups_draws_a_front() {
    let folder = tempfile::tempdir().unwrap();
    let svg = folder.path().join("front.svg").display().to_string();
    let wishes = ["--match", "function", "--mix", "department", "--front", "function"];
    let asked = [&wishes[..], &["--steps", "200000"]].concat();
    golden("form-groups-front.txt", &text("form-groups", &[&asked[..], &["--svg", &svg]].concat()));
    assert!(std::fs::read_to_string(svg).unwrap().starts_with("<svg"));
    let answer = json("form-groups", &[&asked[..], &["--json"]].concat());
    let values = |at: usize, side: usize| answer["points"][at]["values"][side].as_f64().unwrap();
    for at in 1..answer["points"].as_array().unwrap().len() {
        assert!(values(at - 1, 0) < values(at, 0) && values(at - 1, 1) > values(at, 1));
    }
}

#[test]
fn form_groups_lets_people_wait() {
    let roster = data("intervision-track/roster.csv");
    let asked = ["--roster", &roster, "--size", "7", "--waiting", "--mix", "function"];
    let seats = ["--seat", "a05", "--seat", "a24", "--steps", "20000"];
    let answer = json("form-groups", &[&asked[..], &seats, &["--json"]].concat());
    assert_eq!(sizes(&answer), BTreeMap::from([(7, 3)]));
    let waiting = answer["waiting"].as_array().unwrap();
    assert_eq!(waiting.len(), 3);
    assert!(!waiting.contains(&"a05".into()) && !waiting.contains(&"a24".into()));
    assert!(text("form-groups", &asked).contains("3 people wait for a seat."));
    // Those who have been there longest have a seat.
    let by_years = [&asked[..], &["--priority", "years", "--json"]].concat();
    let answer = json("form-groups", &by_years);
    let waits = answer["terms"].as_array().unwrap().last().unwrap();
    assert_eq!(waits["name"], "priority of those who wait");
    assert_eq!(waits["value"], waits["bound"]);
}

#[test]
fn form_groups_keeps_limits_and_locks() {
    let (roster, earlier) =
        (data("intervision-track/roster.csv"), data("intervision-track/groups.csv"));
    let whole = ["--roster", &roster, "--groups", "3", "--mix", "department", "--json"];
    let limits = ["--at-most", "function=board adviser:3", "--at-least", "function:1"];
    let locks = ["--earlier", &earlier, "--lock", "a01", "--lock", "a02"];
    let answer = json("form-groups", &[&whole[..], &limits, &locks].concat());
    let moved = answer["changes"]["people"].as_array().unwrap();
    assert!(moved.iter().all(|person| person["id"] != "a01" && person["id"] != "a02"), "{moved:?}");
    let functions = std::fs::read_to_string(&roster).unwrap();
    let board = |id: &str| {
        functions.lines().any(|row| row.starts_with(id) && row.contains("board adviser"))
    };
    for group in answer["groups"].as_array().unwrap() {
        let ids = group.as_array().unwrap().iter().map(|id| id.as_str().unwrap());
        assert!((1..=3).contains(&ids.filter(|id| board(id)).count()), "{group}");
    }
}

#[test]
fn form_groups_reads_a_rules_document() {
    let rules = r#"{
        "version": 1,
        "sizes": { "count": 4 },
        "wishes": [
            { "attribute": "function", "direction": "mix", "weight": 1 },
            { "attribute": "department", "direction": "not_alone", "weight": 1, "level": 2 }
        ]
    }"#;
    let files = files(&[("rules.json", rules.as_bytes())]);
    let (roster, rules) = (data("intervision-track/roster.csv"), at(&files, "rules.json"));
    let answer = json("form-groups", &["--roster", &roster, "--rules", &rules, "--json"]);
    assert_eq!(sizes(&answer), BTreeMap::from([(6, 4)]));
    let names: Vec<_> = answer["terms"].as_array().unwrap().iter().map(|t| &t["name"]).collect();
    assert_eq!(names, ["mix \"function\"", "not alone in \"department\""]);
}

#[test]
fn two_hundred_and_three_people_at_size_eight() {
    let rows: String = (1..=203).map(|n| format!("p{n:03},{}\n", ["a", "b", "c"][n % 3])).collect();
    let files = files(&[("roster.csv", format!("id,unit\n{rows}").as_bytes())]);
    let roster = at(&files, "roster.csv");
    let form = |remainder| {
        let args = ["--roster", &roster, "--size", "8", "--remainder", remainder];
        json("form-groups", &[&args[..], &["--mix", "unit", "--steps", "2000", "--json"]].concat())
    };
    assert_eq!(sizes(&form("larger")), BTreeMap::from([(8, 22), (9, 3)]));
    assert_eq!(sizes(&form("smaller")), BTreeMap::from([(7, 5), (8, 21)]));
}

const PIT_STOP: [&str; 14] = [
    "--size",
    "8",
    "--mix",
    "directorate:3",
    "--mix",
    "function:2",
    "--match",
    "preference:4",
    "--balance",
    "years",
    "--manager-column",
    "manager",
    "--steps",
    "20000",
];

#[test]
fn the_order_of_the_roster_and_a_second_run_change_nothing() {
    let shipped = std::fs::read_to_string(data("pit-stop/roster.csv")).unwrap();
    let (header, rows) = shipped.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    // Far apart: the first comes last, and every seventh goes to the front.
    rows.reverse();
    rows.sort_by_key(|row| row.bytes().map(u32::from).sum::<u32>() % 7);
    let files = files(&[("roster.csv", format!("{header}\n{}\n", rows.join("\n")).as_bytes())]);
    let form = |roster: &str, seed| {
        let args = ["--roster", roster, "--seed", seed, "--json"];
        json("form-groups", &[&PIT_STOP[..], &args].concat())
    };
    let first = form(&data("pit-stop/roster.csv"), "7");
    assert_eq!(sizes(&first), BTreeMap::from([(8, 25)]));
    assert_eq!(first["seed"], 7);
    assert_eq!(form(&data("pit-stop/roster.csv"), "7"), first);
    assert_eq!(form(&at(&files, "roster.csv"), "7"), first);
    assert_ne!(form(&data("pit-stop/roster.csv"), "8")["groups"], first["groups"]);
}

#[test]
fn own_types_run_on_the_hosts_engines_and_on_ours() {
    let told = text("own-types", &[]);
    assert_eq!(told.matches("0 rules broken by the timetable").count(), 2);
    golden("own-types.txt", &told);
    // Nothing of the model: neither under its own name nor through the facade, nor through what makes services out of a design.
    let source = include_str!("../own_types.rs");
    let code: Vec<&str> =
        source.lines().map(str::trim).filter(|line| !line.starts_with("//")).collect();
    for own in ["Roster", "Availability", "FormGroups", "Score", "Plan"] {
        assert!(code.iter().any(|line| line.starts_with(&format!("impl {own} for "))), "{own}");
    }
    for foreign in ["intervision_model", "model", "adapters"] {
        let words = |line: &&str| {
            line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == foreign)
        };
        assert_eq!(code.iter().find(|line| words(line)), None, "{foreign}");
    }
}

#[test]
fn a_programme_runs_on_a_roster_alone() {
    let out = tempfile::tempdir().unwrap();
    let mut roster = std::fs::read_to_string(data("pit-stop/roster.csv")).unwrap();
    for (id, function) in [("x1", "team manager"), ("x2", "area manager"), ("x3", "")] {
        roster.push_str(&format!("{id},{function},Finance,activist,team,4,\n"));
    }
    let folder = files(&[("staff.csv", roster.as_bytes())]);
    let (staff, out) = (at(&folder, "staff.csv"), out.path().to_string_lossy().into_owned());
    let answer = json("programme", &["--roster", &staff, "--out", &out, "--json"]);
    assert_eq!((&answer["participants"], &answer["groups"]), (&203.into(), &25.into()));
    assert_eq!((&answer["placed"], &answer["clashes"]), (&178.into(), &0.into()));
}
