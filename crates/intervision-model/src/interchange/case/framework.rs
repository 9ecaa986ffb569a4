//! From a package to a framework with levels.

use std::collections::{BTreeMap, BTreeSet};

use super::alignment::relation;
use super::document::{CaseCriterion, CaseDocument, CaseItem, CaseLink, CaseRubric};
use super::read::{slug, slugs};
use crate::competency::{
    Alignment, Competency, Domain, Framework, FrameworkDraft, Indicator, Level, is_address,
};
use crate::{Place, Problem, Problems};

/// What of a package becomes a framework.
///
/// Unless something else is said: items of the type `Competency` are competencies and those of the type `Domain` domains; of the others,
/// those that have no parts are competencies. The first rubric tells the levels and what each means, criteria with one level in
/// the other rubrics are indicators, and the framework is called after the title.
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

    /// Takes the items of this kind (`CFItemType`) as competencies, whether they have parts or not, and what holds them as domains.
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

/// The items that go into a framework, each list in the order of the package.
struct Chosen<'a> {
    competencies: Vec<&'a CaseItem>,
    domains: Vec<&'a CaseItem>,
}

impl CaseDocument {
    /// A framework of the package's competencies, in the tree that they stand in and with their associations. An item's short statement is the title, and its full statement the
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
        let Chosen { competencies, domains } = self.chosen(mapping)?;
        let criteria = rubric.map_or(&[][..], |rubric| &rubric.criteria);
        let levels = match mapping.levels.as_slice() {
            [] => levels(criteria),
            set => set.to_vec(),
        };
        let anchors: BTreeMap<&str, &CaseCriterion> = criteria
            .iter()
            .filter_map(|criterion| Some((criterion.item.as_deref()?, criterion)))
            .collect();
        // Competencies come first, so that a domain of the same name takes the number.
        let items = || competencies.iter().chain(&domains);
        let ids = slugs(items().map(|item| item.code.as_deref().unwrap_or(&item.identifier)));
        let slugs: BTreeMap<&str, &str> = items()
            .map(|item| item.identifier.as_str())
            .zip(ids.iter().map(String::as_str))
            .collect();
        let above = self.above(&slugs);
        let place = |item: &CaseItem| {
            let id = slugs.get(item.identifier.as_str()).copied().unwrap_or_default();
            let part_of = above.get(id).cloned().unwrap_or_default();
            (id.to_owned(), part_of)
        };
        let mut indicators = self.indicators(rubric, levels.len());
        let competencies = competencies.iter().map(|item| {
            let anchors =
                anchors.get(item.identifier.as_str()).copied().map_or_else(Vec::new, texts);
            let (id, part_of) = place(item);
            let (title, description) = words(item);
            let indicators = indicators.remove(item.identifier.as_str()).unwrap_or_default();
            Competency { id, title, description, part_of, anchors, indicators }
        });
        let competencies = competencies.collect();
        let domains = domains.iter().map(|item| {
            let ((id, part_of), (title, description)) = (place(item), words(item));
            Domain { id, title, description, part_of }
        });
        Framework::new(FrameworkDraft {
            texts: crate::Translations::default(),
            version: Framework::VERSION,
            id: mapping.id.clone().unwrap_or_else(|| slug(self.title())),
            title: self.title().to_owned(),
            levels,
            domains: domains.collect(),
            competencies,
            associations: self.associations(&slugs),
        })
    }

    fn rubric_of(&self, mapping: &CaseMapping) -> Result<Option<&CaseRubric>, Problems> {
        let Some(wanted) = &mapping.rubric else { return Ok(self.rubrics().first()) };
        let rubric = self.rubrics().iter().find(|rubric| rubric.identifier == *wanted);
        let known = || self.rubrics().iter().map(|rubric| rubric.identifier.clone()).collect();
        rubric.map(Some).ok_or_else(|| unknown("CFRubrics", "rubric", wanted, known()))
    }

    /// What becomes a competency, and what becomes a domain.
    fn chosen(&self, mapping: &CaseMapping) -> Result<Chosen<'_>, Problems> {
        let is = |item: &CaseItem, kind: &str| item.kind.as_deref() == Some(kind);
        let Some(wanted) = &mapping.kind else {
            let leaf = |item: &CaseItem| self.children(&item.identifier).is_empty();
            let competency =
                |item: &&CaseItem| is(item, "Competency") || (leaf(item) && !is(item, "Domain"));
            let (competencies, domains) = self.items().iter().partition(competency);
            return Ok(Chosen { competencies, domains });
        };
        let (competencies, others): (Vec<&CaseItem>, Vec<&CaseItem>) =
            self.items().iter().partition(|item| is(item, wanted));
        if competencies.is_empty() {
            let kinds = self.items().iter().filter_map(|item| item.kind.clone());
            let kinds: BTreeSet<String> = kinds.collect();
            return Err(unknown("CFItems", "item type", wanted, kinds.into_iter().collect()));
        }
        let mut parents: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for link in self.links().iter().filter(|link| link.is_part()) {
            parents.entry(&link.origin).or_default().push(&link.destination);
        }
        let mut open: Vec<&str> =
            competencies.iter().map(|item| item.identifier.as_str()).collect();
        let mut holding = BTreeSet::new();
        while let Some(id) = open.pop() {
            for parent in parents.get(id).into_iter().flatten() {
                if holding.insert(*parent) {
                    open.push(parent);
                }
            }
        }
        let holds = |item: &&CaseItem| holding.contains(item.identifier.as_str());
        Ok(Chosen { competencies, domains: others.into_iter().filter(holds).collect() })
    }

    /// What each item is part of, by slug. What was not chosen is left out of the tree.
    fn above(&self, slugs: &BTreeMap<&str, &str>) -> BTreeMap<String, Vec<String>> {
        let mut above: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for link in self.links().iter().filter(|link| link.is_part()) {
            let ends = (slugs.get(link.origin.as_str()), slugs.get(link.destination.as_str()));
            let (Some(part), Some(whole)) = ends else { continue };
            let parents = above.entry((*part).to_owned()).or_default();
            if !parents.iter().any(|parent| parent == whole) {
                parents.push((*whole).to_owned());
            }
        }
        above
    }

    /// The links that say how near two things are, from an item to another one or to what has an address. Links of other kinds stay
    /// in the package.
    fn associations(&self, slugs: &BTreeMap<&str, &str>) -> Vec<Alignment> {
        let mut pairs = BTreeSet::new();
        let read = |link: &CaseLink| {
            let competency = (*slugs.get(link.origin.as_str())?).to_owned();
            let own = slugs.get(link.destination.as_str()).copied();
            let outside = [Some(link.destination.as_str()), link.address.as_deref()];
            let outside = outside.into_iter().flatten().find(|text| is_address(text));
            let concept = own.or(outside.filter(|_| self.item(&link.destination).is_none()))?;
            let relation = relation(&link.kind)?;
            Some(Alignment { competency, concept: concept.to_owned(), relation })
        };
        let read = self.links().iter().filter_map(read);
        read.filter(|a| {
            a.competency != a.concept && pairs.insert((a.competency.clone(), a.concept.clone()))
        })
        .collect()
    }

    /// Criteria with words and one level in the other rubrics, by item.
    fn indicators(
        &self,
        levels: Option<&CaseRubric>,
        top: usize,
    ) -> BTreeMap<&str, Vec<Indicator>> {
        let mut found: BTreeMap<&str, Vec<Indicator>> = BTreeMap::new();
        let others = self.rubrics().iter().filter(|rubric| levels.is_none_or(|own| own != *rubric));
        for criterion in others.flat_map(|rubric| &rubric.criteria) {
            let (Some(item), Some(words), [level]) =
                (&criterion.item, &criterion.description, criterion.levels.as_slice())
            else {
                continue;
            };
            let rank = (1..=u32::try_from(top).unwrap_or(u32::MAX))
                .find(|rank| level.score == Some(f64::from(*rank)));
            if let Some(level) = rank.filter(|_| !words.trim().is_empty()) {
                let indicator = Indicator { level, behaviour: words.clone() };
                found.entry(item).or_default().push(indicator);
            }
        }
        found
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

/// Title and description.
fn words(item: &CaseItem) -> (String, Option<String>) {
    match &item.short {
        Some(short) => {
            (short.clone(), Some(&item.statement).filter(|full| *full != short).cloned())
        }
        None => (item.statement.clone(), None),
    }
}

/// What can be seen at each level; none where nothing is said of any.
fn texts(criterion: &CaseCriterion) -> Vec<String> {
    let levels = criterion.levels.iter();
    let texts: Vec<String> = levels.map(|l| l.description.clone().unwrap_or_default()).collect();
    if texts.iter().all(String::is_empty) { Vec::new() } else { texts }
}
