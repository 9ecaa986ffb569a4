//! Looking back from a year to come: contributions and statements, and which of them the group carries.

use intervision::adapters::{self, Vision};
use intervision::model::futuring::Exercise;
use intervision::model::interchange::{
    read_contributions, read_statement_ratings, read_statements,
};
use intervision_examples::{AtPath, Outcome};

use crate::input::Input;

/// The vision of a design with a futuring exercise, once its statements have been rated.
pub fn vision(input: &Input) -> Outcome<Option<Vision>> {
    if input.design.futuring().is_none() {
        return Ok(None);
    }
    let mut exercise = Exercise::new(&input.design)?;
    if let Some((path, bytes)) = input.personal("contributions.csv")? {
        read_contributions(&bytes, &mut exercise).at(&path)?;
    }
    let Some((path, bytes)) = input.personal("statements.csv")? else { return Ok(None) };
    read_statements(&bytes, &mut exercise).at(&path)?;
    let Some((path, bytes)) = input.personal("ratings.csv")? else { return Ok(None) };
    let ratings = read_statement_ratings(&bytes, &exercise, &input.cohort).at(&path)?;
    Ok(Some(adapters::vision(&exercise, &ratings)?.told_by(&input.told)))
}
