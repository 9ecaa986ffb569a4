//! `rounds` and `match-coaches` on the data that ships, and what they say of input that is wrong.

mod common;

use std::collections::BTreeSet;

use common::{at, data, error, files, golden, json, text};
use serde_json::Value;

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap() + "\n"
}

#[test]
fn two_hundred_people_at_25_tables() {
    let told = text("rounds", &[]);
    assert!(told.starts_with("No two people meet twice in 3 rounds.\n"), "{told}");
    golden("rounds.txt", &told);
}

#[test]
fn social_golfers_by_construction_and_by_search() {
    for (groups, size, rounds) in
        [("8", "4", "9"), ("13", "13", "14"), ("6", "4", "7"), ("5", "3", "7")]
    {
        let args = [
            "--groups", groups, "--size", size, "--rounds", rounds, "--steps", "3000000", "--json",
        ];
        let found = json("rounds", &args);
        assert_eq!(found["repeats"], 0, "{groups}-{size}-{rounds}");
        assert_eq!(found["status"], "optimal");
        let mut met = BTreeSet::new();
        for group in
            found["schedule"].as_array().unwrap().iter().flat_map(|round| round.as_array().unwrap())
        {
            let ids: Vec<&str> =
                group.as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
            for (at, a) in ids.iter().enumerate() {
                met.extend(
                    ids[at + 1..].iter().map(|b| (a.min(b).to_string(), a.max(b).to_string())),
                );
            }
        }
        assert_eq!(found["distinct_pairs"].as_u64().unwrap() as usize, met.len());
    }
}

#[test]
fn what_cannot_be_is_counted() {
    let found = json(
        "rounds",
        &["--groups", "4", "--size", "3", "--rounds", "5", "--steps", "100000", "--json"],
    );
    assert_eq!(found["bound"], 1);
    assert!(found["repeats"].as_u64().unwrap() >= 1);
}

#[test]
fn coaches_on_two_dates() {
    golden("match-coaches.txt", &text("match-coaches", &[]));
    golden(
        "match-coaches-later.json",
        &pretty(&json("match-coaches", &["--date", "2027-05-01", "--mode", "stable", "--json"])),
    );
    let served = |date: &str| {
        let found = json("match-coaches", &["--date", date, "--json"]);
        let coaches: BTreeSet<String> = found["pairs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|pair| pair["coach"].to_string())
            .collect();
        (found["pairs"].as_array().unwrap().len(), coaches.contains("\"k2\""))
    };
    assert_eq!(served("2027-04-30"), (48, true));
    assert_eq!(served("2027-05-01"), (40, false));
    // The certificate of k2 has ended, and k2 had eight: nobody else changes.
    let earlier = data("coaching/earlier.csv");
    let args = ["--date", "2027-05-01", "--earlier", &earlier, "--lock", "c02"];
    golden("match-coaches-earlier.txt", &text("match-coaches", &args));
}

#[test]
fn wrong_input_is_named() {
    let folder = files(&[]);
    let said = |name: &str, args: &[&str]| error(name, args, folder.path());
    assert_eq!(
        said("rounds", &["--groups", "4"]),
        "say how many groups and their size (--groups 8 --size 4)"
    );
    assert_eq!(
        said("rounds", &["--groups", "2", "--size", "4", "--rounds", "0"]),
        "0 rounds are asked for; ask for 1 or more"
    );
    let earlier = data("coaching/earlier.csv");
    assert_eq!(
        said("match-coaches", &["--earlier", &earlier, "--lock", "c34"]),
        "c34 is locked and cannot keep a coach: no earlier coach of theirs is given; free them, or change that"
    );
    let wrong: [(&str, &str, &str); 3] = [
        (
            "id,manager,prefers,apart\na,,k9,\n",
            "",
            "a prefers \"k9\", and there is no such coach; check the id or leave it out",
        ),
        ("id,prefers,apart\na,,\n", "", "coachees.csv: there is no column \"manager\""),
        ("", "k8,x,,,,,,\n", "coaches.csv: line 9: \"x\" is no number of seats; write 8"),
    ];
    for (coachees, more, message) in wrong {
        let coaches = std::fs::read_to_string(data("coaching/coaches.csv")).unwrap();
        let shipped = std::fs::read_to_string(data("coaching/coachees.csv")).unwrap();
        let coachees = if coachees.is_empty() { &shipped } else { coachees };
        let coaches = format!("{coaches}{more}");
        let coaches = if coachees == shipped {
            coaches
        } else {
            coaches
                .replace("c03|c17|c21", "")
                .replace("c01|c02", "")
                .replace("c08", "")
                .replace("c40", "")
                .replace("c12|c13", "")
                .replace(",,c", ",,")
        };
        let files =
            files(&[("coachees.csv", coachees.as_bytes()), ("coaches.csv", coaches.as_bytes())]);
        let args =
            ["--coachees", &at(&files, "coachees.csv"), "--coaches", &at(&files, "coaches.csv")];
        assert_eq!(error("match-coaches", &args, files.path()), message);
    }
}
