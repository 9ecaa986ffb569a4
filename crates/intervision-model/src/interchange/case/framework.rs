//! From a package to a framework with levels.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{CaseCriterion, CaseDocument, CaseItem, CaseRubric};
use super::read::{slug, slugs};
use crate::competency::{Competency, Framework, FrameworkDraft, Level};
use crate::{Place, Problem, Problems};

/// What of a package becomes a framework.
///
/// Unless something else is said: every item that has no parts is a competency, the first rubric tells the levels and what can
/// be seen at each, and the framework is called after the title.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseMapping {
    id: Option<String>,
    kind: Option<String>,
    rubric: Option<String>,
    levels: Vec<Level>,
}

impl CaseMapping {
    /// The slug that names the framework.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Takes the items of this kind (`CFItemType`) as competencies, whether they have parts or not.
    #[must_use]
    pub fn with_kind(mut self, kind: impl Into<String>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// Takes the rubric with this id.
    #[must_use]
    pub fn with_rubric(mut self, identifier: impl Into<String>) -> Self {
        self.rubric = Some(identifier.into());
        self
    }

    /// Sets the levels, the lowest first, for a package without a rubric.
    #[must_use]
    pub fn with_levels(mut self, levels: impl IntoIterator<Item = Level>) -> Self {
        self.levels = levels.into_iter().collect();
        self
    }
}

impl CaseDocument {
    /// A framework of the package's competencies. An item's short statement is the title, and its full statement the
    /// description; its code, or its id where it has none, becomes the slug.
    ///
    /// # Errors
    ///
    /// [`Problems`] when there is no item of the kind or no rubric with the id, and everything that [`Framework::new`] checks:
    /// fewer than two levels, a criterion with more or fewer levels than the framework.
    ///
    /// # Example
    ///
    /// ```
    /// use intervision_model::competency::Level;
    /// use intervision_model::interchange::case::{CaseDocument, CaseMapping};
    ///
    /// let package = CaseDocument::from_json(r#"{
    ///     "CFDocument": { "identifier": "d1", "title": "Advising" },
    ///     "CFItems": [{ "identifier": "i1", "humanCodingScheme": "Inf.1", "fullStatement": "Gains support" }]
    /// }"#)?;
    /// let levels = ["Begins", "Leads"].map(|title| Level { title: title.into(), description: None });
    /// let framework = package.framework(&CaseMapping::default().with_levels(levels))?;
    /// assert_eq!((framework.id(), framework.competencies()[0].id.as_str()), ("advising", "inf-1"));
    /// # Ok::<(), intervision_model::Problems>(())
    /// ```
    pub fn framework(&self, mapping: &CaseMapping) -> Result<Framework, Problems> {
        let rubric = self.rubric_of(mapping)?;
        let items = self.competencies_of(mapping)?;
        let criteria = rubric.map_or(&[][..], |rubric| &rubric.criteria);
        let levels = match mapping.levels.as_slice() {
            [] => levels(criteria),
            set => set.to_vec(),
        };
        let anchors: BTreeMap<&str, &CaseCriterion> = criteria
            .iter()
            .filter_map(|criterion| Some((criterion.item.as_deref()?, criterion)))
            .collect();
        let ids = slugs(items.iter().map(|item| item.code.as_deref().unwrap_or(&item.identifier)));
        let competencies = ids.into_iter().zip(&items).map(|(id, item)| {
            let anchors = anchors.get(item.identifier.as_str()).copied();
            competency(id, item, anchors)
        });
        Framework::new(FrameworkDraft {
            version: Framework::VERSION,
            id: mapping.id.clone().unwrap_or_else(|| slug(self.title())),
            title: self.title().to_owned(),
            levels,
            competencies: competencies.collect(),
        })
    }

    fn rubric_of(&self, mapping: &CaseMapping) -> Result<Option<&CaseRubric>, Problems> {
        let Some(wanted) = &mapping.rubric else { return Ok(self.rubrics().first()) };
        let rubric = self.rubrics().iter().find(|rubric| rubric.identifier == *wanted);
        let known = || self.rubrics().iter().map(|rubric| rubric.identifier.clone()).collect();
        rubric.map(Some).ok_or_else(|| unknown("CFRubrics", "rubric", wanted, known()))
    }

    fn competencies_of(&self, mapping: &CaseMapping) -> Result<Vec<&CaseItem>, Problems> {
        let Some(wanted) = &mapping.kind else {
            let leaves = self.items().iter();
            return Ok(leaves.filter(|item| self.children(&item.identifier).is_empty()).collect());
        };
        let of_kind = |item: &&CaseItem| item.kind.as_ref() == Some(wanted);
        let items: Vec<&CaseItem> = self.items().iter().filter(of_kind).collect();
        if items.is_empty() {
            let kinds = self.items().iter().filter_map(|item| item.kind.clone());
            let kinds: BTreeSet<String> = kinds.collect();
            return Err(unknown("CFItems", "item type", wanted, kinds.into_iter().collect()));
        }
        Ok(items)
    }
}

fn unknown(at: &str, what: &'static str, id: &str, known: Vec<String>) -> Problems {
    let at = Place::part(at);
    Problem::UnknownReference { at, what, id: id.to_owned(), known }.into()
}

/// The levels of the criterion that is about no item; they hold for all. Without one, the names of the first criterion's.
fn levels(criteria: &[CaseCriterion]) -> Vec<Level> {
    let general = criteria.iter().find(|criterion| criterion.item.is_none());
    let Some(criterion) = general.or(criteria.first()) else { return Vec::new() };
    let levels = criterion.levels.iter().enumerate().map(|(rank, level)| Level {
        title: level.quality.clone().unwrap_or_else(|| format!("Level {}", rank + 1)),
        description: level.description.clone().filter(|_| general.is_some()),
    });
    levels.collect()
}

fn competency(id: String, item: &CaseItem, criterion: Option<&CaseCriterion>) -> Competency {
    let (title, description) = match &item.short {
        Some(short) => {
            (short.clone(), Some(&item.statement).filter(|full| *full != short).cloned())
        }
        None => (item.statement.clone(), None),
    };
    let anchors = criterion.map_or(Vec::new(), |criterion| {
        criterion.levels.iter().map(|l| l.description.clone().unwrap_or_default()).collect()
    });
    let anchors =
        if anchors.iter().all(|anchor: &String| anchor.is_empty()) { Vec::new() } else { anchors };
    Competency { id, title, description, anchors }
}
