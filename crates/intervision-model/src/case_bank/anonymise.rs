//! Words without those they are about: ids, addresses, numbers and whatever else the writer wants veiled.

use intervision_core::Roster;

use crate::ParticipantId;
use crate::privacy::mention::without;

/// A telephone number or a file number has at least this many digits; a year or an amount has fewer.
const DIGITS: usize = 6;

/// Marks for what was taken out, until all of it is: characters for private use, in which no id is found. The first person has
/// the first one.
const FIRST_PERSON: u32 = 0xf_0000;
const LAST_PERSON: u32 = 0xf_fffd;
const NAME: char = '\u{100000}';
const ADDRESS: char = '\u{100001}';
const NUMBER: char = '\u{100002}';

/// The texts of one case, in which the same person has the same number in all of them.
pub(super) fn anonymised(texts: [&str; 2], veiled: &[String], roster: &dyn Roster) -> [String; 2] {
    let mut texts = texts.map(|text| {
        let text: String = text.chars().filter(|c| !is_mark(*c)).collect();
        veil(&text, veiled)
    });
    let mut mark = FIRST_PERSON;
    for member in 0..roster.len() {
        let id = ParticipantId::from(roster.id(member).as_ref());
        let person = char::from_u32(mark).unwrap_or(NAME);
        let person = ParticipantId::from(person.to_string());
        let replaced = texts.each_ref().map(|text| without(text, &id, &person));
        if replaced != texts {
            (texts, mark) = (replaced, (mark + 1).min(LAST_PERSON));
        }
    }
    texts.map(|text| text.chars().map(told).collect())
}

fn veil(text: &str, veiled: &[String]) -> String {
    let words = text.split_inclusive(char::is_whitespace).map(|word| {
        let core = word.trim_matches(|c: char| !c.is_alphanumeric());
        let mark = if is_address(core) {
            ADDRESS
        } else if core.chars().filter(char::is_ascii_digit).count() >= DIGITS {
            NUMBER
        } else {
            return word.to_owned();
        };
        word.replacen(core, &mark.to_string(), 1)
    });
    let text: String = words.collect();
    let name = ParticipantId::from(NAME.to_string());
    let names = veiled.iter().map(|name| ParticipantId::from(name.as_str()));
    names.fold(text, |text, veiled| without(&text, &veiled, &name))
}

fn is_mark(c: char) -> bool {
    (FIRST_PERSON..=LAST_PERSON).contains(&u32::from(c)) || [NAME, ADDRESS, NUMBER].contains(&c)
}

fn told(c: char) -> String {
    match c {
        NAME => "[name]".to_owned(),
        ADDRESS => "[address]".to_owned(),
        NUMBER => "[number]".to_owned(),
        c if is_mark(c) => format!("[person {}]", u32::from(c) - FIRST_PERSON + 1),
        c => c.to_string(),
    }
}

fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
        || word.starts_with("http://")
        || word.starts_with("https://")
        || word.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use intervision_core::Table;

    use super::*;

    #[test]
    fn everybody_has_one_number_in_all_texts() {
        let roster = Table::new(["a07", "a08", "a09"]).unwrap();
        let told = anonymised(
            ["What a09 said", "Then a08 (not a081) called a09. a09's answer"],
            &[],
            &roster,
        );
        assert_eq!(
            told,
            [
                "What [person 2] said",
                "Then [person 1] (not a081) called [person 2]. [person 2]'s answer"
            ]
        );
    }

    #[test]
    fn ids_are_not_found_in_what_stands_for_others() {
        let roster = Table::new(["1", "2", "name", "person"]).unwrap();
        let told = anonymised(["2 and 1", "Ada\u{f0000}, a person"], &["Ada".to_owned()], &roster);
        assert_eq!(told, ["[person 2] and [person 1]", "[name], a [person 3]"]);
    }

    #[test]
    fn addresses_numbers_and_what_is_veiled_go() {
        let roster = Table::new(["a07"]).unwrap();
        let text = "Mail (k.jansen@stad.example), see https://stad.example/x; call 06-12345678.\nIn 2026 the Harbour Plan cost 400.";
        let told = anonymised(["", text], &["Harbour Plan".to_owned(), " ".to_owned()], &roster);
        assert_eq!(
            told[1],
            "Mail ([address]), see [address]; call [number].\nIn 2026 the [name] cost 400."
        );
    }
}
