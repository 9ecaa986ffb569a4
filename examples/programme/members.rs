use std::path::Path;

use chrono::NaiveDate;
use intervision::core::Roster;
use intervision::model::interchange::{read_attendance, read_memberships};
use intervision::model::{Cohort, Memberships};
use intervision_examples::{AtPath, Outcome, read_if_there};

/// Everybody who is a member at some time of the year, and what is known of when.
pub struct Members {
    pub everyone: Cohort,
    /// Who is a member when; nobody joins or leaves without.
    stays: Option<Memberships>,
    /// How often everyone came before, and was invited.
    pub attendance: Vec<(u32, u32)>,
}

impl Members {
    pub fn load(everyone: Cohort, folder: Option<&Path>) -> Outcome<Self> {
        let read = |name: &str| -> Outcome<_> {
            let Some(path) = folder.map(|folder| folder.join(name)) else { return Ok(None) };
            Ok(read_if_there(&path)?.map(|bytes| (path, bytes)))
        };
        let stays = match read("memberships.csv")? {
            Some((path, bytes)) => Some(read_memberships(&bytes, &everyone).at(&path)?),
            None => None,
        };
        let attendance = match read("attendance.csv")? {
            Some((path, bytes)) => read_attendance(&bytes, &everyone).at(&path)?,
            None => vec![(0, 0); everyone.len()],
        };
        Ok(Members { everyone, stays, attendance })
    }

    /// Whether somebody is a member on a day.
    pub fn is_one(&self, member: usize, on: NaiveDate) -> bool {
        let Some(stays) = &self.stays else { return true };
        let person = &self.everyone.participants()[member];
        let there = |from: NaiveDate, until: Option<NaiveDate>| {
            from <= on && until.is_none_or(|day| on < day)
        };
        stays.stays(person.id()).iter().any(|stay| there(stay.from, stay.until))
    }

    /// The members on a day.
    pub fn on(&self, day: NaiveDate) -> Vec<usize> {
        (0..self.everyone.len()).filter(|&member| self.is_one(member, day)).collect()
    }

    /// From which day on somebody is a member in a season, if they are.
    pub fn joins(&self, member: usize, first: NaiveDate, last: NaiveDate) -> Option<NaiveDate> {
        first.iter_days().take_while(|day| *day <= last).find(|day| self.is_one(member, *day))
    }

    /// Those who are members when a season begins: with them groups are formed.
    pub fn cohort(&self, first: NaiveDate) -> Outcome<Cohort> {
        let there = self.on(first);
        let number = |id: &str| self.everyone.number(id);
        let part = self.everyone.part(|person| {
            number(person.id().as_str()).is_some_and(|number| there.binary_search(&number).is_ok())
        })?;
        Ok(part)
    }
}
