//! What is kept about people, and why: fields with purpose, legal ground and retention come in, a checked register goes out.

use std::collections::BTreeSet;
use std::fmt;

use super::{Clock, Consents, Entry, Visibility};
use crate::error::PrivacyProblem;
use crate::names::{slug, unique};
use crate::{Place, Problem, Problems, Translations};

/// The legal grounds of article 6(1) of the General Data Protection Regulation, (a) to (f).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub enum LegalGround {
    /// (a): the person agreed, and may withdraw.
    Consent,
    /// (b): a contract with the person needs it.
    Contract,
    /// (c): a law asks for it.
    LegalObligation,
    /// (d): somebody's life depends on it.
    VitalInterests,
    /// (e): a task in the public interest needs it.
    PublicTask,
    /// (f): an interest that weighs more than the person's.
    LegitimateInterest,
}

impl fmt::Display for LegalGround {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LegalGround::Consent => "consent (6.1.a)",
            LegalGround::Contract => "contract (6.1.b)",
            LegalGround::LegalObligation => "legal obligation (6.1.c)",
            LegalGround::VitalInterests => "vital interests (6.1.d)",
            LegalGround::PublicTask => "public task (6.1.e)",
            LegalGround::LegitimateInterest => "legitimate interest (6.1.f)",
        })
    }
}

/// What data are kept for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Purpose {
    /// A slug.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The ground on which data are kept for it.
    pub ground: LegalGround,
    /// How long they are kept.
    pub keep: Clock,
}

/// A field of personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct Field {
    /// A slug.
    pub id: String,
    /// What it holds, in words that the person it is about understands.
    pub holds: String,
    /// The purpose it is kept for.
    pub purpose: String,
    /// The widest circle that it is shown to.
    pub widest: Visibility,
}

/// A register before it is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct RegisterDraft {
    /// The version of the format: [`Register::VERSION`].
    pub version: u32,
    /// Who decides what is kept: the controller of the regulation.
    pub controller: String,
    /// What data are kept for.
    pub purposes: Vec<Purpose>,
    /// The fields.
    pub fields: Vec<Field>,
    /// What people read, in other languages: by the code of a language, each text as it stands in this file with its translation.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Translations::is_empty"))]
    pub texts: Translations,
}

/// The checked metadata of every field that is kept about people.
///
/// # Example
///
/// ```
/// use intervision_model::Translations;
/// use intervision_model::privacy::{Clock, Field, LegalGround, Purpose, Register, RegisterDraft, Visibility};
///
/// let register = Register::new(RegisterDraft {
///     version: Register::VERSION,
///     controller: "Municipality of Vliet".into(),
///     purposes: vec![Purpose {
///         id: "learning".into(),
///         title: "Learning in the programme".into(),
///         ground: LegalGround::Consent,
///         keep: Clock::after_programme(365),
///     }],
///     fields: vec![Field {
///         id: "learning-question".into(),
///         holds: "What somebody wants to learn".into(),
///         purpose: "learning".into(),
///         widest: Visibility::Group,
///     }],
///     texts: Translations::default().with("nl", "What somebody wants to learn", "Wat iemand wil leren"),
/// })?;
/// assert_eq!(register.field("learning-question").map(|(_, purpose)| purpose.keep.days), Some(365));
/// assert_eq!(register.in_language("nl").fields()[0].holds, "Wat iemand wil leren");
/// # Ok::<(), intervision_model::Problems>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "RegisterDraft", into = "RegisterDraft"))]
pub struct Register {
    draft: RegisterDraft,
}

impl Register {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// Checks a draft.
    ///
    /// # Errors
    ///
    /// [`Problems`] lists everything that does not fit: another version, no controller, ids that are no slugs or stand twice,
    /// fields whose purpose is not there, translations of texts that stand nowhere.
    pub fn new(draft: RegisterDraft) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        if draft.version != Self::VERSION {
            problems.push(Problem::Version {
                what: "register",
                found: draft.version,
                expected: Self::VERSION,
            });
        }
        if draft.controller.trim().is_empty() {
            problems.push(Problem::Missing {
                at: Place::part("controller"),
                what: "the controller",
                fix: "name the organisation that decides what is kept".to_owned(),
            });
        }
        unique("purpose", draft.purposes.iter().map(|p| p.id.as_str()), &mut problems);
        unique("field", draft.fields.iter().map(|f| f.id.as_str()), &mut problems);
        for purpose in &draft.purposes {
            slug(&purpose.id, Place::part(format!("purposes.{}", purpose.id)), &mut problems);
        }
        for field in &draft.fields {
            let at = Place::part(format!("fields.{}", field.id));
            slug(&field.id, at.clone(), &mut problems);
            if !draft.purposes.iter().any(|purpose| purpose.id == field.purpose) {
                problems.push(Problem::UnknownReference {
                    at,
                    what: "purpose",
                    id: field.purpose.clone(),
                    known: draft.purposes.iter().map(|purpose| purpose.id.clone()).collect(),
                });
            }
        }
        if !draft.texts.is_empty() {
            let mut known = BTreeSet::new();
            each(&mut draft.clone(), &mut |text| {
                known.insert(text.clone());
            });
            draft.texts.check(&known, &mut problems);
        }
        Problems::or(problems, Register { draft })
    }

    /// The register with its texts in a language, as far as `texts` of the file has them: the controller, the titles of purposes, and what
    /// fields hold.
    #[must_use]
    pub fn in_language(&self, code: &str) -> Register {
        let mut draft = self.draft.clone();
        // What is translated is gone, and with it what to translate.
        let texts = std::mem::take(&mut draft.texts);
        each(&mut draft, &mut |text| texts.translate(code, text));
        Register { draft }
    }

    /// Reads a register from TOML.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] with the line, or everything that does not fit.
    #[cfg(feature = "serde")]
    pub fn from_toml(text: &str) -> Result<Self, Problems> {
        Register::new(crate::interchange::document::from_toml("register", text)?)
    }

    /// Writes the register as TOML.
    ///
    /// # Errors
    ///
    /// [`Problem::Syntax`] if the writer refuses; a checked register is always written.
    #[cfg(feature = "serde")]
    pub fn to_toml(&self) -> Result<String, Problem> {
        crate::interchange::document::to_toml("register", &self.draft)
    }

    /// Who decides what is kept.
    #[must_use]
    pub fn controller(&self) -> &str {
        &self.draft.controller
    }

    /// What data are kept for.
    #[must_use]
    pub fn purposes(&self) -> &[Purpose] {
        &self.draft.purposes
    }

    /// The fields.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.draft.fields
    }

    /// The field with this id, and what it is kept for.
    #[must_use]
    pub fn field(&self, id: &str) -> Option<(&Field, &Purpose)> {
        let field = self.draft.fields.iter().find(|field| field.id == id)?;
        Some((field, self.draft.purposes.iter().find(|purpose| purpose.id == field.purpose)?))
    }

    /// Checks that something may be kept: its field is in the register, it is shown no further than the field allows, and the
    /// consent that it rests on stands on its day.
    ///
    /// # Errors
    ///
    /// [`Problem::UnknownReference`], [`PrivacyProblem::TooWide`], [`PrivacyProblem::NoConsent`]; all that apply.
    pub fn admits(&self, entry: &Entry, consents: &Consents) -> Result<(), Problems> {
        let Some((field, purpose)) = self.field(&entry.field) else {
            return Err(Problem::UnknownReference {
                at: Place::part(format!("record about \"{}\"", entry.about)),
                what: "field in the register",
                id: entry.field.clone(),
                known: self.draft.fields.iter().map(|field| field.id.clone()).collect(),
            }
            .into());
        };
        let mut problems = Vec::new();
        if entry.visibility > field.widest {
            let (widest, asked) = (field.widest, entry.visibility);
            problems
                .push(PrivacyProblem::TooWide { field: field.id.clone(), widest, asked }.into());
        }
        let consent = purpose.ground == LegalGround::Consent;
        if consent && !consents.stands(&entry.about, &purpose.id, entry.on) {
            problems.push(
                PrivacyProblem::NoConsent {
                    field: field.id.clone(),
                    id: entry.about.to_string(),
                    purpose: purpose.id.clone(),
                    on: entry.on,
                }
                .into(),
            );
        }
        Problems::or(problems, ())
    }
}

/// Every text that people read, once.
fn each(draft: &mut RegisterDraft, text: &mut dyn FnMut(&mut String)) {
    text(&mut draft.controller);
    draft.purposes.iter_mut().for_each(|purpose| text(&mut purpose.title));
    draft.fields.iter_mut().for_each(|field| text(&mut field.holds));
}

impl TryFrom<RegisterDraft> for Register {
    type Error = Problems;

    fn try_from(draft: RegisterDraft) -> Result<Self, Problems> {
        Register::new(draft)
    }
}

impl From<Register> for RegisterDraft {
    fn from(register: Register) -> RegisterDraft {
        register.draft
    }
}

#[cfg(feature = "serde")]
crate::interchange::document::documents! {
    "register": RegisterDraft => Register,
}
