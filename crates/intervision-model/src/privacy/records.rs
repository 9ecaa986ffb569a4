//! Everything that is kept about people: entries come in, corrections and erasures change them, numbers for statistics go out.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::mention::without;
use super::{Content, Correction, Entry, Lifetime, Old, Record, Register};
use crate::error::PrivacyProblem;
use crate::{ParticipantId, Problem};

/// What is left of somebody who was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Tombstone {
    /// The name that stands where their id stood: `erased-1`.
    pub id: ParticipantId,
    /// The day.
    #[cfg_attr(feature = "serde", serde(with = "crate::interchange::date"))]
    pub on: NaiveDate,
    /// How many texts went.
    pub texts: usize,
    /// How many numbers stay, for the statistics of groups.
    pub numbers: usize,
}

/// What is kept about everybody, numbered in the order of noting. Whether something may be kept is the question of
/// [`Register::admits`]; here it is kept, corrected and erased.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::privacy::{Content, Entry, Old, Records};
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 2, day).unwrap();
/// let mut records = Records::default();
/// records.keep(Entry::number("a07", "influence", 3.0, day(1)))?;
/// let plan = records.keep(Entry::text("a07", "plan", "learn to say no", day(2)))?;
/// records.rectify(plan, Content::Text("learn to say yes".into()), day(3), Old::Keep)?;
/// assert_eq!(records.get(plan).map(|plan| plan.corrections().len()), Some(1));
///
/// let tombstone = records.erase(&"a07".into(), day(9));
/// assert_eq!((tombstone.texts, tombstone.numbers), (2, 1));
/// assert_eq!(records.numbers("influence"), [3.0]);
/// assert!(records.report(&"a07".into()).is_empty());
/// # Ok::<(), intervision_model::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "super::wire::Kept", into = "super::wire::Kept"))]
pub struct Records {
    pub(super) records: Vec<Record>,
    pub(super) tombstones: Vec<Tombstone>,
}

impl Records {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// Keeps something, and gives its number.
    ///
    /// # Errors
    ///
    /// [`Problem::EmptyId`] for somebody without id, [`PrivacyProblem::ReservedId`] for an id that looks like a tombstone, and
    /// [`Problem::OutOfRange`] for a number that is not finite.
    pub fn keep(&mut self, entry: Entry) -> Result<usize, Problem> {
        self.check(&entry)?;
        Ok(self.push(entry))
    }

    /// Whether an entry could be kept.
    pub(crate) fn check(&self, entry: &Entry) -> Result<(), Problem> {
        for id in [&entry.about, entry.written_by()] {
            if id.as_str().is_empty() {
                let at = crate::Place::part(format!("record of field \"{}\"", entry.field));
                return Err(Problem::EmptyId { at });
            }
            let tombstone = self.tombstones.iter().any(|tombstone| tombstone.id == *id);
            if id.is_tombstone() && !tombstone {
                return Err(PrivacyProblem::ReservedId { id: id.to_string() }.into());
            }
        }
        finite(&entry.content, &entry.field)
    }

    /// Keeps what was checked, possibly long ago: its person may be a tombstone by now.
    pub(crate) fn push(&mut self, entry: Entry) -> usize {
        self.records.push(Record { entry, corrections: Vec::new() });
        self.records.len() - 1
    }

    /// Corrects a record.
    ///
    /// # Errors
    ///
    /// [`PrivacyProblem::UnknownRecord`], [`PrivacyProblem::ErasedRecord`], [`Problem::OutOfRange`] for a number that is not
    /// finite, and [`Problem::Backwards`] for a day before the last one of this record. It then stays as it is.
    pub fn rectify(
        &mut self,
        number: usize,
        content: Content,
        on: NaiveDate,
        old: Old,
    ) -> Result<(), Problem> {
        self.correctable(number, &content)?;
        self.amend(number, content, on, old)
    }

    /// Whether a record could be corrected to this.
    pub(crate) fn correctable(&self, number: usize, content: &Content) -> Result<(), Problem> {
        let record = self.get(number).ok_or_else(|| self.unknown(number))?;
        if record.entry.content == Content::Erased {
            return Err(PrivacyProblem::ErasedRecord { number }.into());
        }
        finite(content, &record.entry.field)
    }

    /// Corrects what a journal says was correctable; since then it may have been erased.
    pub(crate) fn amend(
        &mut self,
        number: usize,
        content: Content,
        on: NaiveDate,
        old: Old,
    ) -> Result<(), Problem> {
        let unknown = self.unknown(number);
        let record = self.records.get_mut(number).ok_or(unknown)?;
        let last = record.corrections.last().map_or(record.entry.on, |last| last.on);
        if on < last {
            let at = crate::Place::part(format!("record {number}"));
            return Err(Problem::Backwards { at, start: last, end: on });
        }
        let before = std::mem::replace(&mut record.entry.content, content);
        let before = if old == Old::Keep { before } else { Content::Erased };
        record.corrections.push(Correction { before, on });
        Ok(())
    }

    fn unknown(&self, number: usize) -> Problem {
        PrivacyProblem::UnknownRecord { number, count: self.records.len() }.into()
    }

    /// Erases somebody: their id gives way to a tombstone everywhere, texts by them and about them go, their id goes out of
    /// other people's texts, and numbers stay. Erasing them again, or somebody of whom nothing is kept, changes no record.
    pub fn erase(&mut self, who: &ParticipantId, on: NaiveDate) -> Tombstone {
        let tombstone = ParticipantId::tombstone(self.tombstones.len() + 1);
        let (mut texts, mut numbers) = (0, 0);
        for record in &mut self.records {
            let touched = record.entry.about == *who || record.entry.written_by() == who;
            for content in record.contents() {
                match content {
                    Content::Text(_) if touched => {
                        *content = Content::Erased;
                        texts += 1;
                    }
                    Content::Text(text) => *text = without(text, who, &tombstone),
                    Content::Number(_) if touched => numbers += 1,
                    _ => {}
                }
            }
            let author = record.entry.author.as_mut().map(|author| &mut author.id);
            for id in std::iter::once(&mut record.entry.about).chain(author) {
                if id == who {
                    *id = tombstone.clone();
                }
            }
        }
        let tombstone = Tombstone { id: tombstone, on, texts, numbers };
        self.tombstones.push(tombstone.clone());
        tombstone
    }

    /// Erases the content of every record whose clock ran out by this day, numbers too, and says which ones they are.
    /// `left` tells when somebody left, and `programme_ended` when all was over. Fields that the register does not know
    /// have no clock, and stay.
    pub fn purge(
        &mut self,
        on: NaiveDate,
        register: &Register,
        left: &dyn Fn(&ParticipantId) -> Option<NaiveDate>,
        programme_ended: Option<NaiveDate>,
    ) -> Vec<usize> {
        let mut gone = Vec::new();
        for (number, record) in self.records.iter_mut().enumerate() {
            let Entry { about, on: noted, field, .. } = &record.entry;
            let lifetime = Lifetime { noted: *noted, left: left(about), programme_ended };
            let clock = register.field(field).map(|(_, purpose)| purpose.keep);
            let until = clock.and_then(|clock| clock.runs_out(&lifetime));
            if until.is_some_and(|until| until <= on) && record.entry.content != Content::Erased {
                record.contents().for_each(|content| *content = Content::Erased);
                gone.push(number);
            }
        }
        gone
    }

    /// The record with this number.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<&Record> {
        self.records.get(number)
    }

    /// All records, in the order of noting.
    pub fn iter(&self) -> impl Iterator<Item = &Record> {
        self.records.iter()
    }

    /// Who was erased, in the order of erasing.
    #[must_use]
    pub fn tombstones(&self) -> &[Tombstone] {
        &self.tombstones
    }

    /// The numbers of a field, in the order of noting: what the statistics of a group are made of. An erasure changes none.
    #[must_use]
    pub fn numbers(&self, field: &str) -> Vec<f64> {
        let of_field = self.records.iter().filter(|record| record.entry.field == field);
        let number = |record: &Record| match record.entry.content {
            Content::Number(number) => Some(number),
            _ => None,
        };
        of_field.filter_map(number).collect()
    }

    /// How many records there are about each person, tombstones included.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<&ParticipantId, usize> {
        let mut counts = BTreeMap::new();
        for record in &self.records {
            *counts.entry(&record.entry.about).or_default() += 1;
        }
        counts
    }
}

fn finite(content: &Content, field: &str) -> Result<(), Problem> {
    match content {
        Content::Number(value) if !value.is_finite() => Err(Problem::OutOfRange {
            at: crate::Place::part(format!("record of field \"{field}\"")),
            value: *value,
            expected: "a finite number".to_owned(),
        }),
        _ => Ok(()),
    }
}
