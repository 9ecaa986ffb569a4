//! X1 over whole programmes with everything that this crate keeps: an access report tells all and names nobody else, and after an
//! erasure nothing that leaves the house holds the id or a text of whoever is gone, while what is counted stays.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use std::collections::BTreeMap;
use std::io::Read;

use chrono::{Days, NaiveDate, NaiveDateTime};
use intervision_core::Value;
use intervision_model::access_code::{CodeBook, Pepper};
use intervision_model::case_bank::{CaseBank, CaseDraft};
use intervision_model::coaching::Dossier;
use intervision_model::forum::Thread;
use intervision_model::interchange::badges::{
    Achievement, Credential, CredentialOptions, Evidence, Issuer,
};
use intervision_model::interchange::scim::{ScimRules, read_scim_users};
use intervision_model::interchange::xapi::{
    Pseudonyms, XapiEvent, XapiVerb, XapiVersion, write_xapi_statements,
};
use intervision_model::interchange::{Document, write_roster_xlsx};
use intervision_model::journal::{Event, Journal};
use intervision_model::journey::{CoachingStage, Ways};
use intervision_model::portfolio::{Portfolio, PortfolioDraft, Programme, Reflection, Words};
use intervision_model::privacy::{
    Circles, Consents, Content, Entry, Old, Reader, Records, Role, Visibility,
};
use intervision_model::{
    Cohort, GroupList, Memberships, Participant, ParticipantId, RosterColumns,
};
use proptest::prelude::*;
use serde_json::json;

const PEOPLE: u8 = 4;

fn who(number: u8) -> ParticipantId {
    ParticipantId::from(format!("p#{number}"))
}

fn day(days: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + Days::new(days)
}

fn at(days: u64) -> NaiveDateTime {
    day(days).and_hms_opt(9, 0, 0).unwrap()
}

/// One thing that somebody says of somebody, in words that stand nowhere else and on a day of its own.
#[derive(Debug, Clone)]
struct Said {
    kind: u8,
    by: u8,
    about: u8,
    number: usize,
}

impl Said {
    fn mark(&self) -> String {
        format!("mark{}x", self.number)
    }

    /// Its words, in which everybody is mentioned.
    fn words(&self) -> String {
        let everybody: Vec<String> = (0..PEOPLE).map(|n| who(n).to_string()).collect();
        format!("{}, with {}", self.mark(), everybody.join(" and "))
    }

    fn on(&self) -> NaiveDate {
        day(10 + self.number as u64)
    }
}

fn said() -> impl Strategy<Value = Vec<Said>> {
    let one = (0_u8..7, 0..PEOPLE, 0..PEOPLE);
    proptest::collection::vec(one, 1..40).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        numbered.map(|(number, (kind, by, about))| Said { kind, by, about, number }).collect()
    })
}

/// A programme with all that is kept of people.
#[derive(Debug)]
struct House {
    cohort: Cohort,
    members: Memberships,
    consents: Consents,
    records: Records,
    thread: Thread,
    dossiers: BTreeMap<(ParticipantId, ParticipantId), Dossier>,
    codes: CodeBook,
    bank: CaseBank,
    journal: Journal,
}

fn house(all: &[Said]) -> House {
    let people = (0..PEOPLE).map(|n| {
        let person = Participant::new(who(n)).with_attribute("job", Value::category("adviser"));
        if n > 0 { person.with_manager(who(n - 1)) } else { person }
    });
    let mut house = House {
        cohort: Cohort::new(people).unwrap(),
        members: Memberships::default(),
        consents: Consents::default(),
        records: Records::default(),
        thread: Thread::of_groups("cases", ["north"]),
        dossiers: BTreeMap::new(),
        codes: CodeBook::default(),
        bank: CaseBank::default(),
        journal: Journal::new(Ways::intervision_track()).unwrap(),
    };
    let pepper = Pepper::new(b"a pepper of more than 16 bytes").unwrap();
    let mut tell = |event| house.journal.append(at(0), event).unwrap();
    tell(Event::Opened { thread: "cases".into(), groups: vec!["north".into()], on: day(1) });
    for n in 0..PEOPLE {
        tell(Event::Joined { who: who(n), on: day(1) });
        house.members.join(who(n), day(1)).unwrap();
        house.consents.give(&who(n), "learning", day(1)).unwrap();
        let bytes = [n, 1, 2, 3, 4, 5, 6, 7, 8, 9];
        house.codes.issue(who(n), bytes, &pepper, day(1), None).unwrap();
    }
    for one in all {
        keep(&mut house, one);
    }
    house
}

fn keep(house: &mut House, one: &Said) {
    let (by, about, words, on) = (who(one.by), who(one.about), one.words(), one.on());
    let text = || Entry::text(about.clone(), "note", words.clone(), on);
    let mut tell = |event| house.journal.append(at(0), event).unwrap();
    match one.kind {
        0 | 1 => {
            let entry = text().by(by, Role::Participant).shown_to(Visibility::Pair);
            house.records.keep(entry.clone()).unwrap();
            tell(Event::Noted(entry));
        }
        2 => {
            // Corrected on the same day; the old words stay beside the new ones.
            let number = house.records.keep(text()).unwrap();
            let new = Content::Text(format!("better: {words}"));
            house.records.rectify(number, new, on, Old::Keep).unwrap();
        }
        3 => {
            let level = Entry::number(about, "level", f64::from(one.by) / 3.0, on);
            house.records.keep(level.clone()).unwrap();
            tell(Event::Noted(level));
        }
        4 => {
            let writer = Reader::participant(by.clone(), ["north"]);
            house.thread.post(&writer, &Circles, on, words.clone(), None).unwrap();
            let thread = "cases".to_owned();
            tell(Event::Posted { thread, by, words: Some(words), reply_to: None, on });
        }
        5 if by != about => {
            let pair = (by.clone(), about.clone());
            let dossier = house.dossiers.entry(pair).or_insert_with(|| {
                let mut dossier = Dossier::new(by.clone(), about);
                dossier.take(CoachingStage::Agreed, day(2)).unwrap();
                dossier
            });
            dossier.note(&by, on, words).unwrap();
        }
        _ => {
            let id = format!("case-{}", one.number);
            let case = CaseDraft::new(id, "A hard talk", words).tagged("talks");
            house.bank.submit(by, case, &house.cohort, on).unwrap();
        }
    }
}

impl House {
    fn erase(&mut self, gone: &ParticipantId) {
        let tombstone = self.records.erase(gone, day(90)).id;
        self.cohort = self.cohort.part(|person| person.id() != gone).unwrap();
        self.members.forget(gone, &tombstone);
        self.consents.forget(gone, &tombstone);
        self.thread.erase(gone, &tombstone);
        self.codes.forget(gone);
        self.bank.erase(gone);
        for dossier in self.dossiers.values_mut() {
            dossier.erase(gone, &tombstone);
        }
        self.journal.erase(gone, at(90), day(90)).unwrap();
    }

    /// What statistics are made of.
    fn counted(&self) -> (Vec<f64>, Vec<f64>, [usize; 4]) {
        let text = |thread: &Thread| thread.to_json().unwrap().matches("\"author\"").count();
        let told = self.journal.state();
        let notes =
            self.dossiers.values().map(|it| it.to_json().unwrap().matches("\"note\"").count());
        let counts = [
            self.members.as_of(day(50)).count(),
            text(&self.thread),
            text(&told.threads()["cases"]),
            notes.sum(),
        ];
        (self.records.numbers("level"), told.records().numbers("level"), counts)
    }

    /// Everything that can leave the house, by its name.
    fn exports(&self) -> Vec<(String, String)> {
        let office = Reader::new("office", Role::Office);
        let mut all = vec![
            ("roster".to_owned(), self.cohort.to_json().unwrap()),
            ("members".to_owned(), self.members.to_json().unwrap()),
            ("consents".to_owned(), self.consents.to_json().unwrap()),
            ("records".to_owned(), self.records.to_json().unwrap()),
            ("thread".to_owned(), self.thread.to_json().unwrap()),
            ("codes".to_owned(), self.codes.to_json().unwrap()),
            ("journal".to_owned(), self.journal.to_text().unwrap()),
            ("cases".to_owned(), format!("{:?}", self.bank.to_clear(&office).unwrap())),
            ("groups".to_owned(), self.groups()),
            ("statements".to_owned(), self.statements()),
        ];
        let dossiers = self.dossiers.values().map(|it| it.to_json().unwrap());
        all.extend(dossiers.map(|dossier| ("dossier".to_owned(), dossier)));
        all.extend(self.workbook());
        for person in self.cohort.participants() {
            let id = person.id();
            let report = self.records.report(id).to_json().unwrap();
            all.push((format!("access report of {id}"), report));
            all.extend(self.portfolio(id));
        }
        all
    }

    /// A workbook, part by part and unpacked.
    fn workbook(&self) -> Vec<(String, String)> {
        let columns = RosterColumns::default().with_manager("manager");
        let bytes = write_roster_xlsx(&self.cohort, &columns).unwrap();
        let mut parts = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let count = parts.len();
        let part = |number: usize| {
            let mut part = parts.by_index(number).unwrap();
            let mut text = Vec::new();
            part.read_to_end(&mut text).unwrap();
            let name = part.name().unwrap().into_owned();
            (format!("workbook, {name}"), String::from_utf8_lossy(&text).into_owned())
        };
        (0..count).map(part).collect()
    }

    /// Groups for the service that the people come from.
    fn groups(&self) -> String {
        let ids: Vec<&str> = self.cohort.participants().iter().map(|p| p.id().as_str()).collect();
        let page = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
            "totalResults": ids.len(),
            "Resources": ids.iter().map(|id| json!({ "id": id })).collect::<Vec<_>>(),
        });
        let read = read_scim_users(&[&page.to_string()], &ScimRules::default()).unwrap();
        let groups = GroupList::new(read.cohort(), [("north", ids)]).unwrap();
        read.groups(&groups, "Track").unwrap().concat()
    }

    fn statements(&self) -> String {
        let attended = |person: &Participant| {
            XapiEvent::new(person.id().clone(), XapiVerb::Attended, "s/1", "Meeting", at(5))
        };
        let people = self.cohort.participants();
        let names =
            people.iter().enumerate().map(|(n, person)| (person.id().clone(), format!("k{n}")));
        let names = Pseudonyms::new(names).unwrap();
        let events: Vec<XapiEvent> = people.iter().map(attended).collect();
        write_xapi_statements(&events, "https://academy.example", &names, XapiVersion::V1).unwrap()
    }

    /// What somebody takes along: what they wrote, without the others, and a learner record of it.
    fn portfolio(&self, owner: &ParticipantId) -> Vec<(String, String)> {
        let programme =
            Programme { id: "track".into(), title: "Track".into(), start: day(1), end: day(80) };
        let mut draft = PortfolioDraft::new(owner.clone(), programme, day(80));
        let own = self.records.report(owner).portable();
        for record in own.about.iter().chain(&own.written) {
            if let Content::Text(text) = &record.content {
                let text = text.clone();
                draft.reflections.push(Reflection { on: day(20), question: None, text });
            }
        }
        let others: Vec<String> = (0..PEOPLE).map(|n| who(n).to_string()).collect();
        let others = || others.iter().map(String::as_str).filter(|id| *id != owner.as_str());
        let draft = draft.without(others(), "a colleague").unwrap();
        let evidence = draft
            .reflections
            .iter()
            .map(|reflection| Evidence { name: "Note".into(), narrative: reflection.text.clone() });
        let achievement = Achievement {
            evidence: evidence.collect(),
            ..Achievement::new("track", "Track", "Six sessions.", "Come to five.", at(80))
        };
        let issuer = Issuer { id: "https://academy.example".into(), name: "Academy".into() };
        let subject = "urn:uuid:2a4bd4de-2f0e-4a86-8e6e-3d1d2b8a9f10";
        let options = CredentialOptions::new(issuer, subject, at(81));
        let record =
            Credential::record("Portfolio", std::slice::from_ref(&achievement), &options).unwrap();
        let badge = Credential::badge(&achievement, &options).unwrap();
        let files = Portfolio::new(draft, others()).unwrap().export(&Words::ENGLISH).unwrap();
        let name = |of: &str| format!("{of} of {owner}");
        vec![
            (name("learner record"), record.to_json().unwrap()),
            (name("badge"), badge.to_json().unwrap()),
            (name("portfolio"), files.json),
            (name("page"), files.html),
            (name("plain portfolio"), files.markdown),
        ]
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn x1_nothing_that_leaves_the_house_holds_somebody_who_was_erased(all in said(), gone in 0..PEOPLE) {
        let mut house = house(&all);
        let before = house.counted();
        house.erase(&who(gone));
        prop_assert_eq!(house.counted(), before);
        let by_whom = |one: &Said| match one.kind {
            2 | 3 => one.about,
            _ => one.by,
        };
        let of_pair = |one: &&Said| one.kind < 2 && one.about == gone;
        let theirs = all.iter().filter(|one| by_whom(one) == gone || of_pair(one));
        let theirs: Vec<String> = theirs.map(Said::mark).collect();
        for (name, export) in house.exports() {
            prop_assert!(!export.contains(who(gone).as_str()), "{}: {}", name, export);
            let told = theirs.iter().find(|mark| export.contains(mark.as_str()));
            prop_assert!(told.is_none(), "{} tells {:?}: {}", name, told, export);
        }
        let read = Journal::read(house.journal.to_text().unwrap().as_bytes()).unwrap();
        prop_assert!(read.broken.is_none());
        prop_assert_eq!(read.journal, house.journal);
    }

    #[test]
    fn x1_an_access_report_tells_everything_and_identifies_nobody_else(all in said(), asks in 0..PEOPLE) {
        let house = house(&all);
        for records in [&house.records, house.journal.state().records()] {
            let report = records.report_among(&who(asks), &house.cohort).to_json().unwrap();
            for other in (0..PEOPLE).filter(|other| *other != asks) {
                prop_assert!(!report.contains(who(other).as_str()), "{}", report);
            }
            let journal = std::ptr::eq(records, house.journal.state().records());
            for one in all.iter().filter(|one| one.kind < 3 && !(journal && one.kind == 2)) {
                let of_others = one.kind < 2 && one.by != one.about;
                let concerns = one.about == asks || (of_others && one.by == asks);
                prop_assert_eq!(report.contains(&one.mark()), concerns, "{}: {}", one.mark(), &report);
                if of_others && one.about == asks {
                    // The day could tell who wrote it.
                    prop_assert!(!report.contains(&one.on().to_string()), "{}", report);
                }
            }
            let old = all.iter().filter(|one| one.kind == 2 && one.about == asks && !journal);
            for one in old {
                prop_assert_eq!(report.matches(&one.mark()).count(), 2, "{}", &report);
            }
        }
    }
}
