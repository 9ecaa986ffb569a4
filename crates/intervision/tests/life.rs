//! What a programme came to and what is left of it: little is told of few, and every sentence is there in both languages.

#![allow(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "tests fail loudly, and shares are exact"
)]
#![cfg(all(
    feature = "csv",
    feature = "model",
    feature = "groups",
    feature = "assess",
    feature = "schedule"
))]

use chrono::NaiveDate;
use intervision::adapters::{
    Closing, Evidence, ProgrammeEvaluation, evaluate, retention, survey_questions,
};
use intervision::assess::TargetProfile;
use intervision::assess::survey::{QuestionReport, Replies};
use intervision::core::{Groups, PairMatrix, Run, Table, Value};
use intervision::documents::{
    closing_markdown, evaluation_markdown, evaluation_table, register_markdown, retention_table,
};
use intervision::language::Language;
use intervision::model::design::Design;
use intervision::model::privacy::Register;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

const DESIGN: &str = r#"
    version = 1
    id = "track"
    title = "A *track*"
    season = { start = 2027-01-11, end = 2027-04-20 }
    phases = [{ id = "all", title = "All of it" }]
    sessions = []
    [evaluation]
    measured = "afterwards"
    questions = [{ id = "q", text = "Was it useful?", answers = ["yes", "no"] }]
    ties = { text = "Whom do you turn to?", across = "unit" }
    [texts.nl]
    "A *track*" = "Een traject"
    "Was it useful?" = "Had je er iets aan?"
    "yes" = "ja"
    [labels.nl]
    unit = "eenheid"
"#;

/// So many people, of whom all answer and are measured twice, on a ring before and all tied after.
fn judged(people: usize) -> ProgrammeEvaluation {
    let design = Design::from_toml(DESIGN).unwrap();
    let units = (0..people).map(|at| Value::category(["north", "south"][at % 2]));
    let roster = Table::new((0..people).map(|at| format!("p{at}"))).unwrap();
    let roster = roster.with_column("unit", units).unwrap();
    let mut replies = Replies::new(&survey_questions(design.evaluation().unwrap()).unwrap());
    for at in 0..people {
        replies.record(&format!("p{at}"), &[("q", "yes")]).unwrap();
    }
    let ring = (0..people).map(|at| (at, (at + 1) % people, 1.0));
    let all = (0..people).flat_map(|b| (0..b).map(move |a| (a, b, 1.0)));
    let (ring, all) = (
        PairMatrix::from_pairs(people, ring).unwrap(),
        PairMatrix::from_pairs(people, all).unwrap(),
    );
    let level = |level| TargetProfile::new(people, [("influence", level)]);
    let (before, after) = (level(2.0), level(3.0));
    let evidence = Evidence {
        survey: Some((&replies, &roster)),
        levels: Some((&before, &after)),
        ties: Some((&ring, &all)),
        framework: None,
    };
    let groups = Groups::new(people, vec![(0..people).collect()]).unwrap();
    let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(1), ());
    let mut run = Run::new(&mut rng, &mut nobody);
    evaluate(&design, &roster, &groups, &evidence, &mut run).unwrap().unwrap()
}

#[test]
fn of_four_people_nothing_is_told() {
    let told = judged(4);
    assert_eq!(told.ties.as_ref().unwrap().figures, None);
    let table = evaluation_table(&told).unwrap();
    for line in table.lines().skip(1).filter(|line| !line.contains(",invited,")) {
        let value = line.split(',').nth(3).unwrap();
        assert!(["withheld", "<5"].contains(&value), "{line}");
    }
    let page = evaluation_markdown(&told, Language::English);
    assert_eq!(page.matches("Fewer than 5").count(), 3, "{page}");
    assert!(page.starts_with("# Evaluation: A \\*track\\*\n"), "{page}");
}

#[test]
fn of_eight_people_all_of_it_is_told() {
    let told = judged(8);
    let figures = told.ties.as_ref().unwrap().figures.as_ref().unwrap();
    assert_eq!((figures.ties, figures.new_and_gone), ((8, 28), (20, 0)));
    assert_eq!((figures.density.1, figures.across), (1.0, (1.0, 16.0 / 28.0)));
    // All share one group, so that chance cannot do otherwise.
    assert_eq!(figures.within_groups, (20, 20.0, 1.0));
    let page = evaluation_markdown(&told, Language::English);
    for said in
        ["8 of the 8 people who were asked answered (100.0%).", "| yes | 8 |", "| ties | 8 | 28 |"]
    {
        assert!(page.contains(said), "{said} is missing in {page}");
    }
    // Everybody on one level: there is nothing to measure the change in, and that is said.
    assert!(page.contains("the levels do not vary"), "{page}");
}

#[test]
fn in_another_language_words_change_and_no_figure() {
    let told = judged(8);
    let dutch = told.clone().in_language(&Design::from_toml(DESIGN).unwrap(), "nl");
    let (question, other) =
        (&told.survey.as_ref().unwrap().questions[0], &dutch.survey.as_ref().unwrap().questions[0]);
    assert_eq!((dutch.title.as_str(), other.text.as_str()), ("Een traject", "Had je er iets aan?"));
    let names = |question: &QuestionReport| -> Vec<String> {
        question.counts.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(
        (names(question), names(other)),
        (vec!["yes".into(), "no".into()], vec!["ja".into(), "no".into()])
    );
    assert!(question.counts.iter().zip(&other.counts).all(|(own, same)| own.1 == same.1));
    let (ties, same) = (told.ties.unwrap(), dutch.ties.unwrap());
    assert_eq!((same.text, same.across), (ties.text, "eenheid".to_owned()));
    assert_eq!(same.figures, ties.figures);
}

#[test]
fn a_design_without_an_evaluation_has_none() {
    let plain = DESIGN.split("[evaluation]").next().unwrap();
    let design = Design::from_toml(plain).unwrap();
    let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(1), ());
    let mut run = Run::new(&mut rng, &mut nobody);
    let people = Table::new(["a"]).unwrap();
    let told = evaluate(&design, &people, &Groups::default(), &Evidence::default(), &mut run);
    assert_eq!(told.unwrap(), None);
}

const REGISTER: &str = r#"
    version = 1
    controller = "Municipality of Vliet"
    [[purposes]]
    id = "coaching"
    title = "Coaching"
    ground = "consent"
    keep = { days = 1, after = "left" }
    [[purposes]]
    id = "learning"
    title = "Learning"
    ground = "public_task"
    keep = { days = 30, after = "programme_ended" }
    [[purposes]]
    id = "vision"
    title = "A vision"
    ground = "legitimate_interest"
    keep = { days = 10, after = "noted" }
    [[fields]]
    id = "plan"
    holds = "What somebody | wants"
    purpose = "learning"
    widest = "group"
    [[fields]]
    id = "notes"
    holds = "Notes"
    purpose = "coaching"
    widest = "pair"
    [[fields]]
    id = "ratings"
    holds = "Ratings"
    purpose = "vision"
    widest = "private"
"#;

#[test]
fn what_goes_is_told_by_the_day() {
    let register = Register::from_toml(REGISTER).unwrap();
    let ended = NaiveDate::from_ymd_opt(2027, 11, 26).unwrap();
    let dues = retention(&register, ended);
    assert_eq!(
        retention_table(&dues).unwrap(),
        "field,purpose,gone_by,kept\n\
         notes,Coaching,2027-11-27,1 day after the person leaves\n\
         ratings,A vision,2027-12-06,10 days after it was noted\n\
         plan,Learning,2027-12-26,30 days after the programme ends\n"
    );
    let mut closing = Closing::new("Track", ended, &dues);
    let bare = closing_markdown(&closing, Language::English);
    assert!(bare.contains("No template") && !bare.contains("portfolio"), "{bare}");
    (closing.template, closing.evaluation, closing.portfolios) = (true, Some(5), 1);
    let page = closing_markdown(&closing, Language::Dutch);
    for said in [
        "Het programma eindigde op 26 november 2027.",
        "| 27 november 2027 | Notes | Coaching |",
        "Vanaf 26 december 2027 is er niets meer",
        "- 1 talentdossier,",
        "telkens ten minste 5 mensen",
    ] {
        assert!(page.contains(said), "{said} is missing in {page}");
    }
    let page = register_markdown(&register, Language::Dutch);
    for said in [
        "# Register van verwerkingen\n\nVerwerkingsverantwoordelijke: Municipality of Vliet\n",
        "Grondslag: gerechtvaardigd belang (6.1.f)",
        "| What somebody \\| wants | de groep | 30 dagen nadat het programma eindigt |",
        "| Notes | het tweetal | 1 dag nadat de deelnemer vertrekt |",
    ] {
        assert!(page.contains(said), "{said} is missing in {page}");
    }
}

#[test]
fn no_hole_is_left_in_either_language() {
    let register = Register::from_toml(REGISTER).unwrap();
    let ended = NaiveDate::from_ymd_opt(2027, 11, 26).unwrap();
    let dues = retention(&register, ended);
    let mut closing = Closing::new("Track", ended, &dues);
    (closing.template, closing.evaluation, closing.portfolios) = (true, Some(5), 2);
    for language in Language::ALL {
        for page in [
            evaluation_markdown(&judged(4), language),
            evaluation_markdown(&judged(8), language),
            closing_markdown(&closing, language),
            register_markdown(&register, language),
        ] {
            assert!(!page.contains('{') && !page.contains('}'), "{page}");
        }
    }
}
