use std::collections::BTreeSet;

use serde::Serialize;

/// How many colours there are; later categories repeat them under a pattern. The colours themselves are in the style
/// sheet: Paul Tol's *light* scheme (2021), made for labelled cells and safe for colour-blind readers.
const COLOURS: usize = 8;
/// Plain, hatched, dotted.
const PATTERNS: usize = 3;

/// How a category looks: a short code that differs between categories, a colour and a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Look {
    pub(super) code: String,
    pub(super) colour: usize,
    pub(super) pattern: usize,
}

/// A look per category, in their order.
pub(super) fn looks(names: &[String]) -> Vec<Look> {
    codes(names)
        .into_iter()
        .enumerate()
        .map(|(at, code)| Look { code, colour: at % COLOURS, pattern: (at / COLOURS) % PATTERNS })
        .collect()
}

/// One letter where no other category begins with it, else two that tell it from the others, else a letter and a number.
fn codes(names: &[String]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let others: Vec<&str> = names
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != at)
                .map(|(_, name)| name.as_str())
                .collect();
            let first = initial(name);
            let code = telling(name, &others)
                .into_iter()
                .chain(letters(name).map(|letter| format!("{first}{letter}")))
                .chain((1..=names.len()).map(|n| format!("{first}{n}")))
                .find(|code| !taken.contains(code))
                .unwrap_or_else(|| first.clone());
            taken.insert(code.clone());
            code
        })
        .collect()
}

/// Codes that no other name could have in the same way: the initial, the first two letters, the initials of two words,
/// the initial with a letter that only this name has.
fn telling(name: &str, others: &[&str]) -> Vec<String> {
    let first = initial(name);
    let rivals: Vec<&str> =
        others.iter().copied().filter(|other| initial(other) == first).collect();
    if rivals.is_empty() {
        return vec![first];
    }
    let mut codes = Vec::new();
    let two = |name: &str| letters(name).next();
    let nearest: Vec<&str> =
        rivals.iter().copied().filter(|other| two(other) == two(name)).collect();
    if let Some(second) = two(name).filter(|_| nearest.is_empty()) {
        codes.push(format!("{first}{second}"));
    }
    let words = word_initials(name);
    if words.is_some() && rivals.iter().all(|other| word_initials(other) != words) {
        codes.extend(words);
    }
    let own = letters(name).find(|&c| nearest.iter().all(|other| letters(other).all(|o| o != c)));
    codes.extend(own.map(|letter| format!("{first}{letter}")));
    codes
}

/// The letters of the first word after its first, in lower case.
fn letters(name: &str) -> impl Iterator<Item = char> {
    let word = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = word.chars().take_while(|c| c.is_alphanumeric()).skip(1);
    word.flat_map(char::to_lowercase)
}

/// The initials of the first and the next long word: `PS` for public space.
fn word_initials(name: &str) -> Option<String> {
    let mut words =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
    let first = words.next()?;
    Some(format!("{}{}", initial(first), initial(words.next()?)))
}

/// The first letter or digit, in upper case; `#` for a name without any.
fn initial(name: &str) -> String {
    let letter = name.chars().find(|c| c.is_alphanumeric());
    letter.map_or_else(|| "#".to_owned(), |c| c.to_uppercase().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes_of(names: &[&str]) -> Vec<String> {
        codes(&names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn codes_are_short_and_differ() {
        assert_eq!(codes_of(&["activist", "pragmatist", "reflector"]), ["A", "P", "R"]);
        assert_eq!(codes_of(&["Public Space", "Public Order", "Port"]), ["PS", "PO", "Po"]);
        assert_eq!(
            codes_of(&[
                "policy manager",
                "process manager",
                "programme manager",
                "project director"
            ]),
            ["Po", "Ps", "Pg", "PD"]
        );
        assert_eq!(codes_of(&["Safety", "Service Delivery", "Social Work"]), ["Sa", "Se", "So"]);
        assert_eq!(codes_of(&["ab", "ab!", "a"]), ["Ab", "A1", "A2"]);
        assert_eq!(codes_of(&["élan", "?", ""]), ["É", "#1", "#2"]);
    }

    #[test]
    fn colours_repeat_only_under_another_pattern() {
        let names: Vec<String> = (0..COLOURS * PATTERNS).map(|n| format!("k{n}")).collect();
        let seen: BTreeSet<_> = looks(&names).iter().map(|l| (l.colour, l.pattern)).collect();
        assert_eq!(seen.len(), names.len());
    }
}
