//! Theme teams: who would rather work on which theme, and what the teams bring back from the field.

use intervision::adapters;
use intervision::core::Roster;
use intervision::documents::visits_table;
use intervision::groups::Rankings;
use intervision::model::interchange::read_rankings;
use intervision::model::journey::{FieldVisit, Media};
use intervision_examples::{AtPath, Outcome};

use crate::input::Input;

/// What people rank, for a design with theme teams.
pub fn rankings(input: &Input) -> Outcome<Option<Rankings>> {
    let (design, cohort) = (&input.design, &input.cohort);
    if design.theme_teams().is_none() {
        return Ok(None);
    }
    let lists = match input.personal("rankings.csv")? {
        Some((path, bytes)) => read_rankings(&bytes, design.themes(), cohort).at(&path)?,
        None => vec![Vec::new(); cohort.len()],
    };
    Ok(Some(adapters::rankings(&lists)))
}

/// A row of deliveries.csv.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Delivery {
    team: String,
    media: Media,
    title: String,
}

/// What the teams have brought back from the field so far: a row per team, with what is still missing.
pub fn visits(input: &Input) -> Outcome<Option<String>> {
    let Some(teams) = input.design.theme_teams() else { return Ok(None) };
    let mut visits: Vec<FieldVisit> =
        input.design.themes().iter().map(|theme| teams.visit(theme)).collect();
    if let Some((path, bytes)) = input.personal("deliveries.csv")? {
        for row in csv::Reader::from_reader(&bytes[..]).deserialize() {
            let row: Delivery = row.at(&path)?;
            let visit = visits.iter_mut().find(|visit| visit.team() == row.team);
            let missing = || format!("\"{}\" is no theme of the programme", row.team);
            visit.ok_or_else(missing).at(&path)?.deliver(row.media, row.title);
        }
    }
    Ok(Some(visits_table(&visits)?))
}
