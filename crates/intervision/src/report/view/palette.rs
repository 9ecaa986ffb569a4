use std::collections::{BTreeMap, BTreeSet};

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

/// One letter where no other category begins with it, else two, else a letter and a number.
fn codes(names: &[String]) -> Vec<String> {
    let mut initials: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        *initials.entry(initial(name)).or_default() += 1;
    }
    let mut taken = BTreeSet::new();
    names
        .iter()
        .map(|name| {
            let first = initial(name);
            let single = (initials.get(&first) == Some(&1)).then(|| first.clone());
            let code = single
                .into_iter()
                .chain(pairs(name))
                .chain((1..).map(|n: usize| format!("{first}{n}")))
                .find(|code| !taken.contains(code))
                .unwrap_or(first);
            taken.insert(code.clone());
            code
        })
        .collect()
}

/// The first letter or digit, in upper case; `#` for a name without any.
fn initial(name: &str) -> String {
    let letter = name.chars().find(|c| c.is_alphanumeric());
    letter.map_or_else(|| "#".to_owned(), |c| c.to_uppercase().collect())
}

/// Two-letter codes to try: the initials of two words, then the first letter with each later one.
fn pairs(name: &str) -> Vec<String> {
    let first = initial(name);
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
    let second_word = words.skip(1).map(|word| format!("{first}{}", initial(word)));
    let letters = name.chars().filter(|c| c.is_alphanumeric()).skip(1);
    let later = letters.map(|c| format!("{first}{}", c.to_lowercase()));
    second_word.chain(later).collect()
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
