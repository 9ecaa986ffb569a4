//! The chapters of a retreat: its hours and its vision.

use intervision::language::Language;
use intervision::report::{Hour, Hours, Report, Statements};

use crate::figures::{date, span, text_of};

fn retreat() -> Report {
    let day = date(4, 8);
    let hours = Hours::new()
        .with_hour(Hour::new("Encounters", span(day, (13, 0), (16, 30))).with_method("visits"))
        .with_hour(
            Hour::new("Sharing", span(day, (16, 30), (18, 0)))
                .with_turn(span(day, (16, 30), (16, 52)), "1")
                .with_turn(span(day, (16, 52), (17, 14)), "Inclusion"),
        )
        .with_clash("d07", span(day, (15, 0), (16, 0)), "busy");
    let statements = Statements::new(0.8)
        .with_theme("Inclusion")
        .with_statement("We ask first.", Some((20.0 / 25.0, 0.25)))
        .with_statement("We judge on it.", Some((0.44, 0.51)))
        .with_contributions("What improved?", ["We meet.", "All are heard."])
        .with_theme("Nothing yet")
        .with_theme("The city")
        .with_statement("We are there.", None);
    Report::new("Retreat", 25).with_hours(hours).with_statements(statements)
}

#[test]
fn hours_show_who_presents_when_and_who_is_elsewhere() {
    let text = text_of(&retreat().to_html().unwrap());
    for said in [
        "From Thu 8 Apr 13:00 to Thu 8 Apr 18:00, free of daily work.",
        "Thu 8 Apr 13:00–16:30 Encounters visits",
        "16:30–16:52 Group 1",
        "16:52–17:14 Inclusion",
        "1 appointment has to give way",
        "d07 Thu 8 Apr 15:00–16:00 · busy",
    ] {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
}

#[test]
fn statements_show_support_and_disagreement_and_hide_what_few_said() {
    let text = text_of(&retreat().to_html().unwrap());
    for said in [
        "1 of 3 statements is carried by the group.",
        "We ask first. 80% 0.25 carried",
        "We judge on it. 44% 0.51 open",
        "We are there. – – too few ratings",
    ] {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
    // By alphabet, so that nothing tells who spoke when.
    assert!(
        text.contains(
            "2 contributions, without who said them What improved? All are heard. We meet."
        )
    );
    assert!(!text.contains("Nothing yet"), "a theme without statements is left out");
}

#[test]
fn both_chapters_are_told_in_dutch() {
    let text = text_of(&retreat().in_language(Language::Dutch).to_html().unwrap());
    for said in [
        "Van do 8 apr 13.00 tot do 8 apr 18.00, vrij van dagelijks werk.",
        "16.30–16.52 Groep 1",
        "1 van de 3 uitspraken wordt door de groep gedragen.",
        "We ask first. 80% 0,25 gedragen",
    ] {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
}
