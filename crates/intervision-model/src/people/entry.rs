//! Participants as they were listed, each with the place to name when something is wrong with them.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::{Participant, ParticipantId, RosterColumns};
use crate::{Place, Problem};

/// A participant and where they were listed.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) participant: Participant,
    pub(crate) at: At,
}

/// Where a participant was listed: an entry of a list in memory, a row of a table whose first column has a name, or a part of a
/// document.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct At {
    number: usize,
    id_column: Option<String>,
    path: Option<String>,
}

impl At {
    /// In memory, counted from 1.
    pub(super) fn entry(number: usize) -> Self {
        At { number, id_column: None, path: None }
    }

    /// In a table.
    #[cfg(feature = "csv")]
    pub(crate) fn row(number: usize, id_column: &str) -> Self {
        At { number, id_column: Some(id_column.to_owned()), path: None }
    }

    /// In a document, with the name of the field that holds the id. The number orders what is told.
    #[cfg(feature = "scim")]
    pub(crate) fn part(number: usize, path: String, id: &str) -> Self {
        At { number, id_column: Some(id.to_owned()), path: Some(path) }
    }

    pub(super) fn order(&self) -> usize {
        self.number
    }

    /// The place of the value in a column; of the id without one.
    pub(super) fn column(&self, column: Option<&str>) -> Place {
        match (&self.id_column, &self.path) {
            (Some(id), Some(path)) => Place::part(format!("{path}.{}", column.unwrap_or(id))),
            (Some(id), None) => Place::cell(self.number, column.unwrap_or(id)),
            (None, _) => Place::Entry { number: self.number },
        }
    }
}

impl Entry {
    pub(super) fn manager_problem(
        &self,
        manager: &ParticipantId,
        columns: &RosterColumns,
    ) -> Problem {
        Problem::UnknownManager {
            at: self.at.column(columns.manager()),
            id: self.participant.id().as_str().to_owned(),
            manager: manager.as_str().to_owned(),
        }
    }
}

pub(super) fn id_problems(entries: &[Entry]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut places: IndexMap<&str, Vec<Place>> = IndexMap::new();
    for entry in entries {
        let (id, at) = (entry.participant.id().as_str(), entry.at.column(None));
        if id.is_empty() {
            problems.push(Problem::EmptyId { at });
        } else {
            places.entry(id).or_default().push(at);
        }
    }
    let repeated = places.into_iter().filter(|(_, at)| at.len() > 1);
    problems.extend(repeated.map(|(id, at)| Problem::DuplicateId { id: id.to_owned(), at }));
    problems
}

/// The first value that is known sets the kind of an attribute; values of another kind are problems.
pub(super) fn kind_problems(entries: &[Entry]) -> Vec<Problem> {
    let mut kinds: BTreeMap<&str, &'static str> = BTreeMap::new();
    let mut problems = Vec::new();
    for entry in entries {
        for (key, value) in entry.participant.attributes().filter(|(_, value)| !value.is_unknown())
        {
            let expected = *kinds.entry(key).or_insert(value.kind());
            if value.kind() != expected {
                problems.push(Problem::WrongValue {
                    at: entry.at.column(Some(key)),
                    value: format!("{value}"),
                    expected: format!("{expected}, as the other values of \"{key}\" are"),
                    fix: "give all values of an attribute one kind".to_owned(),
                });
            }
        }
    }
    problems
}
