//! Portfolios: nobody else is in them, and every changed byte shows.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

use chrono::NaiveDate;
use intervision_model::learning::ActionStep;
use intervision_model::portfolio::{
    Badge, Evidence, Form, Measured, PartKind, Plan, Portfolio, PortfolioDraft, PortfolioProblem,
    Programme, Reflection, Strength, Words, digest, verify,
};
use intervision_model::{Problem, Problems};
use proptest::prelude::*;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap()
}

fn draft() -> PortfolioDraft {
    let programme = Programme {
        id: "talent".into(),
        title: "Talent in a hundred days".into(),
        start: day(1, 11),
        end: day(4, 20),
    };
    let mut draft = PortfolioDraft::new("p07", programme, day(4, 20));
    draft.strengths = vec![Strength {
        competency: "connecting".into(),
        title: "Connecting".into(),
        level: Some(4.1),
        probability: Some(0.93),
    }];
    draft.evidence = vec![Evidence {
        on: day(3, 2),
        title: "Neighbourhood evening".into(),
        narrative: "Brought residents and the works department to one table.".into(),
        competency: Some("connecting".into()),
    }];
    draft.reflections = vec![Reflection {
        on: day(2, 5),
        question: Some("What gave you energy?".into()),
        text: "The walk & the talk.\nI said <no> twice, \"kindly\".".into(),
    }];
    draft.results = [(1, 20, 3.0), (4, 12, 4.0)]
        .map(|(month, on, level)| Measured {
            scale: "Vitality".into(),
            on: day(month, on),
            level,
            standard_error: Some(0.25),
            top: 5.0,
        })
        .to_vec();
    draft.plans = vec![Plan {
        goal: "Say no without a story".into(),
        steps: vec![
            ActionStep {
                id: "one".into(),
                what: "Say it once a week".into(),
                due: day(2, 1),
                done: Some(day(1, 30)),
            },
            ActionStep {
                id: "two".into(),
                what: "Tell the team why".into(),
                due: day(3, 1),
                done: None,
            },
        ],
    }];
    draft.badges = vec![Badge {
        id: "hundred-days".into(),
        name: "A hundred days".into(),
        description: "Took part from the first day to the last.".into(),
        criteria: "All assignments handed in.".into(),
        on: day(4, 20),
    }];
    draft
}

fn lines(problems: &Problems) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn changed(result: Result<impl std::fmt::Debug, Problems>) -> Vec<String> {
    let part = |problem: &Problem| match problem {
        Problem::Portfolio(PortfolioProblem::Changed { part }) => part.clone(),
        other => format!("not a changed part: {other}"),
    };
    result.unwrap_err().iter().map(part).collect()
}

/// The part in which a byte of a file stands: between its seals, or on its line.
fn part_of(form: Form, text: &str, at: usize) -> Option<&'static str> {
    PartKind::ALL.into_iter().map(PartKind::name).find(|part| {
        let (from, to) = if form == Form::Json {
            let from = text.find(&format!("\n\"{part}\":{{\"content\"")).unwrap() + 1;
            (from, from + text[from..].find('\n').unwrap())
        } else {
            let from = text.find(&format!("<!-- part {part} ")).unwrap();
            let end = format!("<!-- end {part} -->\n");
            (from, text.find(&end).unwrap() + end.len())
        };
        (from..to).contains(&at)
    })
}

#[test]
fn t8_any_changed_byte_is_found_and_its_part_is_named() {
    let portfolio = Portfolio::new(draft(), ["p08", "c01"]).unwrap();
    let files = portfolio.export(&Words::ENGLISH).unwrap();
    for (form, text) in
        [(Form::Json, &files.json), (Form::Html, &files.html), (Form::Markdown, &files.markdown)]
    {
        // The programme is gone; the file is all there is.
        verify(form, text.as_bytes()).unwrap();
        // Every byte in the small forms, a byte in seven of the page.
        let step = if form == Form::Html { 7 } else { 1 };
        for at in (0..text.len()).step_by(step) {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            let found = changed(verify(form, &bytes));
            match part_of(form, text, at) {
                Some(part) => {
                    assert!(found.contains(&part.to_owned()), "{form:?} {at}: {found:?} {part}");
                    assert!(found.len() <= 2, "{form:?} {at}: {found:?}");
                }
                None => assert!(!found.is_empty(), "{form:?} {at}"),
            }
        }
        let mut longer = text.clone();
        longer.push('\n');
        assert_eq!(changed(verify(form, longer.as_bytes())), ["frame"]);
        assert!(!changed(verify(form, b"")).is_empty());
        assert!(!changed(verify(form, &[0xff; 64])).is_empty());
    }
}

#[test]
fn t8_an_export_is_whole_and_reads_back_after_the_programme_is_gone() {
    let portfolio = Portfolio::new(draft(), []).unwrap();
    let files = portfolio.export(&Words::ENGLISH).unwrap();
    let again = Portfolio::from_json(&files.json).unwrap();
    assert_eq!(again, portfolio);
    assert_eq!(again.export(&Words::ENGLISH).unwrap(), files);
    let whole = verify(Form::Json, files.json.as_bytes()).unwrap().whole;
    for page in [&files.html, &files.markdown] {
        for text in [
            "Connecting",
            "Neighbourhood evening",
            "What gave you energy?",
            "Vitality",
            "Say no without a story",
            "A hundred days",
            whole.as_str(),
        ] {
            assert!(page.contains(text), "{text}");
        }
    }
    assert!(files.html.contains("The walk &amp; the talk."));
    assert!(files.html.contains("I said &lt;no&gt; twice, &quot;kindly&quot;."));
    for outside in ["http:", "https:", "src=", "<script", "url("] {
        assert!(!files.html.contains(outside), "{outside}");
    }
    let dutch = portfolio.export(&Words::DUTCH).unwrap();
    assert_eq!(dutch.json, files.json);
    for text in ["<html lang=\"nl\">", "Talenten", "2 maart 2027", "4,1", "uiterlijk 1 maart 2027"]
    {
        assert!(dutch.html.contains(text), "{text}");
    }
    verify(Form::Html, dutch.html.as_bytes()).unwrap();
}

#[cfg(feature = "badges")]
#[test]
fn t8_badges_go_along_as_a_learner_record_with_their_hash() {
    use intervision_model::interchange::badges::{CredentialOptions, Issuer};

    let issuer = Issuer { id: "https://academy.example".into(), name: "City academy".into() };
    let at = day(4, 20).and_hms_opt(12, 0, 0).unwrap();
    let subject = "urn:uuid:2a4bd4de-2f0e-4a86-8e6e-3d1d2b8a9f10";
    let options = CredentialOptions::new(issuer, subject, at);
    let portfolio = Portfolio::new(draft(), []).unwrap().with_record(&options).unwrap();
    let files = portfolio.export(&Words::ENGLISH).unwrap();
    let record = files.record.clone().unwrap();
    assert!(record.contains("ClrCredential") && record.contains("A hundred days"));
    let verified = verify(Form::Json, files.json.as_bytes()).unwrap();
    assert_eq!(verified.record, Some(digest(record.as_bytes())));
    assert_ne!(verified.record, Some(digest(record.replace("hundred", "thousand").as_bytes())));
    let again = Portfolio::from_json(&files.json).unwrap().export(&Words::ENGLISH).unwrap();
    assert_eq!((again.json, again.record), (files.json, None));
}

#[test]
fn others_are_refused_wherever_they_stand_and_can_be_taken_out() {
    let mut crowded = draft();
    crowded.evidence[0].narrative = "With p08, and coach c01.".into();
    crowded.plans[0].steps[0].what = "Ask Anneke".into();
    crowded.badges[0].description = "For p07, not p081.".into();
    let others = ["p08", "c01", "Anneke", "p07", ""];
    let problems = Portfolio::new(crowded.clone(), others).unwrap_err();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let end = "who is not the owner; take others out of a portfolio before it is handed over";
    assert_eq!(
        told,
        [
            format!("evidence[1].narrative: it mentions \"c01\", {end}"),
            format!("evidence[1].narrative: it mentions \"p08\", {end}"),
            format!("plans[1].steps[1].what: it mentions \"Anneke\", {end}"),
        ]
    );
    let clean = crowded.without(others, "somebody").unwrap();
    assert_eq!(clean.evidence[0].narrative, "With somebody, and coach somebody.");
    assert_eq!(clean.badges[0].description, "For p07, not p081.");
    Portfolio::new(clean, others).unwrap();
}

#[test]
fn what_does_not_fit_is_told_all_at_once() {
    let mut wrong = draft();
    wrong.owner = "".into();
    wrong.programme.end = day(1, 1);
    wrong.closed_on = day(1, 2);
    wrong.strengths[0].probability = Some(1.5);
    wrong.results[0].level = 6.0;
    wrong.results[1].standard_error = Some(f64::NAN);
    let badge = Badge { id: "Not a slug".into(), ..wrong.badges[0].clone() };
    wrong.badges.extend([badge.clone(), badge]);
    wrong.plans[0].steps[1].id = "one".into();
    assert_eq!(
        lines(&Portfolio::new(wrong, []).unwrap_err()),
        "owner: the id is empty; write an opaque, stable id\n\
         programme: runs from 2027-01-11 to 2027-01-01; the last day must not come before the first\n\
         closed_on: runs from 2027-01-11 to 2027-01-02; the last day must not come before the first\n\
         strengths[1].probability: 1.5 is not between 0 and 1\n\
         results[1].level: 6 is not a level from 1 to 5\n\
         results[2].standard_error: NaN is not 0 or more\n\
         badge \"Not a slug\" stands 2 times; rename or remove all but one\n\
         badges.Not a slug.id: \"Not a slug\" cannot be an id here; use lower-case letters, digits and single hyphens\n\
         badges.Not a slug.id: \"Not a slug\" cannot be an id here; use lower-case letters, digits and single hyphens\n\
         step of a plan \"one\" stands 2 times; rename or remove all but one"
    );
}

#[test]
fn a_seal_cannot_be_imitated_from_inside() {
    let mut sly = draft();
    let seal = "<!-- end reflections -->\n<!-- part badges sha256 00 -->\n<!-- whole sha256 ";
    sly.reflections[0].text = seal.into();
    sly.evidence[0].title = seal.into();
    let files = Portfolio::new(sly, []).unwrap().export(&Words::ENGLISH).unwrap();
    for (form, page) in [(Form::Html, &files.html), (Form::Markdown, &files.markdown)] {
        verify(form, page.as_bytes()).unwrap();
        assert_eq!(page.matches("<!--").count(), 2 * PartKind::ALL.len() + 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_reads_back_and_verifies(
        text in "\\PC{0,60}|[\\x00-\\x7f]{0,40}",
        level in 1.0..5.0_f64,
        error in prop::option::of(0.0..2.0_f64),
    ) {
        let mut any = draft();
        any.reflections[0].text.clone_from(&text);
        any.evidence[0].title.clone_from(&text);
        any.plans[0].goal = text;
        any.results[0].level = level;
        any.results[0].standard_error = error;
        let portfolio = Portfolio::new(any, []).unwrap();
        let files = portfolio.export(&Words::DUTCH).unwrap();
        prop_assert_eq!(Portfolio::from_json(&files.json).unwrap(), portfolio);
        for (form, text) in
            [(Form::Json, &files.json), (Form::Html, &files.html), (Form::Markdown, &files.markdown)]
        {
            prop_assert!(verify(form, text.as_bytes()).is_ok());
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for form in [Form::Json, Form::Html, Form::Markdown] {
            prop_assert!(verify(form, &bytes).is_err());
        }
    }
}
