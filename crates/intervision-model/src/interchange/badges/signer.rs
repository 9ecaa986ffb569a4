//! Proofs, which the host makes.

use std::error::Error;

use serde_json::Value;

use super::Credential;
use crate::interchange::document;
use crate::{InterchangeProblem, Place, Problem, Problems};

/// Makes proofs with a key that only the host has.
///
/// The library knows no key and no cryptography. An implementation takes the credential as it is written, puts it into the form that
/// its method asks for (JCS of RFC 8785 for `eddsa-jcs-2022`, the payload of a JWT for `vc+jwt`), and answers with a proof.
///
/// # Example
///
/// ```
/// use std::error::Error;
/// use intervision_model::interchange::badges::{CredentialSigner, Proof};
///
/// /// Stands for a call to the service that holds the key.
/// struct Office;
///
/// impl CredentialSigner for Office {
///     fn sign(&self, credential: &str) -> Result<Proof, Box<dyn Error + Send + Sync>> {
///         let value = format!("z{:08x}", credential.len());
///         Ok(Proof::Embedded(format!(r#"{{ "type": "DataIntegrityProof", "proofValue": "{value}" }}"#)))
///     }
/// }
/// ```
pub trait CredentialSigner {
    /// A proof of this credential, which is JSON without a `proof`.
    ///
    /// # Errors
    ///
    /// Whatever kept the host from signing.
    fn sign(&self, credential: &str) -> Result<Proof, Box<dyn Error + Send + Sync>>;
}

/// A proof, in one of the two forms that Open Badges 3.0 knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// A JSON object that goes into the credential as `proof`.
    Embedded(String),
    /// A compact JSON Web Token that holds the credential.
    Envelope(String),
}

/// A credential with its proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signed {
    /// JSON with a `proof`.
    Json(String),
    /// A compact JSON Web Token.
    Token(String),
}

impl Credential {
    /// The credential with a proof.
    ///
    /// # Errors
    ///
    /// [`Problem::Contradiction`] with what the signer said if it refused; [`Problem::Syntax`] and [`InterchangeProblem`] if the
    /// proof is no JSON object with a type, or no token of three parts. Whether the proof is right is not checked.
    pub fn signed(&self, signer: &dyn CredentialSigner) -> Result<Signed, Problems> {
        let unsigned = self.to_json()?;
        let at = Place::part("proof");
        let proof = signer.sign(&unsigned).map_err(|error| Problem::Contradiction {
            at: at.clone(),
            what: format!("the signer refused: {error}"),
            fix: "sign again when it is mended".to_owned(),
        })?;
        match proof {
            Proof::Embedded(text) => {
                let proof: Value = document::from_json("proof", &text)?;
                if !proof.get("type").is_some_and(Value::is_string) {
                    let (found, expected) = ("something else", "an object with a type");
                    let problem = InterchangeProblem::WrongType { at, found, expected };
                    return Err(Problem::from(problem).into());
                }
                let mut value = self.value.clone();
                if let Some(fields) = value.as_object_mut() {
                    fields.insert("proof".to_owned(), proof);
                }
                Ok(Signed::Json(document::to_json("credential", &value)?))
            }
            Proof::Envelope(token) => {
                let letters = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
                let parts: Vec<&str> = token.split('.').collect();
                let compact = |part: &&str| !part.is_empty() && part.chars().all(letters);
                if parts.len() != 3 || !parts.iter().all(compact) {
                    let (found, expected) = ("something else", "a compact token of three parts");
                    let problem = InterchangeProblem::WrongType { at, found, expected };
                    return Err(Problem::from(problem).into());
                }
                Ok(Signed::Token(token))
            }
        }
    }
}
