//! Who sees what, how long it is kept, and what is left of somebody who was erased.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use chrono::NaiveDate;
use intervision_model::privacy::{
    About, Access, AccessPolicy, Circles, Clock, Consents, Content, DataKind, Entry, Field,
    LegalGround, Old, Purpose, Reader, Records, Refusal, Register, RegisterDraft, Role, Shared,
    Visibility,
};
use intervision_model::{ParticipantId, Problem, Translations};
use proptest::prelude::*;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, month, day).unwrap()
}

fn register() -> Register {
    let purpose =
        |id: &str, ground, keep| Purpose { id: id.to_owned(), title: id.to_owned(), ground, keep };
    let field = |id: &str, purpose: &str, widest| Field {
        id: id.to_owned(),
        holds: format!("What is noted as {id}"),
        purpose: purpose.to_owned(),
        widest,
    };
    Register::new(RegisterDraft {
        version: Register::VERSION,
        controller: "Municipality of Vliet".to_owned(),
        purposes: vec![
            purpose("learning", LegalGround::Consent, Clock::after_leaving(30)),
            purpose("evaluation", LegalGround::PublicTask, Clock::after_programme(365)),
        ],
        fields: vec![
            field("plan", "learning", Visibility::Group),
            field("feedback", "learning", Visibility::Private),
            field("level", "evaluation", Visibility::Private),
        ],
        texts: Translations::default(),
    })
    .unwrap()
}

#[test]
fn m5_a_plan_shared_with_the_group_is_denied_to_another_group() {
    let mut plan = Shared::new("a07", "learn to say no");
    plan.widen(Visibility::Group, &"a07".into()).unwrap();
    let read = |reader: Reader| {
        plan.read(&reader, None, ["north"], DataKind::LearningPlan, &Circles).copied()
    };
    assert_eq!(read(Reader::participant("a08", ["north"])), Ok("learn to say no"));
    assert_eq!(read(Reader::participant("a09", ["south"])), Err(Refusal::OtherGroup));
    assert_eq!(read(Reader::new("a01", Role::Manager)), Err(Refusal::OtherGroup));
    assert_eq!(read(Reader::new("a07", Role::Manager)), Ok("learn to say no"));
}

#[test]
fn x1_an_erased_person_is_in_no_export_and_statistics_stay() {
    let mut records = Records::default();
    for (index, id) in ["a07", "b12", "c33"].into_iter().enumerate() {
        records.keep(Entry::number(id, "level", index as f64, day(1, 5))).unwrap();
        records.keep(Entry::text(id, "plan", format!("the plan of {id}"), day(1, 6))).unwrap();
    }
    let peer = |about, text| Entry::text(about, "feedback", text, day(2, 1));
    records.keep(peer("b12", "listens, says a07").by("c33", Role::Participant)).unwrap();
    records.keep(peer("b12", "asks good questions").by("a07", Role::Participant)).unwrap();
    records.rectify(1, Content::Text("another plan".into()), day(2, 2), Old::Keep).unwrap();
    let levels = records.numbers("level");

    let tombstone = records.erase(&"a07".into(), day(3, 1));
    assert_eq!((tombstone.id.as_str(), tombstone.texts, tombstone.numbers), ("erased-1", 3, 1));
    assert_eq!(records.numbers("level"), levels);
    assert!(records.report(&"a07".into()).is_empty());
    for who in ["a07", "b12", "c33", "erased-1"] {
        let json = records.report(&who.into()).to_json().unwrap();
        let gone = ["the plan of a07", "another plan", "asks good questions"];
        assert!(gone.iter().all(|text| !json.contains(text)), "{json}");
        assert!(who == "a07" || !json.contains("a07"), "{json}");
    }
}

#[test]
fn x1_an_access_report_tells_everything_and_names_no_rater() {
    let mut records = Records::default();
    records.keep(Entry::text("a07", "plan", "with b12: say no", day(1, 6))).unwrap();
    let feedback =
        |about, by, text, on| Entry::text(about, "feedback", text, on).by(by, Role::Participant);
    records.keep(feedback("a07", "c33", "zealous; c33 and b12 agree", day(2, 1))).unwrap();
    records.keep(feedback("a07", "b12", "asks good questions", day(2, 9))).unwrap();
    records.keep(feedback("b12", "a07", "could ask more", day(2, 3))).unwrap();
    let report = records.report(&"a07".into());
    assert_eq!((report.about.len(), report.written.len()), (3, 1));
    let json = report.to_json().unwrap();
    assert!(!json.contains("b12") && !json.contains("c33"), "{json}");
    assert!(!json.contains("2027-02-01") && !json.contains("2027-02-09"), "{json}");
    for text in ["say no", "zealous", "asks good questions", "could ask more"] {
        assert!(json.contains(text), "{text} is missing in {json}");
    }
    // By content, not in the order in which they were written.
    let words: Vec<&Content> = report.about.iter().map(|record| &record.content).collect();
    assert_eq!(words[0], &Content::Text("asks good questions".to_owned()));
    let portable = records.report(&"a07".into()).portable();
    assert_eq!((portable.about.len(), portable.written.len()), (1, 1));
}

#[test]
fn consent_visibility_and_field_are_asked_before_something_is_kept() {
    let (register, mut consents) = (register(), Consents::default());
    let entry = Entry::text("a07", "plan", "x", day(2, 1)).shown_to(Visibility::Programme);
    let problems = register.admits(&entry, &consents).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "2 problems:\n\
         - field \"plan\" is shown to the group at most, not to the programme; choose the group or less\n\
         - field \"plan\" of \"a07\" needs consent to \"learning\", which does not stand on 2027-02-01; ask for it first"
    );
    consents.give(&"a07".into(), "learning", day(1, 1)).unwrap();
    assert!(register.admits(&entry.shown_to(Visibility::Group), &consents).is_ok());
    assert!(register.admits(&Entry::number("a09", "level", 2.0, day(2, 1)), &consents).is_ok());
    let unknown = Entry::text("a07", "rumour", "x", day(2, 1));
    assert_eq!(
        register.admits(&unknown, &consents).unwrap_err().to_string(),
        "record about \"a07\": there is no field in the register \"rumour\"; there are \"plan\", \"feedback\", \"level\""
    );
    let early = consents.withdraw(&"a09".into(), "learning", day(1, 2)).unwrap_err();
    assert_eq!(
        early.to_string(),
        "\"a09\" has no consent to \"learning\" on 2027-01-02 that could be withdrawn"
    );
    consents.withdraw(&"a07".into(), "learning", day(3, 1)).unwrap();
    let back = consents.give(&"a07".into(), "learning", day(2, 1)).unwrap_err();
    assert_eq!(
        back.to_string(),
        "consent of \"a07\" to \"learning\": runs from 2027-03-01 to 2027-02-01; the last day must not come before the first"
    );
}

#[test]
fn clocks_run_from_their_anchors() {
    let register = register();
    let mut records = Records::default();
    for id in ["a07", "b12"] {
        records.keep(Entry::text(id, "plan", "x", day(1, 5))).unwrap();
        records.keep(Entry::number(id, "level", 2.0, day(1, 5))).unwrap();
    }
    let left = |id: &ParticipantId| (id.as_str() == "a07").then(|| day(3, 1));
    // Nobody's clock runs out before 30 days after a07 left.
    assert!(records.purge(day(3, 30), &register, &left, None).is_empty());
    assert_eq!(records.purge(day(3, 31), &register, &left, None), [0]);
    assert_eq!(records.purge(day(3, 31), &register, &left, None), [0_usize; 0]);
    // Whoever stays leaves when the programme ends, here on 1 April; evaluation keeps numbers a year from then.
    assert_eq!(records.purge(day(5, 1), &register, &left, Some(day(4, 1))), [2]);
    let year = day(4, 1) + chrono::Days::new(365);
    assert_eq!(records.purge(year, &register, &left, Some(day(4, 1))), [1, 3]);
    assert!(records.numbers("level").is_empty());
}

#[test]
fn corrections_keep_or_erase_what_stood_there() {
    let mut records = Records::default();
    let number = records.keep(Entry::text("a07", "plan", "first", day(1, 5))).unwrap();
    let text = |text: &str| Content::Text(text.to_owned());
    records.rectify(number, text("second"), day(1, 6), Old::Keep).unwrap();
    records.rectify(number, text("third"), day(1, 7), Old::Erase).unwrap();
    let record = records.get(number).unwrap();
    assert_eq!(record.entry().content, text("third"));
    let before: Vec<&Content> = record.corrections().iter().map(|c| &c.before).collect();
    assert_eq!(before, [&text("first"), &Content::Erased]);
    let json = records.report(&"a07".into()).to_json().unwrap();
    assert!(json.contains("first") && !json.contains("second"), "{json}");

    let message = |problem: Problem| problem.to_string();
    let early = records.rectify(number, text("x"), day(1, 6), Old::Keep).unwrap_err();
    assert_eq!(
        message(early),
        "record 0: runs from 2027-01-07 to 2027-01-06; the last day must not come before the first"
    );
    let unknown = records.rectify(1, text("x"), day(1, 9), Old::Keep).unwrap_err();
    assert_eq!(message(unknown), "there is no record 1; records are numbered from 0 to below 1");
    let nan = records.rectify(0, Content::Number(f64::NAN), day(1, 9), Old::Keep).unwrap_err();
    assert_eq!(message(nan), "record of field \"plan\": NaN is not a finite number");
    records.erase(&"a07".into(), day(2, 1));
    let erased = records.rectify(number, text("x"), day(2, 9), Old::Keep).unwrap_err();
    assert_eq!(message(erased), "record 0 was erased; what was erased cannot be corrected");
    let reserved = records.keep(Entry::text("erased-7", "plan", "x", day(1, 5))).unwrap_err();
    assert_eq!(
        message(reserved),
        "\"erased-7\" is kept for people who were erased; give people ids of another form"
    );
    let empty = records.keep(Entry::text(" ", "plan", "x", day(1, 5))).unwrap_err();
    assert_eq!(
        message(empty),
        "record of field \"plan\": the id is empty; write an opaque, stable id"
    );
}

#[test]
fn a_register_that_does_not_fit_tells_all_of_it() {
    let mut draft = RegisterDraft::from(register());
    draft.version = 9;
    draft.controller = String::new();
    draft.fields[0].purpose = "sport".to_owned();
    draft.fields[1].id = "level".to_owned();
    assert_eq!(
        Register::new(draft).unwrap_err().to_string(),
        "4 problems:\n\
         - register of version 9; this release reads version 1\n\
         - controller: the controller is missing; name the organisation that decides what is kept\n\
         - field \"level\" stands 2 times; rename or remove all but one\n\
         - fields.plan: there is no purpose \"sport\"; there are \"learning\", \"evaluation\""
    );
    let toml = register().to_toml().unwrap();
    assert_eq!(Register::from_toml(&toml).unwrap(), register());
}

/// Rules of a host of its own: managers may read plans that are shown to the programme.
#[derive(Debug)]
struct OpenPlans;

impl AccessPolicy for OpenPlans {
    fn may(&self, reader: &Reader, about: &About, kind: DataKind) -> Access {
        let open = kind == DataKind::LearningPlan && about.visibility() == Visibility::Programme;
        if open { Access::Allowed } else { Circles.may(reader, about, kind) }
    }
}

fn people() -> impl Strategy<Value = ParticipantId> {
    (0_u8..4).prop_map(|n| ParticipantId::from(format!("p{n}")))
}

fn circles() -> impl Strategy<Value = Visibility> {
    proptest::sample::select(&Visibility::ALL[..])
}

fn roles() -> impl Strategy<Value = Role> {
    proptest::sample::select(
        &[Role::Participant, Role::Coach, Role::Facilitator, Role::Office, Role::Manager][..],
    )
}

fn kinds() -> impl Strategy<Value = DataKind> {
    use DataKind::{Case, CoachingNote, LearningPlan, LearningQuestion, Portfolio};
    proptest::sample::select(&[Case, CoachingNote, LearningPlan, LearningQuestion, Portfolio][..])
}

proptest! {
    #[test]
    fn visibility_widens_only_by_its_owner(steps in proptest::collection::vec((people(), circles(), any::<bool>()), 0..30)) {
        let mut shared = Shared::new("p0", ());
        for (by, to, widen) in steps {
            let before = shared.visibility();
            if widen {
                let refused = shared.widen(to, &by).is_err();
                prop_assert_eq!(refused, by.as_str() != "p0" && to > before);
            } else {
                shared.narrow(to);
            }
            prop_assert!(shared.visibility() <= before || by.as_str() == "p0");
        }
        // What is made of two things is shown no further than either.
        let other = Shared::new("p0", ());
        let both = shared.clone().and(other).unwrap();
        prop_assert_eq!(both.visibility(), Visibility::Private);
        prop_assert_eq!(shared.clone().map(|()| 7).visibility(), shared.visibility());
        prop_assert!(shared.and(Shared::new("p1", ())).is_none());
    }

    #[test]
    fn policies_keep_their_laws(
        (owner, pair, reader) in (people(), people(), people()),
        (role, kind) in (roles(), kinds()),
        (narrow, wide) in (circles(), circles()),
        (theirs, ours) in (0_u8..3, 0_u8..3),
    ) {
        let (narrow, wide) = (narrow.min(wide), narrow.max(wide));
        let groups = ["north", "south", "east"];
        let reader = Reader::new(reader, role).with_groups([groups[theirs as usize]]);
        let about = |visibility| {
            About::new(owner.clone(), visibility)
                .with_pair(pair.clone())
                .with_groups([groups[ours as usize]])
        };
        let policies: [&dyn AccessPolicy; 2] = [&Circles, &OpenPlans];
        for policy in policies {
            let (less, more) = (policy.may(&reader, &about(narrow), kind), policy.may(&reader, &about(wide), kind));
            prop_assert_eq!(policy.may(&reader, &about(narrow), kind), less);
            if less == Access::Allowed || *reader.id() == owner {
                prop_assert_eq!(more, Access::Allowed);
            }
        }
        if kind == DataKind::CoachingNote && *reader.id() != owner && *reader.id() != pair {
            prop_assert_ne!(Circles.may(&reader, &about(wide), kind), Access::Allowed);
        }
    }

    #[test]
    fn nothing_is_left_of_an_erased_person(
        notes in proptest::collection::vec((people(), people(), any::<bool>(), 0_u8..9), 1..30),
        gone in people(),
    ) {
        let mut records = Records::default();
        for (index, (about, by, text, n)) in notes.iter().enumerate() {
            let entry = if *text {
                Entry::text(about.clone(), "note", format!("t{index}, {by} on {about}"), day(1, 1))
            } else {
                Entry::number(about.clone(), "note", f64::from(*n), day(1, 1))
            };
            records.keep(entry.by(by.clone(), Role::Participant)).unwrap();
        }
        let before = records.numbers("note");
        records.erase(&gone, day(2, 1));
        prop_assert_eq!(records.numbers("note"), before);
        let everything = format!("{records:?}");
        prop_assert!(!everything.contains(gone.as_str()), "{}", everything);
        for (index, (about, by, ..)) in notes.iter().enumerate() {
            let text = format!("\"t{index}, ");
            prop_assert!(!everything.contains(&text) || (*about != gone && *by != gone));
        }
    }
}
