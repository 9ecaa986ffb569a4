//! ESCO skills and O*NET ratings: what is read, what they are good for, and what tables that do not fit are told. All data are
//! invented, in the published shapes.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use chrono::NaiveDate;
use intervision_core::{Ratings, Table, contract};
use intervision_model::Problems;
use intervision_model::competency::{Framework, TargetDraft, Targets};
use intervision_model::interchange::case::{CaseDocument, CaseOrigin};
use intervision_model::interchange::esco::read_esco_skills;
use intervision_model::interchange::onet::{LeftOut, OnetMapping, WhyLeftOut, read_onet_ratings};
use intervision_model::interchange::{Alignment, Match};

const ESCO: &[u8] = include_bytes!("data/esco-skills.csv");
const ONET: &[u8] = include_bytes!("data/onet-skills.txt");
const SKILL: &str = "http://vocabulary.example/esco/skill/";

fn lines(problems: &Problems) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

fn framework() -> Framework {
    Framework::from_toml(
        r#"
        version = 1
        id = "advice"
        title = "Advice"
        levels = [{ title = "One" }, { title = "Two" }, { title = "Three" }, { title = "Four" }, { title = "Five" }]
        [[competencies]]
        id = "interests"
        title = "Negotiate between parties"
        [[competencies]]
        id = "news"
        title = "Bring bad news"
        [[competencies]]
        id = "writing"
        title = "Write letters"
        "#,
    )
    .unwrap()
}

#[test]
fn skills_are_read_with_every_label() {
    let skills = read_esco_skills(ESCO).unwrap();
    assert_eq!(skills.skills().len(), 4);
    let negotiate = skills.get(&format!("{SKILL}0001")).unwrap();
    assert_eq!(negotiate.label, "negotiate between parties");
    assert_eq!(negotiate.other_labels, ["broker a deal", "bring parties, together", "negotiat"]);
    assert_eq!(negotiate.kind.as_deref(), Some("skill/competence"));
    assert_eq!(negotiate.reuse.as_deref(), Some("transversal"));
    assert_eq!(negotiate.description.as_deref(), Some("Find what both sides can \"live with\"."));
    assert!(!skills.get(&format!("{SKILL}0004")).unwrap().is_released());
    assert!(skills.get("http://vocabulary.example/esco/skill/9").is_none());
}

#[test]
fn names_that_agree_are_proposed_and_nothing_else() {
    let skills = read_esco_skills(ESCO).unwrap();
    let proposed = skills.suggest(&framework());
    let align = |competency: &str, number: &str, relation| Alignment {
        competency: competency.to_owned(),
        concept: format!("{SKILL}{number}"),
        relation,
    };
    // "write letters" is the label of a concept that is no longer in use.
    assert_eq!(
        proposed,
        [align("interests", "0001", Match::Exact), align("news", "0002", Match::Close)]
    );
    skills.check(&proposed, &framework()).unwrap();
}

#[test]
fn alignments_that_do_not_fit_are_told_why() {
    let skills = read_esco_skills(ESCO).unwrap();
    let align = |competency: &str, number: &str, relation| Alignment {
        competency: competency.to_owned(),
        concept: format!("{SKILL}{number}"),
        relation,
    };
    let wrong = [
        align("interests", "0001", Match::Exact),
        align("speaking", "0002", Match::Broad),
        align("interests", "0001", Match::Broad),
        align("interests", "0003", Match::Exact),
        align("news", "77", Match::Narrow),
    ];
    let problems = skills.check(&wrong, &framework()).unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "entry 2: there is no competency \"speaking\"; there are \"interests\", \"news\", \"writing\"",
            "entry 3: \"interests\" and http://vocabulary.example/esco/skill/0001 stand in entry 1 as well; say once how near they are",
            "entry 4: \"interests\" is exactly http://vocabulary.example/esco/skill/0001 and exactly http://vocabulary.example/esco/skill/0003; call one of them close, broad or narrow",
            "entry 5: no concept has the address \"http://vocabulary.example/esco/skill/77\"; write the address as the vocabulary has it",
        ]
    );
}

#[test]
fn alignments_go_with_the_framework_as_links() {
    let day = NaiveDate::from_ymd_opt(2027, 1, 11).unwrap();
    let origin =
        CaseOrigin::new("https://example.org/case", "An office", day.and_hms_opt(9, 0, 0).unwrap());
    let package = CaseDocument::from_framework(&framework(), &origin).unwrap();
    let relations = [Match::Exact, Match::Close, Match::Broad, Match::Narrow, Match::Related];
    let all: Vec<Alignment> = relations
        .into_iter()
        .zip(1..)
        .map(|(relation, number)| Alignment {
            competency: "news".to_owned(),
            concept: format!("{SKILL}{number:04}"),
            relation,
        })
        .collect();
    let aligned = package.with_alignments(&all, &framework(), &origin).unwrap();
    let read = CaseDocument::from_json(&aligned.to_json().unwrap()).unwrap();
    assert_eq!(read.alignments(), all);
    // A second time they clash, and a competency that is not there leads nowhere.
    assert!(aligned.with_alignments(&all[..1], &framework(), &origin).is_err());
    let lost = Alignment { competency: "lost".to_owned(), ..all[0].clone() };
    let problems = package.with_alignments(&[lost], &framework(), &origin).unwrap_err();
    assert!(problems.to_string().contains("there is no item \"lost\" in the document"));
}

#[test]
fn tables_of_skills_that_do_not_fit_name_the_cell() {
    let problems = read_esco_skills(
        b"conceptType,conceptUri,preferredLabel\nOccupation,u0,clerk\nKnowledgeSkillCompetence,,x\n\
          KnowledgeSkillCompetence,u1,\nKnowledgeSkillCompetence,u2,y\nKnowledgeSkillCompetence,u2,z\n",
    )
    .unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "row 2, column \"conceptType\": \"Occupation\" is no KnowledgeSkillCompetence; take the table of skills",
            "row 3, column \"conceptUri\": the address is missing; take the table as it is published",
            "row 4, column \"preferredLabel\": the label is missing; take the table as it is published",
            "id \"u2\" stands more than once (row 5, column \"conceptUri\" and row 6, column \"conceptUri\"); ids must differ",
        ]
    );
    let problems = read_esco_skills(b"uri,label\na,b\n").unwrap_err();
    assert_eq!(problems.len(), 2);
    assert!(problems.to_string().contains("there is no column \"conceptUri\""));
}

#[test]
fn ratings_are_read_with_their_errors_and_intervals() {
    let ratings = read_onet_ratings(ONET).unwrap();
    assert_eq!(ratings.occupations(), ["99-1001.00", "99-1002.00"]);
    let level = ratings.get("99-1001.00", "9.A.1.a", "LV").unwrap();
    assert_eq!((level.rating.level, level.rating.standard_error), (4.62, Some(0.18)));
    assert_eq!((level.asked, level.interval), (Some(8), Some((4.27, 4.98))));
    assert_eq!(level.name, "Negotiating \"hard\"");
    let odd = ratings.get("99-1001.00", "9.A.1.b", "LV").unwrap();
    assert!(odd.suppress && !odd.not_relevant);
    let unsure = ratings.get("99-1002.00", "9.A.1.a", "LV").unwrap();
    assert_eq!((unsure.rating.standard_error, unsure.asked, unsure.interval), (None, None, None));
    assert_eq!(ratings.of("99-1001.00").count(), 7);
}

#[test]
fn an_occupation_becomes_a_target_with_standard_errors() {
    let ratings = read_onet_ratings(ONET).unwrap();
    let mapping = OnetMapping::default()
        .with_element("9.A.1.a", "interests")
        .with_element("9.A.1.d", "interests")
        .with_element("9.A.1.b", "news")
        .with_element("9.A.1.c", "writing")
        .with_element("9.Z", "writing");
    let profile = ratings.profile("99-1001.00", &mapping, &framework()).unwrap();
    contract::ratings(&profile).unwrap();
    // Levels 4.62 and 2.38 of 0 to 7 are 3.64 and 2.36 of 1 to 5; their mean is 3, of errors 0.18 and 0.24 times 4/7.
    let rating = profile.rating(0, "interests").unwrap();
    assert!((rating.level - 3.0).abs() < 1e-9);
    let error = rating.standard_error.unwrap();
    assert!((error - 4.0 / 7.0 * 0.15).abs() < 1e-9, "{error}");
    assert_eq!(profile.importance("interests"), Some((4.5 + 3.0) / 3.0 / 2.0));
    let left = |element: &str, why| LeftOut { element: element.to_owned(), why };
    assert_eq!(
        profile.left_out(),
        [
            left("9.A.1.b", WhyLeftOut::Suppressed),
            left("9.A.1.c", WhyLeftOut::NotRelevant),
            left("9.Z", WhyLeftOut::NotRated),
        ]
    );
    let with = ratings.profile("99-1001.00", &mapping.with_suppressed(), &framework()).unwrap();
    assert!(with.rating(0, "news").is_some());

    let draft = TargetDraft {
        version: Targets::VERSION,
        framework: "advice".to_owned(),
        profiles: vec![profile.target(Some("mediator"))],
    };
    let targets = Targets::new(draft, &framework()).unwrap();
    let roster = Table::new(["ann"]).unwrap();
    let roster =
        roster.with_column("job", [intervision_core::Value::category("mediator")]).unwrap();
    let of = targets.of(&roster, Some("job"));
    assert!((of.rating(0, "interests").unwrap().level - 3.0).abs() < 1e-9);
}

#[test]
fn ratings_that_do_not_fit_name_the_cell() {
    let head =
        "O*NET-SOC Code\tElement ID\tScale ID\tData Value\tN\tStandard Error\tRecommend Suppress\n";
    let table = format!(
        "{head}o\te\tLV\t7.5\t8\t0.1\tN\no\te\tIM\t0\t8\t\t\n\te\tLV\t1\t-2\t-0.1\tmaybe\no\te\tXX\t900\t\t\t\no\te\tXX\tfour\t\t\t\no\tf\tIM\t2\t\t\t\no\tf\tIM\t2\t\t\t\n"
    );
    let problems = read_onet_ratings(table.as_bytes()).unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "row 2, column \"Data Value\": \"7.5\" is no number from 0 to 7; take the table as it is published",
            "row 3, column \"Data Value\": \"0\" is no number from 1 to 5; take the table as it is published",
            "row 4, column \"O*NET-SOC Code\": O*NET-SOC Code is missing; take the table as it is published",
            "row 4, column \"Standard Error\": \"-0.1\" is no number of 0 or more; take the table as it is published",
            "row 4, column \"N\": \"-2\" is no number from 0 to 4294967295; take the table as it is published",
            "row 4, column \"Recommend Suppress\": \"maybe\" is no flag; write Y or N",
            "row 6, column \"Data Value\": \"four\" is no number of 0 or more; take the table as it is published",
            "id \"o f IM\" stands more than once (row 7, column \"Element ID\" and row 8, column \"Element ID\"); ids must differ",
        ]
    );
    let problems = read_onet_ratings(b"Element ID\tData Value\na\t1\n").unwrap_err();
    assert_eq!(problems.len(), 2);
    let ratings = read_onet_ratings(ONET).unwrap();
    let mapping = OnetMapping::default().with_element("9.A.1.a", "lost");
    let problems = ratings.profile("11", &mapping, &framework()).unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "occupation: there is no occupation \"11\"; there are \"99-1001.00\", \"99-1002.00\"",
            "element 9.A.1.a: there is no competency \"lost\"; there are \"interests\", \"news\", \"writing\"",
        ]
    );
}
