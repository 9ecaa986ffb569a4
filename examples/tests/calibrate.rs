//! The program that calibrates items: what it prints, and what it refuses.

mod common;

use common::{at, error, files, golden, json, text};

/// LSAT section 7 (Bock and Lieberman, 1970): how many of 1000 persons gave each pattern of five answers.
const LSAT7: [u32; 32] = [
    12, 19, 1, 7, 3, 19, 3, 17, 10, 5, 3, 7, 7, 23, 8, 28, 7, 39, 11, 34, 14, 51, 15, 90, 6, 25, 7,
    35, 18, 136, 32, 308,
];

fn lsat7() -> String {
    let mut table = String::from("i1,i2,i3,i4,i5,freq\n");
    for (pattern, count) in LSAT7.iter().enumerate() {
        for item in 0..5 {
            table.push_str(&format!("{},", (pattern >> (4 - item)) & 1));
        }
        table.push_str(&format!("{count}\n"));
    }
    table
}

#[test]
fn the_shipped_answers() {
    golden("calibrate.txt", &text("calibrate", &[]));
}

#[test]
fn published_values_and_scores_as_json() {
    let folder = files(&[("lsat7.csv", lsat7().as_bytes())]);
    let path = at(&folder, "lsat7.csv");
    let own = [&path, "--model", "2pl", "--freq", "freq", "--json"];
    let answer = json("calibrate", &own);
    let close = |found: &serde_json::Value, expected: f64, tolerance: f64| {
        let found = found.as_f64().unwrap();
        assert!((found - expected).abs() < tolerance, "{found} is not {expected}");
    };
    // R mirt 1.45.1.
    close(&answer["log_likelihood"], -2_658.805_113, 1e-5);
    close(&answer["items"][2]["a"], 1.707_478, 1e-4);
    close(&answer["items"][2]["d"], 1.805_206, 1e-4);
    close(&answer["items"][2]["standard_errors"]["a"], 0.321_077, 1e-3);
    assert!(answer["gradient"].as_f64().unwrap() < 1e-5);
    assert!(answer["iterations"].as_u64().unwrap() < 100);
    assert!(answer.get("persons").is_none());
    for (score, lowest, highest) in [
        ("eap", Some(-1.869_783), Some(0.727_185)),
        ("map", Some(-1.816_388), Some(0.638_151)),
        ("wle", Some(-4.137_072), Some(1.088_187)),
        ("ml", None, None),
    ] {
        let answer = json("calibrate", &[&own[..], &["--score", score]].concat());
        let persons = answer["persons"].as_array().unwrap();
        assert_eq!(persons.len(), 32);
        for (person, expected, end) in
            [(&persons[0], lowest, "minus_infinity"), (&persons[31], highest, "plus_infinity")]
        {
            match expected {
                Some(expected) => close(&person["theta"], expected, 1e-4),
                None => assert_eq!(person["status"], end),
            }
        }
    }
}

#[test]
fn a_calibrated_bank_anchors_the_next_one() {
    let folder = files(&[("lsat7.csv", lsat7().as_bytes())]);
    let path = at(&folder, "lsat7.csv");
    let bank = text("calibrate", &[&path, "--model", "2pl", "--freq", "freq", "--bank"]);
    let without = bank.replace("\"i5\"", "\"elsewhere\"");
    std::fs::write(folder.path().join("bank.json"), without).unwrap();
    let anchors = at(&folder, "bank.json");
    let own = [&path, "--model", "2pl", "--freq", "freq", "--anchors", &anchors, "--json"];
    let answer = json("calibrate", &own);
    assert_eq!(answer["parameters"], 4);
    assert_eq!(answer["items"][0]["standard_errors"]["a"], 0.0);
}

#[test]
fn what_is_refused() {
    let refuse = |text: &str, args: &[&str]| {
        let folder = files(&[("data.csv", text.as_bytes())]);
        error("calibrate", &[&[at(&folder, "data.csv").as_str()], args].concat(), folder.path())
    };
    assert_eq!(
        refuse("q1,q2,q3\n1,0,1\n0,1,0\n0,0,1\n1,1,0\n", &["--model", "2pl"]),
        "data.csv: calibration is refused for 1 reason: 4 persons answered; the model 2pl needs 250, or priors on slopes \
         and intercepts, or anchors"
    );
    assert_eq!(
        refuse("q1,q2\n1,x\n", &[]),
        "data.csv: the coded answers have 1 mistake: row 2 has \"x\" in column \"q2\"; an answer is a whole number, or empty"
    );
    assert_eq!(
        refuse("q1,q2\n1,2\n", &["--freq", "n"]),
        "data.csv: the coded answers have 1 mistake: there is no column \"n\"; the file has \"q1\", \"q2\""
    );
}
