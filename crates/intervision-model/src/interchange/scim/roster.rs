//! From users to a roster.

use indexmap::IndexSet;

use super::managers::{Above, above};
use super::page::users;
use super::user::User;
use crate::people::entry::{At, Entry};
use crate::{Cohort, Place, Problem, Problems, RosterColumns};

/// What of a user becomes the participant's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ScimId {
    /// `id`, by which the service itself knows the user.
    #[default]
    Id,
    /// `externalId`, by which the host knows the user.
    ExternalId,
    /// `employeeNumber` of the enterprise extension.
    EmployeeNumber,
}

/// What happens to users with `active: false`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Inactive {
    /// They are left out. Whoever reports to them reports to their manager instead.
    #[default]
    LeaveOut,
    /// They stay, and everyone has the attribute `active`: `yes` or `no`.
    Keep,
}

/// How users become participants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScimRules {
    id: ScimId,
    inactive: Inactive,
    managers_elsewhere: bool,
}

impl ScimRules {
    /// What becomes the participant's id; `id` unless set.
    #[must_use]
    pub fn with_id(mut self, id: ScimId) -> Self {
        self.id = id;
        self
    }

    /// What happens to users who are not active; they are left out unless set.
    #[must_use]
    pub fn with_inactive(mut self, inactive: Inactive) -> Self {
        self.inactive = inactive;
        self
    }

    /// Lets managers be people who are not in the pages, as they are when the service was asked for a part of an organisation.
    /// Their reports then have no manager on the roster.
    #[must_use]
    pub fn with_managers_elsewhere(mut self) -> Self {
        self.managers_elsewhere = true;
        self
    }

    pub(super) fn id(self) -> ScimId {
        self.id
    }

    pub(super) fn keeps_inactive(self) -> bool {
        self.inactive == Inactive::Keep
    }
}

/// A roster out of an identity service.
#[derive(Debug, Clone, PartialEq)]
pub struct ScimRoster {
    pub(super) cohort: Cohort,
    /// The id at the service of each member.
    pub(super) resources: Vec<String>,
    left_out: Vec<String>,
    managed_elsewhere: Vec<String>,
}

impl ScimRoster {
    /// The participants. The attribute `title` tells functions and `department` units; `user_type`, `division`, `organization`
    /// and `cost_center` are there where the service knows them.
    #[must_use]
    pub fn cohort(&self) -> &Cohort {
        &self.cohort
    }

    /// The ids of the users who were left out because they are not active, in order.
    #[must_use]
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// The ids of the participants whose manager is not in the pages, in order.
    #[must_use]
    pub fn managed_elsewhere(&self) -> &[String] {
        &self.managed_elsewhere
    }
}

/// Reads users: all pages (`ListResponse`) that the service answered to one search, in any order.
///
/// Names of attributes and schemas may be written in any letter case, as RFC 7643 has it. Of a user the id, `active`, `title`,
/// `userType` and the enterprise extension's `manager`, `department`, `division`, `organization`, `costCenter` are read, and
/// nothing else.
///
/// # Errors
///
/// [`Problems`] lists everything that does not fit, each with its path: fields that are missing or of another kind, pages that
/// are missing, ids that stand twice, managers who are not in the pages, reporting lines that run in a circle.
///
/// # Example
///
/// ```
/// use intervision_core::Roster;
/// use intervision_model::interchange::scim::{ScimRules, read_scim_users};
///
/// let page = r#"{
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
///     "totalResults": 3,
///     "Resources": [
///         { "id": "u1", "title": "Head" },
///         { "id": "u2", "active": false, "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
///             { "manager": { "value": "u1" } } },
///         { "id": "u3", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":
///             { "department": "Water", "manager": { "value": "u2" } } }
///     ]
/// }"#;
/// let read = read_scim_users(&[page], &ScimRules::default())?;
/// assert_eq!(read.left_out(), ["u2"]);
/// assert_eq!(read.cohort().manager(1), Some(0));
/// assert_eq!(read.cohort().unit(1), Some("Water"));
/// # Ok::<(), intervision_model::Problems>(())
/// ```
pub fn read_scim_users(pages: &[&str], rules: &ScimRules) -> Result<ScimRoster, Problems> {
    let users = users(pages, *rules)?;
    let takes_part = |user: &User| user.active || rules.keeps_inactive();
    let above = above(&users, takes_part);
    let mut problems = match rules.id {
        // The roster itself finds these.
        ScimId::Id => Vec::new(),
        ScimId::ExternalId | ScimId::EmployeeNumber => repeated(&users),
    };
    let names: Vec<String> = users.iter().map(|user| user.participant.id().to_string()).collect();
    let (mut entries, mut resources) = (Vec::new(), Vec::new());
    let (mut left_out, mut managed_elsewhere) = (Vec::new(), Vec::new());
    let id_field = match rules.id {
        ScimId::Id => "id",
        ScimId::ExternalId => "externalId",
        ScimId::EmployeeNumber => "employeeNumber",
    };
    for (number, (user, above)) in users.into_iter().zip(above).enumerate() {
        let name = user.participant.id().to_string();
        if !(user.active || rules.keeps_inactive()) {
            left_out.push(name);
            continue;
        }
        let participant = match above {
            Above::Nobody => user.participant,
            Above::User(place) => {
                user.participant.with_manager(names.get(place).map_or("", String::as_str))
            }
            Above::Elsewhere(_) if rules.managers_elsewhere => {
                managed_elsewhere.push(name.clone());
                user.participant
            }
            Above::Elsewhere(manager) => {
                // Not left to the roster: another participant may have this id where ids are not the service's own.
                let at = Place::part(format!("{}.manager", user.path));
                problems.push(Problem::UnknownManager { at, id: name.clone(), manager });
                user.participant
            }
        };
        entries.push(Entry { participant, at: At::part(number, user.path, id_field) });
        resources.push((name, user.resource));
    }
    left_out.sort_unstable();
    managed_elsewhere.sort_unstable();
    // Members are numbered in the order of their ids.
    resources.sort_unstable();
    let resources = resources.into_iter().map(|(_, resource)| resource).collect();
    let columns = RosterColumns::default()
        .with_function("title")
        .with_unit("department")
        .with_manager("manager");
    let cohort = Cohort::check(entries, IndexSet::new(), &columns, problems)?;
    Ok(ScimRoster { cohort, resources, left_out, managed_elsewhere })
}

/// The service's own ids that stand twice.
fn repeated(users: &[User]) -> Vec<Problem> {
    let mut places: indexmap::IndexMap<&str, Vec<Place>> = indexmap::IndexMap::new();
    for user in users {
        let at = Place::part(format!("{}.id", user.path));
        places.entry(&user.resource).or_default().push(at);
    }
    let repeated = places.into_iter().filter(|(_, at)| at.len() > 1);
    repeated.map(|(id, at)| Problem::DuplicateId { id: id.to_owned(), at }).collect()
}
