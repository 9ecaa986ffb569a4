use std::borrow::Cow;

use super::import::Limits;
use crate::ical::error::IcalError;

/// One content line, unfolded.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// The line of the file it begins on, counted from 1.
    pub(super) number: usize,
    /// `NAME;PARAMETERS:value`.
    pub(super) text: Cow<'a, str>,
}

impl Line<'_> {
    /// What stands before the first `;` or `:`.
    pub(super) fn name(&self) -> &str {
        name(&self.text)
    }

    /// What stands after the first `:`, for lines without parameters.
    pub(super) fn value(&self) -> &str {
        self.text.split_once(':').map_or("", |(_, value)| value.trim_end())
    }
}

/// The content lines of a file, one by one, so that memory never holds more than the file and a line.
///
/// Folds are undone in bytes, before the text is decoded: the standard lets a writer fold inside a character.
pub(super) struct Lines<'a> {
    rest: &'a [u8],
    number: usize,
    limits: Limits,
}

impl<'a> Lines<'a> {
    pub(super) fn new(file: &'a [u8], limits: Limits) -> Self {
        let rest = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
        Lines { rest, number: 0, limits }
    }

    /// The next line of the file, without its line end.
    fn physical(&mut self) -> &'a [u8] {
        self.number += 1;
        let (line, rest) = match self.rest.iter().position(|byte| *byte == b'\n') {
            Some(end) => (self.rest.get(..end), self.rest.get(end + 1..)),
            None => (Some(self.rest), None),
        };
        self.rest = rest.unwrap_or_default();
        let line = line.unwrap_or_default();
        line.strip_suffix(b"\r").unwrap_or(line)
    }

    fn logical(&mut self) -> Result<Line<'a>, IcalError> {
        let first = self.physical();
        let number = self.number;
        let mut bytes = Cow::Borrowed(first);
        while matches!(self.rest.first(), Some(b' ' | b'\t')) && bytes.len() <= self.limits.line {
            let folded = self.physical();
            bytes.to_mut().extend_from_slice(folded.get(1..).unwrap_or_default());
        }
        let property = |bytes: &[u8]| {
            let start = bytes.get(..bytes.len().min(80)).unwrap_or_default();
            shorten(name(&String::from_utf8_lossy(start)))
        };
        if bytes.len() > self.limits.line {
            let most = self.limits.line;
            return Err(IcalError::LongLine { line: number, property: property(&bytes), most });
        }
        let control = |byte: &&u8| (**byte < b' ' && **byte != b'\t') || **byte == 0x7F;
        if let Some(byte) = bytes.iter().find(control) {
            let code = u32::from(*byte);
            let property = property(&bytes);
            return Err(IcalError::ControlCharacter { line: number, property, code });
        }
        let text = match bytes {
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes).ok().map(Cow::Borrowed),
            Cow::Owned(ref bytes) => String::from_utf8(bytes.clone()).ok().map(Cow::Owned),
        };
        match text {
            Some(text) => Ok(Line { number, text }),
            None => Err(IcalError::NotUtf8 { line: number, property: property(&bytes) }),
        }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Result<Line<'a>, IcalError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.rest.is_empty() {
            match self.logical() {
                Ok(line) if line.text.trim().is_empty() => {}
                line => return Some(line),
            }
        }
        None
    }
}

fn name(text: &str) -> &str {
    text.split([';', ':']).next().unwrap_or_default().trim()
}

/// The first characters of a text, for messages.
pub(super) fn shorten(text: &str) -> String {
    const MOST: usize = 60;
    let mut chars = text.chars();
    let mut start: String = chars.by_ref().take(MOST).filter(|c| !c.is_control()).collect();
    if chars.next().is_some() {
        start.push('…');
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(file: &[u8]) -> Vec<(usize, String)> {
        Lines::new(file, Limits::default())
            .map(|line| line.map(|line| (line.number, line.text.into_owned())))
            .collect::<Result<_, _>>()
            .unwrap()
    }

    #[test]
    fn undoes_folds_of_either_kind_and_keeps_the_numbers() {
        let file = b"\xEF\xBB\xBFA:one\r\n  two\r\n\tthree\r\n\r\nB:x\nC:y";
        let expected =
            [(1, "A:one twothree"), (5, "B:x"), (6, "C:y")].map(|(n, text)| (n, text.to_owned()));
        assert_eq!(texts(file), expected);
    }

    #[test]
    fn undoes_a_fold_inside_a_character() {
        assert_eq!(texts(b"A:caf\xC3\r\n \xA9\r\n"), [(1, "A:café".to_owned())]);
    }
}
