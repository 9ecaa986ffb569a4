//! A programme with everything that is kept of people, out of whatever they say of each other.

#![allow(clippy::unwrap_used, reason = "a test that is refused what should work has failed")]

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveDateTime};
use intervision_core::Value;
use intervision_model::access_code::{CodeBook, Pepper};
use intervision_model::case_bank::{CaseBank, CaseDraft};
use intervision_model::coaching::Dossier;
use intervision_model::forum::Thread;
use intervision_model::journal::{Event, Journal};
use intervision_model::journey::{CoachingStage, Ways};
use intervision_model::privacy::{
    Circles, Consents, Content, Entry, Old, Reader, Records, Role, Visibility,
};
use intervision_model::{Cohort, Memberships, Participant, ParticipantId};
use proptest::prelude::*;

pub(crate) const PEOPLE: u8 = 4;

pub(crate) fn who(number: u8) -> ParticipantId {
    ParticipantId::from(format!("p#{number}"))
}

pub(crate) fn day(days: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + Days::new(days)
}

pub(crate) fn at(days: u64) -> NaiveDateTime {
    day(days).and_hms_opt(9, 0, 0).unwrap()
}

/// One thing that somebody says of somebody, in words that stand nowhere else and on a day of its own.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    pub(crate) kind: u8,
    pub(crate) by: u8,
    pub(crate) about: u8,
    pub(crate) number: usize,
}

impl Said {
    pub(crate) fn mark(&self) -> String {
        format!("mark{}x", self.number)
    }

    /// Its words, in which everybody is mentioned.
    pub(crate) fn words(&self) -> String {
        let everybody: Vec<String> = (0..PEOPLE).map(|n| who(n).to_string()).collect();
        format!("{}, with {}", self.mark(), everybody.join(" and "))
    }

    pub(crate) fn on(&self) -> NaiveDate {
        day(10 + self.number as u64)
    }
}

pub(crate) fn said() -> impl Strategy<Value = Vec<Said>> {
    let one = (0_u8..7, 0..PEOPLE, 0..PEOPLE);
    proptest::collection::vec(one, 1..40).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        numbered.map(|(number, (kind, by, about))| Said { kind, by, about, number }).collect()
    })
}

/// A programme with all that is kept of people.
#[derive(Debug)]
pub(crate) struct House {
    pub(crate) cohort: Cohort,
    pub(crate) members: Memberships,
    pub(crate) consents: Consents,
    pub(crate) records: Records,
    pub(crate) thread: Thread,
    pub(crate) dossiers: BTreeMap<(ParticipantId, ParticipantId), Dossier>,
    pub(crate) codes: CodeBook,
    pub(crate) bank: CaseBank,
    pub(crate) journal: Journal,
}

pub(crate) fn house(all: &[Said]) -> House {
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
