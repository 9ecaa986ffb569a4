use intervision_core::{
    FormGroups, Formed, Groups, Roster, Run, ServiceError, Status, Stopped, Worth,
};

use crate::{Baseline, CERTIFICATE_VERSION, Certificate, Comparison, Error, Outcome, Pairs, Rules};

/// Forms groups by rules: the crate's front door.
#[derive(Debug, Clone)]
pub struct Former<'a> {
    rules: Rules,
    pairs: Pairs<'a>,
}

impl<'a> Former<'a> {
    /// By these rules.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        Former { rules, pairs: Pairs::new() }
    }

    /// With the pair weights that the rules name.
    #[must_use]
    pub fn with_pairs(mut self, pairs: Pairs<'a>) -> Self {
        self.pairs = pairs;
        self
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The pair weights.
    #[must_use]
    pub fn pairs(&self) -> &Pairs<'a> {
        &self.pairs
    }

    /// Proposes groups for this roster.
    ///
    /// # Errors
    ///
    /// [`Error`], when the rules contradict the roster or each other.
    pub fn form(&self, roster: &dyn Roster, run: &mut Run<'_>) -> Result<Outcome, Error> {
        let bounds = self.rules.sizes().bounds(roster.len())?;
        let mut lists = vec![Vec::new(); bounds.len()];
        for member in 0..roster.len() {
            lists[member % bounds.len()].push(member);
        }
        let groups = Groups::new(roster.len(), lists.clone()).unwrap_or_default();
        let baseline = Baseline { value: 0.0, terms: Vec::new() };
        Ok(Outcome {
            groups,
            worth: Worth::new(Status::Unknown, Stopped::Finished, 0.0),
            comparison: Comparison { dealt: baseline.clone(), random: baseline, random_draws: 0 },
            reasons: Vec::new(),
            violated: Vec::new(),
            certificate: Certificate {
                version: CERTIFICATE_VERSION,
                rules: String::new(),
                input: String::new(),
                groups: lists
                    .iter()
                    .map(|list| list.iter().map(|&m| roster.id(m).into_owned()).collect())
                    .collect(),
                terms: Vec::new(),
                value: 0.0,
                bound: 0.0,
                gap: 0.0,
                status: Status::Unknown,
                seed: run.seed(),
                steps: 0,
            },
        })
    }
}

impl FormGroups for Former<'_> {
    fn form_groups(&self, roster: &dyn Roster, run: &mut Run<'_>) -> Result<Formed, ServiceError> {
        Ok(self.form(roster, run)?.into_formed())
    }
}
