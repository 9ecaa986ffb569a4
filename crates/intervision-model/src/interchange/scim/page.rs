//! Pages of a list, and whether all of it is there.

use serde_json::Value;

use super::LIST;
use super::roster::ScimRules;
use super::user::{User, has_schema, user};
use crate::interchange::document;
use crate::interchange::json::{Fields, letter_case};
use crate::{InterchangeProblem, Problem, Problems};

/// All users of the pages, in the order in which they stand.
pub(super) fn users(pages: &[&str], rules: ScimRules) -> Result<Vec<User>, Problems> {
    let mut found = Vec::new();
    let mut users = Vec::new();
    let mut expected = 0;
    for (page, text) in pages.iter().enumerate() {
        let value: Value = document::from_json("SCIM page", text)?;
        letter_case(&value, &mut found);
        let prefix = if pages.len() > 1 { format!("page {}", page + 1) } else { String::new() };
        let Some(list) = Fields::of(&value, &prefix, &mut found).map(Fields::in_any_case) else {
            continue;
        };
        if !has_schema(&list, LIST, &mut found) {
            let fix = format!("hand over what the service answers to a search: {LIST}");
            found.push(Problem::Missing { at: list.at("schemas"), what: "the schema", fix });
            continue;
        }
        let total = list.number("totalResults", &mut found).unwrap_or_default();
        expected = expected.max(total.max(0.0) as u64);
        let resources = list.list("Resources", &mut found);
        users.extend(resources.iter().filter_map(|fields| user(fields, rules, &mut found)));
    }
    Problems::or(found, ())?;
    let there = users.len() as u64;
    if there < expected {
        let what = "users";
        return Err(Problem::from(InterchangeProblem::PagesMissing {
            what,
            expected,
            found: there,
        })
        .into());
    }
    Ok(users)
}
