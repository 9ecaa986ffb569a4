use intervision::adapters::{self, Seating};
use intervision::assess::needs::Needs;
use intervision::assess::survey::CohortReport;
use intervision::assess::{CohortSummary, Floor, NeedsAnalysis, Scorer};
use intervision::core::{Ratings, Roster, Score};
use intervision::model::Cohort;
use intervision::model::design::Design;
use intervision_examples::Outcome;

use crate::input::Assessment;

/// Where people stand against the profile.
pub struct People {
    /// Everyone's needs, ranked.
    pub needs: Needs,
    /// What may be shown of the cohort.
    pub report: CohortReport,
    /// Those without a score.
    pub unscored: Vec<usize>,
}

impl People {
    pub fn assess(
        assessment: &Assessment,
        cohort: &Cohort,
        ratings: &dyn Ratings,
    ) -> Outcome<Self> {
        let targets = assessment.targets.of(cohort, cohort.function_key());
        let importances = targets.importances();
        let needs = NeedsAnalysis::new().with_importance(&importances).find(ratings, &targets)?;
        let competencies = ratings.competencies();
        let scored: Vec<bool> = (0..cohort.len())
            .map(|member| competencies.iter().any(|c| ratings.rating(member, c).is_some()))
            .collect();
        let report = CohortSummary::new(&needs, &scored)?.disclose(Floor::default());
        let unscored = (0..cohort.len()).filter(|&member| !scored[member]).collect();
        Ok(People { needs, report, unscored })
    }

    /// Seats the electives, and picks those who have sessions of their own.
    pub fn seat(
        &self,
        design: &Design,
        assessment: &Assessment,
        cohort: &Cohort,
        latest: &dyn Ratings,
    ) -> Outcome<Seating> {
        let mut earlier = Vec::new();
        for responses in &assessment.earlier {
            let scorer = Scorer::new(assessment.instrument.clone(), responses.clone())?;
            earlier.push(scorer.score(cohort)?);
        }
        let earlier: Vec<&dyn Ratings> = earlier.iter().map(AsRef::as_ref).collect();
        let targets = assessment.targets.of(cohort, cohort.function_key());
        Ok(adapters::seat(design, cohort, &self.needs, &earlier, latest, &targets)?)
    }
}
