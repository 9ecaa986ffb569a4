use intervision_core::{
    FormGroups, Formed, Grouping, Groups, Roster, Run, ServiceError, Status, Stopped, TermWorth,
    Worth,
};

use crate::bound::{Bounds, MOST_ENUMERATED, fingerprint};
use crate::conflict::{Stated, at_once, minimal};
use crate::explain::{compare, group_worths, level_worths, reasons, violated};
use crate::problem::Problem;
use crate::search::Solution;
use crate::{
    CERTIFICATE_VERSION, Certificate, Conflict, Error, Inputs, LevelWorth, Outcome, Pairs,
    Portfolio, Rankings, Rules, Slots, Solver, WaitingError,
};

/// Beyond this many people times groups nobody asks which rules exclude each other, unless it is known that some do.
const MOST_PLACES: usize = 100_000;

/// Up to this many people it is counted before any search whether quotas can hold.
const MOST_ASKED: usize = 20_000;

/// Forms groups by rules: the crate's front door.
///
/// # Example
///
/// ```
/// use intervision_core::{Run, Status, Table, Value};
/// use intervision_groups::{Former, RulesBuilder, Sizes};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let functions = [("adviser", 10), ("project manager", 8), ("board adviser", 6)];
/// let column = functions.iter().flat_map(|(name, count)| std::iter::repeat_n(*name, *count));
/// let ids = (1..=24).map(|number| format!("a{number:02}"));
/// let roster = Table::new(ids)?.with_column("function", column.map(Value::category))?;
///
/// let rules = RulesBuilder::new(Sizes::count(3)).mix("function", 1.0).build()?;
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
/// let outcome = Former::new(rules).form(&roster, &mut Run::new(&mut rng, &mut ()).with_seed(7))?;
/// assert_eq!(outcome.worth().value, 22.0);
/// assert_eq!(outcome.worth().status, Status::Optimal);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Former<'a> {
    rules: Rules,
    inputs: Inputs<'a>,
}

impl<'a> Former<'a> {
    /// By these rules.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        Former { rules, inputs: Inputs::new() }
    }

    /// With the pair weights that the rules name.
    #[must_use]
    pub fn with_pairs(mut self, pairs: Pairs<'a>) -> Self {
        self.inputs = self.inputs.with_pairs(pairs);
        self
    }

    /// With the groups of an earlier time, members numbered as in the roster: people whom the rules lock stay where they
    /// were. Somebody may be in no earlier group.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::{Groups, Run, Table, Value};
    /// use intervision_groups::{Former, RulesBuilder, Sizes};
    /// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
    ///
    /// let unit = ["x", "x", "y", "y"].map(Value::category);
    /// let roster = Table::new(["p1", "p2", "p3", "p4"])?.with_column("unit", unit)?;
    /// let last_year = Groups::new(4, vec![vec![0, 1], vec![2, 3]])?;
    /// let rules = RulesBuilder::new(Sizes::count(2)).mix("unit", 1.0).lock("p1").lock("p3").build()?;
    /// let former = Former::new(rules).with_earlier(&last_year);
    /// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
    /// let outcome = former.form(&roster, &mut Run::new(&mut rng, &mut ()))?;
    /// assert_eq!(outcome.groups(), &Groups::new(4, vec![vec![0, 3], vec![1, 2]])?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_earlier(mut self, earlier: &'a dyn Grouping) -> Self {
        self.inputs = self.inputs.with_earlier(earlier);
        self
    }

    /// With the slots in which members are free; see [`RulesBuilder::common_slots`](crate::RulesBuilder::common_slots).
    #[must_use]
    pub fn with_slots(mut self, slots: &'a dyn Slots) -> Self {
        self.inputs = self.inputs.with_slots(slots);
        self
    }

    /// With all that is given beside the rules at once.
    #[must_use]
    pub fn with_inputs(mut self, inputs: Inputs<'a>) -> Self {
        self.inputs = inputs;
        self
    }

    /// With what people would like to work on; see [`RulesBuilder::themes`](crate::RulesBuilder::themes).
    #[must_use]
    pub fn with_rankings(mut self, rankings: &'a Rankings) -> Self {
        self.inputs = self.inputs.with_rankings(rankings);
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
        self.inputs.pairs()
    }

    /// All that was given beside the rules.
    #[must_use]
    pub fn inputs(&self) -> &Inputs<'a> {
        &self.inputs
    }

    /// Proposes groups for this roster, with the solver that suits the problem.
    ///
    /// A step is one evaluated move. When no grouping that keeps the rules is found and none is proven impossible, the
    /// outcome has status `Unknown` and lists what is [`violated`](Outcome::violated).
    ///
    /// # Errors
    ///
    /// [`Error`], when the rules contradict the roster or each other.
    pub fn form(&self, roster: &dyn Roster, run: &mut Run<'_>) -> Result<Outcome, Error> {
        self.form_with(&Portfolio::default(), roster, run)
    }

    /// Proposes groups with a solver of your choice. Values and rules are counted here, whatever the solver says.
    ///
    /// # Errors
    ///
    /// As [`form`](Former::form); [`Error::Solution`] when the solver's grouping does not fit the problem.
    pub fn form_with(
        &self,
        solver: &dyn Solver,
        roster: &dyn Roster,
        run: &mut Run<'_>,
    ) -> Result<Outcome, Error> {
        let problem = Problem::new(&self.rules, roster, &self.inputs)?;
        // Too few who can for the groups, and the like.
        if !problem.limits.is_empty()
            && problem.members() <= MOST_ASKED
            && let Some(conflict) = at_once(&Stated::new(&self.rules, roster, &self.inputs)?)
        {
            return Err(Error::Conflict(conflict));
        }
        let solution = solver.solve(&problem, run);
        if !problem.fits(&solution.group_of) {
            return Err(Error::Solution {
                solver: solver.name(),
                people: problem.members(),
                groups: problem.groups(),
            });
        }
        let name = solver.name();
        let ran = match solution.ran() {
            Some(ran) if ran.starts_with(name) => ran.to_owned(),
            Some(ran) => format!("{name}: {ran}"),
            None => name.to_owned(),
        };
        let outcome = self.outcome(&problem, roster, &solution, ran, run.seed());
        if !outcome.violated.is_empty()
            && let Some(conflict) = self.why_not(&problem, roster, &solution)?
        {
            return Err(Error::Conflict(conflict));
        }
        Ok(outcome)
    }

    /// All that can be said of groups that exist already: formed earlier, by another engine, or by hand.
    ///
    /// Values, bounds, comparison, reasons and certificate are made anew; why the search stopped, its steps, its seed and a
    /// claim that nothing better exists are taken from `formed`. Where a rule does not hold the status is `Unknown`.
    ///
    /// # Errors
    ///
    /// [`Error::Solution`] when somebody on the roster is in no group and the rules let nobody wait, or there are more groups than the
    /// rules allow, and every [`Error`] of [`form`](Former::form).
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::{Formed, Groups, Status, Stopped, Table, Value, Worth};
    /// use intervision_groups::{Former, RulesBuilder, Sizes};
    ///
    /// let functions = ["adviser", "adviser", "planner", "planner"].map(Value::category);
    /// let roster = Table::new(["p1", "p2", "p3", "p4"])?.with_column("function", functions)?;
    /// let former = Former::new(RulesBuilder::new(Sizes::count(2)).mix("function", 1.0).build()?);
    ///
    /// let by_hand = Groups::new(4, vec![vec![0, 1], vec![2, 3]])?;
    /// let worth = Worth::new(Status::Feasible, Stopped::Finished, 0.0);
    /// let told = former.explain(&roster, &Formed { groups: by_hand, worth })?;
    /// assert_eq!((told.worth().value, told.worth().bound), (2.0, Some(0.0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn explain(&self, roster: &dyn Roster, formed: &Formed) -> Result<Outcome, Error> {
        let problem = Problem::new(&self.rules, roster, &self.inputs)?;
        let solver = "groups that exist";
        let wrong =
            || Error::Solution { solver, people: problem.members(), groups: problem.seats() };
        let group_of = problem.places_in(&formed.groups).ok_or_else(wrong)?;
        let Worth { status, stopped, steps, seed, .. } = formed.worth;
        let mut solution = Solution::new(group_of, stopped);
        solution.steps = steps;
        solution.proven = status == Status::Optimal;
        Ok(self.outcome(&problem, roster, &solution, solver.to_owned(), seed))
    }

    /// Why no grouping keeps the rules, where that can be shown.
    fn why_not(
        &self,
        problem: &Problem,
        roster: &dyn Roster,
        solution: &Solution,
    ) -> Result<Option<Conflict>, Error> {
        let in_haste = matches!(solution.stopped, Stopped::Cancelled | Stopped::Time);
        let large = problem.members() * problem.groups() > MOST_PLACES;
        if !solution.proven && (in_haste || large) {
            return Ok(None);
        }
        let stated = Stated::new(&self.rules, roster, &self.inputs)?;
        let found = minimal(&stated, Some(&solution.group_of));
        // Every grouping was tried, even where the trials of parts of the rules were given up.
        Ok(found.or_else(|| solution.proven.then(|| stated.all())))
    }

    /// Counts and words for a grouping that fits the problem.
    pub(crate) fn outcome(
        &self,
        problem: &Problem,
        roster: &dyn Roster,
        solution: &Solution,
        solver: String,
        seed: Option<u64>,
    ) -> Outcome {
        let (mut lists, group_of) = lists(problem, &solution.group_of);
        let violated = violated(problem, &group_of);
        // What is proven of groups that keep the rules says nothing of others.
        let relaxation = solution.relaxation.as_ref().filter(|_| violated.is_empty());
        let tightened = relaxation.and_then(|relaxation| problem.tightened(relaxation));
        let relaxation = relaxation.filter(|_| tightened.is_some());
        let problem = tightened.as_ref().unwrap_or(problem);
        let bounds = problem.bounds();
        let worth = worth(problem, bounds, (solution, &group_of), violated.is_empty(), seed);
        let comparison = compare(problem);
        let waiting = problem.waiting.and_then(|_| lists.pop()).unwrap_or_default();
        let sizes: Vec<usize> = lists.iter().map(Vec::len).collect();
        let levels = level_worths(problem, &group_of, worth.status == Status::Optimal);
        let mut certificate =
            self.certificate(problem, roster, (&lists, &waiting), &worth, &levels);
        certificate.relaxation = relaxation.cloned();
        let listed = lists
            .iter()
            .map(|list| list.iter().map(|&member| problem.listed[member]).collect())
            .collect();
        Outcome {
            // Everyone has one place in the lists, so that this cannot fail.
            groups: Groups::new(problem.members(), listed).unwrap_or_default(),
            waiting: waiting.iter().map(|&member| problem.listed[member]).collect(),
            reasons: reasons(problem, &sizes, &worth, &levels, &comparison),
            group_values: group_worths(problem, &group_of),
            levels,
            worth,
            solver,
            comparison,
            violated,
            certificate,
        }
    }

    fn certificate(
        &self,
        problem: &Problem,
        roster: &dyn Roster,
        (lists, waiting): (&[Vec<usize>], &[usize]),
        worth: &Worth,
        levels: &[LevelWorth],
    ) -> Certificate {
        let bounds = problem.bounds();
        let mut worth = worth.clone();
        let mut levels = levels.to_vec();
        let proven_by_bound = bounds.met_by(worth.value);
        // Beyond this, nobody could check that everything was tried.
        if worth.status == Status::Optimal
            && !proven_by_bound
            && problem.members() > MOST_ENUMERATED
        {
            worth.status = Status::Feasible;
            worth.bound = Some(bounds.value);
            for (level, &bound) in levels.iter_mut().zip(&bounds.levels) {
                level.bound = bound;
            }
        }
        if problem.objective.is_plain() {
            levels.clear();
        }
        Certificate {
            version: CERTIFICATE_VERSION,
            rules: fingerprint::of_rules(&self.rules),
            input: fingerprint::of_input(
                &self.rules,
                roster,
                (&problem.ids, &problem.listed),
                &self.inputs,
            ),
            groups: lists
                .iter()
                .map(|list| list.iter().map(|&member| problem.ids[member].clone()).collect())
                .collect(),
            waiting: waiting.iter().map(|&member| problem.ids[member].clone()).collect(),
            value: worth.value,
            bound: worth.bound.unwrap_or(bounds.value),
            gap: worth.gap().unwrap_or(0.0),
            terms: worth.terms,
            levels,
            relaxation: None,
            status: worth.status,
            seed: worth.seed,
            steps: worth.steps,
        }
    }
}

/// Counted over the groups in the order in which they are told, so that the same groups are worth the same to the last digit.
fn worth(
    problem: &Problem,
    bounds: &Bounds,
    (solution, group_of): (&Solution, &[u32]),
    feasible: bool,
    seed: Option<u64>,
) -> Worth {
    let terms: Vec<TermWorth> = problem
        .terms
        .iter()
        .zip(&bounds.terms)
        .map(|(term, &bound)| TermWorth {
            name: term.name.clone(),
            value: problem.term_value(term, group_of),
            bound: Some(bound),
            weight: term.factor,
        })
        .collect();
    let value = problem.value_of(group_of);
    let met = bounds.met_by(value);
    let (status, stopped) = match (feasible, met || solution.proven) {
        (true, true) => (Status::Optimal, Stopped::Proven),
        (true, false) => (Status::Feasible, solution.stopped),
        (false, _) => (Status::Unknown, solution.stopped),
    };
    let bound = if status == Status::Optimal { value } else { bounds.value };
    Worth { terms, value, bound: Some(bound), status, stopped, steps: solution.steps, seed }
}

/// The members of each group in order, and the group of each member; groups in the order of their first member unless their
/// numbers mean something.
fn lists(problem: &Problem, group_of: &[u32]) -> (Vec<Vec<usize>>, Vec<u32>) {
    let mut lists = vec![Vec::new(); problem.groups()];
    for (member, &group) in group_of.iter().enumerate() {
        lists[group as usize].push(member);
    }
    if !problem.numbered {
        lists[..problem.seats()].sort();
    }
    let mut renumbered = group_of.to_vec();
    for (group, members) in lists.iter().enumerate() {
        for &member in members {
            renumbered[member] = group as u32;
        }
    }
    (lists, renumbered)
}

impl FormGroups for Former<'_> {
    fn form_groups(&self, roster: &dyn Roster, run: &mut Run<'_>) -> Result<Formed, ServiceError> {
        if self.rules.waiting_list().is_some() {
            // Groups alone have no place for those who wait, and nobody may be lost on the way.
            return Err(Error::from(WaitingError::NotYet { what: "programmes" }).into());
        }
        Ok(self.form(roster, run)?.into_formed())
    }
}
