//! One person's scores among other people.

use intervision::assess::Scores;
use intervision::assess::norms::{Norm, NormedScore, ScaleNorms, StandardScale, Stanine};
use intervision_examples::Outcome;
use serde_json::{Value, json};

use crate::table;

/// What is told of a score: T with its band, and the stanine.
pub struct Normed {
    title: String,
    t: NormedScore,
    stanine: NormedScore,
    population: String,
}

/// The normed scores of a member, for the scales that have both a score and a norm.
pub fn normed(member: usize, scores: &Scores, norms: &ScaleNorms) -> Outcome<Vec<Normed>> {
    let known: Vec<&str> = scores.scales().iter().map(|scale| scale.id()).collect();
    if let Some(unknown) = norms.scales().find(|scale| !known.contains(scale)) {
        return Err(format!(
            "--norms: there is no scale \"{unknown}\"; the instrument has {}",
            known.join(", ")
        )
        .into());
    }
    let mut found = Vec::new();
    for scale in scores.scales() {
        let (Some(norm), Some(Ok(score))) = (norms.get(scale.id()), scale.scores().get(member))
        else {
            continue;
        };
        let error = norm.error.as_ref().map(|error| (error, 0.95));
        let of = |standard| NormedScore::of(&norm.norm, score.mean(), standard, error);
        let whom = norm.norm.population();
        let many = whom.n.map(|n| format!(" (n = {n})")).unwrap_or_default();
        found.push(Normed {
            title: scale.title().to_owned(),
            t: of(StandardScale::T)?,
            stanine: of(StandardScale::Stanine(Stanine::HalfDeviations))?,
            population: format!("{}{many}", whom.name),
        });
    }
    Ok(found)
}

pub fn as_text(normed: &[Normed]) -> String {
    let mut rows = table(["scale", "T", "95 % band", "percentile", "stanine", "among"]);
    for it in normed {
        let band = it
            .t
            .band
            .map_or_else(|| "-".to_owned(), |band| format!("{:.0} to {:.0}", band.low, band.high));
        rows.add_row([
            it.title.clone(),
            format!("{:.0}", it.t.value),
            band,
            format!("{:.0}", it.t.percentile),
            format!("{:.0}", it.stanine.value),
            it.population.clone(),
        ]);
    }
    format!("\nAmong other people\n{}\n", rows)
}

pub fn as_json(normed: &[Normed]) -> Value {
    let one = |it: &Normed| json!({ "scale": it.title, "t": it.t, "stanine": it.stanine.value, "population": it.population });
    normed.iter().map(one).collect()
}
