use intervision_core::{Run, Stopped};

use super::exact::{FEW, best_of_all};
use super::large::VERY_MANY;
use super::prove;
use super::state::State;
use super::{Annealing, Effort, Population, Solution, Solver};
use crate::problem::Problem;

/// Few people are annealed for so many steps before every grouping is tried.
const FIRST: u64 = 2000;

/// Picks by the shape of the problem: a population where pair weights are all there is, annealing for the rest, and up to
/// twelve people, where that leaves it open, every grouping.
///
/// From 2,000 people on who move alone, and where all wishes are to mix or to balance, trades between people who differ in one
/// attribute come first (numbers are fitted group to group where groups have 24 places or more); up to 20,000 people annealing
/// goes on with what they leave. Beyond that trades and fits also do categories and numbers at once, and numbers in small groups.
///
/// For some dozen people a [`Relaxation`](crate::Relaxation) then says how much better anything could be: beside the search, in a part of
/// its budget.
///
/// How much is spent follows from the run's budget. Without one, the solvers' own presets apply, or an [`Effort`] by name:
/// [`instant`](Portfolio::instant), [`careful`](Portfolio::careful), [`overnight`](Portfolio::overnight). Where there are both, whatever
/// ends first ends the search; a time budget alone sets the pace of `overnight`.
///
/// # Example
///
/// ```
/// use intervision_core::{Run, Table, Value};
/// use intervision_groups::{Former, Portfolio, RulesBuilder, Sizes};
/// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
///
/// let units = ["x", "x", "y", "y"].map(Value::category);
/// let roster = Table::new(["a", "b", "c", "d"])?.with_column("unit", units)?;
/// let former = Former::new(RulesBuilder::new(Sizes::count(2)).mix("unit", 1.0).build()?);
/// let mut rng = Xoshiro256PlusPlus::seed_from_u64(1);
/// let outcome = former.form_with(&Portfolio::careful(), &roster, &mut Run::new(&mut rng, &mut ()))?;
/// assert_eq!(outcome.worth().value, 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Portfolio {
    annealing: Annealing,
    effort: Option<Effort>,
}

impl Portfolio {
    /// With the budget of a named preset.
    #[must_use]
    pub fn with_effort(effort: Effort) -> Self {
        Portfolio { effort: Some(effort), ..Portfolio::default() }
    }

    /// For while somebody waits for a page: a few milliseconds.
    #[must_use]
    pub fn instant() -> Self {
        Portfolio::with_effort(Effort::Instant)
    }

    /// For while somebody watches: about a second.
    #[must_use]
    pub fn careful() -> Self {
        Portfolio::with_effort(Effort::Careful)
    }

    /// For as long as it takes: until stopped, at most half a day.
    #[must_use]
    pub fn overnight() -> Self {
        Portfolio::with_effort(Effort::Overnight)
    }

    /// The preset, if it was made with one.
    #[must_use]
    pub fn effort(&self) -> Option<Effort> {
        self.effort
    }

    /// With the budget of the run alone.
    fn pick(&self, problem: &Problem, run: &mut Run<'_>) -> Solution {
        if let Some(first) = super::large::solve(problem, run) {
            return self.go_on(problem, run, first);
        }
        if problem.units.len() > FEW {
            return if Population::suits(problem) {
                Population::default().solve(problem, run)
            } else {
                self.annealing.solve(problem, run)
            };
        }
        let budget = run.budget().steps;
        let first = budget.map_or(FIRST, |budget| budget.min(FIRST));
        let first = self.annealing.solve(problem, &mut run.part(Some(first)));
        let spent = |steps: u64| budget.is_some_and(|budget| steps >= budget);
        if matches!(first.stopped, Stopped::Proven | Stopped::Cancelled | Stopped::Time)
            || spent(first.steps)
        {
            return first;
        }
        let of = |members: &Vec<u32>| first.group_of[members[0] as usize];
        let unit_group: Vec<u32> = problem.units.members.iter().map(of).collect();
        let known = State::from_units(problem, &unit_group);
        let left = budget.map(|budget| budget - first.steps);
        let mut exact = best_of_all(problem, &mut run.part(left), &known);
        exact.steps += first.steps;
        exact.ran = first.ran.as_ref().map(|ran| format!("{ran}, then every grouping"));
        exact
    }

    /// Anneals with what is left of the budget, if that may help, and gives the better grouping.
    fn go_on(self, problem: &Problem, run: &mut Run<'_>, first: Solution) -> Solution {
        let bounds = problem.bounds();
        let value = problem.value_of(&first.group_of);
        if first.stopped != Stopped::Finished
            || bounds.met_by(value)
            || problem.members() >= VERY_MANY
        {
            return first;
        }
        let left = run.budget().steps.map(|budget| budget.saturating_sub(first.steps));
        let mut second = self.annealing.solve(problem, &mut run.part(left));
        let ran = [&first, &second].map(|solution| solution.ran.clone().unwrap_or_default());
        let ran = Some(ran.join(", then "));
        let steps = first.steps + second.steps;
        if !second.feasible || problem.value_of(&second.group_of) >= value {
            return Solution { stopped: second.stopped, steps, ran, ..first };
        }
        (second.steps, second.ran) = (steps, ran);
        second
    }

    /// Rounds of so many steps, each anew, as far as the run's own budget reaches; the best of all.
    fn rounds(
        &self,
        rounds: impl Iterator<Item = u64>,
        problem: &Problem,
        run: &mut Run<'_>,
    ) -> Solution {
        let mut best: Option<Solution> = None;
        let (mut steps, mut made) = (0, 0);
        let budget = run.budget().steps.unwrap_or(u64::MAX);
        let mut stopped = Stopped::Finished;
        for round in rounds {
            let left = budget.saturating_sub(steps);
            let solution = self.pick(problem, &mut run.part(Some(round.min(left))));
            steps += solution.steps;
            made += 1;
            stopped = solution.stopped;
            let worth = |of: &Solution| (!of.feasible, problem.value_of(&of.group_of));
            if best.as_ref().is_none_or(|known| worth(&solution) < worth(known)) {
                best = Some(solution);
            }
            if stopped != Stopped::Steps || steps >= budget {
                break;
            }
        }
        let Some(mut best) = best else { return self.pick(problem, run) };
        if stopped == Stopped::Steps && steps < budget {
            stopped = Stopped::Finished;
        }
        if let (Some(ran), true) = (&mut best.ran, made > 1) {
            *ran = format!("{ran}, the best of {made} rounds");
        }
        Solution { stopped, steps, ..best }
    }
}

impl Solver for Portfolio {
    fn name(&self) -> &'static str {
        match self.effort {
            None => "portfolio",
            Some(Effort::Instant) => "instant portfolio",
            Some(Effort::Careful) => "careful portfolio",
            Some(Effort::Overnight) => "overnight portfolio",
        }
    }

    fn solve(&self, problem: &Problem, run: &mut Run<'_>) -> Solution {
        prove::with_relaxation(problem, run, self.effort, |problem, run| match self.effort {
            // Against the clock one search that paces itself beats rounds.
            Some(Effort::Overnight) if run.budget().time.is_some() => self.pick(problem, run),
            Some(effort) => self.rounds(effort.rounds(problem), problem, run),
            None => self.pick(problem, run),
        })
    }
}

#[cfg(test)]
mod tests {
    use intervision_core::{Table, Value};
    use rand_xoshiro::Xoshiro256PlusPlus;
    use rand_xoshiro::rand_core::SeedableRng;

    use super::*;
    use crate::{Pairs, RulesBuilder, Sizes};

    #[test]
    fn rounds_add_up_and_the_best_is_kept() {
        let years = (0..40).map(|m| Value::Number(f64::from(m * m % 37)));
        let roster = Table::new((0..40).map(|m| format!("m{m:02}"))).unwrap();
        let roster = roster.with_column("years", years).unwrap();
        let rules = RulesBuilder::new(Sizes::count(5)).balance("years", 1.0).build().unwrap();
        let problem = Problem::new(&rules, &roster, &Pairs::new()).unwrap();
        let solve = |rounds: &[u64], budget: Option<u64>| {
            let (mut rng, mut nobody) = (Xoshiro256PlusPlus::seed_from_u64(3), ());
            let mut run = Run::new(&mut rng, &mut nobody);
            if let Some(budget) = budget {
                run = run.with_steps(budget);
            }
            Portfolio::default().rounds(rounds.iter().copied(), &problem, &mut run)
        };
        let value = |solution: &Solution| problem.value_of(&solution.group_of);
        let all = solve(&[3000, 6000, 12_000], None);
        assert_eq!(all.stopped, Stopped::Finished);
        assert!(all.steps >= 21_000);
        assert_eq!(all.ran(), Some("annealing on 2 islands, the best of 3 rounds"));
        assert!(value(&all) <= value(&solve(&[3000], None)));
        let cut = solve(&[3000, 6000, 12_000], Some(8000));
        assert_eq!(cut.stopped, Stopped::Steps);
        assert!((8000..8200).contains(&cut.steps));
    }
}
