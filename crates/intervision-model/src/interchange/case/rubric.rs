//! What a framework says of its levels, as rubrics.

use serde_json::{Value, json};

use super::package::{CaseOrigin, item_id};
use crate::competency::Framework;

/// What each level means, in general and in the competencies that have anchors.
pub(super) fn rubric(framework: &Framework, origin: &CaseOrigin) -> Value {
    let id = origin.id(&format!("{}/rubric", framework.id()));
    let named = |name: &str| format!("{}/rubric/{name}", framework.id());
    let general = framework.levels().iter().map(|level| level.description.as_deref()).collect();
    let name = named("levels");
    let general = levels(framework, &name, general, origin);
    let mut criteria = vec![criterion(&name, 0, None, &general, origin)];
    let anchored = framework.competencies().iter().filter(|c| !c.anchors.is_empty());
    for (competency, position) in anchored.zip(1..) {
        let item = item_id(framework, &competency.id, origin);
        let anchors = competency.anchors.iter().map(|anchor| Some(anchor.as_str())).collect();
        let name = named(&format!("item/{}", competency.id));
        let levels = levels(framework, &name, anchors, origin);
        criteria.push(criterion(&name, position, Some(&item), &levels, origin));
    }
    json!({
        "identifier": id,
        "uri": origin.uri("CFRubrics", &id),
        "title": framework.title(),
        "lastChangeDateTime": origin.changed(),
        "CFRubricCriteria": criteria,
    })
}

/// A criterion per indicator: the behaviour, and the one level that it shows. None without indicators.
pub(super) fn indicators(framework: &Framework, origin: &CaseOrigin) -> Option<Value> {
    let mut criteria = Vec::new();
    for competency in framework.competencies() {
        let about = item_id(framework, &competency.id, origin);
        for (place, indicator) in competency.indicators.iter().enumerate() {
            let name = format!("{}/indicator/{}/{}", framework.id(), competency.id, place + 1);
            let title = (indicator.level as usize)
                .checked_sub(1)
                .and_then(|rank| framework.levels().get(rank))
                .map_or("", |level| level.title.as_str());
            let levels = [level(&name, indicator.level, title, None, origin)];
            let position = criteria.len() + 1;
            criteria.push(criterion(&name, position, Some(&about), &levels, origin));
            if let Some(fields) = criteria.last_mut().and_then(Value::as_object_mut) {
                fields.insert("category".to_owned(), json!("Indicator"));
                fields.insert("description".to_owned(), json!(indicator.behaviour));
            }
        }
    }
    let id = origin.id(&format!("{}/indicators", framework.id()));
    (!criteria.is_empty()).then(|| {
        json!({
            "identifier": id,
            "uri": origin.uri("CFRubrics", &id),
            "title": format!("{}: indicators", framework.title()),
            "lastChangeDateTime": origin.changed(),
            "CFRubricCriteria": criteria,
        })
    })
}

/// One level per level of the framework, each with what it means if that is said.
fn levels(
    framework: &Framework,
    name: &str,
    descriptions: Vec<Option<&str>>,
    origin: &CaseOrigin,
) -> Vec<Value> {
    let levels = framework.levels().iter().zip(descriptions).zip(1_u32..);
    levels
        .map(|((own, description), rank)| level(name, rank, &own.title, description, origin))
        .collect()
}

fn level(
    name: &str,
    rank: u32,
    title: &str,
    description: Option<&str>,
    origin: &CaseOrigin,
) -> Value {
    let id = origin.id(&format!("{name}/{rank}"));
    let mut value = json!({
        "identifier": id,
        "uri": origin.uri("CFRubricCriterionLevels", &id),
        "quality": title,
        "score": rank,
        "position": rank,
        "lastChangeDateTime": origin.changed(),
    });
    if let (Some(text), Some(fields)) = (description, value.as_object_mut()) {
        fields.insert("description".to_owned(), json!(text));
    }
    value
}

fn criterion(
    name: &str,
    position: usize,
    item: Option<&str>,
    levels: &[Value],
    origin: &CaseOrigin,
) -> Value {
    let id = origin.id(name);
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
