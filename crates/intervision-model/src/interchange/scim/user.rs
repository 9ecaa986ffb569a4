//! One user: what a programme may know of them.

use intervision_core::Value as Known;
use serde_json::Value;

use super::roster::{ScimId, ScimRules};
use super::{ENTERPRISE, USER};
use crate::Participant;
use crate::Problem;
use crate::interchange::json::Fields;

/// A user of the service, before it is clear who of them takes part.
pub(super) struct User {
    /// Under this id the service knows them.
    pub(super) resource: String,
    /// Without the manager.
    pub(super) participant: Participant,
    pub(super) active: bool,
    /// The manager's id at the service.
    pub(super) manager: Option<String>,
    pub(super) path: String,
}

/// The attributes of the core schema that become attributes of participants.
const CORE: [(&str, &str); 2] = [("title", "title"), ("userType", "user_type")];

/// The same for the enterprise extension.
const EMPLOYER: [(&str, &str); 4] = [
    ("department", "department"),
    ("division", "division"),
    ("organization", "organization"),
    ("costCenter", "cost_center"),
];

pub(super) fn user(
    fields: &Fields<'_>,
    rules: ScimRules,
    found: &mut Vec<Problem>,
) -> Option<User> {
    if fields.value("schemas").is_some() && !has_schema(fields, USER, found) {
        let fix = format!("search for users only, {USER}");
        found.push(Problem::Missing { at: fields.at("schemas"), what: "the schema", fix });
        return None;
    }
    let resource = fields.required("id", found);
    let employer = fields.object(ENTERPRISE, found);
    let id = match (rules.id(), &employer) {
        (ScimId::Id, _) => resource,
        (ScimId::ExternalId, _) => fields.required("externalId", found),
        (ScimId::EmployeeNumber, Some(employer)) => employer.required("employeeNumber", found),
        (ScimId::EmployeeNumber, None) => {
            let fix = "the employee number, which is to be the id, stands in it".to_owned();
            let at = fields.at(ENTERPRISE);
            found.push(Problem::Missing { at, what: "the extension", fix });
            None
        }
    };
    let active = active(fields, found);
    let mut participant = Participant::new(id.unwrap_or_default());
    let lists = [(Some(fields), &CORE[..]), (employer.as_ref(), &EMPLOYER[..])];
    for (fields, names) in lists {
        for (name, key) in names {
            let text = fields.and_then(|fields| fields.text(name, found)).map(str::trim);
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                participant = participant.with_attribute(*key, Known::category(text.to_owned()));
            }
        }
    }
    if rules.keeps_inactive() {
        let word = if active { "yes" } else { "no" };
        participant = participant.with_attribute("active", Known::category(word));
    }
    let manager = employer.as_ref().and_then(|employer| manager(employer, found));
    id?;
    let (resource, path) = (resource?.to_owned(), fields.here().to_owned());
    Some(User { resource, participant, active, manager, path })
}

/// Some services write the word instead of the value.
fn active(fields: &Fields<'_>, found: &mut Vec<Problem>) -> bool {
    match fields.value("active") {
        None => true,
        Some(Value::Bool(active)) => *active,
        Some(Value::String(word)) if word.eq_ignore_ascii_case("true") => true,
        Some(Value::String(word)) if word.eq_ignore_ascii_case("false") => false,
        Some(other) => {
            found.push(fields.wrong("active", other, "true or false"));
            true
        }
    }
}

/// By the standard an object with the id as its value; some services write the id alone.
fn manager(employer: &Fields<'_>, found: &mut Vec<Problem>) -> Option<String> {
    let id = match employer.value("manager")? {
        Value::String(id) => Some(id.as_str()),
        _ => employer.object("manager", found)?.text("value", found),
    };
    id.map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned)
}

/// Whether a resource says that it follows a schema.
pub(super) fn has_schema(fields: &Fields<'_>, urn: &str, found: &mut Vec<Problem>) -> bool {
    match fields.value("schemas") {
        Some(Value::Array(schemas)) => {
            schemas.iter().filter_map(Value::as_str).any(|schema| schema.eq_ignore_ascii_case(urn))
        }
        Some(other) => {
            found.push(fields.wrong("schemas", other, "a list"));
            true
        }
        None => false,
    }
}
