//! From a framework to a package.

use chrono::NaiveDateTime;
use serde_json::{Value, json};
use uuid::Uuid;

use super::alignment::links_of;
use super::document::{CaseDocument, CaseLink};
use super::rubric::{indicators, rubric};
use crate::Problems;
use crate::competency::{Framework, is_address};

/// Who publishes a package, where, and when it last changed.
///
/// The ids in it are UUIDs of version 5 that follow from the address and the slugs, so that the same framework always has the
/// same ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseOrigin {
    base: String,
    creator: String,
    changed: NaiveDateTime,
}

impl CaseOrigin {
    /// The address of the CASE service, such as `https://example.org/ims/case/v1p1`, the name of the publisher, and the time of
    /// the last change in UTC.
    pub fn new(
        base: impl Into<String>,
        creator: impl Into<String>,
        changed: NaiveDateTime,
    ) -> Self {
        let base = base.into().trim_end_matches('/').to_owned();
        CaseOrigin { base, creator: creator.into(), changed }
    }

    pub(super) fn id(&self, name: &str) -> String {
        let space = Uuid::new_v5(&Uuid::NAMESPACE_URL, self.base.as_bytes());
        Uuid::new_v5(&space, name.as_bytes()).to_string()
    }

    pub(super) fn uri(&self, kind: &str, id: &str) -> String {
        format!("{}/{kind}/{id}", self.base)
    }

    pub(super) fn changed(&self) -> String {
        self.changed.format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

impl CaseDocument {
    /// The package of a framework: an item per domain and competency, the tree and the associations as links, a rubric whose first
    /// criterion describes the levels and whose others say what each means in a competency, and a second rubric with a criterion
    /// per indicator and the one level that it shows.
    ///
    /// Read again, it gives the same framework under the same id. A description that is empty or repeats the title is left out.
    ///
    /// # Errors
    ///
    /// [`Problems`] when the framework or a competency has an empty title, for which the standard has no place.
    ///
    /// # Example
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use intervision_model::competency::Framework;
    /// use intervision_model::interchange::case::{CaseDocument, CaseMapping, CaseOrigin};
    ///
    /// let framework = Framework::from_toml(r#"
    ///     version = 1
    ///     id = "advice"
    ///     title = "Advice"
    ///     levels = [{ title = "Beginning" }, { title = "Skilled" }]
    ///     competencies = [{ id = "influence", title = "Influence", anchors = ["When asked.", "Unasked."] }]
    /// "#)?;
    /// let changed = NaiveDate::from_ymd_opt(2027, 1, 11).and_then(|day| day.and_hms_opt(9, 0, 0)).unwrap();
    /// let origin = CaseOrigin::new("https://example.org/case", "An office", changed);
    /// let json = CaseDocument::from_framework(&framework, &origin)?.to_json()?;
    /// let read = CaseDocument::from_json(&json)?.framework(&CaseMapping::default())?;
    /// assert_eq!(read, framework);
    /// # Ok::<(), intervision_model::Problems>(())
    /// ```
    pub fn from_framework(framework: &Framework, origin: &CaseOrigin) -> Result<Self, Problems> {
        let changed = origin.changed();
        let document = origin.id(framework.id());
        let uri = origin.uri("CFDocuments", &document);
        let head = json!({ "title": framework.title(), "identifier": document, "uri": uri });
        let domains = framework.domains().iter().map(|d| {
            item(framework, "Domain", [&d.id, &d.title], d.description.as_ref(), &head, origin)
        });
        let competencies = framework.competencies().iter().map(|c| {
            item(framework, "Competency", [&c.id, &c.title], c.description.as_ref(), &head, origin)
        });
        let items: Vec<Value> = domains.chain(competencies).collect();
        let links: Vec<Value> = parts(framework, &document, origin)
            .iter()
            .chain(&links_of(framework.associations(), framework, origin))
            .map(|link| association(link, origin))
            .collect();
        let mut rubrics = vec![rubric(framework, origin)];
        rubrics.extend(indicators(framework, origin));
        let package = origin.uri("CFPackages", &document);
        CaseDocument::from_value(json!({
            "CFDocument": {
                "identifier": document,
                "uri": uri,
                "creator": origin.creator,
                "title": framework.title(),
                "lastChangeDateTime": changed,
                "caseVersion": "1.1",
                "CFPackageURI": { "title": framework.title(), "identifier": document, "uri": package },
            },
            "CFItems": items,
            "CFAssociations": links,
            "CFRubrics": rubrics,
        }))
    }
}

/// The id of a domain or competency in the package of its framework.
pub(super) fn item_id(framework: &Framework, id: &str, origin: &CaseOrigin) -> String {
    origin.id(&format!("{}/item/{id}", framework.id()))
}

/// What is part of what; what is part of nothing is part of the document.
fn parts(framework: &Framework, document: &str, origin: &CaseOrigin) -> Vec<CaseLink> {
    let domains = framework.domains().iter().map(|d| (&d.id, &d.part_of));
    let competencies = framework.competencies().iter().map(|c| (&c.id, &c.part_of));
    let mut links = Vec::new();
    for ((id, above), number) in domains.chain(competencies).zip(1_u32..) {
        let mut link = |name: &str, destination: String| {
            links.push(CaseLink {
                identifier: origin.id(&format!("{}/part/{name}", framework.id())),
                kind: "isChildOf".to_owned(),
                origin: item_id(framework, id, origin),
                destination,
                address: None,
                sequence: Some(f64::from(number)),
            });
        };
        if above.is_empty() {
            link(id, document.to_owned());
        }
        for up in above {
            link(&format!("{id}/{up}"), item_id(framework, up, origin));
        }
    }
    links
}

fn item(
    framework: &Framework,
    kind: &str,
    [id, title]: [&String; 2],
    description: Option<&String>,
    document: &Value,
    origin: &CaseOrigin,
) -> Value {
    let described = description.filter(|text| !text.trim().is_empty());
    let identifier = item_id(framework, id, origin);
    json!({
        "identifier": identifier,
        "uri": origin.uri("CFItems", &identifier),
        "CFDocumentURI": document,
        "CFItemType": kind,
        "humanCodingScheme": id,
        "abbreviatedStatement": title,
        "fullStatement": described.unwrap_or(title),
        "lastChangeDateTime": origin.changed(),
    })
}

pub(super) fn association(link: &CaseLink, origin: &CaseOrigin) -> Value {
    let node = |id: &str, address: Option<&String>| {
        // What has an address of its own, such as a concept of another vocabulary, is named by it.
        let own = address.map(String::as_str).or_else(|| is_address(id).then_some(id));
        let uri = own.map_or_else(|| origin.uri("CFItems", id), str::to_owned);
        json!({ "title": id, "identifier": id, "uri": uri })
    };
    let mut value = json!({
        "identifier": link.identifier,
        "uri": origin.uri("CFAssociations", &link.identifier),
        "associationType": link.kind,
        "originNodeURI": node(&link.origin, None),
        "destinationNodeURI": node(&link.destination, link.address.as_ref()),
        "lastChangeDateTime": origin.changed(),
    });
    if let (Some(sequence), Some(fields)) = (link.sequence, value.as_object_mut()) {
        fields.insert("sequenceNumber".to_owned(), whole(sequence));
    }
    value
}

/// The standard's sequence numbers are whole.
fn whole(number: f64) -> Value {
    let whole = number.fract() == 0.0 && number.abs() < 9e15;
    if whole { json!(number as i64) } else { json!(number) }
}
