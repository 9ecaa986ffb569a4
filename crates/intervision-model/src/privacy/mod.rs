//! What belongs to people and who may see it: fields with purposes come in, and consents, and what is noted about people; what
//! readers may see goes out, reports for the people themselves, and what is left when somebody is erased.

mod consent;
pub(crate) mod mention;
mod policy;
mod record;
mod records;
mod register;
mod report;
mod retention;
mod told;
mod visibility;
#[cfg(feature = "serde")]
mod wire;

pub use consent::{Consents, Decision};
pub use policy::{About, Access, AccessPolicy, Circles, DataKind, Reader, Refusal, Role};
pub use record::{Author, Content, Correction, Entry, Old, Record};
pub use records::{Records, Tombstone};
pub use register::{Field, LegalGround, Purpose, Register, RegisterDraft};
pub use report::{AccessReport, Disclosed};
pub use retention::{Anchor, Clock, Lifetime};
pub use told::{Discloses, Told};
pub use visibility::{Shared, Visibility};

pub use crate::error::PrivacyProblem;
