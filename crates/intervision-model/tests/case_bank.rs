//! Practice cases lose their names, are read before others see them, and find their training day.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use chrono::NaiveDate;
use intervision_core::Table;
use intervision_model::case_bank::{CaseBank, CaseDraft};
#[cfg(feature = "serde")]
use intervision_model::design::Design;
use intervision_model::privacy::{Circles, Consents, Reader, Refusal, Role};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 3, day).unwrap()
}

fn roster() -> Table {
    Table::new(["a07", "a08", "a09"]).unwrap()
}

fn guide() -> Reader {
    Reader::new("guide", Role::Facilitator)
}

fn case(id: &str, tag: &str) -> CaseDraft {
    CaseDraft::new(id, "A conversation", "What a08 said to a07").tagged(tag)
}

fn bank(cases: &[(&str, &str, &str)]) -> CaseBank {
    let mut bank = CaseBank::default();
    for (owner, id, tag) in cases {
        bank.submit(*owner, case(id, tag), &roster(), day(1)).unwrap();
        bank.clear(id, &guide()).unwrap();
    }
    bank
}

#[cfg(feature = "serde")]
fn design() -> Design {
    let head = r#"
        version = 1
        id = "track"
        title = "Track"
        season = { start = 2027-01-11, end = 2027-11-26 }
        phases = [{ id = "training", title = "Training" }]
        [[sessions]]
        id = "kick-off"
        title = "Kick-off"
        phase = "training"
        audience = "everyone"
        minutes = 240
    "#;
    let day = |theme: &str| {
        format!(
            "[[sessions]]\nid = \"training-{theme}\"\ntitle = \"{theme}\"\nphase = \"training\"\n\
             audience = \"everyone\"\nminutes = 480\ndevelops = [\"{theme}\"]\n"
        )
    };
    let themes = ["interests", "influence", "decisions", "bad-news", "resistance"];
    let text = head.to_owned() + &themes.map(day).concat();
    Design::from_toml(&text).unwrap()
}

#[cfg(feature = "serde")]
#[test]
fn m9_a_case_on_bad_news_is_attached_to_the_fourth_training_day() {
    let mut bank = bank(&[("a07", "reorganisation", "bad-news"), ("a08", "parking", "traffic")]);
    // What nobody read yet is attached to nothing.
    bank.submit("a09", case("unread", "influence"), &roster(), day(1)).unwrap();
    let attached = bank.attach(&design());
    let told: Vec<_> = attached.days.iter().map(|own| (own.day, own.cases.len())).collect();
    assert_eq!(told, [(1, 0), (2, 0), (3, 0), (4, 1), (5, 0)]);
    assert_eq!(attached.days[3].session, "training-bad-news");
    assert_eq!(attached.days[3].cases, ["reorganisation"]);
    assert_eq!(attached.open, ["parking"]);
}

#[cfg(feature = "serde")]
#[test]
fn m9_a_case_on_two_things_goes_where_there_are_fewer() {
    let mut bank = bank(&[("a07", "a", "decisions"), ("a07", "b", "decisions")]);
    let both = CaseDraft::new("c", "Both", "Told too late").tagged("decisions").tagged("bad-news");
    bank.submit("a08", both, &roster(), day(1)).unwrap();
    bank.clear("c", &guide()).unwrap();
    let attached = bank.attach(&design());
    assert_eq!(
        (&attached.days[2].cases[..], &attached.days[3].cases[..]),
        (&["a", "b"].map(String::from)[..], &["c".to_owned()][..])
    );
}

#[test]
fn m9_the_owner_is_hidden_unless_they_consent() {
    let bank = bank(&[("a07", "reorganisation", "bad-news")]);
    let (colleague, owner) = (Reader::participant("a08", []), Reader::participant("a07", []));
    let mut consents = Consents::default();
    let read = |reader: &Reader, consents: &Consents, on| {
        bank.read("reorganisation", reader, &Circles, consents, on).unwrap().owner.cloned()
    };
    assert_eq!(read(&colleague, &consents, day(2)), None);
    assert_eq!(read(&guide(), &consents, day(2)), None);
    assert_eq!(read(&owner, &consents, day(2)), Some("a07".into()));
    consents.give(&"a07".into(), CaseBank::OWNER, day(3)).unwrap();
    assert_eq!(read(&colleague, &consents, day(2)), None, "not before the day");
    assert_eq!(read(&colleague, &consents, day(3)), Some("a07".into()));
    consents.withdraw(&"a07".into(), CaseBank::OWNER, day(5)).unwrap();
    assert_eq!(read(&colleague, &consents, day(5)), None);
}

#[test]
fn m9_nobody_reads_a_case_before_it_is_cleared() {
    let mut bank = CaseBank::default();
    bank.submit("a07", case("x", "bad-news"), &roster(), day(1)).unwrap();
    let consents = Consents::default();
    let colleague = Reader::participant("a08", []);
    let read = |bank: &CaseBank, id: &str, reader: &Reader| {
        bank.read(id, reader, &Circles, &consents, day(2)).map(|case| case.situation.to_owned())
    };
    assert_eq!(read(&bank, "x", &colleague), Err(Refusal::Private));
    assert_eq!(read(&bank, "y", &colleague), Err(Refusal::Private), "as if it were there");
    assert_eq!(bank.to_clear(&colleague).unwrap_err(), Refusal::Private);
    let waiting = bank.to_clear(&guide()).unwrap();
    assert_eq!((waiting.len(), waiting[0].owner), (1, None));
    assert_eq!(waiting[0].situation, "What [person 2] said to [person 1]");
    bank.clear("x", &guide()).unwrap();
    assert_eq!(read(&bank, "x", &colleague).unwrap(), "What [person 2] said to [person 1]");
    // A manager stands outside of the programme.
    let boss = Reader::new("a01", Role::Manager);
    assert_eq!(read(&bank, "x", &boss), Err(Refusal::OutsideTheProgramme));
    assert!(bank.to_clear(&guide()).unwrap().is_empty());
}

#[test]
fn an_owner_takes_back_and_the_erased_leave_nothing() {
    let mut bank = bank(&[("a07", "x", "focus"), ("a07", "y", "focus"), ("a08", "z", "focus")]);
    assert_eq!(
        bank.withdraw("x", &"a08".into()).unwrap_err().to_string(),
        "cases.x: \"a08\" takes it back; let its owner do so, or erase them"
    );
    bank.withdraw("x", &"a07".into()).unwrap();
    assert_eq!(bank.of(&"a07".into()).map(|(_, case)| case.id).collect::<Vec<_>>(), ["y"]);
    assert_eq!(bank.erase(&"a07".into()), 1);
    assert_eq!(bank.len(), 1);
    assert!(!format!("{bank:?}").contains("a07"));
}

#[test]
fn mistakes_are_named() {
    let mut bank = bank(&[("a07", "x", "focus")]);
    let empty = CaseDraft::new("x", "Nothing", "  ");
    assert_eq!(
        bank.submit("a08", empty, &roster(), day(1)).unwrap_err().to_string(),
        "3 problems:\n- case \"x\" stands 2 times; rename or remove all but one\n\
         - cases.x.situation: the situation is missing; tell what happened\n\
         - cases.x.tags: a tag is missing; say what it is about, so that it finds its training day"
    );
    assert_eq!(
        bank.submit("a08", case("Big X", "focus"), &roster(), day(1)).unwrap_err().to_string(),
        "cases.Big X: \"Big X\" cannot be an id here; use lower-case letters, digits and single hyphens"
    );
    assert_eq!(
        bank.clear("y", &guide()).unwrap_err().to_string(),
        "cases: there is no case \"y\"; there are \"x\""
    );
    let owner = Reader::new("a07", Role::Facilitator);
    for reader in [owner, Reader::participant("a08", [])] {
        assert!(bank.clear("x", &reader).unwrap_err().to_string().ends_with(
            "cannot clear it; let a facilitator or the office read it, and not its owner"
        ));
    }
}
