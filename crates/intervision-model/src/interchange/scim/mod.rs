//! People of an identity service as resources of SCIM 2.0 (*System for Cross-domain Identity Management*, RFC 7643 and 7644),
//! with the enterprise extension.
//!
//! Pages of users (`ListResponse`) come in, a roster with reporting lines goes out; groups that were formed go back as `Group`
//! resources. Nobody's name, address or telephone number is read.

mod groups;
mod managers;
mod page;
mod roster;
mod user;

pub use roster::{Inactive, ScimId, ScimRoster, ScimRules, read_scim_users};

/// The schema of users.
const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// The schema of what employers add to users.
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// The schema of groups.
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
/// The schema of pages.
const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
