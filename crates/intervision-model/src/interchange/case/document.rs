//! A package that was read: what it says, and the whole of what stood there.

use serde_json::{Value, json};

use super::tree::Tree;
use crate::interchange::document;
use crate::{InterchangeProblem, Place, Problem, Problems};

/// A checked CASE package: ids differ, links lead somewhere, and the tree ends.
///
/// # Example
///
/// ```
/// use intervision_model::interchange::case::CaseDocument;
///
/// let package = CaseDocument::from_json(r#"{
///     "CFDocument": { "identifier": "d1", "title": "Advising", "creator": "An office" },
///     "CFItems": [
///         { "identifier": "i1", "fullStatement": "Working with people" },
///         { "identifier": "i2", "fullStatement": "Gains support for a proposal" }
///     ],
///     "CFAssociations": [
///         { "identifier": "a1", "associationType": "isChildOf",
///           "originNodeURI": { "identifier": "i2" }, "destinationNodeURI": { "identifier": "i1" } },
///         { "identifier": "a2", "associationType": "isChildOf",
///           "originNodeURI": { "identifier": "i1" }, "destinationNodeURI": { "identifier": "d1" } }
///     ]
/// }"#)?;
/// assert_eq!(package.roots(), ["i1"]);
/// assert_eq!(package.children("i1"), ["i2"]);
/// # Ok::<(), intervision_model::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct CaseDocument {
    pub(super) source: Value,
    pub(super) identifier: String,
    pub(super) title: String,
    pub(super) items: Vec<CaseItem>,
    pub(super) links: Vec<CaseLink>,
    pub(super) rubrics: Vec<CaseRubric>,
    pub(super) tree: Tree,
}

/// A competency, a group of them, or whatever else a framework lists (`CFItem`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseItem {
    /// The id, which differs from all others.
    pub identifier: String,
    /// What it says in full.
    pub statement: String,
    /// The same in few words.
    pub short: Option<String>,
    /// The code by which people know it (`humanCodingScheme`).
    pub code: Option<String>,
    /// What kind of item it is (`CFItemType`): a competency, a domain.
    pub kind: Option<String>,
}

/// How an item relates to another one, here or in another framework (`CFAssociation`).
#[derive(Debug, Clone, PartialEq)]
pub struct CaseLink {
    /// The id of the link.
    pub identifier: String,
    /// What kind of link it is: `isChildOf`, `exactMatchOf`, `isRelatedTo`, or one of somebody's own that begins with `ext:`.
    pub kind: String,
    /// The item it begins at.
    pub origin: String,
    /// The item it leads to.
    pub destination: String,
    /// The address of what it leads to, where the package gives one.
    pub address: Option<String>,
    /// Its place among the children of one parent.
    pub sequence: Option<f64>,
}

/// What can be seen at each level (`CFRubric`).
#[derive(Debug, Clone, PartialEq)]
pub struct CaseRubric {
    /// The id of the rubric.
    pub identifier: String,
    /// What people call it.
    pub title: Option<String>,
    /// Its criteria in order.
    pub criteria: Vec<CaseCriterion>,
}

/// What is looked at (`CFRubricCriterion`).
#[derive(Debug, Clone, PartialEq)]
pub struct CaseCriterion {
    /// The item it is about, if it is about one of the package.
    pub item: Option<String>,
    /// What is looked at, in words.
    pub description: Option<String>,
    /// Its levels, the lowest score first.
    pub levels: Vec<CaseLevel>,
}

/// One level of a criterion (`CFRubricCriterionLevel`).
#[derive(Debug, Clone, PartialEq)]
pub struct CaseLevel {
    /// What the level is called.
    pub quality: Option<String>,
    /// What can be seen there.
    pub description: Option<String>,
    /// What it counts.
    pub score: Option<f64>,
}

impl CaseDocument {
    /// Writes the package with everything that stood in it when it was read.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] if the writer refuses; what was read is always written.
    pub fn to_json(&self) -> Result<String, Problem> {
        document::to_json("CASE package", &self.source)
    }

    /// The id of the framework.
    #[must_use]
    pub fn identifier(&self) -> &str {
        &self.identifier
    }

    /// What people call the framework.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The items as they are listed.
    #[must_use]
    pub fn items(&self) -> &[CaseItem] {
        &self.items
    }

    /// The item with this id.
    #[must_use]
    pub fn item(&self, identifier: &str) -> Option<&CaseItem> {
        self.items.iter().find(|item| item.identifier == identifier)
    }

    /// All links, those of the tree included.
    #[must_use]
    pub fn links(&self) -> &[CaseLink] {
        &self.links
    }

    /// The rubrics.
    #[must_use]
    pub fn rubrics(&self) -> &[CaseRubric] {
        &self.rubrics
    }

    /// The items that are part of this one, by sequence number and then as listed.
    #[must_use]
    pub fn children(&self, identifier: &str) -> &[String] {
        self.tree.below(identifier)
    }

    /// The items that are part of no other, in the same order. An item may be part of several others.
    #[must_use]
    pub fn roots(&self) -> Vec<&str> {
        let top = self.tree.below(&self.identifier).iter().map(String::as_str);
        let loose = self.items.iter().map(|item| item.identifier.as_str());
        let loose = loose.filter(|id| !self.tree.has_parent(id));
        top.chain(loose).collect()
    }

    /// Adds links, as an alignment with another framework makes them.
    ///
    /// # Errors
    ///
    /// [`Problems`] as when a package is read: an id that stands already, an end that leads nowhere, a circle of `isChildOf`.
    /// Then nothing is added.
    pub fn with_links(
        &self,
        links: impl IntoIterator<Item = CaseLink>,
        origin: &super::CaseOrigin,
    ) -> Result<Self, Problems> {
        let mut source = self.source.clone();
        let list = source.as_object_mut().map(|package| {
            let list = package.entry("CFAssociations").or_insert_with(|| json!([]));
            if list.is_null() {
                *list = json!([]);
            }
            list
        });
        let Some(Value::Array(list)) = list else {
            let at = Place::part("CFAssociations");
            let (found, expected) = ("something else", "a list");
            let problem = InterchangeProblem::WrongType { at, found, expected };
            return Err(Problem::from(problem).into());
        };
        list.extend(links.into_iter().map(|link| super::package::association(&link, origin)));
        CaseDocument::from_value(source)
    }
}
