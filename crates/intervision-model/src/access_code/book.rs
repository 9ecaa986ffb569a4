//! The codes that were issued: people and random bytes come in, codes go out once, and whoever types one is known by it.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::AccessCode;
use crate::error::CodeProblem;
use crate::{ParticipantId, Place, Problem};

/// A secret that stays outside the database in which a [`CodeBook`] is kept.
#[derive(Clone)]
pub struct Pepper(Vec<u8>);

impl Pepper {
    /// The fewest bytes of a pepper.
    pub const LEAST: usize = 16;

    /// A pepper of random bytes.
    ///
    /// # Errors
    ///
    /// [`CodeProblem::ShortPepper`] for fewer than 16 bytes.
    pub fn new(bytes: &[u8]) -> Result<Self, Problem> {
        if bytes.len() < Self::LEAST {
            let (found, least) = (bytes.len(), Self::LEAST);
            return Err(CodeProblem::ShortPepper { found, least }.into());
        }
        Ok(Pepper(bytes.to_vec()))
    }

    fn hash(&self, code: &AccessCode) -> Result<String, Problem> {
        // An HMAC takes keys of every length; the error cannot come.
        let short = |_| CodeProblem::ShortPepper { found: self.0.len(), least: Self::LEAST };
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).map_err(short)?;
        mac.update(code.values());
        Ok(crate::digest::hex(&mac.finalize().into_bytes()))
    }
}

impl fmt::Debug for Pepper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pepper(..)")
    }
}

/// What is known of a code without the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    holder: ParticipantId,
    from: NaiveDate,
    until: Option<NaiveDate>,
    revoked: Option<NaiveDate>,
}

impl Issued {
    /// Whose code it is.
    #[must_use]
    pub fn holder(&self) -> &ParticipantId {
        &self.holder
    }

    /// The first day on which it is good.
    #[must_use]
    pub fn from(&self) -> NaiveDate {
        self.from
    }

    /// The last day on which it is good, if there is one.
    #[must_use]
    pub fn until(&self) -> Option<NaiveDate> {
        self.until
    }

    /// The day from which it is no longer good, if it was revoked.
    #[must_use]
    pub fn revoked(&self) -> Option<NaiveDate> {
        self.revoked
    }

    fn good(&self, on: NaiveDate) -> Result<(), CodeProblem> {
        match (self.revoked, self.until) {
            (Some(revoked), _) if revoked <= on => Err(CodeProblem::Revoked { on: revoked }),
            (_, Some(until)) if until < on => Err(CodeProblem::Expired { until }),
            _ if on < self.from => Err(CodeProblem::NotYet { from: self.from }),
            _ => Ok(()),
        }
    }
}

/// All codes that were issued, as hashes. What is stored, HMAC-SHA-256 under a [`Pepper`], gives no code away.
///
/// A slow hash such as argon2 is for what people think up. A code has 75 random bits: whoever stole the book, and the pepper
/// too, would try 2^74 codes for one, and a fast hash is enough. The price is that entropy is all there is: codes must come
/// from a cryptographic generator.
///
/// # Example
///
/// ```
/// use chrono::NaiveDate;
/// use intervision_model::access_code::{CodeBook, Pepper};
///
/// let day = |day| NaiveDate::from_ymd_opt(2027, 2, day).unwrap();
/// let pepper = Pepper::new(b"32 bytes from the host's vault..")?;
/// let mut book = CodeBook::default();
/// let bytes = [0x3b, 0xd1, 0x07, 0x9c, 0x55, 0x20, 0xee, 0x81, 0x4a, 0x6f];
/// let code = book.issue("a07", bytes, &pepper, day(1), None)?;
/// assert_eq!(book.redeem(&code.to_string(), &pepper, day(2))?.as_str(), "a07");
///
/// book.revoke(&"a07".into(), day(9));
/// let refused = book.redeem(&code.to_string(), &pepper, day(9)).unwrap_err();
/// assert!(refused.to_string().starts_with("the code was revoked on 2027-02-09"));
/// # Ok::<(), intervision_model::Problem>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "wire::Book", into = "wire::Book"))]
pub struct CodeBook {
    issued: BTreeMap<String, Issued>,
}

impl CodeBook {
    /// The version of the file format that this release reads and writes.
    pub const VERSION: u32 = 1;

    /// Issues a code, good from a day on. It is here once, to be sent, and never again. Codes that somebody has already stay good.
    ///
    /// # Errors
    ///
    /// [`CodeProblem::NotRandom`] and [`CodeProblem::Repeated`] for bytes that cannot be meant, [`Problem::EmptyId`] for a
    /// holder without id, [`Problem::Backwards`] for a code that ends before it begins.
    pub fn issue(
        &mut self,
        holder: impl Into<ParticipantId>,
        random: [u8; 10],
        pepper: &Pepper,
        from: NaiveDate,
        until: Option<NaiveDate>,
    ) -> Result<AccessCode, Problem> {
        let holder = holder.into();
        if holder.as_str().is_empty() {
            return Err(Problem::EmptyId { at: Place::part("access code") });
        }
        if let Some(end) = until.filter(|until| *until < from) {
            let at = Place::part(format!("access code of \"{holder}\""));
            return Err(Problem::Backwards { at, start: from, end });
        }
        let code = AccessCode::from_random(random)?;
        let hash = pepper.hash(&code)?;
        if self.issued.contains_key(&hash) {
            return Err(CodeProblem::Repeated.into());
        }
        self.issued.insert(hash, Issued { holder, from, until, revoked: None });
        Ok(code)
    }

    /// Whose code it is that somebody typed.
    ///
    /// # Errors
    ///
    /// Those of [`AccessCode::parse`], which a page can show while somebody types; [`CodeProblem::Unknown`],
    /// [`CodeProblem::Revoked`], [`CodeProblem::Expired`] and [`CodeProblem::NotYet`].
    pub fn redeem(
        &self,
        typed: &str,
        pepper: &Pepper,
        on: NaiveDate,
    ) -> Result<&ParticipantId, Problem> {
        let hash = pepper.hash(&AccessCode::parse(typed)?)?;
        let issued = self.issued.get(&hash).ok_or(CodeProblem::Unknown)?;
        issued.good(on)?;
        Ok(&issued.holder)
    }

    /// Revokes every code of somebody from a day on, and says how many that were.
    pub fn revoke(&mut self, holder: &ParticipantId, on: NaiveDate) -> usize {
        let theirs = self.issued.values_mut().filter(|issued| issued.holder == *holder);
        let good = theirs.filter(|issued| issued.revoked.is_none_or(|revoked| on < revoked));
        good.map(|issued| issued.revoked = Some(on)).count()
    }

    /// Forgets every code of somebody who is erased, and says how many that were.
    pub fn forget(&mut self, holder: &ParticipantId) -> usize {
        let before = self.issued.len();
        self.issued.retain(|_, issued| issued.holder != *holder);
        before - self.issued.len()
    }

    /// What is known of the codes, in an order that says nothing.
    pub fn issued(&self) -> impl Iterator<Item = &Issued> {
        self.issued.values()
    }

    /// How many codes there are, revoked ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.issued.len()
    }

    /// Whether no code was issued.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.issued.is_empty()
    }
}

#[cfg(feature = "serde")]
mod wire {
    use chrono::NaiveDate;

    use super::{CodeBook, Issued};
    use crate::error::CodeProblem;
    use crate::interchange::date;
    use crate::{ParticipantId, Problem, Problems};

    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Book {
        version: u32,
        codes: Vec<Code>,
    }

    crate::interchange::document::documents! {
        "code book": Book => CodeBook,
    }

    #[derive(serde::Serialize, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Code {
        hash: String,
        holder: ParticipantId,
        #[serde(with = "date")]
        from: NaiveDate,
        #[serde(default, skip_serializing_if = "Option::is_none", with = "date::option")]
        until: Option<NaiveDate>,
        #[serde(default, skip_serializing_if = "Option::is_none", with = "date::option")]
        revoked: Option<NaiveDate>,
    }

    impl TryFrom<Book> for CodeBook {
        type Error = Problems;

        fn try_from(wire: Book) -> Result<Self, Problems> {
            let mut problems = Vec::new();
            if wire.version != CodeBook::VERSION {
                let (found, expected) = (wire.version, CodeBook::VERSION);
                problems.push(Problem::Version { what: "code book", found, expected });
            }
            let mut book = CodeBook::default();
            for (index, code) in wire.codes.into_iter().enumerate() {
                let Code { hash, holder, from, until, revoked } = code;
                let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
                if hash.len() != 64 || !hash.bytes().all(hex) {
                    problems.push(CodeProblem::NoHash { number: index + 1 }.into());
                }
                let issued = Issued { holder, from, until, revoked };
                if book.issued.insert(hash.clone(), issued).is_some() {
                    problems.push(Problem::Twice { what: "hash", id: hash, times: 2 });
                }
            }
            Problems::or(problems, book)
        }
    }

    impl From<CodeBook> for Book {
        fn from(book: CodeBook) -> Book {
            let codes = book.issued.into_iter().map(|(hash, issued)| {
                let Issued { holder, from, until, revoked } = issued;
                Code { hash, holder, from, until, revoked }
            });
            Book { version: CodeBook::VERSION, codes: codes.collect() }
        }
    }
}
