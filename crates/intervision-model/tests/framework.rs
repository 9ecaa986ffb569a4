//! Frameworks as trees, function catalogues and what people offer: what does not fit is told with its place.

use intervision_core::{Ratings, Roster, Table, Value};
use intervision_model::competency::{Framework, FrameworkDraft};
use intervision_model::learning::Offers;
use intervision_model::{Functions, Problems, RosterColumns};

const FRAMEWORK: &str = r#"
version = 1
id = "leading"
title = "Leading"
levels = [{ title = "Emerging" }, { title = "Secure" }, { title = "Exemplary" }]
domains = [
    { id = "people", title = "People" },
    { id = "talk", title = "In conversation", part_of = ["people"] },
]

[[competencies]]
id = "listening"
title = "Listening"
part_of = ["talk"]
indicators = [
    { level = 1, behaviour = "Lets others finish." },
    { level = 2, behaviour = "Sums up what was said." },
    { level = 2, behaviour = "Asks what was left out." },
]

[[competencies]]
id = "summarising"
title = "Summarising"
part_of = ["listening", "people"]

[[associations]]
competency = "listening"
concept = "https://example.org/skills/3"
relation = "close"

[[associations]]
competency = "people"
concept = "urn:vliet:themes:2"
relation = "part_of"
"#;

fn lines(problems: &Problems) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_framework_is_a_tree_in_which_an_item_may_stand_twice() {
    let framework = Framework::from_toml(FRAMEWORK).unwrap();
    assert_eq!(framework.roots(), ["people"]);
    assert_eq!(framework.parts("people"), ["talk", "summarising"]);
    assert_eq!(framework.parts("talk"), ["listening"]);
    assert_eq!(framework.parts("listening"), ["summarising"]);
    let seen: Vec<&str> = framework.indicators("listening", 2).collect();
    assert_eq!(seen, ["Sums up what was said.", "Asks what was left out."]);
    assert_eq!(framework.indicators("listening", 3).count(), 0);
    // Nobody is measured on a domain.
    assert_eq!(framework.competencies().len(), 2);
}

#[test]
fn a_tree_that_does_not_fit_is_told_with_places() {
    let told = |from: &str, to: &str| {
        let text = FRAMEWORK.replacen(from, to, 1);
        assert_ne!(text, FRAMEWORK);
        lines(&Framework::from_toml(&text).unwrap_err())
    };
    assert_eq!(
        told("part_of = [\"people\"] }", "part_of = [\"summarising\"] }"),
        [
            "the tree runs in a circle: listening is part of talk is part of summarising is part of listening; remove one of these links"
        ]
    );
    assert_eq!(
        told("part_of = [\"talk\"]", "part_of = [\"talking\", \"people\", \"people\"]"),
        [
            "competencies.listening.part_of[0]: there is no domain or competency \"talking\"; there are \"listening\", \"people\", \"summarising\", \"talk\"",
            "competencies.listening.part_of[2]: \"listening\" is part of \"people\" twice; say it once",
        ]
    );
    assert_eq!(
        told("id = \"summarising\"", "id = \"people\"")[0],
        "domains.people: \"people\" is a domain and a competency; give one of them another id"
    );
    assert_eq!(
        told("level = 1, behaviour = \"Lets others finish.\"", "level = 4, behaviour = \" \""),
        [
            "competencies.listening.indicators[0]: 4 is not a level of the framework, 1 to 3",
            "competencies.listening.indicators[0]: the behaviour is missing; write what can be seen of somebody at that level",
        ]
    );
}

#[test]
fn associations_to_nowhere_are_told_with_places() {
    let mut draft = FrameworkDraft::from(Framework::from_toml(FRAMEWORK).unwrap());
    draft.associations[1].competency = "house".to_owned();
    draft.associations[1].concept = "skill 7".to_owned();
    draft.associations.push(draft.associations[0].clone());
    let mut own = draft.associations[0].clone();
    own.concept = "listening".to_owned();
    draft.associations.push(own);
    assert_eq!(
        lines(&Framework::new(draft).unwrap_err()),
        [
            "associations[1].competency: there is no domain or competency \"house\"; there are \"listening\", \"people\", \"summarising\", \"talk\"",
            "associations[1].concept: \"skill 7\" is no address, and nothing of this framework; write an id of this framework, or an address such as https://example.org/skills/17",
            "associations[2].concept: \"listening\" and https://example.org/skills/3 are associated already; say once how near they are",
            "associations[3].concept: \"listening\" is associated with itself; name something else, or remove it",
        ]
    );
}

const FUNCTIONS: &str = r#"
version = 1
id = "two-schemes"
title = "Two schemes"

[[functions]]
id = "policy-adviser-2"
title = "Policy adviser II"
scheme = "Municipal order 2026"
code = "P2"
series = "Policy adviser"
group = "Policy"
scale = 11

[[functions]]
id = "policy-adviser-1"
title = "Policy adviser I"
scheme = "Municipal order 2026"
code = "P1"
series = "Policy adviser"
group = "Policy"
scale = 12

[[functions]]
id = "programme-director"
title = "Programme director"
scheme = "State order 2026"
code = "P1"
series = "Director"
group = "Management"
scale = 16
"#;

#[test]
fn a_roster_takes_scheme_series_group_and_scale_from_the_catalogue() {
    let functions = Functions::from_toml(FUNCTIONS).unwrap();
    let columns = RosterColumns::default().with_function("job");
    let read = |table: &str| {
        intervision_model::interchange::read_roster(table.as_bytes(), &columns).unwrap()
    };
    let cohort = read("id,job\na,P2\nb,Policy adviser I\nc,programme-director\nd,\n");
    let cohort = functions.place(&cohort).unwrap();
    let of = |key: &str| (0..4).map(|m| cohort.attribute(m, key).to_string()).collect::<Vec<_>>();
    assert_eq!(of(Functions::SERIES)[..3], ["Policy adviser", "Policy adviser", "Director"]);
    assert_eq!(of(Functions::GROUP)[..3], ["Policy", "Policy", "Management"]);
    assert_eq!(cohort.attribute(2, Functions::SCALE), Value::Number(16.0));
    assert_eq!(cohort.attribute(3, Functions::SCHEME), Value::Unknown);
    assert!(cohort.require([Functions::SERIES, Functions::SCALE], "a rule").is_ok());

    // A code that two schemes have means neither.
    let unknown = functions.place(&read("id,job\na,P1\n")).unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "job of \"a\": there is no function in the catalogue \"P1\"; there are \"policy-adviser-2\", \"policy-adviser-1\", \"programme-director\""
    );
    assert_eq!(
        functions.place(&cohort).unwrap_err().first().to_string(),
        "roster: it has an attribute \"function_scheme\" already; let the catalogue tell it, or rename the column"
    );
    let plain = intervision_model::Cohort::new([intervision_model::Participant::new("a")]).unwrap();
    assert_eq!(
        functions.place(&plain).unwrap_err().to_string(),
        "roster: the function is missing; say which column tells functions"
    );
}

#[test]
fn a_catalogue_that_does_not_fit_is_told_with_places() {
    let text = FUNCTIONS
        .replacen("group = \"Policy\"", "group = \"Advice\"", 1)
        .replacen("code = \"P1\"", "code = \"P2\"", 1)
        .replacen("scheme = \"State order 2026\"\n", "", 1)
        .replacen("title = \"Programme director\"", "title = \"Policy adviser I\"", 1);
    assert_eq!(
        lines(&Functions::from_toml(&text).unwrap_err()),
        [
            "functions.programme-director: the scheme is missing; name the scheme that its code and series are of",
            "functions.policy-adviser-1: \"policy-adviser-2\" has the code \"P2\" of \"Municipal order 2026\" as well; give each function a code of its own",
            "functions.programme-director: \"Policy adviser I\" also names \"policy-adviser-1\"; give each function a name of its own",
            "functions.policy-adviser-1: series \"Policy adviser\" is in group \"Advice\" and in group \"Policy\"; put a series into one group",
        ]
    );
}

#[test]
fn offers_that_do_not_fit_are_told_with_places() {
    let framework = Framework::from_toml(FRAMEWORK).unwrap();
    let roster = Table::new(["a", "b"]).unwrap();
    let offers = r#"
        version = 1
        framework = "leading"
        [[offers]]
        participant = "z"
        [[offers]]
        participant = "a"
        strengths = [
            { competency = "listening", level = 4, weight = 0 },
            { competency = "listening" },
            { competency = "people" },
        ]
        preferences = { themes = { ranked = ["x"], refused = ["x"] } }
        [[offers]]
        participant = "a"
    "#;
    assert_eq!(
        lines(&Offers::from_toml(offers, &framework, &roster).unwrap_err()),
        [
            "offers[0]: \"z\" is not on the roster; write the id of a participant",
            "offers[1].strengths[0].level: 4 is not a level of the framework, 1 to 3",
            "offers[1].strengths[0].weight: 0 is not above 0 and at most 1",
            "offers[1].strengths[1].competency: \"a\" offers \"listening\" twice; say it once",
            "offers[1].strengths[2].competency: there is no competency \"people\"; there are \"listening\", \"summarising\"",
            "offers[1].preferences.themes: \"x\" stands there twice; rank it or refuse it, once",
            "offers[2]: \"a\" stands there twice; write each participant once",
        ]
    );
}

#[test]
fn an_erased_persons_offer_goes_and_so_do_wishes_for_them() {
    let framework = Framework::from_toml(FRAMEWORK).unwrap();
    let roster = Table::new(["a", "b"]).unwrap();
    let text = r#"
        version = 1
        framework = "leading"
        [[offers]]
        participant = "a"
        preferences = { coaches = { ranked = ["b", "c9"] } }
        [[offers]]
        participant = "b"
        strengths = [{ competency = "listening", level = 3, weight = 0.5 }]
    "#;
    let mut offers = Offers::from_toml(text, &framework, &roster).unwrap();
    assert_eq!(offers.strengths().collect::<Vec<_>>(), [("b", "listening", 0.5)]);
    assert!(offers.forget(&"b".into()) && !offers.forget(&"b".into()));
    let left = serde_json::to_string(&offers.to_draft()).unwrap();
    assert!(!left.contains("\"b\"") && left.contains("\"c9\""), "{left}");
}

#[test]
fn what_one_source_says_does_not_hide_what_another_says() {
    use intervision_core::Rating;
    use intervision_model::competency::{MeasuredProfiles, Measurement};
    let framework = Framework::from_toml(FRAMEWORK).unwrap();
    let mut measured = MeasuredProfiles::new(&framework, &Table::new(["a"]).unwrap());
    for (month, source, level) in [(1, "peers", 2.0), (3, "self", 3.0), (2, "self", 1.0)] {
        let measurement = Measurement {
            competency: "listening".into(),
            rating: Rating::measured(level, 0.2),
            on: chrono::NaiveDate::from_ymd_opt(2027, month, 1).unwrap(),
            source: source.into(),
            instrument: Some("short form".into()),
        };
        measured.record(0, measurement).unwrap();
    }
    let level = |rating: Option<Rating>| rating.map(|rating| rating.level);
    assert_eq!(level(measured.rating(0, "listening")), Some(3.0));
    assert_eq!(level(measured.from_source("peers").rating(0, "listening")), Some(2.0));
    assert_eq!(level(measured.from_source("self").rating(0, "listening")), Some(3.0));
    assert_eq!(level(measured.from_source("coach").rating(0, "listening")), None);
    assert_eq!(measured.history(0, "listening").len(), 3);
    assert_eq!(measured.sources().into_iter().collect::<Vec<_>>(), ["peers", "self"]);
}
