//! The badges of a portfolio as credentials that other systems read.

use super::Portfolio;
use crate::Problems;
use crate::interchange::badges::{Achievement, Credential, CredentialOptions};

impl Portfolio {
    /// The same with its badges as a learner record beside it: `AchievementCredential`s of Open Badges 3.0 inside a `ClrCredential` of
    /// CLR 2.0. The portfolio then holds the record's hash. Without a badge there is no record.
    ///
    /// # Errors
    ///
    /// As [`Credential::record`].
    pub fn with_record(mut self, options: &CredentialOptions) -> Result<Self, Problems> {
        let achievements: Vec<Achievement> = self
            .draft()
            .badges
            .iter()
            .map(|badge| {
                let awarded = badge.on.and_time(chrono::NaiveTime::MIN);
                let mut achievement = Achievement::new(
                    &badge.id,
                    &badge.name,
                    &badge.description,
                    &badge.criteria,
                    awarded,
                );
                "Badge".clone_into(&mut achievement.kind);
                achievement
            })
            .collect();
        if !achievements.is_empty() {
            let title = self.draft().programme.title.clone();
            let record = Credential::record(&title, &achievements, options)?.to_json()? + "\n";
            self.set_record(record);
        }
        Ok(self)
    }
}
