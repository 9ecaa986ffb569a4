//! Every document that a host keeps reads back the same, and says which version it is of.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use std::fmt::Debug;
use std::fs;
use std::path::Path;

use drawn::{Drawn, Kept, day, dossier, draws, kept, steps, thread, who};
use intervision_core::{Rating, Table};
use intervision_model::access_code::CodeBook;
use intervision_model::coaching::{Coach, Dossier};
use intervision_model::community::Backlog;
use intervision_model::competency::{
    Framework, MeasuredProfiles, Measurement, MeasurementsDraft, TargetDraft, TargetProfile,
    Targets,
};
use intervision_model::forum::Thread;
use intervision_model::interchange::Document;
use intervision_model::learning::{
    ActionPlan, LearningPlan, LearningQuestion, Offer, Offers, OffersDraft, Preference, Strength,
};
use intervision_model::privacy::{Consents, Records, Register};
use intervision_model::{
    Cohort, Functions, InterchangeProblem, Memberships, Problem, RosterColumns,
};
use proptest::prelude::*;
use strategies::framework;

mod drawn;
mod strategies;

/// Reads back the same, and is refused with another version.
fn same<D: Document + PartialEq + Debug>(document: &D) -> Result<(), TestCaseError> {
    let text = document.to_json().unwrap();
    let read = D::from_json(&text).unwrap();
    prop_assert_eq!(&read, document);
    prop_assert_eq!(&read.to_json().unwrap(), &text);
    if let Some(at) = text.find("\"version\": 1") {
        let mut newer = text;
        newer.replace_range(at..at + 12, "\"version\": 7");
        let told = D::from_json(&newer).unwrap_err();
        let found = Problem::Version { what: D::WHAT, found: 7, expected: 1 };
        prop_assert_eq!(told.first(), &found);
    }
    Ok(())
}

/// Every kind of document: each is drawn, written and read again, and each reader is handed hostile files.
macro_rules! every {
    ($($document:ty),+ $(,)?) => {
        const KINDS: &[&str] = &[$(<$document as Document>::WHAT),+];

        proptest! {
            #![proptest_config(ProptestConfig::with_cases(64))]

            #[test]
            fn every_document_reads_back_the_same(draw in draws()) {
                $(same(&<$document as Drawn>::drawn(&draw))?;)+
            }
        }

        #[test]
        fn hostile_documents_are_refused_by_every_reader() {
            $(hostile::<$document>();)+
        }
    };
}

every! {
    ActionPlan, Backlog, Coach, CodeBook, Cohort, Consents, Dossier, Framework, Functions, LearningPlan, LearningQuestion,
    Memberships, Records, Register, Thread,
}

/// A kind of document is one of those that the sources declare.
#[test]
fn no_kind_of_document_is_forgotten() {
    fn declared(folder: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                declared(&path, found);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let blocks = text.split("document::documents! {").skip(1);
            let lines = blocks.filter_map(|block| block.split('}').next()).flat_map(str::lines);
            let named = lines.filter_map(|line| line.trim().strip_prefix('"')?.split_once("\": "));
            found.extend(named.map(|(what, _)| what.to_owned()));
        }
    }
    let mut found = Vec::new();
    declared(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found.sort();
    let mut kinds = KINDS.to_vec();
    kinds.sort_unstable();
    assert_eq!(found, kinds);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn frameworks_targets_and_measurements(framework in framework(), levels in proptest::collection::vec(1_u32..9, 6), on in 0_u64..300) {
        let roster = Table::new(["p0", "p1"]).unwrap();
        let level = |n: usize| (f64::from(levels[n]) / 4.0).clamp(1.0, framework.top());
        let of = framework.competencies().iter().enumerate();
        let targets = TargetDraft {
            version: Targets::VERSION,
            framework: "drawn".to_owned(),
            profiles: vec![TargetProfile {
                function: None,
                levels: of.clone().map(|(n, c)| (c.id.clone(), level(n))).collect(),
                importance: of.clone().map(|(n, c)| (c.id.clone(), level(n) / 3.0)).collect(),
            }],
        };
        let text = serde_json::to_string(&targets).unwrap();
        let read = Targets::from_json(&text, &framework).unwrap();
        prop_assert_eq!(read, Targets::new(targets, &framework).unwrap());

        let mut measured = MeasuredProfiles::new(&framework, &roster);
        for (n, competency) in of.clone() {
            for source in ["self", "peers"] {
                let rating = Rating { level: level(n), standard_error: (n > 0).then_some(0.1 * n as f64) };
                let (competency, instrument) = (competency.id.clone(), (n > 1).then(|| "short form".to_owned()));
                let source = source.to_owned();
                measured.record(n % 2, Measurement { competency, rating, on: day(on + n as u64), source, instrument }).unwrap();
            }
        }
        let draft = measured.to_draft(&roster);
        let text = serde_json::to_string(&draft).unwrap();
        let read: MeasurementsDraft = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&MeasuredProfiles::read(read, &framework, &roster).unwrap(), &measured);

        let strengths = of.map(|(n, c)| Strength { level: (n > 0).then(|| level(n)), weight: 0.25 * (1 + n % 4) as f64, ..Strength::new(c.id.as_str()) });
        let preference = Preference { ranked: vec!["b".into(), "a".into()], refused: vec!["c".into()] };
        let draft = OffersDraft {
            version: Offers::VERSION,
            framework: "drawn".to_owned(),
            offers: vec![Offer {
                participant: "p1".into(),
                strengths: strengths.collect(),
                helps_at_most: Some(3),
                preferences: [("themes".to_owned(), preference)].into(),
            }],
        };
        let offers = Offers::new(draft, &framework, &roster).unwrap();
        let text = serde_json::to_string(&offers.to_draft()).unwrap();
        prop_assert_eq!(&Offers::from_json(&text, &framework, &roster).unwrap(), &offers);
    }

    #[test]
    fn toml_says_the_same(draw in draws()) {
        let (framework, functions, register) = (&draw.framework, Functions::drawn(&draw), Register::drawn(&draw));
        prop_assert_eq!(&Framework::from_toml(&framework.to_toml().unwrap()).unwrap(), framework);
        prop_assert_eq!(&Functions::from_toml(&functions.to_toml().unwrap()).unwrap(), &functions);
        prop_assert_eq!(&Register::from_toml(&register.to_toml().unwrap()).unwrap(), &register);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// X1: whatever a host keeps, an erased person is in none of it, and what is counted stays the same.
    #[test]
    fn x1_after_an_erasure_no_document_holds_the_id(steps in steps(), gone in 0_u8..4, of_group in any::<bool>()) {
        let gone = who(gone);
        let said: Vec<_> = steps
            .iter()
            .map(|(person, kind, on, words)| (*person, *kind, *on, format!("{words} of {gone}, too")))
            .collect();
        let Kept { mut members, mut consents, mut records, mut backlog } = kept(&said);
        let (mut dossier, mut thread) = (dossier(&said), thread(&said, of_group));
        let count = |members: &Memberships| (0..70).map(|on| members.as_of(day(on)).count()).collect::<Vec<_>>();
        let before = (count(&members), records.numbers("plan"), backlog.iter().count());
        let tombstone = records.erase(&gone, day(80)).id;
        members.forget(&gone, &tombstone);
        consents.forget(&gone, &tombstone);
        backlog.forget(&gone, &tombstone);
        thread.erase(&gone, &tombstone);
        dossier.erase(&gone, &tombstone);
        prop_assert_eq!(before, (count(&members), records.numbers("plan"), backlog.iter().count()));
        let documents = [
            members.to_json(),
            records.to_json(),
            consents.to_json(),
            backlog.to_json(),
            thread.to_json(),
            dossier.to_json(),
        ];
        for document in documents {
            let document = document.unwrap();
            prop_assert!(!document.contains(gone.as_str()), "{}", document);
        }
        same(&dossier)?;
        same(&thread)?;
    }
}

/// A word for a document that nests too deep, whatever it is about.
fn deep(open: &str, close: &str) -> String {
    open.repeat(10_000) + &close.repeat(10_000)
}

fn hostile<D: Document + Debug>() {
    for text in [
        deep("[", "]"),
        deep("{\"a\":", "}"),
        format!("{{\"version\":1,\"x\":{}}}", deep("[", "]")),
    ] {
        let told = D::from_json(&text).unwrap_err();
        let Problem::Interchange(InterchangeProblem::TooDeep { what, most: 64, .. }) = told.first()
        else {
            unreachable!("{told}");
        };
        assert_eq!(*what, D::WHAT);
    }
    let told = D::from_json("{\"version\": 1, \"version\": 1}").unwrap_err();
    assert_eq!(
        told.to_string(),
        "document: \"version\" stands there twice; keep one of the two values"
    );
    for text in ["", "{", "[]", "7", "null", "{\"version\": 1, \"surplus\": 2}", "\u{feff}"] {
        let told = D::from_json(text).unwrap_err();
        assert!(matches!(told.first(), Problem::Syntax { format: "JSON", .. }), "{text}: {told}");
    }
}

#[test]
fn documents_that_contradict_themselves_are_refused() {
    fn told<D: Document + Debug>(text: &str) -> String {
        D::from_json(text).unwrap_err().to_string()
    }
    assert_eq!(
        told::<Thread>(
            r#"{"version":1,"title":"t","posts":[{"author":"a","on":"2027-01-01","words":"x","reply_to":0,"state":"erased"}]}"#
        ),
        "2 problems:\n- posts[0]: 0 is not the number of a post before it, from 0 to below 0\n\
         - posts[0]: it is erased and has words; leave its words empty"
    );
    assert_eq!(
        told::<Backlog>(r#"{"version":1,"topics":{},"merged":{"a":"b"}}"#),
        "merged.a: there is no topic \"b\"; there are none"
    );
    assert_eq!(
        told::<LearningQuestion>(r#"{"version":1,"owner":"a","wordings":[]}"#),
        "wordings: a wording is missing; a question has at least one"
    );
    assert_eq!(
        told::<Records>(
            r#"{"version":1,"records":[],"tombstones":[{"id":"erased-2","on":"2027-01-01","texts":0,"numbers":0}]}"#
        ),
        "tombstones[0].id: \"erased-2\" is no tombstone of its place; write \"erased-1\""
    );
    assert_eq!(
        told::<Memberships>(
            r#"{"version":1,"stays":{"a":[{"from":"2027-01-02","until":"2027-01-01"}]}}"#
        ),
        "membership of \"a\": runs from 2027-01-02 to 2027-01-01; the last day must not come before the first"
    );
    assert_eq!(
        told::<Consents>(
            r#"{"version":1,"decisions":{"a":{"learning":[{"given":false,"on":"2027-01-01"}]}}}"#
        ),
        "\"a\" has no consent to \"learning\" on 2027-01-01 that could be withdrawn"
    );
    assert_eq!(
        told::<Cohort>(r#"{"version":1,"participants":[{"id":"a","manager":"b"}]}"#),
        "entry 1: manager \"b\" of \"a\" is not on the roster; write the id of a participant, or leave it empty if the manager does not take part"
    );
}

#[test]
fn levels_and_their_names_are_kept() {
    use intervision_model::AttributeKind;
    let levels = AttributeKind::Level(vec!["team".into(), "department".into()]);
    let columns = RosterColumns::default()
        .with_function("job")
        .with_unit("unit")
        .with_manager("boss")
        .with_kind("level", levels);
    let table = b"id,job,unit,level,boss\na,head,x,department,\nb,clerk,y,team,a\n";
    let cohort = intervision_model::interchange::read_roster(table, &columns).unwrap();
    let read = Cohort::from_json(&cohort.to_json().unwrap()).unwrap();
    assert_eq!(read, cohort);
    assert_eq!((read.function(1), read.unit(0)), (Some("clerk"), Some("x")));
}
