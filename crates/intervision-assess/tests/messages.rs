//! Every mistake that a host or a file can make, with the message it gets.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it fails and says what it skips"
)]

use intervision_assess::adaptive::{
    AdaptiveTest, Classified, ContentQuotas, Exposure, StandardErrorBelow, TestState,
};
use intervision_assess::classical::ErrorMethod;
use intervision_assess::irt::score::{AbilityLevels, AbilityScorer, Answered, Patterns};
use intervision_assess::irt::{
    Calibrator, CodedFile, Family, ItemBank, Logistic, Nominal, Priors, Tally, TallyBuilder,
    ThetaGrid,
};
use intervision_assess::needs::RoleTargets;
use intervision_assess::responses::ExportFields;
use intervision_assess::{
    AssessError, Instrument, Item, Key, LevelMap, MissingRule, ResponseFormat, Responses, Scale,
    Scorer,
};
use intervision_core::{Ratings, Score, Table, Value, contract};

fn instrument() -> Instrument {
    let format = ResponseFormat::new(1, 5).with_not_observed("?");
    Instrument::builder("short")
        .with_format("agreement", format)
        .with_items(["q1", "q2"].map(|id| Item::new(id, "agreement")))
        .with_scale(Scale::new("s").with_item("q1").with_reversed("q2"))
        .build()
        .unwrap()
}

/// What is wrong with a file, in words.
fn mistakes(file: &[u8]) -> String {
    Responses::from_csv(&instrument(), file).unwrap_err().to_string()
}

#[test]
fn a_response_outside_its_scale() {
    let message = mistakes(b"id,q1,q2\np1,4,6\n");
    assert_eq!(
        message,
        "the responses have 1 mistake: row 2: person \"p1\" answers \"6\" to item \"q2\"; \
         allowed is 1 to 5, or ? for not observed, or an empty cell"
    );
    for wrong in ["0", "-1", "3.5", "four", "1e0", "99999999999", "."] {
        assert!(mistakes(format!("id,q1\np1,{wrong}\n").as_bytes()).contains(wrong), "{wrong}");
    }
}

#[test]
fn answers_that_do_not_fit_an_item_bank() {
    let bank = ItemBank::new([
        ("q1", Logistic::rasch(0.0).unwrap().into()),
        ("q2", Logistic::rasch(1.0).unwrap().into()),
    ])
    .unwrap();
    let rows = [vec![Some(1)], vec![None, Some(2)]];
    assert_eq!(
        Patterns::new(&bank, rows).unwrap_err().to_string(),
        "the answers have 2 mistakes: row 1 has 1 answer for 2 items; give one answer or none for each; \
         row 2 answers 2 to item \"q2\", which has categories 0 to 1"
    );
    let many = Nominal::new((0..300).map(f64::from).collect(), vec![0.0; 300]).unwrap();
    let bank = ItemBank::new([("q1", many.into())]).unwrap();
    assert_eq!(
        Patterns::new(&bank, [[None]]).unwrap_err().to_string(),
        "the answers have 1 mistake: item \"q1\" has 300 categories; tables of answers hold at most 255"
    );
    assert_eq!(
        Answered::new(&bank.items()[0], 300).unwrap_err().to_string(),
        "the answer is category 300; the item has categories 0 to 299"
    );
}

#[test]
fn a_bank_that_does_not_fit_a_scale() {
    let responses = Responses::from_csv(&instrument(), b"id,q1,q2\np1,4,2\n").unwrap();
    let scorer = || AbilityScorer::new(instrument(), responses.clone()).unwrap();
    let bank = ItemBank::new([("q1", Logistic::rasch(0.0).unwrap().into())]).unwrap();
    assert_eq!(
        scorer().with_bank("s", &bank).unwrap_err().to_string(),
        "the bank for scale \"s\" has 2 mistakes: item \"q1\" is answered in 5 categories and has 2 in the bank; \
         item \"q2\" is not in the bank"
    );
    assert_eq!(
        scorer().with_bank("t", &bank).unwrap_err().to_string(),
        "there is no scale \"t\"; the instrument has \"s\""
    );
    let flat = AbilityLevels::Linear { at_zero: 3.0, per_unit: 0.0 };
    assert_eq!(
        scorer().with_levels(flat).unwrap_err().to_string(),
        "levels per unit of ability is 0; it must be a positive number"
    );
    let nowhere = AbilityLevels::Linear { at_zero: f64::NAN, per_unit: 1.0 };
    assert_eq!(
        scorer().with_levels(nowhere).unwrap_err().to_string(),
        "level at ability 0 is NaN; it must be a number"
    );
}

#[test]
fn an_adaptive_test_that_cannot_be_held() {
    let test = || {
        let items = ["q1", "q2", "q3"].map(|id| (id, Logistic::rasch(0.0).unwrap().into()));
        AdaptiveTest::new(ItemBank::new(items).unwrap())
    };
    let said = |result: Result<AdaptiveTest, AssessError>| result.unwrap_err().to_string();
    assert_eq!(
        said(test().with_length(3, 5)),
        "the adaptive test has 1 mistake: the length is 3 to 5 with 3 items in the bank; \
         1 <= shortest <= longest <= items must hold"
    );
    assert_eq!(
        said(test().with_start(f64::NAN)),
        "the adaptive test has 1 mistake: start is NaN; it must be a number"
    );
    assert_eq!(
        said(test().with_exposure(Exposure::Randomesque { among: 0 })),
        "the adaptive test has 1 mistake: items are drawn from the best 0; draw from at least 1"
    );
    let pass = [("q1", 1.5), ("q9", 0.5)].map(|(item, p)| (item.to_owned(), p)).into();
    assert_eq!(
        said(test().with_exposure(Exposure::SympsonHetter { pass })),
        "the adaptive test has 2 mistakes: item \"q1\" passes with probability 1.5; it must be in the bank, and the \
         probability above 0 and at most 1; item \"q9\" passes with probability 0.5; it must be in the bank, and the \
         probability above 0 and at most 1"
    );
    assert_eq!(
        said(test().sympson_hetter(&[], 0.0, 1, 1)),
        "the adaptive test has 1 mistake: highest exposure is 0; it must be above 0 and at most 1"
    );
    let quotas = ContentQuotas::new()
        .with_area("a", 1, 2, ["q1", "q9"])
        .with_area("b", 2, 3, ["q1"])
        .with_area("c", 1, 0, ["q2"]);
    assert_eq!(
        said(test().with_quotas(quotas)),
        "the adaptive test has 5 mistakes: area \"a\" has item \"q9\", which is not in the bank; item \"q1\" is in area \
         \"a\" and again in area \"b\"; an item has one area; area \"b\" wants 2 to 3 of its 1 items; at least <= at \
         most, and no more than there are; area \"c\" wants 1 to 0 of its 1 items; at least <= at most, and no more than \
         there are; the areas want at least 4 items together and the longest test has 3; lengthen it or lower a quota"
    );
    let quotas = ContentQuotas::new().with_area("a", 2, 2, ["q1", "q2"]);
    let both = test().with_quotas(quotas).unwrap().with_length(1, 1);
    assert!(said(both).ends_with("the areas want at least 2 items together and the longest test has 1; lengthen it or lower a quota"));
    for (error, expected) in [
        (
            StandardErrorBelow::new(0.0).unwrap_err(),
            "standard error to stop at is 0; it must be a positive number",
        ),
        (
            Classified::new(0.0, 1.0).unwrap_err(),
            "confidence to stop at is 1; it must be above 0.5 and below 1",
        ),
        (Classified::new(f64::INFINITY, 0.9).unwrap_err(), "target is inf; it must be a number"),
    ] {
        assert_eq!(error.to_string(), format!("the adaptive test has 1 mistake: {expected}"));
    }
}

#[test]
fn answers_and_states_that_do_not_fit_an_adaptive_test() {
    let items = ["q1", "q2"].map(|id| (id, Logistic::rasch(0.0).unwrap().into()));
    let test = AdaptiveTest::new(ItemBank::new(items).unwrap());
    let mut sitting = test.begin(1);
    assert_eq!(
        sitting.answer(1).unwrap_err().to_string(),
        "the sitting has 1 mistake: there is an answer and no item was asked; ask for the next item first"
    );
    sitting.proceed();
    assert_eq!(
        sitting.answer(2).unwrap_err().to_string(),
        "the sitting has 1 mistake: item \"q1\" is answered 2; it has categories 0 to 1"
    );
    sitting.answer(1).unwrap();
    let state = |text: &str| TestState::from_json(text);
    let bank = test.bank().fingerprint();
    let wrong = format!(
        r#"{{"version":1,"bank":"{bank}","seed":1,"answers":[["q1",1],["q7",0],["q2",4]],"asked":"q1"}}"#
    );
    let other = wrong.replace(&bank, "00000000deadbeef");
    assert_eq!(
        test.resume(&state(&other).unwrap()).unwrap_err().to_string(),
        format!(
            "the sitting has 1 mistake: the state was written with bank 00000000deadbeef and this is bank {bank}; resume a test \
             with the bank that it began with, unchanged"
        )
    );
    assert_eq!(
        test.resume(&state(&wrong).unwrap()).unwrap_err().to_string(),
        "the sitting has 3 mistakes: item \"q7\" is not in the bank; resume a test with the bank that it began with; item \
         \"q2\" is answered 4; it has categories 0 to 1; item \"q1\" is there twice; a test asks an item once"
    );
    assert_eq!(
        state(r#"{"version":2,"bank":"","seed":1,"answers":[]}"#).unwrap_err().to_string(),
        "the document says version 2; this release reads version 1"
    );
    assert!(
        state(r#"{"version":1,"bank":"","seed":1,"answers":[],"theta":0}"#)
            .unwrap_err()
            .to_string()
            .starts_with("the document cannot be read: unknown field `theta`")
    );
}

#[test]
fn an_unknown_item_column() {
    assert_eq!(
        mistakes(b"id,q1,q7\np1,4,4\n"),
        "the responses have 1 mistake: column 3 is \"q7\", which is no item of the instrument; \
         items are \"q1\", \"q2\""
    );
}

#[test]
fn a_column_twice() {
    assert_eq!(
        mistakes(b"id,q1,q1\np1,4,4\n"),
        "the responses have 1 mistake: column 3 is \"q1\", which stands there before; keep one"
    );
}

#[test]
fn no_id_column() {
    assert_eq!(
        mistakes(b"q1,q2\n4,4\n"),
        "the responses have 1 mistake: the first column is \"q1\"; it must be \"id\""
    );
}

#[test]
fn a_person_twice_on_one_occasion() {
    assert_eq!(
        mistakes(b"id,q1\np1,4\np2,1\np1,5\n"),
        "the responses have 1 mistake: row 4: person \"p1\" stands on row 2 already; \
         keep one row per person and occasion"
    );
    let message = mistakes(b"id,occasion,q1\np1,2027-01-31,4\np1,2027-01-31,5\n");
    assert!(message.contains("on row 2 already for 2027-01-31; keep"), "{message}");
}

#[test]
fn a_row_without_a_person() {
    assert!(mistakes(b"id,q1\n,4\n").contains("row 2 has an empty id; say who answered"));
}

#[test]
fn a_row_of_another_length() {
    assert!(mistakes(b"id,q1,q2\np1,4\n").contains("row 2 has 2 cells and the header 3"));
}

#[test]
fn an_occasion_that_is_no_date() {
    let message = mistakes(b"id,occasion,q1\np1,31-01-2027,4\n");
    assert!(
        message.contains("has occasion \"31-01-2027\"; write a date as 2027-01-31"),
        "{message}"
    );
}

#[test]
fn a_file_that_is_not_utf_8() {
    assert_eq!(
        mistakes(b"id,q1\np1,4\np\xe9,3\n"),
        "the responses have 1 mistake: the file is not UTF-8: byte 12 on row 3 cannot be read; \
         save it as \"CSV UTF-8\""
    );
}

#[test]
fn an_empty_file() {
    assert!(mistakes(b"").contains("the file is empty; its first row must name the columns"));
    assert!(mistakes(b"\xef\xbb\xbf").contains("the file is empty"));
}

#[test]
fn every_mistake_is_listed_up_to_ten() {
    let mut file = String::from("id,q1\n");
    for person in 0..12 {
        file += &["p", &person.to_string(), ",9\n"].concat();
    }
    let message = mistakes(file.as_bytes());
    assert!(message.starts_with("the responses have 12 mistakes: row 2"), "{message}");
    assert!(message.ends_with("; and 2 more"), "{message}");
}

#[test]
fn what_spreadsheets_write_simply_works() {
    let plain = Responses::from_csv(&instrument(), b"id,q1,q2\np1,4,\np2,NA,2\np3,?,1\n").unwrap();
    for same in [
        &b"id;q1;q2\np1;4;\np2;NA;2\np3;?;1\n"[..],
        b"\xef\xbb\xbfid,q1,q2\r\np1,4,\r\np2,NA,2\r\np3,?,1\r\n",
        b"id\tq1\tq2\np1\t4\t\np2\tNA\t2\np3\t?\t1",
        b"ID , q1 , q2\np1, 4 ,\np2,NA, 2\np3,?,1\n\n",
        b"id,q2,q1\np1,,4\np2,2,NA\np3,1,?\n",
        b"id,q1,q2\np1,4.0,\n,,\np2,NA,2.0\np3,?,1.0\n",
        b"\"id\";\"q1\";\"q2\"\n\"p1\";\"4,0\";\np2;;2\np3;?;1\n",
    ] {
        let text = String::from_utf8_lossy(same);
        assert!(Responses::from_csv(&instrument(), same) == Ok(plain.clone()), "{text}");
    }
}

#[test]
fn occasions_are_kept_and_one_is_scored() {
    let file = b"id,occasion,q1\np1,2027-01-31,4\np1,2026-01-31,5\np2,2027-01-31,1\n";
    let responses = Responses::from_csv(&instrument(), file).unwrap();
    let error = Scorer::new(instrument(), responses.clone()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the responses hold 2 occasions (2026-01-31, 2027-01-31); choose one with `Responses::on`"
    );
    let latest = responses.on(responses.occasions().pop().flatten());
    assert_eq!(latest.persons().collect::<Vec<_>>(), ["p1", "p2"]);
    assert!(Scorer::new(instrument(), latest).is_ok());
}

#[test]
fn somebody_who_is_not_on_the_roster() {
    let responses = Responses::from_csv(&instrument(), b"id,q1\np9,4\np1,3\np3,1\n").unwrap();
    let scorer = Scorer::new(instrument(), responses).unwrap();
    let error = scorer.score(&Table::new(["p1"]).unwrap()).err().unwrap();
    assert_eq!(
        error.to_string(),
        "\"p3\", \"p9\" answered but are not on the roster; \
         add them to the roster or take their rows out of the responses"
    );
}

#[test]
fn an_instrument_lists_all_its_mistakes() {
    let error = Instrument::builder("broken")
        .with_format("a", ResponseFormat::new(5, 1))
        .with_format("b", ResponseFormat::new(1, 3).with_labels(["no", "yes"]))
        .with_format("c", ResponseFormat::new(1, 3).with_not_observed("NA"))
        .with_items([Item::new("q1", "b"), Item::new("q1", "d"), Item::new("id", "b")])
        .with_item(Item::new(" ", "b"))
        .with_item(Item::new("wide", "e"))
        .with_format("e", ResponseFormat::new(0, 10))
        .with_scale(
            Scale::new("s").with_item("q1").with_item("q1").with_item("q9").with_item("wide"),
        )
        .with_scale(Scale::new("t").with_competency("x"))
        .with_scale(
            Scale::new("u")
                .with_competency("x")
                .with_keyed("q1", Key::Positive, -1.0)
                .with_missing(MissingRule::MinAnswered(2))
                .with_levels(LevelMap::linear(5.0, 1.0)),
        )
        .with_scale(
            Scale::new("v")
                .with_competency("v")
                .with_item("q1")
                .with_levels(LevelMap::linear(1.0, 5.0))
                .with_behaviour(3.0, "asks")
                .with_behaviour(2.0, "tells"),
        )
        .with_targets("adviser", [("v", 6.0), ("w", 3.0)])
        .with_targets("adviser", [("v", 2.0), ("v", 3.0)])
        .with_levels(LevelMap::anchored([(0.0, 1.0)]))
        .build()
        .unwrap_err();
    let AssessError::Instrument { violations, .. } = &error else { panic!("{error}") };
    let found: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "format \"a\" runs from 5 to 1; the lowest category must lie below the highest",
            "format \"b\" has 2 labels for 3 categories; give one per category, or none",
            "format \"c\" marks \"not observed\" with \"NA\", which reads as an answer or as no answer; use a word",
            "item \"q1\" stands there twice; rename one",
            "item 4 has an empty id; give every item an id",
            "item \"q1\" is answered in format \"d\", which is not defined; formats are \"a\", \"b\", \"c\", \"e\"",
            "item \"id\" has the name of a column that responses keep for themselves; call it something else than \"id\", \"rater\" or \"occasion\"",
            "the level map of the instrument must rise strictly from score 0 to score 1, in both numbers of each anchor",
            "scale \"s\" counts item \"q1\" twice; use a weight instead",
            "scale \"s\" counts item \"q9\", which is not defined",
            "scale \"s\" joins items answered from 1 to 3 with item \"wide\" answered from 0 to 10; a mean of both says nothing",
            "scale \"t\" has no items; give it at least one",
            "scale \"u\" asks for at least 2 answers, but it has 1 items; ask for 1 to 1 answers, or a fraction above 0 and at most 1",
            "the level map of scale \"u\" must rise strictly from score 0 to score 1, in both numbers of each anchor",
            "item \"q1\" has weight -1 on scale \"u\"; weights run from 0.000001 to 1000000 (the key turns an item around)",
            "scales \"t\" and \"u\" both measure competency \"x\"; join them or link one of them",
            "the behaviours of scale \"v\" must have words, and levels that rise from 1 to 5 at most",
            "role \"adviser\" stands there twice; rename one",
            "role \"adviser\" has target 6 on competency \"v\"; give each competency one level from 1 to 5",
            "role \"adviser\" has a target on competency \"w\", which no scale measures; link a scale to it",
            "role \"adviser\" has target 3 on competency \"v\"; give each competency one level from 1 to 5",
        ]
    );
    assert!(error.to_string().starts_with("instrument \"broken\" has 21 mistakes: format \"a\""));
    let nothing = Instrument::builder("nothing").build().unwrap_err().to_string();
    assert_eq!(
        nothing,
        "instrument \"nothing\" has 1 mistake: it has no scales; give it at least one"
    );
}

#[test]
fn a_role_without_targets() {
    let with = |role: &str| {
        Instrument::builder("short")
            .with_format("f", ResponseFormat::new(1, 5))
            .with_item(Item::new("q1", "f"))
            .with_scale(Scale::new("s").with_competency("c").with_item("q1"))
            .with_targets(role, [("c", 4.0)])
            .build()
            .unwrap()
    };
    let functions = [Value::category("planner"), Value::Unknown];
    let roster = Table::new(["p1", "p2"]).unwrap().with_column("function", functions).unwrap();
    let error = RoleTargets::new(&with("adviser"), &roster, "function").unwrap_err();
    assert_eq!(
        error.to_string(),
        "person \"p1\" has role \"planner\", for which the instrument has no targets; it has them for \"adviser\"; \
         add the role, or \"everyone\""
    );
    // Whose role is unknown has no target, which is no mistake.
    let planner = RoleTargets::new(&with("planner"), &roster, "function").unwrap();
    assert!(planner.rating(0, "c").is_some() && planner.rating(1, "c").is_none());
    contract::ratings(&planner).unwrap();
    assert!(RoleTargets::new(&with("everyone"), &roster, "function").is_ok());
}

#[test]
fn documents_say_what_they_cannot_read() {
    let version = r#"{"version": 2, "id": "x", "formats": {}, "items": [], "scales": []}"#;
    let error = Instrument::from_json(version).unwrap_err();
    assert_eq!(error.to_string(), "the document says version 2; this release reads version 1");
    let field =
        r#"{"version": 1, "id": "x", "colour": "red", "formats": {}, "items": [], "scales": []}"#;
    let error = Instrument::from_json(field).unwrap_err().to_string();
    assert!(error.contains("unknown field `colour`") && error.contains("line 1"), "{error}");
    let key = r#"{"version": 1, "id": "x", "formats": {"f": {"min": 1, "max": 2}},
        "items": [{"id": "q", "format": "f"}], "scales": [{"id": "s", "items": [{"item": "q", "key": 2}]}]}"#;
    assert!(matches!(Instrument::from_json(key), Err(AssessError::Document { .. })));
}

#[test]
fn a_document_comes_back_as_it_went() {
    let instrument = Instrument::builder("round")
        .with_title("Round trip")
        .with_format(
            "f",
            ResponseFormat::new(0, 1).with_labels(["no", "yes"]).with_not_observed("?"),
        )
        .with_item(Item::new("q1", "f").with_text("Well?"))
        .with_item(Item::new("q2", "f"))
        .with_scale(
            Scale::new("s")
                .with_title("S")
                .with_competency("c")
                .with_item("q1")
                .with_keyed("q2", Key::Negative, 0.5)
                .with_missing(MissingRule::MinAnswered(1))
                .with_levels(LevelMap::anchored([(0.0, 1.0), (0.5, 2.0), (1.0, 4.0)]))
                .with_behaviour(1.0, "waits")
                .with_behaviour(2.5, "asks"),
        )
        .with_targets("everyone", [("c", 2.0)])
        .with_levels(LevelMap::linear(0.0, 3.0))
        .build()
        .unwrap();
    assert_eq!(Instrument::from_json(&instrument.to_json().unwrap()), Ok(instrument));
}

#[test]
fn a_known_error_must_be_positive() {
    for item_sd in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let responses = Responses::from_csv(&instrument(), b"id,q1\n").unwrap();
        let scorer = Scorer::new(instrument(), responses).unwrap();
        let error = scorer.with_error_method(ErrorMethod::Known { item_sd }).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("item_sd is {item_sd}; it must be a positive number")
        );
    }
}

/// What is wrong with a bank, in words.
fn bank_mistakes(items: &str) -> String {
    ItemBank::from_json(&format!(r#"{{"version": 1, "items": [{items}]}}"#))
        .unwrap_err()
        .to_string()
}

#[test]
fn item_parameters_that_mean_nothing() {
    for (item, message) in [
        (
            r#"{"id": "q", "model": "2pl", "a": -1.5, "b": 0}"#,
            "the discrimination a is -1.5; it must be above 0: an item that measures the opposite is reversed first",
        ),
        (
            r#"{"id": "q", "model": "2pl", "a": 1, "b": 2e6}"#,
            "b is 2000000; it must be a number from -1e6 to 1e6",
        ),
        (
            r#"{"id": "q", "model": "3pl", "a": 1, "b": 0, "c": 1}"#,
            "the asymptotes are c = 1 and d = 1; 0 <= c < d <= 1 must hold",
        ),
        (
            r#"{"id": "q", "model": "grm", "a": 1, "b": [0.5, 0.2]}"#,
            "threshold b2 is 0.2, not above the one before it, 0.5; a graded item has increasing thresholds",
        ),
        (
            r#"{"id": "q", "model": "pcm", "b": []}"#,
            "there is no threshold; an item of n categories has n - 1, and n is at least 2",
        ),
        (
            r#"{"id": "q", "model": "nrm", "a": [0, 1], "c": [0]}"#,
            "there are 2 slopes and 1 intercepts; give one of each per category, at least two",
        ),
        (
            r#"{"id": "q", "model": "nrm", "a": [1, 1], "c": [0, 2]}"#,
            "all slopes are 1; at least one category must have another slope than the rest",
        ),
    ] {
        assert_eq!(
            bank_mistakes(item),
            format!("the item bank has 1 mistake: item \"q\": {message}")
        );
    }
}

#[test]
fn item_banks_that_cannot_be() {
    let rasch = |id: &str| format!(r#"{{"id": "{id}", "model": "rasch", "b": 0}}"#);
    assert_eq!(
        bank_mistakes(""),
        "the item bank has 1 mistake: there is no item; a bank has at least one"
    );
    assert_eq!(
        bank_mistakes(&[rasch("q"), rasch(""), rasch("q")].join(",")),
        "the item bank has 2 mistakes: item 2 has an empty id; give it one; item \"q\" is there twice; ids are unique"
    );
    assert!(
        bank_mistakes(r#"{"id": "q", "model": "rasch", "b": 0, "a": 1}"#)
            .contains("unknown field `a`")
    );
    let narrow = format!(
        r#"{{"version": 1, "population": {{"mean": 0, "sd": 0}}, "items": [{}]}}"#,
        rasch("q")
    );
    assert_eq!(
        ItemBank::from_json(&narrow).unwrap_err().to_string(),
        "the item bank has 1 mistake: the population has mean 0 and standard deviation 0; \
         both must be finite and the second above 0"
    );
}

#[test]
fn grids_that_cannot_be() {
    assert_eq!(
        ThetaGrid::new(-1.0, 1.0, 2).unwrap_err().to_string(),
        "number of grid points is 2; it must be at least 3"
    );
    assert_eq!(
        ThetaGrid::new(1.0, 1.0, 9).unwrap_err().to_string(),
        "high end of the grid is 1; it must be finite and above the low end"
    );
}

fn coded(rows: &[&[Option<u8>]], each: u32) -> Tally {
    let ids = (1..=rows[0].len()).map(|item| format!("q{item}"));
    let add = |builder: TallyBuilder, row: &&[Option<u8>]| builder.with_rows(row, each);
    rows.iter().fold(Tally::builder(ids), add).build().unwrap()
}

/// Why answers are not calibrated, in words.
fn refusal(calibrator: &Calibrator, rows: &[&[Option<u8>]], each: u32) -> String {
    let message = calibrator.calibrate(&coded(rows, each)).unwrap_err().to_string();
    message.strip_prefix("calibration is refused for ").unwrap().to_string()
}

/// Four patterns of three binary items.
const ROWS: [&[Option<u8>]; 4] = [
    &[Some(0), Some(0), Some(1)],
    &[Some(1), Some(0), Some(0)],
    &[Some(1), Some(1), Some(1)],
    &[Some(0), Some(0), Some(0)],
];

#[test]
fn samples_that_are_too_small() {
    let two = Calibrator::new(Family::TwoPl);
    assert_eq!(
        refusal(&two, &ROWS, 5),
        "1 reason: 20 persons answered; the model 2pl needs 250, or priors on slopes and intercepts, or anchors"
    );
    assert_eq!(
        refusal(&two, &[&[Some(0), Some(1)], &[Some(1), Some(0)]], 500),
        "1 reason: there are 2 items; without priors or anchors the model 2pl needs 3 that are answered together"
    );
    let anchored = two.clone().with_anchor("q1", Logistic::rasch(0.0).unwrap());
    assert!(anchored.calibrate(&coded(&ROWS, 5)).is_ok());
}

#[test]
fn items_that_cannot_be_calibrated() {
    let refuse = |family: Family, item: [Option<u8>; 4]| {
        let rows: Vec<Vec<Option<u8>>> =
            ROWS.iter().zip(item).map(|(row, answer)| [row, &[answer][..]].concat()).collect();
        let rows: Vec<&[Option<u8>]> = rows.iter().map(Vec::as_slice).collect();
        refusal(&Calibrator::new(family), &rows, 500)
    };
    assert_eq!(
        refuse(Family::Rasch, [None; 4]),
        "1 reason: nobody answered item \"q4\"; leave it out, or anchor it"
    );
    assert_eq!(
        refuse(Family::TwoPl, [Some(1); 4]),
        "1 reason: everybody who answered item \"q4\" chose category 1; such an item cannot be calibrated: \
         leave it out, or anchor it"
    );
    assert_eq!(
        refuse(Family::Graded, [Some(0), Some(2), None, Some(2)]),
        "1 reason: nobody chose category 1 of item \"q4\", though others above it; join it with a neighbour"
    );
    assert_eq!(
        refuse(Family::TwoPl, [Some(0), Some(1), Some(2), Some(2)]),
        "1 reason: item \"q4\" has 3 categories; the model 2pl is for two: use grm, pcm, rsm, gpcm or nrm"
    );
}

#[test]
fn models_and_anchors_that_do_not_fit() {
    let two = Calibrator::new(Family::TwoPl);
    let anchor = Logistic::rasch(0.0).unwrap();
    assert_eq!(
        refusal(&two.clone().with_anchor("q9", anchor), &ROWS, 500),
        "1 reason: there is no item \"q9\" among the answers; known are \"q1\", \"q2\", \"q3\""
    );
    let all = ["q1", "q2", "q3"].into_iter().fold(two.clone(), |it, id| it.with_anchor(id, anchor));
    assert_eq!(
        refusal(&all, &ROWS, 500),
        "1 reason: every item is anchored; nothing is left to calibrate"
    );
    assert_eq!(
        refusal(&two.clone().with_family("q2", Family::OnePl), &ROWS, 500),
        "1 reason: the model 1pl has one slope for all items; beside anchors or items of other models use rasch or 2pl"
    );
    assert_eq!(
        refusal(&two.with_anchor("q1", anchor), &[&[Some(2), Some(0)], &[Some(0), Some(1)]], 500),
        "1 reason: item \"q1\" is answered with category 2; its anchor has 0 to 1"
    );
    assert_eq!(
        "5pl".parse::<Family>().unwrap_err().to_string(),
        "there is no model \"5pl\"; models are rasch, 1pl, 2pl, 3pl, grm, pcm, rsm, gpcm, nrm"
    );
}

#[test]
fn an_item_that_measures_the_opposite() {
    let rows: [&[Option<u8>]; 8] = [
        &[Some(1), Some(1), Some(1), Some(0)],
        &[Some(0), Some(0), Some(0), Some(1)],
        &[Some(1), Some(1), Some(0), Some(0)],
        &[Some(0), Some(0), Some(1), Some(1)],
        &[Some(1), Some(0), Some(1), Some(0)],
        &[Some(0), Some(1), Some(0), Some(1)],
        &[Some(1), Some(1), Some(1), Some(1)],
        &[Some(0), Some(0), Some(0), Some(0)],
    ];
    let message = refusal(&Calibrator::new(Family::TwoPl), &rows, 500);
    assert!(message.starts_with("1 reason: the slope of item \"q4\" comes out as -"), "{message}");
    assert!(
        message.ends_with(
            "it measures the opposite of the others; reverse its answers, or leave it out"
        ),
        "{message}"
    );
}

#[test]
fn coded_answers_that_cannot_be() {
    let rows = Tally::builder(["q1", "q2"]).with_row(&[None]).with_row(&[Some(255), Some(0)]);
    assert_eq!(
        rows.build().unwrap_err().to_string(),
        "the coded answers have 2 mistakes: row 1 has 1 answers; there are 2 items; \
         row 2 answers 255 to item \"q1\"; categories are numbered from 0 to 254"
    );
    assert_eq!(
        Tally::builder(["q", "q"]).build().unwrap_err().to_string(),
        "the coded answers have 1 mistake: item \"q\" is there twice; ids are unique"
    );
}

#[test]
fn priors_and_tolerances_that_mean_nothing() {
    assert_eq!(
        Priors::none().with_slopes(0.0, 0.0).unwrap_err().to_string(),
        "the prior of slopes is 0; it must be of a finite standard deviation above 0"
    );
    assert_eq!(
        Priors::none().with_guessing(f64::NAN, 1.0).unwrap_err().to_string(),
        "the prior of guessing is NaN; it must be around a finite mean"
    );
    assert_eq!(
        Calibrator::new(Family::Rasch).with_tolerance(0.0).unwrap_err().to_string(),
        "the tolerance of the gradient is 0; it must be finite and above 0"
    );
}

#[test]
fn coded_files_that_cannot_be_read() {
    let read = |file: &CodedFile, text: &[u8]| file.read(text).unwrap_err().to_string();
    assert_eq!(
        read(&CodedFile::new().with_frequency("n"), b"q1,q2\n1,0\n"),
        "the coded answers have 1 mistake: there is no column \"n\"; the file has \"q1\", \"q2\""
    );
    assert_eq!(
        read(&CodedFile::new().with_frequency("n"), b"q1,n\nyes,2\n1,-2\n300,1\n"),
        "the coded answers have 3 mistakes: row 2 has \"yes\" in column \"q1\"; an answer is a whole number, or empty; \
         row 3 has \"-2\" in column \"n\"; a frequency is a whole number from 0 on; \
         row 4 has \"300\" in column \"q1\"; at most 254 above the lowest answer to the item"
    );
    assert_eq!(
        read(&CodedFile::new().with_lowest(1), b"q1;q2\n0;1\n"),
        "the coded answers have 1 mistake: row 2 has \"0\" in column \"q1\"; an answer is a whole number, or empty"
    );
    assert!(read(&CodedFile::new(), b"q1,q2\n1\n").contains("line: 2"));
}

#[test]
fn long_files() {
    let text = |file: &str| {
        Responses::from_long_csv(&instrument(), file.as_bytes()).unwrap_err().to_string()
    };
    assert_eq!(
        text("id,item\np1,q1\n"),
        "the responses have 1 mistake: there is no column \"answer\"; a long file has the columns id, item, answer, and if known rater and occasion"
    );
    assert!(
        text("id,item,answer,colour\n")
            .contains("column 4 is \"colour\"; a long file has the columns")
    );
    assert_eq!(
        text("id,item,answer\np1,q9,4\n"),
        "the responses have 1 mistake: row 2: \"q9\" is no item of the instrument; items are \"q1\", \"q2\""
    );
    assert_eq!(
        text("id,item,answer\np1,q1,4\np1,q1,5\n"),
        "the responses have 1 mistake: row 3: person \"p1\" answers item \"q1\" on row 2 already; keep one answer"
    );
    let three = text("id,item,answer,occasion\np1,q1,9,\np1,q1,4,soon\n,q1,4,\n");
    assert!(three.starts_with("the responses have 3 mistakes"), "{three}");
}

#[test]
fn raters_are_kept_apart_from_those_they_rate() {
    let file = b"id;rater;occasion;q1;q2\np1;;;4;2\np1;r1;;3;\np1;r2;;?;1\n";
    let responses = Responses::from_csv(&instrument(), file).unwrap();
    assert!(responses.has_raters());
    assert_eq!(responses.about("p1").persons().collect::<Vec<_>>(), ["p1", "r1", "r2"]);
    assert_eq!(responses.own().persons().collect::<Vec<_>>(), ["p1"]);
    let error = Scorer::new(instrument(), responses.clone()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the responses hold answers of raters about others; choose with `Responses::own` or `Responses::about`"
    );
    let twice = mistakes(b"id,rater,q1\np1,r1,4\np1,r1,5\n");
    assert!(
        twice.contains("row 3: rater \"r1\" of person \"p1\" stands on row 2 already; keep"),
        "{twice}"
    );
    let long = b"id,rater,item,answer\np1,,q1,4\np1,r1,q1,3\np1,,q2,2\np1,r2,q1,?\np1,r2,q2,1\n";
    assert_eq!(Responses::from_long_csv(&instrument(), long).unwrap(), responses);
}

#[test]
fn exports_of_survey_tools() {
    let fields = ExportFields::person("token").with_occasion("submitdate").with_ignored(["why"]);
    let lime = b"\"id\",\"submitdate\",\"lastpage\",\"token\",\"block[q1]\",\"q2\",\"why\"\n\"7\",\"2027-01-31 10:11:12\",\"3\",\"p1\",\"A4\",\"2\",\"so\"\n";
    let lime = Responses::from_lime_survey(&instrument(), lime, &fields).unwrap();
    let json = r#"[{"token": "p1", "submitdate": "2027-01-31T09:00:00Z", "block": {"q1": 4}, "q2": "2", "why": "so"}]"#;
    assert_eq!(Responses::from_survey_js(&instrument(), json, &fields).unwrap(), lime);
    let wide = b"id,occasion,q1,q2\np1,2027-01-31,4,2\n";
    assert_eq!(Responses::from_csv(&instrument(), wide).unwrap(), lime);

    let text = |json: &str| {
        Responses::from_survey_js(&instrument(), json, &fields).unwrap_err().to_string()
    };
    assert!(text(r#"[{"token": "p1", "q3": 4}]"#).contains("row 1: \"q3\" is no item"));
    assert!(text(r#"[{"token": "p1", "q1": 4.5}]"#).contains("answers \"4.5\" to item \"q1\""));
    assert!(text(r#"[{"q1": 4}]"#).contains("row 1 has an empty id"));
    assert!(text(r#"[{"token": "p1", "submitdate": "soon"}]"#).contains("has occasion \"soon\""));
    assert!(text("{").starts_with("the document cannot be read"));
    let headless =
        Responses::from_lime_survey(&instrument(), b"id,q1\n1,A4\n", &fields).unwrap_err();
    assert_eq!(
        headless.to_string(),
        "the responses have 1 mistake: there is no field \"token\"; say which one holds the person's id"
    );
    let unknown =
        Responses::from_lime_survey(&instrument(), b"token,G1[q9]\np1,A4\n", &fields).unwrap_err();
    assert!(unknown.to_string().contains("column 2 is \"G1[q9]\", which is no item"), "{unknown}");
}

#[test]
fn a_survey_and_its_answers() {
    use intervision_assess::survey::{Question, Questions, Replies};

    let none = || Vec::<String>::new();
    let wrong = |questions: Vec<Question>| Questions::new(questions).unwrap_err().to_string();
    assert_eq!(wrong(vec![]), "the survey has 1 mistake: there is no question; ask at least one");
    assert_eq!(
        wrong(vec![Question::closed("a", "A?", ["x"]), Question::open("a", "A?", none())]),
        "the survey has 3 mistakes: question \"a\" stands twice; rename one of them; \
         question \"a\" has 1 answer; give it at least 2; question \"a\" has 0 themes; give it at least 1"
    );
    assert_eq!(
        wrong(vec![Question::open("a", "A?", ["x", "y", "x", "x"])]),
        "the survey has 1 mistake: theme \"x\" stands twice; rename one of them"
    );
    let closed = Question::closed("a", "A?", ["yes", "no"]);
    let questions = Questions::new([closed, Question::open("b", "B?", ["time"])]).unwrap();
    let mistakes =
        |file: &str| Replies::from_csv(&questions, file.as_bytes()).unwrap_err().to_string();
    assert_eq!(
        mistakes(""),
        "the survey has 1 mistake: the file cannot be read: it is empty; its first row must name the questions"
    );
    assert_eq!(
        mistakes("id,a,c,a\n"),
        "the survey has 2 mistakes: column \"c\" is no question; there are \"a\", \"b\"; column \"a\" stands twice; rename one of them"
    );
    assert_eq!(
        mistakes("id,a,b\np1,maybe,\np2,yes\np3,no,time|money\np3,no,\n"),
        "the survey has 4 mistakes: row 2: question \"a\" is answered \"maybe\"; it can be \"yes\", \"no\", or an empty cell; \
         row 3 has 2 cells and the first row 3; leave missing cells empty; \
         row 4: question \"b\" is answered \"money\"; it can be \"time\", or an empty cell; \
         row 5: \"p3\" has a row already; keep one of them"
    );
    let mut replies = Replies::from_csv(&questions, b"id,a\np9,yes\n").unwrap();
    assert_eq!(
        replies.record("p9", &[("c", "x"), ("a", "no")]).unwrap_err().to_string(),
        "the survey has 2 mistakes: column \"c\" is no question; there are \"a\", \"b\"; row 2: \"p9\" has a row already; keep one of them"
    );
    replies.record("p8", &[("b", "time")]).unwrap();
    assert_eq!(replies.len(), 2);
    assert_eq!(
        replies
            .report(&Table::new(["p8"]).unwrap(), intervision_assess::Floor::default())
            .unwrap_err()
            .to_string(),
        "\"p9\" answered but is not on the roster; add them to the roster or take their rows out of the responses"
    );
}
