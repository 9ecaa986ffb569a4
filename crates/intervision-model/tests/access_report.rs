//! X1 over whole programmes with everything that this crate keeps: an access report tells somebody all of it, and identifies nobody
//! else but by what they see already.

mod house;

use chrono::NaiveDate;
use house::{PEOPLE, Said, house, said, who};
use intervision_model::forum::Thread;
use intervision_model::privacy::{AccessReport, Circles, Content, Reader, Records, Role};
use proptest::prelude::*;

/// Whether what somebody said is theirs, or about them.
fn concerns(one: &Said, asks: u8) -> bool {
    match one.kind {
        0 | 1 => one.about == asks || one.by == asks,
        2 => one.about == asks,
        // A number says nothing in words.
        3 => false,
        // A coachee reads what their coach notes.
        5 if one.by != one.about => one.about == asks || one.by == asks,
        // A post, or a case.
        _ => one.by == asks,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn x1_an_access_report_tells_everything_and_identifies_nobody_else(all in said(), asks in 0..PEOPLE) {
        let house = house(&all);
        let told = house.journal.state();
        // The journal has no corrections, coachings and cases of its own.
        let kept: [(&Records, &Thread, bool); 2] =
            [(&house.records, &house.thread, true), (told.records(), &told.threads()["cases"], false)];
        for (records, thread, all_of_it) in kept {
            let mut report = records.report_among(&who(asks), &house.cohort).with(thread);
            if all_of_it {
                report = house.dossiers.values().fold(report, |report, dossier| report.with(dossier));
                report = report.with(&house.bank);
            }
            let written = report.to_json().expect("a report of finite numbers");
            for other in (0..PEOPLE).filter(|other| *other != asks) {
                prop_assert!(!written.contains(who(other).as_str()), "{}", written);
            }
            for one in all.iter().filter(|one| all_of_it || matches!(one.kind, 0 | 1 | 4)) {
                prop_assert_eq!(written.contains(&one.mark()), concerns(one, asks), "{}: {}", one.mark(), &written);
                if one.kind < 2 && one.by != one.about && one.about == asks {
                    // The day could tell who wrote it.
                    prop_assert!(!written.contains(&one.on().to_string()), "{}", written);
                }
            }
            let old = all.iter().filter(|one| one.kind == 2 && one.about == asks && all_of_it);
            for one in old {
                prop_assert_eq!(written.matches(&one.mark()).count(), 2, "{}", &written);
            }
            nothing_of_others_is_portable(report)?;
        }
    }
}

/// What somebody takes along is what they gave themselves.
fn nothing_of_others_is_portable(report: AccessReport) -> Result<(), TestCaseError> {
    let own = report.about.iter().filter(|told| told.written_by.is_none()).count();
    let portable = report.portable();
    prop_assert_eq!(portable.about.len(), own);
    prop_assert!(portable.about.iter().all(|told| told.written_by.is_none()));
    Ok(())
}

#[test]
fn a_moderators_reason_is_told_without_the_moderator() {
    let day = NaiveDate::from_ymd_opt(2027, 2, 1).expect("a day");
    let mut thread = Thread::of_programme("what guide-1 asked");
    let writer = Reader::participant("p0", []);
    thread.post(&writer, &Circles, day, "as guide-1 said", None).expect("a post");
    let guide = Reader::new("guide-1", Role::Facilitator);
    thread.hide(0, &guide, "guide-1 finds it rude").expect("a moderator");
    let report = Records::default().report(&"p0".into()).with(&thread);
    let told: Vec<(&str, &Content, Option<Role>, Option<NaiveDate>)> = report
        .about
        .iter()
        .map(|told| (told.field.as_str(), &told.content, told.written_by, told.on))
        .collect();
    let text = |text: &str| Content::Text(text.to_owned());
    assert_eq!(
        told,
        [
            ("what somebody asked", &text("as somebody said"), None, Some(day)),
            ("what somebody asked", &text("somebody finds it rude"), Some(Role::Facilitator), None),
        ]
    );
}
