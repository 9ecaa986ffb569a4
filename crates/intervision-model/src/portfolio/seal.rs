//! Pages with seals: each part stands between two comments, of which the first has the hash of the bytes between them; the last
//! line has the hash of everything before it. That holds for a page however it was laid out.

use sha2::{Digest, Sha256};

const WHOLE: &str = "<!-- whole sha256 ";

fn begin(part: &str) -> String {
    format!("<!-- part {part} sha256 ")
}

fn end(part: &str) -> String {
    format!("<!-- end {part} -->\n")
}

pub(super) fn hash(bytes: &[u8]) -> String {
    crate::digest::hex(&Sha256::digest(bytes))
}

/// A part with its seal. `body` holds no comment: texts are escaped.
pub(super) fn part(name: &str, body: &str) -> String {
    format!("{}{} -->\n{body}{}", begin(name), hash(body.as_bytes()), end(name))
}

/// A page with the seal of the whole.
pub(super) fn whole(page: &str) -> String {
    let seal = hash(page.as_bytes());
    format!("{page}{WHOLE}{seal} -->\n")
}

/// Whether a part is as it was written.
pub(super) fn holds(page: &str, name: &str) -> bool {
    let Some((_, after)) = page.split_once(&begin(name)) else { return false };
    let Some((seal, after)) = after.split_once(" -->\n") else { return false };
    let Some((body, _)) = after.split_once(&end(name)) else { return false };
    seal == hash(body.as_bytes())
}

/// The hash of a page whose last line agrees with it.
pub(super) fn sealed(page: &str) -> Option<String> {
    let at = page.rfind(WHOLE)?;
    let (before, line) = page.split_at(at);
    let seal = hash(before.as_bytes());
    (line == format!("{WHOLE}{seal} -->\n")).then_some(seal)
}
