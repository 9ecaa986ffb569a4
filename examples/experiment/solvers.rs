use intervision::groups::{
    Annealing, Exhaustive, LocalSearch, Population, Portfolio, Solver, Start,
};
use intervision_examples::Outcome;

use crate::own::LateAcceptance;

/// A solver that a pool of threads may run.
pub type Shared = Box<dyn Solver + Sync>;

/// Every solver there is, by the name on the command line. A solver of yours goes here.
fn registry() -> Vec<(&'static str, Shared)> {
    vec![
        ("random", Box::new(Start::Random)),
        ("dealt", Box::new(Start::Dealt)),
        ("greedy", Box::new(Start::Greedy)),
        ("batch", Box::new(Start::Batch)),
        ("local-search", Box::new(LocalSearch::default())),
        ("annealing", Box::new(Annealing::default())),
        ("population", Box::new(Population::default())),
        ("exhaustive", Box::new(Exhaustive)),
        ("portfolio", Box::new(Portfolio::default())),
        ("own", Box::new(LateAcceptance { memory: 5000 })),
    ]
}

/// The solvers of these names, in their order.
pub fn named(names: &[String]) -> Outcome<Vec<(String, Shared)>> {
    let mut chosen: Vec<(String, Shared)> = Vec::new();
    for name in names {
        if chosen.iter().any(|(known, _)| known == name) {
            return Err(format!("solver \"{name}\" stands twice; name each once").into());
        }
        match registry().into_iter().find(|(known, _)| known == name) {
            Some((_, solver)) => chosen.push((name.clone(), solver)),
            None => {
                let known: Vec<&str> = registry().iter().map(|(name, _)| *name).collect();
                return Err(format!(
                    "there is no solver \"{name}\"; there are {}",
                    known.join(", ")
                )
                .into());
            }
        }
    }
    Ok(chosen)
}
