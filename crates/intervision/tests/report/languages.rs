use intervision::language::Language;
use roxmltree::Node;

use crate::figures::{parse, small, text_of};

#[test]
fn the_dutch_report_is_the_golden_one() {
    let html = small().in_language(Language::Dutch).to_html().unwrap();
    let text = text_of(&html).replace(". ", ".\n") + "\n";
    let golden = include_str!("small.nl.txt");
    if text != golden {
        let found = concat!(env!("CARGO_TARGET_TMPDIR"), "/small.nl.txt");
        std::fs::write(found, &text).unwrap();
        panic!(
            "the text differs from tests/report/small.nl.txt; look at {found}, and copy it over the golden file if it is right"
        );
    }
}

#[test]
fn a_language_changes_words_and_nothing_else() {
    let shape = |html: &str| -> Vec<String> {
        let page = parse(html);
        let elements = page.descendants().filter(Node::is_element);
        elements.map(|node| node.tag_name().name().to_owned()).collect()
    };
    let english = small().to_html().unwrap();
    for language in Language::ALL {
        let html = small().in_language(language).to_html().unwrap();
        let page = parse(&html);
        assert_eq!(page.root_element().attribute("lang"), Some(language.code()));
        // The glossary has as many words in each language, and every plot as many marks.
        assert_eq!(shape(&html), shape(&english), "{language}");
    }
    assert_eq!(small().in_language(Language::English).to_html().unwrap(), english);
}

#[test]
fn numbers_and_days_follow_the_language() {
    let text = text_of(&small().in_language(Language::Dutch).to_html().unwrap());
    for said in ["9,5", "14,2", "11 januari – 26 februari 2027", "di 26 jan", "13.00–17.00"] {
        assert!(text.contains(said), "{said} is missing");
    }
}

#[test]
fn attributes_go_by_their_labels() {
    let html = small().with_label("function", "role at work").to_html().unwrap();
    let text = text_of(&html);
    assert!(text.contains("Mix role at work") && text.contains("share their role at work"));
    assert!(!text.contains("function") && text.contains("years"), "{text}");
}
