//! A programme around themes: horizon, theme teams, a day and a night, and looking back from a year to come.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use intervision_core::{Roster, Table};
use intervision_model::Problems;
use intervision_model::design::{Design, Template};
use intervision_model::futuring::Exercise;
use intervision_model::interchange::{
    read_contributions, read_rankings, read_roster, read_statement_ratings, read_statements,
};
use intervision_model::journey::{Media, VisitStatus};

fn text(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/data/retreat");
    fs::read_to_string(folder.join(name)).unwrap()
}

fn retreat() -> Design {
    Design::from_toml(&text("programme.toml")).unwrap()
}

/// What is wrong with the shipped design after replacing one piece of it by another.
fn changed(from: &str, to: &str) -> Vec<String> {
    let toml = text("programme.toml");
    assert!(toml.contains(from), "{from}");
    let problems: Problems = Design::from_toml(&toml.replace(from, to)).unwrap_err();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn r1_a_programme_has_a_question_a_horizon_and_themes() {
    let design = retreat();
    assert!(design.guiding_question().unwrap().ends_with('?'));
    assert_eq!((design.horizon_years(), design.themes().len()), (Some(4), 4));
    let cohort = read_roster(text("roster.csv").as_bytes(), design.roster()).unwrap();
    assert_eq!(cohort.len(), 25);
    let mut sectors: Vec<String> = (0..cohort.len())
        .map(|member| cohort.attribute(member, "sector").as_category().unwrap().to_owned())
        .collect();
    sectors.sort();
    sectors.dedup();
    assert_eq!(sectors.len(), 5);
}

#[test]
fn r1_no_themes_is_refused_where_a_design_is_about_them() {
    let toml = text("programme.toml");
    let line = toml.lines().find(|line| line.starts_with("themes = ")).unwrap();
    let mut told = changed(line, "themes = []");
    // What translates them has lost its texts as well.
    told.retain(|problem| !problem.starts_with("texts."));
    assert_eq!(
        told,
        ["themes: there are none, and `horizon_years` is about them; write at least one title"]
    );
}

#[test]
fn what_does_not_fit_is_told_with_its_place() {
    assert_eq!(
        changed("horizon_years = 4", "horizon_years = 0"),
        ["horizon_years: 0 is not from 1 to 50"]
    );
    assert_eq!(
        changed("count = 4", "count = 5"),
        [
            "theme_teams: there are 4 themes and `groups.count` is 5; set `groups.count = 4`: one team per theme"
        ]
    );
    assert_eq!(changed("presents_in = \"share\"", "presents_in = \"talk\"").len(), 1);
    assert_eq!(
        changed("day = 2027-04-08", "day = 2029-04-08"),
        [
            "day_plan.day: 2029-04-08 lies outside the season (2027-03-08 to 2027-06-25); move it inside"
        ]
    );
    assert_eq!(
        changed("target_year = 2031", "target_year = 2027"),
        ["futuring.target_year: 2027 is not a year after 2027, in which the season ends"]
    );
    assert_eq!(
        changed("carried_from = 0.8", "carried_from = 80.0"),
        ["futuring.carried_from: 80 is not a share above 0, up to 1"]
    );
    assert_eq!(
        changed("supports_from = 4", "supports_from = 6"),
        ["futuring.supports_from: 6 is not from 2 to 5"]
    );
}

#[test]
fn a_team_brings_back_what_the_design_asks() {
    let design = retreat();
    let mut visit = design.theme_teams().unwrap().visit("1");
    visit.deliver(Media::Image, "the market");
    visit.deliver(Media::Image, "the library");
    assert_eq!(visit.status(), VisitStatus::Incomplete { missing: vec![Media::Audio] });
}

#[test]
fn a_retreat_is_a_template_for_another_year() {
    let design = retreat();
    let people = Table::new((1..=30).map(|number| format!("p{number:02}"))).unwrap();
    let next = Template::of(&design, &people)
        .unwrap()
        .start(NaiveDate::from_ymd_opt(2029, 3, 1).unwrap())
        .unwrap();
    let (old, new) = (design.day_plan().unwrap(), next.day_plan().unwrap());
    assert_eq!((new.day - old.day).num_days() % 7, 0);
    assert_eq!(new.day - next.season().start, old.day - design.season().start);
    assert_eq!(next.futuring().unwrap().target_year, 2033);
}

#[test]
fn r6_statements_are_rated_without_whose_ratings_they_are() {
    let design = retreat();
    let cohort = read_roster(text("roster.csv").as_bytes(), design.roster()).unwrap();
    let rankings =
        read_rankings(text("rankings.csv").as_bytes(), design.themes(), &cohort).unwrap();
    assert!(rankings.iter().filter(|ranking| ranking.len() == 4).count() > 20);
    let mut exercise = Exercise::new(&design).unwrap();
    read_contributions(text("contributions.csv").as_bytes(), &mut exercise).unwrap();
    read_statements(text("statements.csv").as_bytes(), &mut exercise).unwrap();
    let ratings =
        read_statement_ratings(text("ratings.csv").as_bytes(), &exercise, &cohort).unwrap();
    assert_eq!((exercise.statements().len(), ratings.len()), (10, 10));
    assert!(ratings.iter().all(|of| of.len() <= 25 && of.is_sorted()));
    // Every theme has something from the year to come.
    for theme in 0..4 {
        assert!(exercise.contributions().iter().any(|said| said.theme == theme));
    }
}

#[test]
fn what_cannot_be_read_is_told_with_its_cell() {
    let design = retreat();
    let roster = Table::new(["p1", "p2"]).unwrap();
    let themes = ["Harbour".to_owned(), "Market".to_owned()];
    let told =
        read_rankings(b"id,first,second\np1,Harbour,Harbour\np9,Market,\n", &themes, &roster);
    assert_eq!(
        told.unwrap_err().to_string(),
        "2 problems:\n- row 2, column \"second\": \"Harbour\" is no theme of its own; \"p1\" names it twice; keep the first\n\
         - row 3, column \"id\": \"p9\" is not on the roster; write the id of a participant"
    );
    let mut exercise = Exercise::new(&design).unwrap();
    let theme = &design.themes()[0];
    read_statements(format!("id,theme,text\ns1,{theme},We listen.\n").as_bytes(), &mut exercise)
        .unwrap();
    let told = read_statement_ratings(b"id,s1\np1,6\np1,3\n", &exercise, &roster).unwrap_err();
    assert_eq!(
        told.to_string(),
        "2 problems:\n- row 2, column \"s1\": \"6\" is no rating from 1 to 5; write a number of the scale, or nothing\n\
         - row 3, column \"id\": \"p1\" stands there twice; write each participant once"
    );
}
