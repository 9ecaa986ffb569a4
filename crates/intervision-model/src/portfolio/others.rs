//! Others: their ids and names come in, and are found in every text of a draft, or taken out of it.

use serde_json::Value;

use super::{PortfolioDraft, PortfolioProblem};
use crate::privacy::mention;
use crate::{ParticipantId, Place, Problem};

/// Every text that mentions somebody else, by its path.
pub(super) fn mentions<'o>(
    draft: &PortfolioDraft,
    others: impl IntoIterator<Item = &'o str>,
    found: &mut Vec<Problem>,
) -> Result<(), Problem> {
    let others = apart_from(&draft.owner, others);
    let mut value = written(draft)?;
    walk(&mut value, "", &mut |path, text| {
        for other in &others {
            if mention::without(text, other, &nobody(other)) != *text {
                let (at, id) = (Place::part(path), other.to_string());
                found.push(PortfolioProblem::ThirdParty { at, id }.into());
            }
        }
    });
    Ok(())
}

pub(super) fn without<'o>(
    draft: &PortfolioDraft,
    others: impl IntoIterator<Item = &'o str>,
    put: &str,
) -> Result<PortfolioDraft, Problem> {
    let others = apart_from(&draft.owner, others);
    let put = ParticipantId::from(put);
    let mut value = written(draft)?;
    walk(&mut value, "", &mut |_, text| {
        for other in &others {
            let clean = mention::without(text, other, &put);
            if clean != *text {
                *text = clean;
            }
        }
    });
    serde_json::from_value(value).map_err(|error| syntax(&error))
}

fn apart_from<'o>(
    owner: &ParticipantId,
    others: impl IntoIterator<Item = &'o str>,
) -> Vec<ParticipantId> {
    let others = others.into_iter().map(ParticipantId::from);
    let mut others: Vec<_> =
        others.filter(|other| other != owner && !other.as_str().is_empty()).collect();
    // The longest first, so that a name is not cut where a shorter one is part of it.
    others.sort_by(|a, b| {
        b.as_str().len().cmp(&a.as_str().len()).then_with(|| a.as_str().cmp(b.as_str()))
    });
    others.dedup();
    others
}

/// Something that is certainly not the same.
fn nobody(other: &ParticipantId) -> ParticipantId {
    format!("not {other}").into()
}

fn written(draft: &PortfolioDraft) -> Result<Value, Problem> {
    serde_json::to_value(draft).map_err(|error| syntax(&error))
}

fn syntax(error: &serde_json::Error) -> Problem {
    Problem::Syntax { format: "JSON", what: "portfolio", message: error.to_string() }
}

fn walk(value: &mut Value, path: &str, each: &mut dyn FnMut(&str, &mut String)) {
    match value {
        Value::String(text) => each(path, text),
        Value::Array(items) => {
            for (place, item) in items.iter_mut().enumerate() {
                walk(item, &format!("{path}[{}]", place + 1), each);
            }
        }
        Value::Object(fields) => {
            for (key, item) in fields.iter_mut() {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                walk(item, &path, each);
            }
        }
        _ => {}
    }
}
