//! The table of ratings.

use std::collections::BTreeMap;

use intervision_core::Rating;

use crate::interchange::sheet::{Row, Sheet};
use crate::{Place, Problem, Problems};

/// How much of something an occupation asks for, on one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct OnetRating {
    /// The occupation (`O*NET-SOC Code`).
    pub occupation: String,
    /// What is rated (`Element ID`).
    pub element: String,
    /// What that is called (`Element Name`).
    pub name: String,
    /// The scale (`Scale ID`): `LV` is the level, 0 to 7, `IM` the importance, 1 to 5.
    pub scale: String,
    /// The mean of those who were asked, with its standard error where it was published.
    pub rating: Rating,
    /// How many were asked (`N`).
    pub asked: Option<u32>,
    /// The 95 % confidence interval.
    pub interval: Option<(f64, f64)>,
    /// Whether the publisher advises not to use the value because it is too uncertain (`Recommend Suppress`).
    pub suppress: bool,
    /// Whether most of those who were asked said that it does not matter in this occupation (`Not Relevant`).
    pub not_relevant: bool,
}

/// The ratings of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct OnetRatings {
    ratings: BTreeMap<(String, String, String), OnetRating>,
}

impl OnetRatings {
    /// The occupations that are rated, in order.
    #[must_use]
    pub fn occupations(&self) -> Vec<&str> {
        let mut occupations: Vec<&str> =
            self.ratings.values().map(|rating| rating.occupation.as_str()).collect();
        occupations.dedup();
        occupations
    }

    /// The ratings of an occupation, by element and scale.
    pub fn of<'a>(&'a self, occupation: &'a str) -> impl Iterator<Item = &'a OnetRating> {
        let from = (occupation.to_owned(), String::new(), String::new());
        let ratings = self.ratings.range(from..).map(|(_, rating)| rating);
        ratings.take_while(move |rating| rating.occupation == occupation)
    }

    /// One rating.
    #[must_use]
    pub fn get(&self, occupation: &str, element: &str, scale: &str) -> Option<&OnetRating> {
        self.ratings.get(&(occupation.to_owned(), element.to_owned(), scale.to_owned()))
    }
}

/// The range of each scale that is known here.
pub(super) fn range(scale: &str) -> Option<(f64, f64)> {
    match scale {
        "LV" => Some((0.0, 7.0)),
        "IM" => Some((1.0, 5.0)),
        _ => None,
    }
}

/// The columns that a table must have.
const NEEDED: [&str; 4] = ["O*NET-SOC Code", "Element ID", "Scale ID", "Data Value"];

/// Reads a table of ratings with tabs between cells. Columns are found by name, as they differ between tables and releases; an
/// empty cell or `n/a` is unknown.
///
/// # Errors
///
/// [`Problems`] lists all of them, each with row, column, value and the fix: a column that is missing, a code that is empty, a
/// value that is no number or outside its scale, a flag that is neither `Y` nor `N`, a rating that stands twice.
///
/// # Example
///
/// ```
/// use intervision_model::interchange::onet::read_onet_ratings;
///
/// let table = b"O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tN\tStandard Error\n\
///     99-0000.00\t9.X.1\tAdvising\tLV\t4.25\t8\t0.16\n";
/// let ratings = read_onet_ratings(table)?;
/// let level = ratings.get("99-0000.00", "9.X.1", "LV").unwrap();
/// assert_eq!((level.rating.level, level.rating.standard_error), (4.25, Some(0.16)));
/// # Ok::<(), intervision_model::Problems>(())
/// ```
pub fn read_onet_ratings(bytes: &[u8]) -> Result<OnetRatings, Problems> {
    let mut problems = Vec::new();
    let table = Sheet::tabs(bytes)?.with_header(&NEEDED.join(", "), &mut problems)?;
    for column in NEEDED {
        table.require(column, &mut problems);
    }
    Problems::or(problems, ())?;
    let mut problems = Vec::new();
    let mut places: BTreeMap<_, Vec<Place>> = BTreeMap::new();
    let mut ratings = BTreeMap::new();
    for row in &table.sheet.rows {
        let cells = Cells { row, column: &|name| table.column(name), sheet: &table.sheet };
        let Some(rating) = rating(&cells, &mut problems) else { continue };
        let key = (rating.occupation.clone(), rating.element.clone(), rating.scale.clone());
        places.entry(key.clone()).or_default().push(Place::cell(row.number, "Element ID"));
        ratings.insert(key, rating);
    }
    let repeated = places.into_iter().filter(|(_, at)| at.len() > 1);
    problems.extend(repeated.map(|((occupation, element, scale), at)| Problem::DuplicateId {
        id: format!("{occupation} {element} {scale}"),
        at,
    }));
    Problems::or(problems, OnetRatings { ratings })
}

/// A row whose cells go by name.
struct Cells<'a> {
    row: &'a Row,
    column: &'a dyn Fn(&str) -> Option<usize>,
    sheet: &'a Sheet,
}

impl Cells<'_> {
    fn text(&self, column: &str) -> Option<&str> {
        let text = (self.column)(column).map(|place| self.row.cell(place));
        text.filter(|text| !text.is_empty() && !text.eq_ignore_ascii_case("n/a"))
    }

    fn needed(&self, column: &'static str, problems: &mut Vec<Problem>) -> Option<&str> {
        let text = self.text(column);
        if text.is_none() {
            let fix = "take the table as it is published".to_owned();
            problems.push(Problem::Missing { at: self.at(column), what: column, fix });
        }
        text
    }

    /// A number from `low` to `high`.
    fn number(
        &self,
        column: &str,
        low: f64,
        high: f64,
        problems: &mut Vec<Problem>,
    ) -> Option<f64> {
        let text = self.text(column)?;
        let number = self.sheet.number(text).filter(|number| (low..=high).contains(number));
        if number.is_none() {
            problems.push(Problem::WrongValue {
                at: self.at(column),
                value: text.to_owned(),
                expected: match high {
                    f64::MAX => format!("number of {low} or more"),
                    _ => format!("number from {low} to {high}"),
                },
                fix: "take the table as it is published".to_owned(),
            });
        }
        number
    }

    fn flag(&self, column: &str, problems: &mut Vec<Problem>) -> bool {
        match self.text(column) {
            None | Some("N") => false,
            Some("Y") => true,
            Some(other) => {
                problems.push(Problem::WrongValue {
                    at: self.at(column),
                    value: other.to_owned(),
                    expected: "flag".to_owned(),
                    fix: "write Y or N".to_owned(),
                });
                false
            }
        }
    }

    fn at(&self, column: &str) -> Place {
        Place::cell(self.row.number, column)
    }
}

fn rating(cells: &Cells<'_>, problems: &mut Vec<Problem>) -> Option<OnetRating> {
    let [occupation, element, scale, _] = NEEDED.map(|column| cells.needed(column, problems));
    let (low, high) = scale.and_then(range).unwrap_or((0.0, f64::MAX));
    let value = cells.number("Data Value", low, high, problems);
    let standard_error = cells.number("Standard Error", 0.0, f64::MAX, problems);
    let lower = cells.number("Lower CI Bound", f64::MIN, f64::MAX, problems);
    let upper = cells.number("Upper CI Bound", f64::MIN, f64::MAX, problems);
    let asked = cells.number("N", 0.0, f64::from(u32::MAX), problems);
    let suppress = cells.flag("Recommend Suppress", problems);
    let not_relevant = cells.flag("Not Relevant", problems);
    Some(OnetRating {
        occupation: occupation?.to_owned(),
        element: element?.to_owned(),
        name: cells.text("Element Name").unwrap_or_default().to_owned(),
        scale: scale?.to_owned(),
        rating: Rating { level: value?, standard_error },
        asked: asked.map(|asked| asked as u32),
        interval: lower.zip(upper),
        suppress,
        not_relevant,
    })
}
