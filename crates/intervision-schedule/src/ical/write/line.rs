/// A line has at most this many octets, its end not counted (RFC 5545, 3.1).
const MOST_OCTETS: usize = 75;

/// The text of a calendar file while it is being written.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
}

impl Lines {
    /// `NAME:value`, folded, with CRLF. The value is escaped already, if its type wants that.
    pub(super) fn push(&mut self, name: &str, value: &str) {
        fold(&format!("{name}:{value}"), &mut self.text);
    }

    /// The same for words.
    pub(super) fn push_text(&mut self, name: &str, words: &str) {
        self.push(name, &escape(words));
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// Words as a `TEXT` value: backslashes, semicolons, commas and line ends escaped, other control characters left out.
pub(super) fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len() + 8);
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => escaped.push_str("\\\\"),
            ';' => escaped.push_str("\\;"),
            ',' => escaped.push_str("\\,"),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => escaped.push_str("\\n"),
            '\t' => escaped.push('\t'),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A parameter value in quotes, which cannot hold quotes or line ends.
pub(super) fn quote(words: &str) -> String {
    let words: String = words
        .chars()
        .map(|c| if c == '"' { '\'' } else { c })
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect();
    format!("\"{words}\"")
}

/// Breaks a line so that no piece has more than 75 octets, between characters and never inside an escape.
fn fold(line: &str, text: &mut String) {
    let mut octets = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        }
        let end = chars.peek().map_or(line.len(), |(next, _)| *next);
        let piece = line.get(at..end).unwrap_or_default();
        if octets + piece.len() > MOST_OCTETS {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push_str(piece);
        octets += piece.len();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(line: &str) -> String {
        let mut text = String::new();
        fold(line, &mut text);
        text
    }

    #[test]
    fn escapes_backslashes_first_and_drops_control_characters() {
        assert_eq!(escape("a\\n;b,c\r\nd\re\u{7}\u{7f}\u{85}f\tg"), "a\\\\n\\;b\\,c\\nd\\nef\tg");
    }

    #[test]
    fn quotes_cannot_be_broken_out_of() {
        assert_eq!(quote("Doe, \"J\"\r\nX:1"), "\"Doe, 'J'  X:1\"");
    }

    #[test]
    fn folds_at_75_octets() {
        let line = format!("SUMMARY:{}", "x".repeat(67));
        assert_eq!(folded(&line), format!("{line}\r\n"));
        assert_eq!(folded(&format!("{line}y")), format!("{line}\r\n y\r\n"));
    }

    #[test]
    fn never_folds_inside_an_escape() {
        let line = format!("SUMMARY:{}\\,b", "x".repeat(66));
        assert_eq!(folded(&line), format!("SUMMARY:{}\r\n \\,b\r\n", "x".repeat(66)));
    }

    proptest! {
        #[test]
        fn unfolding_gives_the_line_back(words in "[ -~é€😀\\\\;,\t]{0,300}") {
            let line = format!("SUMMARY:{}", escape(&words));
            let text = folded(&line);
            prop_assert_eq!(text.replace("\r\n ", ""), format!("{line}\r\n"));
            for piece in text.trim_end_matches("\r\n").split("\r\n") {
                prop_assert!(piece.len() <= MOST_OCTETS);
                let backslashes = piece.chars().rev().take_while(|c| *c == '\\').count();
                prop_assert_eq!(backslashes % 2, 0, "an escape is torn apart");
            }
        }
    }
}
