//! The table of skills.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::interchange::sheet::{Row, Sheet};
use crate::{Place, Problem, Problems};

/// A skill, a competence, a piece of knowledge or an attitude.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscoSkill {
    /// The address, which is the id (`conceptUri`).
    pub uri: String,
    /// What it is called (`preferredLabel`).
    pub label: String,
    /// What else it is called (`altLabels` and `hiddenLabels`, a line each).
    pub other_labels: Vec<String>,
    /// `skill/competence` or `knowledge` (`skillType`).
    pub kind: Option<String>,
    /// How far it can be used: `transversal`, `cross-sector`, `sector-specific`, `occupation-specific` (`reuseLevel`).
    pub reuse: Option<String>,
    /// `released`, or what else becomes of concepts (`status`).
    pub status: Option<String>,
    /// What it is, in a sentence or more (`description`, else `definition`).
    pub description: Option<String>,
}

/// The skills of one table, in the order in which they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EscoSkills {
    skills: Vec<EscoSkill>,
    places: BTreeMap<String, usize>,
}

impl EscoSkill {
    /// Whether the concept is in use: released, or of no stated status.
    #[must_use]
    pub fn is_released(&self) -> bool {
        self.status.as_deref().is_none_or(|status| status.eq_ignore_ascii_case("released"))
    }
}

impl EscoSkills {
    /// All of them.
    #[must_use]
    pub fn skills(&self) -> &[EscoSkill] {
        &self.skills
    }

    /// The skill with this address.
    #[must_use]
    pub fn get(&self, uri: &str) -> Option<&EscoSkill> {
        self.skills.get(*self.places.get(uri)?)
    }
}

/// The columns that a table of skills must have.
const NEEDED: [&str; 2] = ["conceptUri", "preferredLabel"];

/// What `conceptType` says of skills.
const TYPE: &str = "KnowledgeSkillCompetence";

/// Reads the table of skills. Columns are found by name; those that are not known here are passed over.
///
/// # Errors
///
/// [`Problems`] lists all of them, each with row, column, value and the fix: a column that is missing, an address or a label that
/// is empty, an address that stands twice, a row about something else than a skill.
///
/// # Example
///
/// ```
/// use intervision_model::interchange::esco::read_esco_skills;
///
/// let table = b"conceptType,conceptUri,preferredLabel,altLabels\n\
///     KnowledgeSkillCompetence,http://data.example/skill/1,negotiate,\"bargain\nfind a deal\"\n";
/// let skills = read_esco_skills(table)?;
/// assert_eq!(skills.skills()[0].other_labels, ["bargain", "find a deal"]);
/// # Ok::<(), intervision_model::Problems>(())
/// ```
pub fn read_esco_skills(bytes: &[u8]) -> Result<EscoSkills, Problems> {
    let mut problems = Vec::new();
    let table =
        Sheet::parse(bytes)?.with_header("conceptUri, preferredLabel and more", &mut problems)?;
    for column in NEEDED {
        table.require(column, &mut problems);
    }
    let column = |name: &str| table.column(name);
    let (uri, label) = (column("conceptUri"), column("preferredLabel"));
    let kind_of_concept = column("conceptType");
    let lists = [column("altLabels"), column("hiddenLabels")];
    let (kind, reuse, status) = (column("skillType"), column("reuseLevel"), column("status"));
    let texts = [column("description"), column("definition")];
    let cell = |row: &Row, column: Option<usize>| {
        column.map(|c| row.cell(c)).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let mut skills = Vec::with_capacity(table.sheet.rows.len());
    let mut rows: IndexMap<String, Vec<Place>> = IndexMap::new();
    for row in &table.sheet.rows {
        let at = |column: &str| Place::cell(row.number, column);
        if let Some(found) = cell(row, kind_of_concept).filter(|found| found != TYPE) {
            problems.push(Problem::WrongValue {
                at: at("conceptType"),
                value: found,
                expected: TYPE.to_owned(),
                fix: "take the table of skills".to_owned(),
            });
            continue;
        }
        let names = [(uri, "conceptUri", "the address"), (label, "preferredLabel", "the label")];
        let [address, name] = names.map(|(column, field, what)| {
            let text = cell(row, column);
            if text.is_none() && column.is_some() {
                let fix = "take the table as it is published".to_owned();
                problems.push(Problem::Missing { at: at(field), what, fix });
            }
            text
        });
        let (Some(address), Some(name)) = (address, name) else { continue };
        rows.entry(address.clone()).or_default().push(at("conceptUri"));
        let labels = lists.iter().filter_map(|list| cell(row, *list));
        let mut other_labels: Vec<String> = Vec::new();
        for text in labels {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            other_labels.extend(lines.map(str::to_owned));
        }
        skills.push(EscoSkill {
            uri: address,
            label: name,
            other_labels,
            kind: cell(row, kind),
            reuse: cell(row, reuse),
            status: cell(row, status),
            description: texts.iter().find_map(|text| cell(row, *text)),
        });
    }
    let repeated = rows.into_iter().filter(|(_, at)| at.len() > 1);
    problems.extend(repeated.map(|(id, at)| Problem::DuplicateId { id, at }));
    let places = skills.iter().enumerate().map(|(n, skill)| (skill.uri.clone(), n)).collect();
    Problems::or(problems, EscoSkills { skills, places })
}
