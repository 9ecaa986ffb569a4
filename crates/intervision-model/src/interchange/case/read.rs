//! From JSON to a checked package.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::Value;

use super::document::{CaseCriterion, CaseDocument, CaseItem, CaseLevel, CaseLink, CaseRubric};
use super::tree::Tree;
use crate::interchange::document;
use crate::interchange::json::Fields;
use crate::{InterchangeProblem, Place, Problem, Problems};

type Found = Vec<Problem>;

impl CaseDocument {
    /// Reads a package.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] with the line; otherwise [`Problems`] lists everything that does not fit, each with its path: keys
    /// that stand twice, objects too deep inside each other, fields that are missing or of another kind, ids that clash,
    /// links of which an end that must be in the package is not, circles in the tree.
    ///
    /// Both ends of `isChildOf` must be in the package. Other links may lead to another framework, but one end must be here.
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        CaseDocument::from_value(document::from_json("CASE package", text)?)
    }

    pub(super) fn from_value(source: Value) -> Result<Self, Problems> {
        let mut found = Found::new();
        let Some(package) = Fields::of(&source, "", &mut found) else {
            return Problems::or(found, CaseDocument::empty());
        };
        let head = package.object("CFDocument", &mut found);
        if package.value("CFDocument").is_none() {
            let fix = "a package begins with the framework that it holds".to_owned();
            let at = Place::part("document");
            found.push(Problem::Missing { at, what: "CFDocument", fix });
        }
        let identifier = head.as_ref().and_then(|head| head.required("identifier", &mut found));
        let title = head.as_ref().and_then(|head| head.required("title", &mut found));
        if let Some(head) = &head {
            version(head, &mut found);
        }
        let mut ids = Ids::default();
        ids.add(identifier.unwrap_or_default(), Place::part("CFDocument"));
        let items = package.list("CFItems", &mut found);
        let items = items.iter().filter_map(|item| read_item(item, &mut ids, &mut found)).collect();
        let links = package.list("CFAssociations", &mut found);
        let mut link_ids = Ids::default();
        let links: Vec<CaseLink> = links
            .iter()
            .filter_map(|link| read_link(link, &ids, &mut link_ids, &mut found))
            .collect();
        let rubrics = package.list("CFRubrics", &mut found);
        let mut rubric_ids = Ids::default();
        let rubrics = rubrics
            .iter()
            .filter_map(|rubric| read_rubric(rubric, &ids, &mut rubric_ids, &mut found))
            .collect();
        for list in [ids, link_ids, rubric_ids] {
            found.extend(list.clashes());
        }
        let tree = Tree::new(&links, &mut found);
        let (identifier, title) = (identifier.unwrap_or_default(), title.unwrap_or_default());
        let (identifier, title) = (identifier.to_owned(), title.to_owned());
        let document =
            CaseDocument { identifier, title, items, links, rubrics, tree, source: Value::Null };
        Problems::or(found, CaseDocument { source, ..document })
    }

    fn empty() -> Self {
        CaseDocument {
            source: Value::Null,
            identifier: String::new(),
            title: String::new(),
            items: Vec::new(),
            links: Vec::new(),
            rubrics: Vec::new(),
            tree: Tree::default(),
        }
    }
}

/// Where each id stands.
#[derive(Default)]
struct Ids(IndexMap<String, Vec<Place>>);

impl Ids {
    fn add(&mut self, id: &str, at: Place) {
        if !id.is_empty() {
            self.0.entry(id.to_owned()).or_default().push(at);
        }
    }

    fn has(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    fn clashes(self) -> impl Iterator<Item = Problem> {
        let repeated = self.0.into_iter().filter(|(_, at)| at.len() > 1);
        repeated.map(|(id, at)| Problem::DuplicateId { id, at })
    }
}

fn version(head: &Fields<'_>, found: &mut Found) {
    let version = head.text("caseVersion", found);
    if let Some(version) = version.filter(|version| !["1.0", "1.1"].contains(version)) {
        found.push(Problem::WrongValue {
            at: head.at("caseVersion"),
            value: version.to_owned(),
            expected: "version of CASE that is read".to_owned(),
            fix: "export the framework as CASE 1.1".to_owned(),
        });
    }
}

fn read_item(item: &Fields<'_>, ids: &mut Ids, found: &mut Found) -> Option<CaseItem> {
    let identifier = item.required("identifier", found);
    let statement = item.required("fullStatement", found);
    let mut optional = |key| item.text(key, found).map(str::to_owned);
    let (short, code, kind) =
        (optional("abbreviatedStatement"), optional("humanCodingScheme"), optional("CFItemType"));
    ids.add(identifier?, item.at("identifier"));
    let (identifier, statement) = (identifier?.to_owned(), statement?.to_owned());
    Some(CaseItem { identifier, statement, short, code, kind })
}

fn read_link(link: &Fields<'_>, items: &Ids, ids: &mut Ids, found: &mut Found) -> Option<CaseLink> {
    let identifier = link.required("identifier", found);
    let kind = link.required("associationType", found);
    let sequence = link.number("sequenceNumber", found);
    let mut end = |key| {
        let node = link.object(key, found);
        if link.value(key).is_none() {
            let fix = "a link has two ends".to_owned();
            found.push(Problem::Missing { at: link.at(key), what: "an end", fix });
        }
        let address = node.as_ref().and_then(|node| node.text("uri", found)).map(str::to_owned);
        Some((node?.required("identifier", found)?.to_owned(), address))
    };
    let (origin, destination) = (end("originNodeURI"), end("destinationNodeURI"));
    ids.add(identifier?, link.at("identifier"));
    let ((origin, _), (destination, address)) = (origin?, destination?);
    let link_read = CaseLink {
        identifier: identifier?.to_owned(),
        kind: kind?.to_owned(),
        origin,
        destination,
        address,
        sequence,
    };
    let ends =
        [("originNodeURI", &link_read.origin), ("destinationNodeURI", &link_read.destination)];
    let nowhere: Vec<_> = ends.into_iter().filter(|(_, id)| !items.has(id)).collect();
    if link_read.is_part() || nowhere.len() == 2 {
        found.extend(nowhere.into_iter().map(|(key, id)| {
            let at = link.at(key);
            InterchangeProblem::Nowhere { at, what: "item", id: id.clone() }.into()
        }));
    }
    Some(link_read)
}

fn read_rubric(
    rubric: &Fields<'_>,
    items: &Ids,
    ids: &mut Ids,
    found: &mut Found,
) -> Option<CaseRubric> {
    let identifier = rubric.required("identifier", found);
    let title = rubric.text("title", found).map(str::to_owned);
    let list = rubric.list("CFRubricCriteria", found);
    let mut criteria: Vec<(f64, CaseCriterion)> =
        list.iter().map(|criterion| read_criterion(criterion, items, found)).collect();
    criteria.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    ids.add(identifier?, rubric.at("identifier"));
    let criteria = criteria.into_iter().map(|(_, criterion)| criterion).collect();
    Some(CaseRubric { identifier: identifier?.to_owned(), title, criteria })
}

fn read_criterion(criterion: &Fields<'_>, items: &Ids, found: &mut Found) -> (f64, CaseCriterion) {
    let place = criterion.number("position", found).unwrap_or(f64::INFINITY);
    let uri = criterion.object("CFItemURI", found);
    let item = uri.and_then(|uri| uri.required("identifier", found)).map(str::to_owned);
    if let Some(id) = item.as_ref().filter(|id| !items.has(id)) {
        let at = criterion.at("CFItemURI");
        found.push(InterchangeProblem::Nowhere { at, what: "item", id: id.clone() }.into());
    }
    let description = criterion.text("description", found).map(str::to_owned);
    let list = criterion.list("CFRubricCriterionLevels", found);
    let mut levels: Vec<(f64, CaseLevel)> = list
        .iter()
        .map(|level| {
            let score = level.number("score", found);
            let position = level.number("position", found);
            let quality = level.text("quality", found).map(str::to_owned);
            let description = level.text("description", found).map(str::to_owned);
            let place = score.or(position).unwrap_or(f64::INFINITY);
            (place, CaseLevel { quality, description, score })
        })
        .collect();
    levels.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let levels = levels.into_iter().map(|(_, level)| level).collect();
    (place, CaseCriterion { item, description, levels })
}

/// Names that differ, for parts of another document: text becomes a slug, and a number is put behind what stands already.
pub(super) fn slugs<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let names: Vec<String> = names.map(slug).collect();
    // The first to have a name keeps it, whoever comes to it by a number.
    let mut taken: BTreeSet<String> = names.iter().cloned().collect();
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut made = Vec::with_capacity(names.len());
    for name in &names {
        let number = numbers.entry(name).or_default();
        *number += 1;
        let mut slug = name.clone();
        while *number > 1
            && !taken.insert({
                slug = format!("{name}-{number}");
                slug.clone()
            })
        {
            *number += 1;
        }
        made.push(slug);
    }
    made
}

/// Lower-case letters, digits and single hyphens out of any text; `item` where nothing is left.
pub(super) fn slug(text: &str) -> String {
    let letters = text.chars().flat_map(char::to_lowercase);
    let words: String = letters.map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "item".to_owned() } else { words.join("-") }
}

#[cfg(test)]
mod tests {
    use super::{slug, slugs};

    #[test]
    fn any_text_becomes_a_slug() {
        assert_eq!(slug(" Gains Support (2) "), "gains-support-2");
        assert_eq!(slug("Overtuigt één"), "overtuigt-n");
        assert_eq!(slug("…"), "item");
    }

    #[test]
    fn slugs_differ_and_leave_each_other_their_own() {
        assert_eq!(slugs(["a", "a", "a-2", "A"].into_iter()), ["a", "a-3", "a-2", "a-4"]);
    }
}
