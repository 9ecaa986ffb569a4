//! What people say about themes, from tables: rankings, contributions, statements and how they are rated.

use intervision_core::Roster;

use super::sheet::{Row, Sheet, Table};
use crate::futuring::Exercise;
use crate::people::numbers;
use crate::{Place, Problem, Problems};

/// Reads who would rather work on which theme: a row per person with the id, then themes from the most wanted on. Gives a list of
/// themes per member; whoever has no row has none.
///
/// # Errors
///
/// [`Problems`] lists all of them: an id that is not on the roster or stands twice, a theme that the programme does not have or that
/// somebody names twice.
///
/// # Example
///
/// ```
/// use intervision_core::Table;
/// use intervision_model::interchange::read_rankings;
///
/// let roster = Table::new(["ann", "bob"])?;
/// let themes = ["Harbour".to_owned(), "Market".to_owned()];
/// let rankings = read_rankings(b"id,first,second\nbob,Market,Harbour\n", &themes, &roster)?;
/// assert_eq!(rankings[1], ["Market", "Harbour"]);
/// assert!(rankings[0].is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_rankings(
    bytes: &[u8],
    themes: &[String],
    roster: &dyn Roster,
) -> Result<Vec<Vec<String>>, Problems> {
    let mut problems = Vec::new();
    let table = Sheet::parse(bytes)?.with_header("id,first,second", &mut problems)?;
    let numbers = numbers(roster);
    let mut rankings: Vec<Option<Vec<String>>> = vec![None; roster.len()];
    let id_column = table.require("id", &mut problems).unwrap_or(0);
    for row in &table.sheet.rows {
        let id = row.cell(id_column);
        let Some(&member) = numbers.get(id) else {
            let at = Place::cell(row.number, "id");
            problems.push(Problem::UnknownId { at, id: id.to_owned() });
            continue;
        };
        let mut ranked = Vec::new();
        let others = table.columns.iter().enumerate().filter(|(place, _)| *place != id_column);
        for (place, column) in others {
            let theme = row.cell(place);
            if theme.is_empty() {
                continue;
            }
            if !themes.iter().any(|known| known == theme) {
                problems.push(unknown_theme(row, column, theme, themes));
            } else if ranked.iter().any(|known| known == theme) {
                problems.push(Problem::WrongValue {
                    at: Place::cell(row.number, column),
                    value: theme.to_owned(),
                    expected: "theme of its own".to_owned(),
                    fix: format!("\"{id}\" names it twice; keep the first"),
                });
            } else {
                ranked.push(theme.to_owned());
            }
        }
        match rankings.get_mut(member) {
            Some(place @ None) => *place = Some(ranked),
            _ => problems
                .push(Problem::SamePerson { at: Place::cell(row.number, "id"), id: id.to_owned() }),
        }
    }
    Problems::or(problems, rankings.into_iter().map(Option::unwrap_or_default).collect())
}

/// Reads what people saw from the year to come into an exercise: the columns `theme`, `prompt` (its number) and `text`.
///
/// # Errors
///
/// [`Problems`] lists a column that is missing and what [`Exercise::contribute`] refuses.
pub fn read_contributions(bytes: &[u8], exercise: &mut Exercise) -> Result<(), Problems> {
    read(bytes, ["theme", "prompt", "text"], |row, [theme, prompt, text]| {
        let number = prompt.parse::<usize>().map_err(|_| Problem::WrongValue {
            at: Place::cell(row.number, "prompt"),
            value: prompt.to_owned(),
            expected: "number".to_owned(),
            fix: "write the number of the prompt, from 1".to_owned(),
        })?;
        exercise.contribute(theme, number, text)
    })
}

/// Reads the statements to rate into an exercise: the columns `id`, `theme` and `text`.
///
/// # Errors
///
/// [`Problems`] lists a column that is missing and what [`Exercise::state`] refuses.
pub fn read_statements(bytes: &[u8], exercise: &mut Exercise) -> Result<(), Problems> {
    read(bytes, ["id", "theme", "text"], |_, [id, theme, text]| exercise.state(id, theme, text))
}

/// Reads how people rate the statements: a row per person, a column per statement, an empty cell where somebody says nothing. Gives
/// the ratings of each statement in rising order, without whose they are.
///
/// # Errors
///
/// [`Problems`] lists all of them: a statement without a column, an id that is not on the roster or stands twice, a rating outside
/// the exercise's scale.
pub fn read_statement_ratings(
    bytes: &[u8],
    exercise: &Exercise,
    roster: &dyn Roster,
) -> Result<Vec<Vec<u32>>, Problems> {
    let mut problems = Vec::new();
    let statements = exercise.statements();
    let header: Vec<&str> = statements.iter().map(|statement| statement.id.as_str()).collect();
    let table =
        Sheet::parse(bytes)?.with_header(&format!("id,{}", header.join(",")), &mut problems)?;
    let id_column = table.require("id", &mut problems).unwrap_or(0);
    let columns: Vec<Option<usize>> =
        header.iter().map(|id| table.require(id, &mut problems)).collect();
    let numbers = numbers(roster);
    let mut seen = vec![false; roster.len()];
    let mut ratings = vec![Vec::new(); statements.len()];
    let highest = exercise.rules().scale;
    for row in &table.sheet.rows {
        let id = row.cell(id_column);
        let at = Place::cell(row.number, "id");
        match numbers.get(id).and_then(|&member| seen.get_mut(member)) {
            None => problems.push(Problem::UnknownId { at, id: id.to_owned() }),
            Some(seen) if *seen => problems.push(Problem::SamePerson { at, id: id.to_owned() }),
            Some(seen) => *seen = true,
        }
        for ((column, name), ratings) in columns.iter().zip(&header).zip(&mut ratings) {
            let text = column.map_or("", |column| row.cell(column));
            match text.parse::<u32>() {
                _ if text.is_empty() => {}
                Ok(rating) if (1..=highest).contains(&rating) => ratings.push(rating),
                _ => problems.push(Problem::WrongValue {
                    at: Place::cell(row.number, *name),
                    value: text.to_owned(),
                    expected: format!("rating from 1 to {highest}"),
                    fix: "write a number of the scale, or nothing".to_owned(),
                }),
            }
        }
    }
    for ratings in &mut ratings {
        ratings.sort_unstable();
    }
    Problems::or(problems, ratings)
}

/// A table of these columns, row by row.
fn read<const N: usize>(
    bytes: &[u8],
    columns: [&str; N],
    mut take: impl FnMut(&Row, [&str; N]) -> Result<(), Problem>,
) -> Result<(), Problems> {
    let mut problems = Vec::new();
    let table: Table = Sheet::parse(bytes)?.with_header(&columns.join(","), &mut problems)?;
    let places = columns.map(|column| table.require(column, &mut problems));
    for row in &table.sheet.rows {
        let cells = places.map(|place| place.map_or("", |column| row.cell(column)));
        if let Err(problem) = take(row, cells) {
            problems.push(problem);
        }
    }
    Problems::or(problems, ())
}

fn unknown_theme(row: &Row, column: &str, theme: &str, themes: &[String]) -> Problem {
    Problem::UnknownReference {
        at: Place::cell(row.number, column),
        what: "theme",
        id: theme.to_owned(),
        known: themes.to_vec(),
    }
}
