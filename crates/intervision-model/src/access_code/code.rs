//! One code: random bytes or what somebody typed come in, a code whose check character fits goes out.

use std::fmt;

use super::letters::{check, checks, letter, value};
use crate::Problem;
use crate::error::CodeProblem;

/// A personal access code: 75 random bits and a check character, sixteen letters in four groups, as `4T7K-0QX9-…`.
///
/// It is a secret. `Display` writes it, for the one letter or message that it is sent in; `Debug` does not.
///
/// # Example
///
/// ```
/// use intervision_model::access_code::AccessCode;
///
/// // Ten bytes from the host's cryptographic generator.
/// let code = AccessCode::from_random([0x3b, 0xd1, 0x07, 0x9c, 0x55, 0x20, 0xee, 0x81, 0x4a, 0x6f])?;
/// let written = code.to_string();
/// assert_eq!(written, "7F8G-F72N-43Q8-2JKE");
/// // Typed in lower case and without hyphens, it is the same.
/// assert_eq!(AccessCode::parse(&written.to_lowercase().replace('-', " "))?, code);
/// let mistyped = AccessCode::parse("7F8G-F72N-43Q8-2KJE").unwrap_err();
/// assert!(mistyped.to_string().starts_with("the code is mistyped"));
/// # Ok::<(), intervision_model::Problem>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct AccessCode {
    values: [u8; AccessCode::LENGTH],
}

impl AccessCode {
    /// Characters of a code, without hyphens.
    pub const LENGTH: usize = 16;

    /// The code that ten bytes give; the last five of their bits are not used. Take the bytes from a cryptographic generator
    /// and use them once: 75 bits cannot be guessed, and a code tells nothing about whom it is for.
    ///
    /// # Errors
    ///
    /// [`CodeProblem::NotRandom`] when all bytes are the same, as in a buffer that nobody filled.
    pub fn from_random(bytes: [u8; 10]) -> Result<Self, Problem> {
        let [first, rest @ ..] = bytes;
        if rest.iter().all(|byte| *byte == first) {
            return Err(CodeProblem::NotRandom { value: first }.into());
        }
        let bits = bytes.iter().fold(0_u128, |bits, &byte| (bits << 8) | u128::from(byte));
        let mut values = [0; Self::LENGTH];
        let (random, last) = values.split_at_mut(Self::LENGTH - 1);
        for (place, value) in random.iter_mut().enumerate() {
            *value = ((bits >> (75 - 5 * place)) & 31) as u8;
        }
        last.fill(check(random));
        Ok(AccessCode { values })
    }

    /// Reads what somebody typed. Case does not matter, hyphens and blanks are passed over, and I, L and O are read as the
    /// digits they look like.
    ///
    /// # Errors
    ///
    /// [`CodeProblem::Letter`], [`CodeProblem::Length`], and [`CodeProblem::Mistyped`] when the check character does not fit:
    /// every single wrong character and every exchange of two.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let letters = text.chars().filter(|c| *c != '-' && !c.is_whitespace());
        let mut found = Vec::new();
        // Longer than any code is too long, however long it is.
        for (index, letter) in letters.take(4 * Self::LENGTH).enumerate() {
            found.push(value(letter).ok_or(CodeProblem::Letter { at: index + 1 })?);
        }
        let length = CodeProblem::Length { found: found.len(), expected: Self::LENGTH };
        let values: [u8; Self::LENGTH] = found.try_into().map_err(|_| length)?;
        if !checks(&values) {
            return Err(CodeProblem::Mistyped.into());
        }
        Ok(AccessCode { values })
    }

    pub(super) fn values(&self) -> &[u8] {
        &self.values
    }
}

impl fmt::Display for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, group) in self.values.chunks(4).enumerate() {
            if place > 0 {
                f.write_str("-")?;
            }
            group.iter().try_for_each(|&value| write!(f, "{}", letter(value)))?;
        }
        Ok(())
    }
}

impl fmt::Debug for AccessCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessCode(..)")
    }
}
