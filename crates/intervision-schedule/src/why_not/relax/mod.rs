//! What would help. In: a certificate. Out: for each of its rules the smallest change after which they contradict each other
//! no more, and whether that is enough for the whole demand.

mod change;
mod loosen;

use std::collections::BTreeSet;

use intervision_core::{Availability, Party, Run, SessionDemand};

use super::facts::Facts;
use super::prove::{Finding, Purse, prove};
use super::{Asked, Certificate};
use crate::planner::Effort;
use crate::{Error, Planner};

pub use change::{Change, Relaxation};

/// Steps of one question whether some change helps.
const EACH: u64 = 20_000;

impl Planner {
    /// For each rule of a certificate the smallest changes after which its rules contradict each other no more, the best first:
    /// those that are enough for the whole demand, then those that touch the fewest calendars, then the smallest.
    ///
    /// Steps are those of [`Planner::why_not`]; without a step budget the [`Effort`] says how many there are. Changes
    /// that are not decided in the budget are left out.
    ///
    /// # Errors
    ///
    /// [`Error::Certificate`] when the certificate does not hold.
    ///
    /// # Example
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use intervision_core::{AlwaysFree, Demands, Need, Resource, Run, Session};
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
    /// let mut nobody = ();
    /// let mut run = Run::new(&mut rng, &mut nobody);
    /// let certificate = planner.why_not(&demand, &AlwaysFree, &mut run)?.certificate.unwrap();
    /// let helps = planner.relaxations(&certificate, &demand, &AlwaysFree, &mut run)?;
    /// let words: Vec<String> = helps.iter().map(|help| help.words(&planner, &demand)).collect();
    /// assert_eq!(words, ["1 more actor for \"training\"", "\"training\" makes do with 4 of kind actor"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn relaxations(
        &self,
        certificate: &Certificate,
        demand: &dyn SessionDemand,
        availability: &dyn Availability,
        run: &mut Run<'_>,
    ) -> Result<Vec<Relaxation>, Error> {
        certificate.verify(self, demand, availability)?;
        let limit = run.budget().steps.unwrap_or(match self.effort {
            Effort::Instant => 100_000,
            Effort::Careful => 2_000_000,
            Effort::Overnight => 200_000_000,
        });
        let facts = Facts::new(self, demand, availability);
        let mut asking = Asking::new(&facts, certificate, Purse::new(run, limit));
        let mut found = Vec::new();
        for &rule in &certificate.rules {
            for change in loosen::changes(&mut asking, rule) {
                let enough = asking.enough(rule, change);
                let calendars = calendars(&facts, rule);
                found.push(Relaxation { rule, change, calendars, enough });
            }
        }
        found.sort_by_key(|help| {
            let enough = match help.enough {
                Some(true) => 0,
                None => 1,
                Some(false) => 2,
            };
            (enough, help.calendars, help.change.size())
        });
        Ok(found)
    }
}

/// Whether changed facts still contradict each other.
struct Asking<'f, 'r, 'a> {
    facts: &'f Facts,
    core: Vec<Asked>,
    /// The sessions of the core, and all of them.
    sessions: BTreeSet<usize>,
    all: BTreeSet<usize>,
    purse: Purse<'r, 'a>,
}

impl<'f, 'r, 'a> Asking<'f, 'r, 'a> {
    fn new(facts: &'f Facts, certificate: &Certificate, purse: Purse<'r, 'a>) -> Self {
        let mut sessions = BTreeSet::new();
        for rule in &certificate.rules {
            match *rule {
                Asked::Window { session }
                | Asked::Attends { session, .. }
                | Asked::Need { session, .. } => drop(sessions.insert(session)),
                Asked::Relation { relation } => {
                    let (a, b) = facts.relations[relation].sessions();
                    sessions.extend([a, b]);
                }
                Asked::Calendar { .. } | Asked::Load { .. } => {}
            }
        }
        let all = (0..facts.sessions.len()).collect();
        Asking { facts, core: certificate.rules.clone(), sessions, all, purse }
    }

    /// Whether the certificate's rules can hold after a change to one of them.
    fn helps(&mut self, rule: Asked, change: Change) -> bool {
        let (facts, kept) = self.after(rule, change, &self.core);
        let found = prove(&facts, &self.sessions, kept, &mut self.purse, EACH);
        matches!(found, Finding::Open(_))
    }

    /// Whether all rules can; unknown where the budget is spent.
    fn enough(&mut self, rule: Asked, change: Change) -> Option<bool> {
        let (facts, kept) = self.after(rule, change, &self.facts.rules(&self.all));
        match prove(&facts, &self.all, kept, &mut self.purse, EACH) {
            Finding::Open(_) => Some(true),
            Finding::Contradiction(_) => Some(false),
            Finding::Unknown => None,
        }
    }

    fn after(&self, rule: Asked, change: Change, rules: &[Asked]) -> (Facts, BTreeSet<Asked>) {
        let kept = |other: &&Asked| change != Change::Drop || **other != rule;
        (change.applied(self.facts, rule), rules.iter().filter(kept).copied().collect())
    }
}

/// How many people may have to change their calendars.
fn calendars(facts: &Facts, rule: Asked) -> u32 {
    let attendees = |session: usize| facts.sessions[session].attendees.iter().copied();
    let people: BTreeSet<usize> = match rule {
        Asked::Window { session } => attendees(session).collect(),
        Asked::Attends { member, .. } | Asked::Calendar { party: Party::Member(member) } => {
            [member].into()
        }
        Asked::Relation { relation } => {
            let (a, b) = facts.relations[relation].sessions();
            attendees(a).chain(attendees(b)).collect()
        }
        Asked::Calendar { party: Party::Resource(_) } => return 1,
        Asked::Need { .. } | Asked::Load { .. } => BTreeSet::new(),
    };
    people.len() as u32
}
