//! What somebody achieved, as credentials that they take along: Open Badges 3.0 and the *Comprehensive Learner Record* (CLR) 2.0 of
//! 1EdTech, on the W3C's *Verifiable Credentials Data Model* 2.0.
//!
//! Achievements come in, credentials without a proof go out. Signing needs a key, which stays with the host: a
//! [`CredentialSigner`] adds the proof. Contexts and schemas are named by their addresses and never fetched.

mod achievement;
mod credential;
mod signer;

pub use achievement::{Achievement, Evidence, Issuer, Outcome};
pub use credential::{Credential, CredentialOptions};
pub use signer::{CredentialSigner, Proof, Signed};
