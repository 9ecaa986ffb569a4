//! X1 over whole programmes with everything that this crate keeps: after an erasure nothing that leaves the house holds the id or a
//! text of whoever is gone, while what is counted stays.

#![expect(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

mod house;

use std::io::Read;

use house::{House, PEOPLE, Said, at, day, house, said, who};
use intervision_model::forum::Thread;
use intervision_model::interchange::badges::{
    Achievement, Credential, CredentialOptions, Evidence, Issuer,
};
use intervision_model::interchange::scim::{ScimRules, read_scim_users};
use intervision_model::interchange::xapi::{
    Pseudonyms, XapiEvent, XapiVerb, XapiVersion, write_xapi_statements,
};
use intervision_model::interchange::{Document, write_roster_xlsx};
use intervision_model::journal::Journal;
use intervision_model::portfolio::{Portfolio, PortfolioDraft, Programme, Reflection, Words};
use intervision_model::privacy::{Content, Reader, Role};
use intervision_model::{GroupList, Participant, ParticipantId, RosterColumns};
use proptest::prelude::*;
use serde_json::json;

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
}
