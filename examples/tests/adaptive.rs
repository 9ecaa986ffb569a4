//! The program that holds an adaptive test: what it asks and prints, how it goes on, and what it refuses.

mod common;

use common::{Ran, at, data, error, files, golden, json, run_with, text};
use serde_json::Value;

/// One answer a line.
fn lines(answers: &[i32]) -> String {
    answers.iter().map(|answer| format!("{answer}\n")).collect()
}

fn answered(ran: &Ran) -> Value {
    assert!(ran.ok, "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

#[test]
fn somebody_answers_until_it_is_precise_enough() {
    let ran = run_with("adaptive", &[], &lines(&[4; 15]));
    assert!(ran.ok, "{}", ran.stderr);
    golden("adaptive.txt", &ran.stdout);
    let ran = run_with("adaptive", &["--json"], &lines(&[4; 15]));
    let answer = answered(&ran);
    assert_eq!((&answer["finished"], &answer["status"]), (&true.into(), &"finite".into()));
    assert_eq!(answer["stopped"], "precise enough");
    assert!(answer["se"].as_f64().unwrap() <= 0.3);
    // Questions stay out of what another program reads.
    assert!(ran.stderr.starts_with("Answer 1 hardly ever, "), "{}", ran.stderr);
}

#[test]
fn a_reversed_item_counts_the_other_way_round() {
    // Whoever answers always the same agrees with statements that contradict each other.
    let theta = |answers: &[i32]| {
        answered(&run_with(
            "adaptive",
            &["--json", "--longest", "24", "--shortest", "24"],
            &lines(answers),
        ))["theta"]
            .as_f64()
            .unwrap()
    };
    let highest = theta(&[5; 24]);
    assert!((0.5..2.0).contains(&highest), "{highest}");
    let lowest = theta(&[1; 24]);
    assert!((-2.0..0.0).contains(&lowest), "{lowest}");
}

#[test]
fn a_test_goes_on_where_it_was_left() {
    let folder = files(&[]);
    let state = at(&folder, "mine.json");
    let own = ["--state", &state, "--json", "--among", "3", "--seed", "9"];
    let begun = answered(&run_with("adaptive", &own, &lines(&[4, 2])));
    assert_eq!((&begun["finished"], &begun["stopped"]), (&false.into(), &Value::Null));
    assert_eq!(begun["answers"].as_array().unwrap().len(), 2);
    let ended = answered(&run_with("adaptive", &own, &lines(&[3; 15])));
    let at_once = [&[4, 2][..], &[3; 15]].concat();
    let whole = answered(&run_with("adaptive", &own[2..], &lines(&at_once)));
    assert_eq!(ended, whole);
    // A finished test tells its result again.
    assert_eq!(answered(&run_with("adaptive", &own, "")), ended);
}

#[test]
fn a_bank_without_texts_asks_by_number() {
    let bank = r#"{ "version": 1, "items": [
        { "id": "q1", "model": "rasch", "b": -0.5 },
        { "id": "q2", "model": "rasch", "b": 0.5 }
    ] }"#;
    let folder = files(&[("bank.json", bank.as_bytes())]);
    let bank = at(&folder, "bank.json");
    let own = ["--bank", &bank, "--shortest", "2", "--estimate", "ml", "--json"];
    let answer = answered(&run_with("adaptive", &own, "1\n1\n"));
    assert_eq!((&answer["status"], &answer["theta"]), (&"plus_infinity".into(), &Value::Null));
    assert_eq!(answer["stopped"], "longest test");
}

#[test]
fn simulated_persons() {
    golden("adaptive-simulated.txt", &text("adaptive", &["--simulate", "500"]));
    let answer = json("adaptive", &["--simulate", "500", "--json"]);
    let value = |name: &str| answer[name].as_f64().unwrap();
    assert!(value("bias").abs() < 0.05 && value("rmse") < 0.35);
    assert!((0.9..1.0).contains(&value("coverage")));
    // Limits hold up to what chance leaves.
    let limited = json("adaptive", &["--simulate", "500", "--exposure", "0.5", "--json"]);
    let most = |answer: &Value| {
        let exposure = answer["exposure"].as_object().unwrap().values();
        exposure.map(|share| share.as_f64().unwrap()).fold(0.0, f64::max)
    };
    assert!(most(&answer) > 0.9);
    assert!(most(&limited) < 0.57, "{}", most(&limited));
}

#[test]
fn a_target_ends_most_tests_early() {
    let clear = ["--target", "1.5", "--simulate", "200", "--json"];
    let answer = json("adaptive", &clear);
    assert!(answer["stopped"]["below the target"].as_u64().unwrap() > 100);
    let without = json("adaptive", &["--simulate", "200", "--json"]);
    assert!(answer["mean_length"].as_f64() < without["mean_length"].as_f64());
}

/// What a program that was given these answers says on standard error, without what it asked before.
fn refused(args: &[&str], input: &str) -> String {
    let ran = run_with("adaptive", args, input);
    assert!(!ran.ok, "{args:?} took what is wrong and printed {}", ran.stdout);
    ran.stderr.trim_end().to_owned()
}

#[test]
fn answers_that_are_none() {
    assert_eq!(
        refused(&[], "4\n6\n"),
        "error: \"6\" is no answer to \"I notice what is not being said.\"; answer 1 hardly ever, 2 seldom, 3 sometimes, \
         4 often, 5 nearly always"
    );
    assert!(refused(&[], "often\n").starts_with("error: \"often\" is no answer to "));
}

#[test]
fn an_input_that_ends_before_the_test() {
    assert_eq!(
        refused(&[], "4\n4\n"),
        "error: the input ended at question 3, before the test did; answer it, or give --state FILE to go on later"
    );
}

#[test]
fn a_state_that_does_not_fit() {
    let state = r#"{"version":1,"bank":"00000000deadbeef","seed":1,"answers":[["q1",1]]}"#;
    let folder = files(&[("mine.json", state.as_bytes()), ("cut.json", &state.as_bytes()[..20])]);
    let other = error("adaptive", &["--state", &at(&folder, "mine.json")], folder.path());
    assert!(
        other.starts_with(
            "mine.json: the sitting has 1 mistake: the state was written with bank 00000000deadbeef and this is bank "
        ),
        "{other}"
    );
    assert!(
        error("adaptive", &["--state", &at(&folder, "cut.json")], folder.path())
            .starts_with("cut.json: ")
    );
}

#[test]
fn an_instrument_that_does_not_fit_the_bank() {
    let instrument = std::fs::read_to_string(data("adaptive/instrument.json")).unwrap();
    let folder = files(&[
        ("without.json", instrument.replace("\"a3\"", "\"a33\"").as_bytes()),
        (
            "four.json",
            instrument
                .replace("\"max\": 5", "\"max\": 4")
                .replace("\"hardly ever\", ", "")
                .as_bytes(),
        ),
    ]);
    let bank = data("adaptive/bank.json");
    let refuse = |file: &str| {
        let path = at(&folder, file);
        error("adaptive", &["--bank", &bank, "--instrument", &path], folder.path())
    };
    assert_eq!(
        refuse("without.json"),
        "without.json: item \"a3\" of the bank is not there; add it with its text"
    );
    assert_eq!(
        refuse("four.json"),
        "four.json: item \"l1\" is answered in 4 categories and has 5 in the bank"
    );
}

#[test]
fn rules_that_no_test_can_keep() {
    let folder = files(&[]);
    let refuse = |args: &[&str]| error("adaptive", args, folder.path());
    assert!(refuse(&["--per-scale", "9"]).starts_with(
        "the adaptive test has 4 mistakes: area \"listening\" wants 9 to 15 of its 8 items"
    ));
    assert_eq!(
        refuse(&["--se", "0"]),
        "the adaptive test has 1 mistake: standard error to stop at is 0; it must be a positive number"
    );
    assert_eq!(
        refuse(&["--exposure", "1.5"]),
        "the adaptive test has 1 mistake: highest exposure is 1.5; it must be above 0 and at most 1"
    );
}
