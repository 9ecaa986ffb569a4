use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::error::PollError;

/// An invitation to answer by some day, and who has answered.
///
/// # Example
///
/// ```
/// use chrono::{Days, NaiveDate};
/// use intervision_schedule::poll::Deadline;
///
/// let sent = NaiveDate::from_ymd_opt(2027, 2, 1).unwrap();
/// let due = sent + Days::new(7);
/// let mut deadline = Deadline::new((1..=24).map(|n| format!("p{n:02}")), sent, due)?.with_reminders([5]);
/// for n in 1..=21 {
///     deadline.answered(&format!("p{n:02}"), sent + Days::new(2))?;
/// }
/// assert_eq!(deadline.outstanding(), ["p22", "p23", "p24"]);
/// assert!(deadline.reminders_due(sent + Days::new(4)).is_empty());
/// assert_eq!(deadline.reminders_due(sent + Days::new(5)).len(), 3);
/// # Ok::<(), intervision_schedule::poll::PollError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    sent: NaiveDate,
    due: NaiveDate,
    invited: BTreeSet<String>,
    answered: BTreeMap<String, NaiveDate>,
    reminded: BTreeMap<String, NaiveDate>,
    /// The days on which those who have not answered are reminded.
    reminders: BTreeSet<NaiveDate>,
}

impl Deadline {
    /// These people, asked on one day for an answer by another, without reminders yet.
    ///
    /// # Errors
    ///
    /// [`PollError::Due`] where the one comes before the other, [`PollError::Invited`] for an id that is listed twice.
    pub fn new(
        invited: impl IntoIterator<Item = impl Into<String>>,
        sent: NaiveDate,
        due: NaiveDate,
    ) -> Result<Self, PollError> {
        if due < sent {
            return Err(PollError::Due { sent, due });
        }
        let mut ids = BTreeSet::new();
        for id in invited.into_iter().map(Into::into) {
            if ids.contains(&id) {
                return Err(PollError::Invited {
                    id,
                    problem: "is invited twice; list everyone once",
                });
            }
            ids.insert(id);
        }
        let (answered, reminded) = (BTreeMap::new(), BTreeMap::new());
        Ok(Deadline { sent, due, invited: ids, answered, reminded, reminders: BTreeSet::new() })
    }

    /// Reminders so many days after the invitation.
    #[must_use]
    pub fn with_reminders(mut self, days: impl IntoIterator<Item = u32>) -> Self {
        let day = |days: u32| self.sent.checked_add_days(Days::new(days.into()));
        self.reminders.extend(days.into_iter().filter_map(day).collect::<Vec<_>>());
        self
    }

    /// Reminders moved to the next day on which `works` is true, within a fortnight: nobody is reminded at a weekend.
    #[must_use]
    pub fn on_days(mut self, works: impl Fn(NaiveDate) -> bool) -> Self {
        let moved =
            |day: &NaiveDate| day.iter_days().take(14).find(|day| works(*day)).unwrap_or(*day);
        self.reminders = self.reminders.iter().map(moved).collect();
        self
    }

    /// Somebody answered on this day; the first answer counts.
    ///
    /// # Errors
    ///
    /// [`PollError::Invited`] for somebody who was not invited.
    pub fn answered(&mut self, id: &str, day: NaiveDate) -> Result<(), PollError> {
        self.check(id)?;
        self.answered.entry(id.to_owned()).or_insert(day);
        Ok(())
    }

    /// Somebody was reminded on this day.
    ///
    /// # Errors
    ///
    /// [`PollError::Invited`] for somebody who was not invited.
    pub fn reminded(&mut self, id: &str, day: NaiveDate) -> Result<(), PollError> {
        self.check(id)?;
        let last = self.reminded.entry(id.to_owned()).or_insert(day);
        *last = day.max(*last);
        Ok(())
    }

    fn check(&self, id: &str) -> Result<(), PollError> {
        if self.invited.contains(id) {
            return Ok(());
        }
        let problem = "was not invited; answers and reminders are of those who were";
        Err(PollError::Invited { id: id.to_owned(), problem })
    }

    /// Who has not answered, by id.
    #[must_use]
    pub fn outstanding(&self) -> Vec<&str> {
        let open = self.invited.iter().filter(|id| !self.answered.contains_key(*id));
        open.map(String::as_str).collect()
    }

    /// Who is to be reminded on a day, by id: those who have not answered, when a day of reminders has come that they were
    /// not reminded on or after. A reminder that was forgotten is due the day after, and two that were forgotten are one.
    #[must_use]
    pub fn reminders_due(&self, today: NaiveDate) -> Vec<&str> {
        let Some(last) = self.reminders.range(..=today).next_back() else { return Vec::new() };
        let due = |id: &&str| self.reminded.get(*id).is_none_or(|day| day < last);
        self.outstanding().into_iter().filter(due).collect()
    }

    /// Whether the time to answer is over.
    #[must_use]
    pub fn is_over(&self, today: NaiveDate) -> bool {
        today > self.due
    }

    /// Who answered after the deadline, by id.
    #[must_use]
    pub fn late(&self) -> Vec<&str> {
        let late = self.answered.iter().filter(|(_, day)| **day > self.due);
        late.map(|(id, _)| id.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Weekday};

    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 2, day).unwrap()
    }

    #[test]
    fn m2_reminders_go_to_those_who_have_not_answered() {
        let mut deadline =
            Deadline::new(["a", "b", "c"], day(1), day(8)).unwrap().with_reminders([3, 6]);
        deadline.answered("a", day(2)).unwrap();
        assert_eq!(deadline.reminders_due(day(4)), ["b", "c"]);
        deadline.reminded("b", day(4)).unwrap();
        assert_eq!(deadline.reminders_due(day(5)), ["c"], "forgotten yesterday");
        deadline.answered("c", day(9)).unwrap();
        assert_eq!(deadline.reminders_due(day(7)), ["b"]);
        assert_eq!((deadline.late(), deadline.is_over(day(8))), (vec!["c"], false));
        assert!(deadline.is_over(day(9)));
    }

    #[test]
    fn nobody_is_reminded_at_a_weekend() {
        // 6 February 2027 is a Saturday.
        let works = |day: NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let deadline =
            Deadline::new(["a"], day(1), day(12)).unwrap().with_reminders([5]).on_days(works);
        assert!(deadline.reminders_due(day(7)).is_empty());
        assert_eq!(deadline.reminders_due(day(8)), ["a"]);
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(
            Deadline::new(["a"], day(2), day(1)).unwrap_err().to_string(),
            "answers are due on 2027-02-01, before they were asked for on 2027-02-02"
        );
        assert_eq!(
            Deadline::new(["a", "a"], day(1), day(2)).unwrap_err().to_string(),
            "\"a\" is invited twice; list everyone once"
        );
        let mut deadline = Deadline::new(["a"], day(1), day(2)).unwrap();
        assert_eq!(
            deadline.answered("b", day(1)).unwrap_err().to_string(),
            "\"b\" was not invited; answers and reminders are of those who were"
        );
    }
}
