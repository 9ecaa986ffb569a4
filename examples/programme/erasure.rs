//! What is noted about people, and who asked to be erased: the register, groups, answers and levels come in; journal.jsonl goes out, with
//! a tombstone in place of everybody who is named in erasures.csv.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{NaiveDate, NaiveTime};
use intervision::core::{Grouping, Roster};
use intervision::model::ParticipantId;
use intervision::model::journal::{Event, Journal};
use intervision::model::journey::Ways;
use intervision::model::privacy::{Content, Entry, LegalGround, Record, Register, Tombstone};
use intervision_examples::{AtPath, Outcome, read_rows, write};
use serde::Deserialize;

use crate::Results;
use crate::input::Input;

#[derive(Deserialize)]
struct Asked {
    id: String,
}

/// Notes what the run knows about everybody, erases those who asked for it, and writes the journal.
/// Nothing is noted where nobody asked.
pub fn erase(
    input: &Input,
    results: &Results,
    register: &Register,
    out: &Path,
) -> Outcome<Vec<Tombstone>> {
    let Some((path, bytes)) = input.personal("erasures.csv")? else { return Ok(Vec::new()) };
    let asked: Vec<Asked> = read_rows(&bytes).at(&path)?;
    let end = input.design.season().end;
    let mut notes = Notes { journal: Journal::new(Ways::new([]))?, register };
    notes.join(input)?;
    notes.groups(input, results)?;
    notes.answers(input, end)?;
    notes.levels(input, results, end)?;
    let mut left = Vec::new();
    for Asked { id } in asked {
        let id = ParticipantId::from(id);
        left.push(notes.erase(&id, end).at(&path)?);
    }
    write(&out.join("journal.jsonl"), notes.journal.to_text()?)?;
    Ok(left)
}

/// A journal that takes in what the register admits.
struct Notes<'r> {
    journal: Journal,
    register: &'r Register,
}

impl Notes<'_> {
    /// Everybody joins, and agrees to what rests on consent.
    fn join(&mut self, input: &Input) -> Outcome {
        let season = input.design.season();
        let everyone = &input.members.everyone;
        for member in 0..everyone.len() {
            let Some(on) = input.members.joins(member, season.start, season.end) else { continue };
            let who = ParticipantId::from(everyone.id(member).as_ref());
            self.note(on, Event::Joined { who: who.clone(), on })?;
            for purpose in self.register.purposes() {
                if purpose.ground == LegalGround::Consent {
                    let (who, purpose) = (who.clone(), purpose.id.clone());
                    self.note(on, Event::Decided { who, purpose, given: true, on })?;
                }
            }
        }
        Ok(())
    }

    /// Who learns in which group.
    fn groups(&mut self, input: &Input, results: &Results) -> Outcome {
        let (groups, on) = (results.season.decision.groups(), input.design.season().start);
        for group in 0..groups.len() {
            for &member in groups.members(group) {
                let (id, label) = (input.cohort.id(member), groups.label(group));
                self.keep(Entry::text(id.as_ref(), "groups", label, on))?;
            }
        }
        Ok(())
    }

    /// What people answered when it was over.
    fn answers(&mut self, input: &Input, on: NaiveDate) -> Outcome {
        let Some((path, bytes)) = input.personal("survey.csv")? else { return Ok(()) };
        let rows: Vec<BTreeMap<String, String>> = read_rows(&bytes).at(&path)?;
        for row in rows {
            let Some(id) = row.get("id") else { continue };
            let said = row.iter().filter(|(question, said)| *question != "id" && !said.is_empty());
            for (question, said) in said {
                let text = format!("{question}: {said}");
                self.keep(Entry::text(id.as_str(), "survey-answers", text, on))?;
            }
        }
        Ok(())
    }

    /// The levels that came out of an assessment: numbers, of which figures of groups are made.
    fn levels(&mut self, input: &Input, results: &Results, on: NaiveDate) -> Outcome {
        let Some(ratings) = results.season.decision.ratings() else { return Ok(()) };
        for member in 0..input.cohort.len() {
            for competency in ratings.competencies() {
                let Some(rating) = ratings.rating(member, &competency) else { continue };
                let id = input.cohort.id(member);
                self.keep(Entry::number(id.as_ref(), "answers", rating.level, on))?;
            }
        }
        Ok(())
    }

    fn keep(&mut self, entry: Entry) -> Outcome {
        self.note(entry.on, Event::Noted(entry))
    }

    fn note(&mut self, on: NaiveDate, event: Event) -> Outcome {
        self.journal.append_admitted(on.and_time(NaiveTime::MIN), event, self.register)?;
        Ok(())
    }

    /// Erases somebody, and counts what went and what stays.
    fn erase(&mut self, who: &ParticipantId, on: NaiveDate) -> Outcome<Tombstone> {
        let id = self.journal.erase(who, on.and_time(NaiveTime::MIN), on)?;
        let records = self.journal.state().records();
        let left = || records.iter().map(Record::entry).filter(|entry| entry.about == id);
        let texts = left().filter(|entry| entry.content == Content::Erased).count();
        let numbers = left().filter(|entry| matches!(entry.content, Content::Number(_))).count();
        Ok(Tombstone { id: id.clone(), on, texts, numbers })
    }
}
