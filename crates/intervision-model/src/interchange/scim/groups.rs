//! Groups that were formed, for the service that the people came from.

use intervision_core::Grouping;
use serde_json::{Value, json};

use super::GROUP;
use super::roster::ScimRoster;
use crate::interchange::document;
use crate::{Place, Problem, Problems};

impl ScimRoster {
    /// One `Group` resource per group, as the body of a request that creates it. The display name is the title and the
    /// group's label; members are named by their ids at the service.
    ///
    /// # Errors
    ///
    /// [`Problem::OutOfRange`] for every member who is not on this roster.
    ///
    /// # Example
    ///
    /// ```
    /// # use intervision_model::interchange::scim::{ScimRules, read_scim_users};
    /// use intervision_model::GroupList;
    ///
    /// # let page = r#"{ "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 2,
    /// #     "Resources": [{ "id": "u1" }, { "id": "u2" }] }"#;
    /// let read = read_scim_users(&[page], &ScimRules::default())?;
    /// let groups = GroupList::new(read.cohort(), [("north", ["u1", "u2"])])?;
    /// let resources = read.groups(&groups, "Intervision 2027")?;
    /// assert!(resources[0].contains("\"displayName\": \"Intervision 2027 north\""));
    /// # Ok::<(), intervision_model::Problems>(())
    /// ```
    pub fn groups(&self, groups: &dyn Grouping, title: &str) -> Result<Vec<String>, Problems> {
        let mut problems = Vec::new();
        let mut written = Vec::new();
        for group in 0..groups.len() {
            let mut members: Vec<Value> = Vec::new();
            for &member in groups.members(group) {
                match self.resources.get(member) {
                    Some(id) => members.push(json!({ "value": id, "type": "User" })),
                    None => problems.push(Problem::OutOfRange {
                        at: Place::part(format!("group {}", group + 1)),
                        value: member as f64,
                        expected: format!("a member's number below {}", self.resources.len()),
                    }),
                }
            }
            let name = format!("{title} {}", groups.label(group));
            let resource =
                json!({ "schemas": [GROUP], "displayName": name.trim(), "members": members });
            written.push(document::to_json("SCIM group", &resource)?);
        }
        Problems::or(problems, written)
    }
}
