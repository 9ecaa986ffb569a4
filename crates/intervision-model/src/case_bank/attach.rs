//! Which case is worked with on which training day.

use super::CaseBank;
use crate::design::Design;

/// A training day and the cases that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct DayCases {
    /// The session of the design.
    pub session: String,
    /// Which training day of the programme it is, counted from 1.
    pub day: usize,
    /// The cases, by id.
    pub cases: Vec<String>,
}

/// Every cleared case with its training day.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct AttachedCases {
    /// The training days, in the design's order; those without cases too, for which somebody may still bring one.
    pub days: Vec<DayCases>,
    /// Cases that no training day is about, by id.
    pub open: Vec<String>,
}

impl CaseBank {
    /// Attaches every cleared case to a training day: a session that develops what the case is tagged with. The day that shares
    /// most tags has it; of equal days the one with fewest cases yet, then the earlier one. Cases are taken by id.
    ///
    /// # Example
    ///
    /// See [`CaseBank`].
    #[must_use]
    pub fn attach(&self, design: &Design) -> AttachedCases {
        let training = design.sessions().iter().filter(|session| !session.develops.is_empty());
        let mut days: Vec<(&[String], DayCases)> = (1..)
            .zip(training)
            .map(|(day, rule)| {
                let own = DayCases { session: rule.id.clone(), day, cases: Vec::new() };
                (rule.develops.as_slice(), own)
            })
            .collect();
        let mut open = Vec::new();
        for (id, case) in self.cleared() {
            let fits = |develops: &[String]| {
                develops.iter().filter(|competency| case.tags().contains(*competency)).count()
            };
            let best = days
                .iter_mut()
                .filter(|(develops, _)| fits(develops) > 0)
                .min_by_key(|(develops, own)| (usize::MAX - fits(develops), own.cases.len()));
            match best {
                Some((_, own)) => own.cases.push(id.to_owned()),
                None => open.push(id.to_owned()),
            }
        }
        AttachedCases { days: days.into_iter().map(|(_, own)| own).collect(), open }
    }
}
