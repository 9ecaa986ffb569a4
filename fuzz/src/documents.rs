//! Documents and tables of strangers, for every reader of `intervision-model`.

use std::fmt::Debug;

use chrono::NaiveDate;
use intervision_core::Table;
use intervision_model::access_code::CodeBook;
use intervision_model::coaching::{Coach, Dossier};
use intervision_model::community::Backlog;
use intervision_model::competency::Framework;
use intervision_model::design::Design;
use intervision_model::forum::Thread;
use intervision_model::interchange::case::CaseDocument;
use intervision_model::interchange::esco::read_esco_skills;
use intervision_model::interchange::onet::read_onet_ratings;
use intervision_model::interchange::scim::{ScimRules, read_scim_users};
use intervision_model::interchange::{
    Document, read_attendance, read_id_sets, read_memberships, read_met, read_rankings,
    read_resources, read_roster,
};
use intervision_model::journal::{Event, Journal};
use intervision_model::journey::{Step, Ways};
use intervision_model::learning::{ActionPlan, LearningPlan, LearningQuestion};
use intervision_model::portfolio::{Form, Portfolio, PortfolioDraft, Programme, Words, verify};
use intervision_model::privacy::{Consents, Entry, Records, Register};
use intervision_model::{Cohort, Functions, Memberships, Problems, RosterColumns};

/// Whether it was read.
type Reader = fn(&[u8]) -> bool;

/// The reader of a seed is named by its first byte, from `a` on.
const READERS: [Reader; 28] = [
    kept::<ActionPlan>,
    kept::<Backlog>,
    kept::<Coach>,
    kept::<CodeBook>,
    kept::<Cohort>,
    kept::<Consents>,
    kept::<Dossier>,
    kept::<Framework>,
    kept::<Functions>,
    kept::<LearningPlan>,
    kept::<LearningQuestion>,
    kept::<Memberships>,
    kept::<Records>,
    kept::<Register>,
    kept::<Thread>,
    designs,
    frameworks,
    |bytes| told(Functions::from_toml(&text(bytes))).is_some(),
    |bytes| told(Register::from_toml(&text(bytes))).is_some(),
    packages,
    |bytes| told(read_scim_users(&[&text(bytes)], &ScimRules::default())).is_some(),
    |bytes| told(read_esco_skills(bytes)).is_some(),
    |bytes| told(read_onet_ratings(bytes)).is_some(),
    rosters,
    tables,
    |bytes| told(read_resources(bytes)).is_some(),
    journals,
    portfolios,
];

/// Read, or refused with a message; what is read is written, and read the same. Says whether it was read.
pub(crate) fn read(reader: u8, bytes: &[u8]) -> bool {
    READERS[usize::from(reader.wrapping_sub(b'a')) % READERS.len()](bytes)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What was read, if it was.
fn told<T>(read: Result<T, Problems>) -> Option<T> {
    read.map_err(|problems| assert!(!problems.to_string().is_empty())).ok()
}

fn kept<D: Document + PartialEq + Debug>(bytes: &[u8]) -> bool {
    let Some(document) = told(D::from_json(&text(bytes))) else { return false };
    let written = document.to_json().expect("what was read is written");
    assert_eq!(told(D::from_json(&written)).as_ref(), Some(&document), "{written}");
    true
}

fn designs(bytes: &[u8]) -> bool {
    let text = text(bytes);
    let read = [told(Design::from_toml(&text)), told(Design::from_json(&text))];
    for design in read.iter().flatten() {
        let written = design.to_toml().expect("what was read is written");
        assert_eq!(told(Design::from_toml(&written)).as_ref(), Some(design), "{written}");
        let written = design.to_json().expect("what was read is written");
        assert_eq!(told(Design::from_json(&written)).as_ref(), Some(design), "{written}");
    }
    read.iter().any(Option::is_some)
}

fn frameworks(bytes: &[u8]) -> bool {
    let Some(framework) = told(Framework::from_toml(&text(bytes))) else { return false };
    let written = framework.to_toml().expect("what was read is written");
    assert_eq!(told(Framework::from_toml(&written)).as_ref(), Some(&framework), "{written}");
    true
}

fn packages(bytes: &[u8]) -> bool {
    let Some(package) = told(CaseDocument::from_json(&text(bytes))) else { return false };
    let written = package.to_json().expect("what was read is written");
    assert!(told(CaseDocument::from_json(&written)).is_some(), "{written}");
    true
}

fn rosters(bytes: &[u8]) -> bool {
    let columns = RosterColumns::default().with_manager("manager").with_function("function");
    told(read_roster(bytes, &columns)).is_some_and(|cohort| {
        kept::<Cohort>(cohort.to_json().expect("what was read is written").as_bytes())
    })
}

/// Tables about people who are known.
fn tables(bytes: &[u8]) -> bool {
    let people = Table::new(["a", "b", "c"]).expect("three ids");
    let themes = ["x".to_owned(), "y".to_owned()];
    let read = [
        told(read_id_sets(bytes, &people)).is_some(),
        told(read_met(bytes, &people)).is_some(),
        told(read_attendance(bytes, &people)).is_some(),
        told(read_memberships(bytes, &people)).is_some(),
        told(read_rankings(bytes, &themes, &people)).is_some(),
    ];
    read.contains(&true)
}

/// A journal is read up to its first break; that much of it is a journal.
fn journals(bytes: &[u8]) -> bool {
    let replayed = match Journal::read(bytes) {
        Ok(replayed) => replayed,
        Err(problem) => {
            assert!(!problem.to_string().is_empty());
            return false;
        }
    };
    if let Some(broken) = &replayed.broken {
        assert!(!broken.to_string().is_empty() && broken.byte <= bytes.len());
    }
    let whole = replayed.journal.to_text().expect("what was read is written");
    let again = Journal::read(whole.as_bytes()).expect("a journal");
    assert!(again.broken.is_none());
    assert_eq!(again.journal, replayed.journal);
    replayed.broken.is_none()
}

/// What verifies is read, and writes the same bytes.
fn portfolios(bytes: &[u8]) -> bool {
    for form in [Form::Html, Form::Markdown] {
        told(verify(form, bytes));
    }
    let text = text(bytes);
    let Some(portfolio) = told(Portfolio::from_json(&text)) else { return false };
    let written = portfolio.export(&Words::ENGLISH).expect("what was read is written");
    assert!(told(verify(Form::Json, written.json.as_bytes())).is_some(), "{text}");
    true
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 2, 1).expect("a day")
}

/// A journal and a portfolio, which nobody can write by hand: their lines carry sums. The first byte names the reader.
#[must_use]
pub fn sealed() -> [Vec<u8>; 2] {
    let at = day().and_hms_opt(9, 0, 0).expect("a time");
    let mut journal = Journal::new(Ways::intervision_track()).expect("a journal");
    let events = [
        Event::Joined { who: "a".into(), on: day() },
        Event::Stepped { who: "a".into(), to: Step::KickedOff, on: day() },
        Event::Noted(Entry::text("a", "plan", "learn to say no", day())),
        Event::Decided { who: "a".into(), purpose: "learning".into(), given: true, on: day() },
    ];
    for event in events {
        journal.append(at, event).expect("an event that fits");
    }
    journal.erase(&"a".into(), at, day()).expect("somebody to erase");
    let programme =
        Programme { id: "track".into(), title: "Track".into(), start: day(), end: day() };
    let portfolio = Portfolio::new(PortfolioDraft::new("a", programme, day()), []);
    let written = portfolio.expect("nobody else").export(&Words::ENGLISH).expect("a portfolio");
    let named = |reader: Reader, file: &str| {
        let at = READERS.iter().position(|other| std::ptr::fn_addr_eq(*other, reader));
        let letter = b'a' + at.and_then(|at| u8::try_from(at).ok()).expect("one of the readers");
        [&[letter], file.as_bytes()].concat()
    };
    let journal = journal.to_text().expect("a journal");
    [named(journals, &journal), named(portfolios, &written.json)]
}
