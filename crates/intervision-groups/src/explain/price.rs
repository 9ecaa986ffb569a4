//! In: rules and a roster. Out: what each rule costs, by forming groups without it.

use intervision_core::{Roster, Run, Status, Stopped};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

use super::words::figure;
use crate::bound::{NOTHING, ROUNDING};
use crate::problem::{Problem, Rule};
use crate::{Error, Former, Outcome};

/// What every rule costs; see [`Former::price_of_rules`].
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Prices {
    /// The value with all rules; `None` where they do not hold together.
    pub value: Option<f64>,
    /// No grouping that keeps all rules has a smaller value.
    pub bound: Option<f64>,
    /// What is known of the answer with all rules: `Infeasible` where they are proven to contradict each other.
    pub status: Status,
    /// Each rule, in the order of the document.
    pub rules: Vec<Price>,
    /// Whether the run lasted for every rule.
    pub complete: bool,
}

/// What one rule costs.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Price {
    /// Which.
    pub rule: Rule,
    /// The rule as people say it: `apart p1 and p2`.
    pub name: String,
    /// The best value found without it, on the scale of all rules; `None` where the others do not hold either.
    pub without: Option<f64>,
    /// What is known of the answer without it.
    pub status: Status,
    /// The rule costs at least this much; 0 where nothing is proven.
    pub at_least: f64,
    /// The rule costs at most this much, where that is known.
    pub at_most: Option<f64>,
}

impl Prices {
    /// The prices in plain sentences.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let mut said = vec![match (self.value, self.status) {
            (Some(value), Status::Optimal) => {
                format!("With all rules the value is {}, and no less.", figure(value))
            }
            (Some(value), _) => format!("With all rules {} was found.", figure(value)),
            (None, Status::Infeasible) => "The rules cannot all hold.".to_owned(),
            (None, _) => "No grouping that keeps all rules was found.".to_owned(),
        }];
        said.extend(self.rules.iter().map(|price| price.sentence(self.value)));
        if !self.complete {
            said.push("The run ended before every rule had its turn.".to_owned());
        }
        said
    }
}

impl Price {
    /// Whether the price is known exactly: up to rounding, which is taken away from both limits.
    #[must_use]
    pub fn proven(&self) -> bool {
        self.at_most.is_some_and(|most| most <= self.at_least)
    }

    fn sentence(&self, value: Option<f64>) -> String {
        let change = if self.rule == Rule::Sizes { "loosened by one" } else { "dropped" };
        let name = &self.name;
        match (value, self.without) {
            (None, None) => format!("{name} {change}: the other rules do not hold either."),
            (None, Some(without)) => {
                format!("{name} {change}: the others hold, with a value of {}.", figure(without))
            }
            (Some(_), None) => format!("{name} {change}: no grouping was found in time."),
            (Some(_), Some(_)) if self.at_most.is_some_and(|most| most <= 0.0) => {
                format!("{name} costs nothing.")
            }
            (Some(_), Some(without)) if self.proven() => {
                format!("{name} costs {}: {change}, {}.", figure(self.at_least), figure(without))
            }
            (Some(_), Some(without)) => {
                let without = figure(without);
                match self.at_most {
                    Some(most) => {
                        let most = figure(most);
                        format!("{name} costs at most {most}: {change}, {without} was found.")
                    }
                    None => format!("{name} {change}: {without} was found."),
                }
            }
        }
    }
}

impl Former<'_> {
    /// What each rule costs: groups are formed with all rules, and again without each of them in turn. Sizes are loosened by
    /// one person per group instead. What is found is also held against what is proven, so that nobody takes the luck of a
    /// search for the price of a rule.
    ///
    /// Every forming begins with the same randomness and may take as many steps as the run has; the time is shared out evenly.
    /// A run that is cancelled answers with the prices that it has. Where the rules contradict each other, the prices say without which of them
    /// the others hold.
    ///
    /// # Errors
    ///
    /// Every [`Error`] of rules that contradict the roster, but not of rules that contradict each other.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_core::{Run, Table, Value};
    /// use intervision_groups::{Former, RulesBuilder, Sizes};
    /// use rand_xoshiro::{Xoshiro256PlusPlus, rand_core::SeedableRng};
    ///
    /// let functions = ["adviser", "adviser", "planner", "planner"].map(Value::category);
    /// let roster = Table::new(["p1", "p2", "p3", "p4"])?.with_column("function", functions)?;
    /// let rules = RulesBuilder::new(Sizes::listed([2, 2]))
    ///     .mix("function", 1.0)
    ///     .together(["p1", "p2"])
    ///     .pin("p3", 1)
    ///     .build()?;
    /// let mut rng = Xoshiro256PlusPlus::seed_from_u64(7);
    /// let former = Former::new(rules);
    /// let prices = former.price_of_rules(&roster, &mut Run::new(&mut rng, &mut ()))?;
    /// assert_eq!(
    ///     prices.sentences()[..3],
    ///     [
    ///         "With all rules the value is 2, and no less.",
    ///         "together p1 and p2 costs 2: dropped, 0.",
    ///         "p3 in group 1 costs nothing.",
    ///     ]
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn price_of_rules(&self, roster: &dyn Roster, run: &mut Run<'_>) -> Result<Prices, Error> {
        let seed = run.fork();
        let rules = self.rules();
        let all = match formed(self, roster, run, seed, rules.each().len() + 1) {
            Ok(outcome) => Some(outcome),
            Err(error) if error.is_conflict() => None,
            Err(error) => return Err(error),
        };
        let mut prices = Prices {
            value: None,
            bound: None,
            status: Status::Infeasible,
            rules: Vec::new(),
            complete: true,
        };
        if let Some(outcome) = &all {
            let worth = outcome.worth();
            prices.status = worth.status;
            if worth.status != Status::Unknown {
                (prices.value, prices.bound) = (Some(worth.value), worth.bound);
            }
            prices.complete = !cut(outcome);
        }
        let problem = match &all {
            Some(_) => Some(Problem::new(rules, roster, self.inputs())?),
            None => None,
        };
        let each = rules.each();
        for (at, &rule) in each.iter().enumerate() {
            if !prices.complete {
                break;
            }
            let other = rules.without(&rule, roster.len())?;
            let other = Former::new(other).with_inputs(self.inputs().clone());
            let outcome = match formed(&other, roster, run, seed, each.len() - at) {
                Ok(outcome) => Some(outcome),
                Err(error) if error.is_conflict() => None,
                Err(error) => return Err(error),
            };
            prices.complete = outcome.as_ref().is_none_or(|outcome| !cut(outcome));
            let name = rules.name(&rule);
            prices.rules.push(price(rule, name, &prices, problem.as_ref(), outcome.as_ref()));
        }
        Ok(prices)
    }
}

fn formed(
    former: &Former<'_>,
    roster: &dyn Roster,
    run: &mut Run<'_>,
    seed: u64,
    left: usize,
) -> Result<Outcome, Error> {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let steps = run.budget().steps;
    let mut share = run.share(steps, 1.0 / left.max(1) as f64);
    former.form(roster, &mut share.part_with(&mut rng, steps))
}

fn cut(outcome: &Outcome) -> bool {
    outcome.worth().stopped == Stopped::Cancelled
}

/// The price that one grouping without the rule proves, beside what was found with all of them.
fn price(
    rule: Rule,
    name: String,
    all: &Prices,
    problem: Option<&Problem>,
    outcome: Option<&Outcome>,
) -> Price {
    let mut price = Price {
        rule,
        name,
        without: None,
        status: Status::Infeasible,
        at_least: 0.0,
        at_most: None,
    };
    let Some(outcome) = outcome else { return price };
    let worth = outcome.worth();
    price.status = worth.status;
    // Other sizes may put the terms on another scale.
    let own = problem.and_then(|problem| problem.value(&problem.places_in(outcome.groups())?));
    let found = own.unwrap_or(worth.value);
    let unit = problem.map_or(1.0, |problem| problem.objective.unit());
    let same_scale = (found - worth.value).abs() <= ROUNDING * found.abs().max(NOTHING * unit);
    let kept = worth.status != Status::Unknown;
    // What keeps all rules keeps all but one.
    price.without = match (all.value, kept) {
        (Some(value), true) => Some(value.min(found)),
        (Some(value), false) => Some(value),
        (None, true) => Some(found),
        (None, false) => None,
    };
    if let (Some(value), Some(without)) = (all.value, price.without) {
        let bound = if worth.status == Status::Optimal { Some(found) } else { worth.bound };
        let bound = bound.filter(|bound| same_scale && bound.is_finite());
        let least = if all.status == Status::Optimal { Some(value) } else { all.bound };
        price.at_least = least.map_or(0.0, |least| more_than_rounding(least - without, unit));
        price.at_most = bound.map(|bound| more_than_rounding(value - bound, unit));
        if let Some(most) = price.at_most
            && most - price.at_least <= ROUNDING * most.max(NOTHING * unit)
        {
            price.at_least = most;
        }
    }
    price
}

/// A price of next to nothing is none.
fn more_than_rounding(price: f64, unit: f64) -> f64 {
    if price <= ROUNDING * unit { 0.0 } else { price }
}
