//! Designs and frameworks in another language: what people read changes, and nothing that programmes are planned by.

use intervision_model::competency::Framework;
use intervision_model::design::Design;
use intervision_model::privacy::Register;

const DESIGN: &str = r#"
version = 1
id = "retreat"
title = "Retreat"
guiding_question = "How do we lead?"
themes = ["Inclusion"]
season = { start = 2027-01-11, end = 2027-01-15 }
phases = [{ id = "days", title = "Days" }]
[[sessions]]
id = "encounter"
title = "Encounter"
phase = "days"
audience = "everyone"
minutes = 240
agenda = [{ title = "Walk", minutes = 240 }]
[evaluation]
questions = [{ id = "rest", text = "Did you rest?", answers = ["yes", "no"] }]
ties = { text = "Whom do you turn to?", across = "sector" }
[texts.nl]
"Retreat" = "Retraite"
"Inclusion" = "Inclusie"
"Encounter" = "Ontmoeting"
"Walk" = "Wandelen"
"Did you rest?" = "Kwam je tot rust?"
"yes" = "ja"
"Whom do you turn to?" = "Bij wie klop je aan?"
[labels.nl]
sector = "sector van herkomst"
"#;

#[test]
fn a_design_says_the_same_in_another_language() {
    let design = Design::from_toml(DESIGN).unwrap();
    let dutch = design.in_language("nl");
    assert_eq!((dutch.title(), &dutch.themes()[0]), ("Retraite", &"Inclusie".to_owned()));
    assert_eq!(dutch.guiding_question(), Some("How do we lead?"), "what is not translated stays");
    let session = dutch.session("encounter").unwrap();
    assert_eq!(
        (session.title.as_str(), session.agenda[0].title.as_str()),
        ("Ontmoeting", "Wandelen")
    );
    assert_eq!((dutch.id(), dutch.season()), (design.id(), design.season()));
    assert_eq!(dutch.label("nl", "sector"), "sector van herkomst");
    assert_eq!((dutch.label("nl", "years"), dutch.label("en", "sector")), ("years", "sector"));
    let rules = dutch.evaluation().unwrap();
    assert_eq!(rules.questions[0].text, "Kwam je tot rust?");
    assert_eq!(rules.questions[0].answers, ["ja", "no"]);
    assert_eq!(rules.ties.as_ref().unwrap().text, "Bij wie klop je aan?");
    // In its own language it is as it was, without the translations.
    assert_eq!(design.in_language("en").sessions(), design.sessions());
}

#[test]
fn translations_survive_a_file() {
    let design = Design::from_toml(DESIGN).unwrap();
    let again = Design::from_toml(&design.to_toml().unwrap()).unwrap();
    assert_eq!(again, design);
}

#[test]
fn a_translation_of_nothing_is_refused() {
    let wrong = DESIGN.replace("\"Walk\" = ", "\"Stroll\" = ");
    assert_eq!(
        Design::from_toml(&wrong).unwrap_err().to_string(),
        "texts.nl: it translates \"Stroll\", which stands nowhere; write the text as it stands in the file, or leave the translation out"
    );
}

#[test]
fn a_framework_says_the_same_in_another_language() {
    let text = r#"
        version = 1
        id = "advice"
        title = "Advice"
        levels = [{ title = "Beginning" }, { title = "Skilled" }]
        [[competencies]]
        id = "influence"
        title = "Influence"
        anchors = ["Advises when asked.", "Changes style."]
        [texts.nl]
        "Influence" = "Invloed"
        "Changes style." = "Wisselt van stijl."
    "#;
    let framework = Framework::from_toml(text).unwrap();
    let dutch = framework.in_language("nl");
    assert_eq!(dutch.competency("influence").unwrap().title, "Invloed");
    assert_eq!(dutch.anchor("influence", 2.0), Some("Wisselt van stijl."));
    assert_eq!(framework.competency("influence").unwrap().title, "Influence");
    let wrong = text.replace("\"Influence\" =", "\"Power\" =");
    assert!(Framework::from_toml(&wrong).unwrap_err().to_string().contains("translates \"Power\""));
}

#[test]
fn a_register_says_the_same_in_another_language() {
    let text = r#"
        version = 1
        controller = "Municipality of Vliet"
        purposes = [{ id = "learning", title = "Learning", ground = "consent", keep = { days = 30, after = "left" } }]
        fields = [{ id = "plan", holds = "A plan", purpose = "learning", widest = "group" }]
        [texts.nl]
        "Learning" = "Leren"
        "A plan" = "Een plan"
    "#;
    let register = Register::from_toml(text).unwrap();
    let dutch = register.in_language("nl");
    let (field, purpose) = dutch.field("plan").unwrap();
    assert_eq!((field.holds.as_str(), purpose.title.as_str()), ("Een plan", "Leren"));
    assert_eq!(dutch.controller(), "Municipality of Vliet", "what is not translated stays");
    assert_eq!(purpose.keep, register.purposes()[0].keep);
    let wrong = text.replace("\"A plan\" =", "\"A scheme\" =");
    assert!(
        Register::from_toml(&wrong).unwrap_err().to_string().contains("translates \"A scheme\"")
    );
}
