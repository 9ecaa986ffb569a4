//! The planning programs on the data that ships: what they print holds, counted again from the lines that they write.

mod common;

use common::{at, data, error, files, json, text};
use serde_json::Value;

fn number(answer: &Value, field: &str) -> f64 {
    answer[field].as_f64().unwrap_or_else(|| panic!("{field} is no number in {answer}"))
}

#[test]
fn timetable_costs_what_the_planner_says_and_breaks_nothing() {
    let out = files(&[]);
    let solution = at(&out, "week.txt");
    let week = data("planning/week.ctt");
    let args =
        [week.as_str(), "--steps", "300000", "--seed", "1", "--solution", &solution, "--json"];
    let answer = json("timetable", &args);
    assert_eq!(answer["hard"], 0);
    assert_eq!(
        number(&answer, "cost"),
        number(&answer, "value"),
        "the planner and the count differ"
    );
    let rules = answer["by_rule"].as_object().unwrap();
    let sum: f64 = rules.values().filter_map(Value::as_f64).sum();
    assert_eq!(sum, number(&answer, "cost"));
    // Every lecture of the file has one line with four words.
    let lectures: usize = std::fs::read_to_string(&week)
        .unwrap()
        .lines()
        .skip_while(|line| *line != "COURSES:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .map(|line| line.split(' ').nth(2).unwrap().parse::<usize>().unwrap())
        .sum();
    let lines = std::fs::read_to_string(&solution).unwrap();
    assert_eq!(lines.lines().count(), lectures);
    assert!(lines.lines().all(|line| line.split(' ').count() == 4));
    assert_eq!(json("timetable", &args), answer, "one seed and one budget, one answer");
    assert!(text("timetable", &[&week, "--steps", "1000"]).contains("every hard rule holds"));
}

#[test]
fn meetings_are_all_placed_and_better_with_more_steps() {
    let list = data("planning/meetings.txt");
    let plan = |steps| json("meetings", &[&list, "--steps", steps, "--json"]);
    let (short, long) = (plan("2000"), plan("200000"));
    for answer in [&short, &long] {
        assert_eq!(answer["hard"], 0);
        assert_eq!(answer["unplaced"], 0);
        let rules = answer["by_rule"].as_object().unwrap();
        let sum: f64 = rules.values().filter_map(Value::as_f64).sum();
        assert_eq!(sum, number(answer, "medium") + number(answer, "soft"));
    }
    let worth = |answer: &Value| (number(answer, "medium"), number(answer, "soft"));
    assert!(worth(&long) < worth(&short), "{long} against {short}");
}

#[test]
fn meetings_with_ways_between_them_are_decided() {
    let file = data("planning/travel.txt");
    let one = json("meetings", &[&file, "--instance", "1", "--json"]);
    assert_eq!(one["status"], "feasible");
    assert_eq!(one["last_slot"], 9);
    assert_eq!(one["certificate_ok"], true);
    let two = json("meetings", &[&file, "--instance", "2", "--json"]);
    assert_eq!(two["status"], "infeasible");
    assert_eq!(two["last_slot"], Value::Null);
    assert_eq!(two["certificate_ok"], true);

    let out = files(&[]);
    let solution = at(&out, "slots.txt");
    let told = text("meetings", &[&file, "--solution", &solution]);
    let told: Vec<&str> = told.lines().filter(|line| line.starts_with("instance")).collect();
    assert!(
        told[0].starts_with("instance 1: planned, last slot 9; that none ends earlier is checked")
    );
    assert!(told[1].starts_with("instance 2: cannot be planned, checked"));
    // The plan, counted again: agents 0 and 1 of the file and the way from 3 to 5.
    let lines = std::fs::read_to_string(&solution).unwrap();
    let slot = |meeting: &str| -> i64 {
        let line = lines.lines().find(|line| line.starts_with(&format!("1 {meeting} "))).unwrap();
        line.rsplit(' ').next().unwrap().parse().unwrap()
    };
    assert_eq!(lines.lines().count(), 8);
    assert!((slot("3") - slot("5")).abs() > 3);
}

#[test]
fn a_file_of_ways_that_is_wrong() {
    let wrong = |from, to| changed("meetings", "travel.txt", from, to);
    assert_eq!(
        wrong("DomainSize                = 11", "DomainSize                = 0"),
        "travel.txt: line 8: 0 slots; 1 to 1439 are right"
    );
    assert_eq!(
        wrong(" 2 3 5", " 2 3 8"),
        "travel.txt: line 11: meetings are numbers below 8, not 8"
    );
    assert_eq!(
        wrong(" 0: 0 2", " 0: 0 1"),
        "travel.txt: instance 1: from 0 to 1 it is 1 slots, and back 2"
    );
    assert_eq!(wrong(" 0: 0 2", " 0: 0"), "travel.txt: line 19: 7 distances for 8 meetings");
    assert_eq!(wrong(" 0: 0 2", " 0: 0 x"), "travel.txt: line 19: \"x\" is no whole number");
}

#[test]
fn plan_programme_places_every_session_and_keeps_its_bound() {
    let programme = data("planning/programme.json");
    let out = files(&[]);
    let file = at(&out, "plan.txt");
    let answer = json("plan-programme", &[&programme, "--steps", "500", "--out", &file, "--json"]);
    assert_eq!(answer["sessions"], 20);
    assert_eq!(answer["hard"], 0);
    assert_eq!(answer["unplaced"], 0);
    assert!(number(&answer, "bound") <= number(&answer, "value"));
    assert!(number(&answer, "first_plan_ms") <= number(&answer, "total_ms"));
    assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 20);
    assert!(
        text("plan-programme", &[&programme, "--steps", "50"]).starts_with("20 of 20 sessions")
    );
}

/// The message for a file that ships after one change.
fn changed(program: &str, file: &str, from: &str, to: &str) -> String {
    let plain = std::fs::read_to_string(data(&format!("planning/{file}"))).unwrap();
    assert!(plain.contains(from), "{file} has no {from}");
    let files = files(&[(file, plain.replacen(from, to, 1).as_bytes())]);
    error(program, &[&at(&files, file), "--steps", "10"], files.path())
}

#[test]
fn a_timetable_file_that_is_wrong() {
    let wrong = |from, to| changed("timetable", "week.ctt", from, to);
    assert_eq!(
        wrong("Days: 5", "Days: five"),
        "week.ctt: line 4: Days must be a whole number, not five"
    );
    assert_eq!(
        wrong("managers 4 finance", "managers 5 finance"),
        "week.ctt: line 31: curriculum managers announces 5 courses and lists 4"
    );
    assert_eq!(wrong("END.", ""), "week.ctt: line 53: the file ends where END. is expected");
    let message = wrong("Periods_per_day: 4", "Periods_per_day: 0");
    assert!(message.ends_with("a week needs 1 to 3650 days of 1 to 24 periods"), "{message}");
}

#[test]
fn a_list_of_meetings_that_is_wrong() {
    let wrong = |from, to| changed("meetings", "meetings.txt", from, to);
    assert_eq!(
        wrong("PERSONS 20", "PERSONS 3"),
        "meetings.txt: line 57: people are numbers below 3 (PERSONS comes first), not 7"
    );
    assert_eq!(
        wrong("ROOMS 3", "HALLS 3"),
        "meetings.txt: line 51: a line does not begin with HALLS"
    );
    assert_eq!(
        wrong("R 0 12", "R 0 x"),
        "meetings.txt: line 52: the seats of a room must be a whole number, not x"
    );
}

#[test]
fn a_programme_file_that_is_wrong() {
    let wrong = |from, to| changed("plan-programme", "programme.json", from, to);
    assert_eq!(
        wrong("\"group_facilitator\": [0", "\"group_facilitator\": [7"),
        "programme.json: group 0 has facilitator 7; there are 0 to 1"
    );
    assert_eq!(
        wrong("[0, 1, 2, 3, 4, 5, 6, 7]", "[0, 1, 2, 3, 4, 5, 6, 70]"),
        "programme.json: group 0 has member 70; there are people 0 to 39"
    );
    let message = wrong("\"half\": \"AM\"", "\"half\": \"EVENING\"");
    assert!(message.contains("unknown variant `EVENING`, expected `AM` or `PM`"), "{message}");
}
