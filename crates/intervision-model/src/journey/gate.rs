//! When a part of a programme opens: by day, by what is done, or by both.

use std::collections::BTreeSet;

use super::Requirement;

/// What opens a phase, content or an assignment. A gate that asks for nothing is open.
///
/// # Example
///
/// ```
/// use intervision_model::journey::Gate;
///
/// let second_phase = Gate::from_day(26).after("letter-to-myself");
/// assert!(!second_phase.is_open(26, []));
/// assert!(!second_phase.is_open(25, ["letter-to-myself"]));
/// assert!(second_phase.is_open(26, ["letter-to-myself"]));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Gate {
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    from_day: Option<u32>,
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "BTreeSet::is_empty"))]
    after: BTreeSet<String>,
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "std::ops::Not::not"))]
    either: bool,
}

impl Gate {
    /// Opens on a day of the programme, counted from 1.
    #[must_use]
    pub fn from_day(day: u32) -> Self {
        Gate { from_day: Some(day), ..Gate::default() }
    }

    /// Also asks that something is done: the id of an assignment or a session.
    #[must_use]
    pub fn after(mut self, id: impl Into<String>) -> Self {
        self.after.insert(id.into());
        self
    }

    /// Opens on its day or when everything is done, whichever comes first.
    #[must_use]
    pub fn either(mut self) -> Self {
        self.either = true;
        self
    }

    /// The day of the programme from which it is open, if it asks for one.
    #[must_use]
    pub fn day(&self) -> Option<u32> {
        self.from_day
    }

    /// What must be done, by id.
    pub fn asks(&self) -> impl Iterator<Item = &str> {
        self.after.iter().map(String::as_str)
    }

    /// Whether its day or the work is enough, instead of both.
    #[must_use]
    pub fn is_either(&self) -> bool {
        self.either
    }

    /// Whether it asks for nothing.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.from_day.is_none() && self.after.is_empty()
    }

    /// The first day of the programme on which it is open for somebody who did things on these days; `None` while something is
    /// missing. A gate that asks for nothing is open on day 1.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_model::journey::Gate;
    ///
    /// let gate = Gate::from_day(26).after("letter");
    /// assert_eq!(gate.opens(|id| (id == "letter").then_some(30)), Some(30));
    /// assert_eq!(gate.opens(|_| None), None);
    /// assert_eq!(gate.either().opens(|_| None), Some(26));
    /// ```
    #[must_use]
    pub fn opens(&self, done_on: impl Fn(&str) -> Option<u32>) -> Option<u32> {
        let by_work = self.after.iter().map(|id| done_on(id)).collect::<Option<Vec<u32>>>();
        let by_work = by_work.map(|days| days.into_iter().max().unwrap_or(1));
        match (self.from_day, self.after.is_empty()) {
            (None, _) => by_work,
            (Some(day), true) => Some(day),
            (Some(day), false) if self.either => Some(by_work.map_or(day, |work| work.min(day))),
            (Some(day), false) => by_work.map(|work| work.max(day)),
        }
    }

    /// Whether it is open on a day of the programme, counted from 1, for somebody who did these.
    #[must_use]
    pub fn is_open<'d>(&self, day: u32, done: impl IntoIterator<Item = &'d str>) -> bool {
        self.requirements(day, done).is_empty()
    }

    /// What is missing before it opens, to hand to [`Journey::take_with`](super::Journey::take_with); empty when it is open.
    #[must_use]
    pub fn requirements<'d>(
        &self,
        day: u32,
        done: impl IntoIterator<Item = &'d str>,
    ) -> Vec<Requirement> {
        let done: BTreeSet<&str> = done.into_iter().collect();
        let late = self.from_day.filter(|from| day < *from);
        let undone: Vec<&String> =
            self.after.iter().filter(|id| !done.contains(id.as_str())).collect();
        let by_day = self.from_day.is_some() && late.is_none();
        let by_work = !self.after.is_empty() && undone.is_empty();
        if self.either && (by_day || by_work) {
            return Vec::new();
        }
        let day = late.map(|from| format!("day {from} (this is day {day})"));
        let work = undone.into_iter().map(|id| format!("\"{id}\""));
        day.into_iter().chain(work).map(|what| Requirement::new(what, false)).collect()
    }
}
