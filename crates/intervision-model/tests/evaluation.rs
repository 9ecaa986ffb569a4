//! What a design says of its evaluation, and what does not fit together in it.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use intervision_model::design::{Design, Measured};

fn design(evaluation: &str) -> Result<Design, String> {
    let text = format!(
        r#"
        version = 1
        id = "track"
        title = "Track"
        season = {{ start = 2027-01-11, end = 2027-04-20 }}
        phases = [{{ id = "all", title = "All of it" }}]
        sessions = []
        [evaluation]
        {evaluation}
        "#
    );
    Design::from_toml(&text).map_err(|problems| problems.to_string())
}

#[test]
fn every_part_may_be_left_out() {
    let none = design("").unwrap();
    let rules = none.evaluation().unwrap();
    assert_eq!((rules.floor, rules.measured, rules.questions.len()), (5, None, 0));
    let some = design(
        r#"
        measured = "afterwards"
        ties = { text = "Whom do you turn to?", across = "function" }
        questions = [
            { id = "useful", text = "Was it useful?", answers = ["yes", "no"] },
            { id = "helped", text = "What helped?", themes = ["time"] },
        ]
        "#,
    );
    let some = some.unwrap();
    let rules = some.evaluation().unwrap();
    assert_eq!((rules.measured, rules.questions.len()), (Some(Measured::Afterwards), 2));
    assert_eq!(Design::from_toml(&some.to_toml().unwrap()).unwrap(), some);
}

#[test]
fn what_does_not_fit_is_listed() {
    let told = design(
        r#"
        floor = 1
        ties = { text = "Whom do you turn to?", across = " " }
        questions = [
            { id = "a", text = "A?", answers = ["yes"] },
            { id = "a", text = "A?", answers = ["x", "x"] },
            { id = "c", text = "C?", answers = ["x", "y"], themes = ["z"] },
            { id = "d", text = "D?", themes = ["x|y"] },
        ]
        "#,
    );
    assert_eq!(
        told.unwrap_err(),
        "7 problems:\n\
         - evaluation.floor: 1 is not 2 or more, since a figure of one person is theirs\n\
         - question \"a\" stands 2 times; rename or remove all but one\n\
         - evaluation.questions.a: it has 1 answers and 0 themes; give a closed question two answers or more, an open one themes, and neither both\n\
         - choice \"x\" stands 2 times; rename or remove all but one\n\
         - evaluation.questions.c: it has 2 answers and 1 themes; give a closed question two answers or more, an open one themes, and neither both\n\
         - evaluation.questions.d: \"x|y\" holds a |, which separates choices; leave it out\n\
         - evaluation.ties.across: an attribute is missing; name the column of the roster across which ties are counted"
    );
}
