//! A test tried on persons of known ability.

use std::collections::BTreeMap;
use std::fmt::Write;

use intervision::assess::adaptive::{AdaptiveTest, Simulation};
use intervision_examples::Outcome;
use serde_json::{Value, json};

use crate::args::Args;

/// How many items are named as those that are asked most often.
const NAMED: usize = 5;

/// Simulates persons drawn from the bank's population and prints what the test makes of them.
pub fn run(args: &Args, test: &AdaptiveTest, persons: usize) -> Outcome {
    let truths = test.draw_abilities(persons, args.seed);
    let simulation = test.simulate(&truths, args.seed);
    if args.json {
        println!("{}", as_json(test, &simulation));
    } else {
        print!("{}", as_text(test, &simulation));
    }
    Ok(())
}

/// How many tests ended for each reason.
fn reasons(simulation: &Simulation) -> BTreeMap<String, usize> {
    let mut reasons = BTreeMap::new();
    for person in simulation.persons() {
        *reasons.entry(person.outcome.reason.to_string()).or_default() += 1;
    }
    reasons
}

fn as_json(test: &AdaptiveTest, simulation: &Simulation) -> Value {
    let exposure = simulation.exposure();
    let exposure: BTreeMap<_, _> = test.bank().ids().iter().zip(&exposure).collect();
    json!({
        "persons": simulation.persons().len(),
        "mean_length": simulation.mean_length(),
        "bias": simulation.bias(),
        "rmse": simulation.rmse(),
        "coverage": simulation.coverage(),
        "stopped": reasons(simulation),
        "exposure": exposure,
    })
}

fn as_text(test: &AdaptiveTest, simulation: &Simulation) -> String {
    let persons = simulation.persons().len();
    let mut text =
        format!("{persons} simulated persons, {} items in the bank\n\n", test.bank().len());
    let mut line = |name: &str, value: Option<f64>, digits: usize| {
        let value = value.map_or("-".into(), |value| format!("{value:.digits$}"));
        // Writing to a string does not fail.
        let _ = writeln!(text, "{name:<40}{value:>8}");
    };
    line("mean length, items", simulation.mean_length(), 1);
    line("bias of the estimates", simulation.bias(), 3);
    line("root mean square error", simulation.rmse(), 3);
    line("truth within 1.96 standard errors", simulation.coverage(), 3);
    for (reason, count) in reasons(simulation) {
        let share = (persons > 0).then(|| count as f64 / persons as f64);
        line(&format!("stopped: {reason}"), share, 3);
    }
    let mut exposure: Vec<(f64, &String)> =
        simulation.exposure().into_iter().zip(test.bank().ids()).collect();
    exposure.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    for (share, item) in exposure.iter().take(NAMED) {
        line(&format!("asked: {item}"), Some(*share), 3);
    }
    let never = exposure.iter().filter(|(share, _)| *share <= 0.0).count();
    line("items that nobody was asked", Some(never as f64), 0);
    text
}
