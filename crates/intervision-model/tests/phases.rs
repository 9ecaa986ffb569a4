//! What phases hold and when they open: content by kind and form, gates, joint assignments, coaching.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use intervision_core::{Approved, Groups, Resource, SessionDemand, Table};
use intervision_model::design::{
    Audiences, Cell, Company, ContentKind, Design, Mode, PhasePartition, demand,
};
use intervision_model::journey::{AssignmentStatus, Gate, JointAssignment};
use proptest::prelude::*;

const HEAD: &str = r#"
    version = 1
    id = "talent"
    title = "Talent"
    season = { start = 2027-01-11, end = 2027-04-20 }
"#;

/// Four phases of 25 days, each with `content`.
fn with(content: &str, more: &str) -> String {
    let phase = |id: &str, start: &str, end: &str, gate: &str| {
        format!(
            "[[phases]]\nid = \"{id}\"\ntitle = \"{id}\"\nstart = {start}\nend = {end}\n{gate}\n"
        )
    };
    let phases = [
        phase("look", "2027-01-11", "2027-02-04", ""),
        phase(
            "choose",
            "2027-02-05",
            "2027-03-01",
            "gate = { from_day = 26, after = [\"look-letter\"] }",
        ),
        phase("do", "2027-03-02", "2027-03-26", "gate = { from_day = 51 }"),
        phase("keep", "2027-03-27", "2027-04-20", ""),
    ];
    format!("{HEAD}{more}\n{}\n{content}", phases.concat())
}

fn item(id: &str, phase: &str, form: &str) -> String {
    format!("[[content.items]]\nid = \"{id}\"\ntitle = \"{id}\"\nphase = \"{phase}\"\n{form}\n")
}

const JOINT: &str = "kind = \"assignment\"\nmode = \"online\"\ncompany = \"group\"";
const FILM: &str = "kind = \"video\"\nmode = \"online\"\ncompany = \"individual\"";
const PHASES: [&str; 4] = ["look", "choose", "do", "keep"];

fn full() -> String {
    let mut content = "[content]\nrequired = [{ kind = \"assignment\", company = \"group\" }, { kind = \"video\" }]\n".to_owned();
    for phase in PHASES {
        content += &item(&format!("{phase}-letter"), phase, JOINT);
        content += &item(&format!("{phase}-film"), phase, FILM);
    }
    content
}

#[test]
fn t3_every_phase_has_something_in_every_required_cell() {
    let design = Design::from_toml(&with(&full(), "sessions = []")).unwrap();
    let matrix = design.content_matrix().unwrap();
    assert!(matrix.missing().is_empty());
    let cell =
        |kind, mode, company| Cell { kind: Some(kind), mode: Some(mode), company: Some(company) };
    for phase in PHASES {
        assert_eq!(matrix.count(phase, &Cell::default()), 2);
        let joint = cell(ContentKind::Assignment, Mode::Online, Company::Group);
        assert_eq!(matrix.count(phase, &joint), 1);
        let offline = cell(ContentKind::Assignment, Mode::Offline, Company::Group);
        assert_eq!(matrix.count(phase, &offline), 0);
    }
    // All kinds and forms are words of the file.
    for kind in ContentKind::ALL {
        for form in [Mode::Online, Mode::Offline]
            .map(|m| [(m, Company::Group), (m, Company::Individual)])
            .concat()
        {
            let form =
                format!("kind = \"{kind}\"\nmode = \"{}\"\ncompany = \"{}\"", form.0, form.1);
            Design::from_toml(&with(&(full() + &item("one-more", "do", &form)), "sessions = []"))
                .unwrap();
        }
    }
    // A phase that lacks something is named with what it lacks.
    let poor =
        full().replace("phase = \"do\"\nkind = \"video\"", "phase = \"keep\"\nkind = \"video\"");
    assert_eq!(
        Design::from_toml(&with(&poor, "sessions = []")).unwrap_err().to_string(),
        "content.required: content is missing; give phase \"do\" something of the form \"video\""
    );
}

#[test]
fn t2_gates_of_a_design_open_by_day_and_by_completion() {
    let design = Design::from_toml(&with(&full(), "sessions = []")).unwrap();
    let partition = PhasePartition::of(&design).unwrap();
    assert_eq!(partition.lengths(), [25, 25, 25, 25]);
    let opens = |phase: usize, letter: Option<u32>| {
        design.phases()[phase].gate.opens(|id| letter.filter(|_| id == "look-letter"))
    };
    assert_eq!(opens(0, None), Some(1));
    assert_eq!(
        [opens(1, None), opens(1, Some(20)), opens(1, Some(31))],
        [None, Some(26), Some(31)]
    );
    assert_eq!(opens(2, None), Some(51));
}

#[test]
fn t9_an_assignment_is_complete_with_all_or_with_its_quorum() {
    let day = |day| NaiveDate::from_ymd_opt(2027, 2, day).unwrap();
    let mut all = JointAssignment::new("map", ["p3", "p1", "p2"], None).unwrap();
    let mut quorum = JointAssignment::new("map", ["p3", "p1", "p2"], Some(2)).unwrap();
    for (by, on) in [("p3", 9), ("p1", 5), ("p1", 11)] {
        all.hand_in(&by.into(), day(on)).unwrap();
        quorum.hand_in(&by.into(), day(on)).unwrap();
    }
    assert_eq!(all.status(), AssignmentStatus::Open { more: 1, missing: vec!["p2".into()] });
    assert_eq!(quorum.status(), AssignmentStatus::Complete { on: day(9) });
    all.leave(&"p2".into());
    assert_eq!(all.status(), AssignmentStatus::Complete { on: day(9) });
    let told = |result: Result<_, intervision_model::Problem>| result.unwrap_err().to_string();
    assert_eq!(
        told(all.hand_in(&"p9".into(), day(1))),
        "assignment \"map\": there is no member \"p9\"; there are \"p1\", \"p3\""
    );
    assert_eq!(
        told(JointAssignment::new("map", ["p1"], Some(2)).map(drop)),
        "assignment \"map\": 2 is not a quorum from 1 to the 1 members"
    );
    let nobody: [&str; 0] = [];
    assert_eq!(
        told(JointAssignment::new("map", nobody, None).map(drop)),
        "assignment \"map\": a member is missing; give it the members of a group"
    );
}

#[test]
fn t5_a_matched_coach_serves_their_coachee_and_nobody_else() {
    let sessions = "[[sessions]]\nid = \"talk\"\ntitle = \"Talk\"\nphase = \"look\"\naudience = { individual = \"everyone\" }\nminutes = 60\nneeds = [{ kind = \"coach\" }]\n[coaching]\nsessions = [\"talk\"]\n";
    let design = Design::from_toml(&with(&(sessions.to_owned() + &full()), "")).unwrap();
    let roster = Table::new(["p1", "p2"]).unwrap();
    let at = NaiveDate::from_ymd_opt(2027, 1, 4).unwrap().and_hms_opt(9, 0, 0).unwrap();
    let groups = Approved::new(Groups::new(2, Vec::new()).unwrap(), "office", at);
    let audiences = |coach: &str| {
        let audiences = Audiences::new().with_individuals("talk", vec![0, 1]);
        audiences.with_host("talk", 0, "coach", coach).with_host("talk", 1, "coach", "k1")
    };
    let coaches = || ["k1", "k2"].map(|id| Resource::new(id, "coach")).to_vec();
    let asked = demand(&design, &roster, &groups, &audiences("k2"), coaches()).unwrap();
    let needs = |session| asked.session(session).unwrap().needs[0].qualifications.clone();
    assert_eq!((needs(0), needs(1)), (vec!["k2".to_owned()], vec!["k1".to_owned()]));
    let carried: Vec<_> = asked.resources().into_iter().map(|it| it.qualifications).collect();
    assert_eq!(carried, [["k1"], ["k2"]]);
    assert_eq!(
        demand(&design, &roster, &groups, &audiences("k9"), coaches()).unwrap_err().to_string(),
        "individual sessions of \"talk\": there is no resource \"k9\"; there are \"k1\", \"k2\""
    );
}

#[test]
fn sections_that_do_not_fit_are_named() {
    let told = |content: &str| {
        let problems = Design::from_toml(&with(content, "sessions = []")).unwrap_err();
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    let quorum = item("look-letter", "look", &format!("{FILM}\nquorum = 0"));
    assert_eq!(
        told(&quorum),
        "content.look-letter.quorum: 0 is not at least 1\n\
         content.look-letter.quorum: a quorum is for assignments of a group, and this is none; leave it out, or set `kind = \"assignment\"` and `company = \"group\"`"
    );
    let gate = item(
        "look-letter",
        "nowhere",
        &format!("{JOINT}\ngate = {{ from_day = 101, after = [\"x\"] }}"),
    );
    assert_eq!(
        told(&gate),
        "content.look-letter.phase: there is no phase \"nowhere\"; there are \"look\", \"choose\", \"do\", \"keep\"\n\
         content.look-letter.gate.from_day: 101 is not a day of the programme, from 1 to 100\n\
         content.look-letter.gate.after: there is no content item or session \"x\"; there are \"look-letter\""
    );
    let letter = item("look-letter", "look", JOINT);
    assert_eq!(
        told(&format!("{letter}[coaching]\nsessions = [\"talk\"]\n")),
        "coaching.sessions: there is no session \"talk\"; there are none"
    );
    assert_eq!(
        told(&format!("{letter}[coaching]\nsessions = []\n")),
        "coaching.sessions: a session is missing; name the sessions in which coach and coachee meet"
    );
    assert_eq!(
        told(&format!(
            "{letter}[[scored_themes]]\nid = \"a\"\ntitle = \"A\"\ncompetencies = [\"x\"]\n[[scored_themes]]\nid = \"b\"\ntitle = \"B\"\ncompetencies = [\"x\"]\n[[scored_themes]]\nid = \"c\"\ntitle = \"C\"\ncompetencies = []\n"
        )),
        "competency of a scored theme \"x\" stands 2 times; rename or remove all but one\n\
         scored_themes.c.competencies: a competency is missing; say what belongs to the theme"
    );
    assert_eq!(
        told(&format!(
            "{letter}[portfolio]\nexpected_level = nan\nspread = 0.0\n[[portfolio.badges]]\nid = \"b\"\nname = \"B\"\ndescription = \"b\"\ncriteria = \"b\"\nafter = [\"y\"]\n"
        )),
        "portfolio.expected_level: NaN is not a finite number\n\
         portfolio.spread: 0 is not above 0\n\
         portfolio.badges.b.after: there is no content item or session \"y\"; there are \"look-letter\""
    );
    let gap = with(&letter, "sessions = []").replace("start = 2027-03-02", "start = 2027-03-04");
    assert_eq!(
        PhasePartition::of(&Design::from_toml(&gap).unwrap()).unwrap_err().to_string(),
        "phases.do: it begins on 2027-03-04, and the days from 2027-03-02 on are free; let phases follow each other without a gap and without sharing a day"
    );
}

proptest! {
    /// `opens` is the first day on which `is_open` holds.
    #[test]
    fn a_gate_opens_on_its_first_open_day(
        from_day in prop::option::of(1..20_u32),
        asks in prop::collection::btree_set(0..4_u8, 0..3),
        either in any::<bool>(),
        done in prop::collection::btree_map(0..4_u8, 1..20_u32, 0..4),
    ) {
        let mut gate = from_day.map_or(Gate::default(), Gate::from_day);
        for id in &asks {
            gate = gate.after(id.to_string());
        }
        let gate = if either { gate.either() } else { gate };
        let done: BTreeMap<String, u32> = done.into_iter().map(|(id, day)| (id.to_string(), day)).collect();
        let first = (1..=25).find(|day| {
            gate.is_open(*day, done.iter().filter(|(_, on)| *on <= day).map(|(id, _)| id.as_str()))
        });
        prop_assert_eq!(gate.opens(|id| done.get(id).copied()), first);
    }
}
