//! From a framework to a package.

use chrono::NaiveDateTime;
use serde_json::{Value, json};
use uuid::Uuid;

use super::document::{CaseDocument, CaseLink};
use crate::Problems;
use crate::competency::{Competency, Framework};

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

    fn uri(&self, kind: &str, id: &str) -> String {
        format!("{}/{kind}/{id}", self.base)
    }

    fn changed(&self) -> String {
        self.changed.format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

impl CaseDocument {
    /// The package of a framework: an item per competency, and a rubric whose first criterion describes the levels and whose
    /// others say what can be seen of a competency at each.
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
        let id = |competency: &Competency| item_id(framework, competency, origin);
        let items: Vec<Value> = framework
            .competencies()
            .iter()
            .map(|competency| item(competency, &id(competency), &head, origin))
            .collect();
        let links: Vec<Value> = framework
            .competencies()
            .iter()
            .zip(1_u32..)
            .map(|(competency, number)| {
                let link = CaseLink {
                    identifier: origin.id(&format!("{}/part/{}", framework.id(), competency.id)),
                    kind: "isChildOf".to_owned(),
                    origin: id(competency),
                    destination: document.clone(),
                    sequence: Some(f64::from(number)),
                };
                association(&link, origin)
            })
            .collect();
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
            "CFRubrics": [rubric(framework, origin)],
        }))
    }
}

/// The id of a competency in the package of its framework.
pub(super) fn item_id(
    framework: &Framework,
    competency: &Competency,
    origin: &CaseOrigin,
) -> String {
    origin.id(&format!("{}/item/{}", framework.id(), competency.id))
}

fn item(competency: &Competency, id: &str, document: &Value, origin: &CaseOrigin) -> Value {
    let described = competency.description.as_ref().filter(|text| !text.trim().is_empty());
    json!({
        "identifier": id,
        "uri": origin.uri("CFItems", id),
        "CFDocumentURI": document,
        "CFItemType": "Competency",
        "humanCodingScheme": competency.id,
        "abbreviatedStatement": competency.title,
        "fullStatement": described.unwrap_or(&competency.title),
        "lastChangeDateTime": origin.changed(),
    })
}

pub(super) fn association(link: &CaseLink, origin: &CaseOrigin) -> Value {
    let node = |id: &str| {
        // What has an address of its own, such as a concept of another vocabulary, is named by it.
        let own = id.contains("://");
        let uri = if own { id.to_owned() } else { origin.uri("CFItems", id) };
        json!({ "title": id, "identifier": id, "uri": uri })
    };
    let mut value = json!({
        "identifier": link.identifier,
        "uri": origin.uri("CFAssociations", &link.identifier),
        "associationType": link.kind,
        "originNodeURI": node(&link.origin),
        "destinationNodeURI": node(&link.destination),
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

fn rubric(framework: &Framework, origin: &CaseOrigin) -> Value {
    let id = origin.id(&format!("{}/rubric", framework.id()));
    let descriptions = framework.levels().iter().map(|level| level.description.as_deref());
    let mut criteria =
        vec![criterion(framework, "levels", 0, None, descriptions.collect(), origin)];
    let anchored = framework.competencies().iter().filter(|c| !c.anchors.is_empty());
    for (competency, position) in anchored.zip(1..) {
        let item = item_id(framework, competency, origin);
        let anchors = competency.anchors.iter().map(|anchor| Some(anchor.as_str())).collect();
        let name = format!("item/{}", competency.id);
        criteria.push(criterion(framework, &name, position, Some(&item), anchors, origin));
    }
    json!({
        "identifier": id,
        "uri": origin.uri("CFRubrics", &id),
        "title": framework.title(),
        "lastChangeDateTime": origin.changed(),
        "CFRubricCriteria": criteria,
    })
}

fn criterion(
    framework: &Framework,
    name: &str,
    position: u32,
    item: Option<&str>,
    descriptions: Vec<Option<&str>>,
    origin: &CaseOrigin,
) -> Value {
    let name = format!("{}/rubric/{name}", framework.id());
    let id = origin.id(&name);
    let levels: Vec<Value> = framework
        .levels()
        .iter()
        .zip(descriptions)
        .zip(1_u32..)
        .map(|((level, description), rank)| {
            let id = origin.id(&format!("{name}/{rank}"));
            let mut value = json!({
                "identifier": id,
                "uri": origin.uri("CFRubricCriterionLevels", &id),
                "quality": level.title,
                "score": rank,
                "position": rank,
                "lastChangeDateTime": origin.changed(),
            });
            if let (Some(text), Some(fields)) = (description, value.as_object_mut()) {
                fields.insert("description".to_owned(), json!(text));
            }
            value
        })
        .collect();
    let mut value = json!({
        "identifier": id,
        "uri": origin.uri("CFRubricCriteria", &id),
        "position": position,
        "lastChangeDateTime": origin.changed(),
        "CFRubricCriterionLevels": levels,
    });
    if let (Some(item), Some(fields)) = (item, value.as_object_mut()) {
        let uri = json!({ "title": item, "identifier": item, "uri": origin.uri("CFItems", item) });
        fields.insert("CFItemURI".to_owned(), uri);
    }
    value
}
