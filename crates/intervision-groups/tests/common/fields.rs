//! The fields of a document, and what might stand there instead.

use serde_json::Value as Json;

/// The paths to every single value in a document.
pub(crate) fn leaves(document: &Json, path: &str, found: &mut Vec<String>) {
    match document {
        Json::Array(list) => {
            for (at, item) in list.iter().enumerate() {
                leaves(item, &format!("{path}/{at}"), found);
            }
        }
        Json::Object(map) => {
            for (key, item) in map {
                leaves(item, &format!("{path}/{key}"), found);
            }
        }
        _ => found.push(path.to_owned()),
    }
}

/// Another value of the same kind, and the kinds that it might be mistaken for.
pub(crate) fn others(value: &Json, by: f64) -> Vec<Json> {
    match value {
        Json::Number(number) => {
            if let Some(whole) = number.as_u64() {
                return vec![(whole + 1).into(), (whole as f64 + by).into()];
            }
            let number = number.as_f64().unwrap();
            let mut others = vec![number + by, -number - by, number * 1.001 + 1e-3];
            others.retain(|other| (other - number).abs() > 1e-6 * number.abs().max(1.0));
            others.into_iter().map(Json::from).collect()
        }
        Json::String(text) => vec![
            format!("{text} ").into(),
            "".into(),
            "m001".into(),
            "optimal".into(),
            "infeasible".into(),
        ],
        _ => vec![0.into(), 1.5.into()],
    }
}
