//! The checked population of a programme.

use std::borrow::Cow;
use std::collections::BTreeMap;

use indexmap::IndexSet;
use intervision_core::{Roster, Value};

use super::entry::{At, Entry};
use super::reporting::{ReportingLines, circles};
use super::{AttributeKind, Participant, ParticipantId, RosterColumns};
use crate::{Problem, Problems};

/// The participants of a programme, checked: ids are present and differ, managers are on the roster, reporting lines
/// end, and the values of an attribute are of one kind.
///
/// Members are numbered in the order of their ids, so that no answer depends on the order in which people were listed.
///
/// # Example
///
/// ```
/// use intervision_core::{Roster, Value};
/// use intervision_model::{Cohort, Participant};
///
/// let cohort = Cohort::new([
///     Participant::new("m2").with_manager("m1").with_attribute("function", Value::category("adviser")),
///     Participant::new("m1"),
/// ])?;
/// assert_eq!(cohort.id(0), "m1");
/// assert_eq!(cohort.manager(1), Some(0));
/// # Ok::<(), intervision_model::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(try_from = "super::wire::People", into = "super::wire::People")
)]
pub struct Cohort {
    people: Vec<Participant>,
    keys: IndexSet<String>,
    function: Option<String>,
    unit: Option<String>,
    levels: BTreeMap<String, Vec<String>>,
    numbers: BTreeMap<ParticipantId, usize>,
    managers: Vec<Option<usize>>,
}

impl Cohort {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// Checks participants who were put together in memory.
    ///
    /// # Errors
    ///
    /// [`Problems`] lists every violation: an empty roster, empty and repeated ids, managers who are not there,
    /// reporting lines that run in a circle (each circle with the people on it), and attributes with values of two kinds.
    pub fn new<I>(participants: I) -> Result<Self, Problems>
    where
        I: IntoIterator<Item = Participant>,
    {
        let entries = participants.into_iter().enumerate();
        let entries =
            entries.map(|(index, participant)| Entry { participant, at: At::entry(index + 1) });
        Cohort::check(entries.collect(), IndexSet::new(), &RosterColumns::default(), Vec::new())
    }

    pub(crate) fn check(
        mut entries: Vec<Entry>,
        mut keys: IndexSet<String>,
        columns: &RosterColumns,
        mut problems: Vec<Problem>,
    ) -> Result<Self, Problems> {
        if entries.is_empty() {
            problems.push(Problem::EmptyRoster);
        }
        problems.extend(super::entry::id_problems(&entries));
        problems.extend(super::entry::kind_problems(&entries));
        entries.sort_by(|a, b| a.participant.id().cmp(b.participant.id()));
        let numbers: BTreeMap<_, _> = entries
            .iter()
            .enumerate()
            .map(|(number, entry)| (entry.participant.id().clone(), number))
            .collect();
        let mut managers = Vec::with_capacity(entries.len());
        let mut unknown = Vec::new();
        for entry in &entries {
            let manager = entry.participant.manager();
            let number = manager.and_then(|id| numbers.get(id)).copied();
            if let (Some(manager), None) = (manager, number) {
                unknown.push((&entry.at, entry.manager_problem(manager, columns)));
            }
            managers.push(number);
        }
        unknown.sort_by_key(|(at, _)| at.order());
        problems.extend(unknown.into_iter().map(|(_, problem)| problem));
        let ids: Vec<&str> = entries.iter().map(|entry| entry.participant.id().as_str()).collect();
        problems.extend(circles(&ids, &managers));
        for entry in &entries {
            keys.extend(entry.participant.attributes().map(|(key, _)| key.to_owned()));
        }
        let levels = columns.kinds().filter_map(|(column, kind)| match kind {
            AttributeKind::Level(names) => Some((column.to_owned(), names.clone())),
            _ => None,
        });
        let cohort = Cohort {
            levels: levels.collect(),
            people: entries.into_iter().map(|entry| entry.participant).collect(),
            keys,
            function: columns.function().map(str::to_owned),
            unit: columns.unit().map(str::to_owned),
            numbers,
            managers,
        };
        Problems::or(problems, cohort)
    }

    /// The cohort with one more attribute, of which every value is of one kind or unknown.
    pub(super) fn with_attribute(
        mut self,
        key: &str,
        value: &dyn Fn(usize) -> Value<'static>,
    ) -> Self {
        self.keys.insert(key.to_owned());
        for (member, person) in self.people.iter_mut().enumerate() {
            *person = person.clone().with_attribute(key, value(member));
        }
        self
    }

    /// The participants in the order of their numbers.
    #[must_use]
    pub fn participants(&self) -> &[Participant] {
        &self.people
    }

    /// The number of the participant with this id.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<usize> {
        self.numbers.get(&ParticipantId::from(id)).copied()
    }

    /// What somebody does, if the roster says which attribute tells it.
    #[must_use]
    pub fn function(&self, member: usize) -> Option<&str> {
        self.people.get(member)?.attribute(self.function.as_deref()?).as_category()
    }

    /// Where somebody works, if the roster says which attribute tells it.
    #[must_use]
    pub fn unit(&self, member: usize) -> Option<&str> {
        self.people.get(member)?.attribute(self.unit.as_deref()?).as_category()
    }

    /// What the attributes mean, as far as the cohort needs it.
    #[cfg(feature = "serde")]
    pub(super) fn columns(&self) -> RosterColumns {
        let mut columns = RosterColumns::default();
        if let Some(function) = &self.function {
            columns = columns.with_function(function);
        }
        if let Some(unit) = &self.unit {
            columns = columns.with_unit(unit);
        }
        let levels = self.levels.iter();
        levels.fold(columns, |columns, (key, names)| {
            columns.with_kind(key, AttributeKind::Level(names.clone()))
        })
    }

    /// The members of each function, by name. Whose function is unknown is in none.
    #[must_use]
    pub fn functions(&self) -> BTreeMap<&str, Vec<usize>> {
        self.by(|member| self.function(member))
    }

    /// The members of each unit, by name. Whose unit is unknown is in none.
    #[must_use]
    pub fn units(&self) -> BTreeMap<&str, Vec<usize>> {
        self.by(|member| self.unit(member))
    }

    fn by<'a>(&self, name: impl Fn(usize) -> Option<&'a str>) -> BTreeMap<&'a str, Vec<usize>> {
        let mut found: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for member in 0..self.people.len() {
            if let Some(name) = name(member) {
                found.entry(name).or_default().push(member);
            }
        }
        found
    }

    /// The attribute that tells functions.
    #[must_use]
    pub fn function_key(&self) -> Option<&str> {
        self.function.as_deref()
    }

    /// The attribute that tells units.
    #[must_use]
    pub fn unit_key(&self) -> Option<&str> {
        self.unit.as_deref()
    }

    /// The names of an attribute's levels, the lowest first, if it has levels.
    #[must_use]
    pub fn levels(&self, key: &str) -> Option<&[String]> {
        self.levels.get(key).map(Vec::as_slice)
    }

    /// The reporting lines.
    #[must_use]
    pub fn reporting_lines(&self) -> ReportingLines {
        ReportingLines::new(&self.managers)
    }

    /// A part of the cohort: those for whom `keep` is true, under new numbers. Whose manager is not in it has none.
    ///
    /// # Errors
    ///
    /// [`Problem::EmptyRoster`] when nobody is kept.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::Roster;
    /// use intervision_model::{Cohort, Participant};
    ///
    /// let cohort = Cohort::new([Participant::new("m1"), Participant::new("m2").with_manager("m1")])?;
    /// let part = cohort.part(|participant| participant.id().as_str() == "m2")?;
    /// assert_eq!((part.len(), part.number("m2"), part.manager(0)), (1, Some(0), None));
    /// # Ok::<(), intervision_model::Problems>(())
    /// ```
    pub fn part(&self, keep: impl Fn(&Participant) -> bool) -> Result<Self, Problems> {
        let kept = |member: &usize| self.people.get(*member).is_some_and(&keep);
        let members: Vec<usize> = (0..self.people.len()).filter(kept).collect();
        if members.is_empty() {
            return Err(Problem::EmptyRoster.into());
        }
        let number = |of: usize| members.binary_search(&of).ok();
        let managers: Vec<Option<usize>> =
            members.iter().map(|member| self.manager(*member).and_then(number)).collect();
        // Nothing of those who are left out stays, their ids neither.
        let person = |(member, manager): (&usize, &Option<usize>)| {
            let person = self.people.get(*member)?.clone();
            Some(if manager.is_some() { person } else { person.without_manager() })
        };
        let people: Vec<Participant> = members.iter().zip(&managers).filter_map(person).collect();
        let numbers = people.iter().enumerate();
        Ok(Cohort {
            numbers: numbers.map(|(number, person)| (person.id().clone(), number)).collect(),
            managers,
            people,
            ..self.clone()
        })
    }

    /// Checks that every attribute exists; `asked_by` says in the message who needs it.
    ///
    /// # Errors
    ///
    /// [`Problem::UnknownAttribute`] for each one that does not.
    pub fn require<'k, I>(&self, keys: I, asked_by: &str) -> Result<(), Problems>
    where
        I: IntoIterator<Item = &'k str>,
    {
        let missing = keys.into_iter().filter(|key| !self.keys.contains(*key));
        let problems = missing.map(|key| Problem::UnknownAttribute {
            key: key.to_owned(),
            asked_by: asked_by.to_owned(),
            known: self.keys.iter().cloned().collect(),
        });
        Problems::or(problems.collect(), ())
    }
}

impl Roster for Cohort {
    fn len(&self) -> usize {
        self.people.len()
    }

    fn id(&self, member: usize) -> Cow<'_, str> {
        self.people.get(member).map_or("", |participant| participant.id().as_str()).into()
    }

    fn keys(&self) -> Vec<Cow<'_, str>> {
        self.keys.iter().map(|key| key.as_str().into()).collect()
    }

    fn attribute(&self, member: usize, key: &str) -> Value<'_> {
        self.people
            .get(member)
            .map(|participant| participant.attribute(key).clone())
            .unwrap_or_default()
    }

    fn level_name(&self, key: &str, rank: u32) -> Option<Cow<'_, str>> {
        self.levels(key)?.get(rank as usize).map(|name| name.as_str().into())
    }

    fn manager(&self, member: usize) -> Option<usize> {
        self.managers.get(member).copied().flatten()
    }
}
