//! Whether a demand can be planned whole. In: a planner, a demand, calendars and a run. Out: a plan, or a certificate with
//! what would help, or neither when the budget is spent.

use std::collections::BTreeSet;

use intervision_core::{Availability, Run, SessionDemand, Status, Stopped};

use super::facts::Facts;
use super::prove::{Finding, Purse, cheap, prove};
use super::{Certificate, Proof, conflict};
use crate::planner::Effort;
use crate::{Error, Outcome, Planner, search};

/// What is known of a demand: whether all its sessions can be placed.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Verdict {
    /// `Feasible` with a plan, `Infeasible` with a certificate, or `Unknown`.
    pub status: Status,
    /// A plan that places every session, if one was found.
    pub outcome: Option<Outcome>,
    /// Rules that no plan can keep together, if they were found.
    pub certificate: Option<Certificate>,
    /// Whether it is shown that without any one of the certificate's rules the others contradict each other no more.
    pub minimal: bool,
    /// Why the search for proofs ended.
    pub stopped: Stopped,
    /// Steps of the search for proofs.
    pub steps: u64,
}

impl Planner {
    /// Whether every session can be placed, with a plan or with a proof.
    ///
    /// Proofs are looked for from cheap to dear: a need that nothing meets, a session without a start, a circle of limits,
    /// too many sessions for a person or a pool, sessions that fit in no order, a search through all starts. What is proven is
    /// cut down to a smallest set of rules. The planner's own [`rules`](crate::rules) and series that keep their resources
    /// take no part in proofs, so that a demand that only they make impossible stays unknown.
    ///
    /// A step is one point of a search through starts, more where there is much to look at. Without a step budget the [`Effort`] says how many there are.
    ///
    /// # Errors
    ///
    /// Demands that make no sense, whatever the calendars: ids listed twice, relations that join nothing, crossed limits, sessions
    /// longer than any day, series whose needs differ.
    ///
    /// # Example
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use intervision_core::{AlwaysFree, Demands, Need, Resource, Run, Session, Status};
    /// use intervision_schedule::{Grid, Planner};
    /// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
    ///
    /// let day = NaiveDate::from_ymd_opt(2027, 3, 9).unwrap();
    /// let planner = Planner::new(Grid::half_days(day, day, &|_| true)?);
    /// let mut training = Session::new("training", "Training", 240, vec![0, 1]);
    /// training.needs.push(Need::one("actor").times(5));
    /// let resources = (1..=4).map(|number| Resource::new(format!("actor-{number}"), "actor"));
    /// let demand =
    ///     Demands { sessions: vec![training], resources: resources.collect(), ..Demands::default() };
    ///
    /// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
    /// let verdict = planner.why_not(&demand, &AlwaysFree, &mut Run::new(&mut rng, &mut ()))?;
    /// assert_eq!(verdict.status, Status::Infeasible);
    /// let certificate = verdict.certificate.unwrap();
    /// certificate.verify(&planner, &demand, &AlwaysFree)?;
    /// assert_eq!(
    ///     certificate.words(&planner, &demand),
    ///     "actor: 5 needed, 4 available, at once in \"training\""
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn why_not(
        &self,
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
        run: &mut Run<'_>,
    ) -> Result<Verdict, Error> {
        let sound = match crate::problem::lower(self, demand, availability) {
            Ok(_) => true,
            Err(error) if provable(&error) => false,
            Err(error) => return Err(error),
        };
        let limit = run.budget().steps.unwrap_or(match self.effort {
            Effort::Instant => 20_000,
            Effort::Careful => 500_000,
            Effort::Overnight => 50_000_000,
        });
        let facts = Facts::new(self, demand, availability);
        let all: BTreeSet<usize> = (0..facts.sessions.len()).collect();
        let kept: BTreeSet<_> = facts.rules(&all).into_iter().collect();
        if let Some(proof) = cheap(&facts, &all, kept.clone()) {
            return Ok(proven(&facts, demand, proof, &mut Purse::new(run, limit)));
        }
        if sound {
            let mut part = run.share(None, 0.5);
            let outcome = self.clone().partly().solve(demand, availability, &mut part)?;
            if let Some(verdict) = feasible(outcome, 0) {
                return Ok(verdict);
            }
        }
        let mut purse = Purse::new(run, limit);
        let found = prove(&facts, &all, kept, &mut purse, limit);
        let stopped = purse.stopped.unwrap_or(Stopped::Finished);
        let steps = purse.steps;
        match found {
            Finding::Contradiction(proof) => return Ok(proven(&facts, demand, proof, &mut purse)),
            Finding::Open(starts) if sound => {
                let starts: Vec<(usize, usize)> =
                    starts.into_iter().map(|(session, start)| (session, start.slot)).collect();
                let outcome = search::placed(self, demand, availability, &starts)?;
                if let Some(verdict) = outcome.and_then(|outcome| feasible(outcome, steps)) {
                    return Ok(verdict);
                }
            }
            Finding::Open(_) | Finding::Unknown => {}
        }
        let status = Status::Unknown;
        Ok(Verdict { status, outcome: None, certificate: None, minimal: false, stopped, steps })
    }

    /// The same planner, for plans with gaps.
    fn partly(mut self) -> Self {
        self.partial = true;
        self
    }
}

/// Whether an error is one that a certificate can tell, too.
fn provable(error: &Error) -> bool {
    matches!(
        error,
        Error::Lag { .. }
            | Error::EmptyWindow { .. }
            | Error::UnknownKind { .. }
            | Error::Capacity { .. }
            | Error::Unqualified { .. }
            | Error::TooFew { .. }
    )
}

/// The verdict on a plan that is whole.
fn feasible(outcome: Outcome, steps: u64) -> Option<Verdict> {
    (outcome.timetable.unplaced.is_empty() && outcome.score.hard == 0).then_some(Verdict {
        status: Status::Feasible,
        certificate: None,
        minimal: false,
        stopped: outcome.timetable.worth.stopped,
        outcome: Some(outcome),
        steps,
    })
}

fn proven(
    facts: &Facts,
    demand: &dyn SessionDemand,
    proof: Proof,
    purse: &mut Purse<'_, '_>,
) -> Verdict {
    let (certificate, minimal) = conflict::smallest(facts, demand, proof, purse);
    Verdict {
        status: Status::Infeasible,
        outcome: None,
        certificate: Some(certificate),
        minimal,
        stopped: purse.stopped.unwrap_or(Stopped::Proven),
        steps: purse.steps,
    }
}
